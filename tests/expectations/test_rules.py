from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.expectations.world import World

PASSES, BREAKS, SKIPS = (1, 0, 0), (1, 0, 1), (0, 1, 0)


def form(*, execution: str | None = "10", output: str = "50", effect: str = "30", content: str = "10") -> World:
    world = World().evaluation()
    for path, weight in (("产出指标", output), ("效益指标", effect), ("满意度指标", content)):
        world.line(path, weight)
    if execution:
        world.line("预算执行率", execution)
    return world


# Weights


def test_w1_first_level_weights_make_the_full_mark() -> None:
    assert form().outcome("W1").counts == PASSES


def test_w1_finds_weights_that_add_up_to_110() -> None:
    outcome = form(output="60").outcome("W1")
    assert outcome.counts == BREAKS
    finding = outcome.findings[0]
    assert (finding["stated"], finding["expected"], finding["difference"]) == (110, 100, 10)
    assert len(outcome.quotes()) == 4


def test_w1_takes_the_stated_full_mark() -> None:
    world = World().evaluation(full_mark=120).line("产出指标", "70").line("效益指标", "50")
    assert world.outcome("W1").counts == PASSES


def test_w1_adds_children_where_a_parent_has_no_weight_of_its_own() -> None:
    world = World().evaluation().line("产出指标", None, leaf=False).line("效益指标", "40").line("预算执行率", "10")
    world.line("产出指标/数量指标", "20").line("产出指标/质量指标", "30")
    assert world.outcome("W1").counts == PASSES


def test_w1_skips_a_form_whose_execution_row_was_not_read() -> None:
    assert form(execution=None).outcome("W1").counts == SKIPS


def test_w1_skips_missing_weights() -> None:
    assert form().line("其他指标", None).outcome("W1").counts == SKIPS


def tree(second: str | None = "30", leaf: str = "30", total: str | None = "100") -> World:
    world = World().evaluation().line("产出指标", "50", leaf=False)
    if total:
        world.line("", total, leaf=False)
    world.line("产出指标/数量指标", "20", leaf=False).line("产出指标/质量指标", second, leaf=False)
    return world.line("产出指标/数量指标/清淤长度", "20").line("产出指标/质量指标/验收合格率", leaf)


def test_w2_passes_on_every_level() -> None:
    assert tree().outcome("W2").counts == (3, 0, 0)


def test_w2_finds_the_parent_that_is_not_the_sum() -> None:
    outcome = tree(leaf="25").outcome("W2")
    assert outcome.counts == (3, 0, 1)
    assert outcome.findings[0]["message"].startswith("质量指标权重30分")
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (30, 25)


def test_w2_does_not_blame_a_form_that_breaks_off() -> None:
    assert tree(leaf="25", total=None).outcome("W2").counts == (2, 1, 0)
    assert tree(leaf="35", total=None).outcome("W2").counts == (3, 0, 1)


def test_w2_skips_a_parent_with_an_unknown_weight_below() -> None:
    assert tree(second=None).outcome("W2").counts == (1, 2, 0)


def test_w2_counts_leaves_that_hang_directly_on_the_first_level() -> None:
    world = World().evaluation().line("产出指标", "50", leaf=False)
    world.line("产出指标/数量指标", "20").line("产出指标/质量指标/合格率", "30")
    assert world.outcome("W2").counts == PASSES


def test_w2_leaves_parents_alone_that_share_a_name() -> None:
    world = World().evaluation().line("产出指标", "50", leaf=False).line("产出指标", "50", leaf=False)
    world.line("产出指标/数量指标", "20")
    assert world.outcome("W2").counts == (0, 2, 0)


# Scores


@pytest.mark.parametrize(
    ("points", "counts"),
    [("10", PASSES), ("0", PASSES), ("12", BREAKS), ("-1", BREAKS), (None, SKIPS), ("10.001", PASSES)],
)
def test_s1_points_stay_within_the_weight(points: str | None, counts: tuple[int, int, int]) -> None:
    assert World().evaluation().line("社会效益指标", "10", points).outcome("S1").counts == counts


def scored(total: str, *points: str | None) -> World:
    world = World().evaluation().line("", "100", total, leaf=False)
    for number, one in enumerate(points):
        world.line(f"指标{number}" if number else "预算执行率", "20", one)
    return world


def test_s2_total_is_the_sum() -> None:
    assert scored("92.5", "20", "20", "20", "20", "12.5").outcome("S2").counts == PASSES


