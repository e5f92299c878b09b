"""Cells of PDF tables whose edges cut words and numbers in two."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tasks.parse.readers import read
from tests.tasks.parse.readers.samples import cells

SIZE, HIGH, PADDING = 10, 40, 4


def table(*rows: tuple[str, str]) -> bytes:
    """A ruled table; the lines of a cell stand one below the other, and each column is as wide as its widest line."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 400))
    canvas.setFont("STSong-Light", SIZE)
    columns = [
        max(canvas.stringWidth(line) for cell in column for line in cell.split("\n")) + 2 * PADDING
        for column in zip(*rows, strict=True)
    ]
    top = 380
    for row in rows:
        left = 20.0
        for cell, width in zip(row, columns, strict=True):
            canvas.rect(left, top - HIGH, width, HIGH)
            for at, line in enumerate(cell.split("\n")):
                canvas.drawString(left + PADDING, top - (at + 1) * 1.2 * SIZE, line)
            left += width
        top -= HIGH
    canvas.save()
    return stream.getvalue()


NAME = ("项目名称", "供水管护")


def test_a_number_or_word_that_fills_its_line_goes_on_below() -> None:
    code, target = ("索引号", "11439020\n23-0017"), ("目标值", "≥200000\n00米")
    assert cells(read(table(NAME, code, target))) == [
        ["项目名称", "供水管护"],
        ["索引号", "1143902023-0017"],
        ["目标值", "≥20000000米"],
    ]


def test_what_has_room_beside_it_stays_apart() -> None:
    wide = ("发布机构", "青石县农村供水总站")
    assert cells(read(table(NAME, ("主管部门", "青石县水务局"), wide, ("时间", "2022\n2023年"))))[2:] == [
        list(wide),
        ["时间", "2022 2023年"],
    ]


def test_numbers_below_each_other_stay_apart() -> None:
    sums = (("到位资金合计", "1000\n2000"), ("使用资金合计", "900\n1800"), ("结余资金", "100\n200"))
    assert [row[1] for row in cells(read(table(*sums)))] == ["1000 2000", "900 1800", "100 200"]


def test_an_amount_in_pieces_is_one() -> None:
    sums = (("到位资金合计数", "8,82\n7,62\n0.53"), ("使用资金合计数", "3,3\n09,840.00"), ("结余", "100\n.5"))
    assert [row[1] for row in cells(read(table(*sums)))] == ["8,827,620.53", "3,309,840.00", "100.5"]
