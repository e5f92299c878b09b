"""What pages of print become before they are a document, from a PDF's characters or a scan's: lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby

from tasks.parse.document import Document
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.edges import nearest, united
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.printed_lines import Line, Paragraphs, groups, running_heads
from tasks.parse.readers.rules import Box
from tasks.parse.readers.words import join_lines

_EDGE = 3.0  # points by which the rules of one table may miss each other


_FIGURE = re.compile(r"[<>=≤≥]{0,2}\s*\d[\d,.]*\s*(?:[%％‰].{0,2}|[^\d\s]{0,3})$")
# A row of its own: what it adds up, a note, or the whole name of a level.
_BEGINS = re.compile(r"合\s*计|总\s*分|总\s*计|小\s*计|其中|注[:：]|项目|主管|.{2,12}指标$|.{2,8}指标[(（]")


@dataclass(slots=True)
class Table:
    """A table of one page, or of several once they are joined; `edges` are those of its columns.

    Of a table without rules, `rest` says by column where the last line of the last row ends, and `goes_on` whether the
    first row is the rest of the last one on the page before.
    """

    cells: list[DraftCell]
    edges: list[float]
    page: int
    top: float = 0.0
    is_ruled: bool = True
    rest: dict[int, float] = field(default_factory=dict)
    goes_on: bool = False

    @property
    def height(self) -> int:
        """The number of its rows."""
        return max(cell.row + cell.row_span for cell in self.cells)

    def row(self, number: int) -> list[str]:
        """The texts of the cells that begin in a row."""
        return [cell.text for cell in self.cells if cell.row == number]


def table_of(boxes: list[Box], texts: list[str], page: int) -> Table | None:
    """A grid from the boxes of the cells: a box that reaches over several columns or rows is a merged cell."""
    columns = united((edge for box in boxes for edge in (box[0], box[2])), _EDGE)
    rows = united((edge for box in boxes for edge in (box[1], box[3])), _EDGE)
    cells = []
    for box, text in zip(boxes, texts, strict=True):
        left, right = nearest(columns, box[0]), nearest(columns, box[2])
        top, bottom = nearest(rows, box[1]), nearest(rows, box[3])
        if right > left and bottom > top:
            cells.append(DraftCell(text, top, left, bottom - top, right - left, f"page {page}"))
    return Table(cells, columns, page, min(box[1] for box in boxes)) if any(cell.text for cell in cells) else None


def assemble(pieces: list[Line | Table], notes: Iterable[str], reader: str, format_name: str) -> Document:
    """The pieces of all pages as a document: lines joined to paragraphs, tables over page breaks to one."""
    running = running_heads(piece for piece in pieces if isinstance(piece, Line))
    pieces = _joined([piece for piece in pieces if isinstance(piece, Table) or piece not in running])
    paragraphs = Paragraphs([piece for piece in pieces if isinstance(piece, Line)])
    out = Assembler()
    for is_table, run in groupby(pieces, key=lambda piece: isinstance(piece, Table)):
        if is_table:
            for table in run:
                if isinstance(table, Table):
                    out.table(table.cells, locator=f"page {table.page}")
            continue
        for lines in groups((line for line in run if isinstance(line, Line)), paragraphs):
            text = join_lines([line.text for line in lines])
            level = heading_level(text) or (1 if is_title(text) else 0)
            out.prose("heading" if level else "paragraph", text, level=level, locator=f"page {lines[0].page}")
    return out.document(reader=reader, format_name=format_name, notes=notes)


def _joined(pieces: list[Line | Table]) -> list[Line | Table]:
    """Tables that go on over a page break, as one: the next page begins with a table of the same columns.

    Heads that are printed again are left out. A form whose printed words are those of the one before stands by itself.
    """
    joined: list[Line | Table] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if isinstance(piece, Table) and isinstance(before, Table) and _goes_on(before, piece):
            if heads := _repeated(before, piece):
                piece.cells = [replace(cell, row=cell.row - heads) for cell in piece.cells if cell.row >= heads]
            piece.goes_on = piece.goes_on or (piece.is_ruled and _is_rest(before, piece))
            _append(before, piece)
            continue
        joined.append(piece)
    return joined


def _is_rest(before: Table, after: Table) -> bool:
    """Whether a page's first row is the rest of the last one before it: words under words, nothing under its values."""
    height = before.height
    last = {cell.column: cell.text for cell in before.cells if cell.row + cell.row_span == height and cell.text}
    first = {cell.column: cell.text for cell in after.cells if cell.row == 0 and cell.text}
    values = sum(bool(_FIGURE.match(text)) for column, text in last.items() if column not in first)
    words = first.keys() <= last.keys() and not any(_FIGURE.match(t) or _BEGINS.match(t) for t in first.values())
    return bool(first) and values > 1 and words


def _append(before: Table, after: Table) -> None:
    """Put the rows of a table under those of another; a row that a page break cut is put together."""
    height = before.height
    before.edges, before.rest = after.edges, after.rest
    if not after.goes_on:
        before.cells += [replace(cell, row=cell.row + height) for cell in after.cells]
        return
    upper = {cell.column: cell for cell in before.cells if cell.row + cell.row_span == height}
    for cell in after.cells:
        if cell.row == 0 and cell.column in upper:
            upper[cell.column].text = join_lines([upper[cell.column].text, cell.text])
        else:
            before.cells.append(replace(cell, row=cell.row + height - 1))


def _goes_on(before: Table, after: Table) -> bool:
    edges, others = (t.edges if t.is_ruled else t.edges[:-1] for t in (before, after))
    if not after.is_ruled:
        others = others[: len(edges)]
    same = len(edges) == len(others) and all(abs(a - b) <= 2 * _EDGE for a, b in zip(edges, others, strict=True))
    same = same and before.is_ruled == after.is_ruled
    last_page = max(int((cell.locator or "0").split()[-1]) for cell in before.cells)
    if not same or after.page != last_page + 1:
        return False
    heads = _repeated(before, after)
    if not heads or not after.is_ruled:
        return not heads
    ends = all(cell.row >= heads or cell.row + cell.row_span <= heads for cell in after.cells)
    return ends and heads < min(before.height, after.height) and before.row(heads)[:1] != after.row(heads)[:1]


def _repeated(before: Table, after: Table) -> int:
    """How many rows both begin with."""
    heads = 0
    while heads < min(before.height, after.height) and before.row(heads) == after.row(heads):
        heads += 1
    return heads
