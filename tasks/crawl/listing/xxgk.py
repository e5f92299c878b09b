"""大汉's module for 信息公开: the list comes by POST from `search.jsp`, which does not keep to the column but gives
the whole area's documents; the column's own are told by `art_<column>_` in their addresses.

Older sites have it as `/zfxxgk/search.jsp?showsub=1&orderbysub=0&cid=…&jdid=1&divid=…`.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html, visible_text
from tasks.crawl.links import absolute
from tasks.crawl.listing.anchors import list_items
from tasks.crawl.listing.entries import number
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.pager import total_items, total_pages

_SEARCH = re.compile(r"(?:/[\w.-]{1,60}){0,5}/search\.jsp(?:\?[^\"'\s<>]{0,1000})?")
_AREA = re.compile(r"/module/xxgk/tree\.jsp\?([^\"'\s<>]{1,500})")
_FIELD = re.compile(
    r"[\"']?\b(infotypeId|jdid|area|divid|standardXxgk|isAllList|texttype|fbtime|sortfield)[\"']?\s*:\s*[\"']([^\"']{0,100})[\"']"
)
_COLUMN = re.compile(r"/col/col(\d{1,12})|[?&]cid=(\d{1,12})")
_ARTICLE = re.compile(r"/art(?:/\d{4})?/.*art_\w+_\w+\.html?$|/art_\w+\.html?$")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the column's page, or an answer of its search."""
    text = decode(body, request.content_type)
    if urlsplit(request.url).path.endswith("/search.jsp"):
        return _read_area(text, request)
    plain = html.unescape(text)
    searches = [found[0] for found in _SEARCH.finditer(plain) if "xxgk" in found[0]]
    areas = _AREA.search(plain)
    if not searches and areas is None:
        return ListPage((), trouble="the page names no search.jsp of the module xxgk")
    address = max(searches, key=len) if searches else "/module/xxgk/search.jsp"
    fields = dict(parse_qsl(areas[1], keep_blank_values=True)) if areas else {}
    fields |= dict(_FIELD.findall(plain))
    fields |= dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    return ListPage((), next=_request(address.partition("?")[0], fields, 1, 0, request))


def _read_area(text: str, request: ListRequest) -> ListPage:
    tree = parse_html(text)
    rows = list_items(tree, request.column_url, lambda url: _ARTICLE.search(urlsplit(url).path) is not None)
    column = _COLUMN.search(request.column_url)
    mark = f"art_{column[1] or column[2]}_" if column else ""
    items = tuple(item for item in rows if mark in urlsplit(item.url).path)
    shown = visible_text(text)
    items_in_all, pages = total_items(shown), total_pages(shown)
    if not rows:
        return ListPage((), items_in_all, trouble=None if items_in_all == 0 else "the search gives no documents")
    fields = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    page = number(fields.get("currpage")) or 1
    listed = request.listed + len(rows)
    goes_on = listed < items_in_all if items_in_all is not None else pages is not None and page < pages
    following = None
    if goes_on:
        path = urlsplit(request.url).path
        following = _request(path, fields, page + 1, len(rows), request)
        if pages is not None and page + 1 < pages:
            following = following.or_else(_request(path, fields, page + 2, len(rows), request))
    return ListPage(items, items_in_all, pages, following, rows=len(rows))


def _request(address: str, fields: dict[str, str], page: int, listed: int, before: ListRequest) -> ListRequest:
    query = urlencode({name: value for name, value in fields.items() if name != "currpage"} | {"currpage": str(page)})
    url = absolute(before.column_url, f"{address}?{query}") or address
    # The parameters stand in the address and in the form: older servers read one, newer ones the other.
    return replace(before.then(url, listed), post=query)
