"""How much faster more worker processes are than one: pages through the night's own pool, by the clock on the wall."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence

from tasks.parse.batch import read_facts
from tasks.parse.document import UnreadableError
from tasks.parse.facts import Facts
from tasks.parse.isolate import Workers

_WARM_UP = 32


def facts_of(page: bytes) -> Iterator[Facts | None]:
    """What a worker answers: the facts of a page travel back through the pipe, as a night's rows do."""
    try:
        yield read_facts(page)[1]
    except UnreadableError:
        yield None


def pool_speed(pages: Sequence[bytes], workers: int) -> float:
    """Pages a second through a pool of that many processes, once they have started."""
    with Workers[bytes, Facts | None]("bench.parse.pool:facts_of", workers) as pool:
        list(pool.run(pages[: _WARM_UP * workers]))
        begun = time.perf_counter()
        list(pool.run(pages))
        return len(pages) / (time.perf_counter() - begun)


def load() -> str:
    """How many processes wanted a core in the last minute, this one among them."""
    return f"load average {os.getloadavg()[0]:.1f}"
