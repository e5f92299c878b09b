"""What the journal keeps: fetches, states, contents and misses. Times are UTC without a zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter

SCHEMA = """
CREATE TABLE IF NOT EXISTS fetches (
    fetch_no INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL, source_id TEXT NOT NULL, url TEXT NOT NULL, role TEXT NOT NULL,
    requested_at TEXT NOT NULL, elapsed_ms INTEGER NOT NULL, outcome TEXT NOT NULL,
    http_status INTEGER, content_type TEXT, bytes INTEGER, sha256 TEXT, reason TEXT,
    warc_file TEXT, warc_offset INTEGER
);
CREATE INDEX IF NOT EXISTS fetches_of_run ON fetches (run_id, source_id, url);
CREATE TABLE IF NOT EXISTS states (
    url TEXT PRIMARY KEY,
    source_id TEXT NOT NULL, role TEXT NOT NULL, parent_url TEXT, name TEXT,
    etag TEXT, last_modified TEXT, http_status INTEGER, content_type TEXT,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL,
    warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, fetched_at TEXT NOT NULL,
    found_url TEXT NOT NULL, record_id TEXT, settled_at TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS states_of_source ON states (source_id, role);
CREATE INDEX IF NOT EXISTS states_of_page ON states (parent_url) WHERE parent_url IS NOT NULL;
CREATE TABLE IF NOT EXISTS contents (
    url TEXT NOT NULL, sha256 TEXT NOT NULL,
    source_id TEXT NOT NULL, role TEXT NOT NULL, found_url TEXT NOT NULL, fetched_at TEXT NOT NULL,
    content_type TEXT, bytes INTEGER NOT NULL,
    warc_file TEXT NOT NULL, warc_offset INTEGER NOT NULL, record_id TEXT,
    PRIMARY KEY (url, sha256)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS contents_by_digest ON contents (source_id, sha256);
CREATE INDEX IF NOT EXISTS contents_by_record ON contents (record_id);
CREATE TABLE IF NOT EXISTS misses (
    url TEXT PRIMARY KEY,
    source_id TEXT NOT NULL, role TEXT NOT NULL, parent_url TEXT, name TEXT,
    outcome TEXT NOT NULL, http_status INTEGER, since TEXT NOT NULL, last_at TEXT NOT NULL,
    gone_since TEXT, gone_nights INTEGER NOT NULL, gone_night TEXT, delisted INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS misses_of_page ON misses (parent_url) WHERE parent_url IS NOT NULL;
CREATE TABLE IF NOT EXISTS totals (
    source_id TEXT PRIMARY KEY,
    fetched_bytes INTEGER NOT NULL, repeats INTEGER NOT NULL, repeated_bytes INTEGER NOT NULL,
    unsent INTEGER NOT NULL, unsent_bytes INTEGER NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetch as the journal keeps it; redirects and retries on the way belong to it."""

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

    @property
    def not_asked(self) -> bool:
        """Whether we ourselves did not follow it (robots.txt, another host): recorded, but nobody's failure."""
        return self.outcome == "refused" and self.http_status is None and self.elapsed_ms == 0


@dataclass(frozen=True, slots=True)
class State:
    """What an address holds now: where its content stands in the archive and when that content was first fetched.

    `found_url` is the address at the end of redirects, `settled_at` when the address and all that hangs on it were
    last gone through: empty while a visit is not finished.
    """

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
    found_url: str
    record_id: str | None = None
    settled_at: datetime | None = None

    @property
    def content(self) -> Content:
        """The content of the state."""
        return Content(
            self.url,
            self.sha256,
            self.source_id,
            self.role,
            self.found_url,
            self.fetched_at,
            self.content_type,
            self.bytes,
            self.warc_file,
            self.warc_offset,
            self.record_id,
        )


@dataclass(frozen=True, slots=True)
class Content:
    """A body that an address held at some time, once: the digest index of the archive.

    The record at the position is that of the first address of the source which had the body.
    """

    url: str
    sha256: str
    source_id: str
    role: str
    found_url: str
    fetched_at: datetime
    content_type: str | None
    bytes: int
    warc_file: str
    warc_offset: int
    record_id: str | None


@dataclass(frozen=True, slots=True)
class Miss:
    """An address that could not be had when it was last asked for; it ends with the first success.

    `gone_since` is the first 404 or 410 in a row of nights in which nothing else but failures came, `gone_nights`
    the nights that said so. Soft 404s, refusals and timeouts never count: what is blocked is not withdrawn.
    """

    url: str
    source_id: str
    role: str
    parent_url: str | None
    name: str | None
    outcome: str
    http_status: int | None
    since: datetime
    last_at: datetime
    gone_since: datetime | None
    gone_nights: int
    gone_night: str | None
    delisted: bool

    @property
    def withdrawn(self) -> bool:
        """Whether the publisher took it away: said on two nights, or once of what no list names any more."""
        return self.gone_nights >= (1 if self.delisted else 2)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a source's archive was spared so far: bodies that came again, and bodies that were not even sent (304)."""

    source_id: str
    fetched_bytes: int
    repeats: int
    repeated_bytes: int
    unsent: int
    unsent_bytes: int


@dataclass(frozen=True, slots=True)
class Captured:
    """Distinct contents of a source: how many, their bytes, the times (UTC) of the first and the last."""

    source_id: str
    captures: int
    bytes: int
    oldest: str
    newest: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an address stands: its source, name, content and last look as `State` has them.

    `missed` says that it could not be had last time, `done` that the run has it already, `has_files` that files hang on
    it, be it that they could not be had.
    """

    source_id: str | None
    name: str | None
    fetched_at: datetime | None
    settled_at: datetime | None
    last_modified: str | None
    missed: bool
    done: bool
    has_files: bool


Entry = Fetch | State | Content | Miss
_TIMES = frozenset({"requested_at", "fetched_at", "settled_at", "since", "last_at", "gone_since"})


def columns(entry: type[Entry]) -> tuple[str, ...]:
    """The columns of an entry's table, in the order of its fields."""
    return tuple(field.name for field in fields(entry))


_FIELDS = {entry: attrgetter(*columns(entry)) for entry in (Fetch, State, Content, Miss)}


def row(entry: Entry) -> tuple[object, ...]:
    """An entry as SQLite keeps it."""
    # Not astuple(): it copies whatever it meets and took a tenth of the crawl.
    found = _FIELDS[type(entry)](entry)
    return tuple(value.isoformat(timespec="microseconds") if isinstance(value, datetime) else value for value in found)


def values(entry: type[Entry], found: Sequence[object]) -> dict[str, object]:
    """The arguments of an entry out of a row of its table."""
    return {
        name: datetime.fromisoformat(str(value)) if name in _TIMES and value is not None else value
        for name, value in zip(columns(entry), found, strict=True)
    }
