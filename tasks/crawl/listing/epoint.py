"""新点 Epoint (EWB-FRONT): the column's address names a category, `/js/webBuilderCommon.js` the site, and the items
come by POST from `getgovinfolist`.

Pages count from 0 on most sites; where page 1 begins as page 0 did, the site counts from 1.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.links import absolute
from tasks.crawl.listing.entries import day_of, dig, first_text, load_json, make_item, number, rows_of, unique
from tasks.crawl.listing.page import ListPage, ListRequest

PER_PAGE = 20
_SCRIPT = "/js/webBuilderCommon.js"
_LIST = "/rest/lightfrontaction/getgovinfolist"
_FIELD = re.compile(r"[\"']?\b(projectName|siteGuid)[\"']?\s*:\s*[\"']([^\"']{1,100})[\"']")
_OF_THE_PAGE = re.compile(r"[\"']?\b(categorynum|deptcode)[\"']?\s*[=:]\s*[\"']([\w-]{1,60})[\"']")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the column's page, the site's script, or an answer of its list."""
    text = decode(body, request.content_type)
    path = urlsplit(request.url).path
    if path.endswith(_LIST):
        return _read_list(text, request)
    if path.endswith(_SCRIPT):
        return _read_script(text, request)
    named = dict(_OF_THE_PAGE.findall(text)) | dict(parse_qsl(urlsplit(request.column_url).query))
    if not named.get("categorynum"):
        return ListPage((), trouble="neither the column's address nor its page names a categorynum")
    url = absolute(request.column_url, _SCRIPT) or _SCRIPT
    following = request.then(url, category=named["categorynum"], department=named.get("deptcode", ""))
    return ListPage((), next=following)


def _read_script(text: str, request: ListRequest) -> ListPage:
    site = dict(_FIELD.findall(text.partition("siteInfo")[2][:5000]))
    if "siteGuid" not in site:
        return ListPage((), trouble="webBuilderCommon.js names no siteGuid")
    url = absolute(request.column_url, site.get("projectName", "/EWB-FRONT").rstrip("/") + _LIST)
    if url is None:
        return ListPage((), trouble="webBuilderCommon.js names no usable projectName")
    return ListPage((), next=_request(request, url, 0, 0, site=site["siteGuid"]))


def _read_list(text: str, request: ListRequest) -> ListPage:
    answer = load_json(text)
    total = number(dig(answer, "custom", "total"))
    data = dig(answer, "custom", "data")
    if total is None or not isinstance(data, list):
        return ListPage((), trouble="the list does not answer with custom.data and custom.total")
    rows = rows_of(data)
    items = unique(
        item
        for row in rows
        for item in make_item(
            request.column_url,
            first_text(row, ("infourl", "visiturl", "linkurl")),
            first_text(row, ("realtitle", "title")),
            day_of(row.get("infodate") or row.get("handsdate")),
        )
    )
    page = number(request.value("page")) or 0
    first = items[0].url if items else ""
    if page == 1 and first and first == request.value("first"):
        return ListPage((), total, None, _request(request, request.url, 2, 0), rows=0)
    listed = request.listed + len(rows)
    if not rows and listed < total:
        return ListPage((), total, trouble=f"page {page} is empty, though the list has {total} items")
    following = None
    if listed < total:
        first = first if page == 0 else request.value("first")
        following = _request(request, request.url, page + 1, len(rows), first=first)
    return ListPage(items, total, None, following, rows=len(rows))


def _request(before: ListRequest, url: str, page: int, listed: int, **carried: str) -> ListRequest:
    known = dict(before.carried) | carried
    asked = {
        "deptcode": known["department"],
        "categorynum": known["category"],
        "siteGuid": known["site"],
        "pageIndex": page,
        "pageSize": PER_PAGE,
    }
    post = json.dumps(asked, ensure_ascii=False)
    return before.then(url, listed, post=post, page=str(page), **carried)
