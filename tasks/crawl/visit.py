"""Visiting an address in a run: ask once, archive first, then write the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlsplit

from tasks.crawl.archive import ArchiveWriter, Position, Stored, read_verified
from tasks.crawl.fetch import Answer, Fetcher, MayFollow
from tasks.crawl.hosts import ROBOTS_UNDEFINED, HostBook
from tasks.crawl.html import MOST_TEXT, Page
from tasks.crawl.journal import Content, Fetch, Journal, State
from tasks.crawl.links import Link, file_name
from tasks.crawl.night import utc_now
from tasks.crawl.outcome import Next, Verdict
from tasks.crawl.robots import MAX_ROBOTS_BYTES, Robots, read_robots
from tasks.crawl.schedule import FEW_PAGES, is_due, stands_since
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source
from tasks.crawl.takedown import refusal
from tasks.crawl.warc_records import Exchange, Original

Check = Callable[[Page, str], str | None]
"""Says of a page and its address why it has not the shape it should have; None where it has."""


MOST_COPIES = 5
"""Addresses of a source at which one page may stand; columns do share articles."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address to visit, what it is, and where it was found. `post` is sent by POST: a form, or JSON.

    `published_on` is the day of publication that the list names.
    """

    url: str
    role: str
    name: str | None = None
    parent_url: str | None = None
    referer: str | None = None
    listed: bool = True
    post: str | None = None
    published_on: date | None = None

    @property
    def key(self) -> str:
        """The address under which the journal knows it."""
        return self.url if self.post is None else posted_key(self.url, self.post)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visit found: the page and where (None where it could not be had), or why not."""

    page: Page | None
    url: str = ""
    status: int | None = None
    trouble: str | None = None
    outcome: str | None = None


