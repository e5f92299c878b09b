"""Reading a body from the wire: bounded before and after decompression, and honest about being cut."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterable
from dataclasses import dataclass

import httpcore

from tasks.crawl.outcome import Next, Verdict

ENCODINGS = "gzip, deflate"
"""What is asked for. Nothing else is decoded: whatever comes in br or zstd unasked cannot become a bomb."""
_STEP = 256 * 1024
_MOST_MEMBERS = 100


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its transfer's encodings undone.

    `received` counts the bytes on the wire. Where the body is not whole or cannot be used, `verdict` says why.
    """

    content: bytes
    received: int
    verdict: Verdict | None = None


class _TooLargeError(Exception):
    pass


class _Decoder:
    """Undoes one Content-Encoding piece by piece, so that a small bomb cannot become a large memory."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._length = 0
        self._members = 1
        self.received = 0
        self.pieces: list[bytes] = []
        self._gzip = encoding in ("gzip", "x-gzip")
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding else None

    def feed(self, data: bytes) -> None:
        self.received += len(data)
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
    def content(self) -> bytes:
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)

    @property
    def whole(self) -> bool:
        return self._inflater is None or self._inflater.eof or (self._length == 0 and not self.pieces)

    def _inflate(self, data: bytes) -> bytes:
        assert self._inflater is not None  # noqa: S101 - feed() asked
        try:
            return self._inflater.decompress(data, _STEP)
        except zlib.error:
            if self._length or self._gzip:
                raise
            # "deflate" should be a zlib stream, but IIS has always sent the bare one (RFC 9110, 8.4.1.2).
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inflater.decompress(data, _STEP)

    def _keep(self, piece: bytes) -> None:
        if piece:
            self._length += len(piece)
            self.pieces.append(piece)
        if self._length > self._limit:
            raise _TooLargeError


async def read_body(
    stream: AsyncIterable[bytes], encoding: str, declared: int | None, limit: int, *, cut: bool = False
) -> Body:
    """The body of an answer in a Content-Encoding, at most `limit` bytes as sent and as decoded.

    `declared` is its Content-Length. With `cut` the beginning of a longer body is good enough. A server that falls
    silent raises httpcore's timeout.
    """
    encoding = encoding.strip().lower().replace("identity", "")
    if encoding not in ("", "gzip", "x-gzip", "deflate"):
        return Body(b"", 0, _unusable(f"it came in the encoding {encoding[:40]}, which was not asked for"))
    if declared is not None and declared > limit and not cut:
        return Body(b"", 0, _unusable(f"it has {declared} bytes, more than the {limit} allowed"))
    decoder = _Decoder(encoding, limit)
    try:
        async for piece in stream:
            decoder.feed(piece)
        decoder.finish()
    except _TooLargeError:
        if cut:
            return Body(decoder.content[:limit], decoder.received)
        return Body(b"", decoder.received, _unusable(f"it has more than the {limit} bytes allowed"))
    except zlib.error as error:
        return Body(decoder.content, decoder.received, _unusable(f"its compression is damaged ({error})"))
    except (httpcore.RemoteProtocolError, httpcore.ReadError):
        return _cut(decoder, declared)
    if (declared is not None and decoder.received < declared) or not decoder.whole:
        return _cut(decoder, declared)
    return Body(decoder.content, decoder.received)


def _cut(decoder: _Decoder, declared: int | None) -> Body:
    reason = f"the connection ended after {decoder.received} of {declared or 'an unknown number of'} bytes"
    return Body(decoder.content, decoder.received, Verdict("partial", reason))


def _unusable(reason: str) -> Verdict:
    """A fault of the body itself: an hour later it is the same."""
    return Verdict("broken", reason, Next.NEXT_NIGHT)
