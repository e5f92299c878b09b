"""Which of the ways to cut the rows of a block of money is meant: the one that its arithmetic speaks for.

Each way is weighed by what would be an accident if the digits were cut elsewhere: the rate follows from the amounts
beside it, the points from the rate, the parts add up to the total, the same amount stands there twice. A weight is
about the logarithm (to base two) of how improbable the accident is, so that the weights of independent signs add up.
Rows hold each other: they are weighed together. A cell is given where all ways agree on it that come near the best.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Protocol

from tasks.parse.forms.cutting import Cut, Run, Span
from tasks.parse.forms.labels import BUDGETS, MEASURES, RATES, Field
from tasks.parse.record import record

_FULL = Decimal(100)
_TEN = Decimal(10)
# A way is beaten where another is so many times (two to the power of this) as probable.
_MARGIN = 5
# Where a row could be cut in several ways, as much must speak for the one that is taken.
_LEAST = 3
_NEAR_TOTAL = 10
_MOST_TOTALS = 24
_MOST_PARTS = 24
_MOST_STATES = 4000
_MOST_BLANKS = 3
_RATE_AND_POINTS = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)(%?)(10|15|20)(\d{1,2}\.\d{1,2})")
_LEVELS_OF_FISCAL = frozenset({Field.CENTRAL, Field.PROVINCE, Field.CITY, Field.COUNTY})
_LEVELS_OF_LOCAL = frozenset({Field.PROVINCE, Field.CITY, Field.COUNTY})


class Row(Protocol):
    """What stands behind a label of a block of money: digits that ran together, or values whose blanks are lost."""

    @property
    def source(self) -> Field:
        """Whose money it is."""

    @property
    def is_cut(self) -> bool:
        """Whether each value stands apart, so that only its column is in question."""

    @property
    def has_rate(self) -> bool:
        """Whether a rate is among the values."""

    def written(self, span: Span) -> str:
        """The text of a value."""

    def ways(self, columns: Sequence[Field], blanks: int, unused: frozenset[Field] = ...) -> list[Cut]:
        """Every way to share it out among the columns, of which so many at most may be blank."""


@record
class _Way:
    """One way to cut all rows: the total's and the parts', and what speaks for it."""

    weight: int
    rows: tuple[Cut, ...]


def cut_block(runs: Sequence[Row], columns: Sequence[Field], full_mark: Decimal | None = None) -> list[dict[int, Span]]:
    """The places of the values of each run by column, as far as they are certain.

    The first run is the total's. `full_mark` is the weight of the execution rate where a head states it.
    """
    totals = _ways_of_total(runs[0], columns, full_mark)
    if not totals:
        return [{} for _ in runs]
    parts = [_ways_of_part(run, columns) for run in runs[1:]]
    most = max(200, _MOST_STATES // len(totals))
    ways = [way for weight, total in totals for way in _with_parts(weight, total, runs[1:], parts, columns, most)]
    if not ways:
        return [{} for _ in runs]
    best = max(way.weight for way in ways)
    near = [way.rows for way in ways if way.weight > best - _MARGIN]
    if best < _LEAST and len(ways) > 1 and not runs[0].is_cut:
        return [{} for _ in runs]
    return [_agreed([rows[at] for rows in near]) for at in range(len(runs))]


def _agreed(cuts: Sequence[Cut]) -> dict[int, Span]:
    first = cuts[0]
    return {c: s for c, s in first.spans.items() if all(cut.values.get(c) == first.values[c] for cut in cuts[1:])}


# The row of the total


def _ways_of_total(row: Row, columns: Sequence[Field], full_mark: Decimal | None) -> list[tuple[int, Cut]]:
    """The ways to cut the total's row that come near the best of them, each with its weight."""
    weighed: list[tuple[int, Cut]] = []
    for blanks in range(min(_MOST_BLANKS, len(columns) - 1) + 1):
        # Where nothing speaks for a way without blank cells, one with some may be meant.
        cuts = [cut for cut in row.ways(columns, blanks) if cut.blanks == blanks]
        weighed += [(w, cut) for cut in cuts if (w := _weight_of_total(row, columns, cut, full_mark)) is not None]
        if blanks and weighed and max(w for w, _ in weighed) >= _NEAR_TOTAL:
            break
    best = max((weight for weight, _ in weighed), default=0)
    near = [(weight, cut) for weight, cut in weighed if weight > best - _NEAR_TOTAL]
    near.sort(key=lambda way: (-way[0], sorted(way[1].spans.items())))
    return near if len(near) <= _MOST_TOTALS else []


