"""Asking a site for an address: in turn, at its pace, with bounded patience, and no further than it allows."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from tasks.crawl.archive import Exchange
from tasks.crawl.body import Body, read_body
from tasks.crawl.connect import AddressRefusedError, guarded_client
from tasks.crawl.links import absolute
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source
from tasks.crawl.verdict import Verdict, judge_body, judge_redirect, judge_status

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_A_RETRY = frozenset({"timed_out", "broken", "partial"})
_OVERLOAD = frozenset({429, 502, 503, 504})
_SLOWEST = 60.0

MayFollow = Callable[[str], Awaitable[str | None]]
"""Says of an address why a redirect to it must not be followed; None where it may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address: `verdict` is None where the page asked for came (or 304).

    `exchange` is the last request and its answer, `hops` the redirects before it. Times are UTC.
    """

    at: datetime
    elapsed_ms: int
    exchange: Exchange | None = None
    hops: tuple[Exchange, ...] = ()
    verdict: Verdict | None = None

    def header(self, name: str) -> str | None:
        """A header of the answer; None where it was not sent."""
        if self.exchange is None:
            return None
        found = [value for key, value in self.exchange.response_headers if key.lower() == name]
        return found[0] if found else None


@dataclass(slots=True)
class _Host:
    client: httpx.AsyncClient
    delay: float
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    refusals: int = 0
    closed: str | None = None


@dataclass(frozen=True, slots=True)
class _Try:
    exchange: Exchange | None
    verdict: Verdict | None
    retry: bool
    wait: float | None = None
    counts_as_refusal: bool = False


class Fetcher:
    """Asks one source's hosts, one request at a time a host. Use it as an async context."""

    def __init__(self, source: Source, settings: CrawlSettings, already_asked: int) -> None:
        self._source = source
        self._settings = settings
        self._asked = already_asked
        self._hosts: dict[str, _Host] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        await self._stack.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    def stopped(self, url: str) -> str | None:
        """Why nothing more is asked of the address' host in this night; None while it may be asked."""
        if self._asked >= self._settings.night_requests:
            return f"the night's budget of {self._settings.night_requests} requests is spent"
        host = self._hosts.get(urlsplit(url).hostname or "")
        return host.closed if host else None

    async def slow_down(self, url: str, delay: float) -> None:
        """Keep at least this delay at the address' host."""
        host = await self._host(url)
        host.delay = max(host.delay, delay)

    async def get(
        self, url: str, role: str, headers: Mapping[str, str], may_follow: MayFollow, post: bytes | None = None
    ) -> Answer:
        """Ask for an address (with `post`: by POST), follow what may be followed, and judge what came."""
        at, started = datetime.now(UTC).replace(tzinfo=None), time.monotonic()
        hops: list[Exchange] = []
        target = url
        while True:
            exchange, verdict = await self._patiently(target, headers, post)
            if verdict is None and exchange is not None and exchange.status in _REDIRECTS and post is None:
                hops.append(replace(exchange, body=b""))
                following, verdict = await self._follow(exchange, hops, may_follow)
                if following is not None:
                    target = following
                    continue
            if verdict is None and exchange is not None:
                verdict = self._judge(url, exchange, role)
            self._remember(target, verdict)
            return Answer(at, int((time.monotonic() - started) * 1000), exchange, tuple(hops), verdict)

    async def _follow(
        self, exchange: Exchange, hops: list[Exchange], may_follow: MayFollow
    ) -> tuple[str | None, Verdict | None]:
        location = next((value for key, value in exchange.response_headers if key.lower() == "location"), "")
        target = absolute(exchange.url, location)
        if target is None:
            return None, Verdict("broken", f"a redirect ({exchange.status}) without a usable address")
        if len(hops) > MOST_REDIRECTS or target in {hop.url for hop in hops}:
            return None, Verdict("broken", "redirects without an end")
        refusal = await may_follow(target)
        return (None, Verdict("refused", refusal)) if refusal else (target, None)

    def _judge(self, asked: str, exchange: Exchange, role: str) -> Verdict | None:
        if exchange.status == 304:
            return None
        verdict = judge_status(exchange.status)
        if verdict is not None or role == "robots":
            return verdict
        content_type = next((v for k, v in exchange.response_headers if k.lower() == "content-type"), None)
        try:
            return judge_redirect(asked, exchange.url) or judge_body(exchange.body, content_type, role)
        except Exception as error:
            # Whatever a hostile page does to the judges must cost that page, not the night.
            return Verdict("broken", f"the answer could not be judged ({type(error).__name__}: {_short(error)})")

    def _remember(self, url: str, verdict: Verdict | None) -> None:
        """Leave a host alone for the night after it has refused several times in a row."""
        host = self._hosts.get(urlsplit(url).hostname or "")
        if host is None or host.closed:
            return
        if verdict is None or verdict.outcome in ("gone", "changed_shape"):
            host.refusals = 0
        elif verdict.outcome == "blocked":
            host.refusals += 1
        if host.refusals >= self._settings.refusals_until_stop:
            reason = verdict.reason if verdict else ""
            host.closed = f"the host was left alone after {host.refusals} refusals in a row, the last one: {reason}"

    async def _patiently(
        self, url: str, headers: Mapping[str, str], post: bytes | None
    ) -> tuple[Exchange | None, Verdict | None]:
        host = await self._host(url)
        attempt = 0
        while True:
            attempt += 1
            stopped = self.stopped(url)
            if stopped:
                outcome = "out_of_budget" if host.closed is None else "refused"
                return None, Verdict(outcome, stopped)
            tried = await self._once(host, url, headers, post)
            if tried.wait is not None and tried.wait > self._settings.longest_retry_after:
                host.closed = f"the server asks us to come back in {tried.wait:.0f} s"
                return tried.exchange, Verdict("refused", host.closed)
            if not tried.retry or attempt >= self._settings.attempts:
                host.refusals += tried.counts_as_refusal
                return tried.exchange, tried.verdict
            backoff = self._settings.retry_wait * 2 ** (attempt - 1)
            host.free_at = time.monotonic() + max(host.delay, backoff if tried.wait is None else tried.wait)

    async def _once(self, host: _Host, url: str, headers: Mapping[str, str], post: bytes | None) -> _Try:
        async with host.turn:
            await asyncio.sleep(max(0.0, host.free_at - time.monotonic()))
            self._asked += 1
            try:
                async with asyncio.timeout(self._settings.total_timeout):
                    return await self._exchange(host, url, headers, post)
            except AddressRefusedError as error:
                return _Try(None, Verdict("refused", str(error)), retry=False)
            except (httpx.TimeoutException, TimeoutError) as error:
                why = f"no answer in time ({type(error).__name__})"
                return _Try(None, Verdict("timed_out", why), retry=True, counts_as_refusal=True)
            except httpx.TransportError as error:
                why = f"the connection failed ({type(error).__name__}: {_short(error)})"
                return _Try(None, Verdict("broken", why), retry=True, counts_as_refusal=True)
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                return _Try(None, Verdict("broken", f"the request failed ({_short(error)})"), retry=False)
            finally:
                host.free_at = time.monotonic() + host.delay

    async def _exchange(self, host: _Host, url: str, headers: Mapping[str, str], post: bytes | None) -> _Try:
        request = host.client.build_request("GET" if post is None else "POST", url, headers=headers, content=post)
        at = datetime.now(UTC).replace(tzinfo=None)
        response = await host.client.send(request, stream=True)
        try:
            # A redirect's or a refusal's body is of no use, but reading a small one keeps the connection.
            useful = response.is_success
            body = await read_body(response, self._settings.max_bytes if useful else 64 * 1024)
        finally:
            await response.aclose()
        exchange = Exchange(
            url=url,
            at=at,
            request_headers=_headers(request.headers),
            status=response.status_code,
            reason_phrase=response.reason_phrase,
            response_headers=_headers(response.headers),
            body=body.content if useful else b"",
            posted=post,
        )
        return self._weigh(host, exchange, body if useful else Body(b""))

    def _weigh(self, host: _Host, exchange: Exchange, body: Body) -> _Try:
        status = exchange.status
        if body.trouble:
            retry = body.trouble in _WORTH_A_RETRY and body.trouble == "partial"
            return _Try(exchange, Verdict(body.trouble, body.reason or ""), retry)
        if status in (429, 503):
            host.delay = min(host.delay * 2, _SLOWEST)
            wait = _retry_after(exchange)
            return _Try(exchange, judge_status(status), retry=True, wait=wait, counts_as_refusal=True)
        if status >= 500 and status != 521:
            return _Try(exchange, judge_status(status), retry=True, counts_as_refusal=status in _OVERLOAD)
        refused = status in (401, 403, 405, 407, 451)
        return _Try(exchange, judge_status(status) if refused else None, retry=False, counts_as_refusal=refused)

    async def _host(self, url: str) -> _Host:
        name = urlsplit(url).hostname or ""
        if name not in self._hosts:
            settings = self._settings
            timeout = httpx.Timeout(
                settings.read_timeout, connect=settings.connect_timeout, pool=settings.total_timeout
            )
            headers = {
                "User-Agent": settings.user_agent,
                "Accept": "*/*",
                "Accept-Encoding": "gzip, deflate",
                "Accept-Language": "zh-CN,zh;q=0.9",
            }
            client = await self._stack.enter_async_context(guarded_client(self._source.connect, headers, timeout))
            delay = self._source.delay_seconds
            self._hosts[name] = _Host(client, settings.default_delay if delay is None else delay)
        return self._hosts[name]


def _headers(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _retry_after(exchange: Exchange) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3: seconds or a date)."""
    value = next((v.strip() for k, v in exchange.response_headers if k.lower() == "retry-after"), "")
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def _short(error: BaseException) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:200]
