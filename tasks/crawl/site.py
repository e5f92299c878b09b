"""Crawling a site: its rules, its lists, the items on them, the files that hang on the items."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from tasks.crawl.archive import ArchiveBusyError, Stored, open_archive
from tasks.crawl.fetch import Fetcher
from tasks.crawl.journal import open_journal
from tasks.crawl.links import Link, find_attachments, is_attachment
from tasks.crawl.listing import Item, ListPage, ListRequest, read_list
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source, SourceColumn
from tasks.crawl.summary import CrawlSummary, summarise
from tasks.crawl.visit import Seen, Target, Visitor

MOST_TEXT = 8 * 1024 * 1024
"""Bytes of a page in which lists and links are looked for; pages beyond it are dumps or attacks."""


@dataclass(slots=True)
class _Progress:
    """What a crawl has met so far; items are kept so that one on two lists is fetched once."""

    items: dict[str, Item] = field(default_factory=dict)
    red: list[str] = field(default_factory=list)
    amber: list[str] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    rested: int = 0


def crawl_source(source: Source, archive: Path, run_id: str, settings: CrawlSettings) -> CrawlSummary:
    """Crawl a source once. A run that was killed is resumed by calling with the same run_id.

    Whatever the site does ends in the summary and the journal; only trouble with our own disk is raised.
    """
    try:
        with (
            open_archive(archive, source.name, run_id, settings.warc_bytes) as writer,
            open_journal(archive) as journal,
        ):

            async def crawl() -> _Progress:
                async with Fetcher(source, settings, journal.count(run_id, source.name)) as fetcher:
                    visitor = Visitor(source, run_id, archive, settings, fetcher, writer, journal)
                    return await _crawl(source, visitor, fetcher, settings)

            progress = asyncio.run(crawl())
            fetches = journal.last_of_run(run_id, source.name)
    except ArchiveBusyError as error:
        return summarise(source.name, 0, (), red=[str(error)])
    red = progress.red + list(dict.fromkeys(progress.stopped))
    return summarise(source.name, len(progress.items), fetches, red, progress.amber, progress.rested)


async def _crawl(source: Source, visitor: Visitor, fetcher: Fetcher, settings: CrawlSettings) -> _Progress:
    progress = _Progress()
    by_host: dict[str, list[SourceColumn]] = {}
    for column in source.columns:
        by_host.setdefault(urlsplit(column.url).hostname or "", []).append(column)

    async def crawl_columns(columns: Sequence[SourceColumn]) -> None:
        for column in columns:
            for item in await _list_column(source, column, visitor, settings, progress):
                if item.url in progress.items:
                    continue
                progress.items[item.url] = item
                stopped = fetcher.stopped(item.url)
                if stopped:
                    progress.stopped.append(stopped)
                else:
                    await _fetch_item(item, visitor, fetcher, progress)

    await asyncio.gather(*(crawl_columns(columns) for columns in by_host.values()))
    if not (progress.red or progress.amber or progress.stopped):
        await _look_for_delisted(visitor, fetcher, progress)
    return progress


async def _list_column(
    source: Source, column: SourceColumn, visitor: Visitor, settings: CrawlSettings, progress: _Progress
) -> list[Item]:
    """The items of a column, each once; what is wrong with the list goes into the progress."""
    items: dict[str, Item] = {}
    asked: set[str] = set()
    rows = 0
    page = ListPage(())
    request: ListRequest | None = ListRequest(column.url, column.url)
    while request is not None:
        if request.url in asked or len(asked) >= settings.max_list_pages:
            progress.amber.append(f"{column.url}: the list does not end and was cut after {len(asked)} pages")
            break
        asked.add(request.url)
        seen = await _visit_list(source, request, visitor)
        if seen.stored is None:
            severity = progress.red if not items else progress.amber
            severity.append(f"{column.url}: page {request.number} of the list could not be had: {seen.trouble}")
            break
        page = _read(source.template, seen.stored, seen.content_type, request)
        rows += len(page.items)
        new = [item for item in page.items if item.url not in items]
        items.update((item.url, item) for item in new)
        request = page.next if new or not page.items else None
    _compare(column, page, len(items), max(rows, len(items)), len(asked), progress)
    return list(items.values())


async def _visit_list(source: Source, request: ListRequest, visitor: Visitor) -> Seen:
    def check(stored: Stored, content_type: str | None) -> str | None:
        return _read(source.template, stored, content_type, request).trouble

    referer = request.column_url if request.number > 1 else None
    return await visitor.visit(Target(request.url, "list", referer=referer), check)


def _read(template: str, stored: Stored, content_type: str | None, request: ListRequest) -> ListPage:
    try:
        at = replace(request, url=stored.url, content_type=content_type)
        return read_list(template, stored.content[:MOST_TEXT], at)
    except Exception as error:
        # A reader that trips over a hostile page must cost that page, not the night.
        return ListPage((), trouble=f"the list could not be read ({type(error).__name__}: {error})")


def _compare(column: SourceColumn, page: ListPage, found: int, rows: int, pages: int, progress: _Progress) -> None:
    """Hold what was listed against what the list says of itself and what the source's file demands."""
    if found < column.minimum:
        progress.red.append(f"{column.url}: {found} items listed where at least {column.minimum} are expected")
    elif page.total_items is not None and rows < page.total_items:
        progress.amber.append(f"{column.url}: {rows} items listed where the list says {page.total_items}")
    elif page.total_pages is not None and pages < page.total_pages:
        progress.amber.append(f"{column.url}: {pages} pages listed where the list says {page.total_pages}")


async def _fetch_item(item: Item, visitor: Visitor, fetcher: Fetcher, progress: _Progress) -> None:
    """An item with its files, if it is due; its files that are, if it is not."""
    role = "attachment" if is_attachment(item.url) else "page"
    await _look_again(Target(item.url, role, item.title), visitor, fetcher, progress)


async def _look_again(target: Target, visitor: Visitor, fetcher: Fetcher, progress: _Progress) -> None:
    links, referer = [], target.url
    if not visitor.due(target):
        progress.rested += 1
        links = visitor.files_of(target.url)
    else:
        seen = await visitor.visit(target)
        if target.role == "page" and seen.stored is None:
            links = visitor.files_of(target.url)
        elif target.role == "page" and seen.stored is not None:
            links, referer = _files(target, seen, progress), seen.stored.url
    for link in links:
        file = Target(link.url, "attachment", link.text, target.url, referer, target.listed)
        if not visitor.due(file):
            progress.rested += 1
            continue
        stopped = fetcher.stopped(link.url)
        if stopped:
            progress.stopped.append(stopped)
            return
        await visitor.visit(file)
        visitor.settle(file.url)
    visitor.settle(target.url)


def _files(target: Target, seen: Seen, progress: _Progress) -> list[Link]:
    if seen.stored is None:
        return []
    try:
        return find_attachments(seen.stored.content[:MOST_TEXT], seen.content_type, seen.stored.url)
    except Exception as error:
        progress.amber.append(f"{target.url}: its links could not be read ({type(error).__name__}: {error})")
        return []


async def _look_for_delisted(visitor: Visitor, fetcher: Fetcher, progress: _Progress) -> None:
    """What no list names any more is looked at when it is due: it may have been withdrawn.

    Only where all lists were read whole; else what stands on the part that could not be had would seem delisted.
    """
    for state in visitor.known_pages():
        if state.url in progress.items:
            continue
        if fetcher.stopped(state.url):
            return
        target = Target(state.url, "page", state.name, listed=False)
        if visitor.due(target):
            await _look_again(target, visitor, fetcher, progress)
