"""A killed night goes on; one that ended does not."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.resume import run_of_night

NOW = datetime(2026, 3, 1, 18, 0, 0, 123456, tzinfo=UTC)
KILLED = """
import os, signal, sys
from datetime import datetime
from pathlib import Path
from flows.resume import run_of_night
with run_of_night(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2])):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(data: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(data), NOW.isoformat()]
    assert subprocess.run(command, cwd=Path(__file__).parents[2], check=False).returncode == -9


@pytest.mark.parametrize(("hours", "resumed"), [(0.1, True), (19, True), (21, False), (-1, False)])
def test_a_killed_night_goes_on_in_the_same_night(tmp_path: Path, hours: float, resumed: bool) -> None:
    killed(tmp_path)
    with run_of_night(tmp_path, NOW + timedelta(hours=hours)) as run_id:
        assert (run_id == "20260301T180000123Z") is resumed


def test_a_night_that_ended_is_not_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended"), run_of_night(tmp_path, NOW):
        raise RuntimeError("ended badly")
    later = NOW + timedelta(hours=1)
    with run_of_night(tmp_path, later) as run_id:
        assert run_id == "20260301T190000123Z"


@pytest.mark.parametrize("left", [b"", b"nonsense", b"\xff\xfe", b"99999999T999999999Z", b"../../etc"])
def test_a_damaged_mark_is_a_new_night(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "unfinished-night").write_bytes(left)
    with run_of_night(tmp_path, NOW) as run_id:
        assert run_id == "20260301T180000123Z"
