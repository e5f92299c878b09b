"""Pagers that are links, and the counts that stand beside them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.crawl.links import absolute, base_url, clean_text
from tasks.crawl.listing.page import ListRequest

_TOTAL_ITEMS = re.compile(r"共\s*(?:有)?\s*(\d{1,7})\s*(?:条|篇|个记录|则)|总(?:记录|条)数\s*[:：]?\s*(\d{1,7})")
_TOTAL_PAGES = re.compile(r"共\s*(\d{1,5})\s*页|第?\s*\d+\s*/\s*(\d{1,5})\s*页")
_NEXT = frozenset({"下一页", "下页", "后一页", "后页", "下一頁", "next", "nextpage"})
_LONGEST_LABEL = 200
"""Characters, blanks between the tags included."""
_MARKS = " >»›→[]()【】|\xa0"


def total_items(text: str) -> int | None:
    """The number in 共N条; None where the page does not say."""
    return _first(_TOTAL_ITEMS, text)


def total_pages(text: str) -> int | None:
    """The number in 共N页; None where the page does not say."""
    return _first(_TOTAL_PAGES, text)


def next_link(tree: LexborHTMLParser, request: ListRequest) -> ListRequest | None:
    """The request that the page's link to the next page stands for.

    It must stay in the column's folder: otherwise one drifts into other columns, or round a calendar.
    """
    base = base_url(tree, request.url)
    column = urlsplit(request.column_url)
    folder = column.path.rsplit("/", 1)[0] + "/"
    for node in tree.css("a[href], link[rel=next]"):
        if node.attributes.get("rel") != "next" and not _means_next(node):
            continue
        url = absolute(base, node.attributes.get("href") or "")
        parts = urlsplit(url or "")
        if url and url != request.url and parts.hostname == column.hostname and parts.path.startswith(folder):
            return request.then(url)
    return None


def _means_next(node: LexborNode) -> bool:
    """Whether a link's text, its title or its picture says that it leads to the next page."""
    text = node.text()
    if len(text) > _LONGEST_LABEL:
        return False
    text = clean_text(text).replace(" ", "")
    if text in (">", "›", "»"):
        return True
    image = None if text.strip(_MARKS) else node.css_first("img[alt]")
    labels = (text, node.attributes.get("title"), image.attributes.get("alt") if image is not None else None)
    said = next((label for one in labels if (label := clean_text(one or "").replace(" ", "").strip(_MARKS))), "")
    return said.lower() in _NEXT


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(next(group for group in found.groups() if group)) if found else None
