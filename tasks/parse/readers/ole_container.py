"""OLE containers: the streams of old binary Office files, and what these say of the format inside.

Our own, because xlrd goes in circles in a damaged container, taking memory at each turn.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Literal

from tasks.parse.document import UnreadableError

OleKind = Literal["xls", "doc", "encrypted", "other"]
_KINDS: tuple[tuple[str, OleKind], ...] = (
    # A workbook may carry a Word document inside, and a Word document a workbook, but not beside it in the root.
    ("encryptedpackage", "encrypted"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("worddocument", "doc"),
)
_SECTOR_BITS = (9, 12)
_MINI = 64
_ENTRY = 128
_DIRECT = 109  # sectors of the allocation table that the header names itself


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    left: int
    right: int
    child: int
    start: int
    size: int


class Container:
    """The streams in the root of a container. Raises `UnreadableError` for a damaged one."""

    def __init__(self, data: bytes) -> None:
        bits = struct.unpack_from("<H", data.ljust(512, b"\0"), 30)[0]
        if bits not in _SECTOR_BITS or len(data) < 512:
            raise UnreadableError("unreadable", "a damaged OLE file: no header")
        self._data = data
        self._sector = 1 << bits
        self._table = self._allocation()
        first_directory, self._cutoff, first_mini = struct.unpack_from("<I4xII", data, 48)
        entries = _entries(self._joined(first_directory))
        if not entries:
            raise UnreadableError("unreadable", "a damaged OLE file: no directory")
        self._mini_stream = self._joined(entries[0].start)
        self._mini_table = _integers(self._joined(first_mini))[: len(self._mini_stream) // _MINI]
        self._root = _children(entries)

    def kind(self) -> tuple[OleKind, str]:
        """What the container holds, and the name of the stream that says so."""
        return next(((kind, name) for name, kind in _KINDS if name in self._root), ("other", ""))

    def stream(self, name: str) -> bytes:
        """The bytes of the stream of that lower-case name in the root."""
        entry = self._root[name]
        if entry.size >= self._cutoff:
            return self._joined(entry.start)[: entry.size]
        chain = _chain(self._mini_table, entry.start)
        return b"".join(self._mini_stream[at * _MINI : (at + 1) * _MINI] for at in chain)[: entry.size]

    def _allocation(self) -> tuple[int, ...]:
        """Which sector follows each one."""
        sectors = list(struct.unpack_from(f"<{_DIRECT}I", self._data, 76))
        following = struct.unpack_from("<I", self._data, 68)[0]
        most = len(self._data) // self._sector
        for _ in range(most):
            numbers = _integers(self._at(following))
            if not numbers:
                break
            sectors += numbers[:-1]
            following = numbers[-1]
        return _integers(b"".join(self._at(sector) for sector in sectors[: most + 1]))[:most]

    def _at(self, sector: int) -> bytes:
        return self._data[(sector + 1) * self._sector : (sector + 2) * self._sector]

    def _joined(self, first: int) -> bytes:
        return b"".join(self._at(sector) for sector in _chain(self._table, first))


def _chain(table: tuple[int, ...], first: int) -> list[int]:
    """The sectors from `first` on; the marks for the end are numbers past any table."""
    chain: list[int] = []
    while first < len(table):
        chain.append(first)
        if len(chain) > len(table):
            raise UnreadableError("unreadable", "a damaged OLE file: a chain of sectors without end")
        first = table[first]
    return chain


def _entries(directory: bytes) -> list[_Entry]:
    entries = []
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length, left, right, child, start, size = struct.unpack_from("<64xH2xIII36xII", directory, at)
        name = directory[at : at + min(64, max(0, length - 2))].decode("utf-16-le", errors="replace").lower()
        entries.append(_Entry(name, left, right, child, start, size))
    return entries


def _children(entries: list[_Entry]) -> dict[str, _Entry]:
    """The entries of the root, which hang on each other as a tree, by name."""
    found: dict[str, _Entry] = {}
    waiting = [entries[0].child]
    seen: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index < len(entries) and index not in seen:
            seen.add(index)
            entry = entries[index]
            found.setdefault(entry.name, entry)
            waiting += [entry.left, entry.right]
    return found


def _integers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
