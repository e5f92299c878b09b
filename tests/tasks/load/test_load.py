from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from tasks.load import LoadError, RunRow, load
from tasks.load import replace as replacing
from tests.warehouse.world import CENTRE, EARLIER, FISCAL, MIRROR, NETWORK, REPORT, UNKNOWN, WORLD, night, write_night
from warehouse.schema import frame
from warehouse.tables import ALL_TABLES, CORE_TABLES, table
from warehouse.views import create_views

RUN = RunRow(run_id="n1", started_at=datetime(2023, 7, 1, tzinfo=UTC), code_version="1")


def contents(build: Path, leave_out: tuple[str, ...] = ("ops.runs",)) -> dict[str, pl.DataFrame]:
    """Every table in the order in which its rows stand."""
    with duckdb.connect(str(build), read_only=True) as connection:
        return {
            model.qualified: connection.execute(f"SELECT * FROM {model.qualified}").pl()
            for model in ALL_TABLES
            if model.qualified not in leave_out
        }


def ask(build: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def assert_same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    for name, rows in one.items():
        assert rows.equals(other[name]), name


def test_a_night_is_counted(tmp_path: Path) -> None:
    summary = night(tmp_path, tmp_path / "b.duckdb", WORLD, "n1")
    assert summary.totals == {
        "documents": 8,
        "projects": 5,
        "evaluations": 7,
        "funds": 19,
        "scores": 6,
        "claims": 1,
        "findings": summary.findings,
    }
    assert summary.changed == len(WORLD)
    assert ask(tmp_path / "b.duckdb", "SELECT run_id, documents, changed FROM ops.runs") == [("n1", 8, 8)]


def test_rows_stand_in_the_order_of_their_keys(tmp_path: Path) -> None:
    night(tmp_path, tmp_path / "b.duckdb", WORLD, "n1")
    for name, rows in contents(tmp_path / "b.duckdb").items():
        model = next(model for model in ALL_TABLES if model.qualified == name)
        if model in CORE_TABLES:
            assert rows.equals(rows.sort(model.key)), name


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    passed, ops = write_night(tmp_path, WORLD, "n1")
    first = load(build, passed, ops, RUN)
    before = contents(build)
    again = load(build, passed, ops, RUN)
    assert again == replace(first, changed=0)
    assert_same(before, contents(build))
    assert ask(build, "SELECT changed FROM ops.runs") == [(8,)]


def test_the_order_of_nights_does_not_matter(tmp_path: Path) -> None:
    night(tmp_path / "a", tmp_path / "a.duckdb", WORLD, "n1")
    for number, page in enumerate(reversed(WORLD)):
        night(tmp_path / "b", tmp_path / "b.duckdb", [page], f"n{number}")
    one, other = contents(tmp_path / "a.duckdb"), contents(tmp_path / "b.duckdb")
    for model in CORE_TABLES:
        assert one[model.qualified].equals(other[model.qualified]), model.qualified


def test_facts_of_a_changed_page_replace_the_old_ones_and_its_states_add_up(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    changed = replace(
        REPORT, text=REPORT.text + "更正", evaluations=(CENTRE,), fetched=REPORT.fetched + timedelta(days=1)
    )
    summary = night(tmp_path, build, [changed], "n2")
    assert summary.changed == 1
    assert ask(build, f"SELECT count(*) FROM snapshots WHERE document_id = '{REPORT.id}'") == [(2,)]
    assert ask(build, f"SELECT snapshot_id FROM documents WHERE document_id = '{REPORT.id}'") == [(changed.snapshot,)]
    assert ask(build, f"SELECT count(*) FROM evaluations WHERE document_id = '{REPORT.id}'") == [(1,)]
    # The mirror states two projects, the original now one: it is nobody's copy any more, and its project lives.
    assert ask(build, f"SELECT canonical_document_id FROM documents WHERE document_id = '{MIRROR.id}'") == [
        (MIRROR.id,)
    ]
    fresh = tmp_path / "fresh.duckdb"
    night(tmp_path / "fresh", fresh, [changed, *(page for page in WORLD if page is not REPORT)], "n1")
    for name in ("projects", "evaluations", "funds", "scores", "claims", "evidence", "documents", "findings"):
        assert contents(build)[f"main.{name}"].equals(contents(fresh)[f"main.{name}"]), name


@pytest.mark.parametrize("state", ["negative", "unreadable", "failed"])
def test_a_page_that_yields_nothing_loses_its_facts(tmp_path: Path, state: str) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [EARLIER, FISCAL], "n1")
    summary = night(tmp_path, build, [replace(EARLIER, text="已删除", evaluations=(), state=state)], "n2")
    assert (summary.evaluations, summary.projects, summary.changed) == (1, 1, 1)
    assert summary.documents == (2 if state == "negative" else 1)
    assert ask(build, f"SELECT state FROM ops.parses WHERE document_id = '{EARLIER.id}' AND run_id = 'n2'") == [
        (state,)
    ]
    assert ask(build, f"SELECT count(*) FROM parsed.snapshots WHERE document_id = '{EARLIER.id}'")[0][0] >= 1
    assert ask(build, "SELECT count(*) FROM snapshots ANTI JOIN documents USING (document_id)") == [(0,)]


def test_a_mirror_makes_no_project_and_a_copy_whose_original_nobody_has_keeps_its_facts(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    links = dict(ask(build, "SELECT document_id, canonical_document_id FROM documents"))
    assert links[MIRROR.id] == REPORT.id
    assert [document for document, original in links.items() if document != original] == [MIRROR.id]
    assert ask(build, f"SELECT count(*) FROM evaluations WHERE document_id = '{MIRROR.id}'") == [(0,)]
    assert ask(build, f"SELECT count(*) FROM evaluations WHERE document_id = '{UNKNOWN.id}'") == [(1,)]
    assert ask(build, f"SELECT count(*) FROM texts WHERE document_id = '{MIRROR.id}'") == [(1,)]
    assert ask(build, f"SELECT count(*) FROM evidence WHERE document_id = '{MIRROR.id}'") == [(0,)]


def test_an_original_found_later_takes_the_facts_over(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [MIRROR], "n1")
    assert ask(build, "SELECT DISTINCT document_id FROM evaluations") == [(MIRROR.id,)]
    summary = night(tmp_path, build, [REPORT], "n2")
    assert ask(build, "SELECT DISTINCT document_id FROM evaluations") == [(REPORT.id,)]
    assert summary.projects == 2


def test_an_original_taken_down_gives_the_facts_back_to_the_copy_until_it_returns(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    official = replace(UNKNOWN, url="https://www.daying.gov.cn/info/1/8.htm", trust=1, text=UNKNOWN.text[2:])
    facts = "SELECT DISTINCT document_id FROM evaluations"
    for number, (page, owner) in enumerate(
        [
            (UNKNOWN, UNKNOWN),
            (official, official),
            (replace(official, state="failed", evaluations=()), UNKNOWN),
            (official, official),
        ]
    ):
        summary = night(tmp_path, build, [page], f"n{number}")
        assert ask(build, facts) == [(owner.id,)]
        assert summary.projects == 1
        with duckdb.connect(str(build)) as connection:
            create_views(connection)
        assert len(ask(build, "SELECT 1 FROM v_project_year")) == (owner is official)


def test_two_scores_for_one_evaluation_stay_both_and_are_a_finding_and_a_conflict(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    again = replace(
        REPORT,
        url="https://czj.daying.gov.cn/1.htm",
        text=REPORT.text[::-1],
        evaluations=(replace(CENTRE, score="96"),),
        published=date(2023, 9, 1),
    )
    night(tmp_path, build, [REPORT, again], "n1")
    scores = "SELECT total_score::INTEGER FROM evaluations WHERE project_name = '便民服务中心建设' ORDER BY ALL"
    assert ask(build, scores) == [(96,), (100,)]
    ((document, stated, expected),) = ask(
        build, "SELECT document_id, stated::INTEGER, expected::INTEGER FROM findings WHERE rule_id = 'D1'"
    )
    assert (document, stated, expected) == (again.id, 96, 100)
    with duckdb.connect(str(build)) as connection:
        create_views(connection)
    conflicts = ask(build, "SELECT value_1::INTEGER, value_2::INTEGER FROM v_conflict WHERE field = 'total_score'")
    assert [sorted(row) for row in conflicts] == [[96, 100]]


def test_references_hold_in_the_main_schema(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    checked = 0
    for model in CORE_TABLES:
        for column in model.columns:
            if column.references:
                target, key = column.references.split(".")
                assert ask(
                    build,
                    f"SELECT count(*) FROM {model.name} a WHERE a.{column.name} IS NOT NULL"
                    f" AND a.{column.name} NOT IN (SELECT {key} FROM {target})",
                ) == [(0,)], f"{model.name}.{column.name}"
                checked += 1
    assert checked > 5


def test_bodies_are_named_once_with_their_budget_codes(tmp_path: Path) -> None:
    pages = [
        replace(
            EARLIER,
            url=f"https://a.gov.cn/{n}",
            text=f"{n}" * 50,
            evaluations=(replace(CENTRE, unit=unit, year=2000 + n),),
        )
        for n, unit in enumerate(["219001-大英县交通运输局", "大英县 交通运输局", "大英县交通运输局"])
    ]
    night(tmp_path, tmp_path / "b.duckdb", pages, "n1")
    assert ask(
        tmp_path / "b.duckdb",
        "SELECT name, code, region_code FROM organisations WHERE name LIKE '%交通%'",
    ) == [("大英县交通运输局", "219001", "510923")]


def test_of_the_ways_to_write_a_project_the_fullest_stays_whatever_came_first(tmp_path: Path) -> None:
    found = []
    for order in (1, -1):
        build = tmp_path / f"{order}.duckdb"
        for number, (name, department) in enumerate(
            [("2022年绿化", None), ("绿化", "县局"), ("绿化", "大英县城管局")][::order]
        ):
            page = replace(NETWORK, name=name)
            passed, ops = write_night(tmp_path / f"{order}{number}", [replace(REPORT, url=f"https://a.gov.cn/{name}{department}", text=f"{name}{department}", evaluations=(page,), published=date(2023, 1, 1))], f"n{number}")  # fmt: skip  # noqa: E501
            path = passed / "evaluations.parquet"
            written = {"project_id": "p1", "competent_department": department}
            rows = pl.read_parquet(path).with_columns(
                pl.lit(value, dtype=pl.String).alias(column) for column, value in written.items()
            )
            rows.write_parquet(path)
            load(build, passed, ops, replace(RUN, run_id=f"n{number}"))
        found.append(ask(build, "SELECT name, competent_department FROM projects"))
    assert found == [[("绿化", "大英县城管局")]] * 2


def test_a_file_of_other_types_is_refused_and_nothing_stays_of_the_night(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [EARLIER], "n1")
    before = contents(build, leave_out=())
    passed, ops = write_night(tmp_path / "n2", [FISCAL], "n2")
    pl.read_parquet(passed / "funds.parquet").with_columns(pl.col("amount_yuan").cast(pl.Float64)).write_parquet(
        passed / "funds.parquet"
    )
    with pytest.raises(LoadError, match=r"funds\.parquet: amount_yuan is DOUBLE"):
        load(build, passed, ops, RUN)
    assert_same(before, contents(build, leave_out=()))


def test_a_rule_that_fails_leaves_the_night_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [EARLIER], "n1")
    before = contents(build, leave_out=())

    def fail(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("SELECT 1 / 'x'")

    monkeypatch.setattr("tasks.load.night.run_rules", fail)
    with pytest.raises(duckdb.Error):
        night(tmp_path, build, [FISCAL], "n2")
    assert_same(before, contents(build, leave_out=()))


def test_folders_without_files_are_a_night_without_news(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    first = night(tmp_path, build, WORLD, "n1")
    before = contents(build)
    summary = load(build, tmp_path / "no", tmp_path / "none", replace(RUN, run_id="n2"))
    assert summary == replace(first, changed=0)
    assert_same(before, contents(build))
    assert ask(build, "SELECT run_id, changed FROM ops.runs ORDER BY run_id") == [("n1", 8), ("n2", 0)]


def test_an_attachment_that_could_not_be_read_stands_without_a_document(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    passed, ops = write_night(tmp_path, [REPORT], "n1")
    frame(
        table("attachments"),
        [
            {"page_document_id": REPORT.id, "url": "https://a/1.doc", "document_id": "unread"},
            {"page_document_id": REPORT.id, "url": "https://a/2.htm", "document_id": REPORT.id},
            {"page_document_id": "unknown", "url": "https://a/3.doc"},
        ],
    ).write_parquet(passed / "attachments.parquet")
    load(build, passed, ops, RUN)
    assert ask(build, "SELECT url, document_id FROM attachments ORDER BY url") == [
        ("https://a/1.doc", None),
        ("https://a/2.htm", REPORT.id),
    ]


def test_a_writer_elsewhere_is_named(tmp_path: Path) -> None:
    import subprocess
    import sys

    build = tmp_path / "b.duckdb"
    script = f"import duckdb, time; c = duckdb.connect({str(build)!r}); print('open', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        try:
            with pytest.raises(LoadError, match=r"does not open.*lock"):
                load(build, tmp_path, tmp_path, RUN)
        finally:
            other.kill()


def test_a_file_taken_out_of_an_archive_is_gone_with_its_facts(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    archive = replace(REPORT, url="https://www.daying.gov.cn/files/1.zip", evaluations=(), state="unsupported")
    inside = [replace(REPORT, url=f"{archive.url}!/{name}.docx") for name in ("a", "b")]
    night(tmp_path, build, [archive, *inside], "n1")
    night(tmp_path, build, [replace(archive, text="neu"), inside[0]], "n2")
    assert ask(build, "SELECT url FROM documents") == [(inside[0].url,)]
    assert ask(build, "SELECT count(*) FROM parsed.evaluations") == [(len(REPORT.evaluations),)]


def test_single_requests_of_long_ago_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "FETCH_NIGHTS", 2)
    asked = {"fetch_no": 1, "source_id": "s", "url": "http://a.gov.cn/", "role": "list", "outcome": "ok"}
    for run_id in ("n1", "n2", "n3"):
        passed, ops = write_night(tmp_path / run_id, [REPORT], run_id)
        rows = [{**asked, "run_id": run_id, "requested_at": datetime(2024, 6, 1)}]  # noqa: DTZ001
        frame(table("ops.fetches"), rows).write_parquet(ops / "fetches.parquet")
        load(tmp_path / "b.duckdb", passed, ops, replace(RUN, run_id=run_id))
    assert ask(tmp_path / "b.duckdb", "SELECT run_id FROM ops.fetches ORDER BY run_id") == [("n2",), ("n3",)]
