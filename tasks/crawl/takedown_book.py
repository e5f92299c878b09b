"""What the journal remembers of the takedown list: what is on it, what it removed, what must not be fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from tasks.crawl.entries import Content
from warehouse.ids import canonical_url

SCHEMA = """
CREATE TABLE IF NOT EXISTS takedowns (
    kind TEXT NOT NULL, value TEXT NOT NULL, reason TEXT NOT NULL, listed_on TEXT NOT NULL, requested_by TEXT NOT NULL,
    applied_at TEXT, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed (
    url TEXT NOT NULL, sha256 TEXT NOT NULL, role TEXT NOT NULL, parent_url TEXT,
    kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (url, sha256)
) WITHOUT ROWID;
"""

Removal = tuple[str, str, str, str | None]
"""Address, digest, role and page of a content that was removed, or refused when it came."""


class TakedownBook:
    """The takedown list as the crawl asks for it; every method is one step on the journal's connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keep(self, entries: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Make the list what it is now (kind, value, reason, day, requested by); what left it is free again."""
        self._connection.executemany(
            "INSERT INTO takedowns (kind, value, reason, listed_on, requested_by) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (kind, value) DO UPDATE SET reason = excluded.reason, listed_on = excluded.listed_on,"
            " requested_by = excluded.requested_by",
            entries,
        )
        listed = {(kind, value) for kind, value, *_ in entries}
        for kind, value in self._connection.execute("SELECT kind, value FROM takedowns").fetchall():
            if (kind, value) not in listed:
                self._connection.execute("DELETE FROM takedowns WHERE kind = ? AND value = ?", (kind, value))
                self._connection.execute("DELETE FROM removed WHERE kind = ? AND value = ?", (kind, value))

    def waiting(self) -> set[tuple[str, str]]:
        """Kind and value of the entries that the archive was not yet cleaned of."""
        return set(self._connection.execute("SELECT kind, value FROM takedowns WHERE applied_at IS NULL"))

    def applied(self, at: datetime) -> None:
        """Note that the archive was cleaned of all entries."""
        self._connection.execute(
            "UPDATE takedowns SET applied_at = ? WHERE applied_at IS NULL", (at.isoformat(timespec="seconds"),)
        )

    def is_empty(self) -> bool:
        """Whether nothing is on the list."""
        return self._connection.execute("SELECT 1 FROM takedowns LIMIT 1").fetchone() is None

    def of_address(self, url: str) -> str | None:
        """Why an address must not be fetched: it is listed, or held what is listed by its digest; None where it may."""
        found = self._connection.execute(
            "SELECT reason FROM takedowns WHERE kind = 'url' AND value = ?"
            " UNION ALL SELECT reason FROM removed JOIN takedowns USING (kind, value)"
            " WHERE removed.url = ? AND kind = 'sha256' LIMIT 1",
            (_canonical(url), url),
        ).fetchone()
        return str(found[0]) if found else None

    def of_body(self, sha256: str) -> str | None:
        """Why a body must not be kept; None where it may."""
        found = self._connection.execute(
            "SELECT reason FROM takedowns WHERE kind = 'sha256' AND value = ?", (sha256,)
        ).fetchone()
        return str(found[0]) if found else None

    def remove(self, content: Content, kind: str, value: str) -> None:
        """Take a content out of the journal, and the state of its address if it was that; remember that it was."""
        parent = self._connection.execute(
            "SELECT parent_url FROM states WHERE url = ? AND parent_url IS NOT NULL", (content.url,)
        ).fetchone()
        self.refuse(content.url, content.sha256, content.role, parent[0] if parent else None, kind, value)
        where = (content.url, content.sha256)
        self._connection.execute("DELETE FROM states WHERE url = ? AND sha256 = ?", where)
        self._connection.execute("DELETE FROM contents WHERE url = ? AND sha256 = ?", where)

    def refuse(self, url: str, sha256: str, role: str, parent_url: str | None, kind: str, value: str) -> None:
        """Remember that an address held a listed content, so that it is not asked for again."""
        self._connection.execute(
            "INSERT OR IGNORE INTO removed VALUES (?, ?, ?, ?, ?, ?)", (url, sha256, role, parent_url, kind, value)
        )

    def removed(self) -> list[Removal]:
        """Everything that was removed for what is on the list, by address and digest."""
        return [
            (str(url), str(sha256), str(role), parent)
            for url, sha256, role, parent in self._connection.execute(
                "SELECT url, sha256, role, parent_url FROM removed ORDER BY url, sha256"
            )
        ]

    def listed(self) -> list[tuple[str, str, str, str]]:
        """The list: kind, value, reason and day."""
        return list(
            self._connection.execute("SELECT kind, value, reason, listed_on FROM takedowns ORDER BY kind, value")
        )


def _canonical(url: str) -> str:
    try:
        return canonical_url(url)
    except ValueError:
        return url
