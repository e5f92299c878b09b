"""`jixiao quality`: what the checks found in a night, failed first, with what to do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.common import DEFAULT_DATA, EXIT_USAGE, DataOption, Format, fail
from cli.query import ask, show

if TYPE_CHECKING:
    import polars as pl

_GRAVEST_FIRST = ("critical", "warning", "info")


def quality(
    run_id: Annotated[str | None, typer.Argument(help="The night; the newest that was checked if none.")] = None,
    data: DataOption = DEFAULT_DATA,
    output: Annotated[Format, typer.Option("--format", help="A table of what failed, or every result.")] = Format.table,
) -> None:
    """Show what the checks of a night found: failed first, each with what to do.

    Example: jixiao quality 20261122T180000000Z --format json

    A night that was not published is found too. Its pages of Great Expectations are in data_docs/ of the data folder.
    """
    found, results = results_of(data, run_id)
    if output is not Format.table:
        show(results, output)
        return
    from rich.console import Console

    from cli.show import show_frame

    console = Console(width=None if sys.stdout.isatty() else 400, highlight=False)
    failed = results.filter(~results["success"])
    skipped = results.filter(results["detail"].str.starts_with("skipped: ").fill_null(value=False))
    console.print(f"Night {found}: {results.height} expectations, {failed.height} failed, {skipped.height} skipped")
    for rows in (failed, skipped):
        if rows.height:
            console.print()
            show_frame(console, rows.select("severity", "expectation", "failed", "checked", "detail", "what_to_do"))


def results_of(data: Path, run_id: str | None) -> tuple[str, pl.DataFrame]:
    """The night and its results, failed first and gravest first, with a column of advice.

    Ends the command where there are none.
    """
    import polars as pl

    from expectations.advice import advice
    from warehouse.tables import table

    staged = {path.parents[1].name: path for path in (data / "staged").glob("*/checked/quality_results.parquet")}
    published = ask(data, "SELECT * FROM ops.quality_results", table("ops.quality_results").empty())
    nights = sorted({*staged, *published["run_id"].unique()})
    chosen = run_id or (nights[-1] if nights else None)
    if chosen is None or chosen not in nights:
        known = f"; known are {', '.join(nights[-5:])}" if nights else ""
        fail(
            f"no night {run_id} was checked in {data}{known}" if run_id else f"no night was checked in {data}",
            EXIT_USAGE,
        )
    results = pl.read_parquet(staged[chosen]) if chosen in staged else published.filter(pl.col("run_id") == chosen)
    ordered = results.with_columns(
        pl.col("expectation").map_elements(advice, return_dtype=pl.String).alias("what_to_do"),
        pl.col("severity").cast(pl.Enum(_GRAVEST_FIRST)).to_physical().alias("gravity"),
    ).sort("success", "gravity", "table_name", "expectation")
    return chosen, ordered.drop("gravity")
