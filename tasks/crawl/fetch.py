"""Asking a site for an address: in turn, at its pace, with bounded patience, and no further than it allows."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tasks.crawl.ask import Asked, Limits, ask, header, short, wire_address
from tasks.crawl.body import ENCODINGS
from tasks.crawl.connect import Client, Timeouts
from tasks.crawl.cookies import Cookies
from tasks.crawl.hosts import HostBook, HostMemory
from tasks.crawl.html import MOST_TEXT, Page
from tasks.crawl.links import absolute
from tasks.crawl.night import utc_now
from tasks.crawl.outcome import Next, Verdict
from tasks.crawl.pace import Pace
from tasks.crawl.payload import IN_MEMORY
from tasks.crawl.robots import MAX_ROBOTS_BYTES
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source
from tasks.crawl.turn import HostTurn
from tasks.crawl.verdict import judge_body, judge_redirect, judge_status, refresh_target
from tasks.crawl.warc_records import Exchange

MOST_REDIRECTS = 5
_LONGEST_DATE = 100
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_STRAIN = frozenset({403, 405, 408, 412, 429})

MayFollow = Callable[[str], Awaitable[Verdict | None]]
"""Says of an address why a redirect to it must not be followed; None where it may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for an address: `verdict` is None where the page asked for came (or 304).

    `exchange` is the last request and its answer, `page` what can be read of it, `hops` the redirects before it. Times
    are UTC. It is to be closed.
    """

    at: datetime
    elapsed_ms: int
    exchange: Exchange | None = None
    hops: tuple[Exchange, ...] = ()
    verdict: Verdict | None = None
    page: Page | None = None

    def close(self) -> None:
        """Forget the bodies."""
        for exchange in (self.exchange, *self.hops):
            if exchange is not None:
                exchange.payload.close()

    def header(self, name: str) -> str | None:
        """A header of the answer; None where it was not sent."""
        return None if self.exchange is None else header(self.exchange.response_headers, name)


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked for, in the course of a fetch."""

    url: str
    asked: str
    role: str
    headers: Mapping[str, str]
    post: bytes | None


@dataclass(frozen=True, slots=True)
class _Met:
    """What a question met with, after all attempts."""

    exchange: Exchange | None
    verdict: Verdict | None = None
    page: Page | None = None


@dataclass(slots=True)
class _Host:
    name: str
    client: Client
    turn: HostTurn
    pace: Pace
    memory: HostMemory
    cookies: Cookies = field(default_factory=Cookies)
    refusals: int = 0
    closed: Verdict | None = None


