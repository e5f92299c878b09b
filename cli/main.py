"""The `jixiao` command: nights, extraction, queries, comparisons, sources, the Prefect UI, the demo portal."""

from __future__ import annotations

import typer

from cli.archive import archive_app
from cli.demo import demo_app
from cli.diff import diff
from cli.explain import explain
from cli.extract import extract
from cli.quality import quality
from cli.quarantine import quarantine_app
from cli.query import query
from cli.run import run
from cli.sources import sources_app
from cli.ui import ui

app = typer.Typer(
    name="jixiao",
    help="Crawl, audit and model the budget-performance disclosures of Chinese governments.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
app.command()(run)
app.command()(extract)
app.command()(explain)
app.command()(query)
app.command()(quality)
app.command()(diff)
app.command()(ui)
app.add_typer(quarantine_app, name="quarantine")
app.add_typer(sources_app, name="sources")
app.add_typer(archive_app, name="archive")
app.add_typer(demo_app, name="demo")


def main() -> None:
    """The entry point of the installed command."""
    app()


if __name__ == "__main__":
    main()
