"""大汉 jcms: the column's page names a `dataproxy.jsp`, which gives the items as XML with HTML rows in CDATA.

The column's page often carries the first rows too; they are asked for again through the proxy, which alone says how
many there are. Some servers ignore `startrecord` and obey `page`, and some cut long pages, so both are sent and the
next page starts behind what really came.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.links import absolute
from tasks.crawl.listing.entries import number, record_items, records
from tasks.crawl.listing.page import ListPage, ListRequest

PER_PAGE = 100
"""Larger pages are cut by some servers (beyond about 300)."""
_PROXY = re.compile(r"module/web/jpage/dataproxy\.jsp(?:\?[^\"'\s<>\]]*)?")
_NOT_OF_AN_ADDRESS = re.compile(r"[^\w/.:-]")
_TOTAL = re.compile(r"totalrecord[\"']?\s*[:=>]\s*[\"']?(\d{1,8})", re.IGNORECASE)
_PARAMETER = re.compile(
    r"[\"']?\b(columnid|unitid|webid|appid|webname|path|permissiontype|sourceContentType|col)[\"']?\s*:"
    r"\s*[\"']?([^\"',}\s]*)"
)
_SET_BY_US = frozenset({"startrecord", "endrecord", "perpage", "page"})


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the column's page, or an answer of its proxy."""
    text = decode(body, request.content_type)
    if "dataproxy.jsp" in urlsplit(request.url).path:
        return _read_records(text, request)
    proxies = _proxies(html.unescape(text))
    if not proxies:
        return ListPage((), trouble="the page names no dataproxy.jsp")
    address = absolute(request.url, max(proxies, key=len))
    if address is None:
        return ListPage((), trouble="the page's dataproxy.jsp has no usable address")
    parameters: dict[str, str] = dict(_PARAMETER.findall(text))
    parameters.update(parse_qsl(urlsplit(address).query, keep_blank_values=True))
    return ListPage((), next=_request(address, parameters, 1, 0, request))


def _proxies(text: str) -> list[str]:
    """The addresses of proxies in a script: the known tail of the path, and what stands right before it."""
    return [
        _NOT_OF_AN_ADDRESS.split(text[max(0, found.start() - 200) : found.start()])[-1] + found.group(0)
        for found in islice(_PROXY.finditer(text), 100)
    ]


def _read_records(text: str, request: ListRequest) -> ListPage:
    rows = records(text)
    items = record_items(rows, request.column_url)
    found = _TOTAL.search(text)
    total = int(found.group(1)) if found else None
    if not items:
        at_the_end = total is None and request.listed > 0
        return ListPage((), total, trouble=None if at_the_end or total == 0 else "the proxy gives no records")
    parameters = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    listed = request.listed + len(rows)
    following = None
    if total is None or listed < total:
        page = number(parameters.get("page")) or 1
        following = _request(request.url, parameters, page + 1, listed, request)
    return ListPage(items, total, None, following, rows=len(rows))


def _request(address: str, parameters: dict[str, str], page: int, listed: int, before: ListRequest) -> ListRequest:
    ours = {
        "startrecord": str(listed + 1),
        "endrecord": str(listed + PER_PAGE),
        "perpage": str(PER_PAGE),
        "page": str(page),
    }
    query = urlencode(ours | {name: value for name, value in parameters.items() if name not in _SET_BY_US})
    return ListRequest(f"{address.partition('?')[0]}?{query}", before.column_url, before.number + 1, listed)
