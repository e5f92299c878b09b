"""Lists of projects with their goals: 单位名称 | 项目名称 | 预算数 | 一级指标 | 二级指标 | 指标值, many rows a project.

The budget system of the provinces prints the goals of all of an office's projects so.
"""

from __future__ import annotations

from dataclasses import replace

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column, columns_of
from tasks.parse.forms.draft import Amount
from tasks.parse.forms.grid.lines import lines_head, lines_row
from tasks.parse.forms.grid.table import Row, State, Table, Under
from tasks.parse.forms.labels import LEVELS, MEASURES, Field
from tasks.parse.forms.levels import first_level, second_level
from tasks.parse.forms.listing.projects import is_name

_BODIES = (Field.WHOLE_UNIT, Field.UNIT, Field.DEPARTMENT)
_HEADING = frozenset({Field.NAME, *_BODIES, *MEASURES})


def target_list_head(table: Table, row: Row, state: State) -> bool:
    """Read a row as the head of such a list."""
    fields = row.fields
    if Field.NAME not in fields or not {*LEVELS[:2]} <= {*fields} or Field.TARGET not in fields:
        return False
    if not lines_head(table, row, state):
        return False
    state.targeted = [column for column in columns_of(row.own, row.labels) if column.field in _HEADING]
    state.bodies = {}
    return True


def begins_project(table: Table, row: Row, state: State) -> Cell | None:
    """The name of the project that begins in a row of such a list."""
    shift = _shift(table, row, state)
    if shift is None:
        return None
    for column in state.targeted:
        cell = _cell(table, row, column, shift)
        if cell is not None and column.field in _BODIES:
            state.bodies[column.field] = cell
    name = next(column for column in state.targeted if column.field is Field.NAME)
    cell = _cell(table, row, name, shift)
    return cell if cell is not None and is_name(cell) else None


def targets_row(table: Table, row: Row, state: State) -> None:
    """Read the money and the indicator of a row into the project that it is of."""
    shift = _shift(table, row, state)
    if shift is None or state.under is None:
        return
    for column in state.targeted:
        cell = _cell(table, row, column, shift)
        if cell is not None and column.field in MEASURES:
            state.draft.amounts.append(Amount(column.field, Field.TOTAL, cell, column.unit or state.unit))
    under = state.under
    state.under = _shifted(under, shift)
    lines_row(table, row, state)
    state.under = under


def _cell(table: Table, row: Row, column: Column, shift: int) -> Cell | None:
    cell = table.at(row.number, column, shift) if column.first + shift >= 0 else None
    return cell if cell is not None and cell.row == row.number else None


def _shift(table: Table, row: Row, state: State) -> int | None:
    """How far a row stands right of its heads: where cells that merged ones covered are lost, its levels tell."""
    if not table.is_loose or state.under is None:
        return 0
    level = next((column for column in state.under.levels if column.field is Field.LEVEL_1), None)
    for first, second in zip(row.own, row.own[1:], strict=False):
        if first_level(first.text) and second_level(second.text):
            return first.column - level.first if level is not None else None
    return None


def _shifted(under: Under, shift: int) -> Under:
    def moved(column: Column) -> Column:
        return replace(column, first=column.first + shift, last=column.last + shift)

    return Under(
        under.first + shift,
        [moved(column) for column in under.levels],
        {field: moved(column) for field, column in under.weights.items()},
        {field: moved(column) for field, column in under.values.items()},
    )
