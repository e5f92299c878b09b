"""The items that a source's lists name, kept on the disk: a night's memory must not grow with the lists."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date

from tasks.crawl.links import Link
from tasks.crawl.listing import Item

_SCHEMA = """
CREATE TABLE items (
    number INTEGER PRIMARY KEY, list INTEGER NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL, day TEXT, files TEXT,
    UNIQUE (list, url)
);
CREATE TABLE taken (url TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_CACHE_KB = 256


class Items:
    """All items of a source in one run; `lists` are those of its columns."""

    def __init__(self) -> None:
        # A database without a name: SQLite keeps what fits into its cache and the rest in a file that nobody sees.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.executescript(_SCHEMA)
        self._connection.execute("BEGIN")
        self._lists = 0
        self.taken = 0

    def new_list(self) -> ItemList:
        """A list that is still empty."""
        self._lists += 1
        return ItemList(self._connection, self._lists)

    def take(self, url: str) -> bool:
        """Whether an address is met for the first time; an item on two lists is fetched once."""
        new = self._connection.execute("INSERT OR IGNORE INTO taken VALUES (?)", (url,)).rowcount > 0
        self.taken += new
        return new

    def has(self, url: str) -> bool:
        """Whether an address was taken."""
        return self._connection.execute("SELECT 1 FROM taken WHERE url = ?", (url,)).fetchone() is not None


class ItemList:
    """The items of one list, each once, in their order."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self._connection = connection
        self._number = number
        self._length = 0

    def __len__(self) -> int:
        """How many there are."""
        return self._length

    def __iter__(self) -> Iterator[Item]:
        """The items as they stand on the list."""
        query = "SELECT url, title, day, files FROM items WHERE list = ? ORDER BY number"
        for url, title, day, files in self._connection.execute(query, (self._number,)):
            links = tuple(Link(*link) for link in json.loads(files)) if files else ()
            yield Item(url, title, date.fromisoformat(day) if day else None, links)

    def add(self, item: Item) -> bool:
        """Add an item; whether it is new."""
        files = json.dumps([[link.url, link.text] for link in item.files]) if item.files else None
        day = item.published_on.isoformat() if item.published_on else None
        row = (self._number, item.url, item.title, day, files)
        query = "INSERT OR IGNORE INTO items (list, url, title, day, files) VALUES (?, ?, ?, ?, ?)"
        new = self._connection.execute(query, row).rowcount > 0
        self._length += new
        return new
