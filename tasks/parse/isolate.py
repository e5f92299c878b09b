"""Work in processes of its own, with limits: what hangs, crashes or eats all memory costs one job and no more.

Each worker has a pipe of its own, so that one that dies in the middle of an answer harms no other; the known pools
share one pipe among all, and stand still then. Workers are new interpreters, never forks: polars and threads
deadlock in a fork.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Generic, Self, TypeVar

Job = TypeVar("Job")
Answer = TypeVar("Answer")

_CHUNK = 8  # jobs handed to a worker at once: it need not wait for us between them
_START_SECONDS = 120
_GRACE_SECONDS = 3
_WHOLE_FILE = 10  # a job that gives many answers, as an archive does, may take this many times the limit of one
_MAY_KEEP_BYTES = 256 * 1024 * 1024
_CHILD = "import sys; from tasks.parse.isolate import serve; serve(*sys.argv[1:])"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost: wall seconds, and bytes of memory over what the worker had before."""

    seconds: float = 60
    memory: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Lost:
    """A job, or the rest of its answers, that was given up, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Done:
    """The end of a job's answers; `tired` asks for a fresh worker."""

    tired: bool


class WorkersError(Exception):
    """Workers cannot be started at all: the installation is broken."""


class Workers(Generic[Job, Answer]):
    """A pool of processes that all run one function; they start when there is work and stay until `close`.

    `function` is "module:name" of a function from a job to an iterator of answers; both must be picklable. Any
    number of threads may call `run` at once: they share the processes. The answers do not depend on their number.
    """

    def __init__(self, function: str, count: int | None = None, limits: Limits | None = None) -> None:
        self._function = function
        self._limits = limits or Limits()
        self._threads = ThreadPoolExecutor(count or available_cores(), thread_name_prefix="isolate")
        self._idle: deque[_Worker] = deque()
        self._busy: set[_Worker] = set()
        self._stopped = False

    def run(self, jobs: Sequence[Job]) -> Iterator[list[Answer | Lost]]:
        """The answers to each job, in the order of the jobs; a job that was given up ends with `Lost`.

        Raises WorkersError where no worker can be started.
        """
        chunks = [jobs[first : first + _CHUNK] for first in range(0, len(jobs), _CHUNK)]
        return chain.from_iterable(self._threads.map(self._run_chunk, chunks))

    def _run_chunk(self, jobs: Sequence[Job]) -> list[list[Answer | Lost]]:
        answers: list[list[Answer | Lost]] = []
        while len(answers) < len(jobs):
            if self._stopped:
                raise WorkersError("stopped")
            worker = self._idle.pop() if self._idle else _Worker(self._function, self._limits)
            self._busy.add(worker)
            try:
                answers.extend(worker.ask(jobs[len(answers) :]))
            finally:
                self._busy.discard(worker)
                if worker.fit:
                    self._idle.append(worker)
                else:
                    worker.end()
        return answers

    def close(self, *, at_once: bool = False) -> None:
        """Ends the workers: when what they have begun is done, or `at_once`."""
        self._stopped = True
        if at_once:
            for worker in list(self._busy):
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        while self._idle:
            self._idle.pop().end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(at_once=kind is not None)


