"""A snapshot is a folder that is never written again; `current` points at the newest one.

A reader that has a database open keeps the file it opened, even after its folder is gone; a new reader follows the
link. So neither ever meets a lock or half a table.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from tasks.publish.content import Figures, write_database, write_datapackage, write_parquet

DATABASE = "warehouse.duckdb"
CURRENT = "current"
_HALF_MADE = ".making-"


class PublishError(Exception):
    """A snapshot that could not be made; the one before stands."""


@dataclass(frozen=True, slots=True)
class PublishSummary:
    """What was published: its database, the bytes of database and Parquet, rows by table, snapshots removed."""

    database: Path
    database_bytes: int
    parquet_bytes: int
    rows: dict[str, int]
    removed: tuple[str, ...]


def publish(build: Path, published: Path, run_id: str, keep: int = 7) -> PublishSummary:
    """Writes `published/<run_id>` out of the build database and points `published/current` at it.

    The folder is made under another name and renamed when it is whole; what a killed publication left is removed by
    the next one. Of all snapshots the newest `keep` stay, but none from before the last takedown: they hold what was
    taken out. Raises `PublishError` where the build database is missing or held by a writer.
    """
    published.mkdir(parents=True, exist_ok=True)
    with _alone(published):
        _remove_half_made(published)
        making = published / f"{_HALF_MADE}{run_id}"
        making.mkdir()
        figures = _write(build, making, run_id)
        target = published / run_id
        _move_in(making, target)
        _point_at(published, run_id)
        removed = _remove_old(published, keep, _not_before(build))
    database = target / DATABASE
    return PublishSummary(
        database,
        database.stat().st_size,
        sum(figure.bytes for figure in figures.values()),
        {name: figure.rows for name, figure in figures.items()},
        removed,
    )


def _write(build: Path, folder: Path, run_id: str) -> dict[str, Figures]:
    if not build.exists():
        raise PublishError(f"there is no build database at {build}: load a night first")
    try:
        write_database(build, folder / DATABASE)
        figures = write_parquet(folder / DATABASE, folder / "parquet")
    except duckdb.Error as error:
        raise PublishError(f"the snapshot could not be written from {build}: {error}") from error
    write_datapackage(folder / "datapackage.json", figures, run_id)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file():
            # Opened for writing, which is what DuckDB's clients do unless told otherwise, it would lock all others out.
            path.chmod(0o444)
        _sync(path)
    _sync(folder)
    return figures


@contextmanager
def _alone(published: Path) -> Iterator[None]:
    """Only one publication at a time; the lock ends with its process."""
    with (published / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise PublishError(f"another publication into {published} is running") from error
        yield


def _move_in(making: Path, target: Path) -> None:
    """The finished folder takes its name; a run that was published before has its files replaced one by one.

    A folder cannot be swapped for another in one step, and `current` may point at this one.
    """
    if not target.exists():
        making.rename(target)
    else:
        for path in sorted(path for path in making.rglob("*") if path.is_file()):
            place = target / path.relative_to(making)
            place.parent.mkdir(exist_ok=True)
            path.replace(place)
        shutil.rmtree(making)
    _sync(target.parent)


def _point_at(published: Path, run_id: str) -> None:
    link = published / f".{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(run_id)
    link.replace(published / CURRENT)
    _sync(published)


def _remove_half_made(published: Path) -> None:
    for path in published.glob(f"{_HALF_MADE}*"):
        shutil.rmtree(path)


def _not_before(build: Path) -> str:
    """The night that last took something out of the warehouse; snapshots are named by their nights."""
    with duckdb.connect(str(build), read_only=True) as connection:
        row = connection.execute("SELECT max(run_id) FROM ops.takedowns WHERE documents > 0").fetchone()
    return str(row[0]) if row and row[0] else ""


def _remove_old(published: Path, keep: int, not_before: str) -> tuple[str, ...]:
    current = (published / CURRENT).resolve()
    snapshots = sorted(path for path in published.iterdir() if path.is_dir() and not path.is_symlink())
    surplus = set(snapshots[: -max(keep, 1)])
    old = [path for path in snapshots if path != current and (path in surplus or path.name < not_before)]
    for path in old:
        # Renamed first: a removal that is killed midway must not leave half a snapshot under its name.
        doomed = published / f"{_HALF_MADE}removed-{path.name}"
        path.rename(doomed)
        shutil.rmtree(doomed)
    return tuple(path.name for path in old)


def _sync(path: Path) -> None:
    """Onto the disk before the link points at it: a power cut must not leave a link to nothing."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
