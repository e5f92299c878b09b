"""WARC 1.1 records as bytes, each a gzip member of its own.

Written without warcio, which takes a quarter of a page's time for it; warcio reads and checks what is written here.
The optional block digests are left out: gzip's own checksum guards every record, SHA-256 every payload.
"""

from __future__ import annotations

import re
import zlib
from base64 import b32encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import uuid4

from tasks.crawl.payload import Payload

_SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_NO_LONGER_TRUE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NOT_PRINTED = re.compile(r"[^\x20-\x7e]")
_NOT_OF_AN_ADDRESS = re.compile(r"[\x00-\x20\x7f]")
_FIELDS = "application/warc-fields"
_END = b"\r\n\r\n"
_LEVEL = 6
"""Of compression: beside the highest, archives of web pages grow by a fortieth, and take a third of the time."""
_SMALL = 16 * 1024
"""Bytes; what is shorter needs no larger window. zlib's usual one costs 0.05 ms each time: its memory comes from the
system."""

Headers = Sequence[tuple[str, str]]
Fields = Iterable[tuple[str, str]]


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
    payload: Payload
    posted: bytes | None = None
    notes: Headers = ()


@dataclass(frozen=True, slots=True)
class Original:
    """The earlier fetch whose content a revisit repeats, at the same address or another one."""

    url: str
    at: datetime
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A record to be written: its id, its bytes uncompressed in pieces, and how many they are about."""

    id: str
    head: bytes
    payload: Payload | None = None

    def members(self) -> Iterator[bytes]:
        """The gzip member, piece by piece."""
        length = len(self.head) + (self.payload.length if self.payload else 0)
        window, memory = (14, 7) if length < _SMALL else (15, 8)
        packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + window, memory)
        yield packer.compress(self.head)
        if self.payload is not None:
            for piece in self.payload.pieces():
                yield packer.compress(piece)
        yield packer.compress(_END) + packer.flush()


def exchange_records(exchange: Exchange) -> list[Record]:
    """An answer, the request that led to it, and what is to be noted of both."""
    payload = exchange.payload
    answer = _record(
        "response",
        exchange.url,
        exchange.at,
        [("WARC-Payload-Digest", payload_digest(payload.sha256))],
        "application/http; msgtype=response",
        _answer_head(exchange, with_body=True),
        payload,
    )
    records = [answer, _request(exchange, answer.id)]
    if exchange.notes:
        records.append(
            _record(
                "metadata",
                exchange.url,
                exchange.at,
                [("WARC-Refers-To", answer.id)],
                _FIELDS,
                _lines(_clean(exchange.notes)).encode(),
            )
        )
    return records


def revisit_records(exchange: Exchange, original: Original, sha256: str) -> list[Record]:
    """An answer that repeats an earlier one, and its request."""
    not_modified = exchange.status == 304
    fields = [
        ("WARC-Profile", _NOT_MODIFIED if not_modified else _SAME_PAYLOAD),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", warc_date(original.at)),
        *([("WARC-Refers-To", original.record_id)] if original.record_id else []),
        ("WARC-Payload-Digest", payload_digest(sha256)),
    ]
    # A 304 has no headers here: replay takes those of the first fetch then, and not the status 304.
    block = b"" if not_modified else _answer_head(exchange, with_body=False)
    kind = "application/http; msgtype=response"
    answer = _record("revisit", exchange.url, exchange.at, fields, kind, block)
    return [answer, _request(exchange, answer.id)]


def resource_record(url: str, at: datetime, payload: Payload) -> Record:
    """A saved file."""
    fields = [("WARC-Payload-Digest", payload_digest(payload.sha256))]
    return _record("resource", url, at, fields, "application/octet-stream", b"", payload)


def warcinfo_record(name: str) -> bytes:
    """The record with which a WARC file of that name begins."""
    info = (
        ("software", "Jixiao"),
        ("format", "WARC File Format 1.1"),
        ("conformsTo", "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"),
        ("robots", "obey"),
    )
    now = datetime.now(UTC).replace(tzinfo=None)
    return b"".join(_record("warcinfo", None, now, [("WARC-Filename", name)], _FIELDS, _lines(info).encode()).members())


def metadata_block(url: str, date: str, record_id: str | None, text: bytes) -> bytes:
    """A metadata record, uncompressed, in the place of another one whose id and date it keeps."""
    return _head("metadata", url, date, record_id or _new_id(), (), _FIELDS, len(text)) + text + _END


def payload_digest(sha256: str) -> str:
    """A SHA-256 in hex as WARC files write it."""
    return "sha256:" + b32encode(bytes.fromhex(sha256)).decode("ascii")


def warc_date(at: datetime) -> str:
    """A time of ours (UTC without a zone) as WARC files write it."""
    return at.isoformat(timespec="microseconds") + "Z"


def _request(exchange: Exchange, answer_id: str) -> Record:
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    posted = exchange.posted
    line = f"{'GET' if posted is None else 'POST'} {target} HTTP/1.1\r\n"
    block = _http(line, exchange.request_headers) + (posted or b"")
    fields = [("WARC-Concurrent-To", answer_id)]
    return _record("request", exchange.url, exchange.at, fields, "application/http; msgtype=request", block)


def _answer_head(exchange: Exchange, *, with_body: bool) -> bytes:
    headers = list(exchange.response_headers)
    if with_body:
        headers = [
            (f"X-Archive-Orig-{name}" if name.lower() in _NO_LONGER_TRUE else name, value) for name, value in headers
        ]
        headers.append(("Content-Length", str(exchange.payload.length)))
    phrase = _NOT_PRINTED.sub(" ", exchange.reason_phrase)
    return _http(f"HTTP/1.1 {exchange.status} {phrase}\r\n", headers)


def _http(line: str, headers: Headers) -> bytes:
    return f"{line}{_lines(_clean(headers))}\r\n".encode()


def _record(
    kind: str,
    url: str | None,
    at: datetime,
    fields: Fields,
    content_type: str,
    block: bytes,
    payload: Payload | None = None,
) -> Record:
    name = _new_id()
    length = len(block) + (payload.length if payload else 0)
    head = _head(kind, url, warc_date(at), name, fields, content_type, length)
    return Record(name, head + block, payload)


def _head(kind: str, url: str | None, date: str, name: str, fields: Fields, content_type: str, length: int) -> bytes:
    target = f"WARC-Target-URI: {_NOT_OF_AN_ADDRESS.sub('', url)}\r\n" if url else ""
    return (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: {name}\r\n{target}WARC-Date: {date}\r\n{_lines(fields)}"
        f"Content-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _lines(fields: Fields) -> str:
    return "".join([f"{name}: {value}\r\n" for name, value in fields])


def _clean(headers: Headers) -> Fields:
    return [(name, _CONTROL.sub(" ", value)) for name, value in headers]
