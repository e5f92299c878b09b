"""The journal: every fetch of every run, and of every address its current state. One SQLite file beside the archive."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from tasks.crawl import takedown_book
from tasks.crawl.entries import (
    SCHEMA,
    Captured,
    Content,
    Fetch,
    Miss,
    Standing,
    State,
    Totals,
    columns,
    row,
    values,
)
from tasks.crawl.takedown_book import TakedownBook

__all__ = ["JOURNAL_NAME", "Captured", "Content", "Fetch", "Journal", "Miss", "State", "Totals", "open_journal"]

JOURNAL_NAME = "journal.sqlite"
_BUSY_SECONDS = 60.0
_DONE = ("ok", "unchanged")

_FETCH = columns(Fetch)
_STATE = columns(State)
_CONTENT = columns(Content)
_MISS = columns(Miss)
_GONE = (404, 410)
_MISSED = ("page", "attachment")
_AT_ONCE = 500
_NIGHT = 8
"""Characters of a run_id that are its date: two runs of one day are one night."""


class Journal:
    """An open journal. Each thread opens its own; several threads and processes may write at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._settled: list[tuple[str, str]] = []
        self.takedowns = TakedownBook(connection)

    def record(
        self, entries: Sequence[tuple[Fetch, State | None]], found: Sequence[tuple[str | None, str | None, bool]] = ()
    ) -> None:
        """Write fetches, and the states they led to, in one transaction.

        An address that several sources list belongs to the first of them by name, whichever came first in time, and
        holds what was fetched last, whoever fetched it: the first may have been given up, or come by later.
        `found` says of each entry how it was come by, for those that may fail: parent, name, whether still listed.
        """
        with self._transaction():
            self._write_settled()
            for place, (fetch, state) in enumerate(entries):
                self._execute(_PUT_FETCH, row(fetch))
                if state is not None:
                    self._count(fetch, state)
                    self._execute(_PUT_STATE, row(state))
                    self._execute(_PUT_CONTENT, row(state.content))
                    self._execute("DELETE FROM misses WHERE url = ?", (fetch.url,))
                elif fetch.role in _MISSED and not fetch.not_asked:
                    self._miss(fetch, *(found[place] if found else (None, None, True)))

    def settle(self, url: str, at: datetime) -> None:
        """Note that an address and all that hangs on it were gone through.

        It is written with the next entry, or by `flush`: a kill in between costs one more look at the address.
        """
        self._settled.append((at.isoformat(timespec="microseconds"), url))

    def flush(self) -> None:
        """Write what is still to be noted."""
        if self._settled:
            with self._transaction():
                self._write_settled()

    def state(self, url: str) -> State | None:
        """The current state of an address."""
        found = self._execute(_STATE_OF, (url,)).fetchone()
        return _state(found) if found else None

    def standing(self, url: str, run_id: str, source_id: str) -> Standing:
        """What has to be known of an address to say whether it is to be asked for."""
        owner, name, fetched_at, settled_at, last_modified, missed, done, files = self._execute(
            _STANDING, (url, run_id, source_id)
        ).fetchone()
        times = (_time(fetched_at), _time(settled_at))
        return Standing(owner, name, *times, last_modified, bool(missed), bool(done), bool(files))

    def count_states(self, source_id: str, role: str) -> int:
        """How many addresses of a source are held in a role."""
        query = "SELECT count(*) FROM states WHERE source_id = ? AND role = ?"
        return int(self._execute(query, (source_id, role)).fetchone()[0])

    def names_of(self, source_id: str, role: str) -> Iterator[tuple[str, str | None]]:
        """Address and name of a source's states in a role, by address; they may be changed meanwhile."""
        query = "SELECT url, name FROM states WHERE source_id = ? AND role = ? AND url > ? ORDER BY url LIMIT ?"
        last = ""
        while some := self._execute(query, (source_id, role, last, _AT_ONCE)).fetchall():
            yield from some
            last = str(some[-1][0])

    def hanging_on(self, page_url: str) -> list[tuple[str, str | None]]:
        """Address and name of the files that were found on a page, those included that could not be had."""
        query = (
            "SELECT url, name FROM states WHERE parent_url = ?1 AND role <> 'part'"
            " UNION SELECT url, name FROM misses WHERE parent_url = ?1 AND url NOT IN (SELECT url FROM states)"
            " ORDER BY url"
        )
        return [(str(url), name) for url, name in self._execute(query, (page_url,))]

    def content(self, url: str, sha256: str) -> Content | None:
        """The content of that digest which an address once held."""
        query = f"SELECT {_names(_CONTENT)} FROM contents WHERE url = ? AND sha256 = ?"
        found = self._execute(query, (url, sha256)).fetchone()
        return _content(found) if found else None

    def same_content(self, source_id: str, sha256: str) -> Content | None:
        """The first content of that digest at any address of a source."""
        found = self._execute(_SAME_CONTENT, (source_id, sha256)).fetchone()
        return _content(found) if found else None

    def pages_with(self, source_id: str, sha256: str) -> int:
        """How many pages of a source hold a body now."""
        query = (
            "SELECT count(*) FROM contents c JOIN states s ON s.url = c.url AND s.sha256 = c.sha256"
            " WHERE c.source_id = ? AND c.sha256 = ? AND c.role = 'page'"
        )
        return int(self._execute(query, (source_id, sha256)).fetchone()[0])

    def content_of_record(self, record_id: str) -> Content | None:
        """The content whose body stands in a WARC record."""
        query = f"SELECT {_names(_CONTENT)} FROM contents WHERE record_id = ? ORDER BY fetched_at, url LIMIT 1"
        found = self._execute(query, (record_id,)).fetchone()
        return _content(found) if found else None

    def contents_of(self, url: str) -> list[Content]:
        """The contents that an address had, oldest first."""
        query = f"SELECT {_names(_CONTENT)} FROM contents WHERE url = ? ORDER BY fetched_at, sha256"
        return [_content(found) for found in self._execute(query, (url,))]

    def contents(self) -> Iterator[Content]:
        """All contents, by address and digest."""
        return map(_content, self._execute(f"SELECT {_names(_CONTENT)} FROM contents ORDER BY url, sha256"))

    def move(self, content: Content, file: str, offset: int, record_id: str | None) -> None:
        """Let a content, and the state that has it, stand at another place of the archive."""
        place = "SET warc_file = ?, warc_offset = ?, record_id = ? WHERE url = ? AND sha256 = ?"
        with self._transaction():
            for name in ("contents", "states"):
                self._execute(f"UPDATE {name} {place}", (file, offset, record_id, content.url, content.sha256))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What happens inside happens whole or not at all."""
        with self._transaction():
            yield

    def miss(self, url: str) -> Miss | None:
        """Since when an address cannot be had; None where it can."""
        found = self._execute(f"SELECT {_names(_MISS)} FROM misses WHERE url = ?", (url,)).fetchone()
        return _miss(found) if found else None

    def withdrawn(self) -> Iterator[Miss]:
        """Addresses that the archive holds and their publisher took away, by address."""
        query = (
            f"SELECT {_names(_MISS, 'm.')} FROM misses m JOIN states USING (url) WHERE gone_nights > 0 ORDER BY m.url"
        )
        return (miss for miss in map(_miss, self._execute(query)) if miss.withdrawn)

    def totals(self) -> list[Totals]:
        """What was spared, by source."""
        return [Totals(*found) for found in self._execute("SELECT * FROM totals ORDER BY source_id")]

    def done(self, run_id: str, source_id: str, url: str) -> bool:
        """Whether a run has the address already."""
        query = "SELECT 1 FROM fetches WHERE run_id = ? AND source_id = ? AND url = ? AND outcome IN (?, ?) LIMIT 1"
        return self._connection.execute(query, (run_id, source_id, url, *_DONE)).fetchone() is not None

    def last_of_run(self, run_id: str, source_id: str) -> Iterator[Fetch]:
        """Of every address that a run asked for, the last fetch, in the order of asking."""
        query = (
            f"SELECT {_names(_FETCH)} FROM fetches WHERE fetch_no IN "
            "(SELECT max(fetch_no) FROM fetches WHERE run_id = ? AND source_id = ? GROUP BY url) ORDER BY fetch_no"
        )
        return map(_fetch, self._execute(query, (run_id, source_id)))

    def count(self, run_id: str, source_id: str) -> int:
        """How many fetches a run has made for a source."""
        query = "SELECT count(*) FROM fetches WHERE run_id = ? AND source_id = ?"
        return int(self._execute(query, (run_id, source_id)).fetchone()[0])

    def fetches(self, run_id: str) -> Iterator[tuple[int, Fetch]]:
        """A run's fetches with their numbers, in order."""
        query = f"SELECT fetch_no, {_names(_FETCH)} FROM fetches WHERE run_id = ? ORDER BY fetch_no"
        for number, *found in self._execute(query, (run_id,)):
            yield int(number), _fetch(found)

    def states(self, roles: Sequence[str]) -> Iterator[State]:
        """The current states of all addresses in these roles, by address."""
        query = f"SELECT {_names(_STATE)} FROM states WHERE role IN ({_marks(roles)}) ORDER BY url"
        return map(_state, self._execute(query, tuple(roles)))

    def captured(self) -> list[Captured]:
        """What was captured of every source, by source_id."""
        query = (
            "SELECT source_id, count(*), sum(bytes), min(fetched_at), max(fetched_at) FROM contents"
            " GROUP BY source_id ORDER BY source_id"
        )
        return [Captured(*found) for found in self._execute(query)]

    def first_seen(self, run_id: str, source_id: str) -> tuple[int, int]:
        """How many pages of a source a run saw for the first time, and how many known addresses it first found gone."""
        start = "(SELECT min(requested_at) FROM fetches WHERE run_id = ?1 AND source_id = ?2)"
        new = (
            "SELECT count(*) FROM (SELECT url FROM contents WHERE source_id = ?2 AND role = 'page'"
            f" GROUP BY url HAVING min(fetched_at) >= {start})"
        )
        gone = (
            "SELECT count(*) FROM misses WHERE source_id = ?2 AND outcome = 'gone'"
            f" AND since >= {start} AND url IN (SELECT url FROM states)"
        )
        one, other = (int(self._execute(query, (run_id, source_id)).fetchone()[0]) for query in (new, gone))
        return one, other

    def prune(self, keep_runs: int) -> int:
        """Forget the fetches of all runs but the newest; the number of fetches forgotten.

        States, contents and misses stay: they are what later nights and the archive's readers need. The warehouse has
        the older fetches in `ops.fetches`.
        """
        with self._transaction():
            kept = "SELECT DISTINCT run_id FROM fetches ORDER BY run_id DESC LIMIT ?"
            return self._execute(f"DELETE FROM fetches WHERE run_id NOT IN ({kept})", (keep_runs,)).rowcount

    def forget_parts(self, page_url: str, urls: Sequence[str]) -> None:
        """Take all further pages of an article but these out of the states."""
        which = f"role = 'part' AND parent_url = ? AND url NOT IN ({_marks(urls)})"
        # Looked for first: most pages have no parts, and deleting costs a write.
        if self._execute(f"SELECT 1 FROM states WHERE {which} LIMIT 1", (page_url, *urls)).fetchone() is not None:
            self._execute(f"DELETE FROM states WHERE {which}", (page_url, *urls))

    def _write_settled(self) -> None:
        self._connection.executemany("UPDATE states SET settled_at = ? WHERE url = ?", self._settled)
        self._settled.clear()

    def _execute(self, query: str, arguments: Sequence[object] = ()) -> sqlite3.Cursor:
        return self._connection.execute(query, tuple(arguments))

    def _count(self, fetch: Fetch, state: State) -> None:
        """Add a fetch to the totals: a body that the source's archive holds already was spared."""
        unsent = fetch.http_status == 304
        repeated = not unsent and self._holds(state)
        sent = 0 if unsent else state.bytes
        self._execute(
            "INSERT INTO totals VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (source_id) DO UPDATE SET"
            " fetched_bytes = fetched_bytes + excluded.fetched_bytes, repeats = repeats + excluded.repeats,"
            " repeated_bytes = repeated_bytes + excluded.repeated_bytes, unsent = unsent + excluded.unsent,"
            " unsent_bytes = unsent_bytes + excluded.unsent_bytes",
            (state.source_id, sent, repeated, sent * repeated, unsent, state.bytes * unsent),
        )

    def _holds(self, state: State) -> bool:
        query = "SELECT 1 FROM contents WHERE source_id = ? AND sha256 = ? AND warc_file = ? AND warc_offset = ?"
        where = (state.source_id, state.sha256, state.warc_file, state.warc_offset)
        return self._execute(query, where).fetchone() is not None

    def _miss(self, fetch: Fetch, parent_url: str | None, name: str | None, listed: bool) -> None:
        """Note a failure; 404 and 410 are counted by nights."""
        before, night = self.miss(fetch.url), fetch.run_id[:_NIGHT]
        gone = fetch.outcome == "gone" and fetch.http_status in _GONE
        again = gone and (before is None or before.gone_night != night)
        miss = Miss(
            fetch.url,
            fetch.source_id,
            fetch.role,
            parent_url or (before.parent_url if before else None),
            name or (before.name if before else None),
            fetch.outcome,
            fetch.http_status,
            before.since if before else fetch.requested_at,
            fetch.requested_at,
            (before.gone_since if before else None) or (fetch.requested_at if gone else None),
            (before.gone_nights if before else 0) + again,
            night if gone else before.gone_night if before else None,
            not listed,
        )
        self._execute(f"INSERT OR REPLACE INTO misses ({_names(_MISS)}) VALUES ({_marks(_MISS)})", row(miss))

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
        connection.executescript(SCHEMA + takedown_book.SCHEMA)
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


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _names(columns: Sequence[str], prefix: str = "") -> str:
    return ", ".join(prefix + name for name in columns)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" * len(columns))


