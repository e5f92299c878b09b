"""Sources that amounts have by their place among others: 中央资金预算80万元,执行70万元;省级预算20万元,执行20万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.parse.extract.narrative.sums import Said

_CITYS, _OWN = re.compile(r"市级"), re.compile(r"市本级")


def hold_sources(row: Sequence[Said]) -> None:
    """Give amounts of a sentence the source that those before them hold.

    The source holds on over the comma in a row of items that each name another and then tell several measures of it,
    in parts of the sentence before, inside one bracket, and over spending of money that is not the treasury's. A list
    names each level once, so that 市本级 behind 市级 is the next below.
    """
    items = [(row[head], held) for head in range(len(row)) if (held := list(_followers(row, head)))]
    told = [head.fund.source for head, _ in items if head.fund is not None]
    for head, held in items:
        if head.fund is None:
            continue
        apart = len({*told}) > 1 or _is_apart(head, row)
        for said in held:
            fund = said.fund or said.aside
            if fund is not None and (apart or (head.fund.source, fund.measure) == ("own_or_other", "spent")):
                said.fund = replace(fund, source=head.fund.source)
    city = [said for said in row if said.fund is not None and said.fund.source == "city" and said.in_parts]
    if len(city) > 1 and _CITYS.search(city[0].gap) and _OWN.search(city[-1].gap) and city[-1].fund is not None:
        city[-1].fund = replace(city[-1].fund, source="county")


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
