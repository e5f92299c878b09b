"""What is remembered of hosts from night to night (a table of the journal): who is left alone, until when and why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tasks.crawl.journal import JOURNAL_NAME
from tasks.crawl.night import utc_now
from tasks.crawl.outcome import LONGEST_LEAVE, leave_of

ROBOTS_UNDEFINED = timedelta(days=30)
"""How long a robots.txt that cannot be had means a full stop, before an older copy may be used (RFC 9309, 2.3.1.4)."""
_SCHEMA = """
CREATE TABLE IF NOT EXISTS hosts (
    host TEXT PRIMARY KEY, left_until TEXT, blocked_nights INTEGER NOT NULL, reason TEXT, robots_failing_since TEXT
) WITHOUT ROWID
"""
_BUSY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class HostMemory:
    """A host's past: `blocked_nights` counts the times on end that it blocked us. Times are UTC."""

    host: str
    left_until: datetime | None = None
    blocked_nights: int = 0
    reason: str | None = None
    robots_failing_since: datetime | None = None

    def left(self, now: datetime) -> str | None:
        """Why the host is to be left alone now; None where it may be asked."""
        if self.left_until is None or now >= self.left_until:
            return None
        return f"the host is left alone until {self.left_until:%Y-%m-%d %H:%M} UTC: {self.reason}"


class HostBook:
    """The memory of all hosts; several crawls may write at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def memory(self, host: str) -> HostMemory:
        """What is remembered of a host."""
        query = "SELECT left_until, blocked_nights, reason, robots_failing_since FROM hosts WHERE host = ?"
        row = self._connection.execute(query, (host,)).fetchone()
        return HostMemory(host, _time(row[0]), row[1], row[2], _time(row[3])) if row else HostMemory(host)

    def blocked(self, host: str, reason: str) -> HostMemory:
        """The host blocks us: it is left alone, longer each time."""
        nights = self.memory(host).blocked_nights + 1
        until = utc_now() + leave_of(nights)
        return self._put(host, left_until=until, blocked_nights=nights, reason=reason)

    def wait(self, host: str, seconds: float, reason: str) -> HostMemory:
        """The host asked to be left alone for so long."""
        until = utc_now() + min(timedelta(seconds=min(seconds, 10**8)), LONGEST_LEAVE)
        return self._put(host, left_until=until, blocked_nights=self.memory(host).blocked_nights, reason=reason)

    def answered(self, host: str) -> HostMemory:
        """The host lets us in again."""
        return self._put(host, left_until=None, blocked_nights=0, reason=None)

    def robots_failed(self, host: str) -> HostMemory:
        """The host's robots.txt could not be had; remembered since when."""
        if self.memory(host).robots_failing_since is None:
            self._set_robots(host, utc_now())
        return self.memory(host)

    def robots_had(self, host: str) -> None:
        """The host's robots.txt could be had, or is known not to exist."""
        if self.memory(host).robots_failing_since is not None:
            self._set_robots(host, None)

    def _put(self, host: str, left_until: datetime | None, blocked_nights: int, reason: str | None) -> HostMemory:
        self._connection.execute(
            "INSERT INTO hosts (host, left_until, blocked_nights, reason) VALUES (?, ?, ?, ?) ON CONFLICT (host) DO "
            "UPDATE SET left_until = excluded.left_until, blocked_nights = excluded.blocked_nights, "
            "reason = excluded.reason",
            (host, left_until.isoformat() if left_until else None, blocked_nights, reason),
        )
        return self.memory(host)

    def _set_robots(self, host: str, since: datetime | None) -> None:
        self._connection.execute(
            "INSERT INTO hosts (host, blocked_nights, robots_failing_since) VALUES (?, 0, ?) ON CONFLICT (host) DO "
            "UPDATE SET robots_failing_since = excluded.robots_failing_since",
            (host, since.isoformat() if since else None),
        )


@contextmanager
def open_hosts(archive: Path) -> Iterator[HostBook]:
    """The memory of an archive's hosts; it lies in the journal's file, which must exist."""
    connection = sqlite3.connect(archive / JOURNAL_NAME, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        yield HostBook(connection)
    finally:
        connection.close()


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
