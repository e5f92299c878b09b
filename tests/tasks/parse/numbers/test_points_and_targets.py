"""Points, weights in labels, and targets."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tasks.parse.numbers.points import parse_points, weight_in_label
from tasks.parse.numbers.targets import Target, parse_target


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("8", "8"),
        ("8分", "8"),
        ("92.50", "92.50"),
        ("8.5/10", "8.5"),
        ("100(满分)", "100"),
        ("８．５分", "8.5"),
        ("0", "0"),
    ],
)
def test_points(text: str, points: str) -> None:
    assert parse_points(text) == Decimal(points)


@pytest.mark.parametrize("text", ["", "优", "—", "完成8次", "8人", "80%"])
def test_no_points(text: str) -> None:
    assert parse_points(text) is None


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("产出指标(50分)", "50"),
        ("在职人员控制率（5分）", "5"),
        ("得分(20分*执行率)", "20"),
        ("绩效指标（满分90分）", "90"),
    ],
)
def test_weight_in_a_label(text: str, weight: str) -> None:
    assert weight_in_label(text) == Decimal(weight)


@pytest.mark.parametrize("text", ["产出指标", "(2022年度)", "得分", "执行率(B/A)", "数量(8)"])
def test_label_without_weight(text: str) -> None:
    assert weight_in_label(text) is None


@pytest.mark.parametrize(
    ("text", "operator", "unit", "target"),
    [
        ("≥95%", None, None, Target(">=", Decimal(95), "%")),
        (">=21933人", None, None, Target(">=", Decimal(21933), "人")),
        ("不少于3次", None, None, Target(">=", Decimal(3), "次")),
        ("90%以上", None, None, Target(">=", Decimal(90), "%")),
        ("＝100", None, None, Target("=", Decimal(100), None)),
        ("100", "≥", "人", Target(">=", Decimal(100), "人")),
        ("≥5台(套)", None, None, Target(">=", Decimal(5), "台(套)")),
        ("12（台/套）", None, None, Target(None, Decimal(12), "台/套")),
        ("98%", "≧", "%", Target(">=", Decimal(98), "%")),
        ("≤5个工作日", None, None, Target("<=", Decimal(5), "个工作日")),
        ("≥1万人次", None, None, Target(">=", Decimal(10_000), "人次")),
        ("培训人数≥300人", None, None, Target(">=", Decimal(300), "人")),
        ("三次", None, None, Target(None, Decimal(3), "次")),
        ("2000（人）", None, None, Target(None, Decimal(2000), "人")),
    ],
)
def test_targets_with_a_value(text: str, operator: str | None, unit: str | None, target: Target) -> None:
    assert parse_target(text, operator, unit) == target


@pytest.mark.parametrize("text", ["定性", "效果明显", "2022年12月底前", "50-60", "一定程度", "", "—", "三公经费"])
def test_wordy_targets_have_no_value(text: str) -> None:
    assert parse_target(text, "定性", None) == Target(None, None, None)
