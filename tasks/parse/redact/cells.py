"""Names and phones in the cells beside and below personal labels of forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.parse.document import Cell, Grid
from tasks.parse.numbers.folding import fold
from tasks.parse.redact.figures import PHONE_IN_CELL
from tasks.parse.redact.labels import HOME_LABEL, LABEL_TAIL, PERSON, PERSON_IN_TEXT, PHONE_LABEL, ROLE
from tasks.parse.redact.masking import Span
from tasks.parse.redact.names import NAME, SHORT_NAME, is_name, may_be_name, squeezed

_PERSON_CELL = re.compile(rf"(?:{PERSON}){LABEL_TAIL}:?")
_PHONE_CELL = re.compile(rf".{{0,12}}(?:{PHONE_LABEL}):?")
_HOME_CELL = re.compile(rf"(?:{HOME_LABEL}):?")
_COLUMN_HEAD = re.compile(rf"(?:评价人员?|专家)?姓名|签[字名]|(?:{PERSON}){LABEL_TAIL}")
_MARKS_A_CELL = re.compile(rf"{PERSON_IN_TEXT}|电话|手机|联系方式|传真|住址|家庭地址")
_CELL_NAME = re.compile(
    rf"(?<![一-龥])(?:{NAME}|[一-龥]{{2,5}}(?:·[一-龥]{{2,6}}){{1,3}})(?![一-龥·])|(?<![一-龥]){SHORT_NAME}(?={ROLE}|同志|联系|电话)"
)
_LONE_WORD = re.compile(r"(?<![一-龥·])[一-龥](?:[一-龥]{1,2}| {1,3}[一-龥])(?![一-龥·:])")


def in_grid(text: str, grid: Grid) -> Iterator[Span]:
    """Names and phones in the cells beside and below personal labels."""
    if _MARKS_A_CELL.search(squeezed(fold("".join(cell.text for cell in grid.cells)))) is None:
        return
    rows = grid.rows()
    heads: dict[int, int] = {}
    for cell in grid.cells:
        said = squeezed(fold(cell.text))
        if _MARKS_A_CELL.search(said) is None:
            continue
        right = _right_of(rows, cell)
        if right is not None:
            if _PERSON_CELL.fullmatch(said):
                yield from _person_cell(text, right, alone=True)
            if _PHONE_CELL.fullmatch(said):
                yield from _matches(PHONE_IN_CELL, text, right)
            if _HOME_CELL.fullmatch(said) and not _is_head(right):
                yield right.start, right.end
        if _COLUMN_HEAD.fullmatch(said) and right is not None and _is_head(right):
            heads[cell.column] = cell.row
    for column, row in heads.items():
        for below in _below(rows, row, column):
            yield from _person_cell(text, below, alone=below.row == row + 1)


def _right_of(rows: list[list[Cell | None]], cell: Cell) -> Cell | None:
    column = cell.column + cell.column_span
    return rows[cell.row][column] if cell.row < len(rows) and column < len(rows[cell.row]) else None


def _is_head(cell: Cell) -> bool:
    """Whether the cell beside a label is a head too (姓名 | 职务 | 单位), so that persons stand below."""
    return (
        re.search(
            r"职务|职称|单位|部门|签|姓名|电话|评分|分工|专业|身份证|金额|序号|备注|日期|时间|[住地]址|年龄|性别|人数|原因",
            cell.text,
        )
        is not None
    )


def _below(rows: list[list[Cell | None]], row: int, column: int) -> Iterator[Cell]:
    """The cells below a head, down to the first that holds neither a name nor nothing."""
    for line in rows[row + 1 :]:
        cell = line[column]
        if cell is None or not cell.text.strip():
            continue
        if len(squeezed(cell.text)) > 10:
            return
        yield cell


def _person_cell(text: str, cell: Cell, *, alone: bool) -> Iterator[Span]:
    """The names in a cell of persons, where a name stands alone or before its role, and the phones beside them.

    With `alone` the cell is that of one label, and a short word in it is a name whatever its first character.
    """
    folded = fold(text[cell.start : cell.end])
    for match in _CELL_NAME.finditer(folded):
        if is_name(squeezed(match[0])):
            yield cell.start + match.start(), cell.start + match.end()
    if alone:
        words = [word.span() for word in _LONE_WORD.finditer(folded) if may_be_name(squeezed(word[0]))]
        yield from ((cell.start + first, cell.start + last) for first, last in words)
    yield from _matches(PHONE_IN_CELL, text, cell)


def _matches(pattern: re.Pattern[str], text: str, cell: Cell) -> Iterator[Span]:
    for match in pattern.finditer(fold(text[cell.start : cell.end])):
        yield cell.start + match.start(), cell.start + match.end()
