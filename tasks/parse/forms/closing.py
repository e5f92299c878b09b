"""The money of a form whose values left their heads: the one way to lay them that closes.

PDFs print the heads first and the values behind them, or the rate and the points somewhere else. What is left is
arithmetic: of all numbers of the form's money two alone make the rate that is printed among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.labels import BUDGETS, SOURCES, Field
from tasks.parse.numbers.percents import is_share
from tasks.parse.record import record

_FULL = Decimal(100)
_MOST_VALUES = 24
# The full marks of an execution rate, which divide as amounts do.
_MARKS = frozenset(map(Decimal, (5, 10, 15, 20, 30)))
_Value = tuple[Decimal, Cell]
_PLACES = (Decimal(1), Decimal("0.1"), Decimal("0.01"))


@record
class Piece:
    """A cell of the block: a label with the `field` that it names, a number, or what is neither."""

    cell: Cell
    field: Field | None = None
    number: Decimal | None = None
    is_rate: bool = False
    is_blank: bool = False


def lay_apart(draft: Draft, block: Sequence[Piece], unit: Unit | None) -> None:
    """Complete a form's money from its block, where values or the rate stand apart from their labels."""
    fields = {piece.field for piece in block}
    if Field.SPENT not in fields or not fields & {*BUDGETS, Field.SUM}:
        return
    free, parts = _shared_out(block)
    values = [(piece.number, piece.cell) for piece in free if piece.number is not None and not piece.is_rate]
    if Field.EXECUTION_RATE not in draft.rates and (Field.EXECUTION_RATE in fields or not draft.amounts):
        rates = [(piece.number, piece.cell) for piece in free if piece.number is not None and piece.is_rate]
        _lay_total(draft, [measure for measure in BUDGETS if measure in fields], values, rates, unit)
    if Field.FISCAL in fields and Field.FISCAL not in parts and not any(parts.values()):
        _repeat_total(draft, values)


def _shared_out(block: Sequence[Piece]) -> tuple[list[Piece], dict[Field, bool]]:
    """What no source has, and of each source with numbers behind it whether it gave anything."""
    free: list[Piece] = []
    parts: dict[Field, bool] = {}
    owner: Field | None = None
    for piece in block:
        number = None if piece.is_rate else piece.number
        if piece.field is not None:
            owner = piece.field if piece.field in SOURCES - {Field.TOTAL} else None
        elif number is None and not piece.is_blank:
            owner = None
        if owner is None or number is None:
            free.append(piece)
        else:
            parts[owner] = parts.get(owner, False) or bool(number)
    return free, parts


def _close(values: Sequence[_Value], rates: Sequence[_Value]) -> tuple[Decimal, Decimal, Cell] | None:
    """The budget and what was spent of it, where two amounts alone make one of the rates."""
    met = Counter(number for number, _ in values)
    if len(values) > _MOST_VALUES:
        return None
    found = {
        (budget, spent, rate): cell
        for rate, cell in rates
        for budget in met
        for spent in met
        if budget >= spent and (budget != spent or met[budget] > 1) and is_share(spent, budget, rate)
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


def _lay_total(
    draft: Draft, heads: Sequence[Field], values: Sequence[_Value], rates: Sequence[_Value], unit: Unit | None
) -> None:
    """Read budget, executed total and rate where they close, the budget under as many heads as it stands there."""
    closed = _close(values, rates)
    stated = draft.totals
    if closed is None or (Field.SPENT in stated and stated[Field.SPENT].number != closed[1]):
        return
    budget, spent, rate = closed
    cells = {number: iter([cell for value, cell in values if value == number]) for number in (budget, spent)}
    first, *others = heads or [Field.BUDGET_ADJUSTED]
    for measure in (first, Field.SPENT, *others):
        cell = next(cells[spent if measure is Field.SPENT else budget], None)
        if cell is not None and measure not in stated:
            draft.amounts.append(Amount(measure, Field.TOTAL, cell, unit))
            draft.cover(cell.start, cell.end)
    draft.rates[Field.EXECUTION_RATE] = (rate, "%")


def _repeat_total(draft: Draft, values: Sequence[_Value]) -> None:
    """Give 财政拨款, whose row lost its label and which gave all of it, the total that stands there twice."""
    totals = [(amount, amount.number) for amount in draft.amounts if amount.source is Field.TOTAL]
    numbers = Counter(number for _, number in totals)
    cells = {number: [cell for value, cell in values if value == number] for number in numbers}
    # Nothing stands anywhere.
    if len(totals) < 2 or len(totals) < len(draft.amounts) or any(not n for n in numbers):
        return
    if any(len(cells[number]) < 2 * times for number, times in numbers.items()):
        return
    for amount, number in totals:
        draft.amounts.append(Amount(amount.measure, Field.FISCAL, cells[number].pop(), amount.unit))
