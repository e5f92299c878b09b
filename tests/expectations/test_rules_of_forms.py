"""Rules on the lines of forms: heads, profiles, targets reached, reasons, bands, reviewers, blank templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.expectations.world import World

PASSES, BREAKS, SKIPS, NO_CASE = (1, 0, 0), (1, 0, 1), (0, 1, 0), (0, 0, 0)


def headed(*weights: str, total: bool = True) -> World:
    world = World().evaluation().line("产出指标", "50", leaf=False, quote="产出指标(50分)")
    for number, weight in enumerate(weights):
        world.line(f"产出指标/数量指标/产出{number}", weight)
    return world.line("", "100", leaf=False) if total else world


def test_w3_a_head_names_the_sum_of_its_rows() -> None:
    assert headed("8", "12", "30").outcome("W3").counts == PASSES
    outcome = headed("8", "12").outcome("W3")
    assert outcome.counts == BREAKS
    assert outcome.findings[0]["severity"] == "warning"
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (50, 20)
    assert headed("8", "12").outcome("W2").counts == NO_CASE


def test_w3_skips_a_form_that_breaks_off_and_a_row_without_weight() -> None:
    assert headed("8", "12", total=False).outcome("W3").counts == SKIPS
    world = headed("8").line("产出指标/质量指标/合格率", None, "5")
    assert world.outcome("W3").counts == SKIPS


def profile(*weights: tuple[str, str], **values: Any) -> World:
    world = World().evaluation(**values)
    for name, weight in weights:
        world.line(name, weight)
    return world


def test_w4_knows_the_profiles_of_the_law() -> None:
    standard = (("预算执行率", "10"), ("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10"))
    assert profile(*standard).outcome("W4").counts == PASSES
    moved = (("预算执行率", "10"), ("产出指标", "45"), ("效益指标", "35"), ("满意度指标", "10"))
    outcome = profile(*moved).outcome("W4")
    assert outcome.counts == BREAKS
    assert outcome.findings[0]["message"] == "权重分配为 产出45 执行10 效益35 满意度10"
    assert profile(*moved, evaluator="fiscal").outcome("W4").counts == NO_CASE
    assert profile(*moved, template="SC-2023").outcome("W4").counts == NO_CASE
    assert profile(*moved[:3]).outcome("W4").counts == SKIPS


def test_w4_adds_rows_to_the_head_of_their_path() -> None:
    world = World().evaluation().line("预算执行率", "10")
    for name, weight in (
        ("产出指标/数量指标/甲", "20"),
        ("产出指标/质量指标/乙", "30"),
        ("效益指标/社会效益/丙", "30"),
    ):
        world.line(name, weight)
    assert world.line("满意度指标/服务对象满意度/丁", "10").outcome("W4").counts == PASSES


def aimed(
    target: str,
    actual: str,
    points: str | None,
    operator: str | None = ">=",
    unit: str | None = "户",
    path: str = "产出指标/数量指标/改造户数",
) -> World:
    return World().evaluation().line(
        path, "10", points, target=target, target_operator=operator, target_value=Decimal(target), target_unit=unit,
        actual=actual,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("world", "s4", "s5"),
    [
        (aimed("100", "100户", "10"), PASSES, PASSES),
        (aimed("100", "112户", "10"), PASSES, PASSES),
        (aimed("100", "80户", "8"), PASSES, PASSES),
        (aimed("100", "80户", "8.1"), PASSES, PASSES),
        (aimed("100", "80户", "8.2"), BREAKS, PASSES),
        (aimed("100", "99.96户", "10"), PASSES, PASSES),
        (aimed("100", "99户", "10"), PASSES, BREAKS),
        (aimed("100", "80户", "10"), BREAKS, BREAKS),
        (aimed("5300", "5830元/户", "10", "<=", "元/户"), BREAKS, BREAKS),
        (aimed("5300", "5000元/户", "10", "<=", "元/户"), PASSES, PASSES),
        (aimed("100", "80户", "10", None), BREAKS, BREAKS),
        (aimed("100", "80户", None), SKIPS, SKIPS),
        (aimed("100", "基本完成", "10"), SKIPS, SKIPS),
        (aimed("100", "80%", "10"), SKIPS, SKIPS),
        (aimed("95", "90", "10", ">=", "%"), BREAKS, BREAKS),
        (aimed("95", "0.9", "10", ">=", "%"), SKIPS, SKIPS),
        (aimed("20000", "1.5万户", "7.5"), PASSES, PASSES),
        (aimed("100", "80万元", "10", None, "万元", "产出指标/成本指标/总成本"), SKIPS, SKIPS),
        (aimed("0", "3起", "10", "<=", "起", "产出指标/质量指标/事故数"), BREAKS, BREAKS),
    ],
)
def test_s4_and_s5_points_follow_what_was_reached(
    world: World, s4: tuple[int, int, int], s5: tuple[int, int, int]
) -> None:
    assert (world.outcome("S4").counts, world.outcome("S5").counts) == (s4, s5)


def test_s4_and_s5_say_what_is_due() -> None:
    world = aimed("100", "80户", "10")
    (warning,), (error,) = world.outcome("S4").findings, world.outcome("S5").findings
    assert (warning["severity"], error["severity"]) == ("warning", "error")
    assert (error["stated"], error["expected"], error["difference"]) == (10, 8, 2)
    assert "应得8分" in warning["message"]


def lost(reason: str | None, text: str = "三级指标 分值 得分 偏差原因分析及改进措施") -> World:
    return World(text=text).evaluation().line("产出指标/数量指标/户数", "10", "8", reason=reason)


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (lost("汛期推迟"), PASSES),
        (lost(None), BREAKS),
        (lost("无"), BREAKS),
        (lost(None, "三级指标 分值 得分"), SKIPS),
        (World().evaluation().line("产出指标", "10", "10"), PASSES),
        (World().evaluation().line("预算执行率", "10", "8"), NO_CASE),
    ],
)
def test_s6_lost_points_have_a_reason_where_the_form_asks_for_it(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("S6").counts == counts


def worded(words: str, points: str, year: int | None = 2022) -> World:
    return (
        World().evaluation(fiscal_year=year).line("效益指标/社会效益/满意", "10", points, target="明显", actual=words)
    )


@pytest.mark.parametrize(
    ("words", "points", "year", "counts"),
    [
        ("达成预期指标", "10", 2022, PASSES),
        ("基本达成预期指标", "8", 2022, PASSES),
        ("达成年度指标", "7.9", 2022, BREAKS),
        ("部分达成预期指标并具有一定效果", "6", 2022, PASSES),
        ("部分达成预期指标并具有一定效果", "5", 2022, BREAKS),
        ("部分达成预期指标并具有一定效果", "5", 2019, PASSES),
        ("部分达成预期指标并具有一定效果", "9.5", 2022, BREAKS),
        ("未达成预期指标且效果较差", "7", 2022, BREAKS),
        ("未达成预期指标且效果较差", "2", 2022, PASSES),
        ("部分达成预期指标", "7", None, SKIPS),
        ("效果明显", "3", 2022, NO_CASE),
    ],
)
def test_s7_points_lie_in_the_band_of_the_words(
    words: str, points: str, year: int | None, counts: tuple[int, int, int]
) -> None:
    assert worded(words, points, year).outcome("S7").counts == counts


def test_s7_tells_the_edge_that_it_knows_where_the_year_is_not_known() -> None:
    (finding,) = worded("部分达成预期指标", "9.5", None).outcome("S7").findings
    assert "应不高于8分" in finding["message"]
    assert finding["expected"] == 8


def test_s8_the_score_in_prose_is_the_total() -> None:
    world = World().evaluation(total_score="92.5")
    assert world.claim("项目自评得分", "92.5", "分").outcome("S8").counts == PASSES
    outcome = World().evaluation(total_score="92.5").claim("项目自评得分", "95", "分").outcome("S8")
    assert outcome.counts == BREAKS
    assert outcome.quotes() == ["92.5", "项目自评得分95分"]
    assert World().evaluation(total_score="92.5").claim("产出指标得分", "40", "分").outcome("S8").counts == NO_CASE
    assert World().evaluation().claim("项目自评得分", "95", "分").outcome("S8").counts == SKIPS


def test_s8_leaves_scores_of_parts_and_totals_of_prose_alone() -> None:
    world = World().evaluation(total_score="92.5").claim("自评得分", "20", "分").claim("自评得分", "15", "分")
    assert world.outcome("S8").counts == (0, 2, 0)
    told = World().evaluation(total_score="100").claim("自评得分", "20", "分")
    told.rows["evidence"][0]["layout"] = "prose"
    assert told.outcome("S8").counts == SKIPS


def reviewed(*scores: str) -> World:
    rows = "".join(f"\t＊＊＊\n\t副局长\n\t云溪市水利局\n\t{score}\n\t\n\n" for score in scores)
    text = (
        f"总分\n\t100\n\t97\n\n\t姓  名\n\t职务/职称\n\t单   位\n\t项目评分\n\t签 字\n\n{rows}\n评价工作组组长(签字):"
    )
    return World(text=text).evaluation(total_score=97)


def test_s8_the_reviewers_agree_with_the_total_each_or_in_the_mean() -> None:
    assert reviewed("97", "97.00", "97").outcome("S8").counts == PASSES
    assert reviewed("96", "98").outcome("S8").counts == PASSES
    outcome = reviewed("97", "97", "94").outcome("S8")
    assert outcome.counts == BREAKS
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (94, 97)
    assert outcome.findings[0]["message"] == "评价人员评分97、97、94, 总分97分"
    assert any(quote.startswith("项目评分") and "94" in quote for quote in outcome.quotes())


def test_s8_skips_reviewers_who_gave_no_score() -> None:
    assert reviewed("", "").outcome("S8").counts == SKIPS


def blank(text: str, points: str | None = None) -> World:
    world = World(text=text, doc_type="self_eval_form").evaluation()
    return world.line("产出指标/数量指标/甲", "30", points).line("产出指标/质量指标/乙", "20", points)


@pytest.mark.parametrize(
    ("world", "counts"),
    [
        (blank("年度目标(100字以内)\n分值 得分"), BREAKS),
        (blank("数量指标\t指标1:\t30"), BREAKS),
        (blank("XX项目自评表"), BREAKS),
        (blank("年度目标(100字以内)", "20"), PASSES),
        (blank("年度目标 清淤五公里"), PASSES),
    ],
)
def test_p7_finds_a_template_that_nobody_filled_in(world: World, counts: tuple[int, int, int]) -> None:
    assert world.outcome("P7").counts == counts


def test_p7_leaves_target_forms_alone() -> None:
    world = World(text="100字以内", doc_type="target_form").evaluation()
    assert world.line("产出指标/数量/甲", "30").line("产出指标/质量/乙", "20").outcome("P7").counts == NO_CASE


def test_rows_of_a_target_table_are_no_addends() -> None:
    world = World().evaluation().line("产出指标/数量指标/户数", target="100", target_value=Decimal(100))
    world.line("项目决策", "40", "40").line("项目绩效", "60", "57").line("", "100", "97", leaf=False)
    assert world.outcome("S2").counts == PASSES
    assert world.outcome("W1").counts == PASSES
