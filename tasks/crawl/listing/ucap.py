"""开普 UCAP: the column's page names a channel, whose items come as JSON from `/common/search/<channelId>` (on other
sites `/searchList/` or `/search/`).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.links import absolute
from tasks.crawl.listing.entries import day_of, dig, first_text, load_json, make_item, number, rows_of, unique
from tasks.crawl.listing.page import ListPage, ListRequest

_ENDPOINT = re.compile(r"/(?:common/search|searchList|search)/([0-9A-Za-z]{3,40})(?=[?\"'&/\s])")
_CHANNEL = re.compile(r"channel_?id[\"']?\s*[:=]\s*[\"']?([0-9A-Za-z]{3,40})", re.IGNORECASE)
_COLUMN_CODE = re.compile(r"/c(\d{3,12})(?:/|$)")
# Twenty a page: the size that no site is known to cut.
_QUERY = "_isAgg=true&_isJson=true&_pageSize=20&_template=index&_rangeTimeGte=&_channelName=&page={page}"
_PAGE = re.compile(r"[?&]page=(\d{1,6})")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the column's page, or an answer of the channel's search."""
    text = decode(body, request.content_type)
    if "_isJson=true" in request.url:
        return _read_results(text, request)
    endpoint = _endpoint(text, request.column_url)
    if endpoint is None:
        return ListPage((), trouble="the page names no channel")
    url = absolute(request.url, f"{endpoint}?{_QUERY.format(page=1)}")
    return ListPage((), next=ListRequest(url, request.column_url, request.number + 1) if url else None)


def _endpoint(text: str, column_url: str) -> str | None:
    found = _ENDPOINT.search(text)
    if found:
        return found.group(0)
    channel = _CHANNEL.search(text) or _COLUMN_CODE.search(urlsplit(column_url).path)
    return f"/common/search/{channel.group(1)}" if channel else None


def _read_results(text: str, request: ListRequest) -> ListPage:
    data = dig(load_json(text), "data")
    results, total = dig(data, "results"), number(dig(data, "total"))
    if total is None or not isinstance(results, list):
        return ListPage((), trouble="the search does not answer with data.results and data.total")
    rows = rows_of(results)
    items = unique(
        item
        for row in rows
        for item in make_item(
            request.column_url,
            first_text(row, ("url",)),
            first_text(row, ("title",)),
            day_of(row.get("publishedTimeStr") or row.get("publishedTime")),
        )
    )
    found = _PAGE.search(request.url)
    page = int(found.group(1)) if found else 1
    listed = request.listed + len(rows)
    following = _page(request, page + 1, listed) if listed < total else None
    if not rows:
        # An empty page before the end is a failure of the server; the pages behind it may be there.
        return ListPage((), total, None, following, "the search gives no results" if following else None)
    if following is not None and listed + len(rows) < total:
        following = following.or_else(_page(request, page + 2, listed))
    return ListPage(items, total, None, following, rows=len(rows))


def _page(request: ListRequest, page: int, listed: int) -> ListRequest:
    url = re.sub(r"([?&]page=)\d+", rf"\g<1>{page}", request.url)
    return ListRequest(url, request.column_url, request.number + 1, listed)
