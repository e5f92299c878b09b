"""Percents in text and cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.numbers.percents import find_percents, is_share, parse_percent


@pytest.mark.parametrize(
    ("text", "written", "value", "sign"),
    [
        ("执行率为50%", "50%", "50", "="),
        ("５０％", "５０％", "50", "="),
        ("百分之九十五点六", "百分之九十五点六", "95.6", "="),
        ("千分之三", "千分之三", "0.3", "="),
        ("3‰", "3‰", "0.3", "="),
        ("实现80%以上的事项", "80%", "80", ">="),
        ("不低于95%", "95%", "95", ">="),
        ("≥98.5%", "98.5%", "98.5", ">="),
        ("约60%", "60%", "60", "~"),
        ("增长率-3.2%", "-3.2%", "-3.2", "="),
        ("2022年—95%", "95%", "95", "="),
    ],
)
def test_one_percent(text: str, written: str, value: str, sign: str) -> None:
    (percent,) = find_percents(text)
    assert (percent.as_written, percent.value, percent.comparator) == (written, Decimal(value), sign)
    assert text[percent.start : percent.end] == written


@pytest.mark.parametrize("text", ["提高95.6个百分点", "提高3百分点", "95", "百分之", ""])
def test_no_percent(text: str) -> None:
    assert find_percents(text) == []


@pytest.mark.parametrize("text", ["80%-90%", "80-90%", "80%至90%"])
def test_a_range_is_two_bounds(text: str) -> None:
    assert [(p.value, p.comparator) for p in find_percents(text)] == [(80, ">="), (90, "<=")]


@pytest.mark.parametrize(
    ("text", "value"), [("100.00%", "100"), ("98.5％", "98.5"), ("25", "25"), (" 0 %", "0"), ("百分之五", "5")]
)
def test_percent_of_a_cell(text: str, value: str) -> None:
    assert parse_percent(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "—", "80%以上", "优", "50%,60%"])
def test_cell_without_one_exact_percent(text: str) -> None:
    assert parse_percent(text) is None


@given(st.decimals(min_value=0, max_value=1000, places=2), st.text(alphabet="率为达到,。的", max_size=6))
def test_a_written_percent_comes_back(value: Decimal, before: str) -> None:
    (percent,) = find_percents(f"{before}{value}%。")
    assert percent.value == value


@pytest.mark.parametrize(
    ("part", "whole", "percent", "closes"),
    [
        ("500", "516", "96.9", True),
        ("500", "516", "97.0", False),
        ("2", "3", "66.66", True),
        ("2", "3", "66.67", True),
        ("1", "3", "34", True),
        ("1", "3", "35", False),
        ("42", "42", "100", True),
        ("42", "42", "1E+2", True),
        ("0", "42", "0", False),
        ("42", "0", "100", False),
    ],
)
def test_a_share_may_be_printed_rounded_up_or_down(part: str, whole: str, percent: str, closes: bool) -> None:
    assert is_share(Decimal(part), Decimal(whole), Decimal(percent)) is closes
