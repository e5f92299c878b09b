"""Rules on money and rates beyond the sums: zero totals, order, units, years, items, shares; and conflicts."""

from __future__ import annotations

from datetime import date

import pytest

from tests.expectations.world import World

PASSES, BREAKS, SKIPS, NO_CASE = (1, 0, 0), (1, 0, 1), (0, 1, 0), (0, 0, 0)


def spending(rate: str | None, spent: str = "150", text: str = "绩效自评报告", **values: str) -> World:
    return World(text=text).evaluation(rate=rate, **values).fund("budget_adjusted", "200").fund("spent", spent)


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (spending("75%"), PASSES),
        (spending("106%", "212"), BREAKS),
        (spending(None, "200"), PASSES),
        (spending(None, "212"), BREAKS),
        (World().evaluation().fund("spent", "10"), SKIPS),
        (World().evaluation().fund("budget_adjusted", "10"), NO_CASE),
    ],
)
def test_e3_rates_above_a_hundred(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("E3").counts == counts


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (spending("92%"), PASSES),
        (spending("75%"), BREAKS),
        (spending("75%", text="执行率75%。因汛期停工,余款尚未支付。"), PASSES),
        (spending("75%", problems="支出进度偏慢"), PASSES),
        (spending("75%", text="执行率75% 偏差原因分析及改进措施 可持续影响指标"), BREAKS),
        (spending(None), BREAKS),
        (World().evaluation().fund("spent", "10"), SKIPS),
    ],
)
def test_e5_low_rates_are_explained(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("E5").counts == counts


def arrival(received: str | None, points: str = "3", planned: str = "570.00") -> World:
    world = World().evaluation().fund("planned", planned).line("项目管理/资金到位/到位率", "3", points)
    return world.fund("received", received) if received else world


def test_e6_arrival_in_full_while_less_came() -> None:
    assert arrival("570.00").outcome("E6").counts == PASSES
    assert arrival("569.99").outcome("E6").counts == PASSES
    assert arrival("398.88", "2.1").outcome("E6").counts == PASSES
    outcome = arrival("398.88").outcome("E6")
    assert outcome.counts == BREAKS
    assert outcome.quotes() == ["570.00", "项目管理/资金到位/到位率 3 3", "398.88"]
    assert arrival(None).outcome("E6").counts == SKIPS


def test_f2_a_total_of_nothing_over_money() -> None:
    world = World().evaluation().fund("budget_adjusted", "0").fund("budget_adjusted", "90", "fiscal")
    assert world.outcome("F2").counts == BREAKS
    assert world.outcome("F1").counts == SKIPS  # one breach, one finding
    assert World().evaluation().fund("spent", "90").fund("spent", "90", "fiscal").outcome("F2").counts == PASSES
    assert World().evaluation().fund("spent", "90", "fiscal").outcome("F2").counts == SKIPS
    told = World().evaluation().fund("spent", "0", unit_from="sentence")
    assert told.fund("spent", "9", "fiscal", unit_from="sentence").outcome("F2").counts == NO_CASE


def flow(received: str, spent: str, *carried: str) -> World:
    world = World().evaluation().fund("budget_adjusted", "200.00").fund("received", received).fund("spent", spent)
    for amount in carried:
        world.fund("received", amount, "carryover")
    return world


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (flow("200.00", "150.00"), (2, 0, 0)),
        (flow("180.00", "190.00"), (2, 0, 1)),
        (flow("180.00", "190.00", "15.00"), (2, 0, 0)),
        (flow("200.01", "200.02"), (2, 0, 0)),
        (flow("230.00", "210.00"), (2, 0, 1)),
        (World().evaluation().fund("budget_initial", "100").fund("received", "200"), NO_CASE),
    ],
)
def test_f4_money_goes_one_way(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("F4").counts == counts


def test_f5_one_amount_in_two_units() -> None:
    world = World().evaluation().fund("budget_adjusted", "200", unit_from="sentence")
    outcome = world.fund("budget_adjusted", "2000000").outcome("F5")
    assert outcome.counts == BREAKS
    assert "一万倍" in outcome.findings[0]["message"]
    assert World().evaluation().fund("spent", "200").fund("spent", "201").outcome("F5").counts == PASSES
    near = World().evaluation().fund("spent", "200").fund("spent", "1970000")
    assert near.outcome("F5").counts == PASSES
    assert World().evaluation().fund("spent", "200").fund("received", "2000000").outcome("F5").counts == NO_CASE


def years(whole: str | None, *parts: str) -> World:
    world = World().evaluation()
    for number, part in enumerate(parts):
        world.fund("planned", part, fiscal_year=2018 + number)
    if whole:
        world.fund("planned", whole)
        world.prove("funds", f"f{len(parts)}", "amount_yuan", f"总投资{whole}万元")
    return world


def levels(*received: tuple[str, str]) -> World:
    world = World().evaluation()
    for source, amount in received:
        world.fund("received", amount, source)
    return world


SHARED = (("central", "30.9"), ("county", "30.9"), ("total", "61.8"))


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (levels(*SHARED, ("central", "61.8")), BREAKS),
        (levels(*SHARED, ("central", "20")), PASSES),  # two payments of one level
        (levels(*SHARED), NO_CASE),
        (levels(("central", "30.9"), ("county", "20"), ("total", "61.8"), ("central", "61.8")), NO_CASE),
        (levels(("central", "61.8"), ("total", "61.8"), ("central", "30.9")), NO_CASE),
    ],
)
def test_f8_a_shared_total_is_not_one_levels(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("F8").counts == counts


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (years("261.10", "130.55", "130.55"), PASSES),
        (years("261.12", "130.55", "130.55"), BREAKS),
        (years("261.10", "130.55", "140.55"), BREAKS),
        (years("400.00", "130.55", "130.55"), SKIPS),  # a third year may go unmentioned
        (years("200.00", "130.55", "130.55"), BREAKS),
        (years(None, "130.55", "130.55"), SKIPS),
        (years("261.10", "130.55"), NO_CASE),
    ],
)
def test_f6_years_make_the_whole(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("F6").counts == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("一共完成89.97万元,其中预算编制30万元、审计30万元、设计29.99万元。", BREAKS),
        ("一共完成89.99万元,其中预算编制30万元、审计30万元、设计29.99万元。", PASSES),
        ("共计100万元,其中甲33.33万元、乙33.33万元、丙33.33万元。", PASSES),
        ("共计100万元,其中甲60万元、乙40万元,实际支出80万元。", PASSES),
        ("共计100万元,其中甲20万元、乙30万元。", SKIPS),
        ("共计100万元,其中甲60万元。", NO_CASE),
        ("总投资269,847.9元,分为工程218,431元、其他51,416元。", BREAKS),
        ("共计100万元,其中甲600000元、乙40万元。", NO_CASE),
    ],
)
def test_f7_items_make_their_total(text: str, counts: tuple[int, int, int]) -> None:
    assert World(text=text).evaluation().outcome("F7").counts == counts


