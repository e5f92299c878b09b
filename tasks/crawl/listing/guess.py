"""The next page of a list whose pager shows no address: the ways in which sites number their pages, tried in turn.

`index.html` is followed by `index_1.html` on sites that count from zero (TRS and its kin) and by `index_2.html` on
those that count from one; lists that a program writes take a parameter. What repeats the page before is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tasks.crawl.listing.page import ListPage, ListRequest

_GOES_ON = re.compile(r"下一?页|后一?页|[尾末]页")
_STATIC = re.compile(r"([\w-]{1,60})\.(s?html?)")
_PROGRAM = re.compile(r"\.(?:jsp|php|aspx?|do)$", re.IGNORECASE)
_PARAMETERS = ("page", "pageNo")
_WAY, _NUMBER = "way", "number"


def guess_next(page: ListPage, text: str, request: ListRequest) -> ListRequest | None:
    """What to ask for behind a page without a link to the next one; None where the list ends with it.

    `text` is what a reader sees of the page. A way that has led to a page is kept for those behind it.
    """
    more = _goes_on(page, text, request)
    if more is False:
        return None
    listed = page.length
    if way := request.value(_WAY):
        following = _by(request, way, int(request.value(_NUMBER)) + 1, listed)
        return replace(following, guess=True, trial=more is None)
    if request.number > 1:
        return None
    trial: ListRequest | None = None
    for way, number in reversed(list(_ways(page, request.url))):
        trial = replace(_by(request, way, number, listed), guess=True).or_else(trial, trial=True)
    return trial


def _goes_on(page: ListPage, text: str, request: ListRequest) -> bool | None:
    """Whether the list has more pages; None where only its pager lets one think so."""
    if page.total_items is not None:
        return request.listed + page.length < page.total_items
    if page.total_pages is not None:
        return request.number < page.total_pages
    return None if _GOES_ON.search(text) else False


def _ways(page: ListPage, url: str) -> Iterator[tuple[str, int]]:
    """How the second page may be named, and its number in that way."""
    parts = urlsplit(url)
    if parts.query or _PROGRAM.search(parts.path):
        yield from ((f"?{name}", 2) for name in _PARAMETERS)
        return
    name = parts.path.rsplit("/", 1)[-1]
    found = _STATIC.fullmatch(name) or (None if name else _STATIC.fullmatch(f"index.{_extension(page)}"))
    if found:
        yield from ((f"{found[1]}_*.{found[2]}", number) for number in (1, 2))


def _extension(page: ListPage) -> str:
    """That of the articles, where the list itself is only a folder."""
    names = (urlsplit(item.url).path.rsplit("/", 1)[-1] for item in page.items)
    return next((found[2] for name in names if (found := _STATIC.fullmatch(name))), "html")


def _by(request: ListRequest, way: str, number: int, listed: int) -> ListRequest:
    carried = {_WAY: way, _NUMBER: str(number)}
    if not way.startswith("?"):
        return request.then(urljoin(request.url, way.replace("*", str(number))), listed, **carried)
    parts = urlsplit(request.url)
    fields = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != way[1:]]
    url = parts._replace(query=urlencode([*fields, (way[1:], str(number))])).geturl()
    return request.then(url, listed, **carried)
