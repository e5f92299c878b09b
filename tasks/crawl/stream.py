"""httpcore's view of a connection, on asyncio itself: anyio in between takes a tenth of the crawl's processor time."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpcore


async def connect(address: str, port: int, timeout: float | None) -> Stream:
    """A TCP connection to an IP address; httpcore's errors where there is none in time."""
    with _as(httpcore.ConnectTimeout, httpcore.ConnectError):
        async with asyncio.timeout(timeout):
            return Stream(*await asyncio.open_connection(address, port))


class Stream(httpcore.AsyncNetworkStream):
    """An open connection, encrypted once `start_tls` was called."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes, empty at the end."""
        with _as(httpcore.ReadTimeout, httpcore.ReadError):
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        if not buffer:
            return
        with _as(httpcore.WriteTimeout, httpcore.WriteError):
            async with asyncio.timeout(timeout):
                self._writer.write(buffer)
                await self._writer.drain()

    async def aclose(self) -> None:
        """End the connection at once: a server that does not say goodbye must not hold us up."""
        self._writer.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> Stream:
        """Encrypt the connection and verify with whom."""
        with _as(httpcore.ConnectTimeout, httpcore.ConnectError):
            try:
                async with asyncio.timeout(timeout):
                    await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
            except BaseException:
                await self.aclose()
                raise
        return self

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of a connection: its TLS, and whether the server ended it while it was idle."""
        if info == "is_readable":
            return self._reader.at_eof() or self._reader.exception() is not None or self._writer.is_closing()
        return self._writer.get_extra_info(info)


@contextmanager
def _as(timeout: type[Exception], error: type[Exception]) -> Iterator[None]:
    try:
        yield
    except TimeoutError as cause:  # of asyncio, and of the system
        raise timeout(str(cause)) from cause
    except OSError as cause:  # ssl.SSLError too
        raise error(str(cause)) from cause