class Fetcher:
    """Asks one source's hosts, one request at a time a host. Use it as an async context."""

    def __init__(self, source: Source, settings: CrawlSettings, archive: Path, book: HostBook) -> None:
        self._source = source
        self._settings = settings
        self._archive = archive
        self._book = book
        self._hosts: dict[str, _Host] = {}
        self._started = time.monotonic()
        notes = (("tls", f"legacy: {source.tls_reason}"),) if source.tls == "legacy" else ()
        self._limits = Limits(settings.max_bytes, settings.total_timeout, notes=notes, folder=archive)
        self._headers = {
            "User-Agent": settings.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": ENCODINGS,
            "Accept-Language": "zh-CN,zh;q=0.9",
        }

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for host in self._hosts.values():
            host.turn.close()
            await host.client.aclose()

    def stopped(self, url: str) -> str | None:
        """Why nothing more is asked of the address' host in this night; None while it may be asked."""
        stop = self.stop(url)
        return stop.reason if stop else None

    def stop(self, url: str) -> Verdict | None:
        """The class and the reason for which nothing more is asked of the address' host in this night."""
        settings = self._settings
        if settings.window is not None and not settings.window.holds(utc_now()):
            return Verdict("out_of_budget", f"it is outside of the night window ({settings.window} in China)")
        if not self._asks(url):
            return None
        host = self._host(url)
        if host.closed is not None:
            return host.closed
        if left := host.memory.left(utc_now()):
            return Verdict("blocked" if host.memory.blocked_nights else "refused", left, of_host=True)
        return self._spent(host)

    def _asks(self, url: str) -> bool:
        """Whether the address' host is one that is asked; others are named in lists without number."""
        name = _host_name(url)
        return name in self._hosts or name in self._source.hosts

    def slow_down(self, url: str, delay: float) -> None:
        """Keep at least this delay at the address' host."""
        pace = self._host(url).pace
        pace.wanted = max(pace.wanted, delay)

    async def get(
        self, url: str, role: str, headers: Mapping[str, str], may_follow: MayFollow, post: bytes | None = None
    ) -> Answer:
        """Ask for an address (with `post`: by POST), follow what may be followed, and judge what came."""
        at, started = utc_now(), time.monotonic()
        hops: list[Exchange] = []
        question = _Question(url, url, role, headers, post)
        while True:
            host = self._host(question.url)
            before = host.cookies.header
            met = await self._patiently(host, question)
            exchange, verdict = met.exchange, met.verdict
            onward = self._onward(met, question)
            if onward is not None and exchange is not None and post is None:
                again = question.url in {hop.url for hop in hops} and host.cookies.header == before
                hops.append(exchange)
                verdict = await _may_go_on(onward, exchange, hops, may_follow, again=again)
                if verdict is None:
                    question = replace(question, url=onward)
                    continue
            self._remember(host, verdict, role)
            return Answer(at, int((time.monotonic() - started) * 1000), exchange, tuple(hops), verdict, met.page)

    def _onward(self, met: _Met, question: _Question) -> str | None:
        """Where an answer sends us: by its status, or as a page that does nothing but refresh to another address."""
        exchange, verdict = met.exchange, met.verdict
        if exchange is None:
            return None
        if verdict is None and exchange.status in _REDIRECTS:
            return absolute(exchange.url, header(exchange.response_headers, "location") or "") or ""
        if verdict is not None and verdict.outcome == "changed_shape" and question.role != "robots":
            href = refresh_target(met.page) if met.page is not None else None
            return absolute(exchange.url, href) if href else None
        return None

    def _remember(self, host: _Host, verdict: Verdict | None, role: str) -> None:
        """Leave a host alone that has turned us away several times in a row, or where nothing can be got past it.

        A challenge in place of robots.txt or of a list is met by every other question too; one in place of a file may
        be that file's alone.
        """
        if host.closed is not None or (verdict is not None and verdict.next is Next.NEVER):
            return
        if verdict is None or not verdict.of_host:
            host.refusals = 0
            if host.memory.left_until is not None and verdict is None and role in ("page", "attachment"):
                host.memory = self._book.answered(host.name)
            return
        host.refusals += 1
        hopeless = verdict.next is Next.DAYS and role in ("robots", "list")
        if not hopeless and host.refusals < self._settings.refusals_until_stop:
            return
        if verdict.next is Next.DAYS:
            host.memory = self._book.blocked(host.name, verdict.reason)
            host.closed = Verdict("blocked", host.memory.left(utc_now()) or verdict.reason, of_host=True)
        else:
            why = f"the host was left alone after {host.refusals} refusals in a row, the last one: {verdict.reason}"
            host.closed = Verdict("refused", why, of_host=True)

    async def _patiently(self, host: _Host, question: _Question) -> _Met:
        attempt = 0
        while True:
            attempt += 1
            stop = self.stop(question.url)
            if stop:
                return _Met(None, stop)
            asked = await self._in_turn(host, question)
            page = _page(asked, question.role)
            verdict = asked.verdict or self._judge(question, asked.exchange, page)
            wait = _retry_after(asked.exchange) if verdict is not None and asked.exchange is not None else None
            if wait is not None and wait > self._settings.longest_retry_after:
                reason = f"the server asks us to come back in {wait:.0f} s"
                host.memory = self._book.wait(host.name, wait, reason)
                host.closed = Verdict("refused", reason, of_host=True)
                return _Met(asked.exchange, host.closed)
            if verdict is None or verdict.next is not Next.TONIGHT or attempt >= self._settings.attempts:
                return _Met(asked.exchange, verdict, page)
            if asked.exchange is not None:
                asked.exchange.payload.close()
            backoff = self._settings.retry_wait * 2 ** (attempt - 1)
            # A server may ask for no time at all, or for a time that is past: our own patience is the least.
            await host.turn.rest(max(backoff, wait or 0.0))

    async def _in_turn(self, host: _Host, question: _Question) -> Asked:
        async with host.turn.hold():
            spent = self._spent(host)
            if spent:
                return Asked(None, spent)
            host.turn.requests += 1
            host.turn.write()
            headers = self._headers_for(host, question)
            limits = self._limits
            if question.role == "robots":
                limits = replace(limits, bytes=MAX_ROBOTS_BYTES, cut=True)
            started, asked, before = time.monotonic(), Asked(None), host.client.received
            try:
                asked = await ask(host.client, question.url, headers, question.post, limits)
            finally:
                host.turn.bytes += host.client.received - before
                _set_pace(host, asked, time.monotonic() - started)
            if asked.exchange is not None:
                host.cookies.take(asked.exchange.response_headers)
            return asked

    def _headers_for(self, host: _Host, question: _Question) -> list[tuple[str, str]]:
        headers = {"Host": _netloc(question.url), **self._headers, **question.headers}
        if question.post is not None:
            headers["Content-Length"] = str(len(question.post))
        if cookie := host.cookies.header:
            headers["Cookie"] = cookie
        return list(headers.items())

    def _judge(self, question: _Question, exchange: Exchange | None, page: Page | None) -> Verdict | None:
        if exchange is None or page is None:
            return None
        try:
            return (
                judge_status(exchange.status, page)
                or judge_redirect(question.asked, exchange.url)
                or judge_body(page, question.role, question.asked)
            )
        except Exception as error:
            # Whatever a hostile page does to the judges must cost that page, not the night.
            reason = f"the answer could not be judged ({type(error).__name__}: {short(error)})"
            return Verdict("broken", reason, Next.NEXT_NIGHT)

    def _spent(self, host: _Host) -> Verdict | None:
        settings = self._settings
        if host.turn.requests >= settings.night_requests:
            return Verdict("out_of_budget", f"the night's budget of {settings.night_requests} requests is spent")
        if host.turn.bytes >= settings.night_bytes:
            return Verdict("out_of_budget", f"the night's budget of {settings.night_bytes} bytes is spent")
        if time.monotonic() - self._started >= settings.night_seconds:
            return Verdict("out_of_budget", f"the night's time of {settings.night_seconds:.0f} s is spent")
        return None

    def _host(self, url: str) -> _Host:
        name = _host_name(url)
        if name not in self._hosts:
            settings, delay = self._settings, self._source.delay_seconds
            timeouts = Timeouts(settings.connect_timeout, settings.read_timeout)
            self._hosts[name] = _Host(
                name=name,
                client=Client(self._source.connect, timeouts, legacy_tls=self._source.tls == "legacy"),
                turn=HostTurn(self._archive, name),
                pace=Pace(settings.default_delay if delay is None else delay),
                memory=self._book.memory(name),
            )
        return self._hosts[name]


