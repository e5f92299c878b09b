"""Which nights an address is asked for."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crawl.schedule import interval, is_due, stands_since

NOW = datetime(2026, 3, 1, 18)  # noqa: DTZ001 - the journal's times are UTC without a zone
URLS = [f"http://czj.yunling.jxtest.gov.cn/jxgl/{number}.html" for number in range(3000)]


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_the_older_the_seldomer(one: float, other: float) -> None:
    young, old = sorted((one, other))
    assert 1 <= interval(young) <= interval(old) <= 30


def test_the_newest_are_asked_for_in_every_run() -> None:
    assert all(is_due(url, NOW - timedelta(days=2), NOW - timedelta(hours=1), NOW) for url in URLS)


@pytest.mark.parametrize(("age", "nights"), [(9, 4), (20, 12), (1000, 30)])
def test_the_old_are_spread_over_the_nights(age: int, nights: int) -> None:
    """All came in one night; each is asked for once an interval, and no night has far more than its share."""
    settled, asked = dict.fromkeys(URLS, NOW), []
    for night in range(1, nights + 1):
        tonight = NOW + timedelta(days=night)
        due = [url for url in URLS if is_due(url, NOW - timedelta(days=age), settled[url], tonight)]
        settled |= dict.fromkeys(due, tonight)
        asked.append(len(due))
    assert sum(asked) == len(URLS)
    assert max(asked) < 1.5 * len(URLS) / nights


def test_a_missed_night_is_made_up_for() -> None:
    since = NOW - timedelta(days=1000)
    assert all(is_due(url, since, NOW - timedelta(days=60), NOW) for url in URLS)
    assert not any(is_due(url, since, NOW - timedelta(hours=2), NOW) for url in URLS)


def test_a_content_stands_since_the_earliest_day_that_is_known() -> None:
    first_seen = NOW - timedelta(days=1)
    modified = "Tue, 06 May 2025 08:00:00 GMT"
    assert stands_since(first_seen, None, None) == first_seen
    assert stands_since(first_seen, None, "the day before yesterday") == first_seen
    assert stands_since(first_seen, None, modified) == datetime(2025, 5, 6, 8)  # noqa: DTZ001 - UTC without a zone
    assert stands_since(first_seen, date(2024, 5, 6), modified) == datetime(2024, 5, 6)  # noqa: DTZ001 - UTC
    assert stands_since(first_seen, date(2099, 1, 1), None) == first_seen


@settings(deadline=None, max_examples=20)
@given(st.integers(1, 40))
def test_crawls_that_are_not_nightly_ask_for_everything_too(every: int) -> None:
    """A weekly crawl must not wait until the night of a page falls on its weekday."""
    settled = dict.fromkeys(URLS[:20], NOW)
    for night in range(every, 200, every):
        tonight = NOW + timedelta(days=night)
        due = [url for url in settled if is_due(url, NOW - timedelta(days=1000), settled[url], tonight)]
        settled |= dict.fromkeys(due, tonight)
        assert max(tonight - looked for looked in settled.values()) < timedelta(days=30 + every)
