"""Where connections may go: to public addresses, and to this machine only where a source says so.

The check sits at the connect call itself, on the resolved addresses, so that neither DNS nor a redirect gets round it.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable, Mapping
from functools import cache

import anyio
import httpcore
import httpx
from httpcore import SOCKET_OPTION, AsyncNetworkBackend, AsyncNetworkStream

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefusedError(Exception):
    """A host that resolves to an address which the crawl must not reach."""


class GuardedBackend(AsyncNetworkBackend):
    """Connects to public addresses only; `connect` maps hosts to portals on this machine (host -> address:port)."""

    def __init__(self, connect: Mapping[str, str]) -> None:
        self._connect = dict(connect)
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        """Connect to the mapped address, or to the first public address of the host that answers."""
        mapped = self._connect.get(host.lower())
        if mapped is not None:
            address, _, mapped_port = mapped.rpartition(":")
            return await self._inner.connect_tcp(
                address.strip("[]"), int(mapped_port), timeout, local_address, socket_options
            )
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for resolved in await _resolve(host, port, timeout):
            try:
                return await self._inner.connect_tcp(resolved, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def sleep(self, seconds: float) -> None:
        """Sleep between connection attempts."""
        await self._inner.sleep(seconds)


def guarded_client(connect: Mapping[str, str], headers: Mapping[str, str], timeout: httpx.Timeout) -> httpx.AsyncClient:
    """A client for one host: one connection, no proxies, no cookies between runs, redirects left to the caller."""
    return httpx.AsyncClient(transport=_GuardedTransport(connect), headers=headers, timeout=timeout, trust_env=False)


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


async def _resolve(host: str, port: int, timeout: float | None) -> list[str]:
    try:
        with anyio.fail_after(timeout):
            found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
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
def _ssl_context() -> ssl.SSLContext:
    """One for all hosts: loading the certificates takes 40 ms."""
    return httpx.create_ssl_context(trust_env=False)


class _GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a guarded pool.

    httpx 0.28 has no argument for the network backend, so the pool it builds is replaced by ours before first use.
    """

    def __init__(self, connect: Mapping[str, str]) -> None:
        super().__init__(verify=_ssl_context())
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_ssl_context(),
            max_connections=1,
            max_keepalive_connections=1,
            keepalive_expiry=30.0,
            network_backend=GuardedBackend(connect),
        )
