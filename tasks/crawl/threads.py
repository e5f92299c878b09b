"""Crawls that run side by side in threads."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

PATIENCE = 0.05
"""Seconds for which a thread may work before another takes over; Python's own 5 ms are meant for programs with a face.
Crawls mostly wait, and work for a millisecond at a time: interrupting each other they spend a seventh more."""


def let_crawls_work() -> None:
    """Let each crawl finish what it does with a page before the next one takes over. It holds for the process."""
    sys.setswitchinterval(PATIENCE)


@contextlib.contextmanager
def on_one_core() -> Iterator[None]:
    """Keep the calling thread on the core of all crawls of this process, where the system lets it choose.

    Of the threads of a process one at a time runs Python. Spread over cores they hand the interpreter from one core to
    the other at every answer, and a page costs a third more processor time.
    """
    if sys.platform != "linux":
        yield
        return
    allowed = os.sched_getaffinity(0)
    cores = sorted(allowed)
    with contextlib.suppress(OSError):
        os.sched_setaffinity(0, {cores[os.getpid() % len(cores)]})
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, allowed)
