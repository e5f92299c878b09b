"""The archive: WARC 1.1 files, gzip per record, one folder a source and one file a run.

What is pointed at is on the disk (fsync) before `append` returns, so that whoever then writes its position elsewhere
never points at nothing. Bodies are stored with the transfer's encodings undone, as browsers' crawlers do; the headers
that no longer hold are kept under `X-Archive-Orig-`.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self, TextIO

from tasks.crawl.payload import Payload
from tasks.crawl.warc_records import (
    Exchange,
    Original,
    Record,
    exchange_records,
    resource_record,
    revisit_records,
    warcinfo_record,
)
from tasks.crawl.warc_scan import RecordError, read_record

_SAFE_NAME = re.compile(r"[\w.:+-]+")


class ArchiveBusyError(Exception):
    """Another process writes the same source's files at this moment."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands: a file relative to the archive folder, the byte offset in it, and the record's own id."""

    file: str
    offset: int
    record_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Stored:
    """A body of the archive, or its beginning: the address at which it was found, the SHA-256 of the whole."""

    url: str
    content: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Tail:
    """Up to which length the last file of a source is known to be whole: a note in the file that locks the source."""

    file: str = ""
    length: int = 0

    @classmethod
    def read(cls, note: TextIO) -> Self:
        """The note; nothing is known where there is none."""
        note.seek(0)
        file, _, length = note.read(500).strip().partition(" ")
        return cls(file, int(length)) if length.isascii() and length.isdigit() else cls()

    def write(self, note: TextIO) -> None:
        """Write it in the place of the last one."""
        note.truncate(0)
        note.write(f"{self.file} {self.length}\n")


class ArchiveWriter:
    """Appends a run's records of one source; use it through `open_archive`."""

    def __init__(self, archive: Path, source_id: str, run_id: str, file_bytes: int, whole: Tail) -> None:
        self._archive = archive
        self._folder = archive / source_id
        self._prefix = f"{run_id}-{source_id}-"
        self._file_bytes = file_bytes
        self.tail = whole
        self._path = self._file_to_continue()
        self._stream: BinaryIO | None = None
        self._length = 0

    def append_exchange(self, exchange: Exchange, hops: Sequence[Exchange] = ()) -> Position:
        """Archive a request and its answer, and the redirects that led to it."""
        records = [record for one in (exchange, *hops) for record in exchange_records(one)]
        return self.append(records)[0]

    def append_revisit(self, exchange: Exchange, original: Original, sha256: str) -> Position:
        """Archive that an address still has the content of an earlier fetch (304, or the same bytes again).

        Nothing points at a revisit, so it need not be synced to the disk.
        """
        return self.append(revisit_records(exchange, original, sha256), durable=False)[0]

    def append_resources(self, resources: Sequence[tuple[str, datetime, bytes]]) -> list[Position]:
        """Archive saved files (address, time, content), all in one go."""
        return self.append([resource_record(url, at, Payload(content)) for url, at, content in resources])

    def append(self, records: Sequence[Record], *, durable: bool = True) -> list[Position]:
        """Bring records to the disk, whole or not at all; their positions."""
        stream = self._open()
        name = self._path.relative_to(self._archive).as_posix()
        positions = []
        end = self._length
        try:
            for record in records:
                positions.append(Position(name, end, record.id))
                for piece in record.members():
                    stream.write(piece)
                    end += len(piece)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        except BaseException:
            self.close()
            os.truncate(self._path, self._length)  # a full disk: what comes next must not follow half a record
            raise
        self._length = end
        return positions

    def close(self) -> None:
        """Close the file that is being written."""
        if self._stream is not None:
            stream, self._stream = self._stream, None
            with suppress(OSError):  # of bytes that could not be written and are to be cut off
                os.fsync(stream.fileno())
                stream.close()
                self.tail = Tail(self._path.name, self._length)

    def _open(self) -> BinaryIO:
        """The file to write to; a new one where the last one is full."""
        if self._stream is not None and self._length < self._file_bytes:
            return self._stream
        self.close()
        if self._path.exists() and self._path.stat().st_size >= self._file_bytes:
            self._path = self._next_path()
        if not self._path.exists() or self._path.stat().st_size == 0:
            self._begin_file()
        self._stream = self._path.open("ab")
        self._length = self._stream.tell()
        return self._stream

    def _begin_file(self) -> None:
        with self._path.open("ab") as stream:
            stream.write(warcinfo_record(self._path.name))
            stream.flush()
            os.fsync(stream.fileno())
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _file_to_continue(self) -> Path:
        """The run's last file, its torn tail cut off; a new one where there is none that can be continued.

        The last file of an earlier run is mended too: nobody else will come by it again.
        """
        files = sorted(self._folder.glob("*.warc.gz"))
        if not files:
            return self._next_path()
        last = files[-1]
        mended = mend_tail(last, self.tail.length if self.tail.file == last.name else 0)
        self.tail = Tail(last.name, last.stat().st_size) if mended else Tail()
        return last if mended and last.name.startswith(self._prefix) else self._next_path()

    def _next_path(self) -> Path:
        return self._folder / f"{self._prefix}{len(list(self._folder.glob(f'{self._prefix}*.warc.gz'))):05d}.warc.gz"


