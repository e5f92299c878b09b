"""The hostile sites as running servers on loopback, and the source files that lead to them."""

from __future__ import annotations

import asyncio
import threading
from asyncio import StreamReader, StreamWriter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import yaml

from demo.sites.hostile import COLUMN, HostileSite, hostile_sites

_LOOPBACK = "127.0.0.1"
_START_SECONDS = 20.0


class Hit(NamedTuple):
    """A request that came in."""

    host: str
    path: str
    name: str
    """The Host header."""


class HostilePortal:
    """Serves the hostile sites from a thread of its own while used as a context.

    `addresses` says where each host listens, `hits` what was asked for, and `strays` counts the connections to a port
    that no source names and only redirects lead to: a crawl must make none.
    """

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.hits: list[Hit] = []
        self.strays = 0
        self.sites: tuple[HostileSite, ...] = ()
        self._ready = threading.Event()
        self._end: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="hostile-portal", daemon=True)

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        canary = await asyncio.start_server(self._stray, _LOOPBACK, 0)
        self.sites = hostile_sites(f"{_LOOPBACK}:{canary.sockets[0].getsockname()[1]}")
        servers = [canary]
        for site in self.sites:
            server = await asyncio.start_server(self._answers(site), _LOOPBACK, 0)
            self.addresses[site.host] = f"{_LOOPBACK}:{server.sockets[0].getsockname()[1]}"
            servers.append(server)
        self._ready.set()
        await self._end.wait()
        for server in servers:
            server.close()

    async def _stray(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.strays += 1
        writer.close()

    def _answers(self, site: HostileSite):  # type: ignore[no-untyped-def]
        async def answer(reader: StreamReader, writer: StreamWriter) -> None:
            with suppress(
                ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError
            ):
                request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = request[0].split(" ")[1]
                names = [line[5:].strip() for line in request if line.lower().startswith("host:")]
                self.hits.append(Hit(site.host, path, names[0] if names else ""))
                await site.act(path)(writer)
                await writer.drain()
            with suppress(ConnectionError):
                writer.close()

        return answer

    def __enter__(self) -> HostilePortal:
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("the hostile sites did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None and self._end is not None:
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()


def write_hostile_sources(folder: Path, addresses: Mapping[str, str]) -> None:
    """Write a YAML file a hostile site into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for host, address in addresses.items():
        name = "hostile-" + host.partition(".")[0]
        source = {
            "name": name,
            "title": f"恶意站点 {host}",
            "publisher": f"恶意站点 {host}",
            "region_code": "999201",
            "region_name": "云岭县",
            "official": False,
            "verified": True,
            "template": "plain",
            "columns": [{"url": f"http://{host}{COLUMN}"}],
            "delay_seconds": 0.0,
            "delay_reason": "本机演示站点,不涉及任何真实网站",
            "connect": {host: address},
        }
        text = yaml.safe_dump(source, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
