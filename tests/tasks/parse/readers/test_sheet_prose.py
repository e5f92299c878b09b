"""Workbooks in which offices write reports: lines of prose in cells over, under and between the tables of forms."""

from __future__ import annotations

from io import BytesIO

import xlsxwriter

from tasks.parse.document import Document
from tasks.parse.readers import read
from tests.tasks.parse.readers.samples import assert_spans, cells

REPORT = ("一、基本情况", "2023年安排资金120万元,支出118万元。", "二、存在问题", "无。")


def workbook(*rows: tuple[str, ...] | str, name: str = "Sheet1") -> Document:
    """A sheet of rows; a row that is a string is a cell merged over four columns."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(name)
    for number, row in enumerate(rows):
        if isinstance(row, str):
            sheet.merge_range(number, 0, number, 3, row)
        else:
            sheet.write_row(number, 0, row)
    book.close()
    document = read(stream.getvalue())
    assert_spans(document)
    return document


def outline(document: Document) -> list[str]:
    return ["table" if block.grid else block.text for block in document.blocks]


HEAD, ROW = ("资金", "预算数", "执行数", "得分"), ("总额", "120", "118", "9.8")


def test_lines_under_a_table_are_paragraphs() -> None:
    document = workbook("项目支出绩效自评表", HEAD, ROW, *REPORT)
    assert outline(document) == ["项目支出绩效自评表", "table", *REPORT]
    assert cells(document) == [[*HEAD], [*ROW]]


def test_a_sheet_of_prose_alone() -> None:
    assert outline(workbook(*REPORT, name="自评报告")) == [*REPORT]


def test_a_cell_of_several_lines_is_several_paragraphs() -> None:
    assert outline(workbook("\n".join(REPORT))) == [*REPORT]


def test_one_line_between_rows_belongs_to_the_table() -> None:
    document = workbook(HEAD, ROW, "项目目标:保障供水", HEAD, ROW)
    assert outline(document) == ["table"]


def test_the_title_of_the_next_form_parts_two_tables() -> None:
    document = workbook("项目支出绩效自评表", HEAD, ROW, "项目支出绩效自评表", "(2022年度)", HEAD, ROW)
    assert outline(document) == ["项目支出绩效自评表", "table", "项目支出绩效自评表", "(2022年度)", "table"]
