"""The snapshot opens at every moment: while it is published again and again, and when a publication is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tasks.publish import publish
from tasks.publish.query import run_query

ROOT = Path(__file__).parents[3]
READER = """
import sys
from pathlib import Path
from tasks.publish.query import run_query
published, stop = Path(sys.argv[1]), Path(sys.argv[2])
print("reading", flush=True)
reads = 0
while not stop.exists():
    ((evaluations, documents),) = run_query(
        published, "SELECT (SELECT count(*) FROM v_project_year), (SELECT count(*) FROM documents)"
    ).rows()
    assert (evaluations, documents) == (6, 8), (evaluations, documents)
    reads += 1
print(reads)
"""
PUBLISHER = """
import sys
from pathlib import Path
from tasks.publish import publish
print("publishing", flush=True)
publish(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
print("published", flush=True)
"""


def test_readers_never_fail_while_snapshots_are_published(tmp_path: Path, build: Path) -> None:
    published, stop = tmp_path / "published", tmp_path / "stop"
    publish(build, published, "n00")
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(published), str(stop)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as reader:
        try:
            assert reader.stdout
            assert reader.stdout.readline() == "reading\n"
            for number in range(1, 7):
                publish(build, published, f"n{number // 2:02}", keep=2)  # every other one replaces its own run
        finally:
            stop.touch()
        output, errors = reader.communicate(timeout=60)
    assert reader.returncode == 0, errors
    assert int(output) > 3


@pytest.mark.parametrize("seconds", [0.02, 0.15, 0.3])
def test_a_publication_killed_midway_leaves_the_old_snapshot_and_no_litter_that_grows(
    tmp_path: Path, build: Path, seconds: float
) -> None:
    publish(build, tmp_path, "n1")
    command = [sys.executable, "-c", PUBLISHER, str(build), str(tmp_path), "n2"]
    for _ in range(2):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout
            assert child.stdout.readline() == "publishing\n"
            time.sleep(seconds)
            os.kill(child.pid, signal.SIGKILL)
            finished = "published" in child.stdout.read()
        assert run_query(tmp_path, "SELECT count(*) FROM documents").rows() == [(8,)]
        assert finished or (tmp_path / "current").resolve().name in ("n1", "n2")
        assert len([path for path in tmp_path.iterdir() if path.name.startswith(".making")]) <= 1
    publish(build, tmp_path, "n2")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "current", "n1", "n2"]
    assert (tmp_path / "current").resolve() == (tmp_path / "n2").resolve()
