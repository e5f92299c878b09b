"""Workbooks (xlsx): every visible sheet is a table, under its title or its name."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.headings import is_title
from tasks.parse.readers.sniff import unpacked_size
from tasks.parse.readers.words import join_lines
from tasks.parse.readers.xlsx_cells import SheetFacts, sheet_facts

READER = "xlsx"
_MAX_SHEETS = 300
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表)\s*\d*$", re.IGNORECASE)
CellValue = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def read_xlsx(data: bytes) -> Document:
    """Read a workbook. Raises `UnreadableError` where it unfolds past the limits or holds no text."""
    if unpacked_size(data) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("unsupported", "an xlsx file that unfolds to more than is read")
    facts = sheet_facts(data)
    out = Assembler()
    notes: list[str] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        for name in workbook.sheet_names[:_MAX_SHEETS]:
            known = facts.get(name, SheetFacts({}, hidden=False))
            if known.hidden:
                notes.append(f"hidden sheet {name} left out")
                continue
            cells = _cells(workbook.get_sheet_by_name(name), name, known)
            titles, cells = _split_titles(cells)
            if not titles and cells and not _DEFAULT_NAME.match(name):
                out.prose("heading", join_lines(name.split("\n")), level=1, locator=name)
            for title in titles:
                out.prose("heading", title.text, level=1, locator=title.locator)
            out.table(cells, locator=name)
    return out.document(reader=READER, format_name="xlsx", notes=notes)


def _cells(sheet: CalamineSheet, name: str, known: SheetFacts) -> list[DraftCell]:
    if sheet.start is None:
        return []
    top, left = sheet.start
    rows = sheet.to_python(nrows=limits.MAX_TABLE_ROWS)
    spans, covered = _merged(sheet)
    cells: list[DraftCell] = []
    for r, values in enumerate(rows, start=top):
        filled = [c for c, value in enumerate(values, start=left) if value != "" or (r, c) in spans]
        if not filled:
            continue
        for c, value in enumerate(values[: limits.MAX_TABLE_COLUMNS], start=left):
            if (r, c) in covered:
                continue
            height, width = spans.get((r, c), (1, 1))
            text = shown(value, known.percent.get((r, c)))
            locator = f"{name}!{_letters(c)}{r + 1}"
            cells.append(DraftCell(text, r - top, c - left, height, width, locator))
    return _without_empty_columns(cells)


def _split_titles(cells: list[DraftCell]) -> tuple[list[DraftCell], list[DraftCell]]:
    """The title above a sheet's table, which stands in cells of its own, and the cells of the table."""
    titles: list[DraftCell] = []
    for row in sorted({cell.row for cell in cells}):
        filled = [cell for cell in cells if cell.row == row and cell.text]
        if len(filled) > 1 or (filled and not is_title(filled[0].text)):
            break
        titles += filled
    top = max((cell.row + 1 for cell in titles), default=0)
    return titles, [replace(cell, row=cell.row - top) for cell in cells if cell.row >= top]


def _merged(sheet: CalamineSheet) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    end = sheet.end or (0, 0)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        bottom, right = min(bottom, end[0]), min(right, end[1])
        if bottom < top or right < left or len(covered) > limits.MAX_CELLS:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    return spans, covered


def _without_empty_columns(cells: list[DraftCell]) -> list[DraftCell]:
    """Without the empty cells behind the last filled column: sheets are often formatted far beyond their content."""
    last = max((cell.column for cell in cells if cell.text), default=-1)
    return [cell for cell in cells if cell.column <= last]


def shown(value: CellValue, percent_decimals: int | None = None) -> str:
    """A cell's value as text: numbers to the 15 digits a sheet keeps, percentages and dates as the sheet shows them."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g")) if value == value and abs(value) != float("inf") else None
        if number is None:
            return ""
        if percent_decimals is not None:
            scale = Decimal(1).scaleb(-percent_decimals)
            return f"{(number * 100).quantize(scale, rounding=ROUND_HALF_UP):f}%"
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    if isinstance(value, str):
        return join_lines(value.split("\n"))
    return str(value)


def _letters(column: int) -> str:
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
