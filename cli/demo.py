"""`jixiao demo`: the demo portal, a small fake internet of disclosure sites on loopback."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cli.run import run_night

demo_app = typer.Typer(help="The demo portal: a small fake internet of disclosure sites.", no_args_is_help=True)

DEMO_DATA = Path("var/demo")
# Not from JIXIAO_DATA, as the other commands have it: invented facts have no place among real ones.
DemoDataOption = Annotated[Path, typer.Option("--data", help="Folder of the demo's archive, warehouse and snapshots.")]
DocumentsOption = Annotated[int, typer.Option("--documents", min=1, help="How many documents the sites publish.")]
SeedOption = Annotated[int, typer.Option("--seed", help="The same seed gives the same documents.")]


@demo_app.command("run")
def run_demo(data: DemoDataOption = DEMO_DATA, documents: DocumentsOption = 60, seed: SeedOption = 1) -> None:
    """Run one night against the demo portal, which is started for it and stopped after it.

    Example: jixiao demo run --documents 200
    """
    from demo.portal import Portal
    from demo.sources import write_sources

    with Portal(documents=documents, seed=seed) as portal:
        folder = data.resolve() / "demo-sources"
        write_sources(folder, portal.addresses)
        os.environ["JIXIAO_SOURCES"] = str(folder)
        run_night(data, None, None, full=False)


@demo_app.command("serve")
def serve_demo(
    sources: Annotated[Path, typer.Option("--sources", help="Folder for the source files of the sites.")] = Path(
        "var/demo-sources"
    ),
    documents: DocumentsOption = 60,
    seed: SeedOption = 1,
    hostile: Annotated[
        bool,
        typer.Option("--hostile", help="Serve sites that misbehave in every known way instead; they publish nothing."),
    ] = False,
) -> None:
    """Serve the demo portal in the foreground and write the source files that lead to it; Ctrl-C ends it.

    Example: jixiao demo serve, and in another terminal: JIXIAO_SOURCES=var/demo-sources jixiao run
    """
    from demo.hostile import HostilePortal, write_hostile_sources
    from demo.portal import Portal
    from demo.sources import write_sources

    if hostile:
        with HostilePortal() as sites:
            write_hostile_sources(sources, sites.addresses)
            _serve_until_told("Sites that misbehave", sites.addresses, sources)
        return
    with Portal(documents=documents, seed=seed) as portal:
        write_sources(sources, portal.addresses)
        _serve_until_told(f"{documents} documents", portal.addresses, sources)


def _serve_until_told(what: str, addresses: Mapping[str, str], sources: Path) -> None:
    console = Console()
    for host, address in sorted(addresses.items()):
        console.print(f"  http://{address}/  as  {host}", highlight=False)
    console.print(f"{what}; source files in {sources}; Ctrl-C ends it")
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        return
