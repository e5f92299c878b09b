"""Workbooks (xlsx): every visible sheet is a table, under its title or its name."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineSheet, CalamineWorkbook

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.sheets import MAX_SHEETS, add_sheet, locator, merged, shown
from tasks.parse.readers.sniff import unpacked_size
from tasks.parse.readers.xlsx_cells import SheetFacts, sheet_facts

READER = "xlsx"


def read_xlsx(data: bytes) -> Document:
    """Read a workbook. Raises `UnreadableError` where it unfolds past the limits or holds no text."""
    if unpacked_size(data) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError("unsupported", "an xlsx file that unfolds to more than is read")
    facts = sheet_facts(data)
    out = Assembler()
    notes: list[str] = []
    with CalamineWorkbook.from_filelike(BytesIO(data)) as workbook:
        for name in workbook.sheet_names[:MAX_SHEETS]:
            known = facts.get(name, SheetFacts({}, hidden=False))
            if known.hidden:
                notes.append(f"{NOT_READ} hidden sheet {name}")
                continue
            if known.hidden_rows:
                notes.append(f"{NOT_READ} {len(known.hidden_rows)} hidden rows of sheet {name}")
            add_sheet(out, name, _cells(workbook.get_sheet_by_name(name), name, known))
    return out.document(reader=READER, format_name="xlsx", notes=notes)


def _cells(sheet: CalamineSheet, name: str, known: SheetFacts) -> list[DraftCell]:
    if sheet.start is None:
        return []
    top, left = sheet.start
    rows = sheet.to_python(nrows=limits.MAX_TABLE_ROWS)
    spans, covered = merged(sheet.merged_cell_ranges or [], sheet.end or (0, 0))
    cells: list[DraftCell] = []
    for r, values in enumerate(rows, start=top):
        filled = [c for c, value in enumerate(values, start=left) if value != "" or (r, c) in spans]
        if not filled or (r in known.hidden_rows and not any((r, c) in spans for c in filled)):
            continue
        for c, value in enumerate(values[: limits.MAX_TABLE_COLUMNS], start=left):
            if (r, c) in covered:
                continue
            height, width = spans.get((r, c), (1, 1))
            text = shown(value, known.percent.get((r, c)))
            cells.append(DraftCell(text, r - top, c - left, height, width, locator(name, r, c)))
    return cells
