"""The money of a form that is a table: amounts under heads, beside labels, and the points of the execution rate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column, column_of, columns_of, of_past_years, points_named
from tasks.parse.forms.draft import Amount
from tasks.parse.forms.grid.table import Row, State, Table
from tasks.parse.forms.labels import MEASURES, RATES, SOURCES, Field, Label, fold, is_whole, label_of
from tasks.parse.forms.money import take_row
from tasks.parse.forms.units import unit_of
from tasks.parse.forms.unnamed import named_by_arithmetic
from tasks.parse.numbers.amounts import parse_number

_LONGEST_HEAD = 30
_NEAR = 4


def money_head(table: Table, row: Row, state: State) -> bool:
    """Read a row as the head of money columns: 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分."""
    fields = row.fields
    measures = [f for f in fields if f in MEASURES]
    if not measures or len(measures) + sum(f in RATES for f in fields) < 2 or state.in_indicators:
        return False
    heads = [cell for cell in row.own if id(cell) in row.labels]
    named = _named_columns(table, row)
    if (len(heads) < len(row.own) - 1 and not named) or _is_paired(table, row):
        return False
    over_sources = [cell for cell in heads if _is_over_sources(table, row, cell)]
    enter_section(table, row, state)
    for cell in over_sources:
        state.unit = unit_of(row.labels[id(cell)], "row") or state.unit
    past = of_past_years([cell.text for cell in row.own])
    under = [cell for cell, old in zip(row.own, past, strict=True) if not old and cell not in over_sources]
    state.funds = named or columns_of(under, row.labels)
    state.in_funds, state.funds_end = True, table.end(row.number)
    state.draft.columns |= set(fields)
    return True


def _named_columns(table: Table, row: Row) -> list[Column]:
    """The columns under heads of which nobody knows some, by what the amounts of the first source below make."""
    below = range(row.number + 1, min(row.number + 1 + _NEAR, table.grid.height))
    number = next((n for n in below if (own := table.row(n).fields) and own[0] in SOURCES | {Field.SUM}), None)
    if number is None or table.is_loose or all(id(cell) in row.labels for cell in row.own):
        return []
    amounts: dict[int, Decimal] = {}
    for cell in row.own:
        value = table.at(number, Column(Field.OTHER_COLUMN, first=cell.column, last=cell.column))
        if value is not None and (amount := parse_number(value.text.rstrip("%％ "))) is not None:
            amounts[id(cell)] = amount
    counted = [cell for cell in row.own if id(cell) in amounts]
    fields = named_by_arithmetic([row.field(cell) for cell in counted], [amounts[id(cell)] for cell in counted])
    if fields is None:
        return []
    labels = [row.labels.get(id(cell), Label(Field.OTHER_COLUMN, fold(cell.text)[1])) for cell in counted]
    named = [replace(column_of(c, label), field=f) for c, label, f in zip(counted, labels, fields, strict=True)]
    return [*named, *columns_of([cell for cell in row.own if id(cell) not in amounts], row.labels)]


def _is_over_sources(table: Table, row: Row, cell: Cell) -> bool:
    """Whether a head stands over or beside the names of the sources: 年度预算(万元) | 年初预算 | 全年预算."""
    if any(other.column < cell.column for other in row.own if row.field(other) in MEASURES):
        return False
    below = range(row.number + 1, min(row.number + 1 + _NEAR, table.grid.height))
    if table.is_loose and any(table.end(number) == table.end(row.number) + 1 for number in below):
        # The blank cell in the corner was lost.
        return False
    under = (table.position(row.number + 1, column) for column in range(cell.column, table.grid.width))
    first = next((c for c in under if c is not None and c.row > row.number and c.text.strip()), None)
    label = label_of(first.text) if first is not None else None
    return label is not None and label.field in SOURCES | {Field.SUM}


def _is_paired(table: Table, row: Row) -> bool:
    """Whether labels and values alternate in a row (计划投资额 | 261.10 | 实际到位资金 | 261.10)."""
    heads = [c for c in row.own if row.field(c) in MEASURES]
    beside = [table.position(row.number, c.column + c.column_span) for c in heads]
    return all(b is None or not (label_of(b.text) and b.text.strip()) for b in beside)


def enter_section(table: Table, row: Row, state: State) -> None:
    """Take unit and weight from the head of the money's part (项目资金(万元), 预算执行情况(20分)) beside a row."""
    for cell in row.cells:
        label = _section(table, row, cell)
        if label is not None:
            state.execution_weight = points_named(label.aside)
            unit = unit_of(label, "row")
            state.unit = unit or state.unit
            state.draft.unit = state.draft.unit or unit
            return


