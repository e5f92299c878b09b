"""Pace, budgets, turns, the night window, and hosts that are left alone from night to night."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crawl import hosts, turn
from tasks.crawl.hosts import ROBOTS_UNDEFINED, HostBook, open_hosts
from tasks.crawl.journal import open_journal
from tasks.crawl.night import Window, china_time, night_of
from tasks.crawl.outcome import AFTER, Next, leave_of
from tasks.crawl.pace import SLOWEST, Pace
from tasks.crawl.site import crawl_source
from tasks.crawl.turn import HostTurn
from tests.tasks.crawl.nights import NEXT_NIGHT, NIGHT, THIRD_NIGHT, crawl, outcomes
from tests.tasks.crawl.portal import FAST, HOST, Hit, Reply, Route, article, serve, small_site
from warehouse.vocabulary import FETCH_OUTCOMES

NOW = datetime.fromisoformat("2026-03-01T18:00")


def test_every_class_says_what_happens_next() -> None:
    assert set(AFTER) == set(FETCH_OUTCOMES)
    assert [AFTER[name] for name in ("blocked", "gone")] == [Next.DAYS, Next.NEXT_NIGHT]


def test_a_blocked_host_is_left_alone_longer_each_time() -> None:
    days = [round(leave_of(nights) / timedelta(days=1) + 0.25) for nights in (1, 2, 3, 4, 5, 60)]
    assert days == [1, 2, 4, 8, 14, 14]


def test_a_slow_host_is_given_as_much_rest_as_it_works() -> None:
    pace = Pace(2.0)
    pace.answered(0.1)
    assert pace.pause(0.0) == 2.0
    pace.answered(9.9)
    assert pace.pause(0.0) == pytest.approx(5.0)
    assert Pace(2.0).pause(0.5) == 1.5


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 400)), max_size=30), st.floats(0, 400))
def test_trouble_never_shortens_the_pause(past: list[tuple[bool, float]], seconds: float) -> None:
    pace = Pace(2.0)
    for good, spent in past:
        (pace.answered if good else pace.failed)(spent)
    before = pace.pause(0.0)
    pace.failed(seconds)
    assert before <= pace.pause(0.0) <= SLOWEST


def test_fast_errors_lengthen_the_pause_and_good_answers_end_that() -> None:
    pace = Pace(2.0)
    for _ in range(3):
        pace.failed(0.001)
    assert pace.pause(0.0) == 16.0
    for _ in range(20):
        pace.answered(0.001)
    assert pace.pause(0.0) == 2.0


@pytest.mark.parametrize(
    ("at", "inside"),
    [("2026-03-01T13:59", False), ("2026-03-01T14:00", True), ("2026-03-01T22:59", True), ("2026-03-01T23:00", False)],
)
def test_the_window_is_in_china_time_and_goes_over_midnight(at: str, inside: bool) -> None:
    assert Window.parse("22:00-07:00").holds(datetime.fromisoformat(at)) is inside


@pytest.mark.parametrize("text", ["", "22-07", "24:00-07:00", "02:00-02:00", "22:00-07:00x"])
def test_a_window_that_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="night window"):
        Window.parse(text)


def test_a_night_goes_from_noon_to_noon() -> None:
    nights = {night_of(NOW + timedelta(hours=hours)) for hours in (-14, 0, 9)}
    assert len(nights) == 1
    assert night_of(NOW + timedelta(hours=10)) == nights.pop() + 1


def test_outside_of_the_window_nothing_is_asked(tmp_path: Path) -> None:
    now = hosts.utc_now()
    with serve(small_site()) as portal:
        closed = replace(FAST, window=Window.parse(_hours(now, 2)))
        summary = crawl(portal.source(), tmp_path, settings=closed)
        assert portal.hits == []
        assert summary.state == "red"
        assert "night window" in (summary.reason or "")
        assert outcomes(tmp_path)["/jxgl/"].outcome == "out_of_budget"
        open_now = replace(FAST, window=Window.parse(_hours(now, -1)))
        assert crawl(portal.source(), tmp_path, settings=open_now).state == "green"


def _hours(now: datetime, ahead: int) -> str:
    """A window of two hours in China that opens so many hours from now."""
    opens = china_time(now) + timedelta(hours=ahead)
    return f"{opens:%H}:00-{opens + timedelta(hours=2):%H}:00"


def test_two_sources_on_one_host_take_turns(tmp_path: Path) -> None:
    busy: list[int] = []
    most: list[int] = []

    def slow(body: bytes) -> Route:
        def answer(hit: Hit) -> Reply:
            busy.append(1)
            most.append(len(busy))
            time.sleep(0.02)
            busy.pop()
            return Reply(body)

        return answer

    routes: dict[str, Route] = {
        path: slow(reply.body) if isinstance(reply, Reply) else reply for path, reply in small_site(6).items()
    }
    with serve(routes) as portal:
        sources = [portal.source(delay_seconds=0.05), portal.source(name="yunling-two", delay_seconds=0.05)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda source: crawl_source(source, tmp_path, NIGHT, FAST), sources))
        gaps = [later.at - earlier.at for earlier, later in zip(portal.hits, portal.hits[1:], strict=False)]
    assert max(most) == 1
    assert min(gaps) >= 0.045


def test_the_budget_is_the_hosts_whoever_asks(tmp_path: Path) -> None:
    settings = replace(FAST, night_requests=7)
    with serve(small_site(9)) as portal:
        crawl(portal.source(), tmp_path, settings=settings)
        summary = crawl_source(portal.source(name="yunling-two"), tmp_path, NEXT_NIGHT, settings)
        assert len(portal.hits) == 7
    assert "budget of 7 requests" in (summary.reason or "")


def test_the_budget_of_bytes_is_kept(tmp_path: Path) -> None:
    with serve(small_site(9)) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, night_bytes=20_000))
        assert 3 < len(portal.hits) < 9
    assert "budget of 20000 bytes" in (summary.reason or "")


def test_the_time_of_a_night_is_kept(tmp_path: Path) -> None:
    """A site that answers slowly, each time just in time, must not hold up the night."""
    routes = small_site()
    routes |= {path: Reply(article(path), pause=0.2) for path in routes if path.startswith("/jxgl/2024/")}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, night_seconds=0.3))
    assert summary.state == "red"
    assert "the night's time of 0 s is spent" in (summary.reason or "")


def test_a_budget_is_new_in_the_next_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = HostTurn(tmp_path, HOST)
    first.requests, first.bytes, first.free_at = 9, 9000, time.time() + 5
    first.write()
    second = HostTurn(tmp_path, HOST)
    assert (second.requests, second.bytes, second.free_at) == (9, 9000, first.free_at)
    monkeypatch.setattr(turn, "utc_now", lambda: hosts.utc_now() + timedelta(days=1))
    third = HostTurn(tmp_path, HOST)
    assert (third.requests, third.bytes, third.free_at) == (0, 0, first.free_at)
    for one in (first, second, third):
        one.close()


def test_a_clock_that_was_set_back_does_not_hold_up_a_host(tmp_path: Path) -> None:
    one = HostTurn(tmp_path, HOST)
    one.free_at = time.time() + 10**6
    one.write()
    assert HostTurn(tmp_path, HOST).free_at == 0.0


@settings(deadline=None)  # folders are made: a busy disk is no fault
@given(st.text(max_size=40))
def test_names_of_hosts_never_become_paths(host: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        HostTurn(Path(folder), host).close()
        assert [path.parent.name for path in Path(folder).rglob("*") if path.is_file()] == [".hosts"]


def test_a_turn_is_waited_for(tmp_path: Path) -> None:
    order: list[str] = []

    async def take(name: str, one: HostTurn) -> None:
        async with one.hold():
            order.append(name)
            await asyncio.sleep(0.05)
            order.append(name)

    async def both() -> None:
        first, second = HostTurn(tmp_path, HOST), HostTurn(tmp_path, HOST)
        await asyncio.gather(take("a", first), take("b", second), take("c", first))

    asyncio.run(both())
    assert order[::2] == order[1::2]


def _memory(archive: Path) -> hosts.HostMemory:
    with open_hosts(archive) as book:
        return book.memory(HOST)


def _let_time_pass(archive: Path, days: float) -> None:
    with open_journal(archive), open_hosts(archive) as book:
        memory = book.memory(HOST)
        assert memory.left_until is not None
        book._put(HOST, memory.left_until - timedelta(days=days), memory.blocked_nights, memory.reason)


def test_a_host_that_blocks_is_left_alone_for_growing_times_and_then_forgiven(tmp_path: Path) -> None:
    routes = small_site() | {"/jxgl/": Reply(b"<html><script>$_ts={}</script></html>", 412)}
    with serve(routes) as portal:
        source = portal.source()
        assert crawl(source, tmp_path).state == "red"
        assert len(portal.hits) == 2
        summary = crawl(source, tmp_path, NEXT_NIGHT)
        assert len(portal.hits) == 2
        assert "left alone until" in (summary.reason or "")
        assert outcomes(tmp_path, NEXT_NIGHT)["/jxgl/"].outcome == "blocked"
        _let_time_pass(tmp_path, 1)
        crawl(source, tmp_path, THIRD_NIGHT)
        assert len(portal.hits) == 4
        assert _memory(tmp_path).blocked_nights == 2
        _let_time_pass(tmp_path, 2)
        routes["/jxgl/"] = small_site()["/jxgl/"]
        assert crawl(source, tmp_path, "20260308T180000Z").state == "green"
    assert _memory(tmp_path) == hosts.HostMemory(HOST)


def test_a_host_that_asks_for_a_day_is_left_alone_in_the_next_run_too(tmp_path: Path) -> None:
    routes = small_site() | {"/jxgl/2024/1.html": Reply(b"", 503, {"Retry-After": "86400"})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        asked = len(portal.hits)
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).state == "red"
        assert len(portal.hits) == asked
    assert outcomes(tmp_path, NEXT_NIGHT)["/jxgl/"].outcome == "refused"


def test_robots_of_yesterday_do_not_open_a_host_in_trouble_until_a_month_is_over(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        portal.hits.clear()
        routes["/robots.txt"] = Reply(b"", 503)
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).state == "red"
        assert set(portal.paths()) == {"/robots.txt"}
        with open_hosts(tmp_path) as book:
            book._set_robots(HOST, hosts.utc_now() - ROBOTS_UNDEFINED - timedelta(days=1))
        assert crawl(portal.source(), tmp_path, THIRD_NIGHT).state != "red"
        assert "/jxgl/" in portal.paths()
        assert "/admin/" not in portal.paths()
        routes["/robots.txt"] = small_site()["/robots.txt"]
        crawl(portal.source(), tmp_path, "20260308T180000Z")
    assert _memory(tmp_path).robots_failing_since is None


def test_memory_of_hosts_is_kept_by_host(tmp_path: Path) -> None:
    with open_journal(tmp_path), open_hosts(tmp_path) as book:
        assert isinstance(book, HostBook)
        book.blocked("a.gov.cn", "a challenge")
        book.wait("b.gov.cn", 10**12, "come back later")
        assert book.memory("a.gov.cn").blocked_nights == 1
        assert book.memory("b.gov.cn").left(hosts.utc_now() + timedelta(days=13))
        assert book.memory("b.gov.cn").left(hosts.utc_now() + timedelta(days=15)) is None
        assert book.memory("c.gov.cn").left(NOW) is None


def test_a_site_that_wants_its_session_cookie_back_gets_it(tmp_path: Path) -> None:
    item = "/jxgl/2024/1.html"

    def answer(hit: Hit) -> Reply:
        if "JSESSIONID=AB12" in hit.headers.get("cookie", ""):
            return Reply(article("有会话的报告"))
        return Reply(b"", 302, {"Location": item, "Set-Cookie": "JSESSIONID=AB12; Path=/; HttpOnly"})

    with serve(small_site() | {item: answer}) as portal:
        crawl(portal.source(), tmp_path)
    assert outcomes(tmp_path)[item].outcome == "ok"
