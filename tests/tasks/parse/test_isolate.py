"""Workers that hang, crash, leave or eat memory cost their job alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.parse.isolate import Limits, Lost, Workers, WorkersError

LIMITS = Limits(seconds=4, memory=256 * 1024 * 1024)
HERE = "tests.tasks.parse.test_isolate"


def misbehave(job: tuple[str, int]) -> Iterator[object]:
    """A job as a hostile document makes it."""
    kind, number = job
    if kind == "hang":
        while True:
            time.sleep(0.01)
    if kind == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
    if kind == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if kind == "leave":
        os._exit(3)
    if kind == "eat":
        bytearray(1024 * 1024 * 1024)
    if kind == "raise":
        raise KeyError(number)
    if kind == "half":
        yield number
        os.kill(os.getpid(), signal.SIGKILL)
    if kind == "torn":
        # Dies while its answer is on the way, as one does that the system ends for want of memory.
        yield number
        os.write(int(sys.argv[1]), b"\x00\x00\xff\xff" + b"x" * 1000)
        os.kill(os.getpid(), signal.SIGKILL)
    yield number
    yield os.getpid()


def ballast(job: int) -> Iterator[int]:
    """Keeps memory for ever, as a leaking library does."""
    _KEPT.append(bytearray(b"x" * 100 * 1024 * 1024))
    yield os.getpid()


_KEPT: list[bytearray] = []


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers[tuple[str, int], object]]:
    with Workers[tuple[str, int], object](f"{HERE}:misbehave", 2, LIMITS) as pool:
        yield pool


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("hang", "took longer than 4 s"),
        ("deaf", "took longer than 4 s"),
        ("crash", "killed by signal 11 (SIGSEGV)"),
        ("leave", "its process ended with code 3"),
        ("eat", "ran out of memory"),
        ("raise", "KeyError: 5"),
    ],
)
def test_a_bad_job_is_lost_with_its_reason_and_the_others_are_done(
    workers: Workers[tuple[str, int], object], kind: str, reason: str
) -> None:
    jobs = [("good", number) if number != 5 else (kind, number) for number in range(20)]
    answers = list(workers.run(jobs))
    assert answers[5] == [Lost(reason)]
    assert [answer[0] for n, answer in enumerate(answers) if n != 5] == [n for n in range(20) if n != 5]


@pytest.mark.parametrize("kind", ["half", "torn"])
def test_what_was_answered_before_a_crash_is_kept(workers: Workers[tuple[str, int], object], kind: str) -> None:
    answers = list(workers.run([(kind, 1), ("good", 2)]))
    assert answers[0] == [1, Lost("killed by signal 9 (SIGKILL)")]
    assert answers[1][0] == 2


def test_every_job_a_crash(workers: Workers[tuple[str, int], object]) -> None:
    answers = list(workers.run([("crash", number) for number in range(9)]))
    assert answers == [[Lost("killed by signal 11 (SIGSEGV)")]] * 9


def test_jobs_of_a_worker_that_died_while_it_was_idle_are_done_by_another() -> None:
    with Workers[tuple[str, int], object](f"{HERE}:misbehave", 1, LIMITS) as pool:
        ((_, first),) = pool.run([("good", 1)])
        assert isinstance(first, int)
        os.kill(first, signal.SIGKILL)
        time.sleep(0.1)  # it is dead before the next job is handed over
        ((number, second),) = pool.run([("good", 2)])
    assert (number, second != first) == (2, True)


def test_work_is_shared_by_as_many_processes_as_asked_for(workers: Workers[tuple[str, int], object]) -> None:
    answers = list(workers.run([("good", number) for number in range(100)]))
    assert 1 <= len({answer[1] for answer in answers}) <= 2
    assert os.getpid() not in {answer[1] for answer in answers}


def test_a_worker_that_keeps_memory_is_changed_for_a_fresh_one() -> None:
    with Workers[int, int](f"{HERE}:ballast", 1, Limits(60, 2 * 1024**3)) as pool:
        answers = [answer for (answer,) in pool.run(range(8))]
    assert 2 <= len(set(answers)) <= 4


def test_workers_that_cannot_start_say_so() -> None:
    with Workers[int, int]("no.such.module:function", 1) as pool, pytest.raises(WorkersError):
        list(pool.run([1]))


def test_no_process_stays_behind_when_its_owner_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "owner.py"
    script.write_text(
        "import os, signal\n"
        "from tasks.parse.isolate import Workers\n"
        f"pool = Workers('{HERE}:misbehave', 1)\n"
        "((_, pid),) = pool.run([('good', 1)])\n"
        "print(pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, env=environment, timeout=120)
    pid = int(done.stdout)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        status = Path(f"/proc/{pid}/status")
        if not status.exists() or "Z (zombie)" in status.read_text():
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its owner")
