"""How an amount's measure and source follow from the grammar around it, whatever the verb and the words between."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.rates import read_rates
from tasks.parse.extract.narrative.scores import read_grade, read_total_score
from tasks.parse.extract.spans import Span

VERBS_BEHIND = {
    "received": "到位 下达 拨付 收到 到账 划拨 下拨 划转 转拨 汇入",
    "spent": "支出 支付 使用 执行 列支 发放 兑付 报账 报销",
}
FRAMES_BEHIND = (
    "项目资金360.5万元已{}。",
    "养护资金360.5万元,已全部{}。",
    "专项资金360.5万元已于2023年6月全额{}。",
    "养护补助资金360.5万元,目前已按规定{}完毕。",
    "360.5万元资金已及时足额{}到项目单位。",
)


def funds(text: str) -> str:
    """The funds of a text as words: measure, source and amount in 万元."""
    found = read_funds(text, [Span(0, len(text))])
    return "; ".join(f"{fund.measure} {fund.source} {(fund.amount_yuan / 10_000).normalize():f}" for fund in found)


@pytest.mark.parametrize("frame", FRAMES_BEHIND)
@pytest.mark.parametrize(("measure", "verb"), [(m, v) for m, verbs in VERBS_BEHIND.items() for v in verbs.split()])
def test_a_verb_behind_an_amount_says_what_became_of_it(measure: str, verb: str, frame: str) -> None:
    assert funds(frame.format(verb)) == f"{measure} total {Decimal('360.5')}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("下达资金80万元,已全部支付完毕。", "received total 80; spent total 80"),
        ("补助资金预算389万元足额到位。", "budget_adjusted total 389; received total 389"),
        ("专项资金80万元已拨付并使用完毕。", "received total 80; spent total 80"),
        ("将2.4亿元资金下拨用于清洁取暖。", ""),
        ("道路总投资19万元,通过统筹涉农资金据实拨付。", "planned total 19"),
        ("累计拨付资金40万元至施工单位。", "spent total 40"),
        ("中、省补助资金1749万元,全部在规定时限内及时下达拨付给主管部门。", "received total 1749"),
        ("预算安排资金80万元,工程款已全部支付。", "budget_adjusted total 80"),
        ("到位资金80万元,拨付率100%。", "received total 80"),
        ("计划到位资金90万元,实际到位资金80万元。", "planned total 90; received total 80"),
        ("年初预算20万元,支出25万元,超出预算金额5万元。", "budget_initial total 20; spent total 25"),
        ("我局收入决算数为90.5万元;总支出决算数为80.5万元。", "received total 90.5; spent total 80.5"),
    ],
)
def test_words_around_an_amount(text: str, expected: str) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # By the heading above.
        ("四、资金来源及规模\n财政资金895.8万元。", "budget_adjusted fiscal 895.8"),
        ("(一)资金到位情况\n中央资金300万元,省级资金200万元。", "received central 300; received province 200"),
        ("2.资金使用情况\n省级补助资金180万元。", "spent province 180"),
        ("申请资金总额:\n某某推介项目经费480万元,用于宣传。", "planned total 480"),
        ("四、资金额度\n6万元。", "budget_adjusted total 6"),
        ("(一)资金使用情况\n200万元补助资金严格按规定使用。", ""),
        ("(一)债券资金1600万元使用情况\n青禾县水库开工。", "budget_adjusted total 1600"),
        # As all that is told.
        ("防疫补助资金23万元,全部用于扑杀补贴,目前支出6.45万元。", "budget_adjusted total 23; spent total 6.45"),
        ("对2020年度“青禾村道”项目资金834万元进行绩效评价。", "budget_adjusted total 834"),
        ("防疫补助资金23万元。实际到位资金30万元。", "received total 30"),
        ("根据《关于下达补助资金100万元的通知》开展工作。", ""),
        ("公司注册资金5000万元。", ""),
        ("由青禾学院实施,涉及资金895万元。\n四、资金来源及规模\n财政资金895万元。",
         "budget_adjusted total 895; budget_adjusted fiscal 895"),
        ("专项资金20万元于2022年1月全部到位。\n专项资金20万元,剧本创作费5万元。", "received total 20"),
        ("512个项目完成自评,涉及资金23.6亿元。", ""),
        ("整治行动“6+1”资金800万元(财政预算740万元,年底追加清洁村资金60万元),用于考核。",
         "budget_adjusted total 800; budget_adjusted fiscal 740"),
        # By its parts.
        ("中央核定我省基金规模为360万元,其中:中央补助150万元,地方自筹210万元。",
         "budget_adjusted total 360; budget_adjusted central 150; budget_adjusted own_or_other 210"),
        ("粮食风险基金规模为360万元(不含直补),其中:中央补助150万元,地方自筹210万元。",
         "budget_adjusted total 360; budget_adjusted central 150; budget_adjusted own_or_other 210"),
        ("2022年公益金830万元,其中:中央公益金37万元,地方分成公益金793万元。",
         "budget_adjusted total 830; budget_adjusted central 37; budget_adjusted own_or_other 793"),
        ("评价范围包括:科普计划1200万元,科技馆等补助580万元共计1780万元。", "budget_adjusted total 1780"),
    ],
)  # fmt: skip
def test_sums_without_a_word_of_what_they_measure(text: str, expected: str) -> None:
    assert funds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省财政厅下达我市资金560万元。", "received total 560"),
        ("总投资1250万元,资金来源为中央预算内投资800万元,其余450万元由县财政配套解决。",
         "planned total 1250; planned central 800; planned county 450"),
        ("资金总量为640万元,省级专项资金400万元,自筹资金240万元,均已落实到位。",
         "received total 640; received province 400; received own_or_other 240"),
        ("养护资金共计780万元,其中省级资金380万元、县级配套400万元,资金已全部拨付到位。",
         "received total 780; received province 380; received county 400"),
        ("资金总额640万元,到位500万元,已全部支付。", "budget_adjusted total 640; received total 500; spent total 500"),
        ("发放养护补助360万元。", "spent total 360"),
        ("发放养护补助360万元。全年支出380万元。", "spent total 380"),
        ("收到公益金50万元,其中上年结余20万元,市级拨付30万元。",
         "received total 50; balance carryover 20; received city 30"),
        ("支出公益金50万元(含上年度结转3.58万元)。", "spent total 50"),
        ("支出公益金50万元。其中用于资助2021年社区项目20万元;用于举办市级乒乓球交流赛30万元。", "spent total 50"),
        ("总投资7450万元,其中中央财政资金6000万元,县(市、区)财政配套资金1450万元。",
         "planned total 7450; planned central 6000; planned county 1450"),
        ("共筹集公益金45万元,其中上交中央、省公益金32万元,市本级9万元,县(市、区)4万元。",
         "received total 45; received city 9; received county 4"),
        ("实际支出16。22万元。", "spent total 16.22"),
        ("全年实际收入169万元,其中财政拨款收入143万元。", "received total 169; received fiscal 143"),
        ("财政划给我局顾问经费,指标金额是110万元。", "budget_adjusted total 110"),
        ("2021年公益金分配763万元。", "received total 763"),
        ("青禾县本级公益金共筹集80万元。", "received total 80"),
        ("下达资金30万元,其中,财政部下达20万元、省级配套资金10万元。",
         "received total 30; received central 20; received province 10"),
        ("拨付项目施工单位资金25万元。", "spent total 25"),
        ("投入资金40万元,其中省级投入资金30万元,盟、旗两级投入资金10万元。",
         "received total 40; received province 30; received county 10"),
        ("下达两县补助资金各80万元。", ""),
        ("用于群众体育支出206万元,占总数的74.2%。", ""),
        ("用于群众体育支出206万元,占总数的100%。", "spent total 206"),
        ("2022年支出公益金90万元。\n(一)老年类项目50万元\n安排50万元用于养老。\n(二)儿童类项目40万元\n安排40万元用于救助。",
         "spent total 90"),
    ],
)  # fmt: skip
def test_whose_money_and_which_share(text: str, expected: str) -> None:
    assert funds(text) == expected


def stated(text: str) -> tuple[object, ...]:
    """The execution rate, the total score and the grade of a text."""
    span = [Span(0, len(text))]
    rate, score, grade = read_rates(text, span)[0], read_total_score(text, span), read_grade(text, span)
    return tuple(value.value if value else None for value in (rate, score, grade))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("经评价,项目最终得分85.82,等级为良。", (None, Decimal("85.82"), "良")),
        ("绩效等级为(良)。", (None, None, "良")),
        ("本次评价无等级为“优”和“差”的项目。", (None, None, None)),
        ("拨付162万元(其中中央资金155万元),总体资金执行进度为66.99%,中央财政资金执行进度为65.98%。",
         (Decimal("66.99"), None, None)),
    ],
)  # fmt: skip
def test_rates_scores_and_grades(text: str, expected: tuple[object, ...]) -> None:
    assert stated(text) == expected
