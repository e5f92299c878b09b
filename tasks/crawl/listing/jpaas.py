"""大汉 JPAAS: the column's page names a unit in `queryData`, whose pages come as HTML inside JSON.

A page number counts only inside `paramJson`; given plainly it is ignored and page 1 comes again. The server really
spells it `bulidstatic`.
"""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html
from tasks.crawl.links import absolute
from tasks.crawl.listing.anchors import list_items
from tasks.crawl.listing.entries import dig, load_json, number
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.plain import beneath

PER_PAGE = 15
"""The size that the sites' own scripts ask for."""
_UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_QUERY = re.compile(r"queryData\s*=\s*(?:\"([^\"]{1,4000})\"|'(\{[^<>]{1,4000}\})')")
_FIELD = re.compile(r"[\"']?\b(webId|pageId|tplSetId|tagId|editType)[\"']?\s*[:=]\s*[\"']([^\"']{1,200})[\"']")
_LISTS = re.compile("列表|分页|list", re.IGNORECASE)
_ARTICLE = re.compile(r"/art/|/content\.s?html$")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read the column's page, or an answer of its unit."""
    text = decode(body, request.content_type)
    if "jpaas-publish-server" in urlsplit(request.url).path:
        return _read_unit(text, request)
    units = [dict(_FIELD.findall(html.unescape(found[1] or found[2]))) for found in _QUERY.finditer(text)]
    units = [unit for unit in units if {"webId", "pageId", "tplSetId"} <= unit.keys()]
    if not units:
        return ListPage((), trouble="the page names no unit of jpaas-publish-server")
    unit = next((unit for unit in units if _LISTS.search(unit.get("tagId", ""))), units[0])
    return ListPage((), next=_request(unit, 1, 0, request))


def _read_unit(text: str, request: ListRequest) -> ListPage:
    answer = load_json(text)
    content = dig(answer, "data", "html")
    if not isinstance(content, str):
        content = dig(answer, "data")
    if not isinstance(content, str):
        return ListPage((), trouble="the unit does not answer with data.html")
    tree = parse_html(content)
    inside = beneath(request.column_url)
    items = list_items(
        tree, request.column_url, lambda url: _ARTICLE.search(urlsplit(url).path) is not None or inside(url)
    )
    pager = tree.css_first(".pagination")
    total = number(pager.attributes.get("count")) if pager is not None else None
    if not items:
        return ListPage((), total, trouble=None if total == 0 else "the unit's page has no items")
    following = None
    if total is not None and request.listed + len(items) < total:
        unit = dict(parse_qsl(urlsplit(request.url).query))
        page = number(dig(load_json(unit.get("paramJson", "")), "pageNo")) or 1
        following = _request(unit, page + 1, len(items), request)
    return ListPage(items, total, None, following)


def _request(unit: dict[str, str], page: int, listed: int, before: ListRequest) -> ListRequest:
    kept = {name: unit[name] for name in ("webId", "pageId", "tplSetId", "tagId", "editType") if name in unit}
    numbered = json.dumps({"pageNo": page, "pageSize": PER_PAGE}, separators=(",", ":"))
    query = urlencode(kept | {"parseType": "bulidstatic", "pageType": "column", "paramJson": numbered})
    url = absolute(before.column_url, f"{_UNIT}?{query}") or _UNIT
    return before.then(url, listed)
