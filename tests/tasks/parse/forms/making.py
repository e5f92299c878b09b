"""Documents made by hand: tables from rows of words, flattened forms from text."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.document import Block, Cell, Document, Grid

# A cell is a text, or a text with the rows and columns that it covers. None stands where a merged cell reaches.
Entry = str | tuple[str, int, int] | None


def document(*parts: str | Sequence[Sequence[Entry]], form: str = "html") -> Document:
    """A document of lines (strings) and tables (rows of entries) in their order."""
    text = ""
    blocks = []
    for part in parts:
        start = len(text)
        if isinstance(part, str):
            text += part
            blocks.append(Block("paragraph", start, len(text), part))
            text += "\n"
            continue
        cells = []
        for row, entries in enumerate(part):
            for column, entry in enumerate(entries):
                if entry is None:
                    continue
                words, rows, columns = (entry, 1, 1) if isinstance(entry, str) else entry
                cells.append(Cell(words, len(text), len(text) + len(words), row, column, rows, columns))
                text += words + "\t"
            text += "\n"
        grid = Grid(len(part), max(len(entries) for entries in part), tuple(cells), is_loose=form == "text")
        blocks.append(Block("table", start, len(text), text[start:], grid=grid))
    return Document(text, tuple(blocks), "hand", form)


def lines(text: str) -> Document:
    """A plain text, a block a line."""
    blocks = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", at, at + len(line), line))
        at += len(line) + 1
    return Document(text, tuple(blocks), "hand", "text")