@contextmanager
def open_archive(archive: Path, source_id: str, run_id: str, file_bytes: int) -> Iterator[ArchiveWriter]:
    """The writer of a source's files; ArchiveBusyError where another process holds it (a kill frees it)."""
    for name in (source_id, run_id):
        if not _SAFE_NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot be part of a file name")
    folder = archive / source_id
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveBusyError(f"{source_id} is being written by another process") from error
        with closing(ArchiveWriter(archive, source_id, run_id, file_bytes, Tail.read(lock))) as writer:
            yield writer
        # Not reached by a kill: then the next writer looks through what was written since the last note.
        writer.tail.write(lock)


def mend_tail(path: Path, whole: int = 0) -> bool:
    """Cut off the incomplete last record that a kill leaves behind; up to `whole` the file is known to be whole.

    False where the file is damaged in another way: then nothing is cut, since whole records may follow the damage.
    """
    position = whole = whole if whole <= path.stat().st_size else 0
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("r+b") as stream:
        stream.seek(whole)
        while piece := stream.read(1024 * 1024):
            while piece:
                try:
                    inflater.decompress(piece)
                except zlib.error:
                    return _cut_zeros(path, whole)
                position += len(piece) - len(inflater.unused_data)
                if not inflater.eof:
                    break
                piece = inflater.unused_data
                whole = position
                inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        if whole < position:
            stream.truncate(whole)
            os.fsync(stream.fileno())
    return True


def read_stored(archive: Path, position: Position, most: int) -> Stored | None:
    """The body at a position, its first `most` bytes; None where it cannot be had (file gone, damaged)."""
    try:
        record = read_record(archive / position.file, position.offset)
        content = bytearray()
        digest = hashlib.sha256()
        for piece in record.pieces:
            digest.update(piece)
            if len(content) < most:
                content += piece[: most - len(content)]
    except (OSError, RecordError):
        return None
    return Stored(record.url, bytes(content), digest.hexdigest())


def read_verified(archive: Path, position: Position, sha256: str, most: int) -> Stored | None:
    """The body at a position, its first `most` bytes, if the whole still is the one with this SHA-256."""
    stored = read_stored(archive, position, most)
    return stored if stored and stored.sha256 == sha256 else None


def _cut_zeros(path: Path, whole: int) -> bool:
    """After a power cut a file may end in zeros that were never written; any other damage is left alone."""
    with path.open("r+b") as stream:
        stream.seek(whole)
        while piece := stream.read(1024 * 1024):
            if piece.strip(b"\x00"):
                return False
        stream.truncate(whole)
        os.fsync(stream.fileno())
    return True
