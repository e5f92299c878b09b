"""`jixiao extract`: the facts in files, without network, database or Prefect."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.common import EXIT_FAILED, EXIT_USAGE, fail


class Format(StrEnum):
    """How facts are printed."""

    jsonl = "jsonl"
    json = "json"


def extract(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files.", metavar="PATH...")],
    output: Annotated[
        Format, typer.Option("--format", help="One JSON object a line, or indented objects.")
    ] = Format.jsonl,
) -> None:
    """Print the facts of files: projects, funds, scores and claims with the sentences they come from.

    Example: jixiao extract report.html form.xlsx --format json

    A file of which nothing can be read is an object with its reason, named on standard error too, and the exit code
    is 1. The shape of the objects is described in docs/architecture.md.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        fail(f"no such file or folder: {', '.join(str(path) for path in missing)}", EXIT_USAGE)
    failed = 0
    for path in _files(paths):
        record, reason = _extract_one(path)
        if reason:
            failed += 1
            print(f"jixiao: {path}: {reason}", file=sys.stderr)  # noqa: T201
        indent = 2 if output is Format.json else None
        print(json.dumps(record, ensure_ascii=False, indent=indent))  # noqa: T201
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def _extract_one(path: Path) -> tuple[Mapping[str, object], str | None]:
    """The facts of a file in the shape of the extract contract, or the reason why there are none."""
    from tasks.parse.batch import read_facts
    from tasks.parse.contract import to_contract
    from tasks.parse.document import UnreadableError

    try:
        _, facts = read_facts(path.read_bytes(), name=path.name)
    except UnreadableError as error:
        return _without_facts(path, error.state, error.reason), f"{error.state}: {error.reason}"
    except OSError as error:
        reason = error.strerror or str(error)
        return _without_facts(path, "unreadable", reason), f"cannot be opened: {reason}"
    return to_contract(str(path), facts), None


def _without_facts(path: Path, state: str, reason: str) -> dict[str, object]:
    return {"path": str(path), "doc_type": None, "state": state, "reason": reason, "projects": [], "claims": []}
