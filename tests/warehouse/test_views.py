from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tasks.publish.query import run_query
from tests.warehouse.world import CENTRE, EARLIER, MIRROR, REPORT, UNKNOWN
from warehouse.views import View, views


def rows(published: Path, sql: str) -> list[dict[str, Any]]:
    return run_query(published, sql).to_dicts()


@pytest.mark.parametrize("view", views(), ids=lambda view: view.name)
def test_every_column_of_a_view_is_explained_in_its_order(published: Path, view: View) -> None:
    found = rows(
        published,
        f"SELECT column_name, comment FROM duckdb_columns() WHERE table_name = '{view.name}' ORDER BY column_index",
    )
    assert [(row["column_name"], row["comment"]) for row in found] == [
        (column.name, f"{column.zh} | {column.en}") for column in view.columns
    ]
    (comment,) = rows(published, f"SELECT comment FROM duckdb_views() WHERE view_name = '{view.name}'")
    assert comment["comment"] == f"{view.zh} | {view.en}"
    assert rows(published, f"SELECT * FROM {view.name}"), "the small world has rows for every view"


@pytest.mark.parametrize("view", ["v_project_year", "v_lineage"])
def test_pages_of_trust_four_and_five_are_left_out(published: Path, view: str) -> None:
    urls = {row["url"] for row in rows(published, f"SELECT url FROM {view}")}
    assert REPORT.url in urls
    assert not urls & {MIRROR.url, UNKNOWN.url}
    assert len(rows(published, f"SELECT 1 FROM documents WHERE url IN ('{MIRROR.url}', '{UNKNOWN.url}')")) == 2


def test_a_project_year_has_money_rates_score_and_place(published: Path) -> None:
    (row,) = rows(published, "SELECT * FROM v_project_year WHERE name = '电子政务外网'")
    assert row["budget_initial_yuan"] == Decimal("100000.00")
    assert (row["budget_yuan"], row["budget_basis"]) == (Decimal("150000.00"), "budget_adjusted")
    assert (row["spent_yuan"], row["unspent_yuan"]) == (Decimal("75000.00"), Decimal("75000.00"))
    assert row["received_yuan"] is None
    assert (row["stated_execution_rate"], row["computed_execution_rate"]) == (Decimal("50"), Decimal("50"))
    assert (row["total_score"], row["grade"], row["computed_grade"]) == (Decimal("92.5"), "优", "优")
    assert (row["region"], row["province"], row["has_problems"], row["trust"]) == ("大英县", "四川省", True, 1)


def test_problems_that_say_there_are_none_are_no_problems(published: Path) -> None:
    found = rows(
        published,
        "SELECT has_problems FROM v_project_year WHERE region = '大英县' AND name = '便民服务中心建设'"
        " ORDER BY fiscal_year, evaluator",
    )
    assert [row["has_problems"] for row in found] == [None, None, False]
    assert CENTRE.problems == "无。"


def test_scores_are_distributed_by_province_and_year(published: Path) -> None:
    (row,) = rows(
        published, "FROM v_score_dist WHERE province = '四川省' AND fiscal_year = 2022 AND evaluator = 'unit_self'"
    )
    # 100 and 92.5
    assert (row["scored"], row["mean_score"], row["share_90"], row["share_95"]) == (2, 96.25, 100.0, 50.0)


def test_shares_of_sources_are_taken_where_a_total_stands_beside_them(published: Path) -> None:
    found = rows(published, "FROM v_fund_source WHERE fiscal_year = 2022 AND measure = 'spent' AND region = '大英县'")
    by_source = {row["source"]: row for row in found}
    # 300,000 and 500,000 of 800,000; the two other evaluations state no sources.
    assert by_source["county"]["share_of_total"] == 37.5
    assert by_source["province"]["share_of_total"] == 62.5
    assert by_source["total"]["amount_yuan"] == Decimal("1665000.00")


def test_a_year_without_disclosure_is_a_row_of_zeros(published: Path) -> None:
    (row,) = rows(published, "FROM v_coverage WHERE region = '邵东市' AND fiscal_year = 2021")
    assert (row["evaluations"], row["documents"], row["median_delay_days"]) == (0, 0, None)
    (row,) = rows(published, "FROM v_coverage WHERE region = '邵东市' AND fiscal_year = 2022")
    assert row["median_delay_days"] == 344  # 2022-12-31 to 2023-12-10


