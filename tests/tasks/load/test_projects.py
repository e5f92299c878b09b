from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import duckdb
import pytest

from tasks.load.projects import chosen_projects, link_projects
from tests.tasks.load.test_load import ask
from tests.warehouse.world import EARLIER, FISCAL, REPORT, Page, night
from warehouse.schema import create_tables, in_schema
from warehouse.tables import table

pytestmark = pytest.mark.usefixtures("few_rules")

CODE = "51092322T000000012345"


def chosen(rows: list[tuple[str, str, str | None]]) -> dict[str, tuple[str, str | None]]:
    """The chosen row of every project out of (project_id, name, code) of an evaluation each."""
    with duckdb.connect() as connection:
        create_tables(connection, [in_schema(table("evaluations"), "parsed")])
        for number, (project, name, code) in enumerate(rows):
            connection.execute(
                "INSERT INTO parsed.evaluations (evaluation_id, project_id, project_name, project_code, project_kind,"
                " document_id, ordinal, evaluator) VALUES (?, ?, ?, ?, 'project', 'd', 1, 'unit_self')",
                [str(number), project, name, code],
            )
        link_projects(connection)
        found = connection.execute(chosen_projects("linked_evaluations")).pl()
        return {row["project_id"]: (row["name"], row["code"]) for row in found.iter_rows(named=True)}


def test_one_code_is_one_project_however_it_is_named() -> None:
    assert chosen([("p2", "2023年窗口运行经费", CODE), ("p1", "窗口运行", CODE), ("p3", "别的项目", None)]) == {
        "p1": ("窗口运行", CODE),
        "p3": ("别的项目", None),
    }


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_projects_hang_together_over_several_codes_in_any_order(order: tuple[int, ...]) -> None:
    other = CODE[:-1] + "9"
    rows = [("p3", "乙", CODE), ("p2", "乙", other), ("p2", "乙", CODE), ("p4", "甲乙", other)]
    assert chosen([rows[i] for i in order]) == {"p2": ("乙", CODE)}


def test_a_short_number_before_a_name_joins_nothing() -> None:
    assert len(chosen([("p1", "甲", "219001"), ("p2", "乙", "219001")])) == 2


def test_two_phases_under_one_code_stay_two_projects() -> None:
    rows = [("p1", "河道治理一期", CODE), ("p2", "河道治理二期", CODE), ("p3", "河道治理(第二期)", CODE)]
    assert set(chosen(rows)) == {"p1", "p2"}


FISCAL_REPORT = replace(
    FISCAL,
    publisher="大英县财政局",
    evaluations=(replace(FISCAL.evaluations[0], unit=None),),
)


def judged(tmp_path: Path, *pages: Page) -> list[tuple[object, ...]]:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, list(pages), "n1")
    return ask(
        build,
        "SELECT evaluator, project_method, project_confidence, dense_rank() OVER (ORDER BY project_id) FROM evaluations"
        " WHERE project_name LIKE '%便民服务中心建设' ORDER BY evaluator",
    )


def test_a_finance_bureaus_report_without_a_unit_joins_the_one_project_that_it_can_mean(tmp_path: Path) -> None:
    (fiscal, own) = judged(tmp_path, REPORT, FISCAL_REPORT)
    assert fiscal[1:3] == ("single_name", "possible")
    assert fiscal[3] == own[3]


@pytest.mark.parametrize(
    "change",
    [
        lambda page: replace(page, evaluations=(replace(page.evaluations[0], year=2019),)),
        lambda page: replace(page, region="430582"),
        lambda page: replace(page, evaluations=(replace(page.evaluations[0], unit="大英县教育局"),)),
        lambda page: replace(page, evaluations=(replace(page.evaluations[0], name="二期便民服务中心建设"),)),
    ],
    ids=["another year", "another division", "a unit of its own", "another phase"],
)
def test_it_joins_no_other(tmp_path: Path, change: Callable[[Page], Page]) -> None:
    (fiscal, own) = judged(tmp_path, REPORT, change(FISCAL_REPORT))
    assert fiscal[1] != "single_name"
    assert fiscal[3] != own[3]


def test_it_joins_none_of_two_projects_of_one_name(tmp_path: Path) -> None:
    other = replace(REPORT.evaluations[0], unit="回马镇人民政府", score="97")
    twin = replace(REPORT, url=f"{REPORT.url}l", evaluations=(other,), text=REPORT.text[::-1])
    found = judged(tmp_path, REPORT, twin, FISCAL_REPORT)
    assert len({project for *_, project in found}) == 3


def test_evaluations_follow_their_project(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    renamed = replace(EARLIER, evaluations=(replace(EARLIER.evaluations[0], name="中心建设经费"),))
    night(tmp_path, build, [REPORT, renamed], "n1")
    with duckdb.connect(str(build)) as connection:
        assert connection.execute("SELECT count(*) FROM main.projects").fetchall() == [(3,)]
        connection.execute(
            "UPDATE parsed.evaluations SET project_code = ? WHERE project_name IN ('中心建设经费', '便民服务中心建设')",
            [CODE],
        )
    night(tmp_path, build, [], "n2", version="2")
    with duckdb.connect(str(build), read_only=True) as connection:
        rows = connection.execute(
            "SELECT p.name, e.fiscal_year FROM main.evaluations e JOIN main.projects p USING (project_id) ORDER BY ALL"
        ).fetchall()
    assert rows == [("中心建设经费", 2021), ("中心建设经费", 2022), ("电子政务外网", 2022)]
