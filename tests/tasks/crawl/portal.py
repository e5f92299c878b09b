"""A small real web server on this machine, whose answers a test scripts by path and whose visitors it remembers."""

from __future__ import annotations

import hashlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source

HOST = "czj.yunling.jxtest.gov.cn"
HOME = f"http://{HOST}"
FAST = CrawlSettings(
    contact="crawl@example.org",
    default_delay=0.0,
    connect_timeout=10.0,
    read_timeout=10.0,
    total_timeout=30.0,
    retry_wait=0.01,
    longest_retry_after=1.0,
    max_bytes=200_000,
)


@dataclass(frozen=True)
class Hit:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]
    at: float


@dataclass
class Reply:
    """An answer; `cut` sends only so many bytes of the declared length, `pause` waits before answering."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    pause: float = 0.0
    validators: bool = True


Route = Reply | Callable[[Hit], Reply]


@dataclass
class Portal:
    """What is served and what was asked for."""

    port: int
    routes: dict[str, Route]
    hits: list[Hit] = field(default_factory=list)

    def paths(self) -> list[str]:
        return [hit.path for hit in self.hits]

    def source(self, template: str = "plain", columns: Any = None, **changes: Any) -> Source:
        fields: dict[str, Any] = {
            "name": "yunling-czj",
            "title": "云岭县财政局",
            "publisher": "云岭县财政局",
            "region_code": "999201",
            "region_name": "云岭县",
            "official": True,
            "verified": False,
            "template": template,
            "columns": columns or [{"url": f"{HOME}/jxgl/"}],
            "delay_seconds": 0.0,
            "delay_reason": "a server on this machine",
            "connect": {HOST: f"127.0.0.1:{self.port}"},
        }
        return Source.model_validate(fields | changes)


@contextmanager
def serve(routes: dict[str, Route], tls: ssl.SSLContext | None = None) -> Iterator[Portal]:
    """Serve routes (path with query, or path) until the block ends; unknown paths are 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            hit = Hit(self.path, {key.lower(): value for key, value in self.headers.items()}, time.monotonic())
            portal.hits.append(hit)
            route = routes.get(self.path, routes.get(self.path.partition("?")[0], Reply(b"no such page", 404)))
            reply = route if isinstance(route, Reply) else route(hit)
            time.sleep(reply.pause)
            self._send(hit, reply)

        def _send(self, hit: Hit, reply: Reply) -> None:
            headers = dict(reply.headers)
            if reply.status == 200 and reply.validators and reply.cut is None:
                headers.setdefault("ETag", f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"')
                if hit.headers.get("if-none-match") == headers["ETag"]:
                    self.send_response(304)
                    self.send_header("ETag", headers["ETag"])
                    self.end_headers()
                    return
            self.send_response(reply.status)
            headers.setdefault("Content-Type", "text/html; charset=utf-8")
            headers.setdefault("Content-Length", str(len(reply.body)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                self.wfile.write(reply.body[: reply.cut])
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True
            if reply.cut is not None:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    portal = Portal(server.server_address[1], routes)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(title: str, links: str = "", words: int = 60) -> bytes:
    """A page as a site would publish it, long enough to be one."""
    text = "本单位按照预算绩效管理要求，对该项目开展了绩效自评，全年预算数执行良好。" * words
    head = f"<!DOCTYPE html><html><head><title>{title}</title></head>"
    return f"{head}<body><h1>{title}</h1><p>{text}</p>{links}</body></html>".encode()


def listing(rows: Mapping[str, str], more: str = "") -> bytes:
    """A plain list of links (address -> title) with dates."""
    items = "".join(f'<li><a href="{url}">{title}</a><span>2024-05-06</span></li>' for url, title in rows.items())
    return f"<html><body><ul class='list'>{items}</ul>{more}</body></html>".encode()


def small_site(items: int = 3) -> dict[str, Route]:
    """A list of some items, the first of which has a file."""
    rows = {f"/jxgl/2024/{number}.html": f"{number}号项目支出绩效自评报告" for number in range(1, items + 1)}
    routes: dict[str, Route] = {
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /admin/\n", headers={"Content-Type": "text/plain"}),
        "/jxgl/": Reply(listing(rows, f"<div>共{items}条</div>")),
        "/jxgl/files/t.xlsx": Reply(b"PK\x03\x04 a table", headers={"Content-Type": "application/octet-stream"}),
    }
    for number, (url, title) in enumerate(rows.items()):
        link = '<a href="../files/t.xlsx">附件：绩效自评表</a>' if number == 0 else ""
        routes[url] = Reply(article(title, link))
    return routes
