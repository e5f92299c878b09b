from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.load import RunRow, load
from tests.tasks.load.test_load import assert_same, contents
from tests.warehouse.world import EARLIER, REPORT, WORLD, night, write_night

ROOT = Path(__file__).parents[3]
SCRIPT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from tasks.load import RunRow, load
print("loading", flush=True)
load(*map(Path, sys.argv[1:4]), RunRow(run_id="n2", started_at=datetime(2023, 7, 2, tzinfo=UTC), code_version="2"))
print("loaded", flush=True)
"""


PAGES = [REPORT, *(replace(page, url=f"{page.url}?{n}", text=f"{n}{page.text}") for n in range(10) for page in WORLD)]
RUN = RunRow(run_id="n2", started_at=datetime(2023, 7, 2, tzinfo=UTC), code_version="2")


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pl.DataFrame]:
    folder = tmp_path_factory.mktemp("undisturbed")
    night(folder / "1", folder / "b.duckdb", [EARLIER], "n1")
    load(folder / "b.duckdb", *write_night(folder / "2", PAGES, "n2", version="2"), RUN)
    return contents(folder / "b.duckdb")


@pytest.mark.parametrize("seconds", [0.05, 0.4, 0.9])
def test_a_load_killed_at_any_moment_leaves_the_old_state_and_can_be_run_again(
    tmp_path: Path, undisturbed: dict[str, pl.DataFrame], seconds: float
) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path / "1", build, [EARLIER], "n1")
    before = contents(build, leave_out=())
    passed, ops = write_night(tmp_path / "2", PAGES, "n2", version="2")
    command = [sys.executable, "-c", SCRIPT, str(build), str(passed), str(ops)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "loading\n"
        time.sleep(seconds)
        os.kill(child.pid, signal.SIGKILL)
        finished = "loaded" in child.stdout.read()
    found = contents(build, leave_out=())
    if found["ops.runs"].height == 1:
        assert not finished
        assert_same(before, found)
    load(build, passed, ops, RUN)
    assert_same(undisturbed, contents(build))
