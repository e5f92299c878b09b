"""Lines and cells of plain text by their places: what the finders of tables in text work with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.document import Block, Cell, Grid
from tasks.parse.readers.words import join_lines
from tasks.parse.record import record

# Converters leave this where a picture stood, often glued to the label beside it.
_IMAGE = re.compile(r"\s*\[image:[^\]\n]{0,80}\]\s*")


@record
class Line:
    """A line of a text: its place without the line break, and its characters."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it but white space; a tab alone is an empty cell, not a blank line."""
        return not self.text.strip() and "\t" not in self.text


@record
class Span:
    """The place of one cell; `column` is set where the columns of a row are known."""

    start: int
    end: int
    column: int | None = None


@record
class Found:
    """What a finder made of the lines from where it looked up to `next_line`: a table, or nothing."""

    block: Block | None
    next_line: int


def split_lines(text: str) -> list[Line]:
    """The lines of `text`, the last one included even if no line break follows."""
    lines = []
    start = 0
    for piece in text.split("\n"):
        lines.append(Line(start, start + len(piece), piece))
        start += len(piece) + 1
    return lines


def cell_text(text: str, span: Span) -> str:
    """What stands in a cell, on one line."""
    return join_lines(text[span.start : span.end].split("\n"))


def trimmed(text: str, start: int, end: int, column: int | None = None) -> Span:
    """The span without the white space and the picture marks at its ends."""
    while True:
        before = (start, end)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        mark = _IMAGE.match(text, start, end)
        if mark:
            start = mark.end()
        last = text.rfind("[image:", start, end) if end > start and text[end - 1] == "]" else -1
        if last >= 0 and _IMAGE.fullmatch(text, last, end):
            end = last
        if (start, end) == before:
            return Span(start, max(start, end), column)


def table_block(text: str, rows: Sequence[Sequence[Span]]) -> Block:
    """A table of the given cells; a cell stands in its own column, or next to the one before it."""
    cells: list[Cell] = []
    width = 1
    for number, row in enumerate(rows):
        next_column = 0
        for span in row:
            column = span.column if span.column is not None else next_column
            cells.append(Cell(cell_text(text, span), span.start, span.end, number, column))
            next_column = column + 1
        width = max(width, next_column)
    filled = [cell for cell in cells if cell.end > cell.start] or cells
    start, end = min(cell.start for cell in filled), max(cell.end for cell in filled)
    return Block("table", start, end, text[start:end], grid=Grid(len(rows), width, tuple(cells), is_loose=True))
