"""Crawling a site: its rules, its lists, the items on them, the files that hang on the items."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tasks.crawl.archive import ArchiveBusyError, open_archive
from tasks.crawl.column import list_column
from tasks.crawl.fetch import Fetcher
from tasks.crawl.hosts import open_hosts
from tasks.crawl.items import Items
from tasks.crawl.journal import open_journal
from tasks.crawl.links import Link, find_attachments, is_attachment
from tasks.crawl.listing import Item
from tasks.crawl.parts import find_parts
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source, SourceColumn
from tasks.crawl.summary import CrawlSummary, summarise
from tasks.crawl.threads import on_one_core
from tasks.crawl.visit import Seen, Target, Visitor


@dataclass(slots=True)
class _Progress:
    """What a crawl has met so far."""

    items: Items = field(default_factory=Items)
    red: list[str] = field(default_factory=list)
    amber: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    rested: int = 0


def crawl_source(source: Source, archive: Path, run_id: str, settings: CrawlSettings) -> CrawlSummary:
    """Crawl a source once. A run that was killed is resumed by calling with the same run_id.

    Whatever the site does ends in the summary and the journal; only trouble with our own disk is raised.
    """
    settings = source.manners(settings)
    try:
        with (
            open_archive(archive, source.name, run_id, settings.warc_bytes) as writer,
            open_journal(archive) as journal,
            open_hosts(archive) as book,
            on_one_core(),
        ):

            async def crawl() -> _Progress:
                async with Fetcher(source, settings, archive, book) as fetcher:
                    visitor = Visitor(source, run_id, archive, settings, fetcher, writer, journal, book)
                    return await _crawl(source, visitor, fetcher, settings)

            progress = asyncio.run(crawl())
            journal.flush()
            fetches = journal.last_of_run(run_id, source.name)
            new, gone = journal.first_seen(run_id, source.name)
            return summarise(
                source.name,
                progress.items.taken,
                fetches,
                progress.red + list(dict.fromkeys(progress.stopped)),
                progress.amber,
                progress.notes,
                progress.rested,
                new,
                gone,
            )
    except ArchiveBusyError as error:
        return summarise(source.name, 0, (), red=[str(error)])


async def _crawl(source: Source, visitor: Visitor, fetcher: Fetcher, settings: CrawlSettings) -> _Progress:
    progress = _Progress()
    by_host: dict[str, list[SourceColumn]] = {}
    for column in source.columns:
        by_host.setdefault(urlsplit(column.url).hostname or "", []).append(column)

    async def crawl_columns(columns: Sequence[SourceColumn]) -> None:
        for column in columns:
            found = progress.items.new_list()
            listed = await list_column(source, column, found, visitor, fetcher, settings.max_list_pages)
            progress.red += listed.red
            progress.amber += listed.amber
            progress.notes += listed.notes
            for item in listed.items:
                if progress.items.take(item.url):
                    await _fetch_item(item, visitor, fetcher, progress)

    await asyncio.gather(*(crawl_columns(columns) for columns in by_host.values()))
    if not (progress.red or progress.amber or progress.stopped):
        await _look_for_delisted(visitor, fetcher, progress)
    return progress


async def _fetch_item(item: Item, visitor: Visitor, fetcher: Fetcher, progress: _Progress) -> None:
    """An item with its files, if it is due; its files that are, if it is not."""
    role = "attachment" if is_attachment(item.url) else "page"
    target = Target(item.url, role, item.title, published_on=item.published_on)
    await _look_again(target, visitor, fetcher, progress, item.files)


async def _look_again(
    target: Target, visitor: Visitor, fetcher: Fetcher, progress: _Progress, named: Sequence[Link] = ()
) -> None:
    """A page with its files; `named` are those that its list names, linked on the page or not."""
    links, referer = [], target.url
    due = visitor.due(target)
    stopped = fetcher.stopped(target.url) if due else None
    if stopped:
        progress.stopped.append(stopped)
        return
    if not due:
        progress.rested += 1
        links = visitor.files_of(target.url)
    else:
        seen = await visitor.visit(target)
        if target.role == "page" and seen.page is None:
            links = visitor.files_of(target.url)
        elif target.role == "page":
            pages = [seen, *await _fetch_parts(target, seen, visitor, fetcher, progress)]
            files = {link.url: link for page in reversed(pages) for link in reversed(_files(target, page, progress))}
            links, referer = list(reversed(files.values())), seen.url
    linked = {link.url for link in links}
    for link in [*links, *(file for file in named if file.url not in linked)]:
        file = Target(
            link.url, "attachment", link.text, target.url, referer, target.listed, published_on=target.published_on
        )
        if not visitor.due(file):
            progress.rested += 1
            continue
        stopped = fetcher.stopped(link.url)
        if stopped:
            progress.stopped.append(stopped)
            return
        await visitor.visit(file)
        visitor.settle(file.url)
    if due:
        visitor.settle(target.url)


async def _fetch_parts(
    target: Target, first: Seen, visitor: Visitor, fetcher: Fetcher, progress: _Progress
) -> list[Seen]:
    """The further pages of an article; without those that cannot be had the document is known to be cut."""
    if first.page is None or first.page.is_binary:
        return []
    try:
        urls = find_parts(first.page, first.url)
    except Exception as error:
        progress.amber.append(f"{target.url}: its pages could not be read ({type(error).__name__}: {error})")
        return []
    pages = []
    for number, url in enumerate(urls, 2):
        stopped = fetcher.stopped(url)
        if stopped:
            progress.stopped.append(stopped)
            break
        name = f"{number}/{len(urls) + 1}"
        seen = await visitor.visit(Target(url, "part", name, target.url, first.url))
        if seen.page is not None:
            pages.append(seen)
    visitor.forget_parts(target.url, urls)
    return pages


def _files(target: Target, seen: Seen, progress: _Progress) -> list[Link]:
    if seen.page is None or seen.page.is_binary:
        return []
    try:
        return find_attachments(seen.page, seen.url)
    except Exception as error:
        progress.amber.append(f"{target.url}: its links could not be read ({type(error).__name__}: {error})")
        return []


async def _look_for_delisted(visitor: Visitor, fetcher: Fetcher, progress: _Progress) -> None:
    """What no list names any more is looked at when it is due: it may have been withdrawn.

    Only where all lists were read whole; else what stands on the part that could not be had would seem delisted.
    """
    for url, name in visitor.known_pages():
        if progress.items.has(url):
            continue
        if fetcher.stopped(url):
            return
        target = Target(url, "page", name, listed=False)
        if visitor.due(target):
            await _look_again(target, visitor, fetcher, progress)
