"""Lists of projects whose table was lost: a line of heads, or a head a line, and then row by row their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.flow_money import settle
from tasks.parse.forms.flow_state import Flow
from tasks.parse.forms.labels import INFO, MEASURES, RATES, Field, Label
from tasks.parse.forms.listing import FIGURES, guessed_head, is_unknown_head, project_of
from tasks.parse.forms.stream import Token
from tasks.parse.forms.units import unit_above, unit_of

_HEADS = INFO | FIGURES | {Field.OTHER_COLUMN, Field.REASON, Field.TOTAL, Field.SUM}
_MOST_HEADS = 12
_MOST_ROWS = 500
_GRADE = re.compile(r"[优良中差][秀好等]?|合格|及格|不合格|较差")
_ORDINAL = re.compile(r"\d{1,3}")


def list_block(flow: Flow, at: int) -> int:
    """Read a list that begins at a head 项目名称; gives the place behind it, or `at` where there is none."""
    columns, first = _columns(flow, at)
    if not columns:
        return at
    numbered = at > 0 and flow.field(at - 1) is Field.OTHER_COLUMN
    unit = unit_above(flow.document, flow.tokens[at].start)
    drafts: list[Draft] = []
    while first < len(flow.tokens) and len(drafts) < _MOST_ROWS:
        row = _row(flow, columns, first, numbered=numbered)
        if not row:
            break
        own = [token for _, token in row]
        cells = [
            (Column(label.field, 0, 0, unit_of(label, "column"), label.aside), token.cell)
            for label, token in row
            if label is not None and not token.is_blank
        ]
        draft = project_of([_cell(token) for token in own], cells, unit, summed=False)
        ordinal, first = flow.tokens[first].plain, flow.tokens.index(own[-1], first) + 1
        if numbered and len(row) < len(columns):
            first = _next_ordinal(flow, first, ordinal, len(columns) - len(row))
        if draft is not None:
            drafts.append(draft)
    if not drafts:
        return at
    settle(flow)
    head = flow.open(flow.tokens[at])
    for draft in drafts:
        draft.context, draft.year = head.context, head.year
    flow.drafts.extend(drafts)
    flow.draft = None
    return first


def _next_ordinal(flow: Flow, at: int, ordinal: str, lost: int) -> int:
    """Where the row after one that lost an empty cell begins: behind the cells that stood to the right of it."""
    following = str(int(ordinal) + 1) if _ORDINAL.fullmatch(ordinal) else None
    ahead = range(at, min(at + lost + 1, len(flow.tokens)))
    return next((place for place in ahead if flow.tokens[place].plain == following), at)


def _cell(token: Token) -> Cell:
    return Cell(token.text, token.start, token.end, token.line, 0)


def _columns(flow: Flow, at: int) -> tuple[list[Label | None], int]:
    """The heads from `at` on (None for one whose meaning nobody knows), and the place behind the last."""
    heads: list[Label | None] = []
    known = 0
    for place in range(at, min(at + _MOST_HEADS, len(flow.tokens))):
        token = flow.tokens[place]
        label = token.label or guessed_head(token.text)
        if label is not None and label.field in _HEADS:
            heads.append(label)
            known = len(heads)
        elif label is None and is_unknown_head(token.text):
            heads.append(None)
        else:
            break
    heads = heads[:known]
    fields = [label.field for label in heads if label is not None]
    figures = sum(field in FIGURES for field in fields)
    if len(heads) < 3 or not figures or fields.count(Field.NAME) != 1 or len(fields) * 2 < len(heads):
        return [], at
    return heads, at + known


def _row(flow: Flow, columns: Sequence[Label | None], at: int, *, numbered: bool) -> list[tuple[Label | None, Token]]:
    """The cells of the row that begins at a place; cells may be lost at its end only."""
    row: list[tuple[Label | None, Token]] = []
    if numbered:
        if at >= len(flow.tokens) or not _ORDINAL.fullmatch(flow.tokens[at].plain):
            numbered = False
        else:
            at += 1
    for column, label in enumerate(columns):
        token = flow.tokens[at + column] if at + column < len(flow.tokens) else None
        if token is None or not _fits(label, token):
            rest = columns[column:]
            lost = all(other is None or other.field in _LOSABLE for other in rest)
            if not lost or not any(other is not None and other.field in FIGURES for other, _ in row):
                return []
            break
        row.append((label, token))
    return row


_LOSABLE = frozenset({Field.GRADE, Field.REASON, Field.OTHER_COLUMN, Field.OTHER, Field.PROBLEMS, Field.SUGGESTIONS})


def _fits(label: Label | None, token: Token) -> bool:
    if token.label is not None and token.field is not Field.BAND:
        return False
    if label is None or token.is_blank:
        return True
    if label.field in MEASURES:
        return token.is_number or token.is_money
    if label.field in RATES:
        return token.is_number or token.is_percent
    if label.field in (Field.POINTS, Field.TOTAL_SCORE):
        return token.is_number
    if label.field is Field.GRADE:
        return bool(_GRADE.fullmatch(token.plain))
    if label.field is Field.OTHER_COLUMN:
        return not _GRADE.fullmatch(token.plain)
    return not (token.is_number or token.is_percent or token.is_money or _GRADE.fullmatch(token.plain))
