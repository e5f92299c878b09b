"""Answers that are not the page: each is recorded with its reason, and what was good stays."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.tasks.crawl.nights import (
    ITEM,
    NEXT_NIGHT,
    assert_warcs_are_sound,
    body_of,
    crawl,
    outcomes,
    state,
)
from tests.tasks.crawl.portal import FAST, HOME, Hit, Reply, Route, article, serve, small_site


def failing(times: int, failure: Reply, then: Reply) -> Route:
    """Answers that fail so many times before they come."""
    left = [times]

    def answer(hit: Hit) -> Reply:
        left[0] -= 1
        return failure if left[0] >= 0 else then

    return answer


@pytest.mark.parametrize("failure", [Reply(b"", 500), Reply(b"", 502), Reply(b"", 503), Reply(b"abcdef", cut=3)])
def test_passing_trouble_is_tried_again(tmp_path: Path, failure: Reply) -> None:
    routes = small_site() | {ITEM: failing(2, failure, Reply(article("终于")))}
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
        assert portal.paths().count(ITEM) == 3
    assert body_of(tmp_path, ITEM) == article("终于")


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: failing(1, Reply(b"", 429, {"Retry-After": "1"}), Reply(article("终于")))}
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
    first, second = (hit.at for hit in portal.hits if hit.path == ITEM)
    assert second - first >= 0.95


def test_a_long_retry_after_ends_the_night_at_this_host(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 503, {"Retry-After": "86400"})}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
        assert portal.paths()[-1] == ITEM
    assert outcomes(tmp_path)[ITEM].outcome == "refused"
    assert summary.state == "red"
    assert "come back in 86400 s" in (summary.reason or "")


CHALLENGE = b"<html><script>document.cookie='acw_sc__v2=1';location.reload()</script></html>"


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(b"gone", 404), "gone"),
        (Reply("<html><body>您访问的页面不存在</body></html>".encode()), "gone"),
        (Reply(b"", 302, {"Location": "/"}), "gone"),
        (Reply(b"no", 403), "refused"),
        (Reply(b"<script>", 412), "blocked"),
        (Reply(CHALLENGE), "blocked"),
        (Reply(b""), "broken"),
        (Reply(b"x" * 300_000), "broken"),
        (Reply(b"", 500), "broken"),
        (Reply(article("截断"), cut=500), "partial"),
        (Reply(article("慢"), pause=1.5), "timed_out"),
        (Reply(b"zz", headers={"Content-Encoding": "br"}), "broken"),
        (Reply(b"zz", headers={"Content-Encoding": "gzip"}), "broken"),
        (Reply(gzip.compress(article("截断"))[:-20], headers={"Content-Encoding": "gzip"}), "partial"),
        (Reply(b"", 302), "broken"),
        (Reply(b"", 302, {"Location": ITEM}), "broken"),
        (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), "refused"),
        (Reply(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}), "refused"),
        (Reply(b"", 302, {"Location": "file:///etc/passwd"}), "broken"),
        (Reply(b"", 304), "broken"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_the_page_is_recorded_and_not_archived(
    tmp_path: Path, reply: Reply, outcome: str
) -> None:
    routes = small_site() | {ITEM: reply, "/": Reply(article("首页"))}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, attempts=1, read_timeout=1.0))
    fetch = outcomes(tmp_path)[ITEM]
    assert (fetch.outcome, fetch.warc_file) == (outcome, None)
    assert fetch.reason
    assert state(tmp_path, ITEM) is None
    assert (summary.state, summary.failed) == ("amber", 1)
    assert summary.failures[0].url == HOME + ITEM
    assert outcomes(tmp_path)["/jxgl/2024/3.html"].outcome == "ok"
    assert_warcs_are_sound(tmp_path)


def test_a_page_that_is_blocked_later_keeps_its_last_good_state(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        good = state(tmp_path, ITEM)
        routes[ITEM] = Reply(CHALLENGE)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert state(tmp_path, ITEM) == good


def test_a_few_withdrawn_pages_leave_a_source_green(tmp_path: Path) -> None:
    routes = small_site(20) | {"/jxgl/2024/7.html": Reply(b"", 404)}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert (summary.state, summary.reason, summary.failed) == ("green", None, 1)
    assert summary.failures[0].outcome == "gone"


def test_a_bomb_is_cut_off(tmp_path: Path) -> None:
    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    assert len(bomb) < FAST.max_bytes
    routes = small_site() | {ITEM: Reply(bomb, headers={"Content-Encoding": "deflate"})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    assert "more than the 200000 bytes allowed" in (outcomes(tmp_path)[ITEM].reason or "")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_compressed_bodies_are_stored_decoded(tmp_path: Path, encoding: str) -> None:
    page = article("压缩", words=400)
    raw = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(page), "deflate": zlib.compress(page)}.get(
        encoding, raw.compress(page) + raw.flush()
    )
    routes = small_site() | {ITEM: Reply(packed, headers={"Content-Encoding": encoding.split()[-1]})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    assert body_of(tmp_path, ITEM) == page
    assert_warcs_are_sound(tmp_path)


def test_a_redirect_within_the_source_is_followed_and_archived(tmp_path: Path) -> None:
    routes = small_site()
    routes[ITEM] = Reply(b"", 302, {"Location": "/moved/1.html"})
    routes["/moved/1.html"] = Reply(article("新址", "<a href='t2.pdf'>附件</a>"))
    routes["/moved/t2.pdf"] = Reply(b"%PDF-1.4 x", headers={"Content-Type": "application/pdf"})
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
    assert body_of(tmp_path, ITEM) == article("新址", "<a href='t2.pdf'>附件</a>")
    assert body_of(tmp_path, "/moved/t2.pdf") == b"%PDF-1.4 x"
    assert_warcs_are_sound(tmp_path)


def test_a_redirect_to_what_robots_forbid_is_refused(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 302, {"Location": "/admin/1.html"})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        assert "/admin/1.html" not in portal.paths()
    assert outcomes(tmp_path)[ITEM].outcome == "refused"


def test_a_host_that_refuses_three_times_is_left_alone(tmp_path: Path) -> None:
    routes = small_site(10)
    for number in range(1, 11):
        routes[f"/jxgl/2024/{number}.html"] = Reply(b"", 403)
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
        assert len(portal.hits) == 2 + 3
    assert summary.state == "red"
    assert "left alone" in (summary.reason or "")
