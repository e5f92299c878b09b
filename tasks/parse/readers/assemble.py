"""Building a `Document` block by block, so that every offset is right by construction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Literal

from tasks.parse.document import Block, Cell, Document, Grid, PageMeta, UnreadableError
from tasks.parse.readers import limits


@dataclass(slots=True)
class DraftCell:
    """A cell before it has a place in the text. Not frozen: pages hold many, and that would double their cost."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    locator: str | None = None


@dataclass(slots=True)
class Assembler:
    """Collects blocks in reading order; blocks are separated by a line break, cells of a row by a tab."""

    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _cells: int = 0

    def prose(
        self, kind: Literal["heading", "paragraph"], text: str, level: int = 0, locator: str | None = None
    ) -> None:
        """Add a heading or a paragraph; empty text adds nothing."""
        if not text:
            return
        start = self._open()
        self._write(text)
        self._blocks.append(Block(kind, start, self._length, text, level=level, locator=locator))

    def table(self, cells: Iterable[DraftCell], caption: str | None = None, locator: str | None = None) -> None:
        """Add a table; a table without any text adds nothing."""
        ordered = sorted(cells, key=attrgetter("row", "column"))
        if not any(cell.text for cell in ordered):
            return
        self._cells += len(ordered)
        if self._cells > limits.MAX_CELLS:
            raise UnreadableError("unsupported", f"more than {limits.MAX_CELLS} cells")
        start = self._open()
        first = len(self._parts)
        placed = self._place(ordered)
        height = max(cell.row + cell.row_span for cell in placed)
        width = max(cell.column + cell.column_span for cell in placed)
        grid = Grid(height, width, tuple(placed), caption)
        text = "".join(self._parts[first:])
        self._blocks.append(Block("table", start, self._length, text, grid=grid, locator=locator))

    def _place(self, ordered: list[DraftCell]) -> list[Cell]:
        placed: list[Cell] = []
        above = ordered[0].row
        for row, group in groupby(ordered, key=attrgetter("row")):
            self._write("\n" * (row - above))
            above, start, texts = row, self._length, []
            for cell in group:
                text, end = cell.text, start + len(cell.text)
                if end > limits.MAX_CHARACTERS:
                    raise _too_long()
                placed.append(Cell(text, start, end, row, cell.column, cell.row_span, cell.column_span, cell.locator))
                texts.append(text)
                start = end + 1
            self._write("\t".join(texts))
        return placed

    def document(
        self,
        *,
        reader: str,
        format_name: str,
        charset: str | None = None,
        meta: PageMeta | None = None,
        notes: Iterable[str] = (),
    ) -> Document:
        """The finished document; raises `UnreadableError("empty", ...)` where nothing was added."""
        if not self._blocks:
            raise UnreadableError("empty", f"no text in this {format_name} file")
        return Document(
            "".join(self._parts),
            tuple(self._blocks),
            reader,
            format_name,
            charset,
            meta or PageMeta(),
            tuple(notes),
        )

    def _open(self) -> int:
        if self._blocks:
            self._write("\n")
        return self._length

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        if self._length > limits.MAX_CHARACTERS:
            raise _too_long()


def _too_long() -> UnreadableError:
    """A workbook may show one long shared string in each of its cells."""
    return UnreadableError("unsupported", f"more than {limits.MAX_CHARACTERS} characters")