def test_s2_lets_rounding_pass_and_no_more() -> None:
    assert scored("92.55", "20", "20", "20", "20", "12.5").outcome("S2").counts == PASSES
    assert scored("92.56", "20", "20", "20", "20", "12.5").outcome("S2").counts == BREAKS


def test_s2_tolerance_grows_beyond_ten_addends() -> None:
    world = World().evaluation().line("", "100", "98.06", leaf=False)
    for number in range(20):
        world.line(f"指标{number}", "5", "4.9")
    assert world.outcome("S2").counts == PASSES  # 0.005 x 20 = 0.1
    assert world.outcome("S2").findings == []


def test_s2_finds_a_total_that_is_not_the_sum() -> None:
    outcome = scored("98", "20", "20", "20", "20", "12.5").outcome("S2")
    assert outcome.counts == BREAKS
    assert outcome.findings[0]["difference"] == Decimal("5.5")
    assert len(outcome.quotes()) == 6


def test_s2_skips_a_missing_addend() -> None:
    assert scored("92.5", "20", "20", "20", "20", None).outcome("S2").counts == SKIPS
    assert scored("92.5", "20", "20", "20").outcome("S2").counts == SKIPS


def subtotal(points: str | None, leaf: str | None = "15.5") -> World:
    world = World().evaluation().line("产出指标", "50", points, leaf=False)
    world.line("产出指标/数量指标", "20", "18", leaf=False).line("产出指标/数量指标/清淤长度", "20", "18")
    return world.line("产出指标/质量指标/合格率", "30", leaf)


def test_s3_subtotals_are_the_sums_of_their_leaves() -> None:
    assert subtotal("33.5").outcome("S3").counts == (2, 0, 0)


def test_s3_finds_a_wrong_subtotal() -> None:
    outcome = subtotal("35").outcome("S3")
    assert outcome.counts == (2, 0, 1)
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (35, Decimal("33.5"))


def test_s3_skips_missing_points() -> None:
    assert subtotal(None).outcome("S3").counts == (1, 1, 0)
    assert subtotal("33.5", None).outcome("S3").counts == (1, 1, 0)


@pytest.mark.parametrize(("total", "counts"), [(100, PASSES), (0, PASSES), (105, BREAKS)])
def test_s9_totals_stay_within_the_full_mark(total: int, counts: tuple[int, int, int]) -> None:
    assert World().evaluation(total_score=total).outcome("S9").counts == counts


def test_s9_is_a_warning_where_no_lines_tell_of_a_bonus() -> None:
    assert World().evaluation(total_score=105).outcome("S9").findings[0]["severity"] == "warning"
    scored = World().evaluation(total_score=105).line("产出指标", "100", "100")
    assert scored.outcome("S9").findings[0]["severity"] == "error"


def test_s9_allows_declared_bonus_points_and_skips_what_has_no_total() -> None:
    assert World().evaluation(total_score=103).line("加分项", "5", "3").outcome("S9").counts == PASSES
    assert World().evaluation().outcome("S9").counts == SKIPS


# Grades


@pytest.mark.parametrize(
    ("total", "grade", "counts"),
    [
        ("90", "优", PASSES),
        ("89.99", "优", BREAKS),
        ("89.99", "良", PASSES),
        ("80", "良", PASSES),
        ("60", "中", PASSES),
        ("59.9", "差", PASSES),
        ("95", "良", BREAKS),
        ("95", None, SKIPS),
    ],
)
def test_g1_grades_are_bands(total: str, grade: str | None, counts: tuple[int, int, int]) -> None:
    assert World().evaluation(total_score=total, grade=grade).outcome("G1").counts == counts


def test_g1_skips_a_grade_without_a_total_and_scales_other_marks() -> None:
    assert World().evaluation(grade="优").outcome("G1").counts == SKIPS
    assert World().evaluation(grade="优", total_score=45, full_mark=50).outcome("G1").counts == PASSES


def test_g2_finds_excellence_without_execution() -> None:
    outcome = World().evaluation(grade="优", rate="50%").outcome("G2")
    assert outcome.counts == BREAKS
    assert outcome.findings[0]["severity"] == "warning"
    assert outcome.quotes() == ["执行率50%", "优"]


def test_g2_computes_the_rate_where_none_is_stated() -> None:
    world = World().evaluation(grade="优").fund("budget_adjusted", "261.10").fund("spent", "130.55")
    assert world.outcome("G2").counts == BREAKS


def test_g2_reads_older_forms_that_have_no_budget_column() -> None:
    world = World().evaluation(grade="优").fund("planned", "261.10").fund("received", "261.10").fund("spent", "130.55")
    assert world.outcome("G2").counts == BREAKS
    assert World().evaluation(grade="优").fund("planned", "10").fund("spent", "9").outcome("G2").counts == PASSES


