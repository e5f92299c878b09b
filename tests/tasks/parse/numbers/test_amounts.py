"""Amounts of money in text, cells and headers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.parse.numbers.amounts import (
    CellAmount,
    find_amounts,
    is_blank,
    money_unit,
    parse_cell_amount,
    parse_number,
)

WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("text", "written", "yuan", "unit", "sign"),
    [
        ("已拨付了223.7万元的经费", "223.7万元", "2237000", "万元", "="),
        ("共计1.5亿元", "1.5亿元", "150000000", "亿元", "="),
        ("支出2026400元", "2026400元", "2026400", "元", "="),
        ("人民币200万元", "200万元", "2000000", "万元", "="),
        ("合同价￥1,234.56", "￥1,234.56", "1234.56", "元", "="),
        ("壹佰万元整", "壹佰万元整", "1000000", "元", "="),
        ("壹拾贰元捌角玖分", "壹拾贰元捌角玖分", "12.89", "元", "="),
        ("预算安排15万,其中", "15万", "150000", "万", "="),
        ("约80万元", "80万元", "800000", "万元", "~"),
        ("近百万元", "百万元", "1000000", "元", "~"),
        ("100余万元", "100余万元", "1000000", "万元", ">"),
        ("不超过20万元", "20万元", "200000", "万元", "<="),
        ("2021年中央3万元", "3万元", "30000", "万元", "="),
        ("2018-2019年预算30万元", "30万元", "300000", "万元", "="),
        ("12月31日200万元", "200万元", "2000000", "万元", "="),
        ("1 234.56 万元", "1 234.56 万元", "12345600", "万元", "="),
        ("３，２００．５０元", "３，２００．５０元", "3200.50", "元", "="),
        ("资金—200万元", "200万元", "2000000", "万元", "="),
        ("预算数：-3.2万元", "-3.2万元", "-32000", "万元", "="),
        ("500元/人", "500元/人", "500", "元/人", "="),
        ("每人补助500元", "500元", "500", "元/人", "="),
        ("每年安排200万元", "200万元", "2000000", "万元", "="),
    ],
)
def test_one_amount(text: str, written: str, yuan: str, unit: str, sign: str) -> None:
    (amount,) = find_amounts(text)
    assert (amount.as_written, amount.yuan, amount.unit, amount.comparator) == (written, Decimal(yuan), unit, sign)
    assert text[amount.start : amount.end] == written


@pytest.mark.parametrize(
    "text",
    [
        "服务15万人",
        "支出1258项",
        "二元结构",
        "3元素",
        "100万美元",
        "琼财〔2018〕26号",
        "261.10",
        "1.5.3万元",
        "15万,其中",
        "支出1,234. 56万元",
        "支出1, 234.56万元",
    ],
)
def test_no_amount(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize("text", ["50-60万元", "50万元-60万元", "50至60万元", "50～60万元"])
def test_a_range_is_two_bounds(text: str) -> None:
    assert [(a.yuan, a.comparator) for a in find_amounts(text)] == [(50 * WAN, ">="), (60 * WAN, "<=")]


def test_offsets_count_from_the_start_of_the_text() -> None:
    text = "概算757万元,其中预算223.7万元"
    (amount,) = find_amounts(text, 8)
    assert text[amount.start : amount.end] == "223.7万元"
    assert find_amounts(text, 0, 5) == []


@given(
    st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10**9), places=2),
    st.sampled_from([("元", 1), ("万元", 10**4), ("亿元", 10**8)]),
    st.sampled_from(["", "2022年", "下达资金", "〔2018〕26号,", "截至12月31日"]),
    st.booleans(),
)
def test_a_written_amount_comes_back_exactly(
    number: Decimal, unit: tuple[str, int], before: str, grouped: bool
) -> None:
    written = f"{number:,}" if grouped else str(number)
    text = f"{before}{written}{unit[0]},结余"
    (amount,) = find_amounts(text)
    assert amount.yuan == number * unit[1]
    assert text[amount.start : amount.end] == amount.as_written == written + unit[0]


@given(st.text(alphabet="0123456789,. 万亿元千百余约/-—（）()年月日项人￥¥二三十壹", max_size=80))
def test_any_text_gives_spans_inside_it_that_hold_a_numeral(text: str) -> None:
    for amount in find_amounts(text):
        assert text[amount.start : amount.end] == amount.as_written
        assert any(char.isnumeric() for char in amount.as_written)


@pytest.mark.parametrize("text", ["", " ", "—", "―", "–", "-", "－", "/", "\\", "无", "暂无", "N/A", "——", "　"])
def test_blank_cells(text: str) -> None:
    assert is_blank(text)
    assert parse_number(text) is None
    assert parse_cell_amount(text, WAN) is None


@pytest.mark.parametrize("text", ["0", "0.00", "０"])
def test_zero_is_a_number(text: str) -> None:
    assert not is_blank(text)
    assert parse_number(text) == 0
    cell = parse_cell_amount(text, WAN)
    assert cell is not None
    assert cell.yuan == 0


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234.56", "1234.56"),
        ("１２，０００", "12000"),
        ("1 234.56", "1234.56"),
        ("-3.2", "-3.2"),
        ("(3.2)", "-3.2"),
        ("△3.2", "-3.2"),
        ("两百", "200"),
    ],
)
def test_a_bare_number(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["(1)", "12.", "1,23", "12人", "3/4", "2021-2022", "1.2.3", "1,2345"])
def test_not_a_bare_number(text: str) -> None:
    assert parse_number(text) is None


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_a_printed_number_comes_back(number: Decimal) -> None:
    assert parse_number(f"{number:,}") == number == parse_number(str(number))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("项目资金（万元）", 10**4),
        ("单位:万元", 10**4),
        ("金额单位：元", 1),
        ("千元", 1000),
        ("百万元", 10**6),
        ("亿元", 10**8),
        ("计划投资额\n\n（万元）", 10**4),
        ("单位：人民币元", 1),
        ("年初预算数(万元)(A)", 10**4),
    ],
)
def test_unit_of_a_header(text: str, unit: int) -> None:
    assert money_unit(text) == unit


@pytest.mark.parametrize("text", ["执行率", "预算200万元", "多元化指标", "元/人", "单位：元 （万元）", "单位：个", ""])
def test_header_without_one_unit(text: str) -> None:
    assert money_unit(text) is None


@pytest.mark.parametrize("text", ["150万", "150万元", "1500000元"])
def test_a_cell_with_its_own_unit_is_not_multiplied_twice(text: str) -> None:
    assert parse_cell_amount(text, WAN) == CellAmount(Decimal(1_500_000), text, True)


def test_a_cell_takes_the_unit_of_its_column() -> None:
    assert parse_cell_amount("261.10", WAN) == CellAmount(Decimal(2_611_000), "261.10", False)
    assert parse_cell_amount("261.10", None) is None


@pytest.mark.parametrize("text", ["其中:财政 100", "100万元,200万元", "500元/人", "不超过20万元", "第2批100万元"])
def test_a_cell_that_is_not_one_amount(text: str) -> None:
    assert parse_cell_amount(text, WAN) is None
