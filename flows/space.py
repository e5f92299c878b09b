"""Whether there is room for a night: a full disk ends one in the middle, and Prefect's own database with it."""

from __future__ import annotations

import shutil
from pathlib import Path

LEAST_FREE = 200 * 10**6
"""Bytes that must be free for a night to begin: ten times what a small one takes."""


def lack_of_space(data: Path) -> str | None:
    """Why a night on this data folder cannot begin; None where there is room."""
    data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(data).free
    if free >= LEAST_FREE:
        return None
    return f"only {free / 1e6:.0f} MB are free in {data}: a night needs {LEAST_FREE / 1e6:.0f} MB at least"
