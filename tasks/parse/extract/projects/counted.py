"""Projects that a report counts and names in one row without their sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from tasks.parse.extract.projects.entries import Entry
from tasks.parse.extract.projects.titled import is_generic
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.numbers.chinese import parse_chinese_number

_SIGNS = (
    re.compile("分别[是为]|即|包[括含]"),
    re.compile(r"个项目(?:进行|开展|实施)"),
    re.compile(r"[个项][^\n,。;:、]{0,8}:"),
)
_BEHIND = re.compile(
    r"(?P<count>[\d两二三四五六七八九十](?:(?<=\d)\d)?)\s{0,2}[个项](?P<what>[^\n,。;:、]{0,16}),?\s?(?:分别[是为]|即|包[括含]):?(?P<names>[^\n,。;:]{6,400})"
)
_BEFORE = re.compile(r"对(?P<names>[^\n。;:]{6,300}?)(?P<count>\d{1,2})\s?个(?P<what>项目)(?:进行|开展|实施)")
_LISTED = re.compile(
    r"(?P<count>[\d两二三四五六七八九十](?:(?<=\d)\d)?)\s?[个项](?P<what>[^\n,。;:、]{0,8}):(?P<names>[^\n,。;:]{6,400})"
)
"""新增专项债项目有两项,分别是甲项目、乙项目; 对甲经费、乙经费2个项目进行重点评价."""

_NAME = re.compile(
    r"(?:(?:19|20)\d\d年度?)?(?P<name>[^\s].{2,58}?(?:项目|工程|资金|经费|专项|补助|补贴|基金)(?:\([^()]*\))?)(?:现将.*)?"
)
_PART = re.compile(r"子项|分项|小项|标段|方面|部分")
_WITHIN = re.compile(r"、(?![^“”]{0,30}”)(?![^()]{0,30}\))")
_PAIR, _MOST = 2, 20
_NEAR = 20


def counted_off(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects of the first row that has as many names of projects as its sentence counts."""
    narrowed = narrow(text)
    for pattern, sign in zip((_BEHIND, _BEFORE, _LISTED), _SIGNS, strict=True):
        if sign.search(narrowed, span.start, span.end) is None:
            continue
        for found in islice(pattern.finditer(narrowed, span.start, span.end), _MOST):
            near = narrowed[max(span.start, found.start() - _NEAR) : found.start()] + found["what"]
            names = list(_names(narrowed, Span(*found.span("names"))))
            numeral = found["count"].replace("两", "二")
            count = int(numeral) if numeral.isdecimal() else parse_chinese_number(numeral)
            # The page may break off inside the row.
            full = len(names) == count or (
                count and len(names) < count and found.end("names") == len(narrowed.rstrip())
            )
            if full and len(names) >= _PAIR and "项目" in near and not _PART.search(near):
                return tuple(Entry(stated(text, one.start, one.end, "item"), one) for one in names)
    return ()


def _names(narrowed: str, row: Span) -> Iterator[Span]:
    cuts = [row.start - 1, *(cut.start() for cut in _WITHIN.finditer(narrowed, row.start, row.end)), row.end]
    for before, behind in pairwise(cuts):
        name = _NAME.fullmatch(narrowed, before + 1, behind)
        if name is not None and not is_generic(name["name"]):
            yield Span(*name.span("name"))
