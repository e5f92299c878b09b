"""The Prefect server that a night starts for itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_OWNER = (
    "import subprocess, sys, time; from cli.server import ending_with_us;"
    "child = subprocess.Popen(ending_with_us(['/bin/sleep', '60']), start_new_session=True);"
    "print(child.pid, flush=True); time.sleep(60)"
)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a child with its parent")
def test_a_night_that_is_killed_leaves_no_server_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", _OWNER], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        child = int(owner.stdout.readline())
        deadline = time.monotonic() + 20
        while _command(child) != "sleep" and time.monotonic() < deadline:
            time.sleep(0.05)
        assert _command(child) == "sleep"
        owner.send_signal(signal.SIGKILL)
    while _command(child) == "sleep" and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _command(child) != "sleep"


def _command(pid: int) -> str:
    """The name of the program that a process runs; empty where there is none, or it has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    name, _, state = stat.partition("(")[2].rpartition(")")
    return "" if state.split()[0] == "Z" else name
