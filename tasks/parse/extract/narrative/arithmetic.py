"""Amounts without a word of what they measure, told by arithmetic that closes with what their sentence states.

涉及资金516万元,使用500万元,使用率96.9%: 500 is 96.9 % of 516, so 516 is what there was to spend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.parse.facts import Fund
from tasks.parse.numbers.percents import SHARE_SIGN, Percent, find_percents, is_share
from tasks.parse.record import record

TO_SPEND = ("budget_adjusted", "budget_initial", "received", "planned")
"""The measures of money that is there to be spent."""
_FULL = Decimal(100)
_TELLING = 3
"""A percentage of so many digits closes by chance once in a thousand times."""
_SPENDING_RATE = re.compile(r"(?:支出|执行|使用|支付)(?:率|进度)")
_NEAR = 12
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


def spent_by_rate(words: str, funds: list[Fund], before: Iterable[Fund]) -> list[Fund]:
    """The funds of a sentence, where its rate of execution makes spending of what came (已拨付42万元,支出率42%).

    At a rate of 100 % that is so where the same amount has been told to arrive before.
    `before` are the funds of the sentences before.
    """
    if not funds or any(fund.measure == "spent" for fund in funds):
        return funds
    rate = _SPENDING_RATE.search(words)
    if rate is None:
        return funds
    wholes = [fund.amount_yuan for fund in (*before, *funds) if fund.measure in TO_SPEND]
    near = words[rate.end() : rate.end() + _NEAR]
    shares = percentages(near)
    arrived = {fund.amount_yuan for fund in before if fund.measure == "received"} if "100%" in near else set()
    came = [
        (fund.amount_yuan in arrived and "拨" in fund.evidence.quote)
        or any(is_share(fund.amount_yuan, whole, share) for whole in wholes for share in shares)
        if fund.measure == "received"
        else None
        for fund in funds
    ]
    if True not in came:
        return funds
    # Behind the sum stand its parts.
    return [
        replace(fund, measure="spent") if at >= came.index(True) and said is not None else fund
        for at, (fund, said) in enumerate(zip(funds, came, strict=True))
    ]


def percentages(words: str) -> list[Decimal]:
    """The percentages of a sentence that have digits enough to close by no chance."""
    if SHARE_SIGN.search(words) is None:
        return []
    return [percent.value for percent in find_percents(words) if is_telling(percent)]


def is_telling(percent: Percent) -> bool:
    """Whether a percentage has digits enough to close by no chance."""
    return percent.comparator == "=" and percent.value < _FULL and len(percent.value.as_tuple().digits) >= _TELLING
