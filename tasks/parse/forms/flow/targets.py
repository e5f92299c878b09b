"""Lists of projects with their goals (see `grid.targets`) that were lost: a project begins before a first level."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tasks.parse.forms.draft import Amount
from tasks.parse.forms.flow.heads import rows_under
from tasks.parse.forms.flow.lines import lines_end, lines_head
from tasks.parse.forms.flow.money import settle
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import INFO, LEVELS, MEASURES, SECTIONS, Field
from tasks.parse.forms.levels import first_level
from tasks.parse.forms.listing.projects import is_name
from tasks.parse.forms.stream import Token, is_level
from tasks.parse.forms.units import unit_of

_BODIES = (Field.WHOLE_UNIT, Field.UNIT, Field.DEPARTMENT)
_BEFORE_LEVELS = INFO | MEASURES | SECTIONS | {Field.OTHER_COLUMN}
_MOST_HEADS = 10
_MOST_PROJECTS = 300


def targets_block(flow: Flow, at: int) -> int:
    """Read such a list, whose head 项目名称 stands at a place; gives the place behind it, or `at` if there is none."""
    first, levels = at, at + 1
    while first and at - first < _MOST_HEADS and flow.field(first - 1) in _BODIES:
        first -= 1
    while levels - first < _MOST_HEADS and flow.field(levels) in _BEFORE_LEVELS:
        levels += 1
    heads = flow.tokens[first:levels]
    block = lines_head(flow, levels) if flow.field(levels) is LEVELS[0] and len(heads) > 1 else None
    if block is None:
        return at
    end = lines_end(flow, block.body)
    begins = [
        place - len(heads)
        for place in range(block.body + len(heads), end)
        if first_level(flow.tokens[place].text) and _is_project(heads, flow.tokens[place - len(heads) : place])
    ][:_MOST_PROJECTS]
    if not begins or begins[0] != block.body:
        return at
    flow.draft = None
    for begin, until in pairwise([*begins, end]):
        settle(flow)
        draft = flow.open(flow.tokens[begin])
        for head, cell in zip(heads, flow.tokens[begin : begin + len(heads)], strict=True):
            field, label = head.field, head.label
            if field in MEASURES and field is not None and label is not None:
                draft.amounts.append(Amount(field, Field.TOTAL, cell.cell, unit_of(label, "column") or flow.unit))
            elif field in (Field.NAME, *_BODIES) and field is not None:
                draft.inform(field, cell.cell, head.text)
        named, draft.lines = rows_under(flow, block.columns, begin + len(heads), until, lined=block.lined)
        draft.columns = {*named}
        draft.cover(flow.tokens[begin].start, flow.tokens[until - 1].end)
        flow.draft = None
    return end


def _is_project(heads: Sequence[Token], cells: Sequence[Token]) -> bool:
    """Whether the cells before a level are those of the heads before the levels."""
    return all(
        cell.is_number or cell.is_money
        if head.field in MEASURES
        else not is_level(cell) and (head.field is not Field.NAME or is_name(cell.cell))
        for head, cell in zip(heads, cells, strict=True)
    )
