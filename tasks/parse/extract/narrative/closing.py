"""Amounts without a word of what they measure, told by arithmetic that closes with what their sentence states.

涉及资金516万元,使用500万元,使用率96.9%: 500 is 96.9 % of 516, so 516 is what there was to spend.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.facts import Fund
from tasks.parse.numbers.percents import SHARE_SIGN, Percent, find_percents
from tasks.parse.record import record

TO_SPEND = ("budget_adjusted", "budget_initial", "received", "planned")
"""The measures of money that is there to be spent."""
_FULL = Decimal(100)
_TELLING = 3
"""A percentage of so many digits closes by chance once in a thousand times."""
_FEW = 12
"""Among more amounts than this some differences close by chance."""


@record
class Open:
    """An amount that a sentence leaves open: its place in the row and its yuan."""

    at: int
    yuan: Decimal


def closed(words: str, open_amounts: Sequence[Open], told: Sequence[Fund]) -> dict[int, str]:
    """The measures of open amounts, by their places, as far as the percentages and amounts of the sentence tell them.

    `words` is the sentence and `told` what is known of its other amounts.
    """
    if not open_amounts or not told or len(open_amounts) + len(told) > _FEW:
        return {}
    found: dict[int, str] = {}
    shares = percentages(words)
    spent = [fund.amount_yuan for fund in told if fund.measure == "spent"]
    left = [fund.amount_yuan for fund in told if fund.measure == "balance"]
    wholes = [fund.amount_yuan for fund in told if fund.measure in TO_SPEND]
    for one in open_amounts:
        if any(is_share(part, one.yuan, share) for part in spent for share in shares) or any(
            one.yuan == part + rest for part in spent for rest in left
        ):
            found[one.at] = "budget_adjusted"
        elif any(is_share(one.yuan, whole, share) for whole in wholes for share in shares) or any(
            one.yuan == whole - rest for whole in wholes for rest in left
        ):
            found[one.at] = "spent"
    return found


def is_left(yuan: Decimal, told: Sequence[Fund]) -> bool:
    """Whether an amount is what is left of money of which something was spent (预算78万元,支出46万元,节约32万元)."""
    spent = [fund.amount_yuan for fund in told if fund.measure == "spent"]
    wholes = [fund.amount_yuan for fund in told if fund.measure in TO_SPEND]
    return any(yuan == whole - part for part in spent for whole in wholes)


def percentages(words: str) -> list[tuple[Decimal, Decimal]]:
    """The telling percentages of a sentence, each with half of its last digit's unit."""
    if SHARE_SIGN.search(words) is None:
        return []
    return [share for percent in find_percents(words) if (share := telling(percent)) is not None]


def telling(percent: Percent) -> tuple[Decimal, Decimal] | None:
    """A percentage with half of its last digit's unit, where it has digits enough to close by no chance."""
    digits = percent.value.as_tuple()
    if percent.comparator != "=" or percent.value >= _FULL or len(digits.digits) < _TELLING:
        return None
    return percent.value, Decimal(1).scaleb(int(digits.exponent)) / 2


def is_share(part: Decimal, whole: Decimal, share: tuple[Decimal, Decimal]) -> bool:
    """Whether a part is the stated percentage of a whole, within the rounding of its last digit."""
    value, half = share
    return 0 < part < whole and abs(part / whole * _FULL - value) <= half
