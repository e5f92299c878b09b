"""What is listed leaves the warehouse with everything that was read from it, now and in the past."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.load import RunRow, load
from tasks.publish import publish
from tests.tasks.load.test_load import ask, assert_same, contents
from tests.warehouse.world import DEPARTMENT, EARLIER, MIRROR, REPORT, WORLD, Page, night, write_night
from warehouse.handover import REMOVED, TAKEN_DOWN
from warehouse.schema import frame

pytestmark = pytest.mark.usefixtures("few_rules")

DAY = date(2023, 7, 1)


def takedown_night(
    folder: Path, build: Path, run_id: str, listed: list[tuple[str, str]], removed: list[tuple[str, str]] | None = None
) -> None:
    """A night in which nothing was read, with this list."""
    passed, ops = write_night(folder / run_id, [], run_id)
    rows = [{"kind": kind, "value": value, "reason": "要求", "listed_on": DAY} for kind, value in listed]
    frame(TAKEN_DOWN, rows).write_parquet(ops / "taken_down.parquet")
    gone = [{"url": url, "sha256": sha256} for url, sha256 in removed or []]
    frame(REMOVED, gone).write_parquet(ops / "removed.parquet")
    load(build, passed, ops, RunRow(run_id, datetime(2023, 7, 2, tzinfo=UTC), "1"))


def traces(build: Path, page: Page) -> dict[str, int]:
    """Rows that speak of a document, in every table that could."""
    tables = [
        f"{schema}.{name}"
        for schema in ("main", "parsed")
        for name in ("documents", "texts", "evidence", "evaluations", "claims", "snapshots")
    ]
    tables += ["main.findings", "main.similarities", "parsed.signatures", "ops.parses", "ops.quarantine"]
    tables += [f"history.{name}" for name in ("documents", "evidence", "evaluations", "claims")]
    found = {name: ask(build, f"SELECT count(*) FROM {name} WHERE document_id = '{page.id}'")[0][0] for name in tables}
    return {name: count for name, count in found.items() if count}


def test_a_listed_address_leaves_no_trace(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    night(tmp_path, build, [replace(DEPARTMENT, text="更正" + DEPARTMENT.text)], "n2")
    assert {"history.documents", "parsed.texts", "parsed.signatures", "main.findings", "ops.parses"} <= set(
        traces(build, DEPARTMENT)
    )
    takedown_night(tmp_path, build, "n3", [("url", DEPARTMENT.url)])
    assert traces(build, DEPARTMENT) == {}
    for name in ("funds", "scores"):
        for schema in ("main", "parsed", "history"):
            known = f"(SELECT evaluation_id FROM {schema}.evaluations)"
            orphans = f"SELECT count(*) FROM {schema}.{name} WHERE evaluation_id NOT IN {known}"
            assert ask(build, orphans) == [(0,)], name
    assert ask(build, "SELECT count(*) FROM projects WHERE kind = 'department'") == [(0,)]
    assert ask(build, "SELECT kind, value, reason, listed_on, run_id, documents FROM ops.takedowns") == [
        ("url", DEPARTMENT.url, "要求", DAY, "n3", 1)
    ]


def test_the_rest_is_as_if_it_had_never_been_there(tmp_path: Path) -> None:
    build, other = tmp_path / "b.duckdb", tmp_path / "o.duckdb"
    night(tmp_path / "1", build, WORLD, "n1")
    takedown_night(tmp_path / "1", build, "n2", [("url", DEPARTMENT.url)])
    night(tmp_path / "2", other, [page for page in WORLD if page != DEPARTMENT], "n1")
    leave_out = ("ops.runs", "ops.takedowns", "ops.source_health")
    assert_same(contents(build, leave_out), contents(other, leave_out))


def test_a_copy_of_what_was_taken_out_stands_for_itself_until_it_is_listed(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    copies = f"SELECT canonical_document_id FROM documents WHERE document_id = '{MIRROR.id}'"
    assert ask(build, copies) == [(REPORT.id,)]
    takedown_night(tmp_path, build, "n2", [("url", REPORT.url)])
    assert ask(build, copies) == [(MIRROR.id,)]
    takedown_night(tmp_path, build, "n3", [("url", REPORT.url), ("sha256", MIRROR.sha256)])
    assert traces(build, MIRROR) == {}


def test_a_listed_body_takes_only_the_state_that_had_it(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    corrected = replace(EARLIER, text="更正" + EARLIER.text)
    night(tmp_path, build, WORLD, "n1")
    night(tmp_path, build, [corrected], "n2")
    takedown_night(tmp_path, build, "n3", [("sha256", EARLIER.sha256)], [(EARLIER.url, EARLIER.sha256)])
    assert not any(name.startswith("history.") for name in traces(build, EARLIER))
    assert ask(build, f"SELECT snapshot_id FROM documents WHERE document_id = '{EARLIER.id}'") == [
        (corrected.snapshot,)
    ]
    assert ask(build, f"SELECT count(*) FROM parsed.snapshots WHERE snapshot_id = '{EARLIER.snapshot}'") == [(0,)]


def test_the_files_of_a_listed_archive_go_with_it(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    archive = Page("https://www.shaodong.gov.cn/f/all.zip", "shaodong", state="unsupported", text="zip")
    member = replace(DEPARTMENT, url=f"{archive.url}!/a.docx")
    night(tmp_path, build, [archive, member], "n1")
    assert traces(build, member)
    takedown_night(tmp_path, build, "n2", [("sha256", archive.sha256)], [(archive.url, archive.sha256)])
    assert traces(build, member) == {}


@pytest.mark.parametrize("again", [False, True])
def test_older_snapshots_go_with_the_next_publication(tmp_path: Path, again: bool) -> None:
    build, published = tmp_path / "b.duckdb", tmp_path / "published"
    night(tmp_path, build, WORLD, "n1")
    publish(build, published, "n1")
    night(tmp_path, build, [], "n2")
    publish(build, published, "n2")
    takedown_night(tmp_path, build, "n3", [("url", DEPARTMENT.url)])
    if again:  # the night was killed before it published; the next one finds nothing more to take out
        takedown_night(tmp_path, build, "n4", [("url", DEPARTMENT.url)])
    run_id = "n4" if again else "n3"
    publish(build, published, run_id)
    assert sorted(path.name for path in published.iterdir() if path.is_dir() and not path.is_symlink()) == [run_id]


def test_nothing_listed_costs_nothing(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    before: dict[str, Any] = contents(build, leave_out=("ops.runs", "ops.source_health"))
    takedown_night(tmp_path, build, "n2", [])
    assert_same(before, contents(build, leave_out=("ops.runs", "ops.source_health")))
