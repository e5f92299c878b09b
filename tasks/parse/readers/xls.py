"""Old workbooks (xls, Kingsoft et): every visible sheet is a table, under its title or its name."""

from __future__ import annotations

from io import StringIO

import xlrd  # type: ignore[import-untyped]
from xlrd.book import Book  # type: ignore[import-untyped]
from xlrd.sheet import Cell as XlsCell  # type: ignore[import-untyped]
from xlrd.sheet import Sheet

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.sheets import MAX_SHEETS, add_sheet, locator, merged, percent_decimals, shown

READER = "xls"
# Cells with nothing but a format are stored too, two bytes each.
_MAX_STORED = 4_000_000
_NOTHING = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)


def read_xls(data: bytes) -> Document:
    """Read the stream of a workbook. Raises `UnreadableError` where it is locked, reaches too far or holds no text."""
    book = _opened(data)
    out = Assembler()
    notes: list[str] = []
    stored = 0
    for index, name in enumerate(book.sheet_names()[:MAX_SHEETS]):
        if book._sheet_visibility[index] != 0:
            notes.append(f"{NOT_READ} hidden sheet {name}")
            continue
        sheet = book.sheet_by_index(index)
        stored += sum(sheet.row_len(row) for row in range(sheet.nrows))
        if stored > _MAX_STORED:
            raise UnreadableError("unsupported", f"a workbook of more than {_MAX_STORED} cells")
        add_sheet(out, name, _cells(book, sheet, name))
        book.unload_sheet(index)
    return out.document(reader=READER, format_name="xls", notes=notes)


def _opened(data: bytes) -> Book:
    try:
        # Rows as long as they are written: otherwise one stray cell makes all rows as long as the longest.
        book = xlrd.open_workbook(
            file_contents=data, logfile=StringIO(), formatting_info=True, on_demand=True, ragged_rows=True
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise UnreadableError("unsupported", "a workbook locked with a password") from error
        raise
    positions = book._sh_abs_posn
    if len(set(positions)) != len(positions):
        raise UnreadableError("unreadable", "a workbook that gives one sheet several names")
    return book


def _cells(book: Book, sheet: Sheet, name: str) -> list[DraftCell]:
    # xlrd gives the end of a range as the first row and column behind it.
    ranges = [((r0, c0), (r1 - 1, c1 - 1)) for r0, r1, c0, c1 in sheet.merged_cells]
    spans, covered = merged(ranges, (sheet.nrows - 1, sheet.ncols - 1))
    filled = {r: columns for r in range(sheet.nrows) if (columns := _filled(sheet, r))}
    if not filled:
        return []
    top = min(filled)
    left, right = min(columns[0] for columns in filled.values()), max(columns[-1] for columns in filled.values())
    rows = [r for r in filled if r - top < limits.MAX_TABLE_ROWS]
    if len(rows) * (right + 1 - left) > limits.MAX_CELLS:
        raise UnreadableError("unsupported", f"more than {limits.MAX_CELLS} cells")
    cells: list[DraftCell] = []
    for r in rows:
        for c in range(left, min(right + 1, left + limits.MAX_TABLE_COLUMNS)):
            if (r, c) not in covered:
                height, width = spans.get((r, c), (1, 1))
                text = _text(book, sheet.cell(r, c)) if c < sheet.row_len(r) else ""
                cells.append(DraftCell(text, r - top, c - left, height, width, locator(name, r, c)))
    return cells


def _filled(sheet: Sheet, row: int) -> list[int]:
    """The columns of a row that hold more than a format."""
    return [c for c, kind in enumerate(sheet.row_types(row)) if kind not in _NOTHING]


def _text(book: Book, cell: XlsCell) -> str:
    """What a cell shows; nothing for an error (`#DIV/0!`), which is no value."""
    if cell.ctype in _NOTHING or cell.ctype == xlrd.XL_CELL_ERROR:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date(book, cell.value)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
        known = book.format_map.get(style.format_key) if style is not None else None
        return shown(cell.value, percent_decimals(known.format_str) if known is not None else None)
    return shown(str(cell.value))


def _date(book: Book, value: float) -> str:
    try:
        return shown(xlrd.xldate_as_datetime(value, book.datemode))
    except (xlrd.XLDateError, OverflowError, ValueError):
        return shown(value)
