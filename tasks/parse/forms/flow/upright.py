"""Score tables that a converter printed column by column: all names, then their weights, then their points."""

from __future__ import annotations

from itertools import islice, takewhile

from tasks.parse.forms.draft import line_of
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, Field
from tasks.parse.forms.row import fits
from tasks.parse.forms.stream import Token

_COLUMNS = (LEVELS[2], Field.WEIGHT, Field.POINTS)
_FEWEST, _MOST = 3, 60


def upright_block(flow: Flow, at: int) -> int:
    """Read such a table whose head of the third level stands at a place; gives the place behind it, or `at`."""

    def is_name(token: Token) -> bool:
        return token.field not in INDICATOR_COLUMNS and fits(LEVELS[2], token, {})

    height = 1 + len(list(takewhile(is_name, islice(flow.tokens, at + 1, at + 2 + _MOST))))
    end = at + height * len(_COLUMNS)
    columns = [flow.tokens[top : top + height] for top in range(at, end, height)]
    heads = tuple(column[0].field for column in columns if column)
    more = end < len(flow.tokens) and flow.tokens[end].is_number
    if not _FEWEST < height <= _MOST + 1 or heads != _COLUMNS or len(columns[-1]) < height or more:
        return at
    rows = [dict(zip(_COLUMNS, cells, strict=True)) for cells in zip(*(column[1:] for column in columns), strict=True)]
    if not all(row[field].is_number and fits(field, row[field], row) for row in rows for field in _COLUMNS[1:]):
        return at
    draft = flow.open(flow.tokens[at])
    draft.columns |= {*_COLUMNS}
    draft.lines += [line_of({field: token.cell for field, token in row.items()}, None, None) for row in rows]
    draft.cover(flow.tokens[at].start, flow.tokens[end - 1].end)
    return end
