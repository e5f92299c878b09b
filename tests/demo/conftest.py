"""A running portal for all tests that need one, and a client that goes to it under the sites' real names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import httpx
import pytest

from demo.portal import Portal


class Visitor:
    """Asks a portal for addresses as they are written."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._client = httpx.Client(timeout=20, trust_env=False)

    def get(self, url: str, method: str = "GET", **headers: str) -> httpx.Response:
        parts = urlsplit(url)
        target = f"http://{self._addresses[parts.netloc]}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items()} | {"Host": parts.netloc}
        return self._client.request(method, target, headers=named)

    def close(self) -> None:
        self._client.close()


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    with Portal(documents=60, seed=1) as running:
        yield running


@pytest.fixture(scope="session")
def visitor(portal: Portal) -> Iterator[Visitor]:
    guest = Visitor(portal.addresses)
    yield guest
    guest.close()
