"""The money of a row, once it is known which of its cells stand under which heads."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Amount, Draft, Execution, Unit
from tasks.parse.forms.labels import MEASURES, RATES, Field


def take_row(
    draft: Draft,
    source: Field,
    start: int,
    cells: Sequence[tuple[Column, Cell]],
    unit: Unit | None,
    full_mark: Decimal | None,
) -> None:
    """Take the amounts of a row that begins at `start`, and of the total's the rate and its points.

    `unit` holds where the head of a column names none, `full_mark` is the weight of the rate where only a head has it.
    """
    scored: dict[Field, Cell] = {}
    for column, cell in cells:
        if column.field in MEASURES:
            draft.amounts.append(Amount(column.field, source, cell, column.unit or unit))
        elif column.field in RATES and (source is Field.TOTAL or _is_all(source, draft)):
            draft.rates.setdefault(column.field, (cell, column.aside))
        elif column.field in (Field.WEIGHT, Field.POINTS):
            scored.setdefault(column.field, cell)
    if scored and source is Field.TOTAL and draft.execution is None:
        end = max(cell.end for cell in scored.values())
        draft.execution = Execution(start, end, scored.get(Field.WEIGHT), scored.get(Field.POINTS), full_mark)


def _is_all(source: Field, draft: Draft) -> bool:
    """Whether a part's money is all of it: some forms give the rate beside the part alone."""
    spent = {amount.source: amount.cell.text for amount in draft.amounts if amount.measure is Field.SPENT}
    return source is Field.FISCAL and spent.get(source) is not None and spent.get(source) == spent.get(Field.TOTAL)
