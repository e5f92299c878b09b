from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.world import CENTRE, NETWORK, REPORT, Evaluated, Page, night, write_night
from warehouse.tables.history import HISTORY_TABLES

pytestmark = pytest.mark.usefixtures("few_rules")

DAY = timedelta(days=1)
LOWER = replace(CENTRE, score="88", grade="良")


def state(evaluations: tuple[Evaluated, ...], fetched: datetime, text: str = "更正") -> Page:
    return replace(REPORT, evaluations=evaluations, text=REPORT.text + text, fetched=fetched)


def ask(build: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(build), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def kept(build: Path) -> dict[str, int]:
    return {model.name: ask(build, f"SELECT count(*) FROM {model.qualified}")[0][0] for model in HISTORY_TABLES}


def test_what_a_changed_page_said_before_stands_in_history_with_its_time(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT], "n1")
    before = {
        name: ask(build, f"SELECT * FROM parsed.{name} ORDER BY ALL")
        for name in ("documents", "evaluations", "funds", "scores", "claims", "evidence")
    }
    assert kept(build) == dict.fromkeys(before, 0)
    changed = state((LOWER, NETWORK), REPORT.fetched + DAY)
    night(tmp_path, build, [changed], "n2")
    for name, rows in before.items():
        old = ask(build, f"SELECT * EXCLUDE (superseded_in, valid_from, valid_to) FROM history.{name} ORDER BY ALL")
        assert old == rows, name
        times = ask(build, f"SELECT DISTINCT superseded_in, valid_from, valid_to FROM history.{name}")
        assert times == [("n2", REPORT.fetched, changed.fetched)]
    assert ask(build, "SELECT total_score FROM main.evaluations ORDER BY ordinal")[0][0] == 88


def test_a_better_reading_of_the_same_bytes_is_no_history(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT], "n1")
    night(tmp_path, build, [REPORT], "n2", version="2")
    assert not any(kept(build).values())


def test_states_follow_each_other_without_gap_even_when_a_page_goes_back(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT], "n1")
    night(tmp_path, build, [state((LOWER,), REPORT.fetched + DAY)], "n2")
    night(tmp_path, build, [replace(REPORT, fetched=REPORT.fetched + 2 * DAY)], "n3")
    night(tmp_path, build, [state((), REPORT.fetched + 3 * DAY, "无")], "n4")
    spans = ask(build, "SELECT superseded_in, valid_from, valid_to FROM history.documents ORDER BY valid_from")
    assert spans == [(f"n{i + 2}", REPORT.fetched + i * DAY, REPORT.fetched + (i + 1) * DAY) for i in range(3)]


def test_a_page_that_comes_back_in_a_new_state_did_not_say_it_while_it_was_gone(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT], "n1")
    night(tmp_path, build, [replace(REPORT, text="", state="unreadable")], "n2")
    back = state((LOWER,), datetime(2023, 9, 1))  # noqa: DTZ001
    night(tmp_path, build, [back], "n3")
    night(tmp_path, build, [state((), back.fetched + DAY, "无")], "n4")
    (_, second) = ask(build, "SELECT valid_from, valid_to FROM history.documents ORDER BY valid_from")
    assert second == (back.fetched, back.fetched + DAY)


@pytest.mark.parametrize("outcome", ["unreadable", "failed"])
def test_what_nothing_followed_ends_with_the_night_that_noticed(tmp_path: Path, outcome: str) -> None:
    build = tmp_path / "b.duckdb"
    early = replace(REPORT, fetched=datetime(2023, 6, 1, 2))  # noqa: DTZ001 - the model keeps UTC without a zone
    night(tmp_path, build, [early], "n1")
    night(tmp_path, build, [replace(early, text="", state=outcome)], "n2")
    ended = datetime(2023, 7, 1)  # noqa: DTZ001
    assert ask(build, "SELECT DISTINCT valid_from, valid_to FROM history.evaluations") == [(early.fetched, ended)]
    assert ask(build, "SELECT project_name AS name FROM history.evaluations ORDER BY name") == [
        ("便民服务中心建设",),
        ("电子政务外网",),
    ]


def test_a_night_loaded_twice_adds_nothing_to_history(tmp_path: Path) -> None:
    from tasks.load import load
    from tests.tasks.load.test_load import RUN

    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT], "n1")
    passed, ops = write_night(tmp_path / "n2", [state((LOWER,), REPORT.fetched + DAY)], "n2")
    load(build, passed, ops, replace(RUN, run_id="n2"))
    once = kept(build)
    load(build, passed, ops, replace(RUN, run_id="n2"))
    assert kept(build) == once
