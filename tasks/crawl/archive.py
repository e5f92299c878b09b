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
from base64 import b32encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_NO_LONGER_TRUE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_SAFE_NAME = re.compile(r"[\w.:+-]+")

Headers = Sequence[tuple[str, str]]


class ArchiveBusyError(Exception):
    """Another process writes the same source's files at this moment."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record stands: a file relative to the archive folder, the byte offset in it, and the record's own id."""

    file: str
    offset: int
    record_id: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer, as they are archived. Times are UTC without a zone; `posted` is what a POST sent.

    `notes` say what else is to be known of the exchange: under what concessions it was made.
    """

    url: str
    at: datetime
    request_headers: Headers
    status: int
    reason_phrase: str
    response_headers: Headers
    body: bytes
    posted: bytes | None = None
    notes: Headers = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier fetch whose content a revisit repeats, at the same address or another one."""

    url: str
    at: datetime
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A body read back from the archive, with the address at which it was found."""

    url: str
    content: bytes


class ArchiveWriter:
    """Appends a run's records of one source; use it through `open_archive`."""

    def __init__(self, archive: Path, source_id: str, run_id: str, file_bytes: int) -> None:
        self._archive = archive
        self._folder = archive / source_id
        self._prefix = f"{run_id}-{source_id}-"
        self._file_bytes = file_bytes
        self._path = self._file_to_continue()

    def append_exchange(self, exchange: Exchange, hops: Sequence[Exchange] = ()) -> Position:
        """Archive a request and its answer, and the redirects that led to it."""
        records = _RecordWriter()
        record_id, *_ = [records.response(one) for one in (exchange, *hops)]
        return replace(self.append(records), record_id=record_id)

    def append_revisit(self, exchange: Exchange, original: Original, sha256: str) -> Position:
        """Archive that an address still has the content of an earlier fetch (304, or the same bytes again).

        Nothing points at a revisit, so it need not be synced to the disk.
        """
        records = _RecordWriter()
        records.revisit(exchange, original, sha256)
        return self.append(records, durable=False)

    def append_resources(self, resources: Sequence[tuple[str, datetime, bytes]]) -> list[Position]:
        """Archive saved files (address, time, content), all in one go."""
        records = _RecordWriter()
        placed = [records.resource(url, at, content) for url, at, content in resources]
        start = self.append(records)
        return [Position(start.file, start.offset + offset, record_id) for offset, record_id in placed]

    def append(self, records: _RecordWriter, *, durable: bool = True) -> Position:
        """Bring records to the disk; the position is that of the first of them."""
        if self._path.exists() and self._path.stat().st_size >= self._file_bytes:
            self._path = self._next_path()
        if not self._path.exists() or self._path.stat().st_size == 0:
            self._begin_file()
        with self._path.open("ab") as stream:
            offset = stream.tell()
            stream.write(records.content)
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
        return Position(self._path.relative_to(self._archive).as_posix(), offset)

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
        mended = mend_tail(files[-1])
        return files[-1] if mended and files[-1].name.startswith(self._prefix) else self._next_path()

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
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ArchiveBusyError(f"{source_id} is being written by another process") from error
        yield ArchiveWriter(archive, source_id, run_id, file_bytes)


def mend_tail(path: Path) -> bool:
    """Cut off the incomplete last record that a kill leaves behind.

    False where the file is damaged in another way: then nothing is cut, since whole records may follow the damage.
    """
    whole = 0
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    position = 0
    with path.open("r+b") as stream:
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


def read_stored(archive: Path, position: Position, limit: int) -> Stored | None:
    """The body at a position; None where it cannot be had (file gone, damaged, larger than the limit)."""
    try:
        with (archive / position.file).open("rb") as stream:
            stream.seek(position.offset)
            for record in ArchiveIterator(stream):
                content = record.content_stream().read(limit + 1)
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                return Stored(url, content) if len(content) <= limit else None
    except (OSError, ArchiveLoadFailed, ValueError, EOFError, zlib.error):
        return None
    return None


def read_verified(archive: Path, position: Position, sha256: str, limit: int) -> Stored | None:
    """The body at a position, if it still is the one with this SHA-256."""
    stored = read_stored(archive, position, limit)
    return stored if stored and hashlib.sha256(stored.content).hexdigest() == sha256 else None


def warcinfo_record(name: str) -> bytes:
    """The record with which a WARC file of that name begins."""
    records = _RecordWriter()
    records.warcinfo(name)
    return records.content


def payload_digest(sha256: str) -> str:
    """A SHA-256 in hex as WARC files write it."""
    return "sha256:" + b32encode(bytes.fromhex(sha256)).decode("ascii")


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