class Visitor:
    """One source's visits in one run."""

    def __init__(
        self,
        source: Source,
        run_id: str,
        archive: Path,
        settings: CrawlSettings,
        fetcher: Fetcher,
        writer: ArchiveWriter,
        journal: Journal,
        book: HostBook,
    ) -> None:
        self._source = source
        self._run_id = run_id
        self._archive = archive
        self._settings = settings
        self._fetcher = fetcher
        self._writer = writer
        self._journal = journal
        self._book = book
        self._robots: dict[str, Robots] = {}
        self._now = utc_now()
        self._without_files: str | None = None
        # The list is the night's: it is read before the crawl begins, and most archives have none.
        self._takedowns = None if journal.takedowns.is_empty() else journal.takedowns
        self._large = journal.count_states(source.name, "page") > FEW_PAGES

    def due(self, target: Target) -> bool:
        """Whether an address is to be asked for in this run; one that the run has already is, and costs nothing."""
        standing = self._journal.standing(target.url, self._run_id, self._source.name)
        self._without_files = None if standing.has_files else target.url
        if standing.done:
            return True
        miss = self._journal.miss(target.url) if standing.missed else None
        if miss is not None:
            return not miss.withdrawn or is_due(target.url, miss.since, miss.last_at, self._now)
        if standing.fetched_at is None or standing.settled_at is None:
            return True
        since = standing.fetched_at
        if self._large:
            since = stands_since(since, target.published_on, standing.last_modified)
        # A page that another source lists too has the name of that list, which may differ for ever.
        ours = standing.source_id == self._source.name
        renamed = ours and target.role == "page" and target.listed and target.name != standing.name
        return renamed or is_due(target.url, since, standing.settled_at, self._now)

    def settle(self, url: str) -> None:
        """Note that an address and all that hangs on it were gone through."""
        self._journal.settle(url, self._now)

    def files_of(self, page_url: str) -> list[Link]:
        """The files that were found on a page when it was last read."""
        if page_url == self._without_files:  # most pages rest and have none: a question less for each of them
            return []
        return [Link(url, name or file_name(url)) for url, name in self._journal.hanging_on(page_url)]

    def known_pages(self) -> Iterator[tuple[str, str | None]]:
        """Address and name of the pages that the archive holds of this source."""
        return self._journal.names_of(self._source.name, "page")

    async def visit(self, target: Target, check: Check | None = None) -> Seen:
        """Fetch an address, unless this run has it already, and give back its content."""
        state = self._journal.state(target.key)
        stored = self._stored(state, 0 if target.role == "attachment" else MOST_TEXT)
        if state and stored and self._journal.done(self._run_id, self._source.name, target.key):
            return _seen(state, stored)
        refused = await self._refusal(target.url) if target.role != "robots" else self._fetcher.stop(target.url)
        if refused:
            return self._not_asked(target, refused)
        answer = await self._fetcher.get(
            target.url,
            target.role,
            _headers(target, state if stored else None),
            self._refusal_of(target.role),
            None if target.post is None else target.post.encode(),
        )
        try:
            return self._take(target, answer, state, stored, check)
        finally:
            answer.close()

    def _take(
        self, target: Target, answer: Answer, state: State | None, stored: Stored | None, check: Check | None
    ) -> Seen:
        if answer.verdict is None and answer.exchange is not None:
            if answer.page is not None:
                return self._keep(target, answer, answer.exchange, answer.page, state, check)
            if state and stored:
                return self._confirm(target, answer, answer.exchange, state, stored)
            answer = replace(
                answer, verdict=Verdict("broken", "the server answers 304 to a question without a condition")
            )
        return self._fail(target, answer)

    async def refusal(self, url: str) -> str | None:
        """Why an address must not be asked for (another site's, robots.txt, a host left alone); None where it may."""
        refusal = await self._refusal(url)
        return refusal.reason if refusal else None

    def forget_parts(self, page_url: str, urls: Sequence[str]) -> None:
        """Of an article's further pages only these are left; it may have had more of them once."""
        self._journal.forget_parts(page_url, urls)

    def _refusal_of(self, role: str) -> MayFollow:
        return self._off_host if role == "robots" else self._refusal

    async def _off_host(self, url: str) -> Verdict | None:
        host = _site(urlsplit(url).hostname or "")
        if any(host == _site(ours) for ours in self._source.hosts):
            return None
        return Verdict("refused", f"it leads to {host}, which is no host of this source", Next.NEVER)

    async def _refusal(self, url: str) -> Verdict | None:
        """Why an address must not be asked for; None where it may."""
        taken_down = self._takedowns.of_address(url) if self._takedowns else None
        if taken_down:
            return Verdict("refused", refusal(taken_down), Next.NEVER)
        refused = await self._off_host(url) or self._fetcher.stop(url)
        if refused:
            return refused
        robots = await self._robots_of(url)
        if robots.closed:
            return self._fetcher.stop(url) or Verdict("refused", robots.closed)
        return None if robots.allows(url) else Verdict("refused", "robots.txt disallows it", Next.NEVER)

    async def _robots_of(self, url: str) -> Robots:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            target = Target(f"{origin}/robots.txt", "robots")
            seen = await self.visit(target)
            robots = read_robots(seen.status, seen.page.body if seen.page else b"", seen.trouble)
            if seen.outcome != "out_of_budget":
                robots = self._robots_or_copy(parts.hostname or "", target.url, robots)
            self._robots[origin] = robots
            self._fetcher.slow_down(url, robots.delay)
        return self._robots[origin]

    def _robots_or_copy(self, host: str, url: str, robots: Robots) -> Robots:
        """A robots.txt that could not be had for a month is taken from the archive, where it is (RFC 9309, 2.3.1.4)."""
        if not robots.closed:
            self._book.robots_had(host)
            return robots
        since = self._book.robots_failed(host).robots_failing_since
        copy = self._stored(self._journal.state(url), MAX_ROBOTS_BYTES)
        if copy is None or since is None or utc_now() - since < ROBOTS_UNDEFINED:
            return robots
        return read_robots(200, copy.content, None)

    def _stored(self, state: State | None, most: int) -> Stored | None:
        """What the archive has of a state, its first `most` bytes; None where it is not whole there."""
        if state is None:
            return None
        position = Position(state.warc_file, state.warc_offset)
        stored = read_verified(self._archive, position, state.sha256, most)
        # The record may be that of another address with the same content.
        return replace(stored, url=state.found_url) if stored else None

    def _keep(
        self,
        target: Target,
        answer: Answer,
        exchange: Exchange,
        page: Page,
        state: State | None,
        check: Check | None,
    ) -> Seen:
        """Archive what came: in full where it is new, as a revisit where the address had it before."""
        trouble = check(page, exchange.url) if check else None
        if trouble:
            return self._fail(target, replace(answer, verdict=Verdict("changed_shape", trouble)))
        sha256 = exchange.payload.sha256
        taken_down = self._takedowns.of_body(sha256) if self._takedowns else None
        if self._takedowns and taken_down:
            self._takedowns.refuse(target.key, sha256, target.role, target.parent_url, "sha256", sha256)
            return self._fail(target, replace(answer, verdict=Verdict("refused", refusal(taken_down), Next.NEVER)))
        known = self._known(target.key, sha256, had_before=state is not None or target.role == "part")
        new_here = target.role == "page" and (state is None or state.sha256 != sha256)
        if known is not None and new_here and self._is_everywhere(sha256):
            trouble = f"the same page as at {MOST_COPIES} other addresses came"
            return self._fail(target, replace(answer, verdict=Verdict("changed_shape", trouble)))
        first = known.fetched_at if known and known.url == target.key else exchange.at
        if known is None:
            position = self._writer.append_exchange(exchange, answer.hops)
        else:
            position = Position(known.warc_file, known.warc_offset, known.record_id)
            original = Original(known.found_url, known.fetched_at, known.record_id)
            self._writer.append_revisit(exchange, original, sha256)
        unchanged = known is not None and state is not None and state.sha256 == sha256
        new_state = State(
            url=target.key,
            source_id=self._source.name,
            role=target.role,
            parent_url=target.parent_url,
            name=target.name,
            etag=answer.header("etag"),
            last_modified=answer.header("last-modified"),
            http_status=exchange.status,
            content_type=page.content_type,
            sha256=sha256,
            bytes=exchange.payload.length,
            warc_file=position.file,
            warc_offset=position.offset,
            fetched_at=first,
            found_url=exchange.url,
            record_id=position.record_id,
        )
        self._record(target, self._fetch(target, answer, "unchanged" if unchanged else "ok", new_state), new_state)
        return Seen(page, exchange.url, exchange.status)

    def _known(self, url: str, sha256: str, *, had_before: bool) -> Content | None:
        """The content in the archive: as this address had it, or as another one of the source did."""
        own = self._journal.content(url, sha256) if had_before else None
        for content in (own, self._journal.same_content(self._source.name, sha256)):
            if content is not None:
                position = Position(content.warc_file, content.warc_offset)
                if read_verified(self._archive, position, sha256, 0) is not None:
                    return content
        return None

    def _is_everywhere(self, sha256: str) -> bool:
        """Whether so many pages have the same body that it is no article: an error page or the front page for all."""
        return self._journal.pages_with(self._source.name, sha256) >= MOST_COPIES

    def _record(self, target: Target, fetch: Fetch, state: State | None) -> None:
        self._journal.record([(fetch, state)], [(target.parent_url, target.name, target.listed)])

    def _confirm(self, target: Target, answer: Answer, exchange: Exchange, state: State, stored: Stored) -> Seen:
        """The server says that nothing changed."""
        self._writer.append_revisit(exchange, Original(stored.url, state.fetched_at, state.record_id), state.sha256)
        confirmed = replace(
            state,
            source_id=self._source.name,
            role=target.role,
            parent_url=target.parent_url,
            name=target.name,
            etag=answer.header("etag") or state.etag,
            last_modified=answer.header("last-modified") or state.last_modified,
            settled_at=None,
        )
        fetch = replace(self._fetch(target, answer, "unchanged", confirmed), http_status=304, bytes=0)
        self._record(target, fetch, confirmed)
        return _seen(state, stored)

    def _fetch(self, target: Target, answer: Answer, outcome: str, state: State) -> Fetch:
        return Fetch(
            run_id=self._run_id,
            source_id=self._source.name,
            url=target.key,
            role=target.role,
            requested_at=answer.at,
            elapsed_ms=answer.elapsed_ms,
            outcome=outcome,
            http_status=state.http_status,
            content_type=state.content_type,
            bytes=state.bytes,
            sha256=state.sha256,
            warc_file=state.warc_file,
            warc_offset=state.warc_offset,
        )

    def _fail(self, target: Target, answer: Answer) -> Seen:
        exchange, verdict = answer.exchange, answer.verdict
        length = exchange.payload.length if exchange else 0
        fetch = Fetch(
            run_id=self._run_id,
            source_id=self._source.name,
            url=target.key,
            role=target.role,
            requested_at=answer.at,
            elapsed_ms=answer.elapsed_ms,
            outcome=verdict.outcome if verdict else "broken",
            http_status=exchange.status if exchange else None,
            content_type=answer.header("content-type"),
            bytes=length if exchange else None,
            sha256=exchange.payload.sha256 if exchange and length else None,
            reason=verdict.reason if verdict else "no answer",
        )
        self._record(target, fetch, None)
        return Seen(None, status=fetch.http_status, trouble=fetch.reason, outcome=fetch.outcome)

    def _not_asked(self, target: Target, refusal: Verdict) -> Seen:
        fetch = Fetch(
            self._run_id,
            self._source.name,
            target.key,
            target.role,
            utc_now(),
            0,
            refusal.outcome,
            reason=refusal.reason,
        )
        self._record(target, fetch, None)
        return Seen(None, trouble=refusal.reason, outcome=refusal.outcome)


