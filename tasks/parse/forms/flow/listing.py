"""Lists of projects whose table was lost: a line of heads, or a head a line, and then row by row their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column
from tasks.parse.forms.flow.money import settle
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import INFO, MEASURES, RATES, SOURCES, Field, Label
from tasks.parse.forms.listing.heads import (
    FIGURES,
    Leaf,
    head_of,
    is_list,
    is_unknown_head,
    leaves_of,
    opens_list,
    with_name,
)
from tasks.parse.forms.listing.projects import project_of
from tasks.parse.forms.listing.rows import Placed, fits, place_row
from tasks.parse.forms.stream import Token
from tasks.parse.forms.units import unit_above
from tasks.parse.record import record

_HEADS = INFO | FIGURES | SOURCES | {Field.OTHER_COLUMN, Field.REASON, Field.SUM, Field.SECTION_FUNDS}
_MOST_HEADS = 24
_LONGEST_HEAD = 24
_MOST_ROWS = 500
_LAST = re.compile(r"合\s*计|总\s*计|小\s*计|注[:：]|备注[:：]|说明[:：]|[一二三四五六七八九十]{1,2}、")
_LOSABLE = frozenset({Field.GRADE, Field.REASON, Field.OTHER_COLUMN, Field.OTHER, Field.PROBLEMS, Field.SUGGESTIONS})


@record
class _Head:
    """The head of a list: its columns, the place of its first row, and whether the rows are numbered."""

    leaves: tuple[Leaf, ...]
    first: int
    body: int
    numbered: bool


@record
class _ListRow:
    """The cells of a row by their columns, and all its tokens."""

    placed: Placed
    own: Sequence[Token]


def list_block(flow: Flow, at: int) -> int:
    """Read a list with a head 序号 or 项目名称 at a place; gives the place behind it, or `at` where there is none."""
    head = _numbered_head(flow, at) if opens_list(flow.tokens[at].text) else _plain_head(flow, at)
    if head is None:
        return at
    rows = _numbered_rows(flow, head) if head.numbered else _plain_rows(flow, head)
    if not rows:
        return at
    unit = unit_above(flow.document, flow.tokens[head.first].start)
    drafts = []
    for row in rows:
        cells = [
            (Column(leaf.field, leaf.unit, leaf.aside, leaf.source), token.cell)
            for column, token in sorted(row.placed.items())
            if (leaf := head.leaves[column]).field is not None and not token.is_blank
        ]
        own = [Cell(token.text, token.start, token.end, token.line, 0) for token in row.own]
        if (draft := project_of(own, cells, unit, summed=False)) is not None:
            drafts.append(draft)
    if not drafts:
        return at
    settle(flow)
    opened = flow.open(flow.tokens[head.first])
    words = "".join(token.text for token in flow.tokens[head.first : head.body])
    for draft in drafts:
        draft.context, draft.year = opened.context + words, opened.year
    flow.drafts.extend(drafts)
    flow.draft = None
    return flow.tokens.index(rows[-1].own[-1], head.body) + 1


# Heads


def _numbered_head(flow: Flow, at: int) -> _Head | None:
    """The head between 序号 and the first 1: all that stands there is a head, known or not."""
    heads: list[Token] = []
    for token in flow.tokens[at + 1 : at + 2 + _MOST_HEADS]:
        if token.plain == "1":
            leaves = _leaves(heads)
            return _Head(tuple(leaves), at, at + 1 + len(heads), numbered=True) if is_list(leaves) else None
        if token.is_number or token.is_money or token.is_percent or len(token.text) > _LONGEST_HEAD:
            return None
        heads.append(token)
    return None


def _plain_head(flow: Flow, at: int) -> _Head | None:
    """The head around 项目名称 that is made of known heads, of such as read like heads, and is mostly known."""

    def is_head(place: int) -> bool:
        token = flow.tokens[place]
        if len(token.text) > _LONGEST_HEAD:
            return False
        label = head_of(token.text)
        return label.field in _HEADS if label is not None else is_unknown_head(token.text)

    first, end = at, at + 1
    while first and at - first < _MOST_HEADS and is_head(first - 1) and not opens_list(flow.tokens[first].text):
        first -= 1
    while end < len(flow.tokens) and end - first < _MOST_HEADS and is_head(end):
        end += 1
    if opens_list(flow.tokens[first].text):
        # The ordinals are lost.
        first += 1
    while end > at + 1 and head_of(flow.tokens[end - 1].text) is None:
        end -= 1
    leaves = _leaves(flow.tokens[first:end])
    known = sum(leaf.field is not None for leaf in leaves)
    if len(leaves) < 3 or not is_list(leaves) or known * 2 < len(leaves):
        return None
    return _Head(tuple(leaves), first, end, numbered=False)


def _leaves(heads: Sequence[Token]) -> list[Leaf]:
    texts = [token.text for token in heads]
    labels: Sequence[Label | None] = with_name([head_of(text) for text in texts], texts)
    below = next((at for at, label in enumerate(labels) if at and _is_below(labels, at)), len(labels))
    return leaves_of(labels[:below], labels[below:])


def _is_below(labels: Sequence[Label | None], at: int) -> bool:
    """Whether the heads from a place on stand under those before it: sums and sources behind measures and others."""
    label = labels[at]
    above = {other.field for other in labels[:at] if other is not None}
    if label is None or Field.NAME not in above:
        return False
    if label.field in MEASURES | RATES:
        return Field.SECTION_FUNDS in above and labels[at - 1] is not None
    if label.field not in SOURCES | {Field.SUM}:
        return False
    # One group of sources right behind its measure stands beside it.
    return len([1 for other in labels[at:] if other is not None and other.field is label.field]) > 1


# Rows


def _numbered_rows(flow: Flow, head: _Head) -> list[_ListRow]:
    rows: list[_ListRow] = []
    at = head.body
    while len(rows) < _MOST_ROWS and at < len(flow.tokens):
        row, at = _numbered_row(flow, head, at, len(rows) + 1)
        if row is None:
            break
        rows.append(row)
    return rows


def _numbered_row(flow: Flow, head: _Head, at: int, number: int) -> tuple[_ListRow | None, int]:
    """The row behind its number, up to the next number or as far as cells go."""
    longest = at + 1 + len(head.leaves)
    following = [
        place
        for place in range(at + 2, min(longest + 1, len(flow.tokens)))
        if flow.tokens[place].plain == str(number + 1)
    ]
    ends = following or list(range(min(longest, len(flow.tokens)), at + 2, -1))
    for end in ends:
        own = list(takewhile(lambda t: not _LAST.match(t.plain), flow.tokens[at + 1 : end]))
        if own and (placed := place_row(head.leaves, own, flow.document.text)):
            return _ListRow(placed, own), end if following else len(flow.tokens)
    return None, at


def _plain_rows(flow: Flow, head: _Head) -> list[_ListRow]:
    """Rows that no numbers part: cells may be lost at their ends only."""
    rows: list[_ListRow] = []
    at = head.body
    while len(rows) < _MOST_ROWS:
        own: list[Token] = []
        for leaf in head.leaves:
            token = flow.tokens[at + len(own)] if at + len(own) < len(flow.tokens) else None
            if token is None or (token.label is not None and token.field is not Field.BAND) or not fits(leaf, token):
                break
            own.append(token)
        lost = head.leaves[len(own) :]
        placed = dict(enumerate(own))
        figures = any(head.leaves[column].field in FIGURES for column in placed)
        if not figures or not all(leaf.field is None or leaf.field in _LOSABLE for leaf in lost):
            break
        rows.append(_ListRow(placed, own))
        at += len(own)
    return rows
