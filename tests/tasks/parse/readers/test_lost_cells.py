"""Tables made of lines that had lost the cells under row spans."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import docx
import pytest

from tasks.parse.document import Document, Grid
from tasks.parse.extract import extract
from tasks.parse.readers import read

FORM = (
    ("项目名称", "青石县农村供水管护项目", "主管部门", "青石县水务局"),
    ("项目资金（万元）", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("年度资金总额", "120", "118.5", "10", "98.75%", "9.88"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "管护供水站", "12座", "12座", "20", "20"),
    ("维修管网", "30公里", "31公里", "20", "20"),
    ("质量指标", "水质达标率", "≥95%", "96%", "20", "20"),
    ("效益指标", "社会效益指标", "受益人口", "1.2万人", "1.2万人", "30", "29"),
)


def as_page(rows: tuple[tuple[str, ...], ...] = FORM) -> bytes:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><body><h1>2023年度项目支出绩效自评表</h1><table>{body}</table></body></html>".encode()


def as_docx() -> bytes:
    """With the last cell of a short row drawn out to the edge, or with blank cells behind it."""
    made = docx.Document()
    made.add_paragraph("2023年度项目支出绩效自评表")
    table = made.add_table(len(FORM), 7)
    for y, row in enumerate(FORM):
        if y % 2:
            table.cell(y, len(row) - 1).merge(table.cell(y, 6))
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def grid_of(document: Document) -> Grid:
    (block,) = document.tables()
    assert block.grid is not None
    return block.grid


@pytest.mark.parametrize("data", [as_page(), as_docx()], ids=["html", "docx"])
def test_rows_stand_under_their_heads_again(data: bytes) -> None:
    document = read(data)
    grid = grid_of(document)
    assert grid.is_loose
    starts = {cell.text: cell.column for cell in grid.cells if cell.row >= 4}
    assert starts["维修管网"] == starts["水质达标率"] == 2
    assert starts["质量指标"] == 1
    for cell in grid.cells:
        assert document.text[cell.start : cell.end] == cell.text


@pytest.mark.parametrize("data", [as_page(), as_docx()], ids=["html", "docx"])
def test_the_facts_are_those_of_the_text(data: bytes) -> None:
    lines = "\n".join(" | ".join(row) + " |" for row in FORM)
    text = extract(read(f"2023年度项目支出绩效自评表\n{lines}".encode()))
    made = extract(read(data))
    (from_text,), (from_file,) = text.evaluations, made.evaluations
    assert [(s.indicator_1, s.indicator_2, s.indicator_3, s.points) for s in from_file.scores] == [
        (s.indicator_1, s.indicator_2, s.indicator_3, s.points) for s in from_text.scores
    ]
    assert "维修管网" in {score.indicator_3 for score in from_file.scores}
    assert {(f.measure, f.source, f.amount_yuan) for f in from_file.funds} == {
        (f.measure, f.source, f.amount_yuan) for f in from_text.funds
    }


def test_a_table_that_lost_nothing_stays_as_it_is() -> None:
    filled = tuple((*row, *[""] * (7 - len(row))) for row in FORM[:5])
    assert not grid_of(read(as_page(filled))).is_loose


def test_a_head_of_amounts_without_its_corner() -> None:
    """The cell beside the head is drawn down beside the names in print, and a row of its own in such a table."""
    rows = (("项目资金（万元）",), ("全年预算数", "全年执行数", "执行率"), ("年度资金总额", "1760", "1742.4", "99%"))
    (evaluation,) = extract(read(as_page((*FORM[:1], *rows, *FORM[3:])))).evaluations
    assert {(f.measure, f.amount_yuan) for f in evaluation.funds if f.source == "total"} == {
        ("budget_adjusted", Decimal(17_600_000)),
        ("spent", Decimal(17_424_000)),
    }
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == 99


def test_rows_that_begin_with_a_lower_level_than_their_head() -> None:
    """A target form: nothing tells where single cells belong, but 质量指标 stands under the head of the whole table."""
    rows = (
        ("项目名称", "青石县送戏下乡补助"),
        ("年度绩效指标", "一级指标", "二级指标", "三级指标内容", "指标值"),
        ("产出指标", "数量指标", "演出", "≥70场"),
        ("质量指标", "完成率", "≥95%"),
        ("满意度指标", "满意度指标", "村民满意度", "≥90%"),
    )
    filled = tuple((*row, *[""] * (5 - len(row))) for row in rows)
    assert grid_of(read(as_page(filled))).is_loose
    (evaluation,) = extract(read(as_page(filled))).evaluations
    assert [(s.indicator_1, s.indicator_2, s.indicator_3, s.target) for s in evaluation.scores] == [
        ("产出指标", "数量指标", "演出", "≥70场"),
        ("产出指标", "质量指标", "完成率", "≥95%"),
        ("满意度指标", "满意度指标", "村民满意度", "≥90%"),
    ]
