"""Amounts that a report tells only as portions of others: the uses of what was spent, the shares of a list's items.

That they come to an amount that is stated too, stand beneath a heading with a sum of its own, or are told with their
percentage of a total is what tells them from funds of the project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tasks.parse.extract.outline import Heading, headings, siblings
from tasks.parse.extract.spans import Span
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import MONEY_SIGN, find_amounts

_TWO = 2
_SUM_AT_END = re.compile(r"[元万][\s。;:,、]*$")
_TAIL = 12
_ITEM = re.compile(r"[^,:;、\d]{2,40}(?:(?:共计|合计|计|共)?)$")
_OF_TOTAL = re.compile(
    r"\s*[,(]?占[^,。;()\d]{0,12}(?:总(?:支出|额|数|量|资金|金额)|支出总额|资金总额|全部)[^,。;()\d]{0,6}?(?!100(?:\.0+)?%)\d{1,2}(?:\.\d+)?%"
)


def without_portions(funds: Sequence[Fund], narrowed: str, text: str, spans: Iterable[Span]) -> list[Fund]:
    """The funds of a report without portions of amounts that it states as well."""
    if not funds:
        return []
    dropped = {at for at, fund in enumerate(funds) if _is_share(fund, narrowed)}
    spans = tuple(spans)
    if len(funds) > 1 and any(MONEY_SIGN.search(narrowed, span.start, span.end) for span in spans):
        if len([fund for fund in funds if fund.measure == "spent"]) > 1:
            dropped.update(_under_headings(funds, narrowed, (row for span in spans for row in siblings(text, span))))
        dropped.update(_of_items(funds, narrowed, (h for span in spans for h in headings(text, span))))
    return [fund for at, fund in enumerate(funds) if at not in dropped]


def _is_share(fund: Fund, narrowed: str) -> bool:
    """Whether an amount of spending is told with its percentage of all spending (群众体育支出206万元,占总数的74%)."""
    if fund.measure != "spent" or fund.source != "total":
        return False
    return _OF_TOTAL.match(narrowed, fund.evidence.end) is not None


def _under_headings(funds: Sequence[Fund], narrowed: str, rows: Iterable[Sequence[Heading]]) -> Iterator[int]:
    """Spending beneath a row of headings whose sums come to what was spent (1.场地支出60万元 / 2.赛事支出40万元)."""
    told = {fund.amount_yuan for fund in funds if fund.measure == "spent"}
    for row in rows:
        sums = [next(iter(find_amounts(narrowed, heading.start, heading.body)), None) for heading in row]
        amounts = [amount.yuan for amount in sums if amount is not None]
        if len(amounts) < _TWO or sum(amounts, Decimal(0)) not in told:
            continue
        inside = range(row[0].start, row[-1].end)
        for at, fund in enumerate(funds):
            if fund.measure == "spent" and fund.source == "total" and fund.evidence.start in inside:
                yield at


def _of_items(funds: Sequence[Fund], narrowed: str, found: Iterable[Heading]) -> Iterator[int]:
    """Money beneath a heading that is an item with its sum (一、老年人福利类项目49万元), where larger sums are told."""
    told = [range(fund.evidence.start, fund.evidence.end) for fund in funds]
    largest = max(fund.amount_yuan for fund in funds)
    for heading in found:
        if _SUM_AT_END.search(narrowed, max(heading.start, heading.body - _TAIL), heading.body) is None:
            continue
        inside = range(heading.start, heading.end)
        beneath = [at for at, place in enumerate(told) if place.start in inside]
        if not beneath:
            continue
        amounts = list(find_amounts(narrowed, heading.start, heading.body))
        if len(amounts) != 1 or amounts[0].yuan >= largest:
            continue
        amount = amounts[0]
        words = narrowed[heading.start : amount.start]
        behind = narrowed[amount.end : heading.body].strip(" \t\n。;:,")
        if behind or _ITEM.search(words) is None or any(amount.start in place for place in told):
            continue
        yield from (at for at in beneath if funds[at].amount_yuan <= amount.yuan)
