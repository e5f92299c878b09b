"""Projects that a report counts and lists in one sentence, each with its sum: 项目3个,资金60万元,分别为:甲10万元;…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from tasks.parse.extract.naming import is_generic
from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.spans import Span, evidence, narrow, stated
from tasks.parse.facts import Fund, Stated
from tasks.parse.numbers.amounts import Amount, find_amounts

_COUNTED = re.compile(
    r"项目(?:共|总数[为是]?)?\s{0,4}(\d{1,2})\s{0,4}个|(\d{1,2})\s{0,4}个(?:预算|专项|重点|部门)?项目"
)
_NAME = re.compile(
    r"(?:.*[;。:]|.*\d{4}年度?,|[,、和及]|\s)?\s*(?:其中|分别[为是]|包括|主要有)?[:、]?(?:\(\d{1,2}\)|\d{1,2}[.、])?"
    r"(?:(?:19|20)\d\d年度?)?([^,;:。\d][^;:。]{2,50}?)(?:预算|项目预算|项目资金)?(?:为|:)?",
    re.DOTALL,
)
# A list may stand in lines of its own, each with its number.
_BREAK = re.compile(r"\n(?!\s*(?:\(?\d{1,2}[、.)]|[①-⑳]))")
_FEWEST = 3
_REACH = 2500
_MOST = 40
"""A paper that counts its projects oftener than this is a table that lost its lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A project of such a list: its name, its sum as the list's whole measures it, and where it stands."""

    name: Stated[str]
    fund: Fund
    span: Span


def tallied(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects of a list that has as many of them as its sentence says, and whose sums come to the sum it says.

    Both must hold: else what is listed may as well be parts of one project, or uses of its money.
    """
    narrowed = narrow(text)
    for counted in islice(_COUNTED.finditer(narrowed, span.start, span.end), _MOST):
        count = int(counted[1] or counted[2])
        line = _BREAK.search(narrowed, counted.end(), span.end)
        end = min(line.start() if line else span.end, counted.end() + _REACH)
        if count < _FEWEST or "元" not in narrowed[counted.end() : end]:
            continue
        amounts = find_amounts(narrowed, counted.end(), end)
        for at, whole in enumerate(amounts):
            row = amounts[at + 1 : at + 1 + count]
            if len(row) == count and sum((amount.yuan for amount in row), Decimal(0)) == whole.yuan:
                return _entries(text, narrowed, Span(counted.start(), end), whole, row)
    return ()


def _entries(text: str, narrowed: str, span: Span, whole: Amount, row: Sequence[Amount]) -> tuple[Entry, ...]:
    start = max(narrowed.rfind("。", 0, span.start), narrowed.rfind("\n", 0, span.start)) + 1
    said = next(
        (fund for fund in read_funds(text, [Span(start, whole.end)]) if fund.evidence.end == whole.end),
        None,
    )
    entries = []
    position = whole.end
    for amount in row:
        name = _NAME.fullmatch(narrowed, position, amount.start)
        if said is None or name is None or is_generic(name[1]):
            return ()
        fund = replace(
            said,
            source="total",
            amount_yuan=amount.yuan,
            amount_as_written=text[amount.start : amount.end],
            evidence=evidence(text, name.start(1), amount.end, "prose"),
        )
        entries.append(Entry(stated(text, *name.span(1), "item"), fund, Span(name.start(1), amount.end)))
        position = amount.end
    return tuple(entries)
