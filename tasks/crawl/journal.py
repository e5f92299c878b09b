"""The journal: every fetch of every run, and of every address its current state. One SQLite file beside the archive."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import datetime
from pathlib import Path

JOURNAL_NAME = "journal.sqlite"
_BUSY_SECONDS = 60.0
_DONE = ("ok", "unchanged")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS fetches (
    fetch_no INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL, source_id TEXT NOT NULL, url TEXT NOT NULL, role TEXT NOT NULL,
    requested_at TEXT NOT NULL, elapsed_ms INTEGER NOT NULL, outcome TEXT NOT NULL,
    http_status INTEGER, content_type TEXT, bytes INTEGER, sha256 TEXT, reason TEXT,
    warc_file TEXT, warc_offset INTEGER
);
CREATE INDEX IF NOT EXISTS fetches_of_run ON fetches (run_id, source_id, url);
CREATE INDEX IF NOT EXISTS contents ON fetches (url, sha256) WHERE outcome = 'ok';
CREATE TABLE IF NOT EXISTS states (
    url TEXT PRIMARY KEY,
    source_id TEXT NOT NULL, role TEXT NOT NULL, parent_url TEXT, name TEXT,
    etag TEXT, last_modified TEXT, http_status INTEGER, content_type TEXT,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, fetched_at TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetch as the journal keeps it; redirects and retries on the way belong to it. Times are UTC."""

    run_id: str
    source_id: str
    url: str
    role: str
    requested_at: datetime
    elapsed_ms: int
    outcome: str
    http_status: int | None = None
    content_type: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    reason: str | None = None
    warc_file: str | None = None
    warc_offset: int | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What an address holds now: where its content stands in the archive and when that content was first fetched."""

    url: str
    source_id: str
    role: str
    parent_url: str | None
    name: str | None
    etag: str | None
    last_modified: str | None
    http_status: int | None
    content_type: str | None
    sha256: str
    bytes: int
    warc_file: str
    warc_offset: int
    fetched_at: datetime


_FETCH_COLUMNS = tuple(field.name for field in fields(Fetch))
_STATE_COLUMNS = tuple(field.name for field in fields(State))


class Journal:
    """An open journal. Each thread opens its own; several threads and processes may write at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def record(self, entries: Sequence[tuple[Fetch, State | None]]) -> None:
        """Write fetches, and the states they led to, in one transaction.

        An address that several sources list belongs to the first of them by name, whichever came first in time.
        """
        insert_fetch = f"INSERT INTO fetches ({_names(_FETCH_COLUMNS)}) VALUES ({_marks(_FETCH_COLUMNS)})"
        updates = ", ".join(f"{name} = excluded.{name}" for name in _STATE_COLUMNS if name != "url")
        insert_state = (
            f"INSERT INTO states ({_names(_STATE_COLUMNS)}) VALUES ({_marks(_STATE_COLUMNS)}) "
            f"ON CONFLICT (url) DO UPDATE SET {updates} WHERE excluded.source_id <= states.source_id"
        )
        with self._transaction():
            for fetch, state in entries:
                self._connection.execute(insert_fetch, _row(fetch))
                if state is not None:
                    self._connection.execute(insert_state, _row(state))

    def state(self, url: str) -> State | None:
        """The current state of an address."""
        query = f"SELECT {_names(_STATE_COLUMNS)} FROM states WHERE url = ?"
        row = self._connection.execute(query, (url,)).fetchone()
        return _state(row) if row else None

    def first_with(self, url: str, sha256: str) -> Fetch | None:
        """The first fetch at which an address had this content."""
        query = (
            f"SELECT {_names(_FETCH_COLUMNS)} FROM fetches "
            "WHERE url = ? AND sha256 = ? AND outcome = 'ok' AND warc_file IS NOT NULL ORDER BY fetch_no LIMIT 1"
        )
        row = self._connection.execute(query, (url, sha256)).fetchone()
        return _fetch(row) if row else None

    def done(self, run_id: str, source_id: str, url: str) -> bool:
        """Whether a run has the address already."""
        query = "SELECT 1 FROM fetches WHERE run_id = ? AND source_id = ? AND url = ? AND outcome IN (?, ?) LIMIT 1"
        return self._connection.execute(query, (run_id, source_id, url, *_DONE)).fetchone() is not None

    def last_of_run(self, run_id: str, source_id: str) -> list[Fetch]:
        """Of every address that a run asked for, the last fetch, in the order of asking."""
        query = (
            f"SELECT {_names(_FETCH_COLUMNS)} FROM fetches WHERE fetch_no IN "
            "(SELECT max(fetch_no) FROM fetches WHERE run_id = ? AND source_id = ? GROUP BY url) ORDER BY fetch_no"
        )
        return [_fetch(row) for row in self._connection.execute(query, (run_id, source_id))]

    def count(self, run_id: str, source_id: str) -> int:
        """How many fetches a run has made for a source."""
        query = "SELECT count(*) FROM fetches WHERE run_id = ? AND source_id = ?"
        return int(self._connection.execute(query, (run_id, source_id)).fetchone()[0])

    def fetches(self, run_id: str) -> Iterator[tuple[int, Fetch]]:
        """A run's fetches with their numbers, in order."""
        query = f"SELECT fetch_no, {_names(_FETCH_COLUMNS)} FROM fetches WHERE run_id = ? ORDER BY fetch_no"
        for number, *row in self._connection.execute(query, (run_id,)):
            yield int(number), _fetch(row)

    def states(self, roles: Sequence[str]) -> Iterator[State]:
        """The current states of all addresses in these roles, by address."""
        query = f"SELECT {_names(_STATE_COLUMNS)} FROM states WHERE role IN ({_marks(roles)}) ORDER BY url"
        for row in self._connection.execute(query, tuple(roles)):
            yield _state(row)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # IMMEDIATE: a transaction that starts as a reader cannot wait for another writer, it fails at once.
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


@contextmanager
def open_journal(archive: Path) -> Iterator[Journal]:
    """The journal of an archive folder, made where there is none."""
    archive.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(archive / JOURNAL_NAME, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        _use_wal(connection)
        # A power cut (not a kill) may cost the last entries: their addresses are simply asked for again. The archive
        # is synced before an entry is written, so no entry points at nothing.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.executescript(_SCHEMA)
        yield Journal(connection)
    finally:
        connection.close()


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; SQLite does not wait for other openers at this one switch, so we do."""
    deadline = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _names(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" * len(columns))


def _row(entry: Fetch | State) -> tuple[object, ...]:
    return tuple(
        value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value for value in astuple(entry)
    )


def _fetch(row: Sequence[object]) -> Fetch:
    values = dict(zip(_FETCH_COLUMNS, row, strict=True))
    values["requested_at"] = datetime.fromisoformat(str(values["requested_at"]))
    return Fetch(**values)  # type: ignore[arg-type]


def _state(row: Sequence[object]) -> State:
    values = dict(zip(_STATE_COLUMNS, row, strict=True))
    values["fetched_at"] = datetime.fromisoformat(str(values["fetched_at"]))
    return State(**values)  # type: ignore[arg-type]
