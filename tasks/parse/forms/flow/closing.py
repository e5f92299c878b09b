"""Flattened forms whose values, rate or score stand apart from their labels, completed by their arithmetic."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from tasks.parse.forms.closing import Value, lay_total
from tasks.parse.forms.draft import Amount, Draft
from tasks.parse.forms.flow.placing import number_of
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import BUDGETS, LEVELS, MEASURES, SOURCES, Field
from tasks.parse.forms.stream import Token, is_level
from tasks.parse.forms.units import unit_of

_FULL = Decimal(100)
_TEN = Decimal(10)
_ENDS = frozenset({*LEVELS, Field.EXPLANATION, Field.SECTION_INDICATORS})
# More labels and values than these are no block of money; sources stand before the first head where they are heads.
_LONGEST_BLOCK = 90
_REACH = 8
_LONGEST_ROW = 12


def lay_apart(flow: Flow, draft: Draft, until: int) -> None:
    """Complete a form, which ends before `until`, where values, its rate or its score stand apart from their labels."""
    start, stop = (bisect_left(flow.tokens, at, key=lambda token: token.start) for at in (draft.start, until))
    block = _block(flow, start, stop)
    fields = {token.field for token in block}
    if Field.SPENT in fields and fields & {*BUDGETS, Field.SUM}:
        free, parts = _shared_out(block)
        values = [Value(number, token.cell) for token in free if (number := _amount(token)) is not None]
        if Field.EXECUTION_RATE not in draft.rates and (Field.EXECUTION_RATE in fields or not draft.amounts):
            unit = next((unit for t in block if t.label and (unit := unit_of(t.label, "row"))), None)
            lay_total(draft, fields, values, list(_rates(free)), unit)
        if Field.FISCAL in fields and Field.FISCAL not in parts and not any(parts.values()):
            _repeat_total(draft, values)
    if draft.total_points is None:
        _score_apart(flow, draft, start, stop)


def _repeat_total(draft: Draft, values: Sequence[Value]) -> None:
    """Give 财政拨款, whose row lost its label and which gave all of it, the total that stands there twice."""
    totals = [(amount, amount.number) for amount in draft.amounts if amount.source is Field.TOTAL]
    numbers = Counter(number for _, number in totals)
    cells = {number: [v.cell for v in values if v.number == number] for number in numbers}
    # Nothing stands anywhere.
    if len(totals) < 2 or len(totals) < len(draft.amounts) or any(not n for n in numbers):
        return
    if any(len(cells[number]) < 2 * times for number, times in numbers.items()):
        return
    for amount, number in totals:
        draft.amounts.append(Amount(amount.measure, Field.FISCAL, cells[number].pop(), amount.unit))


def _score_apart(flow: Flow, draft: Draft, start: int, stop: int) -> None:
    """Read the score behind the last row, where the weights of all rows make the 100: 10 9 100 94, with 总分 elsewhere.

    Where no label at all says so (分总 100 94), it stands in a row of its own.
    """
    sums = [at for at in range(start, stop) if flow.field(at) is Field.SUM and "分" in flow.tokens[at].text]
    if sums and all(flow.numbers(at + 1) for at in sums):
        return
    head = next((at for at in range(start, stop) if flow.field(at) in LEVELS), stop)
    weights, at = Decimal(0), head
    while at < stop:
        row = list(takewhile(lambda token: token.is_number, flow.tokens[at : min(stop, at + _LONGEST_ROW)]))
        pairs = [number_of(token) or Decimal(0) for token in row]
        if len(pairs) == (4 if sums else 2) and pairs[-2] == _FULL >= pairs[-1]:
            last = pairs[-4] if sums else 0
            if weights + last + (draft.weight_of_rate or _TEN) == _FULL:
                draft.total_weight, draft.total_points = row[-2].cell, row[-1].cell
            return
        weights += pairs[-2] if len(pairs) > 1 and pairs[-1] <= pairs[-2] else 0
        at += len(row) + 1


def _block(flow: Flow, start: int, stop: int) -> Sequence[Token]:
    """The tokens of a form's money: from its first head to the head of its indicators."""
    head = next((at for at in range(start, stop) if flow.field(at) in MEASURES), stop)
    last = next((at for at in range(head, min(stop, head + _LONGEST_BLOCK)) if _ends(flow.tokens[at])), stop)
    return flow.tokens[max(start, head - _REACH) : last] if last - head <= _LONGEST_BLOCK else []


def _ends(token: Token) -> bool:
    return token.field in _ENDS or is_level(token)


def _shared_out(block: Sequence[Token]) -> tuple[list[Token], dict[Field, bool]]:
    """The tokens that no source has, and of each source with numbers behind it whether it gave anything."""
    free: list[Token] = []
    parts: dict[Field, bool] = {}
    owner: Field | None = None
    for token in block:
        number = _amount(token)
        if token.field is not None:
            owner = token.field if token.field in SOURCES - {Field.TOTAL} else None
        elif number is None and not token.is_blank:
            owner = None
        if owner is None or number is None:
            free.append(token)
        else:
            parts[owner] = parts.get(owner, False) or bool(number)
    return free, parts


def _amount(token: Token) -> Decimal | None:
    return number_of(token) if token.is_number or token.is_money else None


def _rates(tokens: Sequence[Token]) -> Iterator[Value]:
    for token, behind in pairwise([*tokens, tokens[-1]] if tokens else []):
        number = number_of(token)
        if number is not None and (token.is_percent or behind.plain == "%"):
            yield Value(number, token.cell)
