"""Amounts whose unit was lost between others that have theirs: 预算数120万元,执行数114.6(含中央资金80万元,…)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.parse.extract.narrative.arithmetic import percentages
from tasks.parse.extract.narrative.sums import comes_to
from tasks.parse.numbers.amounts import Amount
from tasks.parse.numbers.percents import is_share

_BARE = re.compile(r"[数额金费算出款元为是计:\s](\d{1,9}(?:\.\d{1,6})?)(?=\s?[(,;。]|$)")
_A_SUM_BEFORE = re.compile(r"[数额金费算出款元][为是计]{0,2}[:\s]?$")
_FEW = 12
"""A sentence with more amounts is a table that lost its lines."""


def with_unitless(words: str, amounts: Sequence[Amount]) -> list[Amount]:
    """The amounts of a sentence (`words`) and the bare sums among them that its arithmetic gives their unit.

    The parts in the bracket behind a bare sum come to it, or a stated percentage is its share of another amount.
    """
    units = {amount.unit for amount in amounts}
    if len(units) != 1 or not 0 < len(amounts) <= _FEW or "/" in amounts[0].unit:
        return list(amounts)
    found = list(_unitless(words, amounts))
    return sorted((*amounts, *found), key=lambda amount: amount.start) if found else list(amounts)


def _unitless(words: str, amounts: Sequence[Amount]) -> Iterator[Amount]:
    shares = None
    for match in _BARE.finditer(words):
        at, end = match.span(1)
        if not _A_SUM_BEFORE.search(words, max(0, at - 4), at) or any(a.start <= at < a.end for a in amounts):
            continue
        one = _in_unit_of(amounts[0], words, at, end)
        if one is None:
            continue
        behind = (amount.yuan for amount in amounts if amount.start > end)
        shares = percentages(words) if shares is None else shares
        closes = words[end : end + 1] == "(" and comes_to(behind, one.yuan) > 1
        if closes or any(
            is_share(one.yuan, other.yuan, share) or is_share(other.yuan, one.yuan, share)
            for other in amounts
            for share in shares
        ):
            yield one


def _in_unit_of(other: Amount, words: str, at: int, end: int) -> Amount | None:
    number = re.search(r"\d[\d.]*", other.as_written.replace(",", ""))
    if number is None or not Decimal(number[0].rstrip(".")):
        return None
    scale = other.yuan / Decimal(number[0].rstrip("."))
    return Amount(at, end, words[at:end], Decimal(words[at:end]) * scale, other.unit, "=")
