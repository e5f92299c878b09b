"""广东 gkmlpt (南方): the index page holds the site's number (SID) and the tree of categories; the items of a category
come as JSON, a hundred a page, with their attachments.

Page 0 is page 1 again, so counting starts at 1. On one site every page after the first is 404: the first hundred are
then all that can be had, and the count (`classify.post_count`) tells how many are missing. A column is given as
`…/gkmlpt/index#2531`; without a category its performance categories are taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.links import Link, absolute, clean_text, file_name
from tasks.crawl.listing.entries import day_of, dig, first_text, load_json, make_item, number, rows_of, unique
from tasks.crawl.listing.page import Item, ListPage, ListRequest

_SID = re.compile(r"\bSID[\"']?\s*:\s*[\"']?(\d{1,10})")
_TREE = re.compile(r"\bTREE[\"']?\s*:\s*(?=\[)")
_API = re.compile(r"/gkmlpt/api/all/(\d{1,10})")
_WANTED = (re.compile("绩效"), re.compile("预决算|财政"))
_DAYS = ("date", "display_publish_time", "first_publish_time", "created_at", "create_time")
MOST_CATEGORIES = 50


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the index, or a page of a category."""
    text = decode(body, request.content_type)
    if _API.search(urlsplit(request.url).path):
        return _read_articles(text, request)
    sid = _SID.search(text)
    if sid is None:
        return ListPage((), trouble="the index names no SID")
    wanted = urlsplit(request.column_url).fragment
    ids = [wanted] if wanted.isascii() and wanted.isdigit() else wanted_categories(text)
    if not ids:
        return ListPage((), trouble="no category of the index is about performance; name one as #number in the column")
    return ListPage((), next=_request(request, sid[1], ids[0], 1, 0, ids[1:], 0))


def categories(text: str) -> dict[str, str]:
    """The categories of an index page: their numbers and names."""
    tree = _TREE.search(text)
    if tree is None:
        return {}
    try:
        found, _ = json.JSONDecoder().raw_decode(text, tree.end())
    except (ValueError, RecursionError):
        return {}
    return dict(_leaves(found))


def wanted_categories(text: str) -> list[str]:
    """The categories whose name says performance; failing that, budgets and finance."""
    named = categories(text)
    for pattern in _WANTED:
        if found := [identifier for identifier, name in named.items() if pattern.search(name)]:
            return found[:MOST_CATEGORIES]
    return []


def _leaves(nodes: object) -> Iterator[tuple[str, str]]:
    waiting = list(rows_of(nodes))
    for _ in range(20_000):
        if not waiting:
            return
        node = waiting.pop(0)
        identifier, name = number(node.get("id")), first_text(node, ("name", "title"))
        children = rows_of(node.get("children"))
        if identifier and name and not children and not first_text(node, ("jump_url",)):
            yield str(identifier), clean_text(name)
        waiting += children


def _read_articles(text: str, request: ListRequest) -> ListPage:
    answer = load_json(text)
    articles = dig(answer, "articles")
    if not isinstance(articles, list):
        return ListPage((), trouble="the interface does not answer with articles")
    rows = rows_of(articles)
    items = unique(item for row in rows for item in _item(row, request.column_url))
    count = number(dig(answer, "classify", "post_count"))
    if count is None:
        count = number(dig(answer, "total"))
    before = number(request.value("before")) or 0  # items of the categories that came before this one
    listed = request.listed + len(rows)
    total = None if count is None else before + count
    page = number((parse_qs(urlsplit(request.url).query).get("page") or ["1"])[0]) or 1
    sid, category = request.value("sid"), request.value("category")
    left = request.value("left").split()
    following = None
    if rows and (total is None or listed < total):
        following = _request(request, sid, category, page + 1, len(rows), left, before)
    elif left:
        following = _request(request, sid, left[0], 1, len(rows), left[1:], total or listed)
    if not listed and total is None and following is None:
        return ListPage((), trouble="the interface answers with neither articles nor their number")
    return ListPage(items, total, None, following, rows=len(rows))


def _request(
    request: ListRequest, sid: str, category: str, page: int, rows: int, left: list[str], before: int
) -> ListRequest:
    base = request.column_url.partition("/gkmlpt")[0].rstrip("/")
    url = f"{base}/gkmlpt/api/all/{category}?page={page}&sid={sid}"
    return request.then(url, rows, sid=sid, category=category, left=" ".join(left), before=str(before))


def _item(row: Mapping[str, object], column_url: str) -> list[Item]:
    url = first_text(row, ("url", "post_url"))
    day = next((found for name in _DAYS if (found := day_of(row.get(name)))), None)
    return make_item(
        column_url, url, first_text(row, ("title",)), day, tuple(_files(row.get("attachment"), column_url))
    )


def _files(found: object, column_url: str) -> Iterator[Link]:
    for file in found[:100] if isinstance(found, list) else []:
        address = first_text(file, ("url", "path", "link")) if isinstance(file, dict) else file
        url = absolute(column_url, address) if isinstance(address, str) else None
        name = first_text(file, ("name", "title", "filename")) if isinstance(file, dict) else ""
        if url:
            yield Link(url, clean_text(name) or file_name(url))
