"""`jixiao query`: SQL on the published snapshot, read-only."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import DEFAULT_DATA, EXIT_FAILED, EXIT_USAGE, DataOption, fail

if TYPE_CHECKING:
    import polars as pl


class Format(StrEnum):
    """How the answer is printed."""

    table = "table"
    csv = "csv"
    json = "json"


def query(
    sql: Annotated[str, typer.Argument(help='The question in SQL; "-" reads it from standard input.')],
    data: DataOption = DEFAULT_DATA,
    output: Annotated[Format, typer.Option("--format", help="How to print the answer.")] = Format.table,
) -> None:
    """Ask the published warehouse a question in SQL.

    Example: jixiao query "SELECT name, total_score FROM v_project_year ORDER BY total_score DESC LIMIT 5"

    `SHOW TABLES` lists what there is; docs/data-dictionary.md explains every column.
    """
    from tasks.publish.query import QueryError, SnapshotMissingError, run_query

    try:
        answer = run_query(data / "published", sys.stdin.read() if sql == "-" else sql)
    except SnapshotMissingError as error:
        fail(str(error), EXIT_USAGE)
    except QueryError as error:
        fail(str(error), EXIT_FAILED)
    show(answer, output)


def show(answer: pl.DataFrame, output: Format) -> None:
    """Prints a frame in the chosen format."""
    if output is Format.csv:
        sys.stdout.write(answer.write_csv())
    elif output is Format.json:
        sys.stdout.write(answer.write_json() + "\n")
    else:
        from rich.console import Console

        from cli.show import show_frame

        wide = not sys.stdout.isatty()
        show_frame(Console(width=400 if wide else None), answer)
