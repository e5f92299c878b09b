"""Office documents as one XML file: SpreadsheetML and WordML of Office 2003, and the flat package of later Word."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # comes with python-docx, without types

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.docx import WORD, read_body
from tasks.parse.readers.sheets import MAX_SHEETS, add_sheet, locator, percent_decimals, shown
from tasks.parse.readers.words import join_lines

READER = "office_xml"
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_WORD_2003 = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_HINT_2003 = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_NAMED_FORMATS = {"Percent": 2}
_FURTHEST_ROW = 1 << 20


def read_office_xml(data: bytes) -> Document:
    """Read the file. Raises `UnreadableError` where it is neither a workbook nor a text document."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser)
    if root is None:
        raise UnreadableError("unreadable", "a damaged Office XML file")
    if root.tag == f"{_SHEET}Workbook":
        return _read_workbook(root)
    if root.tag.startswith(_WORD_2003):
        _modernise(root)
    body = next(root.iter(f"{WORD}body"), None)
    if body is None:
        raise UnreadableError("unsupported", "an Office XML file that is neither a workbook nor a text document")
    styles = [
        (style.get(f"{WORD}styleId", ""), name.get(f"{WORD}val", ""))
        for style in root.iter(f"{WORD}style")
        if (name := style.find(f"{WORD}name")) is not None
    ]
    return read_body(body, styles, reader=READER, format_name="word_xml")


def _modernise(root: Any) -> None:
    """Give the elements of Word 2003 the names that they have in a docx file."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag.startswith(_HINT_2003):
            element.tag = f"{WORD}sdtContent"  # sections, which only wrap
        elif element.tag.startswith(_WORD_2003):
            name = element.tag.removeprefix(_WORD_2003)
            element.tag = WORD + {"vmerge": "vMerge"}.get(name, name)
        for key in [key for key in element.attrib if key.startswith(_WORD_2003)]:
            element.set(WORD + key.removeprefix(_WORD_2003), element.attrib.pop(key))


def _read_workbook(root: Any) -> Document:
    percent = _percent_styles(root)
    out = Assembler()
    notes: list[str] = []
    for sheet in root.findall(f"{_SHEET}Worksheet")[:MAX_SHEETS]:
        name = sheet.get(f"{_SHEET}Name", "")
        # The options stand in the namespace of Excel, the rest in that of the spreadsheet.
        if any(
            (visible.text or "").startswith("SheetHidden") or (visible.text or "") == "SheetVeryHidden"
            for visible in sheet.iterfind("{*}WorksheetOptions/{*}Visible")
        ):
            notes.append(f"{NOT_READ} hidden sheet {name}")
            continue
        add_sheet(out, name, _cells(sheet, name, percent))
    return out.document(reader=READER, format_name="spreadsheet_xml", notes=notes)


def _percent_styles(root: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for style in root.iterfind(f"{_SHEET}Styles/{_SHEET}Style"):
        number_format = style.find(f"{_SHEET}NumberFormat")
        code = number_format.get(f"{_SHEET}Format", "") if number_format is not None else ""
        decimals = _NAMED_FORMATS.get(code, percent_decimals(code))
        if decimals is not None:
            found[style.get(f"{_SHEET}ID", "")] = decimals
    return found


def _cells(sheet: Any, name: str, percent: dict[str, int]) -> list[DraftCell]:
    cells: list[DraftCell] = []
    taken: dict[int, int] = {}  # column -> first row that is free again below a merged cell
    row = -1
    first: int | None = None
    for element in sheet.iterfind(f"{_SHEET}Table/{_SHEET}Row"):
        row = max(_number(element, "Index", row + 2) - 1, row + 1)
        if row >= _FURTHEST_ROW:
            break
        column = 0
        for cell in element.iterfind(f"{_SHEET}Cell"):
            while taken.get(column, 0) > row:
                column += 1
            column = max(_number(cell, "Index", column + 1) - 1, column)
            if column >= limits.MAX_TABLE_COLUMNS:
                break
            width = min(_number(cell, "MergeAcross", 0), limits.MAX_TABLE_COLUMNS - column - 1) + 1
            height = min(_number(cell, "MergeDown", 0), limits.MAX_TABLE_ROWS) + 1
            data = cell.find(f"{_SHEET}Data")
            text = _text(data, percent.get(cell.get(f"{_SHEET}StyleID", ""))) if data is not None else ""
            if text and first is None:
                first = row
            if first is not None and row - first < limits.MAX_TABLE_ROWS:
                cells.append(DraftCell(text, row - first, column, height, width, locator(name, row, column)))
            if height > 1:
                for covered in range(column, column + width):
                    taken[covered] = row + height
            column += width
    return _clipped(cells)


def _clipped(cells: list[DraftCell]) -> list[DraftCell]:
    """Without what merged cells claim below the last row."""
    height = max((cell.row + 1 for cell in cells), default=0)
    for cell in cells:
        cell.row_span = min(cell.row_span, height - cell.row)
    return cells


def _text(data: Any, decimals: int | None) -> str:
    written = "".join(data.itertext())
    kind = data.get(f"{_SHEET}Type", "String")
    if kind == "Number":
        try:
            number = Decimal(written.strip())
        except InvalidOperation:
            return join_lines(written.split("\n"))
        return shown(float(number), decimals) if number.is_finite() else ""
    if kind == "DateTime":
        return written.removesuffix("T00:00:00.000").replace("T", " ")
    return "" if kind == "Error" else join_lines(written.split("\n"))


def _number(element: Any, name: str, default: int) -> int:
    written = element.get(f"{_SHEET}{name}", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 8 else default
