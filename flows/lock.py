"""One night at a time: two writers on one data folder would undo each other."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NightRunningError(Exception):
    """Another process is running a night on the same data folder."""


@contextmanager
def night_lock(data: Path) -> Iterator[None]:
    """Holds `night.lock` in the data folder; the system lets go of it when the process ends, however it ends."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "night.lock").open("a+") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise NightRunningError(
                f"another night is running on {data} (process {holder}): wait for it or stop it"
            ) from error
        stream.truncate(0)
        stream.write(str(os.getpid()))
        stream.flush()
        yield
