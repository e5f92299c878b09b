"""`jixiao explain`: the facts of one document with the words they were read from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from cli.common import DEFAULT_DATA, EXIT_FAILED, EXIT_USAGE, DataOption, fail, read_file
from cli.query import ask

if TYPE_CHECKING:
    import polars as pl

    from tasks.parse.marked import Excerpt, Fact

_ID = re.compile(r"[0-9a-f]{20}")


def explain(
    what: Annotated[
        str, typer.Argument(help="A file, the address of a published page, or an id.", metavar="URL|FILE|ID")
    ],
    data: DataOption = DEFAULT_DATA,
) -> None:
    """Show the facts of one document, each with the words it was read from.

    Example: jixiao explain report.docx

    A file is read here and now. An address, or the id of a document or an evaluation, is looked up in the published
    warehouse. Under each fact stand its words within their sentence (marked «so» where there are no colours), the
    page or cell, and the layout rule that read it.
    """
    console = Console(soft_wrap=True, highlight=False)
    if "://" in what:
        from warehouse.ids import document_id

        try:
            key = document_id(what)
        except ValueError:
            fail(f"{what} is not a valid address", EXIT_USAGE)
        _show(console, _published(data, key, what), None)
    elif Path(what).is_file():
        for number, frames in enumerate(_read(Path(what))):
            if number:
                console.print()
            _show(console, frames, None)
    elif _ID.fullmatch(what):
        document, evaluation = _owner(data, what)
        _show(console, _published(data, document, what), evaluation)
    else:
        fail(f"{what} is no file here, no address (https://...) and no id of the warehouse (20 hex digits)", EXIT_USAGE)


def _read(path: Path) -> Iterator[dict[str, pl.DataFrame]]:
    """The rows of the documents of a file: one, or those of an archive."""
    from datetime import UTC, datetime

    from tasks.parse.frames import Origin
    from tasks.parse.readers.members import read_all
    from tasks.parse.single import SourceInfo, outcome_of

    try:
        body = read_file(path)
    except OSError as error:
        fail(f"{path} cannot be opened: {error.strerror}")
    found = 0
    for member in read_all(body, name=path.name):
        url = f"folder://{path.absolute()}" + (f"!/{member.name}" if member.name else "")
        name = member.name or path.name
        moment = datetime.now(UTC).replace(tzinfo=None)
        origin = Origin("", "", "", url, None, name, moment, None, None, member.sha256, member.size, "", 0)
        outcome = outcome_of(origin, member.content, SourceInfo(official=False, region_code=None))
        if outcome.reason:
            Console(stderr=True, soft_wrap=True).print(
                f"jixiao: {name}: {outcome.state}: {outcome.reason}", markup=False, highlight=False
            )
        if not outcome.is_read:
            continue
        found += 1
        yield outcome.rows.frames()
    if not found:
        raise typer.Exit(EXIT_FAILED)


def _owner(data: Path, key: str) -> tuple[str, str | None]:
    """The document of an id, and the evaluation where it is one's id."""
    of_evaluation = ask(data, f"SELECT document_id FROM evaluations WHERE evaluation_id = '{key}'")
    return (of_evaluation["document_id"][0], key) if of_evaluation.height else (key, None)


def _published(data: Path, key: str, asked: str) -> dict[str, pl.DataFrame]:
    """The rows of a document of the published warehouse."""
    parts = f"(SELECT evaluation_id FROM evaluations WHERE document_id = '{key}')"
    frames = {
        name: ask(data, f"SELECT * FROM {name} WHERE document_id = '{key}'")
        for name in ("documents", "texts", "evaluations", "claims", "evidence")
    }
    if frames["documents"].is_empty() or frames["texts"].is_empty():
        records = ask(data, f"SELECT state, reason FROM ops.parses WHERE document_id = '{key}' ORDER BY run_id DESC")
        if records.height and records["reason"][0]:
            fail(f"{asked} has no facts: {records['state'][0]}: {records['reason'][0]}")
        fail(f"{asked} is not in the warehouse published in {data}: `jixiao query` on documents shows what is")
    for name in ("funds", "scores"):
        frames[name] = ask(data, f"SELECT * FROM {name} WHERE evaluation_id IN {parts}")
    return frames


def _show(console: Console, frames: dict[str, pl.DataFrame], evaluation: str | None) -> None:
    from tasks.parse.marked import sections

    (document,) = frames["documents"].iter_rows(named=True)
    console.print(Text(document["title"] or "(without a title)", style="bold"))
    console.print(Text(document["url"]))
    about = f"{document['doc_type']}, {document['format']}, read by {document['reader']}, trust {document['trust']}"
    console.print(Text(about, style="dim"))
    if document["canonical_document_id"] != document["document_id"]:
        console.print(Text(f"a copy of document {document['canonical_document_id']}, which holds its facts"))
    for section in sections(frames):
        if evaluation not in (None, section.evaluation_id) or not section.facts:
            continue
        console.print()
        console.print(Text(section.heading, style="bold cyan"))
        for fact in section.facts:
            _show_fact(console, fact)


def _show_fact(console: Console, fact: Fact) -> None:
    console.print(Text.assemble("  ", (fact.name, "bold"), "  ", (fact.value, "green")))
    for excerpt in fact.excerpts:
        console.print(_marked(excerpt, plain=not console.is_terminal))


def _marked(excerpt: Excerpt, *, plain: bool) -> Text:
    quote = (f"«{excerpt.quote}»", "") if plain else (excerpt.quote, "black on yellow")
    place = f"  [{', '.join(filter(None, (excerpt.locator, excerpt.layout)))}]"
    return Text.assemble("      ", excerpt.before, quote, excerpt.after, (place, "dim"))
