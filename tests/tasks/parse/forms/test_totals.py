"""Rows of totals, rates beside parts, sums below nothing and sums without a unit."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.forms import read_forms
from tasks.parse.readers import read
from tests.tasks.parse.forms.making import document, lines

HEADS = ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
ROW = ["产出指标", "数量指标", "慰问户数", "60户", "60户", "100", "97"]


def test_a_grade_stands_in_the_row_of_totals() -> None:
    for total in (["总分", "", "", "100", "97", "优", ""], ["总分", "", "", "自评等级", "优", "100", "97"]):
        evaluation = read_forms(document([["项目名称", "走访慰问", "", "", "", "", ""], HEADS, ROW, total]))[
            0
        ].evaluation
        assert evaluation.grade is not None
        assert evaluation.grade.value == "优"
    text = "\n".join(["项目名称", "走访慰问", *HEADS, *ROW, "总分(100分)", "100", "97", "自评等级", "优"])
    evaluation = read_forms(lines(text))[0].evaluation
    assert evaluation.total_score is not None or evaluation.scores
    assert evaluation.grade is not None


def test_a_total_is_read_though_its_rows_were_cut_off() -> None:
    evaluation = read_forms(lines("项目名称\n走访慰问\n实施单位\n青禾县民政局\n总分\n100\n99"))[0].evaluation
    (total,) = evaluation.scores
    assert (total.level, total.max_points, total.points) == (0, 100, 99)


def test_more_may_be_spent_than_was_given() -> None:
    rows = [
        ["项目名称", "护坡工程", "", ""],
        ["计划安排资金(万元)", "1187", "实际支出(万元)", "1242.78"],
        ["结余(万元)", "-55.78", "到位资金(万元)", "-3"],
    ]
    funds = read_forms(document(rows))[0].evaluation.funds
    assert {f.measure: f.amount_yuan for f in funds} == {
        "planned": Decimal(11870000),
        "spent": Decimal(12427800),
        "balance": Decimal(-557800),
    }


def test_a_page_that_lost_its_corner_and_its_unit() -> None:
    bars = (
        "项目名称 | 学会整体监控 | 项目编码 | 50020024P000060 |\n"
        "年初预算数 | 全年(调整)预算数 | 全年执行数 | 执行率 | 执行率权重 | 执行率得分 |\n"
        "年度总金额 | 3,724,000.00? | 4,764,000.00? | 4,614,000.00? |\n"
        "其中:财政拨款 | 3,724,000.00? | 4,764,000.00? | 4,614,000.00? | 96.85 | 10.00 | 9.68? |\n"
    )
    evaluation = read_forms(read(bars.encode(), name="a.txt"))[0].evaluation
    assert {(f.measure, f.source): f.amount_yuan for f in evaluation.funds} == {
        (measure, source): Decimal(amount)
        for source in ("total", "fiscal")
        for measure, amount in (("budget_initial", 3724000), ("budget_adjusted", 4764000), ("spent", 4614000))
    }
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == Decimal("96.85")
