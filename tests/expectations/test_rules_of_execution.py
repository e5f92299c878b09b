from __future__ import annotations

from decimal import Decimal

import pytest

from tests.expectations.world import World

PASSES, BREAKS, SKIPS = (1, 0, 0), (1, 0, 1), (0, 1, 0)


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


def test_money_in_a_finding_is_exact_to_the_cent() -> None:
    world = World().evaluation().fund("budget_adjusted", "987654321.098765").fund("spent", "1").fund("balance", "5")
    (finding,) = world.outcome("F3").findings
    assert finding["expected"] == Decimal("9876543200987.65")
    assert finding["difference"] == Decimal("-9876543150987.65")
