"""Reading a body from the wire: bounded before and after decompression, and honest about being cut."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import httpx

_STEP = 256 * 1024


@dataclass(frozen=True, slots=True)
class Body:
    """A body with its transfer's encodings undone.

    `trouble` names an outcome where the body is not whole, `reason` why it is not.
    """

    content: bytes
    trouble: str | None = None
    reason: str | None = None


class _TooLargeError(Exception):
    pass


class _Decoder:
    """Undoes one Content-Encoding piece by piece, so that a small bomb cannot become a large memory."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._limit = limit
        self._length = 0
        self._received = 0
        self.pieces: list[bytes] = []
        self._gzip = encoding in ("gzip", "x-gzip")
        self._inflater = zlib.decompressobj(zlib.MAX_WBITS | 32) if encoding else None

    def feed(self, data: bytes) -> None:
        self._received += len(data)
        if self._received > self._limit:
            raise _TooLargeError
        if self._inflater is None:
            self._keep(data)
            return
        while data and not self._inflater.eof:
            self._keep(self._inflate(data))
            data = self._inflater.unconsumed_tail

    def finish(self) -> None:
        """Take what the inflater still holds back after the last piece."""
        if self._inflater is not None:
            self._keep(self._inflater.flush(_STEP))

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
        self._length += len(piece)
        if self._length > self._limit:
            raise _TooLargeError
        self.pieces.append(piece)


async def read_body(response: httpx.Response, limit: int) -> Body:
    """The body of a streamed response, at most `limit` bytes as sent and as decoded."""
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding == "identity":
        encoding = ""
    if encoding not in ("", "gzip", "x-gzip", "deflate"):
        return Body(b"", "broken", f"it came in the encoding {encoding[:40]}, which was not asked for")
    declared = _declared_length(response)
    if declared is not None and declared > limit:
        return Body(b"", "broken", f"it has {declared} bytes, more than the {limit} allowed")
    decoder = _Decoder(encoding, limit)
    received = 0
    try:
        async for piece in response.aiter_raw():
            received += len(piece)
            decoder.feed(piece)
        decoder.finish()
    except _TooLargeError:
        return Body(b"", "broken", f"it has more than the {limit} bytes allowed")
    except zlib.error as error:
        return Body(b"".join(decoder.pieces), "broken", f"its compression is damaged ({error})")
    except (httpx.RemoteProtocolError, httpx.ReadError):
        return Body(b"".join(decoder.pieces), "partial", _cut(received, declared))
    if (declared is not None and received < declared) or not decoder.whole:
        return Body(b"".join(decoder.pieces), "partial", _cut(received, declared))
    return Body(b"".join(decoder.pieces))


def _cut(received: int, declared: int | None) -> str:
    return f"the connection ended after {received} of {declared or 'an unknown number of'} bytes"


def _declared_length(response: httpx.Response) -> int | None:
    value = response.headers.get("content-length", "")
    return int(value) if value.isascii() and value.isdigit() else None
