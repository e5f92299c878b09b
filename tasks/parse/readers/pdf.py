"""PDF files with text: lines joined to paragraphs, ruled tables as grids, tables over page breaks joined."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pdfplumber
from pdfplumber.utils.geometry import filter_edges
from pdfplumber.utils.text import extract_text

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.ocr import read_scan
from tasks.parse.readers.pdf_guard import refuse_bomb
from tasks.parse.readers.pdf_pieces import Table, assemble, table_of
from tasks.parse.readers.printed_lines import Line, without_page_number
from tasks.parse.readers.rules import Box, Places, RuleBudget, bounds, ruled_tables
from tasks.parse.readers.words import join_lines, tidy

READER = "pdf"
_CID = re.compile(r"\(cid:\d+\)")
_SCAN_CHARACTERS = 30
_MISS = 3.0  # points by which the pieces of one rule may miss each other


def read_pdf(data: bytes) -> Document:
    """Read a PDF. Raises `UnreadableError("unsupported", ...)` for locked files, and for scans without the extra."""
    refuse_bomb(data)
    notes: list[str] = []
    pieces: list[Line | Table] = []
    characters = pages = 0
    budget = RuleBudget()
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
            pieces += _page_pieces(page, number, notes, budget)
            page.close()
    if characters < _SCAN_CHARACTERS * max(1, pages):
        return read_scan(data, f"a scanned pdf: {characters} characters on {pages} pages")
    text = "".join(piece.text for piece in pieces if isinstance(piece, Line))
    if len(_CID.findall(text)) * 8 > 0.3 * len(text) > 0:
        return read_scan(data, "a pdf whose fonts do not say which characters they show")
    return assemble(pieces, notes, READER, "pdf")


def _page_pieces(page: Any, number: int, notes: list[str], budget: RuleBudget) -> list[Line | Table]:
    found = ruled_tables(filter_edges(page.edges, min_length=1), _MISS, budget)
    if found is None:
        notes.append(f"page {number} has too many rules; its tables were read as text")
    placed: list[tuple[float, Line | Table]] = []
    boxes: list[Box] = []
    for cells in found or ():
        table = table_of(cells, _cell_texts(page, cells), number)
        if table is not None:
            boxes.append(bounds(cells))
            placed.append((boxes[-1][1], table))
    tables = Places(boxes)
    rest = page.filter(lambda thing: not _is_inside(thing, tables)) if boxes else page
    lines = [
        Line(text, line["x0"], line["x1"], line["top"], line["chars"][0]["size"], number, float(page.width))
        for line in rest.extract_text_lines(return_chars=True)
        if (text := tidy(line["text"]))
    ]
    lines.sort(key=lambda line: line.top)
    tops = [top for top, _ in placed]
    placed += [(line.top, line) for line in without_page_number(lines, float(page.height), tops)]
    placed.sort(key=lambda pair: pair[0])
    return [piece for _, piece in placed]


def _cell_texts(page: Any, cells: list[Box]) -> list[str]:
    held: list[list[Any]] = [[] for _ in cells]
    places = Places(cells)
    for char in page.chars:
        index = places.find(*_middle(char))
        if index is not None:
            held[index].append(char)
    return [join_lines(extract_text(chars).split("\n")) if chars else "" for chars in held]


def _is_inside(thing: Any, tables: Places) -> bool:
    return thing.get("object_type") == "char" and tables.find(*_middle(thing)) is not None


def _middle(char: Any) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
