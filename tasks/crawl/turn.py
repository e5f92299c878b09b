"""One request at a time to a host, whoever asks: sources that share a host, threads and processes take turns.

A small file a host, locked while a request is under way (a kill frees the lock), holds what the next one has to know:
when the host may be asked again, and how much it was asked in this night.
"""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import struct
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tasks.crawl.night import night_of, utc_now

_LAYOUT = struct.Struct("<8sdqqq")
_MAGIC = b"jxturn1\n"
_LONGEST_WAIT = 3600.0
"""Seconds: no delay is longer (`Source.delay_seconds`); a time further ahead comes from a clock that was set back."""
_SHORTEST_LOOK, _LONGEST_LOOK = 0.01, 0.2


class HostTurn:
    """The turn at one host. `requests` and `bytes` count what was asked in this night by everybody, as last seen."""

    def __init__(self, archive: Path, host: str) -> None:
        folder = archive / ".hosts"
        folder.mkdir(parents=True, exist_ok=True)
        # Hosts come from outside: their names must not become names of files.
        name = hashlib.sha256(host.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        self._file = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        self._ours = asyncio.Lock()
        self._night = 0
        self.free_at = 0.0
        self.requests = 0
        self.bytes = 0
        self._read()

    def close(self) -> None:
        """Give the file back."""
        os.close(self._file)

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[None]:
        """The turn, once the host may be asked; what is changed within is written for the next one."""
        async with self._ours:
            await self._lock()
            try:
                self._read()
                await asyncio.sleep(min(max(0.0, self.free_at - time.time()), _LONGEST_WAIT))
                yield
            finally:
                self.write()
                fcntl.flock(self._file, fcntl.LOCK_UN)

    async def rest(self, seconds: float) -> None:
        """Let the host alone for so long, whoever would ask next."""
        async with self._ours:
            await self._lock()
            try:
                self._read()
                self.free_at = max(self.free_at, time.time() + min(seconds, _LONGEST_WAIT))
            finally:
                self.write()
                fcntl.flock(self._file, fcntl.LOCK_UN)

    def write(self) -> None:
        """Note the present figures; only whoever holds the turn may."""
        os.pwrite(self._file, _LAYOUT.pack(_MAGIC, self.free_at, self._night, self.requests, self.bytes), 0)

    async def _lock(self) -> None:
        look = _SHORTEST_LOOK
        while True:
            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                await asyncio.sleep(look)
                look = min(look * 2, _LONGEST_LOOK)
            else:
                return

    def _read(self) -> None:
        held = os.pread(self._file, _LAYOUT.size, 0)
        magic, free_at, night, requests, size = (
            _LAYOUT.unpack(held) if len(held) == _LAYOUT.size else (b"", 0.0, 0, 0, 0)
        )
        tonight = night_of(utc_now())
        same = magic == _MAGIC and night == tonight
        self.free_at = free_at if magic == _MAGIC and free_at < time.time() + _LONGEST_WAIT else 0.0
        self._night, self.requests, self.bytes = tonight, requests if same else 0, size if same else 0
