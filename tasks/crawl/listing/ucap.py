"""开普 UCAP: the column's page names a channel, whose items come as JSON from `/common/search/<channelId>` (on other
sites `/searchList/` or `/search/`).
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.links import absolute, clean_text
from tasks.crawl.listing.page import Item, ListPage, ListRequest

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
    try:
        data = json.loads(text)["data"]
        results, total = data["results"], int(data["total"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ListPage((), trouble="the search does not answer with data.results and data.total")
    if not isinstance(results, list):
        return ListPage((), trouble="data.results is no list")
    items = tuple(dict.fromkeys(item for result in results for item in _item(result, request.column_url)))
    if not items:
        return ListPage((), total, trouble="the search gives no results" if total else None)
    found = _PAGE.search(request.url)
    page = int(found.group(1)) if found else 1
    following = None
    listed = request.listed + len(results)
    if listed < total:
        url = re.sub(r"([?&]page=)\d+", rf"\g<1>{page + 1}", request.url)
        following = ListRequest(url, request.column_url, request.number + 1, listed)
    return ListPage(items, total, None, following)


def _item(result: object, column_url: str) -> list[Item]:
    if not isinstance(result, dict):
        return []
    url = absolute(column_url, str(result.get("url") or ""))
    title = clean_text(re.sub(r"<[^>]{0,200}>", "", str(result.get("title") or "")))
    return [Item(url, title)] if url and title else []
