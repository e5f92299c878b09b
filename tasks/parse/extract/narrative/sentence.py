"""The amounts of one sentence: what each is by its words, and then by what the others are and come to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.parse.extract.narrative.arithmetic import Open, closed, is_left
from tasks.parse.extract.narrative.bare import bare_amount
from tasks.parse.extract.narrative.blinding import QuietName, blinded
from tasks.parse.extract.narrative.held import Held, hold_sources
from tasks.parse.extract.narrative.measures import is_no_fund, nearest_measure, said_besides
from tasks.parse.extract.narrative.parts import NOTHING_SEEN, Seen
from tasks.parse.extract.narrative.reading import read_amount
from tasks.parse.extract.narrative.repeats import is_enumerated, without_uses
from tasks.parse.extract.narrative.sources import brought_over, nearest_source, of_part, source_of
from tasks.parse.extract.narrative.stating import Mention, mentions, moved, nothing_spent
from tasks.parse.extract.narrative.sums import Said, addends_of, comes_to, is_sum, settled
from tasks.parse.extract.narrative.unitless import with_unitless
from tasks.parse.extract.narrative.verbs import object_behind
from tasks.parse.extract.narrative.words import OTHER_SUBJECT, PARTS
from tasks.parse.extract.spans import Span, last_clause
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import Amount, find_amounts

_PROJECTS = re.compile(r"项目支出(?!绩效)")
_SAVED = re.compile(r"节[约省支](?:资金|经费|预算|支出|金额|了|为|:)*$")
_NUMBERED = re.compile(r"^\s*(?:\(?[\d一二三四五六七八九十]{1,2}[.、)]|[①-⑩])\s*")
_GOES_ON = ("budget_initial", "budget_adjusted", "planned", "received")
_LEVELS = ("central", "province", "city", "county")
_LISTED = 30
_SUBJECT = 16
_SHORT = 8


def read_sentence(
    text: str, narrowed: str, span: Span, before: Seen, name: QuietName | None, heading: str | None, *, department: bool
) -> tuple[list[Fund], Seen, list[Held]]:
    """The funds of a sentence, what it leaves known for the one behind it, and the sources that may hold on in it.

    `before` is what the sentence before it left, `heading` the measure that the heading above gives bare sums; of a
    `department`'s whole what it spent on projects is a part.
    """
    words = narrowed[span.start : span.end]
    amounts = [moved(a, span.start) for a in with_unitless(words, find_amounts(words)) if a.yuan >= 0]
    blind, base = blinded(narrowed, span), span.start
    if name is not None:
        blind = blind.replace(name.core, name.silent)
    seen = _going_on(before, blind, amounts, base)
    # 项目支出年初预算370万元,决算数360万元: what a sentence begins with it is on.
    if not amounts or (department and _PROJECTS.search(blind[:_SUBJECT])):
        return [], replace(seen, amount=None), []
    row: list[Said] = []
    whole: Said | None = None
    for one in mentions(text, blind, amounts, span):
        listed = seen.measure
        fund, seen = read_amount(one, seen, name.silent if name else None)
        said = Said(one, fund, seen.in_parts, listed=listed)
        if fund is None:
            _leave_open(said, before, heading, alone=len(amounts) == 1, of_source="来源" in blind[:_SUBJECT])
        else:
            said.others = _besides(one, fund)
            if not said.in_parts:
                whole = said
            elif whole is not None:
                _divide(whole, said)
        row.append(said)
        if said.in_parts and whole is not None and _is_divided(whole, row):
            # 经费18万元,其中中央8万元,省级10万元;支付补贴17万元: behind the last part the whole is told of again.
            seen = replace(seen, in_parts=False)
    _close(row, blind)
    held = hold_sources(row)
    funds = settled(row)
    parts = {said.amount.end for said in row if said.in_parts}
    gaps = {said.amount.start: said.mention.gap for said in row}
    funds = [fund for fund in funds if fund.evidence.end in parts or not is_enumerated(fund, funds, amounts, gaps)]
    funds.extend(nothing_spent(text, blind, span, row[-1].mention.year))
    if len(row) == 1 and row[0].fund is row[0].spare is not None and _going_on_with(row[0].mention, before):
        return funds, before, held
    return without_uses(funds), replace(seen, amount=whole.amount.yuan if whole else None), held


def _going_on(before: Seen, blind: str, amounts: Sequence[Amount], base: int) -> Seen:
    """What of the sentence before holds on: 其中 that opens a sentence divides its amount, as parts that come to it."""
    is_whole = before.amount is not None and comes_to((amount.yuan for amount in amounts), before.amount)
    if is_whole and _has_levels(blind, amounts, base):
        return replace(before, in_parts=True)
    return before if PARTS.match(blind[:8].strip()) else NOTHING_SEEN


def _has_levels(blind: str, amounts: Sequence[Amount], base: int) -> bool:
    """Whether the first two amounts of a sentence are told by levels alone (补助经费其中:中央50万元,省级8万元)."""
    starts = (0, amounts[0].end - base)
    gaps = [blind[start : amount.start - base] for start, amount in zip(starts, amounts, strict=False)]
    return all(nearest_source(of_part(gap).strip(",:、"), True) and not nearest_measure(gap) for gap in gaps)


def _leave_open(said: Said, before: Seen, heading: str | None, *, alone: bool, of_source: bool) -> None:
    """Note what an amount whose words name no measure may be, once the rest of its sentence is known."""
    one = said.mention
    said.unmeasured = _unmeasured(one)
    if said.unmeasured is not None and of_source:
        # 资金来源:中央资金450万元、省级资金150万元 and not a word of what became of it.
        said.spare = one.fund("budget_adjusted", said.unmeasured.source, "bare")
    if said.in_parts:
        measure = nearest_measure(one.gap[1:]) if not brought_over(one.gap) else None
        said.aside = one.fund(measure) if measure else None
        return
    if one.cited or is_no_fund(one.amount, one.gap, one.behind):
        return
    said.whole = one.fund("budget_adjusted")
    nearest = last_clause(one.gap, ";(")
    if bare := bare_amount(nearest, one.behind, heading, first=one.first, single=alone):
        source = source_of(nearest, one.behind, in_parts=False, followed=one.followed)
        said.spare = one.fund(bare.measure, source, bare.layout)
    elif alone:
        said.spare = _going_on_with(one, before)


def _going_on_with(one: Mention, before: Seen) -> Fund | None:
    """The only amount of a sentence that names but a source, of what the sentence before measures.

    预算收入69万元,其中…。其他资金来源21万元; 收到补助46万元,其中: / 1.中央补助30万元; / 2.省级补助16万元.
    """
    words = _NUMBERED.sub("", one.gap)
    source = nearest_source(words, in_parts=True) if len(words) <= _SHORT and before.measure in _GOES_ON else None
    return one.fund(before.measure, source) if source and before.measure else None


def _unmeasured(one: Mention) -> Fund | None:
    """An amount whose level is said and its measure not yet (省级800万元 in a row that ends in 已到位); or a sum."""
    clause = last_clause(one.gap, ",;、(:")
    if is_sum(one.gap):
        return one.fund("received")
    if is_no_fund(one.amount, clause, one.behind) or OTHER_SUBJECT.search(clause) or nearest_measure(clause):
        return None
    source = nearest_source(clause, in_parts=True)
    return None if source in (None, "fiscal", "carryover") or len(clause) > _LISTED else one.fund("received", source)


def _besides(one: Mention, fund: Fund) -> tuple[Fund, ...]:
    """The other measure of an amount whose own clause says one and the words behind it another."""
    if not one.told:
        return ()
    noun = object_behind(one.behind, followed=one.followed)
    also = said_besides(one.gap + noun, one.behind, one.told)
    return (replace(fund, measure=also),) if also not in (None, fund.measure) else ()


def _is_divided(whole: Said, row: Sequence[Said]) -> bool:
    """Whether the parts behind a whole, which end the row, come to it."""
    at = next(at for at, said in enumerate(row) if said is whole)
    parts = [said.amount.yuan for said in row[at + 1 :]]
    return len(parts) > 1 and sum(parts) == whole.amount.yuan


def _divide(whole: Said, part: Said) -> None:
    """Correct the source of an amount by that of its part, or the part by that of its whole."""
    if whole.fund is None or part.fund is None or part.fund.source in ("total", whole.fund.source):
        return
    below = _LEVELS[_LEVELS.index(whole.fund.source) + 1 :] if whole.fund.source in _LEVELS else ()
    if part.fund.source in below and "本级" in part.gap:
        # 中央资金460万元,其中市本级61万元,分配各县399万元: who had the centre's money has not given it.
        part.fund = None
    elif whole.fund.source in _LEVELS[1:]:
        # 我县县级安排2360万元,其中省级1180万元: what comes from several levels is of none.
        whole.fund = replace(whole.fund, source="total")


def _close(row: Sequence[Said], blind: str) -> None:
    """Give amounts that nothing but arithmetic tells what they measure."""
    open_amounts = [
        Open(at, said.amount.yuan)
        for at, said in enumerate(row)
        if said.fund is None and said.whole is not None and not said.in_parts
        if not (is_sum(said.gap) and addends_of(said, row[:at]))
    ]
    told = [said.fund for said in row if said.fund is not None]
    for at, measure in closed(blind, open_amounts, told).items():
        said = row[at]
        said.fund = said.mention.fund(measure, nearest_source(last_clause(said.gap), in_parts=False))
    for said in row:
        if said.fund is None and _SAVED.search(said.gap) and is_left(said.amount.yuan, told):
            said.fund = said.mention.fund("balance")
