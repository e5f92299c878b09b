"""Tables without rules, printed as office programs print them: cells in columns, narrow ones over several lines."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tasks.parse.readers import read
from tests.tasks.parse.readers.samples import assert_spans

SIZE, PITCH, LEFT, COLUMN, PADDING = 11, 14, 60, 66, 10.8
ROWS = (
    ("资金情况(万元)", "全年预算数(A)", "全年执行数(B)", "分值", "得分"),
    ("年度资金总额", "1,548.44", "1,520.00", "10", "9.8"),
    ("其中:财政拨款", "1,548.44", "1,520.00", "", ""),
    ("一级指标", "三级指标", "年度指标值", "分值", "得分"),
    ("产出指标", "农村危房改造完成户数", "≥4280户", "50", "50"),
    ("效益指标", "受益群众", "≥12000人", "40", "38.5"),
)


def printed(rows: tuple[tuple[str, ...], ...], bottom: float = 60.0) -> bytes:
    """A PDF of the rows, each cell broken where it is full and every page where it is."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    top = A4[1] - 60

    def begin() -> float:
        canvas.setFont("STSong-Light", SIZE)
        return A4[1] - 60

    begin()
    canvas.drawString(LEFT, top, "项目支出绩效自评表")
    top -= PITCH
    for row in rows:
        cells = [broken(text) for text in row]
        for number in range(max(map(len, cells))):
            if top < bottom:
                canvas.showPage()
                top = begin()
            for column, lines in enumerate(cells):
                if number < len(lines):
                    canvas.drawString(LEFT + column * COLUMN, top, lines[number])
            top -= PITCH
    canvas.save()
    return out.getvalue()


def broken(text: str) -> list[str]:
    lines = [""]
    for char in text:
        if pdfmetrics.stringWidth(lines[-1] + char, "STSong-Light", SIZE) > COLUMN - PADDING:
            lines.append("")
        lines[-1] += char
    return lines


def grid(data: bytes) -> list[tuple[str, ...]]:
    document = read(data)
    assert_spans(document)
    (table,) = document.tables()
    assert table.grid is not None
    return [tuple(cell.text if cell else "" for cell in row) for row in table.grid.rows()]


def test_cells_that_go_on_in_the_next_line_are_put_together() -> None:
    assert grid(printed(ROWS)) == [*ROWS]


def test_a_row_that_a_page_break_cuts_is_put_together() -> None:
    for cut in range(5):
        bottom = A4[1] - 60 - PITCH * (8.5 + cut)
        assert grid(printed(ROWS, bottom)) == [*ROWS], cut


def test_prose_is_no_table() -> None:
    prose = tuple((f"{number}.全年安排资金120万元",) for number in range(1, 9))
    assert list(read(printed(prose)).tables()) == []
