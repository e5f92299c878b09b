"""`jixiao run`: one night, with a Prefect run to look at and a summary to read."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.common import DEFAULT_DATA, EXIT_BUSY, EXIT_USAGE, DataOption, fail, quiet_environment, settings
from cli.server import ServerError, prefect_server
from cli.show import show_night

if TYPE_CHECKING:
    from prefect import State

    from flows.summary import NightSummary


def run(
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            help="Crawl this source, verified or not; may be repeated. Without: all verified.",
        ),
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(
            "--folder", help="Take saved files of this folder, which is known by its name, instead of crawling."
        ),
    ] = None,
    data: DataOption = DEFAULT_DATA,
    full: Annotated[bool, typer.Option("--full", help="Parse every archived document again.")] = False,
) -> None:
    """Run one night: crawl, parse, check, load, publish.

    Example: jixiao run --folder ~/disclosures --data var

    Exit codes: 0 published, 1 nothing published (the reason is printed), 2 wrong call, 3 another night is running.
    """
    if folder is not None and not folder.is_dir():
        fail(f"{folder} is not a folder: --folder takes a folder of saved pages, documents or tables", EXIT_USAGE)
    _check_sources(source, folder)
    _check_takedowns(data)
    _check_corrections()
    run_night(data, source, folder.resolve() if folder else None, full=full)


def run_night(data: Path, sources: list[str] | None, folder: Path | None, *, full: bool, replay: bool = False) -> None:
    """One night in this process against a Prefect server; prints the summary or ends with the reason."""
    from httpx import HTTPError

    from flows.space import lack_of_space

    quiet_environment()
    data = data.resolve()
    if lack := lack_of_space(data):
        fail(lack)
    print("jixiao: starting the Prefect server ...", file=sys.stderr)  # noqa: T201
    try:
        with prefect_server(data / "prefect") as api:
            os.environ["PREFECT_API_URL"] = api
            summary = _flow_run(data, sources, folder, full=full, replay=replay)
    except ServerError as error:
        fail(str(error))
    except HTTPError as error:
        # What Prefect's client raises where its server cannot do what it is asked, or is gone.
        fail(f"the Prefect server failed ({str(error).splitlines()[0]}); a log is {data / 'prefect' / 'server.log'}")
    show_night(summary, data)


def _flow_run(data: Path, sources: list[str] | None, folder: Path | None, *, full: bool, replay: bool) -> NightSummary:
    from prefect.logging.handlers import APILogHandler

    from flows.nightly import BUSY, nightly
    from flows.summary import NightSummary

    with _progress_on_console():
        state: State[Any] = nightly(
            sources=sources, folder=folder, data=data, full=full, replay=replay, return_state=True
        )
    APILogHandler().flush()
    summary = state.result() if state.is_completed() else None
    if isinstance(summary, NightSummary):
        return summary
    if state.name == BUSY:
        fail(state.message or "another night is running", EXIT_BUSY)
    stands = " The snapshot published before still stands." if (data / "published" / "current").exists() else ""
    return fail(f"{state.message}.{stands} The run is there to look at: jixiao ui --data {data}")


@contextmanager
def _progress_on_console() -> Iterator[None]:
    """Shows progress lines on standard error, and not the orchestrator's own ones."""
    from flows.progress import ProgressFilter

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    handler.addFilter(ProgressFilter())
    loggers = [logging.getLogger(name) for name in ("prefect.flow_runs", "prefect.task_runs")]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def _check_takedowns(data: Path) -> None:
    """A takedown list that cannot be used is said before a server is started."""
    from flows.takedowns import listed_takedowns
    from tasks.crawl.takedown import TakedownError

    try:
        listed_takedowns(settings().takedowns, data)
    except TakedownError as error:
        fail(str(error), EXIT_USAGE)


def _check_corrections() -> None:
    """So are corrections that cannot be read."""
    from tasks.check.corrections import CorrectionError, load_corrections

    folder = settings().corrections
    try:
        load_corrections(folder)
    except CorrectionError as error:
        fail(f"{folder}: {error}", EXIT_USAGE)


def _check_sources(names: list[str] | None, folder: Path | None) -> None:
    """An unknown or broken source is said before a server is started."""
    from flows.choice import select
    from tasks.crawl.source import SourceError, load_sources

    own = settings()
    try:
        found = load_sources([own.sources])
        if folder and not names:
            return
        chosen = select(found, names)
    except SourceError as error:
        fail(str(error), EXIT_USAGE)
    if not chosen:
        fail(f"no source descriptions in {own.sources}: add one, or use --folder", EXIT_USAGE)
    if not own.contact and any(not source.connect for source in chosen):
        fail(
            "set JIXIAO_CONTACT to a mail or page address first: the crawler tells the sites whom to write to",
            EXIT_USAGE,
        )
