"""Word documents (docx): paragraphs and tables in the order of the body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import docx as python_docx

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.sniff import unpacked_size
from tasks.parse.readers.words import join_lines, tidy

READER = "docx"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Wrappers that python-docx passes over, with whatever paragraphs and tables they hold.
_WRAPPERS = frozenset(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
# Deleted text, field codes, and text boxes (which are paragraphs of their own, given twice: as Choice and Fallback).
_UNSEEN = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "txbxContent", "rPr", "pPr")) | {
    _FALLBACK
}
_MAX_DEPTH = 40


def read_docx(data: bytes) -> Document:
    """Read a Word document. Raises `UnreadableError` where it unfolds past the limits or holds no text."""
    if unpacked_size(data) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("unsupported", "a docx file that unfolds to more than is read")
    document = python_docx.Document(BytesIO(data))
    levels = _style_levels(document)
    out = Assembler()
    for element in _content(document.element.body, 0):
        if element.tag == f"{_W}p":
            _add_paragraph(out, element, levels)
        else:
            _add_table(out, element)
    return out.document(reader=READER, format_name="docx")


def _content(parent: Any, depth: int) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _content(child, depth + 1)


def _add_paragraph(out: Assembler, paragraph: Any, levels: dict[str, int]) -> None:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    styled = levels.get(style.get(f"{_W}val"), 0) if style is not None else 0
    for line in _lines(paragraph):
        level = heading_level(line) or styled or (1 if is_title(line) else 0)
        if level:
            out.prose("heading", line, level=level)
        else:
            out.prose("paragraph", line)
    for box in paragraph.iter(f"{_W}txbxContent"):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            for inner in box.iter(f"{_W}p"):
                for line in _lines(inner):
                    out.prose("paragraph", line)


def _lines(paragraph: Any) -> list[str]:
    """The lines of a paragraph: what is read, without deleted text and field codes."""
    pieces: list[str] = []
    waiting = list(reversed(list(paragraph.iterchildren())))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{_W}tab", f"{_W}noBreakHyphen"):
            pieces.append(" " if element.tag == f"{_W}tab" else "-")
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            pieces.append("\n")
        else:
            waiting += reversed(list(element.iterchildren()))
    return [line for line in (tidy(piece) for piece in "".join(pieces).split("\n")) if line]


def _add_table(out: Assembler, first: Any) -> None:
    """A table, and after it the tables that stand inside its cells."""
    waiting = [first]
    while waiting:
        table = waiting.pop(0)
        cells: list[DraftCell] = []
        merging: dict[int, int] = {}  # column -> index in `cells` of the cell that is merged downwards there
        rows = (row for row in _wrapped(table, "tr", 0))
        for number, row in enumerate(rows):
            if number >= limits.MAX_TABLE_ROWS:
                break
            column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
            for tc in _wrapped(row, "tc", 0):
                width = max(1, min(_number(tc.find(f"{_W}tcPr/{_W}gridSpan"), 1), limits.MAX_TABLE_COLUMNS))
                merge = tc.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None and merge.get(f"{_W}val", "continue") == "continue" and column in merging:
                    index = merging[column]
                    cells[index] = replace(cells[index], row_span=number + 1 - cells[index].row)
                else:
                    merging[column] = len(cells)
                    inner = list(_content(tc, 0))
                    lines = [line for p in inner if p.tag == f"{_W}p" for line in _lines(p)]
                    waiting += [table for table in inner if table.tag == f"{_W}tbl"]
                    cells.append(DraftCell(join_lines(lines), number, column, 1, width))
                column += width
        out.table(cells)


def _wrapped(parent: Any, name: str, depth: int) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == f"{_W}{name}":
            yield child
        elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _wrapped(child, name, depth + 1)


def _number(element: Any, default: int) -> int:
    value = element.get(f"{_W}val") if element is not None else None
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else default


def _style_levels(document: Any) -> dict[str, int]:
    """Heading levels by style id: "heading 1" or "标题 1" is one below the title."""
    levels: dict[str, int] = {}
    for style in document.styles:
        name = (style.name or "").lower()
        digits = name.removeprefix("heading").removeprefix("标题").strip()
        if name in ("title", "标题"):
            levels[style.style_id] = 1
        elif digits != name and digits.isascii() and digits.isdigit():
            levels[style.style_id] = int(digits) + 1
    return levels
