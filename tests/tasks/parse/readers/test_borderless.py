"""Tables without rules, printed as office programs print them: cells in columns, narrow ones over several lines."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tasks.parse.forms import read_forms
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


def laid_out(lines: tuple[dict[int, str], ...], apart: dict[int, int] | None = None) -> bytes:
    """A PDF of lines, each with its words by the column at whose left edge they stand; `apart` is room over lines."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("STSong-Light", SIZE)
    top = A4[1] - 60.0
    for number, line in enumerate(lines):
        top -= (apart or {}).get(number, PITCH)
        for column, words in line.items():
            canvas.drawString(LEFT + column * COLUMN, top, words)
    canvas.save()
    return out.getvalue()


def test_cells_merged_down_and_values_behind_blank_columns_keep_to_their_labels() -> None:
    document = read(
        laid_out(
            (
                {0: "项目名称", 2: "河道清淤"},
                {0: "主管部门", 2: "某县水利局"},
                {0: "项目资金(", 2: "全年预算", 3: "全年执行", 4: "执行率"},
                {2: "数", 3: "数"},
                {0: "万元)", 1: "资金总额", 2: "120.00", 3: "96.00", 4: "80%"},
                {1: "财政拨款", 2: "120.00", 3: "96.00", 4: "80%"},
                {0: "绩效指标", 2: "年度指标值", 4: "实际完成", 5: "得分"},
                {0: "一级指标", 1: "三级指标", 2: "指标性质", 3: "指标值", 4: "值"},
                {0: "产出指标", 1: "清淤长度", 2: "≥", 3: "12", 4: "11", 5: "45"},
                {0: "效益指标", 1: "受益人口", 2: "≥", 3: "3000", 4: "3100", 5: "50"},
            )
        )
    )
    (form,) = read_forms(document)
    evaluation = form.evaluation
    assert evaluation.name is not None
    assert evaluation.name.value == "河道清淤"
    assert {(f.measure, f.source, f.amount_yuan) for f in evaluation.funds} == {
        (measure, source, Decimal(amount))
        for measure, amount in (("budget_adjusted", 1200000), ("spent", 960000))
        for source in ("total", "fiscal")
    }
    assert [(s.indicator_3, s.target, s.actual, s.points) for s in evaluation.scores if s.is_leaf] == [
        ("清淤长度", "12", "11", 45),
        ("受益人口", "3000", "3100", 50),
    ]


def test_room_between_rows_tells_them_apart_where_cells_are_set_at_the_bottom() -> None:
    lines = (
        {0: "序号", 1: "项目名称", 2: "预算数", 3: "执行数", 4: "执行率"},
        {1: "综合实训"},
        {0: "1", 1: "楼建设", 2: "2,532.46", 3: "1,820.18", 4: "71.87%"},
        {0: "2", 1: "办学评估", 2: "45", 3: "0", 4: "0.00%"},
        {1: "管理费"},
        {0: "3", 1: "专项", 2: "4,599.80", 3: "3,416.47", 4: "74.27%"},
    )
    document = read(laid_out(lines, dict.fromkeys((1, 3, 4), 30)))
    assert [" ".join(cell.text for cell in table.grid.cells if cell.row == row) for table in document.tables()
            if table.grid for row in range(1, 4)] == [
        "1 综合实训楼建设 2,532.46 1,820.18 71.87%",
        "2 办学评估 45 0 0.00%",
        "3 管理费专项 4,599.80 3,416.47 74.27%",
    ]  # fmt: skip
