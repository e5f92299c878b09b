"""PDF files with text: lines joined to paragraphs, ruled tables as grids, tables over page breaks joined."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.utils.text import extract_text

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.ocr import read_scan
from tasks.parse.readers.pdf_guard import refuse_bomb
from tasks.parse.readers.pdf_pieces import Box, Line, Table, assemble, is_page_number, table_of
from tasks.parse.readers.words import join_lines, tidy

READER = "pdf"
_CID = re.compile(r"\(cid:\d+\)")
_SCAN_CHARACTERS = 30
_MAX_RULES = 8_000
_MAX_BOXES = 3_000


def read_pdf(data: bytes) -> Document:
    """Read a PDF. Raises `UnreadableError("unsupported", ...)` for locked files, and for scans without the extra."""
    refuse_bomb(data)
    notes: list[str] = []
    pieces: list[Line | Table] = []
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
        return read_scan(data, f"a scanned pdf: {characters} characters on {pages} pages")
    text = "".join(piece.text for piece in pieces if isinstance(piece, Line))
    if len(_CID.findall(text)) * 8 > 0.3 * len(text) > 0:
        return read_scan(data, "a pdf whose fonts do not say which characters they show")
    return assemble(pieces, notes, READER, "pdf")


def _page_pieces(page: Any, number: int, notes: list[str]) -> list[Line | Table]:
    if len(page.edges) > _MAX_RULES:
        notes.append(f"page {number} has too many rules; its tables were read as text")
        found = []
    else:
        found = page.find_tables()
    placed: list[tuple[float, Line | Table]] = []
    boxes = []
    for table in found:
        read = _read_table(page, table, number)
        if read is not None:
            boxes.append(table.bbox)
            placed.append((table.bbox[1], read))
    rest = page.filter(lambda thing: not any(_inside(thing, box) for box in boxes)) if boxes else page
    for line in rest.extract_text_lines(return_chars=True):
        text = tidy(line["text"])
        if text and not is_page_number(text):
            size = line["chars"][0]["size"]
            placed.append((line["top"], Line(text, line["x0"], line["x1"], line["top"], size, number)))
    placed.sort(key=lambda pair: pair[0])
    return [piece for _, piece in placed]


def _read_table(page: Any, table: Any, number: int) -> Table | None:
    """A grid from the boxes of the cells: a box that reaches over several columns or rows is a merged cell."""
    boxes = sorted(table.cells, key=lambda box: (box[1], box[0]))
    if len(boxes) < 2 or len(boxes) > _MAX_BOXES:
        return None
    return table_of(boxes, _cell_texts(page, boxes), number)


def _cell_texts(page: Any, boxes: list[Box]) -> list[str]:
    held: list[list[Any]] = [[] for _ in boxes]
    for char in page.chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for index, (x0, top, x1, bottom) in enumerate(boxes):
            if x0 <= x < x1 and top <= y < bottom:
                held[index].append(char)
                break
    return [join_lines(extract_text(chars).split("\n")) if chars else "" for chars in held]


def _inside(thing: Any, box: tuple[float, float, float, float]) -> bool:
    if thing.get("object_type") != "char":
        return False
    x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
