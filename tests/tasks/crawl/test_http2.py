"""A site that speaks HTTP/2 only, crawled as any other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tasks.crawl.journal import open_journal
from tasks.crawl.source import Source
from tests.tasks.crawl.http2 import Http2Portal, serve_http2
from tests.tasks.crawl.nights import NEXT_NIGHT, NIGHT, assert_warcs_are_sound, crawl
from tests.tasks.crawl.portal import FAST, HOST, Portal, Reply, article, small_site
from tests.tasks.crawl.test_tls import LEGACY, trusted

__all__ = ["trusted"]

HOME = f"https://{HOST}"
BIG = article("大", words=80_000)


def source(portal: Http2Portal, **changes: str) -> Source:
    return Portal(portal.port, {}).source(columns=[{"url": f"{HOME}/jxgl/"}], **changes)


def site() -> dict[str, Reply]:
    return {path: reply for path, reply in small_site().items() if isinstance(reply, Reply)}


def test_a_site_is_crawled_over_one_connection(tmp_path: Path, trusted: Path) -> None:
    with serve_http2(site(), trusted) as portal:
        summary = crawl(source(portal), tmp_path)
        assert (summary.state, summary.listed, summary.fetched, summary.failed) == ("green", 3, 5, 0)
        assert portal.connections == 1
        assert portal.hits[0][":authority"] == HOST
        assert portal.hits[0]["user-agent"].startswith("Jixiao/")
        again = crawl(source(portal), tmp_path, NEXT_NIGHT)
        assert (again.fetched, again.unchanged, again.failed) == (0, 5, 0)
    assert_warcs_are_sound(tmp_path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_servers_may_speak_it_too(tmp_path: Path, trusted: Path) -> None:
    with serve_http2(site(), trusted) as portal:
        assert crawl(source(portal, **LEGACY), tmp_path).state == "green"


def test_large_bodies_come_whole_and_bounded(tmp_path: Path, trusted: Path) -> None:
    assert len(BIG) > 4_000_000
    routes = site() | {"/jxgl/2024/2.html": Reply(BIG), "/jxgl/2024/3.html": Reply(BIG + BIG)}
    settings = replace(FAST, max_bytes=len(BIG))
    with serve_http2(routes, trusted) as portal:
        crawl(source(portal), tmp_path, settings=settings)
    with open_journal(tmp_path) as journal:
        outcomes = {fetch.url.removeprefix(HOME): fetch.outcome for _, fetch in journal.fetches(NIGHT)}
        state = journal.state(f"{HOME}/jxgl/2024/2.html")
    assert (outcomes["/jxgl/2024/2.html"], outcomes["/jxgl/2024/3.html"]) == ("ok", "broken")
    assert state is not None
    assert state.bytes == len(BIG)


@pytest.mark.parametrize("status", [404, 503])
def test_refusals_are_in_their_class(tmp_path: Path, trusted: Path, status: int) -> None:
    routes = site() | {"/jxgl/2024/2.html": Reply(b"<html>no</html>", status)}
    with serve_http2(routes, trusted) as portal:
        crawl(source(portal), tmp_path)
    with open_journal(tmp_path) as journal:
        outcomes = {fetch.url.removeprefix(HOME): fetch.outcome for _, fetch in journal.fetches(NIGHT)}
    assert outcomes["/jxgl/2024/2.html"] == ("gone" if status == 404 else "broken")
    assert outcomes["/jxgl/2024/3.html"] == "ok"
