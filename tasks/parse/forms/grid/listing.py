"""Lists of projects: a row is a project with its money, its rate and perhaps its score."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.grid.table import Row, State, Table
from tasks.parse.forms.labels import MEASURES, RATES, SECTIONS, SOURCES, Field, Label
from tasks.parse.forms.listing.heads import Leaf, head_of, is_list, is_unknown_head, leaves_of, with_name
from tasks.parse.forms.listing.parts import depth_of
from tasks.parse.forms.listing.projects import is_name, project_of
from tasks.parse.forms.listing.rows import place_row
from tasks.parse.forms.stream import Token
from tasks.parse.numbers.amounts import parse_number

# No more than this stands behind the last row of a document that breaks off inside it.
_BROKEN_OFF = 40
# A body's name that covers more rows than these is no merged cell.
_MOST_COVERED = 40
_BODIES = (Field.UNIT, Field.WHOLE_UNIT, Field.DEPARTMENT)
_NAMED = ("项目", "名称", "对象", "政策")


def list_head(table: Table, row: Row, state: State) -> bool:
    """Read a row as the head of a list: 序号 | 项目名称 | 预算数 | 执行数 | 执行率, nothing but labels."""
    if len(row.own) < 3 or not (Field.NAME in row.fields or any(c.text.strip().endswith(_NAMED) for c in row.own)):
        return False
    heads = _heads(row)
    if heads is None or not any(head is not None and head.field is Field.NAME for head in heads):
        return False
    below = _second_storey(table, row)
    leaves = leaves_of(heads, below[1] if below else ())
    columns = _columns(row.own, heads, below, leaves, is_loose=table.is_loose)
    if not is_list([Leaf(column.field) for column in columns]):
        return False
    state.listed, state.list_leaves = columns, leaves
    state.list_body = row.number + (2 if below else 1)
    state.list_words = "".join(cell.text for cell in row.own)
    counted = below is not None and table.is_loose
    state.list_end = row.own[0].column + len(leaves) if counted else table.end(row.number)
    return True


def _heads(row: Row) -> list[Label | None] | None:
    """The meaning of the cells of a row of heads, None for one that nobody knows; no list where it is no such row."""
    texts = [cell.text for cell in row.own]
    heads = with_name([head_of(cell.text) for cell in row.own], texts)
    unknown = [text for head, text in zip(heads, texts, strict=True) if head is None]
    if len(unknown) * 2 > len(heads) + 1 or not all(is_unknown_head(text) for text in unknown):
        return None
    return heads


def _second_storey(table: Table, row: Row) -> tuple[tuple[Cell, ...], list[Label | None]] | None:
    """The heads under heads, as 合计, 中央 and 省级 under 资金额度."""
    if row.number + 1 >= table.grid.height:
        return None
    below = table.row(row.number + 1)
    heads = [head_of(cell.text) for cell in below.own]
    known = {head.field for head in heads if head is not None}
    if not known & (SOURCES | MEASURES | RATES) or Field.NAME in known or len(below.own) < 2:
        return None
    for cell, head in zip(below.own, heads, strict=True):
        if head is None and (parse_number(cell.text) is not None or not is_unknown_head(cell.text)):
            return None
    return below.own, heads


def _columns(
    top: Sequence[Cell],
    heads: Sequence[Label | None],
    below: tuple[tuple[Cell, ...], list[Label | None]] | None,
    leaves: Sequence[Leaf],
    *,
    is_loose: bool,
) -> list[Column]:
    """The columns of the grid; where it has lost what cells cover, they are counted."""
    if below is None:
        return [_column(leaf, cell) for leaf, cell in zip(leaves, top, strict=True) if _is_known(leaf)]
    if is_loose:
        first = top[0].column
        return [
            Column(leaf.field, leaf.unit, leaf.aside, leaf.source, first + at, first + at)
            for at, leaf in enumerate(leaves)
            if leaf.field is not None and leaf.field not in SECTIONS
        ]
    columns: list[Column] = []
    for cell, head in zip(top, heads, strict=True):
        under = [
            (inner, label)
            for inner, label in zip(*below, strict=True)
            if cell.column <= inner.column < cell.column + cell.column_span
        ]
        inner_leaves = leaves_of([head], [label for _, label in under]) if under else []
        if inner_leaves:
            columns += [_column(leaf, inner) for leaf, (inner, _) in zip(inner_leaves, under, strict=True)]
        elif under:
            plain = leaves_of([label for _, label in under])
            columns += [_column(leaf, inner) for leaf, (inner, _) in zip(plain, under, strict=True) if _is_known(leaf)]
        else:
            columns += [_column(leaf, cell) for leaf in leaves_of([head]) if _is_known(leaf)]
    return columns


def _is_known(leaf: Leaf) -> bool:
    return leaf.field is not None and leaf.field not in SECTIONS


def _column(leaf: Leaf, cell: Cell) -> Column:
    last = cell.column + cell.column_span - 1
    return Column(leaf.field or Field.OTHER, leaf.unit, leaf.aside, leaf.source, cell.column, last)


def ends_list(row: Row) -> bool:
    """Whether a row begins with a label of a form, so that the list above it is over."""
    return row.field(row.own[0]) not in (None, Field.SUM, Field.TOTAL)


def listed(table: Table, row: Row, state: State) -> Draft | None:
    """The project of a row (nameless in the row of the sum), or None where the row states no figures."""
    columns = state.listed
    summed = any(row.field(cell) is Field.SUM for cell in row.own)
    if _is_broken(table, row, columns):
        return None
    if table.is_loose and not summed and table.end(row.number) != state.list_end and state.list_leaves:
        cells = _placed(table, row, state.list_leaves)
    else:
        cells = [(c, cell) for c in columns if (cell := _under(table, row, c)) and row.field(cell) is not Field.SUM]
    named = next((cell for c, cell in cells if c.field is Field.NAME), None)
    if not summed and (named is None or not is_name(named)):
        return None
    draft = project_of(row.own, cells, state.unit, summed=summed)
    if draft is not None:
        draft.rank = 0 if summed else depth_of(row.own[0].text.strip())
    return draft


def _placed(table: Table, row: Row, leaves: Sequence[Leaf]) -> list[tuple[Column, Cell]]:
    """The cells of a row that lost some of its blank ones."""
    tokens = [Token(cell.text, cell.start, cell.end, row.number, at) for at, cell in enumerate(row.own)]
    placed = place_row(leaves, tokens, table.document.text)
    return [
        (Column(field, leaves[at].unit, leaves[at].aside, leaves[at].source), row.own[token.piece])
        for at, token in placed.items()
        if (field := leaves[at].field) is not None and not token.is_blank
    ]


def _under(table: Table, row: Row, column: Column) -> Cell | None:
    """The cell of a row under a head; a body's name may cover the rows below it."""
    cell = table.at(row.number, column)
    if column.field not in _BODIES:
        return cell if cell is not None and cell.row == row.number else None
    above = row.number
    while cell is None and table.is_loose and above > max(0, row.number - _MOST_COVERED):
        above -= 1
        cell = table.at(above, column)
    return None if cell is not None and head_of(cell.text) else cell


def _is_broken(table: Table, row: Row, columns: Sequence[Column]) -> bool:
    """Whether the document breaks off inside this row: its last cells are missing, those of the row above are not."""
    if len(table.document.text) - row.own[-1].end >= _BROKEN_OFF or row.number + 1 < table.grid.height:
        return False
    return table.at(row.number, columns[-1]) is None and table.at(row.number - 1, columns[-1]) is not None
