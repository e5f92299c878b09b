"""One amount of a sentence: its measure and its source, by its own words and by what was said before it."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.parse.extract.narrative.bare import named_sum
from tasks.parse.extract.narrative.measures import is_no_fund, measure_of, nearest_measure, spent_of_budget
from tasks.parse.extract.narrative.parts import Seen, in_parts_of, is_told_apart, measure_before_parts
from tasks.parse.extract.narrative.sources import brought_over, nearest_source, of_part, source_of
from tasks.parse.extract.narrative.stating import Mention, layout_of, year_of
from tasks.parse.extract.narrative.verbs import object_behind, told_behind
from tasks.parse.extract.narrative.words import OTHER_SUBJECT, YEARS_BEFORE
from tasks.parse.extract.spans import last_clause
from tasks.parse.facts import Fund
from tasks.parse.record import record

# 收到州级补助15万元、中央补助预算15万元: a second grant in the row, whose 预算 is part of its name.
_HANDED_OUT = re.compile(r"^、[^,;]*(?:补助|补贴|专项|转移支付|奖补)预算$")
_CAME = re.compile(r"到位|下达|拨付|拨入|划拨|收到|到账|转入")
_OF_BEFORE = re.compile(rf"{YEARS_BEFORE}|[以之]前|跨年")
_OF_YEARS_BEFORE = re.compile(rf"(?:{YEARS_BEFORE})[^,;]{{0,6}}(?:结转|结余)")
_BUDGETS = ("budget_initial", "budget_adjusted")
_LISTED = 30
_SHORT = 8


@record
class _Own:
    """What an amount's own words say: a measure, the words that say it, and a layout where no verb does."""

    measure: str | None
    words: str
    layout: str | None = None


def read_amount(one: Mention, seen: Seen, name: str | None) -> tuple[Fund | None, Seen]:
    """The fund that an amount is by the words beside it, if they tell, and what is known for the amounts behind it.

    `seen` is what was known before it, `name` the project's.
    """
    if seen.nested and ")" not in one.gap:
        return None, seen
    in_parts, opened = (True, False) if seen.nested else in_parts_of(one.gap, seen, first=one.first)
    seen = replace(seen, nested=False) if seen.nested else seen
    if in_parts and _divides_a_part(one.gap, seen):
        return None, replace(seen, nested=True)
    nearest = one.gap if opened else last_clause(one.gap, ";(")
    other = _is_of_other(nearest, seen)
    if other or is_no_fund(one.amount, nearest, one.behind):
        return None, replace(seen, in_parts=in_parts, of_other=other)
    own = _own(one, nearest, seen, name if not in_parts else None, in_parts=in_parts)
    said = of_part(nearest) if in_parts or (own.measure is None) else own.words
    source = source_of(said, one.behind, in_parts, followed=one.followed)
    if source is None and "来源" in nearest and not in_parts:
        # 资金来源为中央财政资金,预算安排300万元
        source = nearest_source(nearest, in_parts)
    if in_parts:
        if opened and seen.measure is None:
            # 先后两次拨付资金,分别为…: the verb of a list stands before the word that opens it.
            seen = replace(seen, measure=measure_before_parts(one.gap))
        return _of_part(one, nearest, own, source, seen, name)
    measure = _measure(one, nearest, own, source, seen)
    if measure is None:
        return None, replace(seen, in_parts=False, counted=False)
    source = _of_this_year(measure, source, own)
    fund = one.fund(measure, source, own.layout or layout_of(nearest, measure))
    return fund, Seen(measure, in_parts=False, counted=True, source=source)


def _divides_a_part(gap: str, seen: Seen) -> bool:
    """Whether an amount is but a part of a part (其中中央资金776万元(彩票公益金452万元))."""
    divided = gap.lstrip().startswith("(") and seen.source not in (None, "fiscal")
    anew = nearest_measure(last_clause(gap)) not in (None, seen.measure) and not brought_over(gap)
    return seen.in_parts and seen.counted and divided and not anew


def _is_of_other(nearest: str, seen: Seen) -> bool:
    """Whether an amount is of a kind of spending that is not the project's, or goes on from one that was."""
    if OTHER_SUBJECT.search(last_clause(of_part(nearest))):
        return True
    goes_on = seen.of_other and len(nearest) <= _SHORT and not nearest.startswith(")")
    return goes_on and nearest_measure(nearest) != "balance"


def _own(one: Mention, nearest: str, seen: Seen, name: str | None, *, in_parts: bool) -> _Own:
    """What an amount measures by its own words: those beside it, its object behind it, its name."""
    measure, words = measure_of(nearest, one.told, taken=one.taken)
    if measure is None and not in_parts and one.behind.startswith("("):
        measure = next(reversed(told_behind(one.beyond, followed=False)), None)
    # 争取80万元省级专项资金: the object of the verb stands behind the amount.
    if measure is None and (noun := object_behind(one.behind, followed=one.followed)):
        measure, words = measure_of(nearest + noun, (), taken=one.taken)
    if measure == "budget_adjusted" and seen.measure in _BUDGETS and spent_of_budget(nearest):
        measure = "spent"
    if measure is None and not in_parts and (layout := named_sum(nearest, name)):
        return _Own("budget_adjusted", nearest, layout)
    return _Own(measure, words)


def _of_part(
    one: Mention, nearest: str, own: _Own, source: str | None, seen: Seen, name: str | None
) -> tuple[Fund | None, Seen]:
    """An amount that is a part of one before it: a fund where its source, its year or its name tells it apart."""
    if seen.measure in ("received", "spent") and brought_over(nearest):
        if seen.measure == "spent" and "其中" not in one.gap:
            return None, replace(seen, in_parts=True)
        fund = one.fund("balance" if seen.measure == "received" else "spent", "carryover")
        return fund, replace(seen, in_parts=True, counted=True)
    # 其中财政拨款1200万元 of a budget is budget: 拨款 and 收入 name the source, they say of nothing that it came.
    came = own.measure != "received" or _CAME.search(nearest + one.behind[:_SHORT]) or seen.measure is None
    measure = own.measure if own.measure and own.measure != "balance" and came else seen.measure
    anew = own.measure == "budget_initial" != seen.measure
    # 可供安排90万元,其中当年下达60万元,上年结转30万元: what came this year is told from what came before.
    of_year = own.measure == "received" and came and _OF_YEARS_BEFORE.match(one.behind.lstrip(",、;和"))
    apart = anew or of_year or is_told_apart(nearest, source, _has_year(nearest), name)
    if measure is None or not apart:
        return None, replace(seen, in_parts=True)
    source = _of_this_year(measure, source, own)
    return one.fund(measure, source, layout_of(nearest, measure)), Seen(seen.measure, True, counted=True, source=source)


def _measure(one: Mention, nearest: str, own: _Own, source: str | None, seen: Seen) -> str | None:
    """What a whole measures: what its own words say, or what the amount before it did, of another source or year."""
    if own.measure is not None:
        return "received" if seen.measure == "received" and _HANDED_OUT.search(one.gap) else own.measure
    goes_on = seen.counted and seen.measure != "balance" and len(nearest) <= _LISTED
    return seen.measure if goes_on and (source is not None or _has_year(nearest)) else None


def _has_year(nearest: str) -> bool:
    return year_of(nearest.rpartition(":")[2]) is not None


def _of_this_year(measure: str, source: str | None, own: _Own) -> str | None:
    """结转资金13万元 is what this year leaves over, whatever the source its words name."""
    left = measure == "balance" and source == "carryover" and not _OF_BEFORE.search(own.words)
    return None if left else source
