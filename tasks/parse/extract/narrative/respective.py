"""Amounts that a list ahead of 分别 shares out, or that all of it has: 中央、省级分别安排500万元、300万元."""

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
    rf"(?P<list>{_LEVEL}(?:{_AND}{_LEVEL})+|{_YEAR}(?:{_AND}{_YEAR})+)(?P<what>[^。;]{{0,40}}?)分别(?P<verb>[^,。;:\d]{{0,12}})$"
)
_BETWEEN = re.compile(rf"\s*{_AND}\s*")
_SIGHT = 80
# 预算数、到位数、执行数均为42万元
_MEASURED = re.compile(
    r"(?P<list>[^,。;:、\d]{2,24}(?:(?:[、和及与]|以及)[^,。;:、\d]{2,12})+?)(?P<how>分别|均|都|各)(?:为|是|达到?)$"
)
_ITEMS = re.compile("[、和及与]|以及")


@dataclass(frozen=True, slots=True)
class Share:
    """What a list says of one of the amounts behind it."""

    measure: str
    source: str
    year: int | None


def shares(words: str, amounts: Sequence[Amount]) -> dict[int, tuple[Share, ...]]:
    """The shares by where their amounts start in the words; nothing where the list and the amounts differ in number.

    An amount has several where the list gives it to all of its measures (预算数、执行数均为42万元).
    """
    found: dict[int, tuple[Share, ...]] = {}
    if "分别" not in words and "均" not in words and "都" not in words:
        return found
    for index, amount in enumerate(amounts):
        listed = _listed(words, amount)
        if not listed:
            continue
        if len(listed) == 1:
            found[amount.start] = listed[0]
            continue
        row = amounts[index : index + len(listed)]
        apart = [words[a.end : b.start] for a, b in pairwise(row)]
        if len(row) == len(listed) and all(_BETWEEN.fullmatch(gap) for gap in apart):
            found.update((one.start, told) for one, told in zip(row, listed, strict=True))
    return found


def _listed(words: str, amount: Amount) -> list[tuple[Share, ...]]:
    """What the list right before an amount says of it and of those behind it; of the first alone what holds of all."""
    around = max(0, amount.start - _SIGHT)
    if match := _SHARED.search(words, around, amount.start):
        measure = nearest_measure(match["what"] + match["verb"])
        if measure is None:
            return []
        told: list[tuple[Share, ...]] = []
        for name in re.split(_AND, match["list"]):
            year = int(name[:4]) if name[0].isdigit() else None
            source = "total" if year else nearest_source(f"{name}级" if len(name) == 1 else name, True)
            if source is None:
                return []
            told.append((Share(measure, source, year),))
        return told
    if match := _MEASURED.search(words, around, amount.start):
        measures = [nearest_measure(name) for name in _ITEMS.split(match["list"])]
        row = [Share(measure, "total", None) for measure in dict.fromkeys(measures) if measure is not None]
        if len(row) == len(measures):
            return [(share,) for share in row] if match["how"] == "分别" else [tuple(row)]
    return []
