"""Score tables that a converter printed column by column: all names, then their weights, then their points."""

from __future__ import annotations

from itertools import islice, takewhile

from tasks.parse.document import Cell
from tasks.parse.forms.draft import line_of
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, Field
from tasks.parse.forms.row import fits
from tasks.parse.forms.stream import Token

_FEWEST, _MOST = 3, 60


def upright_block(flow: Flow, at: int) -> int:
    """Read such a table whose head of the third level stands at a place; gives the place behind it, or `at`."""

    def is_name(token: Token) -> bool:
        return token.field not in INDICATOR_COLUMNS and fits(LEVELS[2], token, {})

    names = list(takewhile(is_name, islice(flow.tokens, at + 1, at + 2 + _MOST)))
    if not _FEWEST <= len(names) <= _MOST:
        return at
    columns: dict[Field, list[Token]] = {}
    end = at + 1 + len(names)
    for field in (Field.WEIGHT, Field.POINTS):
        values = flow.tokens[end + 1 : end + 1 + len(names)]
        if flow.field(end) is not field or len(values) < len(names):
            return at
        rows: list[dict[Field, Token]] = [{} for _ in names]
        for row, weight in zip(rows, columns.get(Field.WEIGHT, ()), strict=False):
            row[Field.WEIGHT] = weight
        if not all(value.is_number and fits(field, value, row) for value, row in zip(values, rows, strict=True)):
            return at
        columns[field] = values
        end += 1 + len(names)
    if end < len(flow.tokens) and flow.tokens[end].is_number:
        return at
    draft = flow.open(flow.tokens[at])
    draft.columns |= {LEVELS[2], *columns}
    for number, name in enumerate(names):
        cells: dict[Field, Cell] = {LEVELS[2]: name.cell}
        cells |= {field: values[number].cell for field, values in columns.items()}
        draft.lines.append(line_of(cells, None, None))
    draft.cover(flow.tokens[at].start, flow.tokens[end - 1].end)
    return end
