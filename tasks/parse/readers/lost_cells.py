"""Tables of pages and files whose rows have lost the cells that a row span covered.

Programs that make tables out of the text of a form give each line of it a row. Such a row has fewer cells than the head
above it, as text versions drop the cells under a row span, and what it has stands too far left. Cells whose places the
words of the head tell are put there; the grid is then a loose one, as in a text file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise, starmap

from tasks.parse.document import Block, Cell, Document, Grid
from tasks.parse.readers.columns import columns_under_heads, find_header, is_number
from warehouse.script import PINYIN, simplified

_FEWEST_CELLS = 3
_LEVELS = 2
_LONGEST_NAME = 40
_LEVEL_HEAD = re.compile(r"([一二三])\s*[级級](?:\s*指|$)")
_LEVEL_NAME = re.compile(
    r"(?:(?P<first>产出|效益|满意度)|(?:数量|质量|时效|(?:经济|社会|生态)效益|可持续影响|服务对象满意度))(?:指标)?"
)


def with_lost_cells(document: Document) -> Document:
    """The document with its tables that lost cells laid anew."""
    blocks = tuple(_laid_anew(block) for block in document.blocks)
    return document if blocks == document.blocks else replace(document, blocks=blocks)


def _laid_anew(block: Block) -> Block:
    if block.grid is None or block.grid.is_loose:
        return block
    rows = _rows(block.grid)
    if rows is None or len({len(row) for row in rows if row}) < 2:
        return block
    words = [[cell.text for cell in row] for row in rows]
    placed = columns_under_heads(words)
    if not (
        any(map(_is_moved, placed)) or any(starmap(_lacks_its_corner, pairwise(words))) or _lack_their_levels(words)
    ):
        return block
    cells = tuple(
        replace(cell, column=column, column_span=1)
        for row, columns in zip(rows, placed, strict=True)
        for column, cell in zip(columns or range(len(row)), row, strict=True)
    )
    width = max(cell.column for cell in cells) + 1
    return replace(block, grid=Grid(len(rows), width, cells, block.grid.caption, is_loose=True))


def _is_moved(columns: Sequence[int] | None) -> bool:
    """Whether cells stand elsewhere than they were put; a label and its value may seem so under any head."""
    return columns is not None and len(columns) >= _FEWEST_CELLS and tuple(columns) != tuple(range(len(columns)))


def _lacks_its_corner(head: Sequence[str], row: Sequence[str]) -> bool:
    """Whether a head of amounts stands over the names of a row, and its second over the first amount."""
    header = find_header(head, last=0)
    if header is None or header.kinds[0] != "amount" or len(row) < _FEWEST_CELLS:
        return False
    return bool(row[0].strip()) and not is_number(row[0]) and is_number(row[1])


def _lack_their_levels(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a row begins with a level's name that the head above has further right (数量指标 under 绩效指标)."""
    heads: dict[str, int] = {}
    for row in rows:
        levels = {match[1]: at for at, cell in enumerate(row) if (match := _LEVEL_HEAD.match(cell.strip()))}
        if len(levels) >= _LEVELS:
            heads = levels
        elif heads and len(row) > 1 and heads.get(_level_of(row[0]), 0) > 0:
            return True
    return False


def _level_of(cell: str) -> str:
    found = _LEVEL_NAME.fullmatch(_plain(cell))
    return "" if found is None else "一" if found.lastgroup == "first" else "二"


def _plain(cell: str) -> str:
    return simplified(PINYIN.sub("", "".join(cell.split()))) if len(cell) <= _LONGEST_NAME else ""


def _rows(grid: Grid) -> list[Sequence[Cell]] | None:
    """The rows without the blank cells at their ends; None where cells are merged or missing but at the ends."""
    rows: list[Sequence[Cell]] = [()] * grid.height
    for number, found in groupby(grid.cells, key=lambda cell: cell.row):
        row = list(found)
        if any(cell.row_span > 1 for cell in row):
            return None
        while row and not row[-1].text.strip():
            row.pop()
        if any(cell.column != at for at, cell in enumerate(row)):
            return None
        rows[number] = row
    return rows