def available_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, function: str, limits: Limits) -> None:
        self._limits = limits
        self._has_worked = False
        self.fit = False
        ours, theirs = socket.socketpair()
        with theirs:
            arguments = (str(theirs.fileno()), function, str(limits.seconds), str(limits.memory))
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter and our own words
                [sys.executable, "-c", _CHILD, *arguments],
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "POLARS_MAX_THREADS": "1"},
            )
        self._pipe: Connection[Any, Any] = Connection(ours.detach())
        if not self._pipe.poll(_START_SECONDS) or self._receive() is None:
            self.end()
            raise WorkersError("a worker process did not start: its message stands above")
        self.fit = True

    def ask(self, jobs: Sequence[Job]) -> list[list[Any]]:
        """The answers to the jobs, or to the first of them where one was given up or the worker is to be changed.

        None at all from a worker that died while it waited for work (a system short of memory ends idle processes
        too): that is no fault of the jobs. WorkersError where it never worked at all.
        """
        self.fit = False
        try:
            self._pipe.send(jobs)
        except OSError as error:
            if not self._has_worked:
                raise WorkersError(f"a worker process ended before its first job: {error}") from error
            return []
        self._has_worked = True
        done: list[list[Any]] = []
        while len(done) < len(jobs):
            answers: list[Any] = []
            done.append(answers)
            last = self._answers(answers)
            if last is None or last.tired:
                return done
        self.fit = True
        return done

    def _answers(self, answers: list[Any]) -> _Done | None:
        """Appends the answers to one job; None where the worker is lost."""
        whole = time.monotonic() + _WHOLE_FILE * self._limits.seconds
        while True:
            seconds = min(self._limits.seconds, whole - time.monotonic())
            if not self._pipe.poll(max(0, seconds)):
                late = seconds if seconds == self._limits.seconds else _WHOLE_FILE * self._limits.seconds
                answers.append(Lost(f"took longer than {late:g} s"))
                return None
            message = self._receive()
            if message is None:
                answers.append(Lost(_cause_of_death(self._process.wait())))
                return None
            if isinstance(message, _Done):
                return message
            answers.append(message)

    def _receive(self) -> Any:
        """What the worker says; None where it died."""
        try:
            return self._pipe.recv()
        except (EOFError, OSError):
            return None

    def kill(self) -> None:
        """Ends the process at once; whoever waits for its answers is told that they are lost."""
        self._process.kill()

    def end(self) -> None:
        """Gives the process up: it gets time to end the programs that it started, if it still can."""
        self._pipe.close()
        self._process.terminate()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _cause_of_death(code: int) -> str:
    if code >= 0:
        return f"its process ended with code {code}"
    names = {number.value: number.name for number in signal.Signals}
    return f"killed by signal {-code} ({names.get(-code, 'unknown')})"


def serve(pipe: str, function: str, seconds: str, memory: str) -> None:
    """What a worker process does: answers jobs out of the pipe until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; whoever started us decides
    signal.signal(signal.SIGTERM, _leave)
    module, name = function.split(":")
    answer: Callable[[Any], Iterator[Any]] = getattr(import_module(module), name)
    connection: Connection[Any, Any] = Connection(int(pipe))
    connection.send("ready")
    # Libraries in C and Rust complain there of every damaged file; what matters of it is in the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
    # What was imported stays, so that the collector need not look through it again and again.
    gc.freeze()
    held = at_first = _data_bytes()
    while True:
        try:
            jobs = connection.recv()
        except EOFError:
            return
        for job in jobs:
            _limit_memory(held, int(memory))
            # Should whoever started us be gone while this hangs, the system itself ends it.
            signal.alarm(int(_WHOLE_FILE * float(seconds)) + 30)
            try:
                for part in answer(job):
                    connection.send(part)
            except MemoryError:
                connection.send(Lost("ran out of memory"))
            except Exception as error:
                connection.send(Lost(f"{type(error).__name__}: {error}"[:300]))
            signal.alarm(0)
            held = _data_bytes()
            tired = held - at_first > _MAY_KEEP_BYTES
            connection.send(_Done(tired))
            if tired:
                return


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _data_bytes() -> int:
    """Writable memory of this process; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), 0)


def _limit_memory(held: int, more: int) -> None:
    """Bounds what may be taken beyond what is held now. Only Linux keeps such a limit; elsewhere the time bounds."""
    if not held or not sys.platform.startswith("linux"):
        return
    import resource

    resource.setrlimit(resource.RLIMIT_DATA, (held + more, resource.getrlimit(resource.RLIMIT_DATA)[1]))
