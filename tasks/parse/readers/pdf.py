"""PDF files with text: lines joined to paragraphs, ruled tables as grids, tables over page breaks joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.utils.text import extract_text

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.pdf_guard import refuse_bomb
from tasks.parse.readers.words import join_lines, tidy

READER = "pdf"
_PAGE_NUMBER = re.compile(r"^[-—–－\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／共]\s*\d{1,3}\s*页?)?[-—–－\s]*$")
_CID = re.compile(r"\(cid:\d+\)")
_SCAN_CHARACTERS = 30
_EDGE = 3.0  # points by which the rules of one table may miss each other
_MAX_RULES = 8_000
_MAX_BOXES = 3_000


@dataclass(slots=True)
class _Table:
    cells: list[DraftCell]
    edges: list[float]
    page: int

    @property
    def height(self) -> int:
        return max(cell.row + cell.row_span for cell in self.cells)

    def row(self, number: int) -> list[str]:
        return [cell.text for cell in self.cells if cell.row == number]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    x0: float
    x1: float
    top: float
    size: float
    page: int


def read_pdf(data: bytes) -> Document:
    """Read a PDF. Raises `UnreadableError("unsupported", ...)` for scans and locked files."""
    refuse_bomb(data)
    notes: list[str] = []
    pieces: list[_Line | _Table] = []
    characters = pages = 0
    try:
        opened = pdfplumber.open(BytesIO(data))
    except Exception as error:
        if "password" in type(error).__name__.lower() or "password" in str(error).lower():
            raise UnreadableError("unsupported", "a pdf file locked with a password") from error
        raise
    with opened as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            if number > limits.MAX_PAGES:
                notes.append(f"only the first {limits.MAX_PAGES} pages were read")
                break
            pages += 1
            characters += len(page.chars)
            if len(page.chars) > limits.MAX_PAGE_CHARACTERS:
                notes.append(f"page {number} has too many characters and was left out")
                continue
            pieces += _page_pieces(page, number, notes)
            page.close()
    if characters < _SCAN_CHARACTERS * max(1, pages):
        raise UnreadableError("unsupported", f"a scanned pdf: {characters} characters on {pages} pages")
    text = "".join(piece.text for piece in pieces if isinstance(piece, _Line))
    if len(_CID.findall(text)) * 8 > 0.3 * len(text) > 0:
        raise UnreadableError("unsupported", "a pdf whose fonts do not say which characters they show")
    return _assemble(_joined(pieces), notes)


def _assemble(pieces: list[_Line | _Table], notes: list[str]) -> Document:
    out = Assembler()
    waiting: list[_Line] = []

    def close() -> None:
        if waiting:
            text = join_lines([line.text for line in waiting])
            level = heading_level(text) or (1 if is_title(text) else 0)
            out.prose("heading" if level else "paragraph", text, level=level, locator=f"page {waiting[0].page}")
            waiting.clear()

    margins = _margins(pieces)
    for piece in pieces:
        if isinstance(piece, _Table):
            close()
            out.table(piece.cells, locator=f"page {piece.page}")
            continue
        if waiting and not _runs_on(waiting[-1], piece, margins):
            close()
        waiting.append(piece)
    close()
    return out.document(reader=READER, format_name="pdf", notes=notes)


def _margins(pieces: list[_Line | _Table]) -> tuple[float, float]:
    lines = [piece for piece in pieces if isinstance(piece, _Line)]
    return min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=0.0)


def _runs_on(before: _Line, line: _Line, margins: tuple[float, float]) -> bool:
    """Whether a line goes on with the paragraph before it: that one was full, and this one is not indented."""
    left, right = margins
    full = before.x1 >= right - 2.2 * before.size
    indented = line.x0 > left + 1.2 * line.size
    return full and not indented and abs(before.size - line.size) < 1 and heading_level(before.text) is None


def _page_pieces(page: Any, number: int, notes: list[str]) -> list[_Line | _Table]:
    if len(page.edges) > _MAX_RULES:
        notes.append(f"page {number} has too many rules; its tables were read as text")
        found = []
    else:
        found = page.find_tables()
    placed: list[tuple[float, _Line | _Table]] = []
    boxes = []
    for table in found:
        read = _read_table(page, table, number)
        if read is not None:
            boxes.append(table.bbox)
            placed.append((table.bbox[1], read))
    rest = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes)) if boxes else page
    for line in rest.extract_text_lines(return_chars=True):
        text = tidy(line["text"])
        if text and not _PAGE_NUMBER.match(text):
            size = line["chars"][0]["size"]
            placed.append((line["top"], _Line(text, line["x0"], line["x1"], line["top"], size, number)))
    placed.sort(key=lambda pair: pair[0])
    return [piece for _, piece in placed]


def _read_table(page: Any, table: Any, number: int) -> _Table | None:
    """A grid from the boxes of the cells: a box that reaches over several columns or rows is a merged cell."""
    boxes = sorted(table.cells, key=lambda box: (box[1], box[0]))
    if len(boxes) < 2 or len(boxes) > _MAX_BOXES:
        return None
    columns = _edges([edge for box in boxes for edge in (box[0], box[2])])
    rows = _edges([edge for box in boxes for edge in (box[1], box[3])])
    texts = _cell_texts(page, boxes)
    cells = []
    for box, text in zip(boxes, texts, strict=True):
        left, right = _nearest(columns, box[0]), _nearest(columns, box[2])
        top, bottom = _nearest(rows, box[1]), _nearest(rows, box[3])
        if right > left and bottom > top:
            cells.append(DraftCell(text, top, left, bottom - top, right - left, f"page {number}"))
    return _Table(cells, columns, number) if any(cell.text for cell in cells) else None


def _cell_texts(page: Any, boxes: list[tuple[float, float, float, float]]) -> list[str]:
    held: list[list[Any]] = [[] for _ in boxes]
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for index, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 <= x < x1 and top <= y < bottom:
                held[index].append(char)
                break
    return [join_lines(extract_text(chars).split("\n")) if chars else "" for chars in held]


def _edges(values: list[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _EDGE:
            edges.append(value)
    return edges


def _nearest(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _inside(thing: Any, box: tuple[float, float, float, float]) -> bool:
    if thing.get("object_type") != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _joined(pieces: list[_Line | _Table]) -> list[_Line | _Table]:
    """Tables that go on over a page break, as one: the next page begins with a table of the same columns.

    A table that repeats the header of the one before stays by itself: it can be read alone.
    """
    joined: list[_Line | _Table] = []
    for piece in pieces:
        before = joined[-1] if joined else None
        if isinstance(piece, _Table) and isinstance(before, _Table) and _goes_on(before, piece):
            height = before.height
            before.cells += [replace(cell, row=cell.row + height) for cell in piece.cells]
            continue
        joined.append(piece)
    return joined


def _goes_on(before: _Table, after: _Table) -> bool:
    same = len(before.edges) == len(after.edges) and all(
        abs(a - b) <= 2 * _EDGE for a, b in zip(before.edges, after.edges, strict=True)
    )
    last_page = max(int((cell.locator or "0").split()[-1]) for cell in before.cells)
    return same and after.page == last_page + 1 and before.row(0) != after.row(0)
