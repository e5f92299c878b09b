"""Connections go to public addresses, and to this machine only where a source says so."""

from __future__ import annotations

import asyncio
import socket
from typing import Any
from urllib.parse import urlsplit

import pytest

from tasks.crawl.connect import AddressRefusedError, Client, Timeouts, is_public
from tests.tasks.crawl.portal import HOST, Reply, serve


@pytest.mark.parametrize("address", ["1.25.240.11", "2400:3200::1", "8.8.8.8"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.1.2.3", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.100.100.200", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "64:ff9b::7f00:1", "ff02::1", "not an address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


async def _get(url: str, connect: dict[str, str]) -> int:
    client = Client(connect, Timeouts(5, 5))
    try:
        response = await client.send(url, [("Host", urlsplit(url).netloc)])
        await response.aclose()
        return response.status_code
    finally:
        await client.aclose()


def test_a_mapped_host_leads_to_this_machine_under_its_own_name() -> None:
    with serve({"/": Reply(b"hello")}) as portal:
        assert asyncio.run(_get(f"http://{HOST}/", {HOST: f"127.0.0.1:{portal.port}"})) == 200
        assert portal.hits[0].headers["host"] == HOST


def test_this_machine_is_refused_otherwise() -> None:
    with serve({"/": Reply(b"secret")}) as portal:
        for host in ("127.0.0.1", "localhost", "[::1]"):
            with pytest.raises(AddressRefusedError):
                asyncio.run(_get(f"http://{host}:{portal.port}/", {HOST: f"127.0.0.1:{portal.port}"}))
        assert portal.hits == []


def test_a_name_that_resolves_inwards_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: Any, port: Any, *_: Any, **__: Any) -> list[Any]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("8.8.8.8", port)), (*kind, ("10.0.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(AddressRefusedError, match=r"10\.0\.0\.7"):
        asyncio.run(_get("http://czj.rebound.example/", {}))
