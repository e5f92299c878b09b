"""Units, rates, grades and the points of the execution rate on forms that are tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.document import Document
from tasks.parse.facts import Evaluation
from tasks.parse.forms import EXECUTION_LAYOUT, read_forms
from tests.tasks.parse.forms.central import CENTRAL, check_evidence, indicators
from tests.tasks.parse.forms.making import document


def test_yuan_and_fen_are_known_by_their_notation_where_nothing_names_a_unit() -> None:
    made = document(
        [
            ["项目名称", "防汛物资", "", ""],
            ["", "年初预算数", "全年预算数", "全年执行数"],
            ["年度资金总额", "3,724,055.00", "3,724", "412.50"],
        ]
    )
    (fund,) = read_forms(made)[0].evaluation.funds
    assert (fund.measure, fund.amount_yuan, fund.unit_from) == ("budget_initial", Decimal("3724055.00"), "notation")


def test_units_of_heads_cells_and_captions_are_applied_once() -> None:
    head = ["项目名称", "防汛物资", "", ""]
    made = document(
        "金额单位：元",
        [head, ["", "年初预算数", "全年预算数", "全年执行数"], ["年度资金总额", "2,000,000.00", "3万元", "0"]],
    )
    funds = {fund.measure: fund for fund in read_forms(made)[0].evaluation.funds}
    assert funds["budget_initial"].amount_yuan == Decimal("2000000.00")
    assert funds["budget_initial"].unit_from == "caption"
    assert funds["budget_adjusted"].amount_yuan == Decimal(30000)
    assert funds["budget_adjusted"].unit_from == "cell"
    assert funds["spent"].amount_yuan == 0

    made = document(
        [
            head,
            ["", "年初预算数（万元）", "全年预算数（万元）", "全年执行数（万元）"],
            ["年度资金总额", "2", "3.5万", "—"],
        ]
    )
    funds = {fund.measure: fund for fund in read_forms(made)[0].evaluation.funds}
    assert funds["budget_initial"].amount_yuan == Decimal(20000)
    assert funds["budget_initial"].unit_from == "column"
    assert funds["budget_adjusted"].amount_yuan == Decimal(35000)
    assert "spent" not in funds


def test_without_a_unit_only_zero_is_money() -> None:
    made = document([["项目名称", "防汛物资", ""], ["", "全年预算数", "全年执行数"], ["年度资金总额", "35", "0"]])
    assert [(f.measure, f.amount_yuan) for f in read_forms(made)[0].evaluation.funds] == [("spent", Decimal(0))]


def executions(evaluation: Evaluation) -> list[tuple[object, ...]]:
    found = [s for s in evaluation.scores if s.evidence.layout == EXECUTION_LAYOUT]
    assert all((s.level, s.indicator_1, s.is_leaf) == (1, "预算执行率", True) for s in found)
    return [(s.max_points, s.points) for s in found]


def test_points_of_the_execution_rate_are_those_of_the_row_of_totals() -> None:
    made = document([*CENTRAL[:6], [*CENTRAL[6][:7], "5", "83.13%", "4.2"], *CENTRAL[7:]])
    (form,) = read_forms(made)
    check_evidence(made, (form,))
    assert executions(form.evaluation) == [(10, Decimal("8.65"))]
    assert sum(s.points or 0 for s in form.evaluation.scores if s.is_leaf) == Decimal("96.95")
    line = form.evaluation.scores[0]
    assert made.text[line.evidence.start : line.evidence.end].split("\t")[-3:] == ["10", "86.50%", "8.65"]


def test_the_weight_of_the_execution_rate_may_stand_in_a_head() -> None:
    def form(section: str, points: str) -> Document:
        return document(
            [
                ["项目名称", "校园安全经费", "", "", ""],
                [section, "", "预算数(A)", "执行数(B)", "执行率(B/A)", points],
                ["", "年度财政资金总额", "56.8", "55.1", "97.01%", "19.4"],
                ["一级指标", "二级指标", "三级指标", "年初目标值(A)", "实际完成值(B)", "得分"],
                ["产出指标", "数量指标", "购置监控", "36套", "36套", "40"],
            ]
        )

    for made in (form("预算执行情况（万元）", "得分（20分*执行率）"), form("预算执行情况（万元）（20分）", "得分")):
        assert executions(read_forms(made)[0].evaluation) == [(20, Decimal("19.4"))]


def test_a_form_that_lists_the_execution_rate_among_its_indicators_scores_it_once() -> None:
    made = document(
        [
            ["项目名称", "校园安全经费", "", "", "", ""],
            ["项目资金(万元)", "", "全年预算数", "全年执行数", "分值", "得分"],
            ["", "年度资金总额", "50", "45", "10", "9"],
            ["一级指标", "二级指标", "三级指标", "年度指标值", "分值", "得分"],
            ["预算执行率", "预算执行率", "预算执行率", "100%", "10", "9"],
            ["产出指标", "数量指标", "购置监控", "36套", "90", "88"],
        ]
    )
    evaluation = read_forms(made)[0].evaluation
    assert executions(evaluation) == []
    assert [s.points for s in indicators(evaluation)] == [9, 88]


@pytest.mark.parametrize(("written", "read"), [("0.865", Decimal("86.500")), ("86.5", Decimal("86.5")), ("1.3", None)])
def test_a_rate_without_sign_is_taken_where_the_amounts_agree(written: str, read: Decimal | None) -> None:
    made = document(
        [
            ["项目名称", "甲", "", ""],
            ["项目资金(万元)", "全年预算数", "全年执行数", "执行率"],
            ["年度资金总额", "100", "86.5", written],
        ]
    )
    rate = read_forms(made)[0].evaluation.execution_rate
    assert (rate.value if rate else None) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("优秀", "优"),
        ("良好", "良"),
        ("合格", "中"),
        ("不合格", "差"),
        ("优□ 良☑ 中□ 差□", "良"),
        ("优□良□中□差□", None),
        ("", None),
    ],
)
def test_grades(written: str, read: str | None) -> None:
    made = document([["项目名称", "甲"], ["评价等级", written], ["实施单位", "乙局"]])
    grade = read_forms(made)[0].evaluation.grade
    assert (grade.value if grade else None) == read


def test_heads_that_nobody_knows_are_named_by_what_the_amounts_make() -> None:
    heads = ["资金结构(万元)", "年初部门预算金额①", "追减追加②", "小计③=①+②", "拨付金额④", "支出实现率⑤=④/③", "结余⑥"]
    row = ["财政资金小计", "80.5", "20", "100.5", "99.7", "{}", "0.8"]
    found = {}
    for rate in ("99.2", "99.2%", "12"):
        (form,) = read_forms(document([["部门名称", "柳湾县水文站"], heads, [cell.format(rate) for cell in row]]))
        found[rate] = {f.measure: f.amount_yuan / 10_000 for f in form.evaluation.funds}
    amounts = {"budget_initial": Decimal("80.5"), "balance": Decimal("0.8")}
    assert found["99.2"] == found["99.2%"]
    assert found["99.2"] == amounts | {"budget_adjusted": Decimal("100.5"), "spent": Decimal("99.7")}
    # What is left tells the same where the rate is wrong.
    assert found["12"] == found["99.2"]
