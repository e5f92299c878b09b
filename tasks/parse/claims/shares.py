"""Which counts of a sentence a rate was reckoned from.

A rule recomputes rates from these pairs, so a wrong pair would accuse a publisher wrongly: a pair is set only
where the words tie the rate to its part, and one whole alone can be meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from tasks.parse.facts import Claim

_QUALIFIER = re.compile(r"^(?:.*[、,])?(?:实际|综合|平均|总|总体|全市|全县|全省|按时|按期|及时|已|其中|事项)*")
_RATE = re.compile(r"(?P<stem>[一-龥]{2,12}?)(?:率|度)$")
_PROPORTION = re.compile(r"(?:占比|占)(?:为|达|达到)?$")
_NOUN = re.compile(r"[一-龥]{2,}")
_IMPLAUSIBLE_GAP = Decimal(10)
"""Percentage points between stated and recomputed beyond which the pair is taken to be ours to blame."""
_AGREEMENT = Decimal("0.5")


def pair_shares(claims: list[Claim], folded: str) -> list[Claim]:
    """The claims of one sentence, in order, with numerator and denominator where a rate stands beside its counts.

    `folded` is the document's text with folded characters, for what stands between two claims.
    """
    paired = list(claims)
    for position, claim in enumerate(claims):
        if claim.unit != "%" or claim.comparator != "=":
            continue
        counts = [c for c in claims[:position] if c.unit != "%" and c.comparator == "=" and c.value > 0]
        pair = _pair(claim, counts, folded)
        if pair is not None:
            paired[position] = replace(claim, numerator=pair[0].value, denominator=pair[1].value)
    return paired


def _pair(rate: Claim, counts: list[Claim], folded: str) -> tuple[Claim, Claim] | None:
    """Part and whole of a rate; where several counts could be meant, only a pair that bears the rate out."""
    parts = _parts(rate, counts, folded)
    if len(parts) == 1:
        part = counts[parts[0]]
        whole = _whole(rate, part, counts[: parts[0]], folded)
        return None if whole is None else (part, whole)
    for index in reversed(parts):
        for whole in reversed(_wholes(counts[index], counts[:index])):
            if abs(_percent(counts[index], whole) - rate.value) < _AGREEMENT:
                return counts[index], whole
    return None


def _parts(rate: Claim, counts: list[Claim], folded: str) -> list[int]:
    """The counts that may be the rate's numerator: the one just before 占比, or those named like the rate."""
    if not counts:
        return []
    last = len(counts) - 1
    if _PROPORTION.search(rate.name):
        between = folded[counts[last].evidence.end : rate.evidence.end]
        return [last] if len(between) <= 16 and not re.search(r"[;。\n]", between) else []
    named = _RATE.search(rate.name)
    if named is None or "、" in rate.name:
        return []
    stem = _QUALIFIER.sub("", named["stem"])
    return [index for index, count in enumerate(counts) if len(stem) >= 2 and stem in count.name]


def _wholes(part: Claim, before: list[Claim]) -> list[Claim]:
    """The counts before a part that it may be a part of: of the same thing, else in the same unit."""
    larger = [count for count in before if count.value >= part.value]
    return [count for count in larger if _same_noun(count, part)] or [c for c in larger if c.unit == part.unit]


def _whole(rate: Claim, part: Claim, before: list[Claim], folded: str) -> Claim | None:
    """The count that the part was taken from; None where it cannot be told."""
    likely = _wholes(part, before)
    if not likely:
        return None
    nearest = likely[-1]
    if len({count.value for count in likely}) > 1 and not _follows_of_these(nearest, part, folded):
        likely = [count for count in likely if abs(_percent(part, count) - rate.value) < _AGREEMENT]
        if not likely:
            return None
        nearest = likely[-1]
    return nearest if abs(_percent(part, nearest) - rate.value) <= _IMPLAUSIBLE_GAP else None


def _follows_of_these(whole: Claim, part: Claim, folded: str) -> bool:
    return "其中" in folded[whole.evidence.end : part.evidence.end]


def _same_noun(whole: Claim, part: Claim) -> bool:
    tail = _NOUN.findall(part.name)
    return bool(tail) and tail[-1][-2:] in whole.name


def _percent(part: Claim, whole: Claim) -> Decimal:
    return part.value / whole.value * 100
