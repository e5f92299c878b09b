"""Looking at a site before it is a source: what its list is, what the list holds, and whether robots.txt lets us.

All of it goes the way of a real crawl (its manners, its checks, its archive), only into a folder that is thrown away.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urldefrag

from tasks.crawl.archive import open_archive
from tasks.crawl.charset import decode
from tasks.crawl.column import Listed, list_column
from tasks.crawl.fetch import Fetcher
from tasks.crawl.hosts import open_hosts
from tasks.crawl.items import Items
from tasks.crawl.journal import open_journal
from tasks.crawl.listing.sniff import Sniffed, frames, sniff
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source
from tasks.crawl.visit import Target, Visitor

_RUN = "probe"
PAGES_LOOKED_AT = 5
"""Pages of a list that are asked for to see whether a family's way of listing works."""


@dataclass(frozen=True, slots=True)
class Look:
    """A list page as it was seen: `trouble` says why it could not be had, `listed` what its family's reader gave."""

    page: str
    content_type: str | None
    sniffed: Sniffed
    trouble: str | None = None
    listed: Listed | None = None
    frames: tuple[str, ...] = ()


def look_at(url: str, connect: Mapping[str, str], settings: CrawlSettings) -> Look:
    """Fetch a list page, tell its family, and list its first pages in that family's manner."""
    return asyncio.run(_look_at(url, connect, settings))


def look_into(page: bytes, url: str = "") -> Look:
    """Tell the family of a saved list page; nothing is asked of anybody."""
    text = decode(page)
    return Look(text, None, sniff(text, url), frames=tuple(frames(text)))


def ask_robots(sources: Sequence[Source], settings: CrawlSettings) -> dict[str, list[str]]:
    """For each source, what robots.txt says of each of its columns: allowed, or why not."""

    async def ask(source: Source) -> list[str]:
        async with _visiting(source, settings) as (visitor, _):
            found = []
            for column in source.columns:
                refusal = await visitor.refusal(urldefrag(column.url).url)
                found.append(f"{column.url}: {refusal or 'allowed'}")
            return found

    async def ask_all() -> list[list[str]]:
        return await asyncio.gather(*(ask(source) for source in sources))

    answers = asyncio.run(ask_all())
    return {source.name: answer for source, answer in zip(sources, answers, strict=True)}


async def _look_at(url: str, connect: Mapping[str, str], settings: CrawlSettings) -> Look:
    source = Source.model_validate(
        {
            "name": _RUN,
            "title": _RUN,
            "publisher": _RUN,
            "region_code": "000000",
            "region_name": _RUN,
            "official": False,
            "verified": False,
            "template": "plain",
            "columns": [{"url": url}],
            "connect": dict(connect),
        }
    )
    async with _visiting(source, settings) as (visitor, fetcher):
        seen = await visitor.visit(Target(urldefrag(url).url, "list"))
        if seen.page is None:
            return Look("", None, Sniffed("plain", ()), seen.trouble or "no answer")
        text = seen.page.text
        sniffed = sniff(text, url)
        proposed = source.model_copy(update={"template": sniffed.template})
        listed = await list_column(proposed, proposed.columns[0], Items().new_list(), visitor, fetcher, PAGES_LOOKED_AT)
        return Look(text, seen.page.content_type, sniffed, listed=listed, frames=tuple(frames(text)))


@asynccontextmanager
async def _visiting(source: Source, settings: CrawlSettings) -> AsyncIterator[tuple[Visitor, Fetcher]]:
    with TemporaryDirectory(prefix="jixiao-probe-") as folder:
        archive = Path(folder)
        with (
            open_archive(archive, source.name, _RUN, settings.warc_bytes) as writer,
            open_journal(archive) as journal,
            open_hosts(archive) as book,
        ):
            hasty = replace(settings, attempts=1, connect_timeout=min(settings.connect_timeout, 5.0))
            async with Fetcher(source, hasty, archive, book) as fetcher:
                yield Visitor(source, _RUN, archive, hasty, fetcher, writer, journal, book), fetcher
