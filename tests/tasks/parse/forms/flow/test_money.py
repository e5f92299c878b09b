"""Money whose columns nobody heads: sources that stand twice, rows that repeat each other, units of one part."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.forms import read_forms
from tests.tasks.parse.forms.making import document, lines

MEDIUM_TERM = [
    ["项目名称", "质检体系建设", "", "", ""],
    ["项目资金(万元)", "中期资金总额:", "68.50", "年度资金总额:", "51.35"],
    ["", "其中:财政拨款", "60.50", "其中:财政拨款", "51.35"],
    ["", "其他资金", "8.00", "其他资金", "0.00"],
]


def funds_of(text: str) -> dict[tuple[str, str], Decimal]:
    (form,) = read_forms(lines(text))
    return {(f.measure, f.source): f.amount_yuan / 10_000 for f in form.evaluation.funds}


@pytest.mark.parametrize("table", [True, False])
def test_the_money_of_the_year_stands_right_of_that_of_the_plan(table: bool) -> None:
    text = "\n".join(cell for row in MEDIUM_TERM for cell in row if cell)
    made = document(MEDIUM_TERM) if table else lines(text)
    funds = [(f.source, f.amount_yuan / 10_000) for f in read_forms(made)[0].evaluation.funds]
    assert funds == [("total", Decimal("51.35")), ("fiscal", Decimal("51.35")), ("own_or_other", 0)]


def test_a_source_that_stands_twice_has_what_was_given_first_and_then_what_was_used() -> None:
    glued = (
        "专项名称惠农贴息资金主管部门青禾省财政厅资金情况(万元)年度金额(提前下达):208万元资金使用情况(万元)合计:{}万元"
        "中央财政165万元中央财政84.5万元省级财政43万元省级财政25.3万元年度总体目标一级指标二级指标三级指标指标值完成值权重得分"
    )
    budget = {
        ("budget_adjusted", "total"): 208,
        ("budget_adjusted", "central"): 165,
        ("budget_adjusted", "province"): 43,
    }
    used = {("spent", "total"): Decimal("109.8"), ("spent", "central"): Decimal("84.5")}
    assert funds_of(glued.format("109.8")) == budget | used | {("spent", "province"): Decimal("25.3")}
    assert funds_of(glued.format("99")) == budget


def test_the_row_of_a_total_ends_where_its_first_part_repeats_it() -> None:
    head = "项目名称\n场馆结算\n年初预算数\n全年预算数\n全年执行数\n分值\n执行率\n得分\n"
    rows = "25.00\n25.00\n21.55\n10\n8.62\n25.00\n25.00\n21.55\n—\n年度资金总额\n项目资金(万元)\n"
    assert funds_of(head + rows) == {
        ("budget_initial", "total"): 25,
        ("budget_adjusted", "total"): 25,
        ("spent", "total"): Decimal("21.55"),
    }
    assert not read_forms(lines(head + "20.00\n20.00\n4.52\n年度资金总额\n项目资金(万元)\n"))[0].evaluation.funds


def test_a_part_tells_the_unit_of_the_total_that_it_repeats() -> None:
    text = "专项名称\n监管补助\n预算数:\n2.38\n执行数:\n2.38\n20\n其中:中央补助\n{}\n其中:中央补助\n{}\n"
    assert funds_of(text.format("2.38万元", "2.38万元"))["spent", "total"] == Decimal("2.38")
    assert ("spent", "total") not in funds_of(text.format("1.38万元", "1.38万元"))


def test_sources_side_by_side_over_amounts_without_a_label() -> None:
    rows = [
        ["项目名称", "文物保护经费", "预算金额", "36万元", "", ""],
        ["资金来源(万元)", "财政拨款", "非税安排", "上年结转", "政府债券", "其他"],
        ["30", "0", "6", "0", "0", ""],
    ]
    (form,) = read_forms(document(rows))
    found = {(f.measure, f.source): f.amount_yuan / 10_000 for f in form.evaluation.funds}
    assert found == {
        ("budget_adjusted", "total"): 36,
        ("budget_adjusted", "fiscal"): 30,
        ("budget_adjusted", "carryover"): 6,
        ("budget_adjusted", "own_or_other"): 0,
    }


def test_parts_under_a_head_that_gives_no_total() -> None:
    text = "项目名称\n特困扶助\n预算单位\n青禾区卫健局\n项目资金(万元)\n年度资金总额\n金额(万元)\n"
    text += "(一)财政拨款小计\n6.30\n(二)自有资金小计\n1.00\n"
    assert funds_of(text) == {("budget_adjusted", "fiscal"): Decimal("6.3"), ("budget_adjusted", "own_or_other"): 1}


def test_last_years_money_stands_left_of_this_years() -> None:
    text = (
        "项目名称\n公用经费\n实施单位\n青禾县教育局\n项目资金申请(万元)\n项 目\n上年度安排资金\n本年度申请资金\n"
        "合 计\n213.4\n259\n县级资金\n213.4\n259\n"
    )
    assert funds_of(text) == {("planned", "total"): 259, ("planned", "county"): 259}


def test_heads_that_nobody_knows_are_named_by_what_the_amounts_make() -> None:
    head = "年初部门预算金额①\n年中追减追加②\n小计③=①+②\n本年拨付金额④\n支出实现率(%)⑤=④/③\n年度结余金额⑥=③-④\n"
    rows = "财政资金小计\n80.5\n20\n100.5\n99.7\n99.2\n0.8\n合计\n{}\n"
    text = f"部门名称\n柳湾县水文站\n单位:万元\n{head}{rows}"
    total = {m: v for (m, s), v in funds_of(text.format("80.5\n20\n100.5\n99.7\n99.2\n0.8")).items() if s == "total"}
    assert total == {
        "budget_initial": Decimal("80.5"),
        "budget_adjusted": Decimal("100.5"),
        "spent": Decimal("99.7"),
        "balance": Decimal("0.8"),
    }
    # A row of fewer numbers than heads tells nothing of the columns.
    assert not read_forms(lines(text.format("80.5\n100.5").replace("80.5\n20\n", "")))


def test_sources_side_by_side_over_as_many_amounts() -> None:
    text = "项目名称 渔业增殖放流\n项目资金来源情况(万元) 上级财政补助资金 同级财政资金 其他\n{}\n年度绩效目标\n"
    assert funds_of(text.format("0.00  25.00  5.00")) == {
        ("budget_adjusted", "fiscal"): 25,
        ("budget_adjusted", "own_or_other"): 5,
    }
    rows = [
        ["项目名称", "渔业增殖放流", "", "", "", ""],
        ["专项资金情况", "本年度预计投入(万元)", "财政资金(万元)", "其他"],
        ["中央", "省级", "市级资金", "本级"],
        ["30", "", "5", "", "25", ""],
    ]
    (form,) = read_forms(document(rows, form="text"))
    assert {(f.measure, f.source): f.amount_yuan / 10_000 for f in form.evaluation.funds} == {
        ("planned", "total"): 30,
        ("planned", "province"): 5,
        ("planned", "fiscal"): 25,
    }


def test_the_first_number_behind_a_run_of_labels_is_the_total_of_the_others() -> None:
    labels = "其中:中央财政 省财政 市县财政 其他"
    text = f"项目名称:渔港疏浚 计划投资额 (万元) {labels} 60.00 60.00 实际到位资金(万元) {labels} {{}}"
    planned = {("planned", "total"): 60}
    assert funds_of(text.format("60.00 40 20")) == planned | {("received", "total"): 60}
    assert funds_of(text.format("60.00 40 10")) == planned


def test_labels_and_sums_with_their_unit_on_lines_of_their_own() -> None:
    text = "摘要\n支出类型\n服务类\n投资总额\n392万元\n实际到位金额\n\n项目实际支出金额\n343万元\n项目概况\n"
    assert funds_of(text) == {("planned", "total"): 392, ("spent", "total"): 343}
    assert not read_forms(lines(text.replace("\n392", "392").replace("\n343", "343")))


def test_a_numbered_list_of_uses_has_no_source() -> None:
    text = (
        "项目支出预算绩效目标申报表\n项目名称 概算编制\n"
        "项目资金情况 项目资金申请(万元) 项 目 上年度安排资金 本年度申请资金\n合 计 130 300\n区级资金 130 300\n"
        "支出明细预算(万元) 项 目 上年度安排资金 本年度申请资金\n合 计 130 300\n"
        "1、印刷费 10 40\n2、咨询费 97 215\n3、其他 23 45\n"
    )
    assert set(funds_of(text)) == {("planned", "total"), ("planned", "county")}


def test_a_form_without_a_unit_has_that_of_the_prose_which_says_its_sum() -> None:
    text = "书屋补助经费预算安排{}。\n项目名称\n书屋补助经费\n项目资金\n年度资金总额:\n5.00\n其中:财政拨款\n5.00\n"
    assert funds_of(text.format("5万元")) == {("budget_adjusted", "total"): 5, ("budget_adjusted", "fiscal"): 5}
    assert not read_forms(lines(text.format("6万元")))[0].evaluation.funds
