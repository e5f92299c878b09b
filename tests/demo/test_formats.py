"""Attachments open with the libraries that the parser uses, and hold the figures of their record."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import docx
import pdfplumber
import pytest
from python_calamine import CalamineWorkbook

from demo.formats import FORMATS
from demo.items import slot_item
from demo.placement import SITES
from demo.record import Attachment, Evaluation
from demo.writers import write
from demo.writers.words import percent, plain, yuan_in


def files(kind: str) -> list[Attachment]:
    found = []
    for number in range(60):
        found += [file for file in slot_item(1, number % SITES, number // SITES).attachments if file.format == kind]
    return found


def render(file: Attachment) -> bytes:
    return FORMATS[file.format][0](write(file.record))


def printed(e: Evaluation, unit: str) -> list[str]:
    """Every figure that the form must show, as it is written."""
    figures = [yuan_in(money.yuan, unit) for money in e.money]
    figures += [plain(line.points) for line in e.lines if line.points is not None]
    figures += [plain(e.total)] if e.total is not None else []
    return figures + ([percent(e.execution_rate)] if e.execution_rate is not None else [])


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "txt"])
def test_the_same_record_gives_the_same_bytes(kind: str) -> None:
    file = files(kind)[0]
    assert render(file) == render(file)


def test_word_files() -> None:
    assert files("docx")
    for file in files("docx"):
        (e,) = file.record.evaluations
        document = docx.Document(BytesIO(render(file)))
        assert document.paragraphs[0].text == file.record.title
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        for figure in printed(e, file.record.money_unit):
            assert figure in cells
        widths = {len(row.cells) for row in document.tables[-1].rows}
        assert len(widths) == 1  # merged cells repeat: every row covers the whole grid
        first_column = [row.cells[0].text for row in document.tables[-1].rows]
        merged, rows = ("年度预算(万元)", 5) if e.kind == "department" else ("项目管理", 6)
        assert first_column.count(merged) == rows


def test_excel_files_hold_numbers() -> None:
    assert files("xlsx")
    for file in files("xlsx"):
        (e,) = file.record.evaluations
        sheet = CalamineWorkbook.from_filelike(BytesIO(render(file))).get_sheet_by_index(0)
        values = [value for row in sheet.to_python() for value in row]
        assert values[0] == file.record.title
        unit = 10_000 if file.record.money_unit == "万元" else 1
        for money in e.money:
            assert float(money.yuan / unit) in values
        assert float(e.total or 0) in values
        assert float((e.execution_rate or Decimal(0)) / 100) in values  # a fraction under a percent format
        assert sheet.merged_cell_ranges


def test_pdf_files_have_a_ruled_table() -> None:
    assert files("pdf")
    assert {file.record.money_unit for file in files("pdf")} == {"万元", "元"}
    for file in files("pdf"):
        (e,) = file.record.evaluations
        with pdfplumber.open(BytesIO(render(file))) as pdf:
            assert (pdf.pages[0].extract_text() or "").startswith(file.record.title)
            rows = [row for page in pdf.pages for table in page.extract_tables() for row in table]
        cells = [(cell or "").replace("\n", "") for row in rows for cell in row]
        for figure in printed(e, file.record.money_unit):
            assert figure in cells
        assert e.lines[-1].level3 in cells


def test_text_dumps_have_a_cell_a_line() -> None:
    assert files("txt")
    for file in files("txt"):
        (e,) = file.record.evaluations
        text = render(file).decode()
        assert text.startswith(file.record.title)
        cells = [line[1:] for line in text.splitlines() if line.startswith("\t")]
        for figure in printed(e, file.record.money_unit):
            assert figure in cells
        assert "" in cells
