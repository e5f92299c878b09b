"""The portal that is crawled: several hosts of lists and reports on loopback, in a process of its own.

`python -m bench.crawl.portal --hosts 8 --pages 4000` prints the ports as one JSON line and serves until it is ended.
Pages are made when they are asked for and weigh what the demo portal's weigh; the answers carry entity tags.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import zlib
from functools import lru_cache

ROWS = 100
"""Items on a page of a list."""
COLUMN = "/jxgl/"
_SENTENCE = "该项目年初预算{0}万元，全年预算{1}万元，全年执行{2}万元，预算执行率{3}%，绩效目标总体完成情况较好。"
_HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{0}</title>'
    '<meta name="ArticleTitle" content="{0}"><meta name="PubDate" content="2024-05-06"></head>'
)


def host_name(number: int) -> str:
    """The name under which a host is crawled."""
    return f"czj.county{number}.jxtest.gov.cn"


class _Site(asyncio.Protocol):
    """HTTP/1.1 with kept connections, and no more of it than two crawlers need."""

    def __init__(self, host: int, pages: int) -> None:
        self._host, self._pages = host, pages
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - a stream server has no other
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come whole."""
        self._waiting += data
        while b"\r\n\r\n" in self._waiting:
            request, self._waiting = self._waiting.split(b"\r\n\r\n", 1)
            self._transport.write(self._answer(request))

    def _answer(self, request: bytes) -> bytes:
        line, *headers = request.split(b"\r\n")
        path = line.split(b" ")[1].decode("ascii", "replace")
        body = answer(self._host, self._pages, path)
        if body is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\nContent-Type: text/plain\r\n\r\ngone"
        kind = b"text/plain" if path == "/robots.txt" else b"text/html; charset=utf-8"
        tag = b'"%08x"' % zlib.crc32(body)
        head = b"ETag: %s\r\nContent-Type: %s\r\nServer: bench\r\n" % (tag, kind)
        if any(header.lower() == b"if-none-match: " + tag for header in headers):
            return b"HTTP/1.1 304 Not Modified\r\n" + head + b"\r\n"
        return b"HTTP/1.1 200 OK\r\n" + head + b"Content-Length: %d\r\n\r\n" % len(body) + body


@lru_cache(maxsize=2000)
def answer(host: int, pages: int, path: str) -> bytes | None:
    """The body of an address; None where there is none."""
    if path == "/robots.txt":
        return b"User-agent: *\nDisallow: /admin/\n"
    name = path.removeprefix(COLUMN).removesuffix(".html").removeprefix("index")
    if not path.startswith(COLUMN):
        return None
    if name.startswith("2024/"):
        return _page(host, int(name.removeprefix("2024/"))).encode()
    number = int(name.removeprefix("_") or 1)
    return _list(pages, number).encode() if (number - 1) * ROWS < pages else None


def _list(pages: int, number: int) -> str:
    last = -(-pages // ROWS)
    rows = "".join(
        f'<li><a href="{COLUMN}2024/{n}.html">{n}号项目支出绩效自评报告</a><span>2024-05-06</span></li>\n'
        for n in range((number - 1) * ROWS, min(pages, number * ROWS))
    )
    more = f'<a href="{COLUMN}index_{number + 1}.html">下一页</a>' if number < last else ""
    return f"{_HEAD.format('绩效管理')}<body><ul class='list'>{rows}</ul><div>共{pages}条 {more}</div></body></html>"


def _page(host: int, number: int) -> str:
    title = f"县{host}{number}号项目支出绩效自评报告"
    figures = [(number * 7 + n, number * 7 + n + 3, number * 7 + n + 1, 90 + n % 10) for n in range(24)]
    text = "".join(f"<p>{_SENTENCE.format(*figure)}</p>\n" for figure in figures)
    rows = "".join(f"<tr>{''.join(f'<td>{value}</td>' for value in figure)}</tr>\n" for figure in figures)
    menu = "".join(f'<li><a href="/zwgk/{n}/">栏目{n}</a></li>' for n in range(20))
    return f"{_HEAD.format(title)}<body><ul>{menu}</ul><h1>{title}</h1>{text}<table>{rows}</table></body></html>"


async def _serve(hosts: int, pages: int) -> None:
    loop = asyncio.get_running_loop()
    servers = [
        # An address a host: Scrapy tells hosts apart by name, and has no other way to this machine.
        await loop.create_server(lambda host=host: _Site(host, pages // hosts), f"127.0.0.{host + 1}", 0)  # type: ignore[misc]
        for host in range(hosts)
    ]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    print(json.dumps(ports), flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def main() -> None:
    """Serve until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl.portal", description=__doc__)
    parser.add_argument("--hosts", type=int, default=8)
    parser.add_argument("--pages", type=int, default=4000)
    options = parser.parse_args()
    asyncio.run(_serve(options.hosts, options.pages))


if __name__ == "__main__":
    main()
