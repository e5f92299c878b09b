"""Other people's programs, where they are installed: run in a folder of their own, with bounds, and never trusted."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tasks.parse.readers import limits

_MEMORY_KILOBYTES = 4 * 1024 * 1024
_BLOCK = 512
_CORES = 4  # the bound of processor time counts all of a program's threads; it ends what outlives us
# The shell sets the bounds in the child itself, before the program starts others of its own as soffice does. Where a
# system lacks one of them, the time limit still holds.
_BOUNDED = (
    'ulimit -v "$1" 2>/dev/null; ulimit -f "$2" 2>/dev/null; ulimit -t "$3" 2>/dev/null; ulimit -c 0; '
    'shift 3; exec "$@"'
)


class ToolError(Exception):
    """A program that failed, ran over its time or wrote too much."""


def find_tool(*names: str) -> str | None:
    """The path of the first of these programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run_tool(command: Sequence[str], folder: Path, seconds: int) -> bytes:
    """Standard output of a program that runs in `folder`, which is its home too.

    Raises `ToolError` where it fails, takes longer than `seconds` or writes more than is read.
    """
    output = folder / "stdout"
    bounds = [str(_MEMORY_KILOBYTES), str(limits.MAX_UNPACKED_BYTES // _BLOCK), str(seconds * _CORES)]
    # UTF-8 as the locale: the tools write names and texts in the charset of theirs.
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    with output.open("wb") as stream:
        process = subprocess.Popen(  # noqa: S603  no shell reads the arguments: they are handed to `exec "$@"` as they are
            ["/bin/sh", "-c", _BOUNDED, "sh", *bounds, *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            code = process.wait(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise ToolError(f"took longer than {seconds} s") from error
        finally:
            # The whole group: soffice leaves children behind that outlive a kill of their parent.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    if code != 0:
        raise ToolError(f"ended with code {code}")
    return read_bounded(output)


def read_bounded(path: Path) -> bytes:
    """The bytes of a file that a program wrote. Raises `ToolError` where it is none, or too large."""
    if path.is_symlink() or not path.is_file():
        raise ToolError("wrote no file")
    if path.stat().st_size > limits.MAX_UNPACKED_BYTES:
        raise ToolError("wrote more than is read")
    return path.read_bytes()
