"""Which amounts of a report say again what others say better, or are but one of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import Amount

_LIST_ITEM = re.compile(
    r"(?:;[^,;:]{2,40}|、[^,;、:]{2,40})(?:项目|经费|资金|补助|工程|建设|服务|补贴)|[,;、][^,;、:\d]{4,40}(?<![计共额付出为达])|、[^,;、:\d]{1,4}[费金款]"
)
_A_USE = re.compile(r"(?!.*(?:全年|累计|实际|项目|资金|经费|预算|公用|总|共)(?:已|金额)?支出)[^\d]{6,40}支出\s*[\d,.]+")
_LIST = 3
_WEAK = ("name", "sum", "bare", "paid", "investment")
_TO_SPEND = ("budget_initial", "budget_adjusted", "planned", "received")
_SIBLINGS = 2
_FEW = 20
"""A sentence with more funds than this is a table that lost its lines; looking through it for each costs its square."""


def is_outdone(fund: Fund, all_funds: Iterable[Fund]) -> bool:
    """Whether what says little of an amount is said better elsewhere.

    An amount behind the project's name, or as its sum, that has a verb elsewhere; a sum without any word where the
    report says of others that they are there to spend; investment done, or money handed out, where payments are
    stated too.
    """
    layout = fund.evidence.layout
    if layout not in _WEAK:
        return False
    others = [other for other in all_funds if other.evidence.layout in ("prose", "heading")]
    if layout == "name":
        return any(other.amount_yuan == fund.amount_yuan for other in others)
    if layout == "sum":
        return any((o.amount_yuan, o.source) == (fund.amount_yuan, fund.source) for o in others)
    if layout == "bare":
        told = any(
            o.measure in _TO_SPEND and (o.amount_yuan != fund.amount_yuan or o.evidence.layout == "prose")
            for o in others
        )
        return told or _is_smaller(fund, all_funds)
    spent = any((o.measure, o.source) == ("spent", "total") for o in others)
    return spent or (layout == "paid" and _is_one_of_several(fund, all_funds))


def _is_one_of_several(fund: Fund, all_funds: Iterable[Fund]) -> bool:
    """Whether other amounts are known in the same way, of which this is not the sum."""
    alike = {other.amount_yuan for other in all_funds if _is_alike(fund, other)} - {fund.amount_yuan}
    return bool(alike) and sum(alike) != fund.amount_yuan


def _is_alike(fund: Fund, other: Fund) -> bool:
    return (other.evidence.layout, other.source) == (fund.evidence.layout, fund.source)


def _is_smaller(fund: Fund, all_funds: Iterable[Fund]) -> bool:
    """Whether a larger amount of the same source is known in the same way."""
    return any(_is_alike(fund, other) and other.amount_yuan > fund.amount_yuan for other in all_funds)


def is_enumerated(fund: Fund, funds: Sequence[Fund], amounts: Sequence[Amount], gaps: Mapping[int, str]) -> bool:
    """Whether an amount is only the first of a list of projects (下达甲项目40万元;乙项目28万元;丙项目276万元).

    What follows a whole are its parts, which do not come to more than it; amounts that are funds themselves are no
    such list. `gaps` are the words before each amount, by its start.
    """
    if len(funds) > _FEW:
        return False
    told = {other.evidence.end for other in funds}
    at = next((i for i, amount in enumerate(amounts) if amount.end == fund.evidence.end), len(amounts))
    rest, count = Decimal(0), 0
    for amount in amounts[at + 1 :]:
        if amount.end in told or not _LIST_ITEM.fullmatch(gaps[amount.start]):
            break
        count += 1
        rest += amount.yuan
    return count >= _SIBLINGS and rest > fund.amount_yuan


def without_uses(funds: Sequence[Fund]) -> list[Fund]:
    """The funds of a sentence without spending that it lists use by use (场地支出12万元,器材支出3万元,…)."""
    uses = [
        fund
        for fund in funds
        if (fund.measure, fund.source) == ("spent", "total") and _A_USE.match(fund.evidence.quote)
    ]
    return [fund for fund in funds if fund not in uses] if len(uses) >= _LIST else list(funds)
