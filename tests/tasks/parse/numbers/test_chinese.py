"""Chinese numerals against a written table and against cn2an as oracle."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.numbers.chinese import parse_chinese_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三百二十五万", "3250000"),
        ("两百万", "2000000"),
        ("一万二", "12000"),
        ("1万2千", "12000"),
        ("廿三", "23"),
        ("壹佰贰拾叁万肆仟伍佰陆拾柒", "1234567"),
        ("伍拾万", "500000"),
        ("九十五点六", "95.6"),
        ("一亿零三万", "100030000"),
        ("一千零二", "1002"),
        ("一万零二", "10002"),
        ("百", "100"),
        ("1.5亿", "150000000"),
        ("１．５萬", "15000"),
        ("零", "0"),
    ],
)
def test_reads_the_forms_of_the_field(text: str, value: str) -> None:
    assert parse_chinese_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["二○二三", "一二", "", "万", "十零", "二十二十", "俩万", "三公", "一百百", "点五", "一点"]
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert parse_chinese_number(text) is None


@given(st.integers(min_value=0, max_value=9_999_999_999_999))
def test_agrees_with_the_oracle_in_low_and_capital_forms(number: int) -> None:
    for form in ("low", "up"):
        assert parse_chinese_number(cn2an.an2cn(str(number), form)) == number


@given(st.text(alphabet="零一二三四五六七八九十百千两万亿点壹佰1.5 ", max_size=60))
def test_any_run_of_numeral_characters_is_a_number_or_none(text: str) -> None:
    value = parse_chinese_number(text)
    assert value is None or value >= 0
