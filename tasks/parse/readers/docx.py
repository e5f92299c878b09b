"""Word documents (docx): paragraphs and tables in the order of the body."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Wrappers that python-docx passes over, with whatever paragraphs and tables they hold.
_WRAPPERS = frozenset(f"{WORD}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
# Deleted text, field codes, and text boxes (which are paragraphs of their own, given twice: as Choice and Fallback).
_UNSEEN = frozenset(f"{WORD}{name}" for name in ("del", "moveFrom", "instrText", "txbxContent", "rPr", "pPr")) | {
    _FALLBACK
}
_MAX_DEPTH = 40


def read_docx(data: bytes) -> Document:
    """Read a Word document. Raises `UnreadableError` where it unfolds past the limits or holds no text."""
    if unpacked_size(data) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("unsupported", "a docx file that unfolds to more than is read")
    document = python_docx.Document(BytesIO(data))
    # A damaged file may name another of its parts as the main one.
    body = getattr(document.element, "body", None)
    if body is None:
        raise UnreadableError("unreadable", "a docx file without a body")
    styles = [(style.style_id, style.name or "") for style in document.styles]
    return read_body(body, styles, reader=READER, format_name="docx")


def read_body(body: Any, styles: Iterable[tuple[str, str]], *, reader: str, format_name: str) -> Document:
    """Read the body element of a WordprocessingML document; `styles` are the ids and names of its styles."""
    levels = _style_levels(styles)
    out = Assembler()
    for element in _content(body, 0):
        if element.tag == f"{WORD}p":
            _add_paragraph(out, element, levels)
        else:
            _add_table(out, element)
    return out.document(reader=reader, format_name=format_name)


def _content(parent: Any, depth: int) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield child
        elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _content(child, depth + 1)


def _add_paragraph(out: Assembler, paragraph: Any, levels: dict[str, int]) -> None:
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    styled = levels.get(style.get(f"{WORD}val"), 0) if style is not None else 0
    for line in _lines(paragraph):
        level = heading_level(line) or styled or (1 if is_title(line) else 0)
        if level:
            out.prose("heading", line, level=level)
        else:
            out.prose("paragraph", line)
    for box in paragraph.iter(f"{WORD}txbxContent"):
        if not any(ancestor.tag == _FALLBACK for ancestor in box.iterancestors()):
            for inner in box.iter(f"{WORD}p"):
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
        if element.tag == f"{WORD}t":
            pieces.append(element.text or "")
        elif element.tag in (f"{WORD}tab", f"{WORD}noBreakHyphen"):
            pieces.append(" " if element.tag == f"{WORD}tab" else "-")
        elif element.tag in (f"{WORD}br", f"{WORD}cr"):
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
            column = _number(row.find(f"{WORD}trPr/{WORD}gridBefore"), 0)
            for tc in _wrapped(row, "tc", 0):
                width = max(1, min(_number(tc.find(f"{WORD}tcPr/{WORD}gridSpan"), 1), limits.MAX_TABLE_COLUMNS))
                merge = tc.find(f"{WORD}tcPr/{WORD}vMerge")
                if merge is not None and merge.get(f"{WORD}val", "continue") == "continue" and column in merging:
                    index = merging[column]
                    cells[index] = replace(cells[index], row_span=number + 1 - cells[index].row)
                else:
                    merging[column] = len(cells)
                    inner = list(_content(tc, 0))
                    lines = [line for p in inner if p.tag == f"{WORD}p" for line in _lines(p)]
                    waiting += [table for table in inner if table.tag == f"{WORD}tbl"]
                    cells.append(DraftCell(join_lines(lines), number, column, 1, width))
                column += width
        out.table(cells)


def _wrapped(parent: Any, name: str, depth: int) -> Iterator[Any]:
    for child in parent.iterchildren():
        if child.tag == f"{WORD}{name}":
            yield child
        elif child.tag in _WRAPPERS and depth < _MAX_DEPTH:
            yield from _wrapped(child, name, depth + 1)


def _number(element: Any, default: int) -> int:
    value = element.get(f"{WORD}val") if element is not None else None
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 6 else default


def _style_levels(styles: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Heading levels by style id: "heading 1" or "标题 1" is one below the title."""
    levels: dict[str, int] = {}
    for style_id, written in styles:
        name = written.lower()
        digits = name.removeprefix("heading").removeprefix("标题").strip()
        if name in ("title", "标题"):
            levels[style_id] = 1
        elif digits != name and digits.isascii() and digits.isdigit():
            levels[style_id] = int(digits) + 1
    return levels
