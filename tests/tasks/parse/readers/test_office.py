"""Word, Excel and PDF files."""

from __future__ import annotations

import base64
import zipfile
from io import BytesIO

import pytest
import xlsxwriter

from tasks.parse.document import UnreadableError
from tasks.parse.readers import limits, read
from tasks.parse.readers.sheets import shown
from tests.tasks.parse.readers import samples
from tests.tasks.parse.readers.samples import assert_spans, cells


def test_docx_paragraphs_tables_and_merged_cells() -> None:
    document = read(samples.docx_file(), name="report.doc")
    assert_spans(document)
    assert [(block.kind, block.level) for block in document.blocks] == [
        ("heading", 1),
        ("heading", 2),
        ("paragraph", 0),
        ("table", 0),
        ("table", 0),
        ("heading", 2),
    ]
    assert cells(document) == [["项目", "资金（万元）"], ["供水", "120.50", ""], ["", "118"]]
    assert cells(document, 1) == [["内", "表"]]
    grid = next(document.tables()).grid
    assert grid is not None
    assert [[cell.text if cell else None for cell in row] for row in grid.rows()] == [
        ["项目", "资金（万元）", "资金（万元）"],
        ["供水", "120.50", ""],
        ["供水", "", "118"],
    ]


def test_xlsx_numbers_percentages_merged_cells_and_hidden_sheets() -> None:
    document = read(samples.xlsx_file())
    assert_spans(document)
    assert [(block.kind, block.locator) for block in document.blocks] == [("heading", "自评表!A1"), ("table", "自评表")]
    assert document.blocks[0].text == "项目支出绩效自评表"
    grid = next(document.tables()).grid
    assert grid is not None
    assert {cell.locator: cell.text for cell in grid.cells if cell.text} == {
        "自评表!A3": "执行率",
        "自评表!B3": "合计",
        "自评表!C3": "说明",
        "自评表!A4": "98.0%",
        "自评表!B4": "0.3",
        "自评表!C4": "年初预算",
        "自评表!A5": "供水",
        "自评表!B5": "120.5",
        "自评表!B6": "118",
    }
    spans = {cell.locator: (cell.row_span, cell.column_span) for cell in grid.cells}
    assert spans["自评表!A5"] == (2, 1)
    assert "未公开" not in document.text
    assert document.notes == ("not read: hidden sheet 草稿",)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.5, 0, "50%"),
        (0.99125, 1, "99.1%"),
        (1234567.0, None, "1234567"),
        (1e-7, None, "0.0000001"),
        (True, None, "TRUE"),
    ],
)
def test_values_as_text(value: float, decimals: int | None, text: str) -> None:
    assert shown(value, decimals) == text


def test_sheet_with_a_stray_cell_at_its_far_end_is_refused() -> None:
    whole = samples.xlsx_file()
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b'r="B6"', b'r="XFD1048576"')
            new.writestr(name, content)
    with pytest.raises(UnreadableError, match="reaches over"):
        read(buffer.getvalue())


def test_blank_cells_with_a_format_do_not_make_a_sheet_large() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet, frame = book.add_worksheet(), book.add_format({"border": 1})
    sheet.write_row(0, 0, ["项目名称", "供水管护"])
    sheet.write_blank(1048575, 16383, None, frame)
    book.close()
    assert read(stream.getvalue()).text == "项目名称\t供水管护"


def test_zip_bomb_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1_000)
    for whole in (samples.docx_file(), samples.xlsx_file(), samples.pdf_file()):
        with pytest.raises(UnreadableError, match="unfolds"):
            read(whole)


def test_pdf_text_tables_and_page_breaks() -> None:
    document = read(samples.pdf_file())
    assert_spans(document)
    assert [(block.kind, block.locator) for block in document.blocks] == [
        ("heading", "page 1"),
        ("paragraph", "page 1"),
        ("table", "page 1"),
        ("heading", "page 2"),
    ]
    assert document.blocks[1].text == "全年投入一百二十万元，" * 9 + "全部支付。"
    grid = next(document.tables()).grid
    assert grid is not None
    assert (grid.height, grid.width) == (61, 3)
    assert [cell.text for cell in grid.cells[:3]] == ["一级指标", "分值", "得分"]
    merged = grid.cells[3]
    assert (merged.text, merged.row_span) == ("指标0", 3)
    assert grid.cells[-1].locator == "page 2"
    assert grid.cells[-1].text == "59"


def test_xlsx_that_hides_its_size_is_unreadable() -> None:
    whole = bytearray(samples.xlsx_file())
    with zipfile.ZipFile(BytesIO(bytes(whole))) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    at = whole.rindex(b"xl/sharedStrings.xml") - 46 + 24  # the uncompressed size in the central directory
    assert int.from_bytes(whole[at : at + 4], "little") == size
    whole[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableError) as caught:
        read(bytes(whole))
    assert caught.value.state == "unreadable"


def test_web_archive_served_as_doc() -> None:
    body = base64.encodebytes(f'<html><meta charset="gb2312">{samples.FORM}</html>'.encode("gbk")).decode()
    archive = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        f"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n{body}\r\n--x--\r\n"
    )
    document = read(archive.encode(), name="form.doc")
    assert (document.format, document.charset) == ("mhtml", "gb18030")
    assert cells(document) == [["项目资金", "年初预算数", "全年执行数"], ["120.50", ""], ["合计"]]


def test_hidden_rows_of_a_workbook_are_not_read() -> None:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate((("项目名称", "金额"), ("供水管护", "120"), ("去年的", "99"), ("道路养护", "80"))):
        sheet.write_row(number, 0, row)
    sheet.set_row(2, None, None, {"hidden": True})
    book.close()
    document = read(stream.getvalue())
    assert cells(document) == [["项目名称", "金额"], ["供水管护", "120"], [], ["道路养护", "80"]]
    assert document.notes == ("not read: 1 hidden rows of sheet Sheet1",)
