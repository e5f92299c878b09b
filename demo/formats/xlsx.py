"""Excel files with merged cells, numbers as numbers, and rates as fractions under a percent format."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import xlsxwriter

from demo.paper import Cell, Paper, Table


def _value(cell: Cell) -> str | float:
    return cell.text if cell.number is None else float(cell.number)


def render(paper: Paper) -> bytes:
    """An xlsx file with one sheet; a paragraph takes a merged row."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    # The file would carry the time of writing otherwise, and no two fetches would be equal.
    book.set_properties({"created": datetime(2020, 1, 1)})  # noqa: DTZ001 - the library wants a naive time
    sheet = book.add_worksheet("自评表")
    plain = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
    rate = book.add_format({"border": 1, "num_format": "0.00%"})
    width = max((block.width for block in paper.blocks if isinstance(block, Table)), default=1)
    sheet.merge_range(0, 0, 0, width - 1, paper.title, plain)
    at = 1
    for block in paper.blocks:
        if isinstance(block, Table):
            for row, column, cell in block.placed():
                style = rate if cell.percent else plain
                if cell.across > 1 or cell.down > 1:
                    last_row, last_column = at + row + cell.down - 1, column + cell.across - 1
                    sheet.merge_range(at + row, column, last_row, last_column, _value(cell), style)
                else:
                    sheet.write(at + row, column, _value(cell), style)
            at += len(block.rows)
        else:
            sheet.merge_range(at, 0, at, width - 1, block.text, plain)
            at += 1
    book.close()
    return out.getvalue()
