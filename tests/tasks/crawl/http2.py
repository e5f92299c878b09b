"""A small real HTTP/2 server on this machine: TLS, ALPN, flow control; it speaks nothing else."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded, WindowUpdated

from tests.tasks.crawl.portal import Reply

_FRAME = 16_000


@dataclass
class Http2Portal:
    """What is served and what was asked for, with the headers of the questions; `connections` counts these."""

    routes: Mapping[str, Reply]
    port: int = 0
    connections: int = 0
    hits: list[dict[str, str]] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [hit[":path"] for hit in self.hits]


class _Connection(asyncio.Protocol):
    def __init__(self, portal: Http2Portal) -> None:
        self._portal = portal
        self._h2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._waiting: dict[int, bytes] = {}

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        assert transport.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
        self._portal.connections += 1
        self._transport = transport
        self._h2.initiate_connection()
        self._flush()

    def data_received(self, data: bytes) -> None:
        for event in self._h2.receive_data(data):
            if isinstance(event, RequestReceived):
                self._portal.hits.append({str(name): str(value) for name, value in event.headers})
            elif isinstance(event, DataReceived):
                self._h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, StreamEnded):
                self._answer(event.stream_id, self._portal.hits[-1])
            elif isinstance(event, WindowUpdated):
                self._send()
        self._flush()

    def _answer(self, stream: int, asked: dict[str, str]) -> None:
        reply = self._portal.routes.get(asked[":path"], Reply(b"no such page", 404))
        tag = f'"{len(reply.body)}"'
        unchanged = reply.status == 200 and asked.get("if-none-match") == tag
        headers = {":status": "304" if unchanged else str(reply.status), "content-type": "text/html; charset=utf-8"}
        if reply.status == 200:
            headers["etag"] = tag
        self._h2.send_headers(stream, list((headers | reply.headers).items()), end_stream=unchanged)
        if not unchanged:
            self._waiting[stream] = reply.body
            self._send()

    def _send(self) -> None:
        for stream, body in list(self._waiting.items()):
            while body and (room := min(self._h2.local_flow_control_window(stream), _FRAME)) > 0:
                self._h2.send_data(stream, body[:room])
                body = body[room:]
            self._waiting[stream] = body
            if not body:
                self._h2.end_stream(stream)
                del self._waiting[stream]

    def _flush(self) -> None:
        self._transport.write(self._h2.data_to_send())


@contextmanager
def serve_http2(routes: Mapping[str, Reply], certificate: Path) -> Iterator[Http2Portal]:
    """Serve routes by path until the block ends; unknown paths are 404."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])
    portal, loop, started = Http2Portal(routes), asyncio.new_event_loop(), threading.Event()

    async def start() -> None:
        server = await loop.create_server(lambda: _Connection(portal), "127.0.0.1", 0, ssl=context)
        portal.port = server.sockets[0].getsockname()[1]
        started.set()

    thread = threading.Thread(target=lambda: (loop.run_until_complete(start()), loop.run_forever()), daemon=True)
    thread.start()
    assert started.wait(10)
    try:
        yield portal
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
