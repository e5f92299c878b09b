from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tasks.publish.query import run_query
from warehouse.cookbook import Question, questions

BY_NAME = {question.name: question for question in questions()}


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_every_question_has_an_answer_in_the_small_world(published: Path, question: Question) -> None:
    assert question.zh.endswith("?")
    assert question.en.endswith("?")
    answer = run_query(published, question.sql)
    assert answer.height
    assert run_query(published, question.sql).equals(answer), "an answer has a total order"


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("01_low_execution_top_grade", ["name", "unspent_yuan"], [("电子政务外网", Decimal("75000.00"))]),
        ("05_self_against_outside", ["self_score", "outside_score", "gap"], [(100, 80, 20)]),
        ("06_total_not_the_sum", ["stated", "expected", "difference"], [(88, 90, -2)]),
        ("07_grade_against_score", ["grade", "computed_grade", "direction"], [("优", "良", "偏高 too high")]),
        ("08_execution_rate_deviations", ["stated_execution_rate", "computed_execution_rate"], [(90, 80)]),
        # (100 * 800,000 + 92.5 * 150,000 + 85 * 2,000,000) / 2,950,000
        (
            "09_weighted_mean_score",
            ["fiscal_year", "plain_mean", "weighted_mean"],
            [(2021, 95.0, 95.0), (2022, 92.5, 89.45), (2023, 88.0, 88.0)],
        ),
        ("12_budget_changes", ["change_percent"], [(100.0,), (50.0,)]),
        ("13_low_arrival", ["computed_arrival_rate"], [(80,)]),
        ("16_full_marks_target_missed", ["indicator_3", "target", "actual"], [("质量指标", "100", "90")]),
        ("18_targets_too_low", ["target", "actual"], [("10", "20")]),
        ("19_same_problems_again", ["fiscal_year", "again_in"], [(2022, 2023)]),
        ("22_same_kind_across_regions", ["regions", "least_yuan", "most_yuan"], [(2, 396000, 800000)]),
    ],
)
def test_answers_reckoned_by_hand(published: Path, name: str, columns: list[str], expected: list[object]) -> None:
    assert run_query(published, BY_NAME[name].sql).select(columns).rows() == expected


def test_unspent_money_is_summed_over_years(published: Path) -> None:
    answer = run_query(published, BY_NAME["11_unspent_by_unit"].sql)
    # 大英: 75,000 in 2022 and 4,000 in 2021; 邵东: 500,000 in 2022 and 100,000 in 2023.
    assert answer.select("unit", "years", "unspent_yuan").rows() == [
        ("邵东市财政局", 2, Decimal("600000.00")),
        ("大英县行政审批局", 2, Decimal("79000.00")),
    ]
