"""Dates and years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.numbers.dates import find_dates, find_years


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020年05月25日", date(2020, 5, 25)),
        ("2019-06-21", date(2019, 6, 21)),
        ("2024/4/7", date(2024, 4, 7)),
        ("2023.12.10", date(2023, 12, 10)),
        ("2023-12-10 10:07:00", date(2023, 12, 10)),
        ("2023-12-10T10:07:00+08:00", date(2023, 12, 10)),
        ("二〇二三年十二月三十一日", date(2023, 12, 31)),
        ("二○一一年三月廿五日", date(2011, 3, 25)),
    ],
)
def test_whole_dates(text: str, value: date) -> None:
    assert [found.value for found in find_dates(text)] == [value]


@pytest.mark.parametrize("text", ["2022年2月30日", "2022-13-01", "2018.1.2.3", "2022年", "", "20231301", "20230101"])
def test_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_dates_in_text_keep_their_place() -> None:
    text = "截至2011年12月25日止,2022年2月30日前,发布于2024-04-07 13:11"
    assert [(text[d.start : d.end], d.value) for d in find_dates(text)] == [
        ("2011年12月25日", date(2011, 12, 25)),
        ("2024-04-07", date(2024, 4, 7)),
    ]


def test_digit_strings_in_text_are_no_dates() -> None:
    assert find_dates("项目编号20230101,编码2023.1.2.3") == []


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_printed_dates_come_back(day: date) -> None:
    for form in (f"{day:%Y年%m月%d日}", f"{day:%Y-%m-%d}", f"{day.year}/{day.month}/{day.day}", f"{day:%Y.%m.%d}"):
        assert [d.value for d in find_dates(f"于{form}完成")] == [day]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("(2022年度)", [(2022, "年度")]),
        ("二〇二二年度", [(2022, "年度")]),
        ("2018-2019年", [(2018, "range"), (2019, "range")]),
        ("2021年至2022年", [(2021, "range"), (2022, "range")]),
        ("截至2023年12月31日", [(2023, "cutoff")]),
        ("截至2011年12月25日止", [(2011, "年")]),
        ("琼财〔2018〕26号", []),
        ("十四五期间", []),
        ("12019年", []),
    ],
)
def test_years(text: str, years: list[tuple[int, str]]) -> None:
    assert [(found.year, found.label) for found in find_years(text)] == years
