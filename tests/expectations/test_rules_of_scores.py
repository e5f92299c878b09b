from __future__ import annotations

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