def test_g2_finds_excellence_without_output() -> None:
    world = World().evaluation(grade="优").line("产出指标/数量指标", "20", "10").line("产出指标/质量指标", "30", "15")
    assert world.outcome("G2").counts == BREAKS


def test_g2_passes_and_skips() -> None:
    assert World().evaluation(grade="优", rate="98%").outcome("G2").counts == PASSES
    assert World().evaluation(grade="良", rate="50%").outcome("G2").counts == PASSES
    assert World().evaluation(grade="优").outcome("G2").counts == SKIPS


# Execution


def spending(
    rate: str | None, spent: str = "150.00", budget: str = "200.00", measure: str = "budget_adjusted"
) -> World:
    return World().evaluation(rate=rate).fund(measure, budget).fund("spent", spent)


@pytest.mark.parametrize(
    ("rate", "spent", "budget", "counts"),
    [
        ("75%", "150.00", "200.00", PASSES),
        ("85%", "150.00", "200.00", BREAKS),
        ("50%", "49.88", "100.00", PASSES),  # half a percentage point is what a rate without decimals hides
        ("50.00%", "49.88", "100.00", BREAKS),
        ("86.2%", "37.24", "43.2", PASSES),
        ("86.3%", "37.24", "43.2", BREAKS),
        ("100%", "0", "0", SKIPS),
    ],
)
def test_e1_rate_is_spending_over_budget(rate: str, spent: str, budget: str, counts: tuple[int, int, int]) -> None:
    assert spending(rate, spent, budget).outcome("E1").counts == counts


@pytest.mark.parametrize(
    ("rate", "severity"),
    [("31.00%", "warning"), ("31.10%", "error"), ("32%", "error")],
)
def test_e1_is_a_warning_where_rounding_explains_it(rate: str, severity: str) -> None:
    assert spending(rate, "46", "148").outcome("E1").findings[0]["severity"] == severity


def test_e1_falls_back_to_the_initial_budget_and_says_so() -> None:
    outcome = spending("80%", measure="budget_initial").outcome("E1")
    assert outcome.counts == BREAKS
    assert "年初预算数" in outcome.findings[0]["message"]
    assert set(outcome.quotes()) == {"执行率80%", "150.00", "200.00"}


def test_e1_skips_without_operands_and_where_a_document_gives_two_amounts() -> None:
    assert World().evaluation(rate="75%").outcome("E1").counts == SKIPS
    assert spending("80%").fund("spent", "160.00").outcome("E1").counts == SKIPS


def test_e1_leaves_money_of_other_years_alone() -> None:
    world = World().evaluation(rate="80%", fiscal_year=2023).fund("budget_adjusted", "200").fund("spent", "160")
    world.fund("spent", "100", fiscal_year=2022)
    assert world.outcome("E1").counts == PASSES


def executed(points: str | None, rate: str | None = "86.2%", weight: str = "10") -> World:
    return World().evaluation(rate=rate).line("预算执行率", weight, points).line("产出指标", "50", "50")


@pytest.mark.parametrize(
    ("points", "rate", "counts"),
    [
        ("8.62", "86.2%", PASSES),
        ("8.67", "86.2%", PASSES),
        ("8.68", "86.2%", BREAKS),
        ("10", "112%", PASSES),
        ("5", "50%", PASSES),
        (None, "86.2%", SKIPS),
        ("10", None, SKIPS),
    ],
)
def test_e2_execution_points(points: str | None, rate: str | None, counts: tuple[int, int, int]) -> None:
    assert executed(points, rate).outcome("E2").counts == counts


def test_e2_is_a_warning_where_rounding_explains_it() -> None:
    assert executed("9").outcome("E2").findings[0]["severity"] == "warning"
    assert executed("10").outcome("E2").findings[0]["severity"] == "error"


def test_e2_asks_only_the_execution_row_itself() -> None:
    world = World().evaluation(rate="50%").line("过程/预算管理/预算执行率", "5", "5").line("产出指标", "50", "50")
    assert world.outcome("E2").counts == (0, 0, 0)


def test_e4_zero_budget() -> None:
    assert spending(None, "0", "0").outcome("E4").counts == PASSES
    assert spending("100%", "0", "0").outcome("E4").counts == BREAKS
    assert spending(None, "12.5", "0").outcome("E4").counts == BREAKS
    assert World().evaluation().fund("budget_adjusted", "0").outcome("E4").counts == SKIPS
    assert spending("75%").outcome("E4").counts == (0, 0, 0)
    doubtful, clear = (spending(rate, "12.5", "0").outcome("E4").findings[0] for rate in ("100%", None))
    assert (doubtful["severity"], clear["severity"]) == ("warning", "error")


