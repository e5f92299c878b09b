"""Listing a column: page after page, as its family's reader says, until the list ends or has to be cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urldefrag

from tasks.crawl.fetch import Fetcher
from tasks.crawl.html import Page
from tasks.crawl.items import ItemList
from tasks.crawl.listing import Item, ListPage, ListRequest, read_list
from tasks.crawl.source import Source, SourceColumn
from tasks.crawl.visit import Target, Visitor, posted_key

_NO_PAGE = (None, "gone", "changed_shape", "refused", "broken")
"""What a server may answer where there is no page; a challenge or silence says nothing of that."""
MOST_FAILED_PAGES = 2
"""Pages in a row that may fail before the rest of a list is given up."""


@dataclass(slots=True)
class Listed:
    """The items of a column, each once, and what was wrong with its list.

    `red` and `amber` are faults; `notes` say what could not be verified.
    """

    column: SourceColumn
    found: ItemList
    outside: int = 0
    years: set[int] = field(default_factory=set)
    rows: int = 0
    pages: int = 0
    asked: set[str] = field(default_factory=set)
    red: list[str] = field(default_factory=list)
    amber: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def items(self) -> Iterator[Item]:
        """What is to be fetched: the items that lie where the column's file says that they lie."""
        return (item for item in self.found if self.column.holds(item.url))

    def short(self, trouble: str) -> None:
        """The list is not whole: a fault, unless the source's file says why that is as it should be."""
        accepted = self.column.accept_short
        if accepted:
            self.notes.append(f"{self.column.url}: {trouble} (accepted: {accepted})")
        else:
            self.amber.append(f"{self.column.url}: {trouble}")

    def add(self, item: Item) -> bool:
        """Add an item; whether it is new."""
        new = self.found.add(item)
        if new:
            self.outside += not self.column.holds(item.url)
            if item.published_on is not None:
                self.years.add(item.published_on.year)
        return new


async def list_column(
    source: Source, column: SourceColumn, found: ItemList, visitor: Visitor, fetcher: Fetcher, most_pages: int
) -> Listed:
    """List a column into `found`; whatever its pages do ends in the lists of troubles."""
    listed = Listed(column, found)
    last = ListPage(())
    failed = 0
    request: ListRequest | None = ListRequest(urldefrag(column.url).url, column.url)
    while request is not None:
        key = request.url if request.post is None else posted_key(request.url, request.post)
        if key in listed.asked or len(listed.asked) >= most_pages:
            listed.short(f"the list does not end and was cut after {len(listed.asked)} pages")
            break
        listed.asked.add(key)
        page, outcome = await _page(source, request, visitor)
        new = sum([listed.add(item) for item in page.items])
        if request.guess and page.items and not new:
            page = ListPage((), trouble="it only repeats what was listed before")
        if page.trouble is not None:
            failed += not request.trial
            last_way = page.next is None and request.otherwise is None
            ends_here = request.guess and outcome in _NO_PAGE
            if not ends_here and (not request.trial or last_way):
                severity = listed.amber if listed.found else listed.red
                severity.append(f"{column.url}: page {request.number} of the list could not be had: {page.trouble}")
            give_up = failed > MOST_FAILED_PAGES or fetcher.stopped(request.url) is not None
            request = None if give_up else page.next or request.otherwise
            continue
        failed, last = 0, page
        listed.rows += page.length
        listed.pages += page.length > 0
        if page.items and not new and page.next is not None:
            if last.total_items is None or listed.rows < last.total_items:
                listed.short(f"page {request.number} only repeats what was listed before; the list was cut there")
            break
        request = page.next
    _compare(listed, last)
    return listed


def _compare(listed: Listed, last: ListPage) -> None:
    """Hold what was listed against what the list says of itself and what the source's file demands."""
    column, count = listed.column, len(listed.found)
    rows = max(listed.rows, count)
    if count < column.minimum:
        listed.red.append(f"{column.url}: {count} items listed where at least {column.minimum} are expected")
    elif last.total_items is not None and rows < last.total_items:
        listed.short(f"{rows} items listed where the list says {last.total_items}")
    elif last.total_pages is not None and listed.pages < last.total_pages:
        listed.short(f"{listed.pages} pages listed where the list says {last.total_pages}")
    elif last.total_items is None and last.total_pages is None and count:
        listed.notes.append(f"{column.url}: unverified, since the list does not say how many items it has")
    if listed.outside:
        listed.notes.append(
            f"{column.url}: {listed.outside} items lie outside {', '.join(column.within)} and were left out"
        )
    if years := _years_without_item(listed):
        listed.amber.append(f"{column.url}: nothing listed of {', '.join(map(str, years))}, which the source expects")


def _years_without_item(listed: Listed) -> list[int]:
    """Expected years of publication of which the list has nothing; none where it prints no dates at all."""
    expected, seen = listed.column.expected_years, listed.years
    return [year for year in expected if year not in seen] if seen else []


async def _page(source: Source, request: ListRequest, visitor: Visitor) -> tuple[ListPage, str | None]:
    """A page of the list, whose `trouble` says why it could not be had, and the class of a fetch that failed."""
    page: ListPage | None = None

    def check(seen: Page, url: str) -> str | None:
        nonlocal page
        page = _read(source.template, seen, url, request)
        return page.trouble

    referer = request.column_url if request.number > 1 else None
    role = "trial" if request.trial else "list"
    seen = await visitor.visit(Target(request.url, role, referer=referer, post=request.post), check)
    if page is None and seen.page is not None:  # not new: the visit had no occasion to check it
        page = _read(source.template, seen.page, seen.url, request)
    if page is None:
        page = ListPage((), trouble=seen.trouble or "no answer")
    return page, seen.outcome


def _read(template: str, page: Page, url: str, request: ListRequest) -> ListPage:
    try:
        return read_list(template, page.body, replace(request, url=url, content_type=page.content_type))
    except Exception as error:
        # A reader that trips over a hostile page must cost that page, not the night.
        return ListPage((), trouble=f"the list could not be read ({type(error).__name__}: {error})")
