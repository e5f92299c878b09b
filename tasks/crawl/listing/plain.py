"""Lists of sites without a known CMS: rows with a link and a date, and a link to the next page."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html, take_text
from tasks.crawl.links import absolute
from tasks.crawl.listing.anchors import Belongs, list_items
from tasks.crawl.listing.guess import guess_next
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.pager import next_link, total_items, total_pages
from tasks.crawl.listing.sniff import frames


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a list of unknown make."""
    page, text = _read(body, request, beneath(request.column_url))
    if page.next is not None or not page.items:
        return page
    return replace(page, next=guess_next(page, text, request))


def read_html_list(body: bytes, request: ListRequest, belongs: Belongs) -> ListPage:
    """Read rows and the link to the next page; `belongs` tells the column's own articles."""
    return _read(body, request, belongs)[0]


def _read(body: bytes, request: ListRequest, belongs: Belongs) -> tuple[ListPage, str]:
    """The page of the list, and what a reader sees of it."""
    page = decode(body, request.content_type)
    tree = parse_html(page)
    items, following = list_items(tree, request.url, belongs), next_link(tree, request)
    text = take_text(tree)
    if not items:
        says_so = total_items(text) == 0
        inner = None if says_so or request.number > 1 else _frame(page, request)
        if inner is not None:
            return ListPage((), next=inner), text
        return ListPage((), trouble=None if says_so else "no row with a link and a date was found"), text
    return ListPage(items, total_items(text), total_pages(text), following), text


def _frame(page: str, request: ListRequest) -> ListRequest | None:
    """The list inside a page that is only its shell: a frame that lies in the column's folder."""
    column = urlsplit(request.column_url)
    folder = column.path.rsplit("/", 1)[0] + "/"
    for address in frames(page):
        url = absolute(request.url, address)
        parts = urlsplit(url or "")
        if url and url != request.url and parts.hostname == column.hostname and parts.path.startswith(folder):
            return request.then(url)
    return None


def beneath(column_url: str) -> Belongs:
    """Whether an address lies in the folder of the column, as most articles do."""
    column = urlsplit(column_url)
    folder = column.path.rsplit("/", 1)[0] + "/"

    def belongs(url: str) -> bool:
        parts = urlsplit(url)
        inside = parts.hostname == column.hostname and parts.path.startswith(folder)
        return inside and len(folder) > 1 and parts.path != column.path and not parts.path.endswith("/")

    return belongs