# Money


def sources(total: str, *parts: tuple[str, str], text: str = "绩效自评表") -> World:
    world = World(text=text).evaluation().fund("budget_adjusted", total)
    for source, amount in parts:
        world.fund("budget_adjusted", amount, source)
    return world


def test_f1_total_is_the_sum_of_its_sources() -> None:
    assert sources("200.00", ("fiscal", "150.00"), ("own_or_other", "50.00")).outcome("F1").counts == PASSES
    assert sources("200.00", ("central", "150.00"), ("county", "50.00")).outcome("F1").counts == PASSES


def test_f1_does_not_count_levels_beside_the_fiscal_money_that_they_divide() -> None:
    world = sources("200.00", ("fiscal", "150.00"), ("central", "100.00"), ("own_or_other", "50.00"))
    assert world.outcome("F1").counts == PASSES


def test_f1_lets_rounding_pass_and_no_more() -> None:
    # 0.5 x 0.01 x (3 + 1) = 0.02 ten thousand yuan
    parts = ("fiscal", "150.00"), ("carryover", "30.00"), ("own_or_other", "20.00")
    assert sources("200.02", *parts).outcome("F1").counts == PASSES
    assert sources("200.03", *parts).outcome("F1").counts == BREAKS
    assert sources("200.03", *parts).outcome("F1").findings[0]["tolerance"] == 200


def test_f1_finds_a_total_that_is_not_the_sum() -> None:
    outcome = sources("200.00", ("fiscal", "150.00"), ("own_or_other", "40.00")).outcome("F1")
    assert outcome.counts == BREAKS
    assert outcome.findings[0]["difference"] == 100_000
    assert outcome.quotes() == ["200.00", "150.00", "40.00"]


def test_f1_skips_where_a_part_may_be_missing() -> None:
    parts = ("fiscal", "150.00"), ("own_or_other", "25.00")
    assert sources("200.00", *parts).outcome("F1").counts == SKIPS  # two other sources of 25 are one row
    text = "其中:政府性基金预算拨款10万元"
    assert sources("200.00", ("fiscal", "150.00"), ("own_or_other", "40.00"), text=text).outcome("F1").counts == SKIPS
    assert sources("200.00", *parts).fund("budget_adjusted", "210.00").outcome("F1").counts == SKIPS


def test_f1_leaves_prose_alone() -> None:
    world = World().evaluation().fund("planned", "757", unit_from="sentence")
    world.fund("planned", "223.7", "province", unit_from="sentence")
    assert world.outcome("F1").counts == (0, 0, 0)


def balanced(balance: str, spent: str | None = "75") -> World:
    world = World().evaluation().fund("budget_adjusted", "80").fund("balance", balance)
    return world.fund("spent", spent) if spent else world


def test_f3_balance_is_budget_less_spending() -> None:
    assert balanced("5").outcome("F3").counts == PASSES
    assert balanced("5.5").outcome("F3").counts == PASSES  # whole ten thousands: 0.5 x 3 are excused
    assert balanced("15").outcome("F3").counts == BREAKS
    assert balanced("15").outcome("F3").findings[0]["difference"] == 100_000
    assert balanced("5", None).outcome("F3").counts == SKIPS


# Prose


@pytest.mark.parametrize(
    ("value", "part", "whole", "counts"),
    [
        ("96.30", "104", "108", PASSES),
        ("96.42", "104", "108", BREAKS),
        ("96", "104", "108", PASSES),
        ("97.4", "1685", "1700", BREAKS),
        ("96.2", "1621", "1685", PASSES),
        ("96.1", "1621", "1685", BREAKS),
        ("100", "0", "0", SKIPS),
    ],
)
def test_p1_shares(value: str, part: str, whole: str, counts: tuple[int, int, int]) -> None:
    assert World().evaluation().claim("办结率", value, numerator=part, denominator=whole).outcome("P1").counts == counts


def test_p1_takes_decimals_as_written_and_skips_half_a_fraction() -> None:
    world = World().evaluation().claim("办结率", "96.3", quote="办结率96.300%", numerator="104", denominator="108")
    assert world.outcome("P1").counts == BREAKS
    assert World().evaluation().claim("办结率", "96.3", numerator="104").outcome("P1").counts == SKIPS
    rough = World().evaluation().claim("办结率", "90", numerator="104", denominator="108", comparator=">=")
    assert rough.outcome("P1").counts == (0, 0, 0)


