"""A night that was killed goes on under its own run_id, so that nothing is asked for twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FORM = "%Y%m%dT%H%M%S"
_STILL_TONIGHT = timedelta(hours=20)
"""A night killed longer ago is over: its pages are asked for anew by the next one."""


@contextmanager
def run_of_night(data: Path, now: datetime) -> Iterator[str]:
    """The run_id of tonight: that of a night which a kill cut short, or a new one.

    Call it under the night's lock. A night that ends, however it ends, leaves nothing to resume; only a kill does.
    """
    mark = data / "unfinished-night"
    run_id = _unfinished(mark, now) or f"{now:{_FORM}%f}"[:-3] + "Z"
    mark.write_text(run_id + "\n", encoding="ascii")
    try:
        yield run_id
    finally:
        mark.unlink(missing_ok=True)


def _unfinished(mark: Path, now: datetime) -> str | None:
    try:
        run_id = mark.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    if not re.fullmatch(r"\d{8}T\d{9}Z", run_id):
        return None
    try:
        begun = datetime.strptime(run_id[:15], _FORM).replace(tzinfo=UTC)
    except ValueError:
        return None
    return run_id if timedelta(0) <= now - begun < _STILL_TONIGHT else None