def test_two_amounts_for_one_project_and_year_are_a_conflict_but_two_judges_are_none(published: Path) -> None:
    (row,) = rows(published, "FROM v_conflict")
    assert row["field"] == "spent total"
    assert {row["value_1"], row["value_2"]} == {Decimal(800000), Decimal(790000)}


def test_every_amount_can_be_traced_to_its_words(published: Path) -> None:
    found = rows(published, "SELECT value, quote, unit, sha256 FROM v_lineage WHERE subject = 'funds'")
    (counted,) = rows(published, "SELECT count(*) AS n FROM funds JOIN v_project_year USING (evaluation_id)")
    assert len(found) == counted["n"]
    assert all(Decimal(row["value"]) == Decimal(row["quote"]) and row["unit"] == "yuan" for row in found)
    assert all(row["sha256"] for row in found)
    assert not rows(published, "FROM v_lineage WHERE value IS NULL AND subject <> 'scores'")


def test_rules_are_summed_up_with_an_example(published: Path) -> None:
    (row,) = rows(published, "FROM v_rule_summary WHERE rule_id = 'S2'")
    assert (row["found"], row["documents"]) == (1, 1)
    assert "88" in row["example"]


def test_signs_of_trust_are_rows_and_numbers_repeated_on_another_domain_are_among_them(published: Path) -> None:
    found = rows(published, f"SELECT signal, detail FROM v_trust_signal WHERE url = '{MIRROR.url}' ORDER BY signal")
    assert {row["signal"]: row["detail"] for row in found} == {
        "foreign_host": "m6.example.com",
        "registered": "蜀ICP备1号",
        "registered_repeated": "蜀ICP备1号: daying.gov.cn, example.com",
        "site_code_elsewhere": "5109230001",
        "site_code_repeated": "5109230001: daying.gov.cn, example.com",
    }
    assert not rows(published, f"FROM v_trust_signal WHERE url = '{EARLIER.url}' AND signal LIKE '%repeated'")


def test_a_unit_that_writes_from_last_years_report_has_a_high_copy_paste_index(published: Path) -> None:
    (row,) = rows(published, "FROM v_copy_paste WHERE unit = '大英县行政审批局' AND fiscal_year = 2022")
    # Two reports of 2022, of which one has the text of 2021's; the other is written backwards.
    assert (row["documents"], row["alike_same_year"], row["alike_year_before"]) == (2, 0, 1)
    assert row["same_year_index"] == 0
    assert 45 < row["year_before_index"] <= 50
    (first,) = rows(published, "FROM v_copy_paste WHERE unit = '大英县行政审批局' AND fiscal_year = 2021")
    assert (first["same_year_index"], first["year_before_index"]) == (None, None)


def test_a_division_that_nothing_decides_is_listed_with_its_candidates(published: Path) -> None:
    found = rows(published, "FROM v_region_review ORDER BY subject, candidate_code")
    assert [(row["subject"], row["candidate"], row["candidate_above"], row["region_code"]) for row in found] == [
        ("documents", "鼓楼区", "南京市", None),
        ("documents", "鼓楼区", "徐州市", None),
        ("evaluations", "鼓楼区", "南京市", None),
        ("evaluations", "鼓楼区", "徐州市", None),
    ]
    assert {row["url"] for row in found} == {UNKNOWN.url}


def test_a_division_outside_of_the_standard_has_the_name_that_its_source_gives(published: Path) -> None:
    (row,) = rows(published, "FROM regions WHERE region_code = '999101'")
    assert (row["name"], row["level"], row["parent_code"]) == ("青禾县", "county", None)
    assert rows(published, "SELECT name FROM regions WHERE region_code = '510923'") == [{"name": "大英县"}]


def test_the_judges_of_one_project_and_year_stand_side_by_side(published: Path) -> None:
    (row,) = rows(published, "FROM v_side_by_side")
    assert (row["name"], row["fiscal_year"]) == ("便民服务中心建设", 2022)
    assert (row["self_score"], row["department_score"], row["fiscal_score"], row["gap"]) == (100, None, 80, 20)
    assert (row["evaluations"], row["has_conflict"]) == (2, False)
    assert (row["link"], row["link_confidence"]) == ("unit", "probable")
