from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract import extract
from tasks.parse.extract.narrative.rates import read_rates
from tasks.parse.extract.narrative.scores import read_grade, read_total_score
from tasks.parse.extract.spans import Span
from tasks.parse.readers import read


def whole(text: str) -> list[Span]:
    return [Span(0, len(text))]


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("经逐项对照自评,自评得分95分,本次自评结果:优秀。", "95"),
        ("项目绩效评价综合得分为94分,绩效评价等次为“优”。", "94"),
        ("绩效自评综合得分 98.5 分。", "98.5"),
        ("本项目自评总分为100分,自评等级为优。", "100"),
        ("项目自评得分:92.35分。", "92.35"),
        ("预算执行率:96.8%\n自评得分:96分\n自评等级:优", "96"),
        ("自评得分100,其中产出指标50分,效益指标30分,满意度指标10分,预算执行情况10分。", "100"),
        ("满分100分,自评得分97分。", "97"),
        ("经评价,该项目最终得分88.6分,等级为良。", "88.6"),
        ("我单位对照评分标准自评得96分。", "96"),
        ("综合评价结果为91.2分,评价等级“优”。", "91.2"),
        ("绩效评价总得分为86.75分,评价等级为“良好”。", "86.75"),
        ("自评分99分,等次优。", "99"),
        ("经综合评定,项目得分93分。", "93"),
        ("评价小组一致认为,该项目绩效评价得分为 90.5分,评价结果为“优”。", "90.5"),
        ("(一)评价得分情况。综合评价得分为 99.8分。", "99.8"),
        ("2022年度部门整体支出绩效自评得分为97.5分", "97.5"),
    ],
)
def test_a_stated_total_is_read(text: str, score: str) -> None:
    found = read_total_score(text, whole(text))
    assert found is not None
    assert found.value == Decimal(score)
    assert score in found.evidence.quote


@pytest.mark.parametrize(
    "text",
    [
        "评价等级分为四档:得分90分(含)以上为优,80分(含)-90分为良,60-80分为中,60分以下为差。",
        "产出指标(50分)、效益指标(30分)、满意度指标(10分)。",
        "产出指标得分48分,效益指标得分29分,满意度指标得分10分。",
        "项目决策满分20分,得分18分。",
        "预算执行率得分10分。",
        "自评得分率达到95%。",
        "评价采用百分制,总分100分。",
        "自评得分在90分以上的项目3个。",
        "满意度调查得分为95分。",
    ],
)
def test_weights_bands_and_single_indicators_are_no_total(text: str) -> None:
    assert read_total_score(text, whole(text)) is None


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("本次绩效评价各项工作自评结果:优秀。", "优"),
        ("绩效评价等次为“优”。", "优"),
        ("并将该项目评定为优秀。", "优"),
        ("综合得分为93.22分,评价等级为优。", "优"),
        ("自评得分85分,等级为良好。", "良"),
        ("综合评价等级为“优”;局本级48个项目里“优”37个、“中”5个。", "优"),
        ("评价结论为合格。", "中"),
        ("绩效等级:良", "良"),
        ("得分92分,属于优秀等次。", "优"),
        ("评价结果等级为“差”。", "差"),
        ("自评等级评定为“优”", "优"),
        ("项目绩效评价结果为优。", "优"),
        ("得分为88分,评价级别为“良”。", "良"),
    ],
)
def test_a_stated_grade_is_read(text: str, grade: str) -> None:
    found = read_grade(text, whole(text))
    assert found is not None
    assert found.value == grade


@pytest.mark.parametrize(
    "text",
    [
        "90分以上为优,80-90分为良,60-80分为中,60分以下为差。",
        "评价结果分为优、良、中、差四个等级。",
        "90(含)-100分为优、80(含)-90分为良。",
        "项目总的情况良好,资金到位及时。",
        "我局被评为优秀单位。",
        "空气质量优良率达到98%。",
        "评价等级为优、良、中、差的标准如下。",
        "综合得分≥90分为优。",
        "各科室自评结果为优的有5个。",
        "有9个项目自评得分在90(含)-100分,绩效自评等级为“优”,占比100%。",
    ],
)
def test_scales_and_praise_are_no_grade(text: str) -> None:
    assert read_grade(text, whole(text)) is None


def test_the_score_of_an_offices_whole_spending_is_not_that_of_a_project() -> None:
    text = "对照指标体系,青禾县水务局整体绩效自评分95分。"
    assert read_total_score(text, whole(text), of_project=True) is None
    assert read_total_score(text, whole(text)) is not None


@pytest.mark.parametrize(
    ("text", "execution", "arrival"),
    [
        ("下达项目资金200万元,项目资金到位率为100.00%。预算执行率为99.5%。", "99.5", "100.00"),
        ("资金到位率100%,执行率88.74%。", "88.74", "100"),
        ("项目实际使用资金1076.47万元,资金使用率99%。", "99", None),
        ("财政资金-执行率0.00%。", "0.00", None),
        ("2021年度该经费执行率为100%。", "100", None),
        ("项目支出费用20.42万元,支付率68.07%。", "68.07", None),
        ("资金执行率达到了97.3%", "97.3", None),
        ("预算执行率百分之九十五", "95", None),
        ("预算执行率(支出/预算)为87%。", "87", None),
    ],
)
def test_stated_rates_are_read(text: str, execution: str | None, arrival: str | None) -> None:
    found = read_rates(text, whole(text))
    assert [rate.value if rate else None for rate in found] == [
        Decimal(value) if value else None for value in (execution, arrival)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "预算执行率≥95%。",
        "确保预算执行率达到95%以上。",
        "政府采购执行率100%。",
        "合格率100%,满意度98%,事项办结率96.42%。",
        "支出130.55万元,占该项目总指标的100%。",
        "执行率低于80%的扣2分。",
        "目标:资金到位率100%。",
        "完成总工程量的50%,形象进度为95%。",
        "项目任务执行率100%。",
    ],
)
def test_other_percentages_are_no_rates_of_money(text: str) -> None:
    assert read_rates(text, whole(text)) == (None, None)


def test_a_sentence_behind_a_table_sums_its_points_up() -> None:
    page = (
        "青禾县污水处理特许经营项目绩效评价报告\n项目名称:青禾县污水处理特许经营项目\n一级指标 分值 得分 得分率\n"
        "A立项必要性 40 38 95%\nB投入经济性 30 28 93.33%\nC筹资合规性 30 24.5 81.67%\n小计 100 90.5 90.5%\n"
        "综合评定,该项目总得分为90.5分。\n二、存在问题\n监管有待规范。\n三、改进建议\n优化程序。\n"
    )
    (evaluation,) = extract(read(page.encode(), name="page.txt")).evaluations
    assert evaluation.total_score is not None
    assert str(evaluation.total_score.value) == "90.5"
