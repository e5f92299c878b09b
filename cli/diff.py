"""`jixiao diff`: what changed between two published nights."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from cli.common import DEFAULT_DATA, EXIT_USAGE, DataOption, Format, fail
from cli.query import show


def diff(
    old: Annotated[str | None, typer.Argument(help="The earlier night; empty for the one before the later.")] = None,
    new: Annotated[str | None, typer.Argument(help="The later night; empty for the current one.")] = None,
    data: DataOption = DEFAULT_DATA,
    output: Annotated[Format, typer.Option("--format", help="How to print the changes.")] = Format.table,
) -> None:
    """Show what changed between two published nights: new, changed and withdrawn.

    Example: jixiao diff 20261121T180000000Z 20261122T180000000Z --format csv

    Nights are named as their folders in published/. What a changed page said before stands in the schema history.
    """
    from tasks.publish.diff import NoSuchSnapshotError, SnapshotHeldError, compare

    try:
        changes = compare(data / "published", old, new)
    except NoSuchSnapshotError as error:
        fail(str(error), EXIT_USAGE)
    except SnapshotHeldError as error:
        fail(str(error))
    if changes.is_empty() and output is Format.table:
        sys.stdout.write("Nothing changed.\n")
    else:
        show(changes, output)
