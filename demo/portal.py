"""The portal as running servers: a listener on the loopback for every site, all in one event loop."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import format_datetime, parsedate_to_datetime
from types import TracebackType
from typing import NamedTuple
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo.sites import all_sites
from demo.sites.reply import Ask, Reply
from demo.sites.site import Site
from demo.world import World

_LOOPBACK = "127.0.0.1"
_LOG_LENGTH = 10_000
_START_SECONDS = 20.0


class Visit(NamedTuple):
    """One request that a site answered."""

    host: str
    method: str
    target: str
    status: int


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Signals are left to whoever started the portal: six servers in one loop must not fight for them."""
        yield


def _unchanged(request: Request, reply: Reply) -> bool:
    """Whether the client has what would be sent (RFC 9110, 13.1: an entity tag goes before a date)."""
    asked = request.headers.get("if-none-match")
    if asked is not None:
        tags = {tag.strip().removeprefix("W/").strip('"') for tag in asked.split(",")}
        return reply.tag is not None and (reply.tag in tags or "*" in tags)
    since = request.headers.get("if-modified-since")
    if since is None or reply.modified is None:
        return False
    try:
        return reply.modified <= parsedate_to_datetime(since)
    except (TypeError, ValueError):
        return False


def _response(request: Request, reply: Reply) -> Response:
    headers = dict(reply.headers)
    if reply.tag is not None:
        headers["ETag"] = f'"{reply.tag}"'
    if reply.modified is not None:
        headers["Last-Modified"] = format_datetime(reply.modified, usegmt=True)
    if reply.status == 200 and request.method in ("GET", "HEAD", "POST") and _unchanged(request, reply):
        return Response(status_code=304, headers=headers)
    # Not as media_type: starlette would add a charset to it, and one site must send none.
    headers["Content-Type"] = reply.content_type
    return Response(reply.body(), reply.status, headers)


class Portal:
    """The demo portal. As a context manager it serves from a thread of its own until it is left.

    `documents` are the numbered documents; the fixed bad items and the mirror's copies come on top. `revisions`
    gives documents corrected figures ({17: 1}). With `first_port` the sites listen on consecutive ports from there,
    otherwise on free ones. `visits` counts requests by (host, status); `log` holds the last ten thousand of them.
    """

    def __init__(
        self,
        documents: int = 60,
        seed: int = 1,
        revisions: Mapping[int, int] | None = None,
        first_port: int | None = None,
    ) -> None:
        self.world = World(seed, documents, dict(revisions or {}))
        self.sites = all_sites(self.world)
        self.visits: Counter[tuple[str, int]] = Counter()
        self.log: deque[Visit] = deque(maxlen=_LOG_LENGTH)
        self.addresses: dict[str, str] = {}
        self._first_port = first_port
        self._sockets: list[socket.socket] = []
        self._servers: list[_Server] = []
        self._thread: threading.Thread | None = None

    def _bind(self) -> None:
        for place, site in enumerate(self.sites):
            listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            self._sockets.append(listener)
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((_LOOPBACK, 0 if self._first_port is None else self._first_port + place))
            listener.listen(128)
            self.addresses[site.place.host] = f"{_LOOPBACK}:{listener.getsockname()[1]}"
            config = uvicorn.Config(
                self._application(site),
                log_config=None,
                access_log=False,
                lifespan="off",
                server_header=False,
                timeout_graceful_shutdown=2,
            )
            self._servers.append(_Server(config))

    def _application(self, site: Site) -> Starlette:
        async def answer(request: Request) -> Response:
            query = dict(request.query_params)
            body = ""
            if request.method == "POST":
                body = (await request.body()).decode("utf-8", "replace")
                query |= dict(parse_qsl(body))
            ask = Ask(request.url.path, query, request.headers.get("referer"), request.method, body)
            response = _response(request, site.answer(ask))
            self.visits[site.place.host, response.status_code] += 1
            target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            self.log.append(Visit(site.place.host, request.method, target, response.status_code))
            return response

        return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "HEAD", "POST"])])

    async def _serve(self) -> None:
        pairs = zip(self._servers, self._sockets, strict=True)
        await asyncio.gather(*(server.serve([listener]) for server, listener in pairs))

    async def serve_forever(self) -> None:
        """Serve in the running event loop until cancelled (Ctrl-C under asyncio.run)."""
        self._bind()
        task = asyncio.create_task(self._serve())
        try:
            await asyncio.shield(task)
        finally:
            self._ask_to_stop()
            await task

    def _ask_to_stop(self) -> None:
        for server in self._servers:
            server.should_exit = True

    def start(self) -> None:
        """Start all listeners in a background thread and return when they answer.

        Raises OSError where a given port is taken, TimeoutError where the servers do not come up.
        """
        try:
            self._bind()
        except OSError:
            for listener in self._sockets:
                listener.close()
            raise
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="demo-portal", daemon=True)
        self._thread.start()
        ready = threading.Event()
        waited = 0.0
        while not all(server.started for server in self._servers):
            if waited > _START_SECONDS or not self._thread.is_alive():
                self.stop()
                raise TimeoutError("the demo portal did not start")
            ready.wait(0.02)
            waited += 0.02

    def stop(self) -> None:
        """Stop all listeners and wait for the thread."""
        self._ask_to_stop()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        for listener in self._sockets:
            listener.close()

    def __enter__(self) -> Portal:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
