"""Files for the readers' tests, made here: pages, text dumps, Word, Excel and PDF files in the genre's manner."""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import docx
import xlsxwriter
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from tasks.parse.document import Document

FILES = Path(__file__).parent / "files"
TITLE = "青石县水务局2022年度农村供水项目支出绩效自评报告"

PARAGRAPHS = "".join(
    f"<p>　　{n}号管网改造投入资金{n}2.50万元，已全部支付，年内完成了下达的各项绩效目标。</p>" for n in range(3, 15)
)
NAVIGATION = (
    '<div class="nav"><ul>' + "".join(f'<li><a href="/c{n}/">栏目{n}</a></li>' for n in range(9)) + "</ul></div>"
)
FOOTER = (
    '<div class="footer"><p>主办单位：青石县人民政府</p><p>网站标识码：4399990003 某ICP备00000000号</p>'
    '<p><a href="/map">网站地图</a></p></div>'
)
FORM = (
    "<table border=1><tr><td rowspan=2>项目<br>资金</td><td>年初<br/>预算数</td><td>全年执行数</td></tr>"
    "<tr><td>120.50</td><td>&nbsp;</td></tr><tr><td colspan=3>合计</td></tr></table>"
)

TAB_DUMP = "\n".join(
    [
        "青石县供水项目绩效自评表",
        "",
        "\t一级指标",
        "\t分值",
        "\t二级指标",
        "\t得分",
        "",
        "\t产出[image: image3.png]",
        " \t20",
        "\t数量",
        "\t18.5",
        "",
        "\t",
        "\t",
        "\t质量",
        "\t",
        "",
        "\t计划投资额",
        "",
        "（万元）",
        "\t120.50",
        "\t实际使用",
        "\t118.00",
        "",
        "\t评价等次",
        "\t优",
        "",
        "评价组组长（签字）：",
        "2023年3月1日",
        "",
        "一、项目概况",
        "1.负责全县农村供水工程的建设和管理，保障用水安全。",
    ]
)


def page(content: str, *, head: str = "", around: str = "") -> str:
    """A page of a portal with `content` in a container that says nothing of its system."""
    return (
        f"<!DOCTYPE html><html><head><title>{TITLE}_青石县人民政府</title>{head}</head><body>{NAVIGATION}"
        f'<div class="w">{around}<div class="text">{content}</div></div>{FOOTER}</body></html>'
    )


def docx_file() -> bytes:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("一、项目概况")
    document.add_paragraph("全年投入120.50万元。")
    table = document.add_table(3, 3)
    table.cell(0, 0).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "资金\n（万元）"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "供水"
    table.cell(1, 1).text = "120.50"
    table.cell(2, 2).text = "118"
    inner = table.cell(2, 1).add_table(1, 2)
    inner.cell(0, 0).text = "内"
    inner.cell(0, 1).text = "表"
    document.add_paragraph("二、结论")
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def xlsx_file() -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    percent = book.add_format({"num_format": "0.0%"})
    sheet = book.add_worksheet("自评表")
    sheet.merge_range("A1:C1", "项目支出绩效自评表")
    sheet.write_row("A3", ["执行率", "合计", "说明"])
    sheet.write("A4", 0.9795, percent)
    sheet.write("B4", 0.1 + 0.2)
    sheet.write("C4", "年初\n预算")
    sheet.merge_range("A5:A6", "供水")
    sheet.write("B5", 120.5)
    sheet.write("B6", 118)
    hidden = book.add_worksheet("草稿")
    hidden.write("A1", "未公开")
    hidden.hide()
    book.close()
    return buffer.getvalue()


def pdf_file(rows: int = 60) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("text", fontName="STSong-Light", fontSize=12, leading=18, firstLineIndent=24, wordWrap="CJK")
    body = [["一级\n指标", "分值", "得分"]] + [[f"指标{n}", str(n), str(n)] for n in range(rows)]
    table = Table(body, colWidths=[100, 80, 80])
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
                ("FONT", (0, 0), (-1, -1), "STSong-Light"),
                ("SPAN", (0, 1), (0, 3)),
            ]
        )
    )
    buffer = BytesIO()
    SimpleDocTemplate(buffer, invariant=1).build(
        [
            Paragraph("一、项目概况", style),
            Paragraph("全年投入一百二十万元，" * 9 + "全部支付。", style),
            table,
            Paragraph("二、结论", style),
        ]
    )
    return buffer.getvalue()


def scanned_pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for _ in range(2):
        canvas.rect(0, 0, 500, 700, fill=1)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def zip_file(files: dict[str, bytes], charset: str = "") -> bytes:
    """A zip archive; with a charset, names stand in it without being said to, as Chinese Windows writes them."""
    buffer = BytesIO()
    raw_names = {}
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(files.items()):
            written = name
            if charset:
                raw = name.encode(charset)
                written = f"{number}".rjust(len(raw), "~")
                raw_names[written.encode()] = raw
            archive.writestr(zipfile.ZipInfo(written, (2023, 3, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    data = buffer.getvalue()
    for written_raw, raw in raw_names.items():
        data = data.replace(written_raw, raw)
    return data


def rar_file(files: dict[str, bytes]) -> bytes:
    """A rar archive (version 4) of stored files, with names in GBK."""
    blocks = [_rar_block(0x73, 0, bytes(6))]
    for name, content in files.items():
        raw = name.encode("gbk")
        size, crc = len(content), zlib.crc32(content)
        # Packed and unpacked size, Windows, check sum, time, version 2.9, stored, length of the name, attributes.
        head = struct.pack("<IIBIIBBHI", size, size, 2, crc, 0x56610000, 29, 0x30, len(raw), 0x20)
        blocks.append(_rar_block(0x74, 0x8000, head + raw) + content)
    return b"Rar!\x1a\x07\x00" + b"".join(blocks) + _rar_block(0x7B, 0x4000, b"")


def _rar_block(kind: int, flags: int, body: bytes) -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head


def cells(document: Document, table: int = 0) -> list[list[str]]:
    """The texts of a table row by row, each cell once."""
    grid = [block.grid for block in document.tables()][table]
    assert grid is not None
    return [[cell.text for cell in grid.cells if cell.row == row] for row in range(grid.height)]


def assert_spans(document: Document) -> None:
    """Every block and cell stands where it says, blocks in order and apart."""
    end = 0
    for block in document.blocks:
        assert document.text[block.start : block.end] == block.text
        assert block.start >= end
        end = block.end
        for cell in block.grid.cells if block.grid else ():
            there = document.text[cell.start : cell.end]
            assert there == cell.text or _bare(there) == _bare(cell.text)
            assert block.start <= cell.start <= cell.end <= block.end or cell.start == cell.end
            assert block.grid is not None
            assert cell.row + cell.row_span <= block.grid.height
            assert cell.column + cell.column_span <= block.grid.width


def _bare(text: str) -> str:
    """Text without white space and characters of no width, which cells of text files leave out."""
    return "".join(text.translate(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))).split())
