"""安徽 信息公开 (`openness`): lists at `/opennessTarget/?branch_id=…&column_code=…&page=N`, documents at
`/openness/detail/content/<24 hex>.html`. A directory page (`/opennessContent/`, `/openness/public/`) is only a frame.
"""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import parse_html, visible_text
from tasks.crawl.links import absolute, base_url
from tasks.crawl.listing.anchors import list_items
from tasks.crawl.listing.entries import number
from tasks.crawl.listing.page import ListPage, ListRequest
from tasks.crawl.listing.pager import total_items, total_pages

_DOCUMENT = re.compile(r"/openness/detail/content/[0-9a-f]{24}\.html$")
_TARGET = "/opennessTarget/"
_BRANCH = re.compile(r"branch_id[\"']?\s*[=:]\s*[\"']?([0-9a-f]{24})")
_CODE = re.compile(r"column_code[\"']?\s*[=:]\s*[\"']?(\d{1,10})")


def read(body: bytes, request: ListRequest) -> ListPage:
    """Read a directory page, or a page of a list."""
    text = decode(body, request.content_type)
    if not urlsplit(request.url).path.lower().startswith(_TARGET.lower()):
        return _first(html.unescape(text), request)
    tree = parse_html(text)
    items = list_items(tree, request.url, lambda url: _DOCUMENT.search(urlsplit(url).path) is not None)
    shown = visible_text(text)
    total = total_items(shown)
    if not items:
        return ListPage((), total, trouble=None if total == 0 else "no link to /openness/detail/content/ was found")
    fields = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    page = number(fields.get("page")) or 1
    base = base_url(tree, request.url)
    linked = [
        _page_of(absolute(base, node.attributes.get("href") or ""), fields) for node in tree.css("a[href]")[:5000]
    ]
    pages = total_pages(shown) or max(linked, default=page)
    following = None
    if page < pages:
        following = _request(fields, page + 1, len(items), request)
        if page + 1 < pages:
            following = following.or_else(_request(fields, page + 2, len(items), request))
    return ListPage(items, total, max(pages, page), following)


def _first(text: str, request: ListRequest) -> ListPage:
    fields = dict(parse_qsl(urlsplit(request.column_url).query))
    branch = fields.get("branch_id") or _only(_BRANCH, text)
    code = fields.get("column_code") or _only(_CODE, text)
    if not branch or not code:
        return ListPage((), trouble="neither the address nor the page names branch_id and column_code")
    return ListPage((), next=_request({"branch_id": branch, "column_code": code, "tag": ""}, 1, 0, request))


def _only(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""


def _page_of(url: str | None, fields: dict[str, str]) -> int:
    """The page that a link of the pager leads to; 0 for a link to anything else."""
    parts = urlsplit(url or "")
    linked = dict(parse_qsl(parts.query))
    same = parts.path.lower().startswith(_TARGET.lower()) and linked.get("column_code") == fields.get("column_code")
    return number(linked.get("page")) or 0 if same else 0


def _request(fields: dict[str, str], page: int, listed: int, before: ListRequest) -> ListRequest:
    query = urlencode({name: value for name, value in fields.items() if name != "page"} | {"page": str(page)})
    return before.then(absolute(before.column_url, f"{_TARGET}?{query}") or _TARGET, listed)
