"""TrueCMS (江苏): the list comes as rows of HTML in XML in JSONP from `messageController/getMessage.do`.

It is asked for with a Referer, without which some servers answer 404. How many rows at once a server gives differs:
one answers nothing to a hundred, another 404 to fifty; so the window is found by trial, from large to small.
"""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.links import absolute
from tasks.crawl.listing.entries import dig, load_json, number, record_items, records
from tasks.crawl.listing.page import ListPage, ListRequest

WINDOWS = (50, 20, 10)
_PROXY = re.compile(r"(?:/[\w.-]{1,60}){0,3}/messageController/getMessage\.do")
_COLUMN = re.compile(r"columnId[\"']?\s*[:=]\s*[\"']?([\w-]{1,60})")
_TOTAL = re.compile(r"totalrecord[\"']?\s*[:=>]\s*[\"']?(\d{1,8})", re.IGNORECASE)


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the column's page, or an answer of its interface."""
    text = decode(body, request.content_type)
    if urlsplit(request.url).path.endswith("/getMessage.do"):
        return _read_window(text, request)
    proxy, column = _PROXY.search(text), _COLUMN.search(text)
    if proxy is None or column is None:
        return ListPage((), trouble="the page names no messageController/getMessage.do with a columnId")
    following: ListRequest | None = None
    for place, window in enumerate(reversed(WINDOWS)):
        asked = _request(proxy[0], column[1], 1, window, 0, request)
        following = asked.or_else(following, trial=place > 0)
    return ListPage((), next=following)


def _read_window(text: str, request: ListRequest) -> ListPage:
    answer = dig(load_json(text), "result")
    if not isinstance(answer, str):
        return ListPage((), trouble="the interface does not answer with a result")
    answer = html.unescape(answer) if "&lt;record" in answer else answer
    rows = records(answer)
    items = record_items(rows, request.column_url)
    found = _TOTAL.search(answer)
    total = int(found[1]) if found else None
    fields = dict(parse_qsl(urlsplit(request.url).query))
    start, window = number(fields.get("startrecord")) or 1, number(fields.get("perpage")) or WINDOWS[-1]
    if not rows:
        ended = (total is not None and start > total) or (total is None and start > 1)
        return ListPage((), total, trouble=None if ended or total == 0 else f"a window of {window} rows is empty")
    following = None
    if start + window - 1 < total if total is not None else len(rows) >= window:
        path = urlsplit(request.url).path
        following = _request(path, fields.get("columnId", ""), start + window, window, len(rows), request)
    return ListPage(items, total, None, following, rows=len(rows))


def _request(path: str, column: str, start: int, window: int, listed: int, before: ListRequest) -> ListRequest:
    query = urlencode(
        {
            "startrecord": start,
            "endrecord": start + window - 1,
            "perpage": window,
            "columnId": column,
            "callback": "jixiao",
        }
    )
    return before.then(absolute(before.column_url, f"{path}?{query}") or path, listed)
