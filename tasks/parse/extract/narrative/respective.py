"""Amounts that a list ahead of 分别 shares out: 中央、省级财政分别安排资金500万元、300万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.narrative.sources import nearest_source
from tasks.parse.numbers.amounts import Amount

_LEVEL = r"(?:中央|自治区|[省市州盟县区旗])(?:级|本级)?(?:财政)?(?:资金)?"
_YEAR = r"(?:19|20)\d\d年度?"
_AND = r"(?:[、和及与,]|以及)"
_SHARED = re.compile(
    rf"(?P<list>{_LEVEL}(?:{_AND}{_LEVEL})+|{_YEAR}(?:{_AND}{_YEAR})+)(?P<what>[^,。;:\d]{{0,16}})分别(?P<verb>[^,。;:\d]{{0,12}})$"
)
_BETWEEN = re.compile(rf"\s*{_AND}\s*")
_SIGHT = 80


@dataclass(frozen=True, slots=True)
class Share:
    """What a list says of one of the amounts behind it."""

    measure: str
    source: str
    year: int | None


def shares(words: str, amounts: Sequence[Amount]) -> dict[int, Share]:
    """The shares by where their amounts start in the words; nothing where the list and the amounts differ in number."""
    found: dict[int, Share] = {}
    if "分别" not in words:
        return found
    for index, amount in enumerate(amounts):
        match = _SHARED.search(words, max(0, amount.start - _SIGHT), amount.start)
        if match is None:
            continue
        named = re.split(_AND, match["list"])
        row = amounts[index : index + len(named)]
        apart = [words[a.end : b.start] for a, b in pairwise(row)]
        measure = nearest_measure(match["what"] + match["verb"])
        if measure is None or len(row) < len(named) or not all(_BETWEEN.fullmatch(gap) for gap in apart):
            continue
        for name, one in zip(named, row, strict=True):
            year = int(name[:4]) if name[0].isdigit() else None
            source = "total" if year else nearest_source(f"{name}级" if len(name) == 1 else name, True)
            if source is not None:
                found[one.start] = Share(measure, source, year)
    return found
