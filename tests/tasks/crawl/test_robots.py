"""robots.txt by RFC 9309."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crawl.robots import LONGEST_CRAWL_DELAY, read_robots

URL = "http://czj.yunling.jxtest.gov.cn"


def test_rules_for_us_win_over_rules_for_all() -> None:
    robots = read_robots(200, b"User-agent: *\nDisallow: /\n\nUser-agent: jixiao\nDisallow: /admin/\n", None)
    assert robots.allows(f"{URL}/jxgl/")
    assert not robots.allows(f"{URL}/admin/x")


def test_the_longest_rule_wins_and_wildcards_work() -> None:
    robots = read_robots(200, b"User-agent: *\nDisallow: /zwgk/\nAllow: /zwgk/jxgl/\nDisallow: /*.xls$\n", None)
    assert robots.allows(f"{URL}/zwgk/jxgl/1.html")
    assert not robots.allows(f"{URL}/zwgk/other/1.html")
    assert not robots.allows(f"{URL}/files/a.xls")
    assert robots.allows(f"{URL}/files/a.xlsx")


def test_a_byte_order_mark_does_not_hide_the_first_rule() -> None:
    assert not read_robots(200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /\n", None).allows(f"{URL}/")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_rules_everything_is_allowed(status: int) -> None:
    assert read_robots(status, b"", None).allows(f"{URL}/jxgl/")


@pytest.mark.parametrize("status", [None, 500, 503, 429, 302])
def test_a_host_in_trouble_is_left_alone(status: int | None) -> None:
    robots = read_robots(status, b"", "no answer in time")
    assert not robots.allows(f"{URL}/jxgl/")
    assert robots.closed


def test_crawl_delay_is_heard_and_bounded() -> None:
    assert read_robots(200, b"User-agent: *\nCrawl-delay: 7\n", None).delay == 7
    assert read_robots(200, b"User-agent: *\nCrawl-delay: 86400\n", None).delay == LONGEST_CRAWL_DELAY
    assert read_robots(200, b"", None).delay == 0
    for nonsense in (b"nan", b"inf", b"-5", b"x"):
        assert 0 <= read_robots(200, b"User-agent: *\nCrawl-delay: " + nonsense, None).delay <= LONGEST_CRAWL_DELAY


@given(st.binary(max_size=400))
def test_any_bytes_give_rules_or_a_reason(body: bytes) -> None:
    robots = read_robots(200, b"User-agent: *\n" + body, None)
    assert robots.allows(f"{URL}/jxgl/") in (True, False)
    assert 0 <= robots.delay <= LONGEST_CRAWL_DELAY
