"""The shape into which every reader brings a file: one text, and blocks that stand at spans of it.

A reader turns bytes into a `Document`; everything after it works on this shape alone and never asks which
format a document had. All offsets are character positions in `Document.text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from tasks.parse.record import record


@record
class Cell:
    """A cell of a grid at its upper left corner; merged cells stand once, with the spans they cover.

    `text` has its line breaks removed; `start` and `end` are its place in the document's text (equal for an
    empty cell). `locator` names the sheet and cell, where there is one.
    """

    text: str
    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    locator: str | None = None


@record
class Grid:
    """A table as a grid of `height` x `width` positions; merged cells are expanded by `rows`.

    `is_loose` tells that it was put together from lines of text, where a cell that covered several columns takes one:
    rows are then of different lengths, and it is their right ends that stand under each other.
    """

    height: int
    width: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    is_loose: bool = False

    def rows(self) -> list[list[Cell | None]]:
        """The grid row by row; a merged cell appears at every position that it covers."""
        grid: list[list[Cell | None]] = [[None] * self.width for _ in range(self.height)]
        for cell in self.cells:
            if cell.row_span == cell.column_span == 1 and cell.row < self.height and cell.column < self.width:
                grid[cell.row][cell.column] = cell
                continue
            for r in range(cell.row, min(cell.row + cell.row_span, self.height)):
                for c in range(cell.column, min(cell.column + cell.column_span, self.width)):
                    grid[r][c] = cell
        return grid


@record
class Block:
    """A heading, a paragraph or a table, at its span of the document's text.

    `level` is the depth of a heading (1 the title). `grid` stands only in tables.
    """

    kind: Literal["heading", "paragraph", "table"]
    start: int
    end: int
    text: str
    level: int = 0
    grid: Grid | None = None
    locator: str | None = None


@record
class Link:
    """A link of a page: its address as written and its text."""

    href: str
    text: str


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says of itself outside its content, read before furniture is cut.

    `tags` are the `<meta>` tags by lower-case name (`sitename`, `siteidcode`, `articletitle`, `pubdate`,
    `contentsource` ...). `furniture` is the text around the content (header, footer, previous and next links).
    `info` are label and value pairs of an information box with the spans of the values in the text.
    """

    tags: dict[str, str] = field(default_factory=dict)
    html_title: str | None = None
    site_id_code: str | None = None
    furniture: str = ""
    links: tuple[Link, ...] = ()
    encoding_note: str | None = None


NOT_READ = "not read:"
"""How a note begins that tells what of a file was not read."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file as text with blocks. `reader` names the reader; `format` the format found in the bytes.

    `notes` say what was odd about the file, and behind `NOT_READ` what of it was not read, and why.
    """

    text: str
    blocks: tuple[Block, ...]
    reader: str
    format: str
    charset: str | None = None
    meta: PageMeta = field(default_factory=PageMeta)
    notes: tuple[str, ...] = ()

    def left_out(self) -> str | None:
        """What of the file was not read; None where all was."""
        return (
            "; ".join(note.removeprefix(NOT_READ).strip() for note in self.notes if note.startswith(NOT_READ)) or None
        )

    def tables(self) -> Iterator[Block]:
        """The blocks that are tables."""
        return (block for block in self.blocks if block.grid is not None)

    def prose(self) -> Iterator[Block]:
        """The blocks that are not tables."""
        return (block for block in self.blocks if block.grid is None)


class UnreadableError(Exception):
    """A file of which no document can be made. The message is the reason that is recorded.

    `state` is one of `warehouse.vocabulary.PARSE_STATES`: "unsupported" for a format nobody reads here, "empty",
    "unreadable" for damaged bytes, "failed" for a mistake of the reader's own.
    """

    def __init__(self, state: str, reason: str) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason
