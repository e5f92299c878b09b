"""Machines on which other people's programs are installed or not, for the tests of the readers that need them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tasks.parse.readers import tools


def needs(*names: str) -> pytest.MarkDecorator:
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def only(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """As on a machine on which of the programs only these are installed."""
    found = {name: shutil.which(name) for name in names}
    monkeypatch.setattr(tools.shutil, "which", lambda name, **_: found.get(name))


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def installed(monkeypatch: pytest.MonkeyPatch, **programs: str) -> None:
    monkeypatch.setattr(tools.shutil, "which", lambda name, **_: programs.get(name))
