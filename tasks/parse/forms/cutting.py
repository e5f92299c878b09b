"""Runs of digits that were cells of a row (202010100.00%10): every way to cut them under the heads of the columns.

Nothing is decided here. What a number may look like, and what a column can hold, keeps the ways few.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from tasks.parse.forms.labels import MEASURES, RATES, Field
from tasks.parse.record import record

Span = tuple[int, int]

_NUMBER = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,6})?|(?:0|[1-9]\d*)(?:\.\d{1,6})?")
# No cell of a form holds a longer number, and a run of many cells no more than this.
_DIGITS = re.compile(r"[\d.,]{0,24}")
_LONGEST_RUN = 400
_UNIT = re.compile("万元?|元")
_DASHES = re.compile(r"[-—–―－/]{1,2}")
# Full marks reach 120 where a form gives a bonus.
_MOST_POINTS = Decimal(120)
_MOST_PERCENT = Decimal(1000)
# More ways than this to cut a run of digits are no knowledge at all.
_MAX_STEPS = 20000


@record
class Cut:
    """One way to cut a run: by column the place of each value and its number. Blank cells and dashes have none."""

    spans: dict[int, Span]
    values: dict[int, Decimal]
    blanks: int = 0
    """How many columns nothing at all stands for, not even a dash."""


def _numbers(text: str, at: int) -> Iterator[tuple[Span, bool, Decimal]]:
    """Every number that may begin at a place, with the unit that some cells repeat and a percent sign behind it."""
    run = _DIGITS.match(text, at)
    for end in range(at + 1, (run.end() if run else at) + 1):
        if _NUMBER.fullmatch(text, at, end):
            # 50万元47.68: some cells repeat the unit of their head.
            unit = _UNIT.match(text, end)
            sign = text.startswith("%", last := unit.end() if unit else end)
            yield (at, last + sign), sign, Decimal(text[at:end].replace(",", ""))


def ways_to_cut(
    text: str, columns: Sequence[Field], blanks: int = 0, *, unused: frozenset[Field] = frozenset()
) -> list[Cut]:
    """Every way to cut a run into the cells of its columns, of which so many may be blank; none where too many.

    Columns of the `unused` fields hold a dash or nothing in this row, and count as no blanks.
    """
    if len(text) > _LONGEST_RUN:
        return []
    found: list[Cut] = []
    spans: dict[int, Span] = {}
    values: dict[int, Decimal] = {}
    numbers = cache(lambda at: list(_numbers(text, at)))
    steps = _MAX_STEPS
    signs = text.count("%")
    rates = [sum(field in RATES for field in columns[at:]) for at in range(len(columns) + 1)]

    def walk(column: int, at: int, left: int, percents: int) -> None:
        nonlocal steps
        steps -= 1
        if steps <= 0 or percents > rates[column]:
            return
        if column == len(columns):
            if at == len(text):
                found.append(Cut(dict(spans), dict(values), blanks - left))
            return
        field = columns[column]
        dash = _DASHES.match(text, at)
        if dash:
            for end in range(at + 1, dash.end() + 1):
                walk(column + 1, end, left, percents)
        if field in unused:
            walk(column + 1, at, left, percents)
            return
        for span, sign, value in numbers(at):
            if sign == (field in RATES and signs > 0) and _can_hold(field, value):
                spans[column], values[column] = span, value
                walk(column + 1, span[1], left, percents - sign)
                del spans[column], values[column]
        if left:
            walk(column + 1, at, left - 1, percents)

    walk(0, 0, blanks, signs)
    return found if steps > 0 else []


def _can_hold(field: Field, value: Decimal) -> bool:
    if field in MEASURES:
        return True
    return value <= (_MOST_PERCENT if field in RATES else _MOST_POINTS)


@record
class Run:
    """The digits behind a label of a block of money; `source` is what the label says they are."""

    source: Field
    text: str

    is_cut = False

    @property
    def has_rate(self) -> bool:
        """Whether a rate is among the digits."""
        return "%" in self.text

    def written(self, span: Span) -> str:
        """The text of a value."""
        return self.text[span[0] : span[1]]

    def ways(self, columns: Sequence[Field], blanks: int, unused: frozenset[Field] = frozenset()) -> list[Cut]:
        """Every way to cut the digits into the cells of the columns, of which so many at most may be blank."""
        return ways_to_cut(self.text, columns, blanks, unused=unused)
