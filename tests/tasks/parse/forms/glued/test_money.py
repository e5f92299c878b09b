"""Rows of money whose cells ran together: cut where the arithmetic of the whole block speaks for one way alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.parse.forms import read_forms
from tasks.parse.forms.cutting import Run, ways_to_cut
from tasks.parse.forms.labels import Field
from tasks.parse.forms.weighing import cut_block
from tests.tasks.parse.forms.making import lines

SELF_2020 = (
    Field.BUDGET_INITIAL,
    Field.BUDGET_ADJUSTED,
    Field.SPENT,
    Field.WEIGHT,
    Field.EXECUTION_RATE,
    Field.POINTS,
)
TRANSFER = (Field.BUDGET_ADJUSTED, Field.SPENT, Field.EXECUTION_RATE)


def cells(runs: list[tuple[Field, str]], columns: tuple[Field, ...]) -> list[str]:
    cuts = cut_block([Run(source, text) for source, text in runs], columns)
    return [
        "|".join(text[slice(*spans[c])] if c in spans else "" for c in range(len(columns)))
        for (_, text), spans in zip(runs, cuts, strict=True)
    ]


@pytest.mark.parametrize(
    ("run", "columns", "wanted"),
    [
        ("35550355503555010100%10", SELF_2020, "35550|35550|35550|10|100%|10"),
        ("654.5654.5100%", TRANSFER, "654.5|654.5|100%"),
        ("939.4794939.479410100%10", SELF_2020, "|939.4794|939.4794|10|100%|10"),
        ("833833789.51094.74%9.47", SELF_2020, "833|833|789.5|10|94.74%|9.47"),
        # The rate that is printed is not that of any way to cut the amounts.
        ("41731.5%", TRANSFER, "||"),
    ],
)
def test_row_of_the_total(run: str, columns: tuple[Field, ...], wanted: str) -> None:
    assert cells([(Field.TOTAL, run)], columns) == [wanted]


def test_parts_cut_a_total_without_a_rate() -> None:
    columns = (Field.BUDGET_ADJUSTED, Field.SPENT)
    runs = [(Field.TOTAL, "372250"), (Field.CENTRAL, "110102"), (Field.PROVINCE, "7445"), (Field.CITY, "188103")]
    assert cells(runs, columns) == ["372|250", "110|102", "74|45", "188|103"]
    assert cells(runs[:1], columns) == ["|"]


def test_shares_of_the_fiscal_part_are_not_counted_twice() -> None:
    columns = (Field.BUDGET_ADJUSTED, Field.SPENT)
    runs = [
        (Field.TOTAL, "961873"),
        (Field.FISCAL, "800755"),
        (Field.CENTRAL, "500455"),
        (Field.CITY, "300300"),
        (Field.OWN, "161118"),
    ]
    assert cells(runs, columns) == ["961|873", "800|755", "500|455", "300|300", "161|118"]


def test_sentence_that_begins_with_its_number_ends_the_row() -> None:
    evaluation = read_forms(
        lines(
            "部门预算项目支出绩效自评表项目名称河道保洁主管部门青禾县水利局预算执行情况(10分)年度预算数(万元)年初预算调整后预算数"
            "预算执行数预算执行率权重得分原因总额86.4092.1588.2095.71%1091.预算执行率=预算执行数/调整后预算数"
            "其中:财政资金86.4092.1588.2095.71%//单位资金绩效指标"
        )
    )[0].evaluation
    assert {(f.measure, f.source, f.amount_yuan) for f in evaluation.funds} == {
        (measure, source, Decimal(amount))
        for source in ("total", "fiscal")
        for measure, amount in (("budget_initial", 864000), ("budget_adjusted", 921500), ("spent", 882000))
    }
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == Decimal("95.71")


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(min_value=1, max_value=9999, places=2),
    st.decimals(min_value=0, max_value=1, places=3),
    st.sampled_from(["", "0", "0.00", "-"]),
)
@example(Decimal("4470.01"), Decimal(0), "")
def test_what_is_cut_is_what_was_glued(budget: Decimal, share: Decimal, blank: str) -> None:
    spent = (budget * share).quantize(Decimal("0.01"))
    rate = (spent / budget * 100).quantize(Decimal("0.01"))
    row = [f"{budget.normalize():f}", f"{spent.normalize():f}", f"{rate}%"]
    runs = [(Field.TOTAL, "".join(row)), (Field.CENTRAL, "".join(row)), (Field.OWN, blank * 2)]
    # 1.10|0.0|0% is 1.1|0|0.00% as well.
    for found in cells(runs, TRANSFER)[:2]:
        pairs = zip(found.split("|"), row, strict=True)
        assert all(not cut or Decimal(cut.rstrip("%")) == Decimal(glued.rstrip("%")) for cut, glued in pairs)


def test_values_that_stand_apart_lost_a_blank_cell_or_their_label() -> None:
    # The budget at the year's beginning is blank, and the label of the total stands behind its row.
    evaluation = read_forms(
        lines(
            "项目支出绩效自评表（2022年度）\n项目名称 校园营养餐 主管部门 青禾县教育局 实施单位 青禾县第二中学\n"
            "年初预算数 全年预算数 全年执行数 分值 执行率 得分\n48.5 48.5 10 100% 10\n"
            "其中：当年财政拨款 48.5 48.5 — —\n"
            "上年结转资金\n其他资金 — — — —\n年度资金总额\n项目资金 (万元)\n"
        )
    )[0].evaluation
    assert {(f.measure, f.source, f.amount_yuan) for f in evaluation.funds} == {
        (measure, source, Decimal(485000)) for measure in ("budget_adjusted", "spent") for source in ("total", "fiscal")
    }
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == Decimal(100)


def test_unit_in_the_label_of_the_first_row_is_that_of_all() -> None:
    evaluation = read_forms(
        lines(
            "项目名称 古桥修缮\n主管部门 青禾县文旅局   实施单位 青禾县文管所\n"
            "项目资金 年初预算数 全年预算数 全年执行数 分值 执行率 得分\n(万元) 年度资金总额 29 29 27.8 9 0.958 8\n"
            "其中:当年财政拨款 29 29 27.8 9 0.958 8\n      上年结转资金\n  其他资金\n"
        )
    )[0].evaluation
    spent = {(f.source, f.amount_yuan) for f in evaluation.funds if f.measure == "spent"}
    assert spent == {("total", Decimal(278000)), ("fiscal", Decimal(278000))}


def test_money_without_heads_and_a_unit_that_stands_somewhere_around_it() -> None:
    evaluation = read_forms(
        lines(
            "某县水利局2021年项目绩效目标表项目名称集镇排水改造主管部门青禾镇年度资金总额及构成总额120.5万元"
            "财政拨款:80.5万元二、自有资金:0万元三、其他:40万元项目概况改造集镇排水管网"
        )
    )[0].evaluation
    assert ("budget_adjusted", "total", Decimal(1205000)) in {
        (f.measure, f.source, f.amount_yuan) for f in evaluation.funds
    }
    displaced = read_forms(
        lines(
            "2020年度自评表 项目名称 灌区改造 主管部门 青禾县水利局 预算执行 情况(万元) (20 分) 一级指标 年度财政 "
            "资金总额 预算数 (A) 执行数(B) 执行率(B/A) 得分 (20 分*执行率) 285.84 285.84 100% 20 三级指标 "
            "年初目标值 (A) 得分"
        )
    )[0].evaluation
    assert {(f.measure, f.amount_yuan) for f in displaced.funds} == {
        ("budget_adjusted", Decimal(2858400)),
        ("spent", Decimal(2858400)),
    }


def test_pairs_of_measure_and_total_stand_apart_from_their_sources() -> None:
    evaluation = read_forms(
        lines(
            "项目绩效评价报告\n\n项目名称:公益林补偿\n\n项目单位:青禾县林业局\n\n计划投资额\n\n(万元)821.06\n\n实际到位资金\n\n(万元)\n\n"
            "821.06\n\n实际使用情况\n\n(万元)\n\n821.06\n\n其中:中央财政676 其中:中央财政676 其中:中央财政676 "
            "省财政145.06 省财政145.06省财政145.06其他0 其他0 其他0 二、绩效评价指标评分\n"
        )
    )[-1].evaluation
    found = {(f.measure, f.source): f.amount_yuan for f in evaluation.funds}
    assert {found[measure, "central"] for measure in ("planned", "received", "spent")} == {Decimal(6760000)}
    assert found["planned", "province"] == Decimal(1450600)
    assert found["spent", "total"] == Decimal(8210600)


def test_money_of_two_levels_is_that_of_neither() -> None:
    evaluation = read_forms(
        lines(
            "项目名称移民安置项目资金(万元)全年预算数(A)全年执行数(B)执行率(B/A)年度资金总额372.29372.29100%"
            "其中:中央、市级补助372.29372.29100%县级资金其他资金年度总体目标"
        )
    )[0].evaluation
    assert {f.source for f in evaluation.funds} == {"total"}


def test_parts_of_a_budget_behind_colons() -> None:
    evaluation = read_forms(
        lines(
            "部门整体支出绩效自评表(2021年度)区级预算单位名称青禾区疾病预防控制中心年度预算申请(万元)年初预算数全年预算数全年执行数"
            "分值执行率得分年度资金总额2456.182456.182456.1810100%10按收入性质分:2456.18按支出性质分:2456.18"
            "其中:一般公共预算:2400.18其中:基本支出:2299.98政府性基金拨款:项目支出:156.2其他资金:56年度总体目标"
        )
    )[0].evaluation
    parts = {(f.measure, f.source, f.amount_yuan) for f in evaluation.funds if f.source != "total"}
    assert parts == {
        ("budget_adjusted", "fiscal", Decimal(24001800)),
        ("budget_adjusted", "own_or_other", Decimal(560000)),
    }


def test_a_run_of_a_thousand_digits_is_no_row_and_costs_nothing() -> None:
    assert ways_to_cut("9" * 16_000, [Field.BUDGET_INITIAL, Field.BUDGET_ADJUSTED, Field.SPENT], 2) == []


def test_a_numbered_list_behind_a_sum_that_comes_to_it_is_what_it_is_made_of() -> None:
    form = (
        "2024年项目绩效目标表",
        "项目名称",
        "喷雾降尘服务",
        "项目实施单位",
        "青禾县环卫所",
        "项目资金申请",
        "(万元)",
        "资金总额: {}",
        "一、预算资金:230",
        "二、自有资金:0",
        "三、其他:20",
        "项目概况",
        "喷雾降尘",
    )
    evaluation = read_forms(lines("\n".join(form).format(250)))[0].evaluation
    assert {(f.source, f.amount_yuan) for f in evaluation.funds} >= {
        ("total", Decimal(2500000)),
        ("fiscal", Decimal(2300000)),
    }
    evaluation = read_forms(lines("\n".join(form).format(300)))[0].evaluation
    assert "fiscal" not in {f.source for f in evaluation.funds}


def test_a_rate_is_read_from_the_end_of_a_row_whose_amounts_are_damaged() -> None:
    form = (
        "项目名称林业管护主管部门青禾区林业局自评总分(分)97.93年初预算数全年(调整)预算数全年执行数执行率执行率权重执行率得分"
        "年度总金额.32.06.5其中财政拨款.32.06.5{}年初绩效目标完成管护"
    )
    evaluation = read_forms(lines(form.format("79.27107.93")))[0].evaluation
    assert evaluation.execution_rate is not None
    assert evaluation.execution_rate.value == Decimal("79.27")
    found = read_forms(lines(form.format("79.27107.13")))
    assert not found or found[0].evaluation.execution_rate is None


def test_each_source_stands_once_for_every_measure_and_may_have_but_one_amount() -> None:
    evaluation = read_forms(
        lines(
            "项目名称新建消纳场项目实施单位青禾县城管局主管部门青禾县政府计划安排资金(万元)500实际到位资金(万元)305.3"
            "实际支出(万元)306.52其中:中央财政其中:中央财政其中:中央财政省财政省财政省财政县财政500县财政305.3县财政306.52"
            "其它其它其它二、项目支出明细情况支出内容工程款100万元"
        )
    )[0].evaluation
    assert {(f.measure, f.source, f.amount_yuan / 10_000) for f in evaluation.funds} == {
        (measure, source, Decimal(amount))
        for source in ("total", "county")
        for measure, amount in (("planned", "500"), ("received", "305.3"), ("spent", "306.52"))
    }


def test_values_behind_the_heads_are_the_totals_whose_label_stands_before_them() -> None:
    evaluation = read_forms(
        lines(
            "项目名称服务贸易发展资金主管部门青禾区商务局项目类别部门预算项目预算执行情况(万元)(20分)一级指标年度财政资金总额项目实施单位投资促进中心"
            "预算数(A)执行数(B)执行率(B/A)得分(20分*执行率)285.84285.84100%20三级指标年初目标值(A)实际完成值(B)得分"
        )
    )[0].evaluation
    assert {(f.measure, f.amount_yuan) for f in evaluation.funds} == {
        ("budget_adjusted", Decimal(2858400)),
        ("spent", Decimal(2858400)),
    }
    assert evaluation.execution_rate is not None


@pytest.mark.parametrize("unit", ["中央财政1", "年初预算数1", "1,", "其中:中央财政"])
def test_rows_without_an_end_cost_no_more_than_their_letters(unit: str) -> None:
    heads = "项目名称甲主管部门乙局实施单位丙局年初预算数全年预算数全年执行数"
    assert not any(form.evaluation.funds for form in read_forms(lines(heads + unit * (10_000 // len(unit)))))
