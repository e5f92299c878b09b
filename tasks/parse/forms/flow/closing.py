"""Flattened forms whose values, rate or score stand apart from their labels, completed by their arithmetic."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from tasks.parse.forms.closing import Piece, lay_apart
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import LEVELS, MEASURES, Field
from tasks.parse.forms.stream import Token, is_level
from tasks.parse.forms.units import unit_of

_FULL = Decimal(100)
_TEN = Decimal(10)
_ENDS = frozenset({*LEVELS, Field.EXPLANATION, Field.SECTION_INDICATORS})
# More labels and values than these are no block of money; sources stand before the first head where they are heads.
_LONGEST_BLOCK = 90
_REACH = 8
_LONGEST_ROW = 12


def complete(flow: Flow, draft: Draft, until: int) -> None:
    """Complete a form, which ends before `until`, where values, its rate or its score stand apart from their labels."""
    start, stop = (bisect_left(flow.tokens, at, key=lambda token: token.start) for at in (draft.start, until))
    block = _block(flow, start, stop)
    unit = next((unit for t in block if t.label and (unit := unit_of(t.label, "row"))), None)
    lay_apart(draft, list(_pieces(block)), unit)
    if draft.total_points is None:
        _score_apart(flow, draft, start, stop)


def _pieces(block: Sequence[Token]) -> Iterator[Piece]:
    for token, behind in pairwise([*block, *block[-1:]]):
        is_rate = token.is_percent or behind.plain == "%"
        holds = is_rate or token.is_number or token.is_money
        yield Piece(token.cell, token.field, token.number if holds else None, is_rate, token.is_blank)


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
        pairs = [token.number or Decimal(0) for token in row]
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
