"""Rows of tables under sources that stand side by side (see `listing.across`), and of a project's budget by source."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Amount
from tasks.parse.forms.grid.table import Row, State, Table
from tasks.parse.forms.labels import MEASURES, SOURCES, Field, label_of
from tasks.parse.forms.listing.across import is_evaluation, leaf_of, whole_of
from tasks.parse.forms.units import unit_of
from tasks.parse.numbers.amounts import parse_number

_MOST_HEADS = 4
_FEWEST_SOURCES = 3


def sources_across(table: Table, row: Row, state: State) -> bool:
    """Read the budget of a project whose sources stand side by side, the amounts under them without a label.

    Hubei's cities print it so: 资金来源(万元) | 财政拨款 | 非税安排 | 上年结转 | 政府债券 | 其他.
    """
    section = next((cell for cell in row.cells if row.field(cell) is Field.SECTION_FUNDS), None)
    heads = [cell for cell in row.own if cell is not section]
    if section is None or not any(row.field(cell) in SOURCES for cell in heads):
        return False
    leaves, number = _leaves(table, row, heads)
    fields = [label.field if (label := label_of(cell.text)) is not None else None for cell in leaves]
    if sum(field in SOURCES for field in fields) < _FEWEST_SOURCES or number >= table.grid.height:
        return False
    below = _below(table, number, leaves)
    values = [cell for cell in below if cell is not None and cell.row == number and cell.text.strip()]
    if len(below) != len(leaves) or not values or any(parse_number(cell.text) is None for cell in values):
        return False
    measure = next((field for field in fields if field in MEASURES), Field.BUDGET_ADJUSTED)
    named = (unit_of(row.labels[id(cell)], "row") for cell in (section, *heads) if id(cell) in row.labels)
    state.unit = next((unit for unit in named if unit is not None), state.unit)
    for field, cell in zip(fields, below, strict=True):
        if field in SOURCES | MEASURES and cell is not None and field is not None and cell in values:
            source = Field.TOTAL if field is measure else field
            state.draft.amounts.append(Amount(measure, source, cell, state.unit))
    return True


def _leaves(table: Table, row: Row, heads: Sequence[Cell]) -> tuple[list[Cell], int]:
    """The heads over single columns, and the row of their values: 财政资金 may stand over 中央, 省级 and 本级."""
    under = table.row(row.number + 1) if row.number + 1 < table.grid.height else None
    if under is None or not under.own or any(under.field(cell) not in SOURCES for cell in under.own):
        return list(heads), row.number + 1
    if table.is_loose:
        # Where merged cells were lost, one head gave way to those under it.
        group = next((at for at, cell in enumerate(heads) if row.field(cell) is Field.FISCAL), None)
        if group is None:
            return [], row.number
        return [*heads[:group], *under.own, *heads[group + 1 :]], row.number + 2
    return [c for c in heads if c.row_span > 1] + list(under.own), row.number + 2


def _below(table: Table, number: int, heads: Sequence[Cell]) -> list[Cell | None]:
    """The cells of a row under heads: as many in a row as there are heads, or by their place."""
    own = table.row(number).own
    if len(own) == len(heads):
        return list(own)
    if not table.is_loose:
        return [table.position(number, cell.column) for cell in heads]
    cells = [table.position(number, column) for column in range(table.end(number))]
    # Behind the last some pages have blank cells more.
    more = any(cell is not None and cell.text.strip() for cell in cells[len(heads) :])
    return cells if more else cells[: len(heads)]


def across_rows(table: Table, row: Row, state: State) -> bool:
    """Read the row of all bodies together under such heads, which may stand in several rows."""
    whole = next((cell for cell in row.own if whole_of(cell.text)), None)
    measure = whole_of(whole.text) if whole is not None else None
    if whole is None or measure is None or table.is_loose or not is_evaluation(table.document):
        return False
    below = range(row.number + 1, min(row.number + 1 + _MOST_HEADS, table.grid.height))
    first = next(
        (n for n in below if (c := table.position(n, whole.column)) and parse_number(c.text) is not None), None
    )
    if first is None:
        return False
    found: list[Amount] = []
    for column in range(whole.column, table.grid.width):
        head, value = table.position(first - 1, column), table.position(first, column)
        if head is None or value is None or parse_number(value.text) is None:
            continue
        leaf = leaf_of(head.text, measure)
        if leaf.field is not None and value not in (amount.cell for amount in found):
            found.append(Amount(measure, leaf.source, value, state.unit))
    values = [parse_number(amount.cell.text) or Decimal(0) for amount in found]
    complete = measure is Field.RECEIVED and sum(values[1:]) == values[0]
    state.draft.amounts += found if complete else found[:1]
    return True
