"""Files as LibreOffice writes them, where it is installed: what offices publish is seldom what a library wrote."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tasks.parse.document import Document
from tasks.parse.readers.soffice import find_soffice

_SECONDS = 120


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for as long as the program runs: its profile takes seconds to be made."""
    return tempfile.TemporaryDirectory(prefix="jixiao-bench-office-")


def through_office(make: Callable[[Document], bytes], suffix: str, target: str) -> Callable[[Document], bytes]:
    """A maker of files of the format `target` from those of the format `suffix` that `make` gives.

    Raises `OSError` where LibreOffice writes nothing.
    """

    def converted(document: Document) -> bytes:
        program = find_soffice()
        if program is None:
            raise FileNotFoundError("LibreOffice")
        folder = Path(_folder().name)
        source = folder / f"in.{suffix}"
        source.write_bytes(make(document))
        written = folder / "out" / f"in.{target}"
        written.unlink(missing_ok=True)
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target]
        command += ["--outdir", str(written.parent), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=_SECONDS)
        return written.read_bytes()

    return converted
