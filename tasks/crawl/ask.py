"""One request and what came of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpcore
import httpx

from tasks.crawl.body import read_body
from tasks.crawl.connect import AddressRefusedError, Client
from tasks.crawl.night import utc_now
from tasks.crawl.outcome import Next, Verdict
from tasks.crawl.payload import Payload
from tasks.crawl.warc_records import Exchange, Headers

MOST_OF_A_REFUSAL = 64 * 1024
"""Bytes read of answers other than 2xx: enough to see what they are, and reading them keeps the connection."""
MOST_HEADERS = 200


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a body may be, how long everything may take, and whether a longer body is cut instead of refused.

    `notes` are archived with what comes; `folder` is where a large body waits for the archive.
    """

    bytes: int
    seconds: float
    cut: bool = False
    notes: Headers = ()
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer: `exchange` for the archive, `page` the body of a refusal.

    `verdict` is set where no usable answer came. `reading` is how many seconds the answer took once it had begun.
    """

    exchange: Exchange | None
    verdict: Verdict | None = None
    page: bytes = b""
    reading: float = 0.0


async def ask(
    client: Client, url: str, headers: Sequence[tuple[str, str]], post: bytes | None, limits: Limits
) -> Asked:
    """Send one request and read the answer; whatever the server does ends in an answer or a verdict."""
    try:
        async with asyncio.timeout(limits.seconds):
            return await _ask(client, url, headers, post, limits)
    except AddressRefusedError as error:
        return Asked(None, Verdict("refused", str(error), Next.NEVER))
    except httpcore.TimeoutException as error:
        return Asked(None, Verdict("timed_out", f"no answer in time ({type(error).__name__})", of_host=True))
    except TimeoutError:
        # It kept us for so long that once a night is enough.
        reason = f"the answer was not whole after {limits.seconds:.0f} s"
        return Asked(None, Verdict("timed_out", reason, Next.NEXT_NIGHT, of_host=True))
    except (httpcore.UnsupportedProtocol, httpx.InvalidURL, UnicodeError) as error:
        return Asked(None, Verdict("broken", f"the request failed ({short(error)})", Next.NEXT_NIGHT))
    except Exception as error:
        # Not only httpcore's errors: hostile frames and headers also trip the libraries below it.
        why = f"the connection failed ({type(error).__name__}: {short(error)})"
        return Asked(None, Verdict("broken", why, of_host=True))


async def _ask(
    client: Client, url: str, headers: Sequence[tuple[str, str]], post: bytes | None, limits: Limits
) -> Asked:
    at = utc_now()
    response = await client.send(wire_address(url), headers, post)
    begun = time.monotonic()
    try:
        useful = 200 <= response.status_code < 300
        answered = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw]
        if len(answered) > MOST_HEADERS:
            return Asked(None, Verdict("broken", f"the answer has {len(answered)} headers", Next.NEXT_NIGHT))
        encoding = header(answered, "content-encoding") or ""
        length = header(answered, "content-length") or ""
        declared = int(length) if length.isascii() and length.isdigit() and len(length) < 19 else None
        cut = limits.cut or not useful
        limit = limits.bytes if useful else MOST_OF_A_REFUSAL
        body = await read_body(
            cast(httpx.AsyncByteStream, response.stream), encoding, declared, limit, cut=cut, folder=limits.folder
        )
    finally:
        await response.aclose()
    phrase = response.extensions.get("reason_phrase", b"")
    exchange = Exchange(
        url=url,
        at=at,
        request_headers=headers,
        status=response.status_code,
        reason_phrase=phrase.decode("latin-1") if isinstance(phrase, bytes) else "",
        response_headers=answered,
        payload=body.payload if useful else Payload(),
        posted=post,
        notes=limits.notes,
    )
    reading = time.monotonic() - begun
    verdict, page = (body.verdict, b"") if useful else (None, body.payload.start(MOST_OF_A_REFUSAL))
    return Asked(exchange, verdict, page, reading)


def header(headers: Sequence[tuple[str, str]], name: str) -> str | None:
    """The first header of that name (in lower case); None where it was not sent."""
    return next((value for key, value in headers if key.lower() == name), None)


def wire_address(url: str) -> str:
    """An address as it is sent: what its writer left in Chinese or with blanks is encoded."""
    return url if url.isascii() and " " not in url else str(httpx.URL(url))


def short(error: BaseException) -> str:
    """An error's message in one line."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200]
