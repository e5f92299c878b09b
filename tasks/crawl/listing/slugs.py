"""达州 and 吉安: lists at `/xxgk-list-<slug>.html`, their pages at `/xxgk-list-<slug>-<n>.html`, documents at
`/xxgk-show-70872.html` (the same with `news-`).
"""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html, visible_text
from tasks.crawl.links import absolute, base_url
from tasks.crawl.listing.anchors import list_items
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.pager import total_items, total_pages

_LIST = re.compile(r"/(xxgk|news)-list-([A-Za-z][A-Za-z0-9_]{0,60})(?:-(\d{1,6}))?\.html$")
_DOCUMENT = re.compile(r"/(?:xxgk|news)-show-\d+\.html$")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a page of the list."""
    here = _LIST.search(urlsplit(request.url).path)
    if here is None:
        return ListPage((), trouble="its address is none of the form xxgk-list-<slug>.html")
    text = decode(body, request.content_type)
    tree = parse_html(text)
    items = list_items(tree, request.url, lambda url: _DOCUMENT.search(urlsplit(url).path) is not None)
    shown = visible_text(text)
    total = total_items(shown)
    if not items:
        return ListPage((), total, trouble=None if total == 0 else "no link to a show page was found")
    page = int(here[3] or 1)
    base = base_url(tree, request.url)
    linked = [_page_of(absolute(base, node.attributes.get("href") or ""), here) for node in tree.css("a[href]")[:5000]]
    pages = total_pages(shown) or max([page, *linked])
    following = None
    if page < pages:
        following = request.then(urljoin(request.url, f"/{here[1]}-list-{here[2]}-{page + 1}.html"), len(items))
        if page + 1 < pages:
            skipped = urljoin(request.url, f"/{here[1]}-list-{here[2]}-{page + 2}.html")
            following = following.or_else(request.then(skipped, len(items)))
    return ListPage(items, total, pages, following)


def _page_of(url: str | None, here: re.Match[str]) -> int:
    """The page of this list that a link leads to; 0 for a link to anything else."""
    found = _LIST.search(urlsplit(url or "").path)
    return int(found[3] or 1) if found and found.group(1, 2) == here.group(1, 2) else 0
