"""`jixiao query`: SQL on the published snapshot, read-only."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import DEFAULT_DATA, EXIT_FAILED, EXIT_USAGE, DataOption, Format, fail

if TYPE_CHECKING:
    import polars as pl


def query(
    sql: Annotated[str, typer.Argument(help='The question in SQL; "-" reads it from standard input.')],
    data: DataOption = DEFAULT_DATA,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
) -> None:
    """Ask the published warehouse a question in SQL.

    Example: jixiao query "SELECT name, total_score FROM v_project_year ORDER BY total_score DESC LIMIT 5"

    `SHOW TABLES` lists what there is; docs/data-dictionary.md explains every column.
    """
    show(ask(data, sys.stdin.read() if sql == "-" else sql), output)


def ask(data: Path, sql: str, unpublished: pl.DataFrame | None = None) -> pl.DataFrame:
    """The answer of the published warehouse; before the first publication `unpublished`, where that is given.

    Ends the command where there is no answer: a snapshot that cannot be read must not look like one without rows.
    """
    from tasks.publish.query import QueryError, SnapshotMissingError, run_query

    try:
        return run_query(data / "published", sql)
    except SnapshotMissingError as error:
        if unpublished is not None:
            return unpublished
        fail(str(error), EXIT_USAGE)
    except QueryError as error:
        fail(str(error), EXIT_FAILED)


def show(answer: pl.DataFrame, output: Format) -> None:
    """Prints a frame in the chosen format."""
    if output is Format.csv:
        sys.stdout.write(_flat(answer).write_csv())
    elif output is Format.json:
        sys.stdout.write(answer.write_json() + "\n")
    else:
        from rich.console import Console

        from cli.show import show_frame

        wide = not sys.stdout.isatty()
        show_frame(Console(width=400 if wide else None), answer)


def _flat(answer: pl.DataFrame) -> pl.DataFrame:
    """The answer with lists, structs and bytes as JSON text: CSV has cells for nothing of the kind."""
    import polars as pl

    def as_text(column: pl.Series) -> pl.Series:
        if not (column.dtype.is_nested() or column.dtype == pl.Binary):
            return column
        values = column.to_list()
        texts = [None if one is None else json.dumps(one, ensure_ascii=False, default=str) for one in values]
        return pl.Series(column.name, texts, dtype=pl.String)

    return pl.DataFrame([as_text(column) for column in answer.get_columns()])