def _weight_of_total(row: Row, columns: Sequence[Field], cut: Cut, full_mark: Decimal | None) -> int | None:
    """What speaks for a way to cut the total's row; None where it cannot be meant."""
    values = {columns[column]: value for column, value in cut.values.items()}
    mark, points = values.get(Field.WEIGHT), values.get(Field.POINTS)
    if not any(f in values for f in MEASURES):
        return None
    weight = -3 * cut.blanks
    if mark is not None and points is not None and points > mark:
        weight -= 8
    # The budget at the year's beginning may be none; what was spent is spent from a budget.
    weight -= 3 * sum(f in (Field.BUDGET_ADJUSTED, Field.SPENT) for f in columns if f not in values)
    if mark is not None:
        usual = mark == (full_mark if full_mark is not None else _TEN)
        weight += 4 if usual else 0 if mark in (5, 15, 20, 30) else -5
    rate = values.get(Field.EXECUTION_RATE)
    if points is not None and rate is not None:
        weight += _weight_of_points(points, mark or full_mark or _TEN, rate)
    return weight + _weight_of_amounts(row, columns, cut)


def _weight_of_points(points: Decimal, mark: Decimal, rate: Decimal) -> int:
    apart = abs(mark * min(rate, _FULL) / _FULL - points)
    if apart <= Decimal("0.05"):
        return 4
    return 3 if apart <= Decimal("0.5") else 2 if points == mark else 0


def _weight_of_amounts(row: Row, columns: Sequence[Field], cut: Cut) -> int:
    """What rate, repetition and size say of the amounts of one row."""
    values = {columns[column]: value for column, value in cut.values.items()}
    spent, rate = values.get(Field.SPENT), values.get(Field.EXECUTION_RATE)
    budget = values.get(next((field for field in BUDGETS if field in columns), Field.BUDGET_ADJUSTED))
    weight = 0
    if rate is not None and spent is not None and budget is not None:
        # 0.958 is 95.8% where it fits.
        shown = (rate, rate * _FULL) if rate <= Decimal("1.5") and not row.has_rate else (rate,)
        weight += max(_weight_of_rate(spent, budget, each) for each in shown)
    if spent is not None and budget is not None and spent > budget:
        weight -= 8
    amounts = [(value, row.written(cut.spans[c])) for c, value in cut.values.items() if columns[c] in MEASURES]
    for _, same in groupby(sorted(amounts), key=lambda amount: amount[0]):
        first, *others = (len(text) for _, text in same)
        weight += sum(min(10, 3 * (min(first, length) - 1)) for length in others)
    return weight - (0 if row.is_cut else sum(_oddness(text) for _, text in amounts))


def _oddness(amount: str) -> int:
    """How far an amount is from how amounts are written: in full, with two decimals, with up to six where in 万元."""
    _, _, decimals = amount.rstrip("万元").partition(".")
    return (0, 1, 0, 2, 2, 3, 2)[len(decimals)] + (decimals.endswith("0") and len(decimals) != 2)


def _weight_of_rate(spent: Decimal, budget: Decimal, rate: Decimal) -> int:
    if not spent or not budget:
        # Nothing divided by anything is nothing: wherever a zero can be cut off, this is so.
        return 1 if rate in (0, _FULL if not budget else 0) and not spent else -8
    computed = spent / budget * _FULL
    # Rates are printed to two places that were computed to fewer: 95.00% of 95.36.
    for shown in (rate, rate.normalize()):
        exponent = min(0, int(shown.as_tuple().exponent))
        place = Decimal(1).scaleb(exponent)
        apart = abs(computed - rate)
        if apart < place:
            # One in so many of all rates lies as near; rates cut off behind their last place are rarer than rounded
            # ones. A share so small that it rounds to nothing is no better than nothing.
            return min(12, 5 - 3 * exponent) - (apart > place / 2) if rate else 0
    return -8 if apart > 1 or not rate else -4


# The parts


def _ways_of_part(row: Row, columns: Sequence[Field]) -> list[tuple[int, Cut]]:
    """The ways to cut a part's row, whose cells of weight and points are blank or dashes on most forms."""
    unused = frozenset({Field.WEIGHT, Field.POINTS} if row.has_rate else {Field.WEIGHT, Field.POINTS, *RATES})
    cuts = row.ways(columns, _MOST_BLANKS, unused) or row.ways(columns, 1)
    return [(_weight_of_amounts(row, columns, cut) - cut.blanks, cut) for cut in cuts]


