"""Projects that a report counts and names in one row without their sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from tasks.parse.extract.projects.entries import MONEYED, Entry, name_of
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.numbers.chinese import parse_chinese_number

_SIGNS = (re.compile("[个项][^\n,。;:、]{0,16}(?:[:,即]|分别|包[括含])"), re.compile("个项目(?:进行|开展|实施)"))
_COUNTED = (
    re.compile(
        r"(?P<count>[\d两二三四五六七八九十](?:(?<=\d)\d)?)\s{0,2}[个项](?P<what>[^\n,。;:、]{0,16}?)"
        r"(?:,?\s?(?:分别[是为]|即|包[括含]):?|:)(?P<names>[^\n,。;:]{6,400})"
    ),
    re.compile(r"对(?P<names>[^\n。;:]{6,300}?)(?P<count>\d{1,2})\s?个(?P<what>项目)(?:进行|开展|实施)"),
)
"""新增专项债项目有两项,分别是甲项目、乙项目; 对甲经费、乙经费2个项目进行重点评价."""

_PART = re.compile(r"子项|分项|小项|标段|方面|部分")
_WITHIN = re.compile(r"、(?![^“”]{0,30}”)(?![^()]{0,30}\))")
_PAIR, _MOST = 2, 20
_NEAR = 20


def counted_off(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects of the first row that has as many names of projects as its sentence counts."""
    narrowed = narrow(text)
    for pattern, sign in zip(_COUNTED, _SIGNS, strict=True):
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
    # …、乙工程现将评价情况报告如下: some pages lose the full stop.
    runs_on = narrowed.find("现将", row.start, row.end)
    row = Span(row.start, runs_on if runs_on >= 0 else row.end)
    cuts = [row.start - 1, *(cut.start() for cut in _WITHIN.finditer(narrowed, row.start, row.end)), row.end]
    for before, behind in pairwise(cuts):
        name = name_of(narrowed, Span(before + 1, behind))
        if name is not None and MONEYED.search(narrowed, name.start, name.end):
            yield Span(name.start, name.end)
