"""`jixiao sources`: the descriptions of the sites that are crawled."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli.common import EXIT_FAILED, EXIT_USAGE, fail

sources_app = typer.Typer(help="List and check the descriptions of crawled sites.", no_args_is_help=True)

FolderOption = Annotated[
    Path | None,
    typer.Option("--sources", envvar="JIXIAO_SOURCES", help="Folder of source files; the shipped ones if not given."),
]


def _folder(folder: Path | None) -> Path:
    from flows.settings import SHIPPED_SOURCES

    chosen = folder or SHIPPED_SOURCES
    if not chosen.is_dir():
        fail(f"{chosen} is not a folder", EXIT_USAGE)
    return chosen


@sources_app.command("list")
def list_sources(sources: FolderOption = None) -> None:
    """List the sources: name, site, template, columns, whether it was checked against the live site.

    Example: jixiao sources list
    """
    from tasks.crawl.source import SourceError, load_sources

    try:
        found = load_sources([_folder(sources)])
    except SourceError as error:
        fail(f"{error}\nRun `jixiao sources check` to see every fault.", EXIT_FAILED)
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("name", "title", "region", "template", "columns", "verified"):
        table.add_column(name)
    for source in found:
        table.add_row(
            source.name,
            source.title,
            source.region_code or "",
            source.template,
            str(len(source.columns)),
            "yes" if source.verified else "not yet",
        )
    Console().print(table)


@sources_app.command("check")
def check_sources(
    sources: FolderOption = None,
    names: Annotated[list[str] | None, typer.Argument(help="Only these sources; all if none.", metavar="NAME")] = None,
) -> None:
    """Check source files: schema, names, addresses, politeness. Asks no site.

    Example: jixiao sources check daying
    """
    from tasks.crawl.source import SourceError, load_source

    files = sorted(_folder(sources).glob("*.yaml"))
    if names:
        known = {path.stem for path in files}
        if unknown := sorted(set(names) - known):
            fail(f"unknown source {', '.join(unknown)}; known are {', '.join(sorted(known))}", EXIT_USAGE)
        files = [path for path in files if path.stem in names]
    faults = 0
    console = Console()
    for path in files:
        try:
            load_source(path)
        except SourceError as error:
            faults += 1
            console.print(f"[red]fault[/]  {error}", highlight=False, soft_wrap=True)
        else:
            console.print(f"[green]ok[/]     {path.name}", highlight=False, soft_wrap=True)
    if faults:
        raise typer.Exit(EXIT_FAILED)
