from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.report import changed_figures, findings_by_rule
from tasks.publish import publish
from tasks.publish.diff import CHANGES, NoSuchSnapshotError, SnapshotHeldError, compare, snapshots
from tests.warehouse.world import CENTRE, DEPARTMENT, FISCAL, NETWORK, REPORT, Line, night

LINE = CENTRE.lines[0]


def test_what_is_new_changed_and_withdrawn_is_told_with_both_values(tmp_path: Path) -> None:
    build, published = tmp_path / "b.duckdb", tmp_path / "published"
    night(tmp_path, build, [REPORT, FISCAL], "n1")
    publish(build, published, "n1")
    money = (
        ("budget_adjusted total", "850000"),
        ("spent total", "790000"),
        ("spent county", "300000"),
        ("balance total", "60000"),
    )
    first = Line("时效指标", "5", "5")
    lower = replace(
        CENTRE, score="88", grade="良", money=money, lines=(first, replace(LINE, points="40"), CENTRE.lines[1])
    )
    changed = replace(
        REPORT, text=REPORT.text + "更正", evaluations=(lower,), fetched=REPORT.fetched + timedelta(days=1)
    )
    night(tmp_path, build, [changed, DEPARTMENT], "n2")
    publish(build, published, "n2")
    changes = compare(published)
    assert dict(changes.schema) == {name: kind() for name, kind in CHANGES.items()}
    rows = {tuple(row[:-1]) for row in changes.rows()}
    name, year = "便民服务中心建设", 2022
    tree = "产出指标 / 数量指标 / 数量指标"
    assert ("new", "documents", None, None, f"题目 {DEPARTMENT.url}", None, None, "project_report") in rows
    assert ("new", "evaluations", "邵东市财政局", year, None, None, None, "85.0000 良") in rows
    assert ("withdrawn", "evaluations", NETWORK.name, year, None, None, "92.5000 优", None) in rows
    assert ("changed", "evaluations", name, year, None, "total_score", "100.0000", "88.0000") in rows
    assert ("changed", "evaluations", name, year, None, "grade", "优", "良") in rows
    assert ("changed", "scores", name, year, tree, "points", "50.0000", "40.0000") in rows
    assert ("new", "scores", name, year, "产出指标 / 时效指标 / 时效指标", None, None, "5.0000") in rows
    assert {row for row in rows if row[1] == "funds"} == {
        ("changed", "funds", name, year, "budget_adjusted total", "amount_yuan", "800000.00", "850000.00"),
        ("withdrawn", "funds", name, year, "received total", None, "800000.00", None),
        ("changed", "funds", name, year, "spent total", "amount_yuan", "800000.00", "790000.00"),
        ("withdrawn", "funds", name, year, "spent province", None, "500000.00", None),
        ("new", "funds", name, year, "balance total", None, None, "60000.00"),
    }
    # The new first line moves the others down; of them only the one with other points has changed.
    assert [row[4] for row in rows if row[:2] == ("changed", "scores")] == [tree]
    assert {row[-1] for row in changes.rows()} == {REPORT.url, DEPARTMENT.url}


def test_two_equal_nights_differ_in_nothing(tmp_path: Path, build: Path) -> None:
    for run in ("n1", "n2"):
        publish(build, tmp_path, run)
    assert compare(tmp_path).is_empty()
    assert snapshots(tmp_path) == ["n1", "n2"]


def test_a_night_that_is_not_there_is_named_with_those_that_are(tmp_path: Path, build: Path) -> None:
    with pytest.raises(NoSuchSnapshotError, match="run a night first"):
        compare(tmp_path / "none")
    publish(build, tmp_path, "n1")
    with pytest.raises(NoSuchSnapshotError, match="no night before n1"):
        compare(tmp_path)
    with pytest.raises(NoSuchSnapshotError, match="called n7; kept are: n1"):
        compare(tmp_path, "n7", "n1")


HOLDER = """
import duckdb, sys
from pathlib import Path
Path(sys.argv[1]).chmod(0o644)  # a snapshot's own mode keeps everybody but root from this
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


def test_a_snapshot_that_somebody_holds_is_told_and_fails_no_night(tmp_path: Path, build: Path) -> None:
    for run in ("n1", "n2"):
        publish(build, tmp_path, run)
    database = tmp_path / "n2" / "warehouse.duckdb"
    assert not database.stat().st_mode & 0o222
    holding = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with holding:
        assert holding.stdout
        assert holding.stdout.readline() == "held\n"
        with pytest.raises(SnapshotHeldError, match=str(holding.pid)):
            compare(tmp_path)
        for told in (changed_figures(database), findings_by_rule(database)):
            assert str(holding.pid) in str(told[0]["not told"])
        holding.kill()
    assert changed_figures(database) == []
    assert "rule" in findings_by_rule(database)[0]
