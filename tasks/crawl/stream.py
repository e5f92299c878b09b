"""A connection on asyncio itself, as httpcore sees one: anyio in between takes a tenth of a page's time."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

import httpcore

_MOST_WAITING = 256 * 1024
"""Bytes that may wait to be read before the server is made to wait."""


class Meter:
    """Counts the bytes that came, whatever became of the answers they belong to."""

    def __init__(self) -> None:
        self.received = 0


async def connect(address: str, port: int, timeout: float, meter: Meter) -> Stream:
    """A TCP connection to an IP address; httpcore's errors where there is none in time."""
    loop = asyncio.get_running_loop()
    with _as(httpcore.ConnectTimeout, httpcore.ConnectError):
        async with asyncio.timeout(timeout):
            _, stream = await loop.create_connection(lambda: Stream(loop, meter), address, port)
    return stream


class Stream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """An open connection, encrypted once `start_tls` was called."""

    def __init__(self, loop: asyncio.AbstractEventLoop, meter: Meter) -> None:
        self._loop = loop
        self._meter = meter
        self._transport: asyncio.Transport | None = None
        self._waiting = bytearray()
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._full = False
        self._paused = False
        self._ended = False
        self._error: Exception | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a stream has no other
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        self._meter.received += len(data)
        self._waiting += data
        if len(self._waiting) > _MOST_WAITING and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()
        _wake(self._reader)

    def eof_received(self) -> None:
        """The server sends no more."""
        self._ended = True
        _wake(self._reader)

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is gone."""
        self._ended, self._error = True, error
        _wake(self._reader)
        _wake(self._writer)

    def pause_writing(self) -> None:
        """The server does not take what we send."""
        self._full = True

    def resume_writing(self) -> None:
        """It takes it again."""
        self._full = False
        _wake(self._writer)

    @property
    def is_idle(self) -> bool:
        """Whether a further question may be sent: the connection stands, and nothing came that was not asked for."""
        return not (self._waiting or self.has_ended)

    @property
    def has_ended(self) -> bool:
        """Whether the server has ended the connection."""
        return self._ended or self._transport is None or self._transport.is_closing()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, empty at the end."""
        if not self._waiting and not self._ended:
            self._reader = self._loop.create_future()
            try:
                await self._in_time(self._reader, timeout, httpcore.ReadTimeout)
            finally:
                self._reader = None
        if not self._waiting and self._error is not None:
            raise httpcore.ReadError(str(self._error)) from self._error
        data = bytes(self._waiting[:max_bytes])
        del self._waiting[:max_bytes]
        if self._paused and len(self._waiting) <= _MOST_WAITING and self._transport is not None:
            self._paused = False
            if not self._transport.is_closing():
                self._transport.resume_reading()
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        if self._transport is None or self._transport.is_closing():
            raise httpcore.WriteError(str(self._error or "the connection is closed"))
        self._transport.write(buffer)
        if self._full and not self._ended:
            self._writer = self._loop.create_future()
            try:
                await self._in_time(self._writer, timeout, httpcore.WriteTimeout)
            finally:
                self._writer = None

    async def aclose(self) -> None:
        """End the connection at once: a server that does not say goodbye must not hold us up."""
        self._ended = True
        if self._transport is not None:
            self._transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Self:
        """Encrypt the connection and verify with whom."""
        assert self._transport is not None  # noqa: S101 - connect() came before
        self._waiting.clear()  # what came before the encryption is nobody's
        with _as(httpcore.ConnectTimeout, httpcore.ConnectError):
            try:
                async with asyncio.timeout(timeout):
                    encrypted = await self._loop.start_tls(
                        self._transport, self, ssl_context, server_hostname=server_hostname
                    )
            except BaseException:
                await self.aclose()
                raise
        self._transport = encrypted
        return self

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection: its TLS (`ssl_object`), its addresses."""
        return self._transport.get_extra_info(info) if self._transport is not None else None

    async def _in_time(
        self, future: asyncio.Future[None], timeout: float | None, error: type[httpcore.TimeoutException]
    ) -> None:
        # Not asyncio.timeout(): a timer alone costs a third, and a page waits several times.
        timer = self._loop.call_later(timeout, _fail, future, error()) if timeout is not None else None
        try:
            await future
        finally:
            if timer is not None:
                timer.cancel()


def _wake(future: asyncio.Future[None] | None) -> None:
    if future is not None and not future.done():
        future.set_result(None)


def _fail(future: asyncio.Future[None], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)


@contextmanager
def _as(timeout: type[Exception], error: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as cause:  # of asyncio, and of the system
        raise timeout(str(cause)) from cause
    except OSError as cause:  # ssl.SSLError too
        raise error(str(cause)) from cause