def test_f7_quotes_its_sentence_and_names_the_evaluation() -> None:
    text = "概况。一共完成89.97万元,其中预算编制30万元、审计30万元、设计29.99万元。后文。"
    outcome = World(text=text).evaluation().outcome("F7")
    assert outcome.quotes() == ["一共完成89.97万元,其中预算编制30万元、审计30万元、设计29.99万元"]
    assert outcome.findings[0]["evaluation_id"] == "e1"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("该项目总投资261.10万元，2018年安排130.55万元，支出130.55万元，占该项目总指标的100%。", BREAKS),
        ("该项目总投资261.10万元，2018年安排130.55万元，支出130.55万元，占该项目总指标的50%。", PASSES),
        ("总投资2亿元,完成5000万元,占总投资的25%。", SKIPS),
        ("支出130.55万元。", NO_CASE),
    ],
)
def test_p8_shares_of_the_whole_money(text: str, counts: tuple[int, int, int]) -> None:
    assert World(text=text).evaluation().outcome("P8").counts == counts


@pytest.mark.parametrize(
    ("total", "average", "counts"),
    [("7515", "35", BREAKS), ("7515", "30", PASSES), ("8750", "35", PASSES), ("1000", "2", BREAKS)],
)
def test_p9_averages_per_working_day(total: str, average: str, counts: tuple[int, int, int]) -> None:
    world = World().evaluation().claim("审核发布信息", total, "条").claim("平均每个工作日发布信息", average, "条")
    assert world.outcome("P9").counts == counts


