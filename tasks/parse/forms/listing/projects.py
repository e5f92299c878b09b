"""A project of a list, from the cells of its row, whatever kind of table or text the list stands in."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.labels import INFO, MEASURES, RATES, SOURCES, Field, label_of
from tasks.parse.forms.listing.heads import SCORES
from tasks.parse.numbers.amounts import parse_number

LAYOUT = "form.list"


def is_name(cell: Cell) -> bool:
    """Whether a cell under the head of the names may hold one: no label, but for names of money, and no number."""
    label = label_of(cell.text)
    return (label is None or label.field in SOURCES) and parse_number(cell.text) is None


def project_of(
    own: Sequence[Cell], cells: Sequence[tuple[Column, Cell]], unit: Unit | None, *, summed: bool
) -> Draft | None:
    """The project of a list's row from its cells and their columns; None where they state no figures."""
    draft = Draft(min(c.start for c in own), max(c.end for c in own), LAYOUT)
    for column, cell in cells:
        if column.field in MEASURES:
            draft.amounts.append(Amount(column.field, column.source, cell, column.unit or unit))
        elif column.field in RATES:
            draft.rates[column.field] = (cell, column.aside)
        elif column.field in SCORES:
            draft.total_points = cell
        elif column.field in INFO and not (summed and column.field is Field.NAME):
            draft.info[column.field] = cell
    return None if draft.is_empty and Field.GRADE not in draft.info else draft
