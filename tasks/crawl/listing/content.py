"""Hunan's "content_" sites (岳阳, 华容, 南县): `index.htm`, then `index_2.htm` for page 2; older ones
`index.jsp?pager.offset=0&pager.desc=false`, where the offset counts items. How many pages there are stands only in the
script of the box that jumps to a page: `else if(num>12)`.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html, visible_text
from tasks.crawl.listing.anchors import list_items
from tasks.crawl.listing.entries import number
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.pager import total_items

_PAGES = re.compile(r"else\s+if\s*\(\s*num\s*>\s*(\d{1,6})\s*\)")
_ARTICLE = re.compile(r"/content_\d+\.html?$")
_STATIC = re.compile(r"^(.*?/)?(index|default)(?:_\d{1,6})?\.(s?html?)$")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a page of the list."""
    text = decode(body, request.content_type)
    tree = parse_html(text)
    items = list_items(tree, request.url, lambda url: _ARTICLE.search(urlsplit(url).path) is not None)
    found = _PAGES.search(text)
    pages, total = int(found[1]) if found else None, total_items(visible_text(text))
    if not items:
        return ListPage((), total, trouble=None if total == 0 else "no link to a content_ page was found")
    following = None
    if pages is not None and request.number < pages:
        following = _request(request, request.number + 1, len(items))
        static = urlsplit(following.url).path == urlsplit(request.url).path
        if request.number + 1 < pages and not static:
            following = following.or_else(_request(request, request.number + 2, len(items)))
    return ListPage(items, total, pages, following)


def _request(request: ListRequest, page: int, listed: int) -> ListRequest:
    parts = urlsplit(request.url)
    if parts.path.endswith(".jsp"):
        fields = dict(parse_qsl(parts.query))
        offset = (number(fields.get("pager.offset")) or 0) + listed
        query = urlencode(fields | {"pager.offset": offset, "pager.desc": fields.get("pager.desc", "false")})
        url = parts._replace(query=query).geturl()
    else:
        static = _STATIC.match(parts.path)
        name = f"{static[2]}_{page}.{static[3]}" if static else f"index_{page}.htm"
        url = urljoin(request.url, name)
    following = request.then(url, listed)
    return following if page == request.number + 1 else _numbered(following, page)


def _numbered(request: ListRequest, page: int) -> ListRequest:
    """A request that skips a page counts on from the page it asks for."""
    return ListRequest(request.url, request.column_url, page, request.listed)
