"""Ways in which a server misbehaves, byte by byte on the connection."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from asyncio import StreamWriter
from collections.abc import Awaitable, Callable, Mapping
from functools import cache
from html import escape

Act = Callable[[StreamWriter], Awaitable[None]]
"""Answers one request; the connection is closed after it."""

_BOMB = 100 * 1024 * 1024
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_SENTENCE = "本单位按照预算绩效管理要求对该项目开展了绩效自评,全年预算数与执行数一致,总体情况良好。"


def report(title: str, more: str = "") -> bytes:
    """A page as a site would publish it, long enough to be one."""
    head = f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)}</title></head>"
    return f"{head}<body><h1>{escape(title)}</h1><p>{_SENTENCE * 30}</p>{more}</body></html>".encode()


def short(text: str, head: str = "") -> bytes:
    """A page that says little."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{text}</body></html>".encode()


def head(status: int, headers: Mapping[str, str]) -> bytes:
    """A status line and headers."""
    lines = [f"HTTP/1.1 {status} Hm", *(f"{name}: {value}" for name, value in headers.items()), "Connection: close"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def say(body: bytes = b"", status: int = 200, **headers: str) -> Act:
    """An answer as it should be; `Content_Type` stands for Content-Type."""
    named = _HTML | {name.replace("_", "-"): value for name, value in headers.items()}

    async def act(writer: StreamWriter) -> None:
        writer.write(head(status, {"Content-Length": str(len(body))} | named) + body)

    return act


def first(trouble: Act, then: Act, times: int = 1) -> Act:
    """Trouble for so many times, then an answer."""
    left = [times]

    async def act(writer: StreamWriter) -> None:
        left[0] -= 1
        await (trouble if left[0] >= 0 else then)(writer)

    return act


def raw(data: bytes) -> Act:
    """Bytes of any kind, then the end."""

    async def act(writer: StreamWriter) -> None:
        writer.write(data)

    return act


def stall(data: bytes = b"", seconds: float = 120.0) -> Act:
    """Some bytes, then silence."""

    async def act(writer: StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(seconds)

    return act


def drip(data: bytes, every: float = 0.1) -> Act:
    """Some bytes, then one more every now and then, for ever: no pause is long enough to be called silence."""

    async def act(writer: StreamWriter) -> None:
        writer.write(data)
        while not writer.is_closing():
            await writer.drain()
            await asyncio.sleep(every)
            writer.write(b".")

    return act


def endless(data: bytes, piece: bytes) -> Act:
    """Some bytes, then the same piece again and again as fast as it is taken."""

    async def act(writer: StreamWriter) -> None:
        writer.write(data)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()

    return act


def bad_chunk(body: bytes) -> Act:
    """A chunked body that goes on with a chunk whose length is no number."""
    start = b"%x\r\n" % len(body) + body + b"\r\n"
    return raw(head(200, _HTML | {"Transfer-Encoding": "chunked"}) + start + b"ZZ\r\n" + body)


def two_lengths(body: bytes) -> Act:
    """An answer that gives two lengths."""
    twice = f"Content-Length: {len(body)}\r\nContent-Length: {len(body) - 9}\r\n"
    return raw(f"HTTP/1.1 200 OK\r\n{twice}Connection: close\r\n\r\n".encode() + body)


def too_long(body: bytes) -> Act:
    """More bytes than its Content-Length says, which look like an answer to the next question."""
    more = head(200, {"Content-Length": "4"}) + b"trap"
    return raw(head(200, _HTML | {"Content-Length": str(len(body))}) + body + more)


def promises() -> Act:
    """Announcements of an answer that never comes."""
    return endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 20)


def old(start: bytes, body: bytes, end: bytes = b"\r\n") -> Act:
    """An answer with a status line of its own making, and lines that end in their own way; its end is its length."""
    return raw(end.join([start, b"Content-Type: text/html; charset=utf-8", b"", b""]) + body)


def odd_header(value: bytes) -> Act:
    """An answer with a header of any bytes."""
    return raw(b"HTTP/1.1 200 OK\r\nX-Odd: " + value + b"\r\nContent-Type: text/html\r\n\r\n" + report("怪头"))


def cookies_without_end(to: str) -> Act:
    """A redirect to itself that sets another cookie each time."""
    times = [0]

    async def act(writer: StreamWriter) -> None:
        times[0] += 1
        await say(b"", 302, Location=to, Set_Cookie=f"visit={times[0]}")(writer)

    return act


def reset(data: bytes = b"") -> Act:
    """Some bytes, then a reset of the connection."""

    async def act(writer: StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        await asyncio.sleep(0.05)
        connection = writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()

    return act


def too_short(body: bytes) -> Act:
    """A body shorter than its Content-Length says."""
    return raw(head(200, _HTML | {"Content-Length": str(len(body) + 5000)}) + body)


def cut_chunk(body: bytes) -> Act:
    """A chunked body that ends in the middle of a chunk."""
    return raw(head(200, _HTML | {"Transfer-Encoding": "chunked"}) + b"%x\r\n" % (len(body) + 500) + body)


def endless_chunks() -> Act:
    """A chunked body without an end."""
    piece = b"8000\r\n" + b"<p>" * 10922 + b"<p" + b"\r\n"
    return endless(head(200, _HTML | {"Transfer-Encoding": "chunked"}), piece)


@cache
def bomb(encoding: str) -> Act:
    """A hundred megabytes of nothing in a hundred kilobytes."""
    if encoding == "gzip":
        return say(gzip.compress(bytes(_BOMB), 9), Content_Encoding="gzip")
    return say(zlib.compress(bytes(_BOMB), 9), Content_Encoding="deflate")


def flood(headers: int) -> Act:
    """Headers without number."""
    lines = "".join(f"X-{number}: {'v' * 12}\r\n" for number in range(headers))
    return raw(f"HTTP/1.1 200 OK\r\n{lines}Content-Length: 2\r\nConnection: close\r\n\r\nok".encode())


def endless_headers() -> Act:
    """Headers that never come to an end."""
    return endless(b"HTTP/1.1 200 OK\r\n", b"X-More: and more\r\n" * 500)


def onward(to: str, status: int = 302) -> Act:
    """A redirect to an address, whatever it is."""
    return say(b"", status, Location=to)


def refreshing(to: str) -> Act:
    """A page that does nothing but send on."""
    return say(short("正在跳转", f"<meta http-equiv='refresh' content='0; url={escape(to)}'>"))
