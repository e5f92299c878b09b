from __future__ import annotations

from datetime import date

import pytest

from tests.expectations.world import World
from warehouse.views import create_views

PASSES, BREAKS, SKIPS = (1, 0, 0), (1, 0, 1), (0, 1, 0)


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
    ("problems", "named"),
    [
        ("无", False),
        ("", False),
        ("暂无问题。", False),
        ("未发现问题", False),
        (" - ", False),
        ("pm", True),
        ("进度慢", True),
    ],
)
def test_the_views_and_the_rules_agree_on_whether_problems_are_named(problems: str, named: bool) -> None:
    world = World().project("河道清淤").evaluation(problems=problems, total_score=100)
    connection = world.connection()
    create_views(connection)
    assert connection.execute("SELECT has_problems FROM v_project_year").fetchall() == [(named,)]
    assert bool(world.outcome("P6").findings) is not named


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
