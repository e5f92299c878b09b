"""What the commands share: how errors end, exit codes, and the option for the data folder."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from flows.settings import Settings

EXIT_FAILED = 1
"""The work was done and did not succeed: nothing published, a file unreadable, a query refused."""
EXIT_USAGE = 2
"""The command cannot be carried out as it was called."""
EXIT_BUSY = 3
"""Another night is running, or a port is in use."""

DEFAULT_DATA = Path("var")

DataOption = Annotated[
    Path,
    typer.Option("--data", envvar="JIXIAO_DATA", help="Folder of archive, warehouse and snapshots.", show_default=True),
]


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def fail(message: str, code: int = EXIT_FAILED) -> NoReturn:
    """Ends the command with one line on standard error."""
    print(f"jixiao: {message}", file=sys.stderr)  # noqa: T201  the one place where errors are shown
    raise typer.Exit(code)


def settings() -> Settings:
    """The settings of the environment; ends the command where one of them is none."""
    from pydantic import ValidationError

    from flows.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "JIXIAO_" + "_".join(str(part) for part in first["loc"]).upper()
        fail(f"{name}={first['input']}: {first['msg'].lower()}", EXIT_USAGE)


def read_file(path: Path) -> bytes:
    """The bytes of a file, no more of them than tell that it is larger than is read."""
    from tasks.parse.readers.limits import MAX_BYTES

    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def quiet_environment() -> None:
    """No telemetry, no promotion, no pager: nothing a night starts reports to anybody."""
    for name, value in {
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "GX_ANALYTICS_ENABLED": "false",
        # What a person reads comes from `flows.progress`; everything else is in the run's log.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_CLI_PROMPT": "false",
    }.items():
        os.environ.setdefault(name, value)
