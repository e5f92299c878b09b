"""Where connections may go: to public addresses, and to this machine only where a source says so.

The check sits at the connect call itself, on the resolved addresses, so that neither DNS nor a redirect gets round it.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import ssl
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import certifi
import httpcore
import httpx

from tasks.crawl import stream
from tasks.crawl.http11 import Http11
from tasks.crawl.stream import Meter, Stream

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_LEGACY_SERVER_CONNECT = 0x4
"""SSL_OP_LEGACY_SERVER_CONNECT; Python's ssl knows its name only from 3.12 on."""
_KEPT_SECONDS = 30.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefusedError(Exception):
    """A host that resolves to an address which the crawl must not reach."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait for a connection, and for the next bytes."""

    connect: float
    read: float


class GuardedBackend:
    """Connects to public addresses only; `connect` maps hosts to portals on this machine (host -> address:port)."""

    def __init__(self, connect: Mapping[str, str]) -> None:
        self._connect = dict(connect)
        self.meter = Meter()

    async def open(self, host: str, port: int, timeout: float) -> Stream:
        """Connect to the mapped address, or to the first public address of the host that answers."""
        mapped = self._connect.get(host.lower())
        if mapped is not None:
            address, _, mapped_port = mapped.rpartition(":")
            return await stream.connect(address.strip("[]"), int(mapped_port), timeout, self.meter)
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for resolved in await _resolve(host, port, timeout):
            try:
                return await stream.connect(resolved, port, timeout, self.meter)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _Answer(httpx.AsyncByteStream):
    """The body of an answer over HTTP/2 as it arrives."""

    def __init__(self, response: httpcore.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._response.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        """Give the connection back, or end it where the body was not read to its end."""
        await self._response.aclose()


class _Http2:
    """HTTP/2 over one connection, by httpcore; the same questions as of `Http11`."""

    def __init__(self, stream: Stream, origin: httpcore.Origin, timeouts: Timeouts) -> None:
        self._stream = stream
        self._connection = httpcore.AsyncHTTP2Connection(origin, stream)
        timeout = httpx.Timeout(timeouts.read, connect=timeouts.connect)
        self._extensions = {"timeout": timeout.as_dict()}

    @property
    def is_idle(self) -> bool:
        return self._connection.is_available() and not self._stream.has_ended

    async def ask(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        asked = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.content,
            extensions=self._extensions,
        )
        response = await self._connection.handle_async_request(asked)
        return httpx.Response(
            response.status, headers=response.headers, stream=_Answer(response), extensions=response.extensions
        )

    async def aclose(self) -> None:
        await self._connection.aclose()


class GuardedTransport(httpx.AsyncBaseTransport):
    """httpx over one host's single connection, HTTP/1.1 or 2, certificates verified, no proxies.

    It does without httpx's pool, which costs as much as everything else in a request: a host is asked one thing at a
    time. Raises AddressRefusedError, httpcore's errors, and whatever else a server can provoke in the libraries below.
    """

    def __init__(self, connect: Mapping[str, str], timeouts: Timeouts, *, legacy_tls: bool = False) -> None:
        self._legacy_tls = legacy_tls
        self._timeouts = timeouts
        self._backend = GuardedBackend(connect)
        self._connection: Http11 | _Http2 | None = None
        self._origin: tuple[bytes, bytes, int] | None = None
        self._used_at = 0.0

    @property
    def received(self) -> int:
        """Bytes that came over all connections so far, headers included."""
        return self._backend.meter.received

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send over the connection that stands, or over a new one.

        A server may end a connection in the moment in which the next question is sent. That is no answer and no fault
        of its own: the question is sent once more (RFC 9110, 9.2.2).
        """
        url = request.url
        if url.scheme not in ("http", "https") or not url.host:
            raise httpcore.UnsupportedProtocol(f"{url.scheme} is not asked")
        origin = (url.raw_scheme, url.raw_host, url.port or (443 if url.scheme == "https" else 80))
        connection, now = self._connection, time.monotonic()
        fresh = origin == self._origin and now - self._used_at < _KEPT_SECONDS
        self._used_at = now
        if connection is not None and fresh and connection.is_idle:
            before = self.received
            try:
                return await connection.ask(request)
            except (httpcore.RemoteProtocolError, httpcore.ReadError, httpcore.WriteError):
                if request.method != "GET" or self.received > before:
                    raise
        await self.aclose()
        connection = self._connection = await self._connect(*origin)
        self._origin = origin
        return await connection.ask(request)

    async def aclose(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.aclose()

    async def _connect(self, scheme: bytes, host: bytes, port: int) -> Http11 | _Http2:
        name, timeouts = host.decode("ascii"), self._timeouts
        opened = await self._backend.open(name, port, timeouts.connect)
        if scheme == b"https":
            await opened.start_tls(tls_context(legacy=self._legacy_tls), name, timeouts.connect)
            if opened.get_extra_info("ssl_object").selected_alpn_protocol() == "h2":
                return _Http2(opened, httpcore.Origin(scheme, host, port), timeouts)
        return Http11(opened, timeouts.read)


class Client:
    """What a host is asked by: redirects and cookies are the caller's affair."""

    def __init__(self, connect: Mapping[str, str], timeouts: Timeouts, *, legacy_tls: bool = False) -> None:
        self._transport = GuardedTransport(connect, timeouts, legacy_tls=legacy_tls)

    @property
    def received(self) -> int:
        """Bytes that came so far, those of answers that were never finished included."""
        return self._transport.received

    async def send(self, url: str, headers: Sequence[tuple[str, str]], content: bytes | None = None) -> httpx.Response:
        """Ask, by POST where there is content; the answer's body is still to be read, and the answer to be closed.

        httpx's own client would follow every answer with a look for redirects, and fails at addresses that are none.
        """
        request = httpx.Request(
            "GET" if content is None else "POST",
            url,
            headers=[(name.encode("ascii"), value.encode("latin-1", "replace")) for name, value in headers],
            content=content,
        )
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._transport.aclose()


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet, whatever it is wrapped in."""
    try:
        found: _Address = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        found = _unwrapped(found)
    return found.is_global and not found.is_multicast and not found.is_reserved


def _unwrapped(address: ipaddress.IPv6Address) -> _Address:
    """The IPv4 address inside a mapped, 6to4, Teredo or NAT64 address; such wrappings are ways round a naive check."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)


async def _resolve(host: str, port: int, timeout: float) -> list[str]:
    try:
        async with asyncio.timeout(timeout):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise httpcore.ConnectTimeout(f"the name {host} was not resolved in time") from error
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
    addresses = [str(sockaddr[0]) for *_, sockaddr in found]
    refused = [address for address in addresses if not is_public(address)]
    if refused:
        raise AddressRefusedError(f"{host} leads to {refused[0]}, which is not a public address")
    return addresses


@cache
def tls_context(*, legacy: bool) -> ssl.SSLContext:
    """How servers are met over TLS: one for all hosts, since loading the certificates takes 40 ms.

    `legacy` also speaks to servers of before 2010 that OpenSSL 3 turns down (no RFC 5746, TLS 1.0, small keys, SHA-1).
    Their certificates are verified all the same: without that nobody could say whose page was read.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    context.set_alpn_protocols(["http/1.1", "h2"])  # one question at a time gains nothing by HTTP/2
    if legacy:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.options |= _LEGACY_SERVER_CONNECT
    return context
