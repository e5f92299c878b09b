"""`jixiao extract`: the facts in files, without network, database or Prefect."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.common import EXIT_FAILED, EXIT_USAGE, fail, read_file


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

    The files of an archive are documents of their own. A file of which nothing can be read is an object with its
    reason, named on standard error too, and the exit code is 1. The shape of the objects is described in
    docs/architecture.md.
    """
    missing = [path for path in paths if not path.exists()]
    if missing:
        fail(f"no such file or folder: {', '.join(str(path) for path in missing)}", EXIT_USAGE)
    failed = 0
    indent = 2 if output is Format.json else None
    for path in _files(paths):
        for record, reason in _extracted(path):
            if reason:
                failed += 1
                print(f"jixiao: {record['path']}: {reason}", file=sys.stderr)  # noqa: T201
            print(json.dumps(record, ensure_ascii=False, indent=indent))  # noqa: T201
    if failed:
        raise typer.Exit(EXIT_FAILED)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (found for found in sorted(path.rglob("*")) if found.is_file() and not _is_hidden(found, path))
        else:
            yield path


def _is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _extracted(path: Path) -> Iterator[tuple[Mapping[str, object], str | None]]:
    """The facts of a file, or of each file of an archive, in the shape of the extract contract, or why there are none.

    Files of an archive are named as in the warehouse: forms.zip!/a/form.xls.
    """
    from tasks.parse.contract import to_contract
    from tasks.parse.document import UnreadableError
    from tasks.parse.single import facts_in

    try:
        body = read_file(path)
    except OSError as error:
        reason = error.strerror or str(error)
        yield _without_facts(str(path), "unreadable", reason), f"cannot be opened: {reason}"
        return
    for member, facts in facts_in(body, path.name):
        name = f"{path}!/{member}" if member else str(path)
        if isinstance(facts, UnreadableError):
            yield _without_facts(name, facts.state, facts.reason), f"{facts.state}: {facts.reason}"
        else:
            yield to_contract(name, facts), None


def _without_facts(path: str, state: str, reason: str) -> dict[str, object]:
    return {"path": path, "doc_type": None, "state": state, "reason": reason, "projects": [], "claims": []}
