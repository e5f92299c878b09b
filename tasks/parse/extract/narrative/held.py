"""Sources that amounts have by their place among others: 中央资金预算80万元,执行70万元;省级预算20万元,执行20万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.parse.extract.narrative.sums import Said
from tasks.parse.facts import Fund
from tasks.parse.record import record

_CITYS, _OWN = re.compile(r"市级"), re.compile(r"市本级")


@record
class Held:
    """A source that may hold on over the amounts that end at these places (年初县级资金18万元,发放16万元,结余2万元)."""

    source: str
    ends: frozenset[int]


def hold_sources(row: Sequence[Said]) -> list[Held]:
    """Give amounts of a sentence the source that those before them hold; gives what the sentence alone leaves open.

    The source holds on over the comma in a row of items that each name another and then tell several measures of it,
    in parts of the sentence before, inside one bracket, and over spending of money that is not the treasury's. A list
    names each level once, so that 市本级 behind 市级 is the next below.
    """
    items = [(row[head], held) for head in range(len(row)) if (held := list(_followers(row, head)))]
    told = [head.fund.source for head, _ in items if head.fund is not None]
    left: list[Held] = []
    for head, held in items:
        if head.fund is None:
            continue
        apart = len({*told}) > 1 or _is_apart(head, row)
        for said in held:
            fund = said.fund or said.aside
            if fund is not None and (apart or (head.fund.source, fund.measure) == ("own_or_other", "spent")):
                said.fund = replace(fund, source=head.fund.source)
        left.append(Held(head.fund.source, frozenset(said.amount.end for said in held)))
    city = [said for said in row if said.fund is not None and said.fund.source == "city" and said.in_parts]
    if len(city) > 1 and _CITYS.search(city[0].gap) and _OWN.search(city[-1].gap) and city[-1].fund is not None:
        city[-1].fund = replace(city[-1].fund, source="county")
    return left


def with_held(funds: Sequence[Fund], held: Sequence[Held]) -> list[Fund]:
    """The funds of a report, each of one level's money of which a sentence tells where the report spent more than that.

    What a sentence tells behind a level's money is of all money, where the report tells of no more.
    """
    whole = [fund for fund in funds if fund.source == "total"]
    most: dict[str, Decimal] = {}
    for fund in whole:
        most[fund.measure] = max(fund.amount_yuan, most.get(fund.measure, fund.amount_yuan))
    less = {fund.evidence.end for fund in whole if fund.amount_yuan < most[fund.measure]}
    of: dict[int, str] = {}
    told = {fund.evidence.end: fund.measure for fund in whole}
    sources: dict[str, set[str]] = {}
    for one in held:
        for end in one.ends & told.keys():
            sources.setdefault(told[end], set()).add(one.source)
    for one in held:
        # Sentences that tell a measure of one level after the other are a list.
        listed = any(len(sources[told[end]]) > 1 for end in one.ends & told.keys())
        if listed or not less.isdisjoint(one.ends):
            of |= dict.fromkeys(one.ends, one.source)
    return [
        replace(fund, source=of[fund.evidence.end]) if fund.source == "total" and fund.evidence.end in of else fund
        for fund in funds
    ]


def _is_apart(head: Said, row: Sequence[Said]) -> bool:
    """Whether an amount stands in a bracket, or opens a sentence that divides the one before it."""
    return "(" in head.gap.rpartition(")")[2] or (head is row[0] and head.gap.lstrip().startswith("其中"))


def _followers(row: Sequence[Said], head: int) -> Iterator[Said]:
    """The amounts behind one with a source that tell other measures of the same money without naming any."""
    first = row[head].fund
    if first is None or first.source == "total":
        return
    measures = {first.measure}
    for said in row[head + 1 :]:
        fund = said.fund or said.aside
        if (
            fund is None
            or fund.source != "total"
            or fund.measure in measures
            or fund.amount_yuan > first.amount_yuan
            or not said.gap.startswith(",")
        ):
            return
        measures.add(fund.measure)
        yield said
