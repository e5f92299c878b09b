"""Records of a WARC file where they stand: their bytes as they are, and their headers, past any damage."""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_STEP = 1024 * 1024
_READ = 64 * 1024
_MOST_HEAD = 64 * 1024
_MOST_HTTP_HEAD = 16 * 1024 * 1024
_MEMBER = b"\x1f\x8b\x08"


@dataclass(frozen=True, slots=True)
class RecordAt:
    """A record (a gzip member) at its offset, with its WARC headers by lower-case name."""

    offset: int
    length: int
    headers: dict[str, str]

    @property
    def kind(self) -> str:
        """The WARC-Type."""
        return self.headers.get("warc-type", "")

    @property
    def url(self) -> str:
        """The WARC-Target-URI."""
        return self.headers.get("warc-target-uri", "").strip("<>")


def scan(path: Path) -> Iterator[RecordAt]:
    """Every whole record of a file, in order; what is damaged is stepped over to the next record that is whole."""
    if not path.stat().st_size:
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        offset = 0
        while offset < len(content):
            found = _record(content, offset)
            if found is not None:
                yield found
                offset += found.length
            else:
                offset = content.find(_MEMBER, offset + 1)
                if offset < 0:
                    return


def read_range(path: Path, offset: int, length: int) -> bytes:
    """The bytes of a record as they stand in the file."""
    with path.open("rb") as stream:
        stream.seek(offset)
        return stream.read(length)


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record with a body: its address, and the body piece by piece (RecordError where it is damaged)."""

    url: str
    pieces: Iterator[bytes]


class RecordError(ValueError):
    """There is no whole record with a body at a position."""


def read_record(path: Path, offset: int) -> StoredRecord:
    """The record at an offset; OSError and RecordError where it cannot be had."""
    pieces = _inflated(path, offset)
    try:
        head = b""
        while b"\r\n\r\n" not in head and len(head) < _MOST_HEAD:
            head += next(pieces)
        fields, _, rest = head.partition(b"\r\n\r\n")
        headers = _headers(fields)
        left = int(headers.get("content-length", ""))
        if headers.get("warc-type") == "response":
            while b"\r\n\r\n" not in rest and len(rest) < _MOST_HTTP_HEAD:
                rest += next(pieces)
            _, _, body = rest.partition(b"\r\n\r\n")
            left -= len(rest) - len(body)
            rest = body
    except (StopIteration, ValueError) as error:
        raise RecordError(f"there is no record at {path.name}@{offset}") from error
    if not fields.startswith(b"WARC/") or headers["warc-type"] not in ("response", "resource") or left < 0:
        raise RecordError(f"there is no record with a body at {path.name}@{offset}")
    return StoredRecord(headers.get("warc-target-uri", "").strip("<>"), _body(rest, pieces, left))


def _body(rest: bytes, pieces: Iterator[bytes], left: int) -> Iterator[bytes]:
    """So many bytes of a record; RecordError where there are fewer."""
    while left:
        if not rest:
            rest = next(pieces, b"")
            if not rest:
                raise RecordError("a record ends in the middle")
        yield rest[:left]
        left -= min(left, len(rest))
        rest = b""


def _inflated(path: Path, offset: int) -> Iterator[bytes]:
    """The content of the gzip member at an offset, in pieces of bounded size; RecordError where it is none."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("rb") as stream:
        stream.seek(offset)
        while not inflater.eof:
            piece = inflater.unconsumed_tail or stream.read(_READ)
            if not piece:
                raise RecordError("a record ends in the middle")
            try:
                found = inflater.decompress(piece, _STEP)
            except zlib.error as error:
                raise RecordError(f"a record is damaged ({error})") from error
            if found:
                yield found


def _record(content: mmap.mmap, offset: int) -> RecordAt | None:
    """The record whose member begins at an offset; None where none does, or not a whole one."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    head = b""
    position = offset
    while not inflater.eof:
        piece = inflater.unconsumed_tail or content[position : position + _STEP]
        if not piece:
            return None
        if not inflater.unconsumed_tail:
            position += len(piece)
        try:
            found = inflater.decompress(piece, _STEP)
        except zlib.error:
            return None
        if len(head) < _MOST_HEAD:
            head += found[: _MOST_HEAD - len(head)]
            if not head.startswith(b"WARC/"[: len(head)]):
                return None
    return RecordAt(offset, position - len(inflater.unused_data) - offset, _headers(head))


def _headers(head: bytes) -> dict[str, str]:
    lines = head.partition(b"\r\n\r\n")[0].decode("utf-8", "replace").split("\r\n")[1:]
    pairs = (line.partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}
