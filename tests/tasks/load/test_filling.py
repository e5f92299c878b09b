from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tasks.load import RunRow, load
from tests.tasks.load.test_load import ask
from tests.warehouse.world import Evaluated, Line, Page, Rows, _page
from warehouse.ids import document_id

pytestmark = pytest.mark.usefixtures("few_rules")

PAGE_URL = "https://www.daying.gov.cn/info/9.htm"
FORM_URL = "https://www.daying.gov.cn/files/9.docx"
BARE = Evaluated(None, "大英县行政审批局", 2023, kind="department")
FULL = replace(
    BARE,
    money=(("budget_adjusted total", "500000.00"), ("spent total", "480000.00")),
    score="96",
    grade="优",
    rate="96",
    lines=(Line("履职", "60", "58"),),
)


def loaded(tmp_path: Path, on_page: Evaluated, on_form: Evaluated) -> list[Any]:
    """Evaluations after a night with a page and the form attached to it: address, score, funds, lines."""
    return ask(
        _night(tmp_path, on_page, on_form),
        "SELECT d.url, e.total_score, e.grade, e.stated_execution_rate,"
        " (SELECT count(*) FROM funds f WHERE f.evaluation_id = e.evaluation_id),"
        " (SELECT count(*) FROM scores s WHERE s.evaluation_id = e.evaluation_id),"
        " (SELECT count(*) FROM evidence v WHERE v.subject = 'evaluations' AND v.subject_id = e.evaluation_id)"
        " FROM evaluations e JOIN documents d USING (document_id) ORDER BY d.url",
    )


def _night(tmp_path: Path, on_page: Evaluated, *on_form: Evaluated) -> Path:
    """The build database after it; what follows on the form is added up by its first."""
    build = tmp_path / "b.duckdb"
    rows = Rows()
    rows.add("sources", source_id="daying", title="x", template="vsb", official=True, verified=False)
    _page(rows, Page(PAGE_URL, "daying", (on_page,)), "n1", "1")
    _page(rows, Page(FORM_URL, "daying", on_form, text="部门整体支出绩效自评表"), "n1", "1")
    whole, *parts = [row for row in rows.by_table["evaluations"] if row["document_id"] == document_id(FORM_URL)]
    for row in parts:
        row["part_of"] = whole["evaluation_id"]
    for row in rows.by_table["documents"]:
        if row["url"] == FORM_URL:
            row["parent_document_id"] = document_id(PAGE_URL)
    rows.write(tmp_path / "passed", tmp_path / "ops")
    load(build, tmp_path / "passed", tmp_path / "ops", RunRow("n1", datetime(2023, 7, 1, tzinfo=UTC), "1"))
    return build


def test_a_form_fills_the_page_on_which_it_hangs(tmp_path: Path) -> None:
    assert loaded(tmp_path, BARE, FULL) == [(PAGE_URL, Decimal(96), "优", Decimal(96), 2, 2, 1)]


@pytest.mark.parametrize(
    ("on_page", "on_form"),
    [
        (replace(BARE, score="95"), FULL),
        (BARE, replace(FULL, year=2022)),
        (BARE, replace(FULL, unit="大英县民政局")),
        (BARE, replace(FULL, evaluator="fiscal")),
        (BARE, BARE),
    ],
    ids=["page has a score of its own", "another year", "another unit", "another evaluator", "nothing to fill with"],
)
def test_otherwise_page_and_form_stand_side_by_side(tmp_path: Path, on_page: Evaluated, on_form: Evaluated) -> None:
    found = loaded(tmp_path, on_page, on_form)
    assert [row[0] for row in found] == [FORM_URL, PAGE_URL]


def test_what_a_form_adds_up_is_part_of_the_page_that_it_fills(tmp_path: Path) -> None:
    part = Evaluated("便民服务", "大英县行政审批局", 2023, money=(("spent total", "20000.00"),))
    build = _night(tmp_path, BARE, FULL, part)
    told = ask(
        build,
        "SELECT e.project_name, w.document_id FROM evaluations e JOIN evaluations w ON w.evaluation_id = e.part_of",
    )
    assert told == [("便民服务", document_id(PAGE_URL))]
