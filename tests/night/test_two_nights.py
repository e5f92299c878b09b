from __future__ import annotations

import json
import sqlite3

import duckdb
import pytest

from tests.night.conftest import Nights, core_rows

pytestmark = pytest.mark.night


def ask(nights: Nights, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(nights.snapshot), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_first_night_ends_with_a_summary(nights: Nights) -> None:
    out = nights.first.out
    for word in ("listed", "fetched", "unchanged", "failed", "Warehouse", "documents", "findings", "quarantined"):
        assert word in out
    assert "published/current/warehouse.duckdb" in out
    assert "jixiao ui" in out
    assert out.count("SELECT") >= 3


@pytest.mark.parametrize("night", ["first", "second"])
def test_neither_tracebacks_nor_warnings(nights: Nights, night: str) -> None:
    ended = getattr(nights, night)
    for noise in ("Traceback", "Warning", "WARNING", "telemetry", "Error logging"):
        assert noise not in ended.out + ended.err


def test_progress_is_visible(nights: Nights) -> None:
    for step in ("crawl", "parse batch", "check", "load", "publish"):
        assert step in nights.first.err


def test_an_unchanged_night_leaves_every_row_as_it_was(nights: Nights) -> None:
    assert core_rows(nights.snapshot) == nights.first_rows
    assert sum(len(rows) for rows in nights.first_rows.values()) > 1000


def test_an_unchanged_night_is_answered_304(nights: Nights) -> None:
    runs = [run for (run,) in ask(nights, "SELECT run_id FROM ops.runs ORDER BY run_id")]
    assert len(runs) == 2
    counted = {
        (str(run), str(outcome)): int(str(n))
        for run, outcome, n in ask(
            nights,
            "SELECT run_id, outcome, count(*) FROM ops.fetches WHERE role <> 'robots' GROUP BY ALL",
        )
    }
    asked = sum(n for (run, _), n in counted.items() if run == runs[1])
    assert counted[(str(runs[1]), "unchanged")] / asked > 0.9
    parsed = ask(nights, f"SELECT count(*) FROM ops.parses WHERE run_id = '{runs[1]}' AND state = 'parsed'")
    assert parsed == [(0,)]


def test_bad_input_is_recorded_with_its_reason(nights: Nights) -> None:
    failed = ask(nights, "SELECT outcome, reason FROM ops.fetches WHERE outcome NOT IN ('ok', 'unchanged')")
    assert {outcome for outcome, _ in failed} >= {"gone", "broken", "refused"}
    unread = ask(nights, "SELECT state, reason FROM ops.parses WHERE state NOT IN ('parsed', 'negative')")
    assert unread
    assert all(reason for _, reason in failed + unread)


def test_every_quote_stands_in_its_text(nights: Nights) -> None:
    wrong = ask(
        nights,
        "SELECT count(*), count(*) FILTER (WHERE substring(t.text, span_start + 1, span_end - span_start) <> quote)"
        " FROM evidence JOIN texts t USING (document_id)",
    )
    total, off = wrong[0]
    assert int(str(total)) > 500
    assert off == 0


def test_every_fact_has_evidence(nights: Nights) -> None:
    for table, key in (("funds", "fund_id"), ("claims", "claim_id"), ("scores", "score_id")):
        assert ask(nights, f"SELECT count(*) FROM {table} WHERE {key} NOT IN (SELECT subject_id FROM evidence)") == [
            (0,)
        ], table


def test_the_run_is_there_to_look_at(nights: Nights) -> None:
    with sqlite3.connect(nights.data / "prefect" / "prefect.db") as database:
        states = database.execute("SELECT name, state_type FROM flow_run ORDER BY start_time").fetchall()
        keys = {key for (key,) in database.execute("SELECT DISTINCT key FROM artifact WHERE key IS NOT NULL")}
        tasks = [name for (name,) in database.execute("SELECT name FROM task_run")]
    assert [state for _, state in states] == ["COMPLETED", "COMPLETED"]
    assert all(name.startswith("night ") for name, _ in states)
    assert keys >= {"night", "crawl", "failures", "quality", "findings", "changes"}
    assert "check" in tasks
    assert any(name.startswith("crawl ") for name in tasks)
    assert len(tasks) < 100


def test_snapshots_carry_their_description(nights: Nights) -> None:
    folder = nights.data / "published" / "current"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    names = {resource["name"] for resource in package["resources"]}
    assert {"projects", "funds", "scores", "findings"} <= names
    assert {path.stem for path in (folder / "parquet").glob("*.parquet")} >= {"projects", "funds", "scores"}
    (comment,) = ask(
        nights,
        "SELECT comment FROM duckdb_columns()"
        " WHERE schema_name = 'main' AND table_name = 'funds' AND column_name = 'amount_yuan'",
    )
    assert "元" in str(comment[0])


def test_a_copy_on_a_mirror_makes_no_project(nights: Nights) -> None:
    copies = ask(nights, "SELECT document_id FROM documents WHERE canonical_document_id <> document_id")
    assert copies
    assert ask(
        nights,
        "SELECT count(*) FROM evaluations JOIN documents USING (document_id)"
        " WHERE canonical_document_id <> document_id",
    ) == [(0,)]


def test_the_demos_counties_have_names(nights: Nights) -> None:
    unnamed = "SELECT DISTINCT region FROM v_project_year WHERE region = region_code"
    assert ask(nights, unnamed) == []
    assert ask(nights, "SELECT name FROM regions WHERE region_code = '999101'") == [("青禾县",)]


def test_the_mirrors_pages_say_why_nobody_should_trust_them(nights: Nights) -> None:
    found = ask(nights, "SELECT DISTINCT signal FROM v_trust_signal WHERE host LIKE '%m7ylc%'")
    assert {"foreign_host", "betting_advertising", "unrelated_neighbours"} <= {str(signal) for (signal,) in found}
    kinds = ask(
        nights,
        "SELECT DISTINCT s.kind FROM similarities s JOIN documents d ON d.document_id IN (s.document_id,"
        " s.other_document_id) WHERE d.url LIKE '%m7ylc%' AND d.canonical_document_id <> d.document_id",
    )
    assert ("copy",) in kinds