def _seen(state: State, stored: Stored) -> Seen:
    """What is in the archive already."""
    return Seen(Page(stored.content, state.content_type), stored.url, state.http_status)


def _site(host: str) -> str:
    """A host without its `www.`: with and without it is one site to everybody, and many redirect to the other."""
    return host.lower().removeprefix("www.")


def _headers(target: Target, state: State | None) -> dict[str, str]:
    """Conditions under which the server need not send what we have, and the page that led here.

    博达's download page sends an error page to those who do not say where they come from.
    """
    headers = {}
    if target.post is not None:  # a POST has no conditions (RFC 9110, 13.1): its answer is compared with the last one
        is_json = target.post.startswith("{")
        headers["Content-Type"] = "application/json" if is_json else "application/x-www-form-urlencoded"
        state = None
    if state and state.etag:
        headers["If-None-Match"] = state.etag
    if state and state.last_modified:
        headers["If-Modified-Since"] = state.last_modified
    if target.referer:
        headers["Referer"] = target.referer
    return headers


def posted_key(url: str, post: str) -> str:
    """What stands for a POST where only addresses are kept: the method and the sent fields as parameters.

    The convention of pywb and its kin, so that replay tools find such answers.
    """
    fields = f"__wb_post_data={quote(post, safe='')}" if post.startswith("{") else post
    return f"{url}{'&' if '?' in url else '?'}__wb_method=POST&{fields}"
