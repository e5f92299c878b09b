"""One document in many formats: the same blocks as a page of several web systems, as docx, PDF and workbook.

What a document says must not depend on the format in which it is published. These renditions take the blocks that the
reader of text files found and print them as the formats do, with the furniture of real pages around them: a sidebar
with other articles' scores, previous and next links, a footer with a site code.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from io import BytesIO

from bench.office import through_office
from bench.web_pages import STYLES, Style
from tasks.parse.document import Block, Document, Grid
from tasks.parse.readers.soffice import find_soffice


def page(document: Document, style: Style) -> bytes:
    """The document as a page of a web system."""
    title = next((block.text for block in document.blocks if block.kind == "heading"), "").replace("\n", "")
    parts = [
        _table(block.grid)
        if block.grid is not None
        else "".join(f'<p style="text-indent:2em"><span>{html.escape(line)}</span></p>' for line in _lines(block.text))
        for block in document.blocks
    ]
    return style.page("".join(parts), title)


def word(document: Document, look: str = "Table Grid") -> bytes:
    """The document as docx, with merged cells; the look "Normal Table" has no rules."""
    import docx

    made = docx.Document()
    for block in document.blocks:
        if block.grid is None:
            for line in _lines(block.text):
                made.add_paragraph(line)
            continue
        table = made.add_table(block.grid.height, block.grid.width, look)
        for cell in block.grid.cells:
            place = table.cell(cell.row, cell.column)
            if cell.row_span > 1 or cell.column_span > 1:
                place = place.merge(table.cell(cell.row + cell.row_span - 1, cell.column + cell.column_span - 1))
            place.text = cell.text
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def pdf(document: Document, *, rules: bool = True, padding: int = 6) -> bytes:
    """The document as a text PDF on landscape pages, its tables with or without rules."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = ParagraphStyle("text", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    small = ParagraphStyle("cell", parent=text, fontSize=7, leading=9)
    flow: list[object] = []
    for block in document.blocks:
        if block.grid is None:
            flow += [Paragraph(_marked(line), text) for line in _lines(block.text)]
            continue
        grid = block.grid
        cells: list[list[object]] = [[""] * grid.width for _ in range(grid.height)]
        sides = ("LEFTPADDING", "RIGHTPADDING")
        look: list[tuple[object, ...]] = [(side, (0, 0), (-1, -1), padding) for side in sides]
        look += [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))] if rules else []
        for cell in grid.cells:
            cells[cell.row][cell.column] = Paragraph(_marked(cell.text), small)
            end = (cell.column + cell.column_span - 1, cell.row + cell.row_span - 1)
            if end != (cell.column, cell.row):
                look.append(("SPAN", (cell.column, cell.row), end))
        flow.append(Table(cells, colWidths=[760 / grid.width] * grid.width, style=TableStyle(look)))
    stream = BytesIO()
    SimpleDocTemplate(stream, pagesize=landscape(A4), leftMargin=20, rightMargin=20, invariant=True).build(flow)
    return stream.getvalue()


def _marked(text: str) -> str:
    """A text for reportlab; its Chinese font has no middle dot and would leave it out."""
    return html.escape(text).replace("·", '<font name="Helvetica">·</font>')


def workbook(document: Document) -> bytes:
    """The document's tables as a sheet, lines of prose between them as cells of the first column."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    top = 0
    for block in document.blocks:
        if block.grid is None:
            for line in _lines(block.text):
                sheet.write_string(top, 0, line)
                top += 1
            continue
        for cell in block.grid.cells:
            first = (top + cell.row, cell.column)
            last = (first[0] + cell.row_span - 1, first[1] + cell.column_span - 1)
            if first == last:
                sheet.write_string(*first, cell.text)
            else:
                sheet.merge_range(*first, *last, cell.text)
        top += block.grid.height
    book.close()
    return stream.getvalue()


OFFICE: Mapping[str, tuple[Callable[[Document], bytes], str, str]] = {
    "docx to doc": (word, "docx", "doc"),
    "docx to pdf": (word, "docx", "pdf"),
    "docx to pdf, tables without rules": (partial(word, look="Normal Table"), "docx", "pdf"),
    "xlsx to xls": (workbook, "xlsx", "xls"),
}
"""What LibreOffice makes of files, by name: the maker, its format, and the one that it is turned into."""


def renditions() -> Mapping[str, Callable[[Document], bytes]]:
    """The makers by the name of the format."""

    def in_style(style: Style) -> Callable[[Document], bytes]:
        return lambda document: page(document, style)

    pages = {f"html ({name})": in_style(style) for name, style in STYLES.items()}
    files = {"docx": word, "pdf (text)": pdf, "xlsx": workbook}
    flat = {"html (VSB)": pages["html (VSB)"], **files}
    bare = {
        "pdf, cells without padding": partial(pdf, padding=0),
        "pdf, tables without rules": partial(pdf, rules=False, padding=3),
    }
    office = {f"{name} (LibreOffice)": through_office(*how) for name, how in OFFICE.items()} if find_soffice() else {}

    def in_lines(make: Callable[[Document], bytes]) -> Callable[[Document], bytes]:
        return lambda document: make(as_lines(document))

    def in_rows(make: Callable[[Document], bytes]) -> Callable[[Document], bytes]:
        return lambda document: make(as_rows(document))

    return {
        **pages,
        **files,
        **bare,
        **office,
        **{f"{name}, tables as lines": in_lines(make) for name, make in flat.items()},
        **{f"{name}, rows moved to the left": in_rows(make) for name, make in flat.items()},
    }


def as_lines(document: Document) -> Document:
    """The document without its tables: each line of its text a paragraph, as copies from converters have it."""
    headings = {block.start for block in document.blocks if block.level == 1}
    blocks = [
        Block("heading" if line.start() in headings else "paragraph", line.start(), line.end(), line.group())
        for line in re.finditer(r"[^\n]*\S[^\n]*", document.text)
    ]
    return replace(document, blocks=tuple(blocks))


def as_rows(document: Document) -> Document:
    """The document with the cells of each row side by side from the left, as programs make tables out of text."""

    def moved(grid: Grid) -> Grid:
        counts = [0] * grid.height
        cells = []
        for cell in grid.cells:
            cells.append(replace(cell, column=counts[cell.row], row_span=1, column_span=1))
            counts[cell.row] += 1
        return Grid(grid.height, max(counts), tuple(cells), grid.caption)

    blocks = (b if b.grid is None else replace(b, grid=moved(b.grid)) for b in document.blocks)
    return replace(document, blocks=tuple(blocks))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _table(grid: Grid) -> str:
    """A table with spans; positions that no cell covers are empty cells."""
    covered: set[tuple[int, int]] = set()
    starts = {(cell.row, cell.column): cell for cell in grid.cells}
    rows = []
    for row in range(grid.height):
        out = []
        for column in range(grid.width):
            cell = starts.get((row, column))
            if cell is not None:
                spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
                spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
                covered |= {
                    (r, c) for r in range(row, row + cell.row_span) for c in range(column, column + cell.column_span)
                }
                out.append(f'<td{spans}><p class="MsoNormal"><span>{html.escape(cell.text)}</span></p></td>')
            elif (row, column) not in covered:
                out.append("<td>&nbsp;</td>")
        rows.append(f"<tr>{''.join(out)}</tr>")
    return f"<table border=1>{''.join(rows)}</table>"
