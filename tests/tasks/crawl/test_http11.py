"""One HTTP/1.1 connection for many questions, whatever the server mixes into it."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter

from tasks.crawl.connect import Client, Timeouts
from tests.tasks.crawl.portal import HOME, HOST


def answers(*said: bytes) -> tuple[list[tuple[int, bytes]], int]:
    """What a client makes of a server that says these things, one for each question; and over how many connections.

    `~` in what is said stands for a pause after which the rest comes unasked; where nothing is said it hangs up.
    """
    left = list(said)
    connections = 0

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        nonlocal connections
        connections += 1
        try:
            while left:
                await reader.readuntil(b"\r\n\r\n")
                if not left[0]:
                    left.pop(0)
                    break
                now, _, later = left.pop(0).partition(b"~")
                writer.write(now)
                await writer.drain()
                if later:
                    await asyncio.sleep(0.02)
                    writer.write(later)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        writer.close()

    async def ask() -> list[tuple[int, bytes]]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        client = Client({HOST: f"127.0.0.1:{server.sockets[0].getsockname()[1]}"}, Timeouts(5, 5))
        found = []
        for _ in filter(None, said):
            response = await client.send(f"{HOME}/", [("Host", HOST)])
            found.append((response.status_code, b"".join([piece async for piece in response.stream])))  # type: ignore[union-attr]
            await response.aclose()
            await asyncio.sleep(0.05)
        await client.aclose()
        server.close()
        return found

    return asyncio.run(ask()), connections


def said(body: bytes, status: int = 200) -> bytes:
    return b"HTTP/1.1 %d OK\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def test_one_connection_serves_all_questions() -> None:
    found, connections = answers(said(b"one"), said(b"two"), said(b"", 404), said(b"four"))
    assert found == [(200, b"one"), (200, b"two"), (404, b""), (200, b"four")]
    assert connections == 1


def test_what_follows_an_answer_is_not_the_next_one() -> None:
    """Else one page could speak for another."""
    found, connections = answers(
        said(b"one") + said(b"trap"), said(b"two"), said(b"three") + b"~" + said(b"trap"), said(b"four")
    )
    assert found == [(200, b"one"), (200, b"two"), (200, b"three"), (200, b"four")]
    assert connections == 3


def test_a_server_that_hangs_up_when_asked_again_is_asked_anew() -> None:
    found, connections = answers(said(b"one"), b"", said(b"two"))
    assert found == [(200, b"one"), (200, b"two")]
    assert connections == 2


def test_announcements_are_passed_over() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    assert answers(early + early + said(b"one"))[0] == [(200, b"one")]


def test_an_answer_may_end_with_the_connection() -> None:
    assert answers(b"HTTP/1.0 200 OK\r\n\r\none")[0] == [(200, b"one")]