def _section(table: Table, row: Row, cell: Cell) -> Label | None:
    label = row.labels.get(id(cell))
    if label is None:
        # A cell beside several rows, or beside the heads, is the head of a part, whatever it is called.
        beside = cell.row_span > 1 or (cell is row.cells[0] and any(f in MEASURES for f in row.fields))
        return Label(Field.SECTION_FUNDS, fold(cell.text)[1]) if beside and len(cell.text) <= _LONGEST_HEAD else None
    if label.field in MEASURES:
        # 年度预算(万元) | 年度资金总额 | 238.6
        right = table.position(row.number, cell.column + cell.column_span)
        follower = label_of(right.text) if right is not None else None
        return label if follower is not None and follower.field is Field.TOTAL else None
    return label if label.field is Field.SECTION_FUNDS else None


def money_row(table: Table, row: Row, state: State) -> bool:
    """Read a row whose label names a source of money."""
    if not row.labels:
        return False
    ends = [c for c in row.cells if c.text.strip() and c.row + c.row_span - 1 == row.number]
    heads = [c for c in ends if id(c) in row.labels]
    sources = [c for c in heads if row.field(c) in SOURCES]
    if state.in_funds and state.funds:
        first = next((c for c in heads if row.field(c) in SOURCES | {Field.SUM} or is_whole(c.text)), None)
        if first is None:
            return False
        _amounts(table, row, first, state)
        return True
    if not sources:
        return False
    if state.pairs:
        _paired_amounts(table, row, sources, state)
        return True
    if state.in_indicators:
        return False
    return _budget(table, row, sources, state)


def _budget(table: Table, row: Row, sources: list[Cell], state: State) -> bool:
    """Read the money of a budget-stage form, which has one column and no head over it: 年度资金总额 | 10."""
    opened = bool(state.draft.totals)
    taken = False
    for at, cell in enumerate(sources):
        label = row.labels[id(cell)]
        value = table.beside(row.number, cell)
        if any(row.field(later) is label.field for later in sources[at + 1 :]):
            # 中期资金总额 | 年度资金总额: of two columns the year's is the second.
            continue
        if value is None or not (opened or label.field is Field.TOTAL):
            continue
        enter_section(table, row, state)
        unit = unit_of(label, "row") or state.unit
        state.draft.amounts.append(Amount(Field.BUDGET_ADJUSTED, label.field, value, unit))
        opened = taken = True
    return taken


def _amounts(table: Table, row: Row, head: Cell, state: State) -> None:
    label = row.labels[id(head)]
    shift = _shift(table, row, head, state)
    if shift is None:
        return
    placed = [(column, table.at(row.number, column, shift)) for column in state.funds]
    cells = [(c, cell) for c, cell in placed if cell and cell.row == row.number and cell.column > head.column]
    named = (points_named(column.aside) for column in state.funds if column.field is Field.POINTS)
    mark = next((points for points in named if points is not None), state.execution_weight)
    source = label.field if label.field in SOURCES else Field.TOTAL
    take_row(state.draft, source, head.start, cells, unit_of(label, "row") or state.unit, mark)


def _shift(table: Table, row: Row, head: Cell, state: State) -> int | None:
    """How far the amounts of a row stand right of their heads; None where that cannot be told."""
    if not table.is_loose:
        return 0
    first = min(column.first for column in state.funds)
    shift = table.end(row.number) - state.funds_end
    if shift and head.column == first + shift - 1:
        return shift
    values = [c for c in row.own if c.column > head.column]
    if head.column == first and len(values) >= sum(column.field in MEASURES for column in state.funds):
        return 1
    # Blank cells at the end of a line are often lost; then the rows stand under each other from the left.
    return 0 if head.column == first - 1 or (not shift and head.column < first) else None


def _paired_amounts(table: Table, row: Row, sources: list[Cell], state: State) -> None:
    for cell in sources:
        label = row.labels[id(cell)]
        column = next((p for p in state.pairs if p.first <= cell.column <= p.last), None)
        value = table.beside(row.number, cell)
        if column is None or value is None:
            continue
        unit = unit_of(label, "row") or column.unit or state.unit
        state.draft.amounts.append(Amount(column.field, label.field, value, unit))


def money_pair(table: Table, row: Row, cell: Cell, label: Label, state: State) -> None:
    """Read a label of money or of a rate and the value beside it: 计划投资额(万元) | 261.10."""
    value = table.beside(row.number, cell)
    column = column_of(cell, label)
    if label.field in RATES:
        # Hebei's forms head the last column alone, all others of the money's part have labels beside their values.
        value = value or _rate_under(table, row, column)
        if value is not None:
            state.draft.rates.setdefault(label.field, (value, label.aside))
        return
    state.pairs = [p for p in state.pairs if p.first != column.first] + [column]
    if value is not None:
        state.draft.amounts.append(Amount(label.field, Field.TOTAL, value, column.unit or state.unit))


def _rate_under(table: Table, row: Row, column: Column) -> Cell | None:
    cell = table.at(row.number + 1, column)
    return cell if cell is not None and cell.row > row.number and cell.text.rstrip().endswith(("%", "％")) else None