class _RecordWriter:
    """Builds a group of records in memory."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self._warc = WARCWriter(self._buffer, gzip=True, warc_version="WARC/1.1")

    @property
    def content(self) -> bytes:
        return self._buffer.getvalue()

    def warcinfo(self, name: str) -> None:
        info = {
            "software": "Jixiao",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey",
        }
        self._warc.write_record(self._warc.create_warcinfo_record(name, info))

    def response(self, exchange: Exchange) -> str:
        headers = {
            "WARC-Date": _warc_date(exchange.at),
            "WARC-Payload-Digest": payload_digest(hashlib.sha256(exchange.body).hexdigest()),
        }
        record = self._warc.create_warc_record(
            exchange.url,
            "response",
            payload=BytesIO(exchange.body),
            length=len(exchange.body),
            http_headers=_http_headers(exchange, with_body=True),
            warc_headers_dict=headers,
        )
        self._warc.write_record(record)
        self._request(exchange, record)
        if exchange.notes:
            self._notes(exchange, record)
        return _record_id(record)

    def _notes(self, exchange: Exchange, answer: ArcWarcRecord) -> None:
        fields = "".join(f"{name}: {value}\r\n" for name, value in _clean(exchange.notes)).encode()
        headers = {"WARC-Date": _warc_date(exchange.at), "WARC-Refers-To": _record_id(answer)}
        record = self._warc.create_warc_record(
            exchange.url,
            "metadata",
            payload=BytesIO(fields),
            length=len(fields),
            warc_content_type="application/warc-fields",
            warc_headers_dict=headers,
        )
        self._warc.write_record(record)

    def revisit(self, exchange: Exchange, original: Original, sha256: str) -> None:
        headers = {
            "WARC-Date": _warc_date(exchange.at),
            "WARC-Profile": _NOT_MODIFIED if exchange.status == 304 else _SAME_PAYLOAD,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": _warc_date(original.at),
            **({"WARC-Refers-To": original.record_id} if original.record_id else {}),
            "WARC-Payload-Digest": payload_digest(sha256),
        }
        record = self._warc.create_warc_record(
            exchange.url,
            "revisit",
            # A 304 has no headers here: replay takes those of the first fetch then, and not the status 304.
            http_headers=None if exchange.status == 304 else _http_headers(exchange, with_body=False),
            warc_headers_dict=headers,
        )
        self._warc.write_record(record)
        self._request(exchange, record)

    def resource(self, url: str, at: datetime, content: bytes) -> tuple[int, str]:
        offset = self._buffer.tell()
        headers = {
            "WARC-Date": _warc_date(at),
            "WARC-Payload-Digest": payload_digest(hashlib.sha256(content).hexdigest()),
        }
        record = self._warc.create_warc_record(
            url,
            "resource",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type="application/octet-stream",
            warc_headers_dict=headers,
        )
        self._warc.write_record(record)
        return offset, _record_id(record)

    def _request(self, exchange: Exchange, answer: ArcWarcRecord) -> None:
        parts = urlsplit(exchange.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        posted = exchange.posted
        method = "GET" if posted is None else "POST"
        http = StatusAndHeaders(f"{method} {target} HTTP/1.1", _clean(exchange.request_headers), is_http_request=True)
        headers = {
            "WARC-Date": _warc_date(exchange.at),
            "WARC-Concurrent-To": _record_id(answer),
        }
        record = self._warc.create_warc_record(
            exchange.url,
            "request",
            payload=BytesIO(posted) if posted else None,
            length=len(posted) if posted else None,
            http_headers=http,
            warc_headers_dict=headers,
        )
        self._warc.write_record(record)


def _record_id(record: ArcWarcRecord) -> str:
    return str(record.rec_headers.get_header("WARC-Record-ID"))


def _http_headers(exchange: Exchange, *, with_body: bool) -> StatusAndHeaders:
    kept = []
    for name, value in _clean(exchange.response_headers):
        no_longer = with_body and name.lower() in _NO_LONGER_TRUE
        kept.append((f"X-Archive-Orig-{name}" if no_longer else name, value))
    if with_body:
        kept.append(("Content-Length", str(len(exchange.body))))
    phrase = re.sub(r"[^\x20-\x7e]", " ", exchange.reason_phrase)
    return StatusAndHeaders(f"{exchange.status} {phrase}", kept, protocol="HTTP/1.1")


def _clean(headers: Headers) -> list[tuple[str, str]]:
    return [(name, re.sub(r"[\x00-\x1f\x7f]", " ", value)) for name, value in headers]


def _warc_date(at: datetime) -> str:
    return at.isoformat(timespec="microseconds") + "Z"
