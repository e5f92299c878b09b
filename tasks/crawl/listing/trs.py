"""TRS WCM (海云): static pages `index.html`, `index_1.html` ...; their number stands in `createPageHTML(pages, current,
"index", "html")`.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html, visible_text
from tasks.crawl.listing.anchors import Belongs, list_items
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.pager import next_link, total_items
from tasks.crawl.listing.plain import beneath

_PAGER = re.compile(r"createPageHTML\(\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*[\"']([\w-]+)[\"']\s*,\s*[\"'](\w{1,6})[\"']")
_ARTICLE = re.compile(r"/t\d{5,}(?:_\d+)*\.s?html?$")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a page of a TRS list."""
    page = decode(body, request.content_type)
    tree = parse_html(page)
    items = list_items(tree, request.url, _article_of(request.column_url))
    if not items:
        return ListPage((), trouble="no link to an article was found")
    pager = _PAGER.search(page)
    total = total_items(visible_text(page))
    if pager is None:
        return ListPage(items, total, None, next_link(tree, request))
    pages, stem, extension = int(pager[1]), pager[3], pager[4]
    following = None
    if request.number < pages:  # our own count, since templates print a wrong current page
        following = _page(request, f"{stem}_{request.number}.{extension}", request.number + 1, len(items))
        if request.number + 1 < pages:  # a page that cannot be had costs only its own items
            skipped = _page(request, f"{stem}_{request.number + 1}.{extension}", request.number + 2, len(items))
            following = following.or_else(skipped)
    return ListPage(items, total, pages, following)


def _page(request: ListRequest, name: str, number: int, listed: int) -> ListRequest:
    return ListRequest(urljoin(request.url, name), request.column_url, number, request.listed + listed)


def _article_of(column_url: str) -> Belongs:
    inside = beneath(column_url)

    def belongs(url: str) -> bool:
        return _ARTICLE.search(urlsplit(url).path) is not None and inside(url)

    return belongs
