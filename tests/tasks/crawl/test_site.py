"""Crawls of small real sites on this machine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tasks.crawl.nights import (
    ITEM,
    NEXT_NIGHT,
    NIGHT,
    THIRD_NIGHT,
    assert_warcs_are_sound,
    body_of,
    crawl,
    outcomes,
    state,
    warc_types,
)
from tests.tasks.crawl.portal import FAST, HOME, HOST, Reply, article, listing, serve, small_site


def test_a_site_is_archived_with_its_files(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert (summary.state, summary.listed, summary.fetched, summary.failed) == ("green", 3, 5, 0)
    assert body_of(tmp_path, "/jxgl/files/t.xlsx") == b"PK\x03\x04 a table"
    file = state(tmp_path, "/jxgl/files/t.xlsx")
    assert file is not None
    assert (file.role, file.parent_url, file.name) == ("attachment", HOME + ITEM, "附件：绩效自评表")
    assert {hit.headers["user-agent"] for hit in portal.hits} == {f"{FAST.user_agent}"}
    assert "crawl@example.org" in FAST.user_agent
    referers = {hit.path: hit.headers.get("referer") for hit in portal.hits}
    assert referers["/jxgl/files/t.xlsx"] == HOME + ITEM
    assert_warcs_are_sound(tmp_path)


def test_an_unchanged_night_is_all_304_and_revisits(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        before = state(tmp_path, ITEM)
        portal.hits.clear()
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert all("if-none-match" in hit.headers for hit in portal.hits)
    assert (summary.state, summary.fetched, summary.unchanged, summary.bytes) == ("green", 0, 5, 0)
    assert {fetch.http_status for fetch in outcomes(tmp_path, NEXT_NIGHT).values()} == {304}
    assert state(tmp_path, ITEM) == before
    assert warc_types(tmp_path, NEXT_NIGHT) == {"warcinfo": 1, "revisit": 6, "request": 6}
    assert_warcs_are_sound(tmp_path)


def test_the_same_bytes_again_are_a_revisit_and_old_bytes_are_found_again(tmp_path: Path) -> None:
    routes = small_site()
    routes[ITEM] = Reply(article("第一版"), validators=False)
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        first = state(tmp_path, ITEM)
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).fetched == 0
        assert outcomes(tmp_path, NEXT_NIGHT)[ITEM].outcome == "unchanged"
        routes[ITEM] = Reply(article("第二版"), validators=False)
        assert crawl(portal.source(), tmp_path, THIRD_NIGHT).fetched == 1
        assert body_of(tmp_path, ITEM) == article("第二版")
        routes[ITEM] = Reply(article("第一版"), validators=False)
        crawl(portal.source(), tmp_path, "20260304T180000Z")
    assert state(tmp_path, ITEM) == first
    assert_warcs_are_sound(tmp_path)


def test_a_lost_archive_file_is_fetched_anew(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        for path in tmp_path.rglob("*.warc.gz"):
            path.unlink()
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert summary.state == "green"
    assert body_of(tmp_path, ITEM) is not None


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    routes = small_site()
    routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /jxgl/2024/1\nDisallow: /jxgl/files/\n")
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
        assert ITEM not in portal.paths()
    assert outcomes(tmp_path)[ITEM].outcome == "refused"
    assert (summary.state, summary.fetched) == ("green", 3)


@pytest.mark.parametrize(
    "robots", [Reply(b"busy", 503), Reply(b"", 500), Reply(b"x", cut=0), Reply(b"slow", pause=1.0)]
)
def test_a_site_whose_robots_cannot_be_had_is_left_alone(tmp_path: Path, robots: Reply) -> None:
    routes = small_site() | {"/robots.txt": robots}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, read_timeout=0.3))
        assert set(portal.paths()) == {"/robots.txt"}
    assert summary.state == "red"
    assert "robots.txt" in (summary.reason or "")


def test_missing_robots_allow_everything(tmp_path: Path) -> None:
    routes = small_site()
    del routes["/robots.txt"]
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"


def test_a_dead_host_makes_a_red_summary(tmp_path: Path) -> None:
    with serve({}) as portal:
        source = portal.source()
    summary = crawl(source, tmp_path)
    assert summary.state == "red"
    assert outcomes(tmp_path)["/robots.txt"].outcome == "broken"


def test_requests_to_a_host_are_in_turn_and_apart(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(delay_seconds=0.15), tmp_path)
    gaps = [later.at - earlier.at for earlier, later in zip(portal.hits, portal.hits[1:], strict=False)]
    assert min(gaps) >= 0.14


def test_crawl_delay_of_robots_is_kept(tmp_path: Path) -> None:
    routes = small_site(1)
    routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.2\n")
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    gaps = [later.at - earlier.at for earlier, later in zip(portal.hits[1:], portal.hits[2:], strict=False)]
    assert min(gaps) >= 0.19


def test_items_on_other_hosts_are_noted_and_not_asked_for(tmp_path: Path) -> None:
    rows = {"http://www.elsewhere.example/a.html": "别处的绩效评价报告", "/jxgl/2024/1.html": "本处的绩效评价报告"}
    routes = small_site() | {"/jxgl/": Reply(listing(rows))}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert (summary.state, summary.listed) == ("green", 2)
    assert outcomes(tmp_path)["http://www.elsewhere.example/a.html"].outcome == "refused"


def test_the_budget_of_the_night_is_kept(tmp_path: Path) -> None:
    with serve(small_site(10)) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, night_requests=5))
        assert len(portal.hits) == 5
        assert summary.state == "red"
        assert "budget" in (summary.reason or "")


def test_a_resumed_run_does_not_ask_again(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 500)}
    with serve(routes) as portal:
        source = portal.source()
        assert crawl(source, tmp_path).failed == 1
        portal.hits.clear()
        routes[ITEM] = small_site()[ITEM]
        summary = crawl(source, tmp_path)
        assert portal.paths() == [ITEM, "/jxgl/files/t.xlsx"]
    assert (summary.state, summary.fetched, summary.unchanged) == ("green", 5, 0)


def test_two_crawls_of_one_source_at_once_are_prevented(tmp_path: Path) -> None:
    from tasks.crawl.archive import open_archive

    with serve(small_site()) as portal, open_archive(tmp_path, "yunling-czj", NIGHT, 10**9):
        summary = crawl(portal.source(), tmp_path)
        assert portal.hits == []
    assert summary.state == "red"
    assert "another process" in (summary.reason or "")


def test_sources_are_crawled_at_the_same_time_into_one_archive(tmp_path: Path) -> None:
    with serve(small_site()) as one, serve(small_site(8)) as two:
        other_host = "czj.shuanghe.jxtest.gov.cn"
        sources = [
            one.source(),
            two.source(
                name="shuanghe-czj",
                columns=[{"url": f"http://{other_host}/jxgl/"}],
                connect={other_host: f"127.0.0.1:{two.port}"},
            ),
        ]
        with ThreadPoolExecutor(2) as pool:
            summaries = list(pool.map(lambda source: crawl(source, tmp_path), sources))
    assert [(summary.state, summary.fetched) for summary in summaries] == [("green", 5), ("green", 10)]
    assert_warcs_are_sound(tmp_path)


def test_archive_files_are_rotated_by_size(tmp_path: Path) -> None:
    with serve(small_site(6)) as portal:
        crawl(portal.source(), tmp_path, settings=replace(FAST, warc_bytes=3000))
        assert len(list(tmp_path.rglob("*.warc.gz"))) > 2
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).unchanged == 8
    assert_warcs_are_sound(tmp_path)


def test_the_hosts_real_name_is_asked_for(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
    assert {hit.headers["host"] for hit in portal.hits} == {HOST}