def _with_parts(
    weight: int,
    total: Cut,
    runs: Sequence[Row],
    parts: Sequence[list[tuple[int, Cut]]],
    columns: Sequence[Field],
    most: int,
) -> list[_Way]:
    """The ways to cut the parts under one way to cut the total, the most probable of them."""
    states: list[tuple[int, tuple[Cut, ...]]] = [(weight, (total,))]
    for row, ways in zip(runs, parts, strict=True):
        fitting = [
            (w + _weight_of_sameness(cut, total, columns), cut) for w, cut in ways if _is_within(cut, total, columns)
        ]
        if not fitting and total.blanks:
            # A cell of the total may be lost that the part has.
            fitting = [
                (w, cut)
                for w, cut in ways
                if _is_within(cut, replace(total, values=cut.values | total.values), columns)
            ]
        if not fitting:
            # An empty row, or digits that are none of its amounts, say nothing. Values that stand apart are what
            # they are, whatever a total beside them says that somebody left at nought.
            fitting = (ways if row.is_cut else []) or [(0, Cut({}, {}))]
        fitting.sort(key=lambda way: (-way[0], sorted(way[1].spans.items())))
        states = [(s + w, (*rows, cut)) for s, rows in states for w, cut in fitting[:_MOST_PARTS]]
        states.sort(key=lambda state: -state[0])
        states = states[:most]
    return [_Way(s + _weight_of_sums(rows, runs, columns), rows) for s, rows in states]


def _is_within(part: Cut, total: Cut, columns: Sequence[Field]) -> bool:
    return all(
        value <= total.values.get(column, 0) for column, value in part.values.items() if columns[column] in MEASURES
    )


def _weight_of_sameness(part: Cut, total: Cut, columns: Sequence[Field]) -> int:
    """What it says that a part is all of the total."""
    return sum(
        min(5, 3 * (len(str(value)) - 1))
        for column, value in part.values.items()
        if columns[column] in MEASURES and total.values.get(column) == value
    )


def _weight_of_sums(rows: Sequence[Cut], runs: Sequence[Row], columns: Sequence[Field]) -> int:
    """What it says that the parts of each measure add up to its total."""
    weight = 0
    for column, total in rows[0].values.items():
        if columns[column] not in MEASURES:
            continue
        parts = [
            (run.source, row.values[column]) for run, row in zip(runs, rows[1:], strict=True) if column in row.values
        ]
        if not any(value for _, value in parts):
            # Money may be unspent in a part's row and forgotten there; a budget is somebody's.
            weight -= 6 if total and runs and columns[column] is not Field.SPENT else 0
            continue
        if not any(sum(value for _, value in kept) == total for kept in _without_shares(parts)):
            weight -= 4
        elif sum(bool(value) for _, value in parts) > 1:
            weight += min(9, 3 * len(str(total).replace(".", "")))
    return weight


def _without_shares(parts: Sequence[tuple[Field, Decimal]]) -> list[list[tuple[Field, Decimal]]]:
    """The parts that may make up a total: all of them, or those that are not shares of another part beside them."""
    sources = {source for source, _ in parts}
    found = [list(parts)]
    if Field.FISCAL in sources:
        found.append([part for part in parts if part[0] not in _LEVELS_OF_FISCAL])
    if Field.OTHER_SOURCE in sources:
        found.append([part for part in parts if part[0] not in _LEVELS_OF_LOCAL])
    return found


def closes(amounts: Sequence[tuple[Field, Decimal]]) -> bool:
    """Whether the first amount is a total, and the sources behind it add up to it."""
    if not amounts or amounts[0][0] is not Field.TOTAL or not amounts[0][1]:
        return False
    # 按支出性质分: what it is spent on, 基本支出 and 项目支出, stands beside whose it is.
    kept = [part for part in amounts[1:] if part[0] is not Field.OTHER_SOURCE]
    ways = [*_without_shares(amounts[1:]), *_without_shares(kept)]
    return any(sum(value for _, value in parts) == amounts[0][1] for parts in ways)


def cut_part(text: str, totals: Sequence[tuple[Field, Decimal]]) -> list[Span | None]:
    """The places of the amounts of a part, given those of the total that stand apart; None where nothing is certain."""
    measures = [measure for measure, _ in totals]
    total = Cut({}, {column: number for column, (_, number) in enumerate(totals)})
    ways = [
        (w + _weight_of_sameness(cut, total, measures), cut)
        for w, cut in _ways_of_part(Run(Field.TOTAL, text), measures)
        if _is_within(cut, total, measures)
    ]
    best = max((w for w, _ in ways), default=0)
    near = [cut for w, cut in ways if w > best - _MARGIN]
    agreed = _agreed(near) if near else {}
    return [agreed.get(column) for column in range(len(measures))]


def cut_scored_rate(text: str) -> Span | None:
    """The place of the rate in a run that ends in rate, weight and points, where the points follow from the rate."""
    found: list[Span] = []
    for start in range(len(text)):
        match = _RATE_AND_POINTS.fullmatch(text, start)
        if match is None or not (match.group(2) or "." in match.group(1)):
            continue
        points = Decimal(match.group(4))
        apart = abs(Decimal(match.group(1)) * Decimal(match.group(3)) / _FULL - points)
        if apart * 2 <= Decimal(1).scaleb(int(points.as_tuple().exponent)):
            found.append((start, match.end(2)))
    return found[0] if len(found) == 1 else None