def test_p9_skips_an_average_without_its_total() -> None:
    assert World().evaluation().claim("平均每个工作日发布信息", "35", "条").outcome("P9").counts == SKIPS


def test_p1_reaches_back_for_the_whole_of_a_share() -> None:
    def far(whole: str, share: str) -> World:
        world = World().evaluation().claim("依申请事项", whole, "项").claim("认领率", "100")
        return world.claim("网上办理事项", "1190", "项").claim("网上办理事项占比", share)

    assert far("1258", "94.67").outcome("P1").counts == BREAKS
    assert far("1257", "94.67").outcome("P1").counts == PASSES
    assert far("2500", "94.67").outcome("P1").counts == NO_CASE  # of something else, then


def test_p4_the_project_of_the_body_is_that_of_the_title() -> None:
    said = "我局对2018年度部门预算“{}”项目资金的整个实施过程进行了全面评价。"
    title = "云溪市2018年度河道清淤工程项目绩效自评报告"
    sound = World(text=said.format("河道清淤工程"), title=title).project("河道清淤工程").evaluation()
    assert sound.outcome("P4").counts == PASSES
    broken = World(text=said.format("政务中心运行经费"), title=title).project("河道清淤工程").evaluation()
    outcome = broken.outcome("P4")
    assert outcome.counts == BREAKS
    assert outcome.quotes() == ["政务中心运行经费"]
    unnamed = World(text=said.format("政务中心运行经费"), title="绩效自评报告").evaluation()
    assert unnamed.outcome("P4").counts == SKIPS


@pytest.mark.parametrize(
    ("text", "publisher", "counts"),
    [
        ("我委将压实责任。", "云溪市水利局", BREAKS),
        ("我委将压实责任。", "云溪市发展和改革委员会", PASSES),
        ("我委托第三方评价。", "云溪市水利局", PASSES),
        ("推动园区经济发展。", "云溪市水利局", BREAKS),
        ("推动园区经济发展。", "云溪市高新区管委会", PASSES),
        ("我委将压实责任。", None, SKIPS),
    ],
)
def test_p5_words_of_other_bodies(text: str, publisher: str | None, counts: tuple[int, int, int]) -> None:
    world = World(text=text, publisher=publisher, title="绩效自评报告").project("河道清淤").evaluation()
    assert world.outcome("P5").counts == counts


def test_d1_one_score_a_year_from_one_evaluator() -> None:
    def twice(second: float, **values: object) -> World:
        world = World(published_on=date(2023, 5, 1)).project("河道清淤")
        world.evaluation(fiscal_year=2022, total_score=96)
        return world.evaluation("e2", **{"fiscal_year": 2022, "total_score": second, **values})

    assert twice(96).outcome("D1").counts == PASSES
    outcome = twice(92).outcome("D1")
    assert outcome.counts == BREAKS
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (92, 96)
    assert set(outcome.quotes()) == {"92", "96"}
    assert twice(92, evaluator="fiscal").outcome("D1").counts == NO_CASE
    assert twice(92, fiscal_year=2021).outcome("D1").counts == NO_CASE


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (spending("86%", text="执行准确性\t执行数与预算数没有大的偏离"), BREAKS),
        (spending("95%", text="执行准确性\t执行数与预算数没有大的偏离"), PASSES),
        (spending(None, text="预算执行情况与预算安排不存在偏差。"), BREAKS),
        (World(text="执行数与预算数无偏离").evaluation(), SKIPS),
        (spending("86%", text="执行数与预算数有较大偏离"), NO_CASE),
        (spending("86%", text="执行数与预算数没有大的偏离").evaluation("e2"), NO_CASE),
    ],
)
def test_e7_said_without_deviation(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("E7").counts == counts
