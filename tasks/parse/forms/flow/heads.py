"""What the heads of a block of indicators hold that nobody knows: the reading under which its rows come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from tasks.parse.forms.draft import Line
from tasks.parse.forms.flow.rows import read_rows
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import LEVELS, SOURCES, Field, label_of
from tasks.parse.forms.stream import Token, is_level

_WORDS = re.compile(r"[一-龥/、()]{2,12}")
# In the order in which they are printed: of two readings that explain as much, the first holds.
_COLUMNS = (
    Field.TARGET,
    Field.ACTUAL,
    Field.WEIGHT,
    Field.POINTS,
    Field.EXPLANATION,
    Field.REASON,
    Field.OPERATOR,
    Field.TARGET_UNIT,
    Field.OTHER_COLUMN,
)
_DIGIT = re.compile(r"\d")
_NOT_KEPT = frozenset({Field.EXPLANATION, Field.OTHER_COLUMN})
_MOST_UNNAMED = 2
# So many cells of a block tell what its heads hold.
_SAMPLE = 300


def may_be_head(token: Token) -> bool:
    """Whether a cell between the heads of a block may be one that nobody knows."""
    return token.field is None and not is_level(token) and bool(_WORDS.fullmatch(token.plain))


def rows_under(
    flow: Flow, columns: Sequence[Field | None], body: int, end: int, *, lined: bool
) -> tuple[list[Field], list[Line]]:
    """The rows under heads, None for one without a known meaning, and what each of the heads holds."""
    known = [field for field in columns if field is not None]
    ways = list(_ways(columns))
    if ways != [known]:
        sample = min(end, body + _SAMPLE)
        told = [
            (_told(lines), -number, way)
            for number, way in enumerate(ways)
            if (lines := _read(flow, way, body, sample, lined=lined))
            and (way == known or _is_plausible(lines, {*way} - {*known}))
        ]
        if not told:
            return known, []
        known = max(told)[2]
    return known, _read(flow, known, body, end, lined=lined)


def _read(flow: Flow, columns: Sequence[Field], body: int, end: int, *, lined: bool) -> list[Line]:
    return list(read_rows(flow, columns, body, end, lined=lined))


def _is_plausible(lines: Sequence[Line], named: set[Field]) -> bool:
    """Whether most rows have a cell under each head that was named for them, and none is a row of money.

    Goals and results are mostly counted: 正向 and 计划标准 are none.
    """
    money = any(line.level_3 and (label := label_of(line.level_3.text)) and label.field in SOURCES for line in lines)
    counted = all(
        2 * sum((cell := getattr(line, field.value)) is not None and bool(_DIGIT.search(cell.text)) for line in lines)
        > len(lines)
        for field in named & {Field.TARGET, Field.ACTUAL}
    )
    return not money and counted and all(2 * _cells(lines, field) > len(lines) for field in named - _NOT_KEPT)


def _ways(columns: Sequence[Field | None]) -> Iterator[list[Field]]:
    """The ways to name the heads that nobody knows; results may have their points in a column without a head."""
    named = list(columns)
    if LEVELS[2] not in named and None in named and named[named.index(None) - 1] is LEVELS[1]:
        named[named.index(None)] = LEVELS[2]
    free = [at for at, field in enumerate(named) if field is None]
    for fields in (
        combinations([f for f in _COLUMNS if f not in named], len(free)) if len(free) <= _MOST_UNNAMED else ()
    ):
        for at, field in zip(free, fields, strict=True):
            named[at] = field
        way = [field for field in named if field is not None]
        # Nobody tells results without goals or points.
        if not free or {*way} & {Field.TARGET, Field.WEIGHT, Field.POINTS}:
            yield way
        if not free and way[-1] is Field.ACTUAL:
            yield [*way, Field.POINTS]


def _told(lines: Sequence[Line]) -> tuple[int, int]:
    """How many rows were read, and how many cells of them."""
    return len(lines), sum(_cells(lines, field) for field in _COLUMNS if field not in _NOT_KEPT)


def _cells(lines: Sequence[Line], field: Field) -> int:
    return sum(getattr(line, field.value) is not None for line in lines)
