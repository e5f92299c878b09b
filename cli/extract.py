"""`jixiao extract`: the facts in files, without network, database or Prefect."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
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

    The files of an archive are documents of their own. A file of which nothing can be read, or that would take more
    than two minutes or two gigabytes, is an object with its reason, named on standard error too, and the exit code is
    1. The shape of the objects is described in docs/architecture.md.
    """
    from tasks.parse.files import extract_files

    missing = [path for path in paths if not path.exists()]
    if missing:
        fail(f"no such file or folder: {', '.join(str(path) for path in missing)}", EXIT_USAGE)
    files = list(_files(paths))
    if not files:
        print("jixiao: there is no file in what was given", file=sys.stderr)  # noqa: T201
    failed = 0
    indent = 2 if output is Format.json else None
    for found in extract_files(files):
        if found.reason:
            failed += 1
            print(f"jixiao: {found.record['path']}: {found.reason}", file=sys.stderr)  # noqa: T201
        print(json.dumps(found.record, ensure_ascii=False, indent=indent), flush=True)  # noqa: T201
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
