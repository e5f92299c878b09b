"""Documents that their publishers took away keep their facts and get a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest

from tasks.load import RunRow, load
from tests.tasks.load.test_load import ask
from tests.warehouse.world import REPORT, WORLD, night, write_night
from warehouse.handover import WITHDRAWN
from warehouse.schema import frame

pytestmark = pytest.mark.usefixtures("few_rules")

DAY = date(2023, 7, 1)


def later(folder: Path, build: Path, run_id: str, gone: list[str], version: str = "1") -> None:
    """A night in which nothing was read, and these addresses were gone."""
    passed, ops = write_night(folder / run_id, WORLD if version != "1" else [], run_id, version)
    rows = [{"url": url, "withdrawn_on": DAY} for url in gone]
    frame(WITHDRAWN, rows).write_parquet(ops / "withdrawn.parquet")
    load(build, passed, ops, RunRow(run_id, datetime(2023, 7, 2, tzinfo=UTC), version))


def test_a_withdrawn_document_keeps_its_facts_and_gets_its_day(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    facts = "SELECT count(*) FROM funds JOIN evaluations USING (evaluation_id) WHERE document_id = "
    before = ask(build, f"{facts}'{REPORT.id}'")
    later(tmp_path, build, "n2", [REPORT.url])
    days = "SELECT url, withdrawn_on FROM {}.documents WHERE withdrawn_on IS NOT NULL"
    assert ask(build, days.format("main")) == ask(build, days.format("parsed")) == [(REPORT.url, DAY)]
    assert ask(build, f"{facts}'{REPORT.id}'") == before != [(0,)]


def test_the_day_survives_a_better_reading_and_ends_when_the_page_is_back(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    later(tmp_path, build, "n2", [REPORT.url])
    later(tmp_path, build, "n3", [REPORT.url], version="2")
    assert ask(build, "SELECT url FROM documents WHERE withdrawn_on IS NOT NULL") == [(REPORT.url,)]
    later(tmp_path, build, "n4", [])
    assert ask(build, "SELECT url FROM documents WHERE withdrawn_on IS NOT NULL") == []


def test_a_build_database_of_an_older_model_gets_the_columns_it_lacks(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    with duckdb.connect(str(build)) as connection:
        for schema in ("main", "parsed"):
            connection.execute(f"ALTER TABLE {schema}.documents DROP COLUMN withdrawn_on")
        connection.execute("ALTER TABLE parsed.regions DROP COLUMN parent_code")  # one in the middle
    later(tmp_path, build, "n2", [REPORT.url])
    assert ask(build, "SELECT url FROM documents WHERE withdrawn_on IS NOT NULL") == [(REPORT.url,)]
