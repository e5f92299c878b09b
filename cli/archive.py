"""`jixiao archive`: what the archive holds, one capture whole, a selection as a WARC file of its own."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from cli.common import DEFAULT_DATA, EXIT_USAGE, DataOption, fail

if TYPE_CHECKING:
    from tasks.crawl.captures import Selection

archive_app = typer.Typer(
    help="Look into the archive of originals: list sources and captures, show one, export some as WARC.",
    no_args_is_help=True,
)

_DAY = ["%Y-%m-%d"]
_MOST_SHOWN = 64 * 1024 * 1024
SourceOption = Annotated[str | None, typer.Option("--source", help="Only this source.")]
UrlOption = Annotated[str | None, typer.Option("--url", help="Only addresses that begin so.")]
SinceOption = Annotated[datetime | None, typer.Option("--since", formats=_DAY, help="First day of fetching (UTC).")]
UntilOption = Annotated[datetime | None, typer.Option("--until", formats=_DAY, help="Last day of fetching (UTC).")]


class Role(StrEnum):
    """What an address was fetched as; the words of `ops.fetches.role`."""

    page = "page"
    part = "part"
    attachment = "attachment"
    file = "file"
    list = "list"
    trial = "trial"
    robots = "robots"


ClassOption = Annotated[Role | None, typer.Option("--class", help="Only what was fetched as this.")]


@archive_app.command("list")
def list_archive(
    source: SourceOption = None,
    url: UrlOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    role: ClassOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Captures shown; the totals count all.")] = 200,
    data: DataOption = DEFAULT_DATA,
) -> None:
    """List the sources with their totals; with any option, the captures that it selects.

    A capture is a content that an address had; what a later fetch found unchanged is none of its own.

    Example: jixiao archive list --source daying --since 2026-11-01 --class attachment
    """
    from tasks.crawl.captures import captures

    with _explained():
        if not any((source, url, since, until, role)):
            _list_sources(data / "archive")
            return
        found = list(captures(data / "archive", _selection(source, url, since, until, role)))
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("fetched (UTC)", "class", "bytes", "sha256", "record", "address"):
        table.add_column(name, justify="right" if name == "bytes" else "left", no_wrap=True)
    for content in islice(sorted(found, key=lambda one: (one.fetched_at, one.url)), limit):
        table.add_row(
            f"{content.fetched_at:%Y-%m-%d %H:%M}",
            content.role,
            f"{content.bytes:,}",
            content.sha256[:12],
            f"{content.warc_file}@{content.warc_offset}",
            printable(content.url),
        )
    _wide().print(table)
    more = f", {limit} shown" if len(found) > limit else ""
    print(f"{len(found):,} captures, {sum(one.bytes for one in found):,} bytes{more}")  # noqa: T201


@archive_app.command("show")
def show_capture(
    which: Annotated[str, typer.Argument(metavar="URL|RECORD-ID", help="An address (its newest capture) or a record.")],
    raw: Annotated[bool, typer.Option("--bytes", help="Write the body's bytes, and nothing else.")] = False,
    headers: Annotated[bool, typer.Option("--headers", help="Show the headers only.")] = False,
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Show a capture: the headers of its record and answer, and its body as text.

    What could steer a terminal is shown as an escape. --bytes is for files and pipes.

    Example: jixiao archive show http://www.example.gov.cn/a.html
    """
    from tasks.crawl.captures import find_capture, read_record

    archive = data / "archive"
    with _explained():
        record = read_record(archive, find_capture(archive, which), _MOST_SHOWN)
    if raw:
        if sys.stdout.isatty():
            fail("--bytes writes a body as it is: send it to a file or a program", EXIT_USAGE)
        sys.stdout.buffer.write(record.body)
        return
    lines = [record.place, *(f"{name}: {value}" for name, value in record.warc_headers), "", *record.http]
    print("\n".join(printable(line) for line in lines))  # noqa: T201
    if not headers:
        text = record.text if record.text is not None else f"({len(record.body):,} bytes that are no text: use --bytes)"
        print("\n" + "\n".join(printable(line) for line in text.splitlines()))  # noqa: T201


@archive_app.command("export")
def export_archive(
    target: Annotated[Path, typer.Argument(metavar="FILE.warc.gz", help="The WARC file to write.")],
    source: SourceOption = None,
    url: UrlOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    role: ClassOption = None,
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Write a selection of the archive into one WARC file that replays by itself.

    Records are copied as they are; requests and revisits of the selected addresses come along.

    Example: jixiao archive export daying.warc.gz --source daying --since 2026-01-01
    """
    from tasks.crawl.captures import export

    if target.exists():
        fail(f"{target} exists: give another name, or remove it", EXIT_USAGE)
    if not target.name.endswith(".warc.gz"):
        fail(f"{target.name} must end with .warc.gz: the file is compressed record by record", EXIT_USAGE)
    if not target.absolute().parent.is_dir():
        fail(f"{target.absolute().parent} is no folder", EXIT_USAGE)
    with _explained():
        count = export(data / "archive", _selection(source, url, since, until, role), target)
    print(f"{count:,} records, {target.stat().st_size:,} bytes in {target}")  # noqa: T201


def printable(text: str) -> str:
    """A text without control and format characters: pages may hold sequences that steer a terminal."""
    return "".join(
        character if character in "\t" or unicodedata.category(character)[0] != "C" else f"\\u{ord(character):04x}"
        for character in text
    )


def _list_sources(archive: Path) -> None:
    from tasks.crawl.captures import ArchiveMissingError
    from tasks.crawl.holdings import holdings

    held = holdings(archive)
    if not held:
        raise ArchiveMissingError(f"there is no archive in {archive}: a night makes one, or give another --data")
    table = Table(box=None, header_style="bold", pad_edge=False)
    names = ("source", "files", "stored", "captures", "fetched", "repeated", "not sent", "oldest", "newest")
    for name in names:
        table.add_column(name, justify="left" if name in ("source", "oldest", "newest") else "right", no_wrap=True)
    for one in held:
        numbers = (one.files, one.stored_bytes, one.captures, one.fetched_bytes, one.repeated_bytes, one.unsent_bytes)
        table.add_row(one.source_id, *(f"{n:,}" for n in numbers), (one.oldest or "")[:10], (one.newest or "")[:10])
    table.add_section()
    sums = [sum(column) for column in zip(*((o.files, o.stored_bytes, o.captures, o.fetched_bytes, o.repeated_bytes, o.unsent_bytes) for o in held), strict=True)]  # fmt: skip  # noqa: E501
    table.add_row("all", *(f"{n:,}" for n in sums), "", "")
    _wide().print(table)
    print("stored, fetched, repeated (kept as revisits) and not sent (304) in bytes")  # noqa: T201


def _selection(
    source: str | None, url: str | None, since: datetime | None, until: datetime | None, role: Role | None
) -> Selection:
    from tasks.crawl.captures import Selection

    return Selection(source, url, since.date() if since else None, until.date() if until else None, role)


def _wide() -> Console:
    """Addresses are long, and a cut one is of no use to anybody."""
    return Console(width=max(Console().width, 400) if not sys.stdout.isatty() else None, soft_wrap=True)


@contextmanager
def _explained() -> Iterator[None]:
    from tasks.crawl.captures import ArchiveMissingError

    try:
        yield
    except ArchiveMissingError as error:
        fail(str(error))
