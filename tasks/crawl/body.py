"""Reading a body from the wire: bounded before and after decompression, and honest about being cut."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable
from dataclasses import dataclass
from pathlib import Path

import httpcore

from tasks.crawl.outcome import Next, Verdict
from tasks.crawl.payload import Payload

ENCODINGS = "gzip, deflate"
"""What is asked for. Nothing else is decoded: whatever comes in br or zstd unasked cannot become a bomb."""
_STEP = 256 * 1024
_MOST_MEMBERS = 100
_MANY_PIECES = 100_000
_FINE = 16
"""Bytes: a body that comes in so many pieces that are smaller than this on an average costs time and nothing else."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its transfer's encodings undone; an empty one where it cannot be used.

    `received` counts the bytes on the wire. Where the body is not whole or cannot be used, `verdict` says why.
    """

    payload: Payload
    received: int
    verdict: Verdict | None = None


class _TooLargeError(Exception):
    pass


class _TooFineError(Exception):
    pass


class _Decoder:
    """Undoes one Content-Encoding piece by piece, so that a small bomb cannot become a large memory."""

    def __init__(self, encoding: str, limit: int, payload: Payload, *, cut: bool) -> None:
        self._limit = limit
        self._cut = cut
        self._members = 1
        self._pieces = 0
        self.payload = payload
        self.received = 0
        self._gzip = encoding in ("gzip", "x-gzip")
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding else None

    def feed(self, data: bytes) -> None:
        self.received += len(data)
        self._pieces += 1
        if self._pieces > _MANY_PIECES and self.received < self._pieces * _FINE:
            raise _TooFineError
        if self.received > self._limit and self._inflater is not None:
            raise _TooLargeError
        if self._inflater is None:
            self._keep(data)
            return
        while data:
            if self._inflater.eof:
                # A gzip file may have several members (RFC 1952, 2.2); what else follows the end is no content.
                if not (self._gzip and data.startswith(b"\x1f\x8b") and self._members < _MOST_MEMBERS):
                    return
                self._members += 1
                self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
            self._keep(self._inflate(data))
            data = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail

    def finish(self) -> None:
        """Take what the inflater still holds back after the last piece."""
        if self._inflater is not None:
            self._keep(self._inflater.flush(_STEP))

    @property
    def whole(self) -> bool:
        return self._inflater is None or self._inflater.eof or self.received == 0

    def _inflate(self, data: bytes) -> bytes:
        assert self._inflater is not None  # noqa: S101 - feed() asked
        try:
            return self._inflater.decompress(data, _STEP)
        except zlib.error:
            if self.payload.length or self._gzip:
                raise
            # "deflate" should be a zlib stream, but IIS has always sent the bare one (RFC 9110, 8.4.1.2).
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inflater.decompress(data, _STEP)

    def _keep(self, piece: bytes) -> None:
        room = self._limit - self.payload.length
        if len(piece) > room:
            if self._cut:
                self.payload.write(piece[:room])
            raise _TooLargeError
        if piece:
            self.payload.write(piece)


async def read_body(
    stream: AsyncIterable[bytes],
    encoding: str,
    declared: int | None,
    limit: int,
    *,
    cut: bool = False,
    folder: Path | None = None,
) -> Body:
    """The body of an answer in a Content-Encoding, at most `limit` bytes as sent and as decoded.

    `declared` is its Content-Length, `folder` where a large body waits for the archive. With `cut` the beginning of a
    longer body is good enough. A server that falls silent raises httpcore's timeout.
    """
    encoding = encoding.strip().lower().replace("identity", "")
    if encoding not in ("", "gzip", "x-gzip", "deflate"):
        return _unusable(f"it came in the encoding {encoding[:40]}, which was not asked for")
    if declared is not None and declared > limit and not cut:
        return _unusable(f"it has {declared} bytes, more than the {limit} allowed")
    payload = Payload(folder=folder)
    decoder = _Decoder(encoding, limit, payload, cut=cut)
    body: Body | None = None
    try:
        body = await _read(stream, decoder, declared, limit, cut=cut)
    finally:
        if body is None or body.payload is not payload:
            payload.close()
    return body


async def _read(
    stream: AsyncIterable[bytes], decoder: _Decoder, declared: int | None, limit: int, *, cut: bool
) -> Body:
    try:
        async for piece in stream:
            decoder.feed(piece)
        decoder.finish()
    except _TooLargeError:
        if cut:
            return Body(decoder.payload, decoder.received)
        return _unusable(f"it has more than the {limit} bytes allowed", decoder.received)
    except _TooFineError:
        return _unusable("it comes in pieces of a few bytes", decoder.received)
    except zlib.error as error:
        return _unusable(f"its compression is damaged ({error})", decoder.received)
    except (httpcore.RemoteProtocolError, httpcore.ReadError):
        return _half(decoder, declared)
    if (declared is not None and decoder.received < declared) or not decoder.whole:
        return _half(decoder, declared)
    return Body(decoder.payload, decoder.received)


def _half(decoder: _Decoder, declared: int | None) -> Body:
    reason = f"the connection ended after {decoder.received} of {declared or 'an unknown number of'} bytes"
    return Body(decoder.payload, decoder.received, Verdict("partial", reason))


def _unusable(reason: str, received: int = 0) -> Body:
    """A fault of the body itself: an hour later it is the same."""
    return Body(Payload(), received, Verdict("broken", reason, Next.NEXT_NIGHT))
