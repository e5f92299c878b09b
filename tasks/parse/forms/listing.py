"""Lists of projects: a row is a project with its money, its rate and perhaps its score."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.labels import INFO, MEASURES, RATES, Field

LAYOUT = "form.list"
_FIGURES = MEASURES | RATES | {Field.POINTS, Field.TOTAL_SCORE}


def is_list_head(fields: Sequence[Field], cells: int) -> bool:
    """Whether a row heads a list: 序号 | 项目名称 | 预算数 | 执行数 | 执行率, nothing but labels."""
    return Field.NAME in fields and len(fields) == cells >= 3 and bool(set(fields) & _FIGURES)


def listed(
    own: Sequence[Cell], cells: Sequence[tuple[Column, Cell]], unit: Unit | None, *, summed: bool
) -> Draft | None:
    """The project of a row (nameless in the row of the sum), or None where the row holds no figures."""
    draft = Draft(min(c.start for c in own), max(c.end for c in own), LAYOUT)
    for column, cell in cells:
        if column.field in MEASURES:
            draft.amounts.append(Amount(column.field, Field.TOTAL, cell, column.unit or unit))
        elif column.field in RATES:
            draft.rates[column.field] = (cell, column.aside)
        elif column.field in (Field.POINTS, Field.TOTAL_SCORE):
            draft.total_points = cell
        elif column.field in INFO and not (summed and column.field is Field.NAME):
            draft.info[column.field] = cell
    return None if draft.is_empty else draft