def _page(asked: Asked, role: str) -> Page | None:
    """What is looked at of an answer; None where there is nothing to look at."""
    exchange = asked.exchange
    if exchange is None or exchange.status == 304 or exchange.status in _REDIRECTS:
        return None
    body = asked.page or exchange.payload.start(IN_MEMORY if role == "attachment" else MOST_TEXT)
    return Page(body, header(exchange.response_headers, "content-type"))


def _set_pace(host: _Host, asked: Asked, seconds: float) -> None:
    """Note what the request cost the host, and when the next one may be made."""
    status = asked.exchange.status if asked.exchange is not None else None
    if status is None or status >= 500 or status in _STRAIN:
        host.pace.failed(seconds)
    else:
        host.pace.answered(seconds)
    host.turn.free_at = time.time() + host.pace.pause(asked.reading)


async def _may_go_on(
    onward: str, exchange: Exchange, hops: list[Exchange], may_follow: MayFollow, *, again: bool
) -> Verdict | None:
    """Why a redirect is not followed; `again` where this one was met before and nothing has changed since."""
    if not onward:
        reason = f"a redirect ({exchange.status}) without a usable address"
        return Verdict("broken", reason, Next.NEXT_NIGHT)
    if len(hops) > MOST_REDIRECTS or again:
        return Verdict("broken", "redirects without an end", Next.NEXT_NIGHT)
    return await may_follow(onward)


def _host_name(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _netloc(url: str) -> str:
    """The Host header of an address: without the user, and without the port where it is the usual one."""
    parts = urlsplit(wire_address(url))
    host = parts.netloc.rpartition("@")[2]
    usual = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    return host.removesuffix(usual) if usual else host


def _retry_after(exchange: Exchange) -> float | None:
    """Seconds that the server asks to wait (RFC 9110, 10.2.3: seconds or a date); only a refusal may ask."""
    if exchange.status not in (429, 403) and exchange.status < 500:
        return None
    value = (header(exchange.response_headers, "retry-after") or "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value[:_LONGEST_DATE])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
