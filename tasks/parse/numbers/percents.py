"""Percents and permilles, in running text and in cells; percentage points (个百分点) are something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.parse.numbers.amounts import parse_number
from tasks.parse.numbers.folding import fold, part
from tasks.parse.numbers.numerals import ARABIC, CHINESE, NOT_INSIDE_A_NUMBER, RANGE_SIGN, comparator, number_value
from tasks.parse.record import record

_PERCENT = re.compile(
    rf"(?=[-负0-9]){NOT_INSIDE_A_NUMBER}(?:(?P<low>{ARABIC})\s?(?P<lowsign>[%‰])?(?P<range>{RANGE_SIGN}))?"
    rf"(?P<minus>-|负)?(?P<number>{ARABIC})\s?(?P<sign>[%‰])(?!\s?个?百分点)"
    rf"|(?P<parts>[百千万])分之(?P<spoken>{CHINESE}|{ARABIC})"
)
SHARE_SIGN = re.compile("%|％|﹪|‰|分之")
"""What every percent has in it as it is written; most sentences have none."""

_CELL = re.compile(r"(?P<number>[^%‰]+?)\s*(?P<sign>[%‰])?")
_FULL = Decimal(100)
_IN_HUNDRED = {"%": Decimal(1), "‰": Decimal("0.1"), "百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


@record
class Percent:
    """A share in percent (千分之三 is 0.3); the two ends of a range are two percents, ">=" and "<="."""

    start: int
    end: int
    as_written: str
    value: Decimal
    comparator: str


def find_percents(text: str, start: int = 0, end: int | None = None) -> list[Percent]:
    """The percents between `start` and `end`, in order; offsets are those of `text`."""
    if SHARE_SIGN.search(text, start, len(text) if end is None else end) is None:
        return []
    within, base = part(text, start, end)
    found = _percents_of(within, start - base)
    if not base:
        return found
    return [Percent(p.start + base, p.end + base, p.as_written, p.value, p.comparator) for p in found]


def _percents_of(text: str, start: int) -> list[Percent]:
    folded = fold(text)
    return [percent for match in _PERCENT.finditer(folded, start) for percent in _of_match(match, text, folded)]


def _of_match(match: re.Match[str], text: str, folded: str) -> Iterator[Percent]:
    if match["parts"]:
        value = number_value(match["spoken"])
        if value is not None:
            yield _percent(match.start(), match, text, folded, value * _IN_HUNDRED[match["parts"]])
        return
    value = number_value(match["number"])
    if value is None:
        return
    low = number_value(match["low"]) if match["low"] else None
    is_range = low is not None and low < value
    if low is not None and (is_range or match["lowsign"]):
        at, until = match.start("low"), match.start("range")
        sign = ">=" if is_range else comparator(_before(folded, at), False, "")
        yield Percent(at, until, text[at:until], low * _IN_HUNDRED[match["lowsign"] or match["sign"]], sign)
    value *= _IN_HUNDRED[match["sign"]]
    at = match.start("number")
    if is_range:
        yield Percent(at, match.end(), text[at : match.end()], value, "<=")
    elif match["minus"] and not match["low"] and _is_minus(folded, match.start("minus")):
        yield _percent(match.start("minus"), match, text, folded, -value)
    else:
        yield _percent(at, match, text, folded, value)


def _percent(at: int, match: re.Match[str], text: str, folded: str, value: Decimal) -> Percent:
    sign = comparator(_before(folded, at), False, folded[match.end() : match.end() + 5])
    return Percent(at, match.end(), text[at : match.end()], value, sign)


def _before(folded: str, at: int) -> str:
    return folded[max(0, at - 8) : at]


def _is_minus(folded: str, at: int) -> bool:
    return folded[at] == "负" or at == 0 or folded[at - 1] in " :(=\n\t为率长降"


def is_share(part: Decimal, whole: Decimal, percent: Decimal) -> bool:
    """Whether a percentage is a part's share of a whole as offices print it: rounded to its last digit, up or down.

    Nothing of something and something of nothing have no share that proves anything.
    """
    if not (part and whole and percent):
        return False
    place = Decimal(1).scaleb(min(0, int(percent.as_tuple().exponent)))
    return abs(part / whole * _FULL - percent) < place


def parse_percent(text: str) -> Decimal | None:
    """The percent of a cell that is one number with or without its sign (98.5％, a bare 25 is 25); or None."""
    match = _CELL.fullmatch(fold(text).strip())
    if match is None:
        return None
    value = parse_number(match["number"])
    if value is None:
        spoken = find_percents(text.strip())
        whole = len(spoken) == 1 and spoken[0].as_written == text.strip() and spoken[0].comparator == "="
        return spoken[0].value if whole else None
    return value * _IN_HUNDRED[match["sign"] or "%"]