_PUT_FETCH = f"INSERT INTO fetches ({_names(_FETCH)}) VALUES ({_marks(_FETCH)})"
_STATE_OF = f"SELECT {_names(_STATE)} FROM states WHERE url = ?"
_SAME_CONTENT = (
    f"SELECT {_names(_CONTENT)} FROM contents WHERE source_id = ? AND sha256 = ? ORDER BY fetched_at, url LIMIT 1"
)
_STANDING = (
    "SELECT s.source_id, s.name, s.fetched_at, s.settled_at, s.last_modified,"
    " EXISTS (SELECT 1 FROM misses WHERE url = ?1),"
    " EXISTS (SELECT 1 FROM fetches WHERE run_id = ?2 AND source_id = ?3 AND url = ?1"
    " AND outcome IN ('ok', 'unchanged')),"
    " EXISTS (SELECT 1 FROM states WHERE parent_url = ?1) OR EXISTS (SELECT 1 FROM misses WHERE parent_url = ?1)"
    " FROM (SELECT 1) LEFT JOIN states s ON s.url = ?1"
)
_BY_LIST = ("source_id", "role", "parent_url", "name")
_PUT_STATE = (
    f"INSERT INTO states ({_names(_STATE)}) VALUES ({_marks(_STATE)}) ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _STATE if name not in ("url", *_BY_LIST))
    + "".join(
        f", {name} = CASE WHEN excluded.source_id <= states.source_id THEN excluded.{name} ELSE states.{name} END"
        for name in _BY_LIST
    )
)
_PUT_CONTENT = (
    f"INSERT INTO contents ({_names(_CONTENT)}) VALUES ({_marks(_CONTENT)}) ON CONFLICT (url, sha256) DO UPDATE SET "
    # The first fetch stays the first; the place may be a new one, where the old could not be read any more.
    "warc_file = excluded.warc_file, warc_offset = excluded.warc_offset, record_id = excluded.record_id"
)


def _fetch(found: Sequence[object]) -> Fetch:
    return Fetch(**values(Fetch, found))  # type: ignore[arg-type]


def _state(found: Sequence[object]) -> State:
    return State(**values(State, found))  # type: ignore[arg-type]


def _content(found: Sequence[object]) -> Content:
    return Content(**values(Content, found))  # type: ignore[arg-type]


def _miss(found: Sequence[object]) -> Miss:
    return Miss(**(values(Miss, found) | {"delisted": bool(found[-1])}))  # type: ignore[arg-type]
