"""RSS and Atom: the newest items of a column. A feed seldom says how many there are, and forgets the old ones; where it
has pages (RFC 5005), the link `next` is followed.
"""

from __future__ import annotations

from datetime import date
from email.utils import parsedate_to_datetime

from tasks.crawl.links import Link, absolute, file_name
from tasks.crawl.listing.entries import CHINA, day_in, make_item, number, unique
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.xmlfile import XmlError, elements

_ROWS = frozenset({"item", "entry", "link", "totalresults"})


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a feed, or a page of one."""
    found: list[tuple[str, dict[str, str]]] = []
    trouble = None
    try:
        found.extend(elements(body, request.content_type, _ROWS))
    except XmlError as error:
        trouble = str(error)
    rows = [row for tag, row in found if tag in ("item", "entry")]
    items = unique(
        item
        for row in rows
        for item in make_item(
            request.url,
            row.get("link") or row.get("link@href") or row.get("guid") or "",
            row.get("title", ""),
            _day(row),
            _files(row, request.url),
        )
    )
    if trouble or not items:
        return ListPage((), trouble=trouble or "it has no items")
    total = next((number(row.get("totalresults", "")) for tag, row in found if tag == "totalresults"), None)
    following = next((row["link.next@href"] for tag, row in found if tag == "link" and "link.next@href" in row), "")
    url = absolute(request.url, following) if following else None
    return ListPage(items, total, None, request.then(url, len(items)) if url else None)


def _day(row: dict[str, str]) -> date | None:
    text = next((row[name] for name in ("pubdate", "published", "date", "updated") if row.get(name)), "")
    if day := day_in(text):
        return day
    try:
        return parsedate_to_datetime(text).astimezone(CHINA).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _files(row: dict[str, str], base: str) -> tuple[Link, ...]:
    found = [absolute(base, row.get(name, "")) for name in ("enclosure@url", "link.enclosure@href")]
    return tuple(Link(url, file_name(url)) for url in found if url)
