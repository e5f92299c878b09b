"""The money of a form whose values left their heads: the one way to lay them that closes.

PDFs print the heads first and the values behind them, or the rate and the points somewhere else. What is left is
arithmetic: of all numbers of the form's money two alone make the rate that is printed among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.labels import BUDGETS, Field
from tasks.parse.numbers.percents import is_share
from tasks.parse.record import record

_FULL = Decimal(100)
_MOST_VALUES = 24
# The full marks of an execution rate, which divide as amounts do.
_MARKS = frozenset(map(Decimal, (5, 10, 15, 20, 30)))
_PLACES = (Decimal(1), Decimal("0.1"), Decimal("0.01"))


@record
class Value:
    """A number of the block, and where it stands."""

    number: Decimal
    cell: Cell


def close(values: Sequence[Value], rates: Sequence[Value]) -> tuple[Decimal, Decimal, Value] | None:
    """The budget and what was spent of it, where two amounts alone make one of the rates."""
    met = Counter(value.number for value in values)
    if len(values) > _MOST_VALUES:
        return None
    found = {
        (budget, spent, rate.number): rate
        for rate in rates
        for budget in met
        for spent in met
        if budget >= spent and (budget != spent or met[budget] > 1) and is_share(spent, budget, rate.number)
    }
    # Points divide by their full mark as amounts do by their budget.
    money = [way for way in found if way[0] not in _MARKS or _is_scored(met, way)]
    return (*money[0][:2], found[money[0]]) if len(money) == 1 else None


def _is_scored(met: Counter[Decimal], way: tuple[Decimal, Decimal, Decimal]) -> bool:
    """Whether full mark and points of the rate stand beside the amounts that make it."""
    others = met - Counter(way[:2])
    return any(points in others - Counter([mark]) for mark in _MARKS & set(others) for points in _points(mark, way[2]))


def _points(mark: Decimal, rate: Decimal) -> Iterator[Decimal]:
    """The points of a rate as they may be printed."""
    exact = mark * min(rate, _FULL) / _FULL
    yield from {exact.quantize(place, way) for place in _PLACES for way in (ROUND_HALF_UP, ROUND_DOWN)}


def lay_total(
    draft: Draft,
    fields: Collection[Field | None],
    values: Sequence[Value],
    rates: Sequence[Value],
    unit: Unit | None,
) -> tuple[Decimal, Decimal] | None:
    """Read budget, executed total and rate where they close, under the heads `fields`; gives the two amounts."""
    closed = close(values, rates)
    stated = draft.totals
    if closed is None or (Field.SPENT in stated and stated[Field.SPENT].number != closed[1]):
        return None
    budget, spent, rate = closed
    heads = [measure for measure in BUDGETS if measure in fields] or [Field.BUDGET_ADJUSTED]
    cells = {number: iter([v.cell for v in values if v.number == number]) for number in (budget, spent)}
    for measure in (heads[0], Field.SPENT, *heads[1:]):
        cell = next(cells[spent if measure is Field.SPENT else budget], None)
        if cell is not None and measure not in stated:
            draft.amounts.append(Amount(measure, Field.TOTAL, cell, unit))
            draft.cover(cell.start, cell.end)
    draft.rates[Field.EXECUTION_RATE] = (rate.cell, "%")
    return budget, spent
