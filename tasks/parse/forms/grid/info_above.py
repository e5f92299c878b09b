"""The names of a form whose table begins below them: 项目名称 某项目, 主管部门 某局 实施单位 某站 over the money."""

from __future__ import annotations

from dataclasses import replace

from tasks.parse.document import Cell, Document, Grid
from tasks.parse.forms.labels import LEVELS, MEASURES, Field, label_of, squeeze
from tasks.parse.forms.stream import Token, tokens

_WANTED = frozenset({Field.NAME, Field.UNIT, Field.DEPARTMENT, Field.TOTAL_SCORE, Field.GRADE})
_HEADS = MEASURES | {*LEVELS}
_LINES = 12
_LINE_LENGTH = 100
_LONGEST = 80


def opening_fields(grid: Grid) -> set[Field]:
    """What the labels name in the rows of a table down to its first head of money or of lines."""
    found: dict[int, set[Field]] = {}
    for cell in grid.cells:
        if label := label_of(cell.text):
            found.setdefault(cell.row, set()).add(label.field)
    opening: set[Field] = set()
    for _, fields in sorted(found.items()):
        opening |= fields
        if fields & _HEADS:
            break
    return opening


def info_above(document: Document, index: int, inside: set[Field]) -> dict[Field, Cell]:
    """The names in the short lines right above the table at a place among the blocks.

    Nothing where the table begins with a name itself: what stands above is then another form's, or prose.
    """
    if inside & {Field.NAME, Field.WHOLE_UNIT}:
        return {}
    first = index
    while first and index - first < _LINES:
        above = document.blocks[first - 1]
        if above.grid is not None or len(above.text) > _LINE_LENGTH:
            break
        first -= 1
    if first == index:
        return {}
    stream = tokens(replace(document, blocks=document.blocks[first:index]))
    found: dict[Field, Cell] = {}
    for at, token in enumerate(stream):
        label = token.field
        if label not in _WANTED or label in found:
            continue
        value = _value(stream, at)
        if value:
            text = squeeze(document.text[value[0].start : value[-1].end])
            if len(text) <= _LONGEST:
                found[label] = Cell(text, value[0].start, value[-1].end, value[0].line, 0)
    return found if Field.NAME in found else {}


def _value(stream: list[Token], at: int) -> list[Token]:
    """The words behind a label up to the next one, all of one line: its own or the next."""
    value: list[Token] = []
    for token in stream[at + 1 :]:
        if token.label or token.line - stream[at].line > 1 or (value and token.piece != value[0].piece):
            break
        value.append(token)
    return value
