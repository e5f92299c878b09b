"""Rounds of interleaved contestants, and the memory of a long run."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.parse.contestants import Contestant
from tasks.parse.batch import read_facts
from tasks.parse.document import UnreadableError


@dataclass(frozen=True, slots=True)
class Speed:
    """A contestant's seconds of processor time for a page: the median over the rounds, and the best and worst round."""

    name: str
    seconds: float
    best: float
    worst: float

    @property
    def pages_a_second(self) -> float:
        """Pages a second on one core."""
        return 1 / self.seconds


def race(pages: Sequence[bytes], contestants: Sequence[Contestant], rounds: int) -> list[Speed]:
    """Every contestant over all pages, in turn, `rounds` times after one that only warms up.

    Processor time of this process, not wall time: whatever else the machine does counts for nobody. The turns
    change from round to round, so that a machine that slows down does so for all.
    """
    work = [[contestant.work_on(page) for page in pages] for contestant in contestants]
    taken: list[list[float]] = [[] for _ in contestants]
    for number in range(rounds + 1):
        order = list(range(len(contestants)))
        for index in order[number % len(order) :] + order[: number % len(order)]:
            gc.collect()
            gc.freeze()  # as worker processes do with all that they hold before their first page
            begun = time.process_time()
            for call in work[index]:
                call()
            seconds = time.process_time() - begun
            if number:
                taken[index].append(seconds / len(pages))
    return [
        Speed(contestant.name, median(times), min(times), max(times))
        for contestant, times in zip(contestants, taken, strict=True)
    ]


def memory(pages: Iterable[bytes], every: int) -> Iterator[tuple[int, float]]:
    """Pages parsed so far and the resident memory in MB, at the first page and at intervals."""
    for number, page in enumerate(pages, 1):
        with suppress(UnreadableError):
            read_facts(page)
        if number % every == 0:
            yield number, resident_mb()


def resident_mb() -> float:
    """The memory that this process holds, in MB (Linux only)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))
