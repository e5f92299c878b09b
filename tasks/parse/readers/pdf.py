"""PDF files with text: lines joined to paragraphs, ruled tables as grids, tables over page breaks joined."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from operator import itemgetter
from typing import Any

import pdfplumber
from pdfplumber.utils.clustering import cluster_objects
from pdfplumber.utils.geometry import filter_edges
from pdfplumber.utils.text import extract_text

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.borderless import Parted, parted, with_tables
from tasks.parse.readers.ocr import read_scan
from tasks.parse.readers.pdf_guard import refuse_bomb
from tasks.parse.readers.pdf_pieces import Table, assemble, table_of
from tasks.parse.readers.printed_lines import Line, without_page_number
from tasks.parse.readers.rules import Box, Places, RuleBudget, bounds, ruled_tables
from tasks.parse.readers.words import join_lines, tidy

READER = "pdf"
_CID = re.compile(r"\(cid:\d+\)")
_SCAN_CHARACTERS = 30
_MAY_BE_CUT = re.compile(r"[0-9A-Za-z]{2}")
_NUMBER = re.compile(r"[\d.,，]+")
_AMOUNT = re.compile(r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?:\.\d{1,6})?")
_ROOM = 0.9  # of a character, which would not have found it at the end of a full line
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
                notes.append(f"{NOT_READ} {len(pdf.pages) - limits.MAX_PAGES} of {len(pdf.pages)} pages")
                break
            pages += 1
            characters += len(page.chars)
            if len(page.chars) > limits.MAX_PAGE_CHARACTERS:
                notes.append(f"{NOT_READ} page {number}, of too many characters")
                continue
            pieces += _page_pieces(page, number, notes, budget, pieces[-1] if pieces else None)
            page.close()
    if characters < _SCAN_CHARACTERS * max(1, pages):
        return read_scan(data, f"a scanned pdf: {characters} characters on {pages} pages")
    text = "".join(piece.text for piece in pieces if isinstance(piece, Line))
    if len(_CID.findall(text)) * 8 > 0.3 * len(text) > 0:
        return read_scan(data, "a pdf whose fonts do not say which characters they show")
    return assemble(pieces, notes, READER, "pdf")


def _page_pieces(
    page: Any, number: int, notes: list[str], budget: RuleBudget, before: Line | Table | None
) -> list[Line | Table]:
    """A page in reading order; `before` is the last piece of the page before, a table that may go on."""
    found = ruled_tables(filter_edges(page.edges, min_length=1), _MISS, budget)
    if found is None:
        notes.append(f"{NOT_READ} the tables of page {number}, of too many rules, but as text")
    placed: list[Line | Table] = []
    boxes: list[Box] = []
    for cells in found or ():
        table = table_of(cells, _cell_texts(page, cells), number)
        if table is not None:
            boxes.append(bounds(cells))
            placed.append(table)
    tables = Places(boxes)
    rest = page.filter(lambda thing: not _is_inside(thing, tables)) if boxes else page
    lines: dict[Line, Parted] = {}
    for words in rest.extract_text_lines(return_chars=True):
        chars, text = words["chars"], tidy(words["text"])
        if text:
            size, width = chars[0]["size"], float(page.width)
            line = Line(text, words["x0"], words["x1"], words["top"], size, number, width)
            lines[line] = parted(line, chars)
    ordered = sorted(lines, key=lambda line: line.top)
    kept = without_page_number(ordered, float(page.height), [table.top for table in placed])
    begun = before if isinstance(before, Table) and not before.is_ruled else None
    placed += with_tables([lines[line] for line in kept], begun)
    return sorted(placed, key=lambda piece: piece.top)


def _cell_texts(page: Any, cells: list[Box]) -> list[str]:
    held: list[list[Any]] = [[] for _ in cells]
    places = Places(cells)
    for char in page.chars:
        index = places.find(*_middle(char))
        if index is not None:
            held[index].append(char)
    return [_cell_text(chars, cell) if chars else "" for chars, cell in zip(held, cells, strict=True)]


def _cell_text(chars: list[Any], cell: Box) -> str:
    """What stands in a cell; a word or number that its edge cut in two is put together."""
    lines = extract_text(chars).split("\n")
    if len(lines) > 1 and _is_cut_number(lines):
        return "".join(lines)
    if not any(_MAY_BE_CUT.search(f"{line[-1:]}{below[:1]}") for line, below in pairwise(lines)):
        return join_lines(lines)
    rows = [sorted(row, key=itemgetter("x0")) for row in cluster_objects(chars, itemgetter("top"), _MISS)]
    if len(rows) != len(lines):
        return join_lines(lines)
    # What stays free at the left of the widest line does so at its right.
    edge = cell[2] - max(0.0, min(row[0]["x0"] for row in rows) - cell[0])
    whole = lines[:1]
    for (row, under), (line, below) in zip(pairwise(rows), pairwise(lines), strict=True):
        first = under[0]
        is_full = row[-1]["x1"] + _ROOM * (first["x1"] - first["x0"]) > edge
        numbers = _NUMBER.fullmatch(line) and _NUMBER.fullmatch(below)
        if is_full and not numbers and _MAY_BE_CUT.search(f"{line[-1:]}{below[:1]}"):
            whole[-1] += below
        else:
            whole.append(below)
    return join_lines(whole)


def _is_cut_number(lines: list[str]) -> bool:
    """Whether lines are the pieces of one number, most likely: together it is well written, and a piece is not."""
    pieces = all(map(_NUMBER.fullmatch, lines))
    return pieces and bool(_AMOUNT.fullmatch("".join(lines))) and not all(map(_AMOUNT.fullmatch, lines))


def _is_inside(thing: Any, tables: Places) -> bool:
    return thing.get("object_type") == "char" and tables.find(*_middle(thing)) is not None


def _middle(char: Any) -> tuple[float, float]:
    return (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