def test_p2_finds_the_gap_and_quotes_it() -> None:
    text = "主要做法:一是压实责任;二是强化调度;三是严格验收。五是总结经验。"
    outcome = World(text=text).outcome("P2")
    assert outcome.counts == BREAKS
    assert outcome.findings[0]["message"] == "序号由三是跳到五是"
    assert outcome.quotes() == ["三是严格验收。五是"]
    assert outcome.findings[0]["evaluation_id"] is None


def test_p2_passes_lists_in_order_and_skips_none() -> None:
    text = "一是甲;二是乙。另:一是丙,二是丁;三是戊。统一是好的,五是数字。"
    assert World(text=text).outcome("P2").counts[::2] == (2, 1)
    assert World(text="一是甲;二是乙。统一是好的。").outcome("P2").counts == PASSES
    assert World(text="前略。三是丙;五是戊。").outcome("P2").counts == (0, 0, 0)


def test_p3_finds_two_values_of_one_quantity() -> None:
    name = "“6+1”类依申请政务服务事项"
    world = World().evaluation().claim(name, "1258", "项").claim(name, "1257", "项")
    outcome = world.outcome("P3")
    assert outcome.counts == BREAKS
    assert (outcome.findings[0]["stated"], outcome.findings[0]["expected"]) == (1257, 1258)
    assert len(outcome.quotes()) == 2


@pytest.mark.parametrize(
    ("name", "values", "unit", "counts"),
    [
        ("依申请政务服务事项", ("1257", "1257"), "项", PASSES),
        ("依申请政务服务事项", ("1257", "600"), "项", (0, 0, 0)),  # half of it is another quantity
        ("事项", ("1258", "1257"), "项", (0, 0, 0)),
        ("群众办事综合满意度", ("98", "97"), "%", (0, 0, 0)),
    ],
)
def test_p3_only_where_it_is_the_same_quantity(
    name: str, values: tuple[str, ...], unit: str, counts: tuple[int, int, int]
) -> None:
    world = World().evaluation()
    for value in values:
        world.claim(name, value, unit)
    assert world.outcome("P3").counts == counts


def test_p3_keeps_a_goal_and_what_became_of_it_apart() -> None:
    world = World().evaluation().claim("依申请政务服务事项", "1258", "项", is_target=True)
    assert world.claim("依申请政务服务事项", "1257", "项").outcome("P3").counts == (0, 0, 0)


def test_p3_keeps_targets_and_achievements_apart() -> None:
    world = World().evaluation().claim("依申请政务服务事项", "1258", "项", is_target=True)
    assert world.claim("依申请政务服务事项", "1257", "项").outcome("P3").counts == (0, 0, 0)


def test_p3_keeps_years_apart() -> None:
    world = World().evaluation().claim("依申请政务服务事项", "1258", "项", quote="2022年事项1258项")
    world.claim("依申请政务服务事项", "1257", "项", quote="2023年事项1257项")
    assert world.outcome("P3").counts == (0, 0, 0)


@pytest.mark.parametrize(
    ("total", "problems", "counts"),
    [
        (100, "无。", BREAKS),
        (99.5, "暂无", BREAKS),
        (100, "", BREAKS),
        (100, "雨季施工进度偏慢。", PASSES),
        (92, "无", PASSES),
        (100, None, SKIPS),
        (None, "无", SKIPS),
    ],
)
def test_p6_full_score_without_problems(total: float | None, problems: str, counts: tuple[int, int, int]) -> None:
    scores = {} if total is None else {"total_score": total}
    assert World().evaluation(problems=problems, **scores).outcome("P6").counts == counts


@pytest.mark.parametrize(
    ("published", "year", "method", "counts"),
    [
        (date(2024, 5, 6), 2023, "title", PASSES),
        (date(2024, 5, 6), 2011, "title", BREAKS),
        (date(2022, 5, 6), 2023, "title", BREAKS),
        (date(2024, 5, 6), 2024, "published", SKIPS),
        (None, 2023, "title", SKIPS),
        (date(2024, 5, 6), None, None, SKIPS),
    ],
)
def test_t1_publication_year(
    published: date | None, year: int | None, method: str | None, counts: tuple[int, int, int]
) -> None:
    world = World(published_on=published).evaluation(fiscal_year=year, fiscal_year_method=method)
    assert world.outcome("T1").counts == counts


def test_t1_lets_targets_be_published_before_their_year() -> None:
    world = World(published_on=date(2023, 12, 28), doc_type="target_form")
    assert world.evaluation(fiscal_year=2024, fiscal_year_method="title").outcome("T1").counts == PASSES
