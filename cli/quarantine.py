"""`jixiao quarantine`: rows that our own checks kept out, why, and how they come back."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import DEFAULT_DATA, EXIT_USAGE, DataOption, Format, fail
from cli.query import ask, show

if TYPE_CHECKING:
    import polars as pl

quarantine_app = typer.Typer(help="Rows kept out of the warehouse: list, show, replay.", no_args_is_help=True)


@quarantine_app.command("list")
def list_rows(
    data: DataOption = DEFAULT_DATA,
    output: Annotated[Format, typer.Option("--format", help="How to print the reasons.")] = Format.table,
) -> None:
    """List the reasons for which rows are in quarantine, with an example of each.

    Example: jixiao quarantine list --format json

    A reason that begins with cascade: follows from another; mend that one first.
    """
    import polars as pl

    from expectations.advice import advice

    rows = rows_of(data)
    if rows.is_empty() and output is Format.table:
        sys.stdout.write("Nothing is in quarantine.\n")
        return
    reasons = (
        rows.sort("quarantine_id")
        .group_by("expectation", "table_name")
        .agg(
            pl.len().alias("rows"),
            pl.col("document_id").n_unique().alias("documents"),
            pl.col("run_id").max().alias("newest_night"),
            pl.col("quarantine_id").first().alias("example"),
        )
        .with_columns(pl.col("expectation").map_elements(advice, return_dtype=pl.String).alias("what_to_do"))
        .sort(pl.col("expectation").str.starts_with("cascade:"), -pl.col("rows").cast(pl.Int64), "expectation")
    )
    show(reasons, output)


@quarantine_app.command("show")
def show_row(
    quarantine_id: Annotated[str, typer.Argument(help="Its id, or the beginning of it.", metavar="ID")],
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Show one row: what it broke, its values, and the words they were read from.

    Example: jixiao quarantine show 3f2a9c
    """
    import polars as pl
    from rich.console import Console

    from expectations.advice import advice

    found = rows_of(data).filter(pl.col("quarantine_id").str.starts_with(quarantine_id))
    if found.height != 1:
        what = "no row" if found.is_empty() else f"{found.height} rows"
        fail(f"{what} in quarantine begin with {quarantine_id}: `jixiao quarantine list` has the ids", EXIT_USAGE)
    (row,) = found.iter_rows(named=True)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(f"{row['table_name']} {row['row_key']}  kept out in {row['run_id']}")
    console.print(f"broke {row['expectation']}: {advice(row['expectation'])}")
    console.print(f"document {row['document_id']}: {_address(data, row['document_id'])}\n")
    for name, value in json.loads(row["row"]).items():
        if value is not None:
            console.print(f"  {name:<20} {value}")
    for one in json.loads(row["evidence"]):
        console.print(
            f"  {one['field']} was read from «{one['quote']}» [{one['locator'] or one['span_start']}, {one['layout']}]"
        )


@quarantine_app.command("replay")
def replay(data: DataOption = DEFAULT_DATA) -> None:
    """Read the documents of quarantined rows again from the archive, with the parser as it is now, and publish.

    Example: jixiao quarantine replay

    Rows that pass leave quarantine. No site is asked. Exit codes are those of `jixiao run`.
    """
    from cli.run import run_night

    before = rows_of(data).height
    if not before:
        sys.stdout.write("Nothing is in quarantine.\n")
        return
    run_night(data, None, None, full=False, replay=True)
    sys.stdout.write(f"In quarantine: {before} rows before, {rows_of(data).height} now.\n")


def rows_of(data: Path) -> pl.DataFrame:
    """The rows in quarantine: of the published nights, and of a later night that was checked but not published."""
    import polars as pl

    from warehouse.tables import table

    known = ask(data, "SELECT * FROM ops.quarantine", table("ops.quarantine").empty())
    nights = ask(data, "SELECT max(run_id) AS run_id FROM ops.runs", pl.DataFrame({"run_id": [""]}))
    newest = nights["run_id"][0] or ""
    later = [
        pl.read_parquet(path)
        for path in sorted((data / "staged").glob("*/checked/quarantine.parquet"))
        if path.parents[1].name > newest
    ]
    return pl.concat([known, *later[-1:]])


def _address(data: Path, document_id: str | None) -> str:
    import polars as pl

    from warehouse.schema import literal

    newest = f"document_id = {literal(document_id or '')} ORDER BY run_id DESC, url LIMIT 1"
    found = ask(data, f"SELECT url FROM ops.parses WHERE {newest}", pl.DataFrame({"url": []}))
    return str(found["url"][0]) if found.height else ""
