"""`jixiao sources`: the descriptions of the sites that are crawled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.common import EXIT_FAILED, EXIT_USAGE, fail, settings

if TYPE_CHECKING:
    from tasks.crawl.settings import CrawlSettings
    from tasks.crawl.source import Source

sources_app = typer.Typer(help="List, check and propose the descriptions of crawled sites.", no_args_is_help=True)

MOST_BYTES = 8 * 1024 * 1024
"""Bytes of a saved page that are looked at."""

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
            escape(source.title),
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
    robots: Annotated[bool, typer.Option("--robots", help="Also ask the sites' robots.txt about the columns.")] = False,
) -> None:
    """Check source files: schema, names, regions, columns listed twice, overrides without a reason.

    Asks no site, unless --robots is given: then it says for each column whether robots.txt allows it, forbids it, or
    could not be had.

    Example: jixiao sources check daying

    Exit codes: 0 all are sound, 1 some are not (or robots.txt forbids a column), 2 wrong call.
    """
    from tasks.crawl.lint import check_folder

    checked = check_folder(_folder(sources))
    if names:
        known = {one.path.stem for one in checked}
        if unknown := sorted(set(names) - known):
            fail(f"unknown source {', '.join(unknown)}; known are {', '.join(sorted(known))}", EXIT_USAGE)
        checked = [one for one in checked if one.path.stem in names]
    console = Console()
    found = [one.source for one in checked if one.source is not None and not one.faults]
    answers = _ask_robots(found) if robots else {}
    for one in checked:
        for fault in one.faults:
            console.print(f"[red]fault[/]  {escape(fault)}", highlight=False, soft_wrap=True)
        if not one.faults:
            console.print(f"[green]ok[/]     {one.path.name}", highlight=False, soft_wrap=True)
        for answer in answers.get(one.path.stem, []):
            console.print(f"       robots: {escape(answer)}", highlight=False, soft_wrap=True)
    unverified = sum(not source.verified for source in found)
    console.print(f"{len(found)} of {len(checked)} are sound; {unverified} were not yet checked against the live site.")
    forbidden = any("disallows" in answer for answers_of_one in answers.values() for answer in answers_of_one)
    if forbidden or any(one.faults for one in checked):
        raise typer.Exit(EXIT_FAILED)


@sources_app.command("detect")
def detect_source(
    target: Annotated[str, typer.Argument(help="Address of a list page, or a saved file.", metavar="URL|FILE")],
    url: Annotated[str, typer.Option("--url", help="The address that a saved file came from.")] = "",
    connect: Annotated[
        list[str] | None,
        typer.Option("--connect", help="HOST=127.0.0.1:PORT, a portal on this machine that answers for a host."),
    ] = None,
) -> None:
    """Look at a list page and print a source file for it: the web system, what was seen, what remains to be checked.

    A page on the web is asked for as politely as in a night, with the first pages of its list; a file costs nobody
    anything.

    Example: jixiao sources detect http://czj.qinghe.gov.cn/zwgk/jxgl/ > sources/qinghe-czj.yaml

    Exit codes: 0 a source was proposed, 1 the page could not be had, 2 wrong call.
    """
    from tasks.crawl.probe import look_at, look_into
    from tasks.crawl.propose import propose

    portals = _portals(connect or [])
    if target.lower().startswith(("http://", "https://")):
        manners = _manners(asks_strangers=not portals)
        try:
            look = look_at(target, portals, manners)
        except ValueError:
            fail(f"{target} cannot be looked at: give the full http or https address of a list", EXIT_USAGE)
        if look.trouble is not None:
            fail(f"{target}: {look.trouble}")
        print(propose(look, target, portals), end="")  # noqa: T201  plain, to be redirected into a file
        return
    path = Path(target)
    if not path.is_file():
        fail(f"{target} is neither an address (http://…) nor a file", EXIT_USAGE)
    with path.open("rb") as stream:
        page = stream.read(MOST_BYTES)
    print(propose(look_into(page, url), url, portals), end="")  # noqa: T201


def _portals(pairs: list[str]) -> dict[str, str]:
    """The portals on this machine by the hosts for which they answer."""
    from tasks.crawl.source import is_loopback_address

    portals = dict(pair.partition("=")[::2] for pair in pairs)
    for host, address in portals.items():
        if not (host and is_loopback_address(address)):
            fail(f"--connect {host}={address}: write HOST=127.0.0.1:PORT, a portal on this machine", EXIT_USAGE)
    return portals


def _ask_robots(sources: list[Source]) -> dict[str, list[str]]:
    from tasks.crawl.probe import ask_robots

    return ask_robots(sources, _manners(asks_strangers=any(not source.connect for source in sources)))


def _manners(*, asks_strangers: bool) -> CrawlSettings:
    """The manners for a look at a site; a stranger is told whom to write to."""
    from tasks.crawl.settings import CrawlSettings

    contact = settings().contact
    if asks_strangers and not contact:
        fail("set JIXIAO_CONTACT to a mail or page address first: sites are told whom to write to", EXIT_USAGE)
    # A portal on this machine is nobody's burden.
    return CrawlSettings(contact=contact or "a portal on this machine", default_delay=2.0 if asks_strangers else 0.0)
