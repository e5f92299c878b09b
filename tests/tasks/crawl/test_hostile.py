"""A night against sites that misbehave: it ends soon, every fetch is in its class, and nothing is asked elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from demo.hostile import HostilePortal, write_hostile_sources
from demo.sites.hostile import COLUMN
from tasks.crawl.hosts import open_hosts
from tasks.crawl.journal import Fetch, open_journal
from tasks.crawl.night import utc_now
from tasks.crawl.site import crawl_source
from tasks.crawl.source import load_sources
from tasks.crawl.summary import CrawlSummary
from tasks.crawl.turn import HostTurn
from tests.tasks.crawl.nights import assert_warcs_are_sound
from tests.tasks.crawl.portal import FAST

RUN = "20260301T180000Z"
HOSTILE = replace(
    FAST,
    read_timeout=0.3,
    total_timeout=1.0,
    attempts=2,
    max_bytes=4_000_000,
    max_list_pages=6,
    longest_retry_after=2.0,
)


@dataclass(frozen=True)
class Night:
    """A crawl of all hostile sites, and what came of it."""

    archive: Path
    portal: HostilePortal
    summaries: dict[str, CrawlSummary]
    fetches: dict[str, list[Fetch]]
    seconds: float


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Night]:
    folder, archive = tmp_path_factory.mktemp("sources"), tmp_path_factory.mktemp("archive")
    with HostilePortal() as portal:
        write_hostile_sources(folder, portal.addresses)
        sources = load_sources([folder])
        started = time.monotonic()
        with ThreadPoolExecutor(len(sources)) as pool:
            summaries = list(pool.map(lambda source: crawl_source(source, archive, RUN, HOSTILE), sources))
        seconds = time.monotonic() - started
        fetches: dict[str, list[Fetch]] = {}
        with open_journal(archive) as journal:
            for _, fetch in journal.fetches(RUN):
                fetches.setdefault(fetch.source_id.removeprefix("hostile-"), []).append(fetch)
        named = {summary.source_id.removeprefix("hostile-"): summary for summary in summaries}
        yield Night(archive, portal, named, fetches, seconds)


def test_it_ends_soon(night: Night) -> None:
    assert night.seconds < 40


def test_every_fetch_is_in_its_class(night: Night) -> None:
    wrong = []
    for site in night.portal.sites:
        origin = f"http://{site.host}"
        found = {fetch.url.removeprefix(origin): fetch for fetch in night.fetches[site.name]}
        for path, outcome in site.outcomes.items():
            fetch = found.get(path)
            if fetch is None or fetch.outcome != outcome:
                wrong.append((site.name, path, outcome, fetch and (fetch.outcome, fetch.reason)))
    assert wrong == []


def test_the_sources_are_as_well_as_they_can_be(night: Night) -> None:
    found = {name: (summary.state, summary.reason) for name, summary in night.summaries.items()}
    for site in night.portal.sites:
        assert found[site.name][0] == site.state, (site.name, found[site.name])


def test_what_is_not_ok_has_a_reason_and_is_not_archived(night: Night) -> None:
    for fetches in night.fetches.values():
        for fetch in fetches:
            if fetch.outcome not in ("ok", "unchanged"):
                assert fetch.reason
                assert fetch.warc_file is None


def test_the_archive_is_valid(night: Night) -> None:
    assert_warcs_are_sound(night.archive)


def test_nothing_is_asked_elsewhere(night: Night) -> None:
    assert night.portal.strays == 0
    assert {hit.host for hit in night.portal.hits} == {hit.name for hit in night.portal.hits}


def test_hosts_that_turn_us_away_are_hardly_asked(night: Night) -> None:
    def asked(
        name: str,
    ) -> list[str]:  # once each: on a busy machine an answer may come too late, and is asked for again
        return list(dict.fromkeys(hit.path for hit in night.portal.hits if hit.host == f"{name}.jxtest.gov.cn"))

    assert asked("challenge") == ["/robots.txt"]
    for name in ("robots-error", "robots-silent", "robots-cut", "robots-loop"):
        assert asked(name) == ["/robots.txt"]
    assert asked("later") == ["/robots.txt", COLUMN, "/t/0.html"]


def test_hosts_that_block_are_remembered(night: Night) -> None:
    with open_hosts(night.archive) as book:
        left = {site.name for site in night.portal.sites if book.memory(site.host).left(utc_now())}
        assert left == {"challenge", "wall", "later", "never"}
        assert book.memory("wall.jxtest.gov.cn").blocked_nights == 1


def test_bytes_of_answers_that_never_ended_count_for_the_budget(night: Night) -> None:
    turn = HostTurn(night.archive, "connections.jxtest.gov.cn")
    kept = sum(fetch.bytes or 0 for fetch in night.fetches["connections"])
    assert turn.bytes > kept + 100_000  # endless headers alone have brought as much before they were given up
    turn.close()


def test_the_endless_calendar_is_cut(night: Night) -> None:
    reason = night.summaries["calendar"].reason or ""
    assert "does not end" in reason
