"""Sums that a sentence shares out among the projects in its order: 甲、乙2个项目,预算批复分别为120万元、60万元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.projects.entries import core, sum_of
from tasks.parse.extract.spans import Span, narrow, without
from tasks.parse.facts import Evaluation
from tasks.parse.numbers.amounts import find_amounts

_SHARED = re.compile(
    r"分别(?:[为是达到共]|资金){0,3}:?(?P<sums>(?:\d[\d,.]{0,16}\s?[万亿]?元[、,和及]){1,19}\d[\d,.]{0,16}\s?[万亿]?元)"
)
_SAID = re.compile(r"[^,。;:\n]{1,24}$")
_SIGHT, _CLAUSE, _PAIR = 600, 25, 2


def with_shared_sums(
    text: str, prose: Sequence[Span], evaluations: Sequence[Evaluation]
) -> tuple[list[Evaluation], list[Span]]:
    """The evaluations with such sums, and the prose but for them: they are none of all projects together."""
    told, left = list(evaluations), list(prose)
    begins = [core(one.name.value) for one in evaluations if one.name]
    if len(begins) < max(_PAIR, len(evaluations)):
        return told, left
    narrowed = narrow(text)
    for span in prose:
        for match in _SHARED.finditer(narrowed, span.start, span.end):
            # A page may hold thousands of such rows in one line: none looks further back than its own sentence.
            said = _SAID.search(narrowed, max(span.start, match.start() - _CLAUSE), match.start())
            measure = nearest_measure(said[0]) if said else None
            amounts = find_amounts(narrowed, *match.span("sums"))
            near = max(0, match.start() - _SIGHT)
            first = max(near, narrowed.rfind("\n", near, match.start()))
            places = [narrowed.find(begin, first, match.start()) for begin in begins]
            if said and measure and len(amounts) == len(told) and -1 not in places and places == sorted(places):
                told = [
                    replace(one, funds=(*one.funds, sum_of(text, amount.start, amount, measure)))
                    for one, amount in zip(told, amounts, strict=True)
                ]
                left = [part for one in left for part in without(one, [Span(said.start(), match.end())])]
    return told, left
