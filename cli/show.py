"""The summary of a night as a person reads it in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    import polars as pl

    from flows.summary import NightSummary

_MOST_FAILURES = 20
_EXAMPLES = 3
_MOST_ANSWER_ROWS = 5


def show_night(summary: NightSummary, data: Path) -> None:
    """Sources, failures with their reasons, totals, the published file, three questions answered, and the UI."""
    from tasks.publish.query import QueryError, run_query
    from warehouse.cookbook import questions

    console = Console(width=max(Console().width, 110), soft_wrap=False)
    _sources(console, summary)
    if summary.failures:
        _failures(console, summary)
    totals = ", ".join(f"{count:,} {name}" for name, count in summary.totals.items())
    console.print(f"\n[bold]Warehouse[/]: {totals}; {summary.quarantined} rows quarantined.")
    console.print(f"Parsed in this night: {summary.parsed} documents. Took {summary.seconds:.1f} s.")
    console.print(f"Archive:   {_archive(summary)}")
    console.print(f"Published: [bold]{_shown(data / 'published' / 'current' / 'warehouse.duckdb')}[/]")
    if (pages := data / "data_docs" / "index.html").exists():
        console.print(f"Checks:    {_shown(pages)}")
    for question in questions()[:_EXAMPLES]:
        try:
            answer = run_query(data / "published", question.sql)
        except QueryError as error:
            console.print(f"\nThe snapshot could not be asked: {error}", markup=False, highlight=False)
            break
        console.print(f"\n[bold cyan]{question.zh}[/]  {question.en}")
        console.print(question.sql.strip(), style="dim", markup=False, highlight=False, soft_wrap=True)
        show_frame(console, answer.head(_MOST_ANSWER_ROWS))
    console.print(f'\nAsk more:     jixiao query --data {_shown(data)} "SELECT * FROM v_project_year LIMIT 5"')
    console.print(f"See the run:  jixiao ui --data {_shown(data)}")
    console.print("(the command lies in .venv/bin; `make help` lists the rest)", style="dim")


def show_frame(console: Console, frame: pl.DataFrame) -> None:
    """A frame as a table; NULL is shown as an empty cell."""
    table = Table(show_header=True, header_style="bold", box=None, pad_edge=False)
    for name, dtype in frame.schema.items():
        table.add_column(name, justify="right" if dtype.is_numeric() else "left", overflow="fold")
    for row in frame.iter_rows():
        # As it is: what stands in square brackets on a page is no markup of ours.
        table.add_row(*(Text("" if value is None else str(value)) for value in row))
    console.print(table)


def _sources(console: Console, summary: NightSummary) -> None:
    table = Table(title=f"Night {summary.run_id}", title_justify="left", box=None, header_style="bold")
    for name in ("source", "listed", "fetched", "unchanged", "rested", "failed"):
        table.add_column(name, justify="left" if name == "source" else "right")
    table.add_column("state")
    for night in summary.sources:
        colour = {"green": "green", "amber": "yellow", "red": "red"}[night.state]
        state = Text.assemble((night.state, colour), f" {night.reason}" if night.reason else "")
        table.add_row(
            night.source_id,
            *(str(n) for n in (night.listed, night.fetched, night.unchanged, night.rested, night.failed)),
            state,
        )
    console.print(table)


def _archive(summary: NightSummary) -> str:
    stored, fetched = (sum(getattr(one, name) for one in summary.archive) for name in ("stored_bytes", "fetched_bytes"))
    files = sum(one.files for one in summary.archive)
    return f"{fetched / 1e6:,.1f} MB fetched so far, {stored / 1e6:,.1f} MB stored in {files} WARC files"


def _failures(console: Console, summary: NightSummary) -> None:
    console.print(f"\n[bold]Without facts[/] ({len(summary.failures)}):")
    for failure in summary.failures[:_MOST_FAILURES]:
        console.print(
            f"  {failure.state:<12}{failure.url}  {failure.reason}", markup=False, highlight=False, soft_wrap=True
        )
    if len(summary.failures) > _MOST_FAILURES:
        console.print(f"  … and {len(summary.failures) - _MOST_FAILURES} more: SELECT * FROM ops.fetches, ops.parses")


def _shown(path: Path) -> str:
    """The path as one would type it from here, for printing with markup."""
    try:
        return escape(str(path.relative_to(Path.cwd())))
    except ValueError:
        return escape(str(path))
