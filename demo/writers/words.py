"""How figures are written out in the genre."""

from __future__ import annotations

from decimal import Decimal

from demo.paper import Cell
from demo.record import Money

SOURCE_WORDS = {
    "central": "中央财政资金",
    "province": "省级财政资金",
    "county": "县级财政资金",
    "carryover": "上年结转资金",
    "own_or_other": "其他资金",
}


def plain(value: Decimal) -> str:
    """A number without trailing zeros and without an exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan_in(value: Decimal, unit: str) -> str:
    """Yuan written in the unit: 万元 with as many decimals as it takes, 元 with commas and two decimals."""
    return plain(value / 10_000) if unit == "万元" else f"{value:,.2f}"


def amount(value: Decimal, unit: str = "万元") -> str:
    """An amount in a sentence, with its unit."""
    return f"{yuan_in(value, unit)}{unit}"


def percent(value: Decimal) -> str:
    """A rate in percent."""
    return f"{plain(value)}%"


def money_cell(money: Decimal | None, unit: str, blank: str = "") -> Cell:
    """An amount in a table whose head names the unit; blank where nothing is stated."""
    if money is None:
        return Cell(blank)
    return Cell(yuan_in(money, unit), number=money / 10_000 if unit == "万元" else money)


def number_cell(value: Decimal | None) -> Cell:
    """A number in a table."""
    return Cell() if value is None else Cell(plain(value), number=value)


def percent_cell(value: Decimal | None) -> Cell:
    """A rate in a table; a spreadsheet holds it as a fraction with a percent format."""
    return Cell() if value is None else Cell(percent(value), number=value / 100, percent=True)


def parts(money: tuple[Money, ...], measure: str) -> str:
    """其中: the amounts of a measure by their sources, empty where only the total is stated."""
    named = [
        f"{SOURCE_WORDS[one.source]}{amount(one.yuan)}"
        for one in money
        if one.measure == measure and one.source != "total"
    ]
    return f",其中:{'、'.join(named)}" if named else ""
