"""The amounts of money in prose: each by its measure, its source and its year, or not at all.

An amount counts only where a word of the genre says what it measures; the parts of an amount ("其中") only
where their own source or year tells them from a list of uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.parse.extract.narrative.bare import bare_amount, heading_measure, named_sum
from tasks.parse.extract.narrative.blinding import QuietName, blinded, closed_up, quiet_name
from tasks.parse.extract.narrative.closing import Open, closed, is_left, spent_by_rate
from tasks.parse.extract.narrative.goals import Section, is_goal, section_at, sections, without_details
from tasks.parse.extract.narrative.held import hold_sources
from tasks.parse.extract.narrative.measures import (
    is_no_fund,
    measure_of,
    nearest_measure,
    said_behind,
    said_besides,
    spent_of_budget,
)
from tasks.parse.extract.narrative.parts import NOTHING_SEEN, Seen, in_parts_of, is_told_apart, measure_before_parts
from tasks.parse.extract.narrative.portions import without_portions
from tasks.parse.extract.narrative.repeats import is_enumerated, is_outdone, without_uses
from tasks.parse.extract.narrative.sources import nearest_source, of_part, source_of
from tasks.parse.extract.narrative.stating import fund_of, layout_of, moved, nothing_spent, year_of
from tasks.parse.extract.narrative.sums import Said, comes_to, is_rest, is_sum, settled
from tasks.parse.extract.narrative.unitless import with_unitless
from tasks.parse.extract.narrative.verbs import object_behind
from tasks.parse.extract.narrative.words import OTHER_SUBJECT, PARTS
from tasks.parse.extract.spans import Span, narrow, sentence_with
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import MONEY_SIGN, Amount, find_amounts

_ANY = re.compile(r"[^。\n]")
_CLAUSE = re.compile("[,;、]")
_NEAREST = re.compile("[;(]")
_NEAREST_CLAUSE = re.compile("[,;、(:。]")
# 收到州级补助15万元、中央补助预算15万元: a second grant in the row, whose 预算 is part of its name.
_HANDED_OUT = re.compile(r"^、[^,;]*(?:补助|补贴|专项|转移支付|奖补)预算$")
_PROJECTS = re.compile(r"项目支出(?!绩效)")
_CAME = re.compile(r"到位|下达|拨付|拨入|划拨|收到|到账|转入")
_SAVED = re.compile(r"节[约省支](?:资金|经费|预算|支出|金额|了|为|:)*$")
_COMPARED = re.compile(r"[,;]?占")
_OF_BEFORE = re.compile(r"上年|上一年|[以之]前|往年|历年|年初|跨年")
# 收到资金40万元,其中上年结转5万元: what is left of years before is no money of this year; 上年结转资金 in a list of
# sources is one of them.
_BROUGHT_OVER = re.compile(
    r"(?:上年度?|上一年度?|历年|往年|以前年度|年初|(?:19|20)\d\d年度?)[^,;]{0,6}(?:结转|结余)(?!下|到|至|率|结余资金|资金)"
)
# 从彩票类型看,即开型筹集12万元;…, 以实施区域划分:甲县3万元: shares by something else than whose money it is.
_DIVIDED_AGAIN = re.compile(
    r"[从按以](?![^,;:。]{0,12}(?:来源|资金|渠道|层级|级次))[^,;:。\d]{2,12}(?:来看|看|划分|分类)[,:]"
)
_OF_YEARS_BEFORE = re.compile(r"(?:上年|上一年|历年|往年|以前年度)[^,;]{0,6}(?:结转|结余)")
_LISTS = ("spent", "budget_initial", "budget_adjusted", "planned")
_LISTED = 30
_SUBJECT = 16
_SHORT = 8
_SIGHT = 60
# 资金240万元(其中中央200万元)已全部支付: the verb stands behind the bracket.
_BRACKETED = re.compile(r"\([^()]{0,200}\)")
_FAR = 40


def read_funds(
    text: str, spans: Iterable[Span], name: str | None = None, *, department: bool = False
) -> tuple[Fund, ...]:
    """The funds that the prose inside the spans states, in their order, each (measure, source, amount, year) once.

    `name` is the project's: a part of a larger sum that bears it is the project's own money. Of a `department`'s whole
    what it spent on projects is a part.
    """
    narrowed, spans = narrow(text), tuple(spans)
    quiet: QuietName | None = None
    outline = sections(text, spans)
    found: dict[tuple[str, str, Decimal, int | None], Fund] = {}
    years: dict[tuple[str, Decimal], set[int | None]] = {}
    for span in spans:
        before = NOTHING_SEEN
        behind = span.start
        while sentence := sentence_with(MONEY_SIGN if before == NOTHING_SEEN else _ANY, narrowed, behind, span.end):
            behind = sentence.end
            quiet = quiet or quiet_name(name)
            section = section_at(outline, sentence.start)
            others = _PROJECTS if department else None
            heading = _heading_of(narrowed, sentence, section)
            funds, before = _of_sentence(text, narrowed, sentence, before, quiet, others, heading)
            funds = spent_by_rate(narrowed[sentence.start : sentence.end], funds, found.values())
            in_section = section is not None and section.goals
            funds = [
                fund
                for fund in funds
                if fund.measure != "spent"
                or not is_goal(narrowed[sentence.start : fund.evidence.end], in_section=in_section)
            ]
            for fund in funds:
                stated = years.setdefault((fund.measure, fund.amount_yuan), set())
                # An amount without a source repeats one whose source was said (这365万元已全部到位).
                if fund.source == "total" and stated and (fund.fiscal_year is None or fund.fiscal_year in stated):
                    continue
                found.setdefault((fund.measure, fund.source, fund.amount_yuan, fund.fiscal_year), fund)
                stated.add(fund.fiscal_year)
    kept = [fund for fund in found.values() if not is_outdone(fund, found.values())]
    return tuple(without_portions(without_details(kept, outline), narrowed, text, spans))


def _heading_of(narrowed: str, sentence: Span, section: Section | None) -> str | None:
    """The measure that the line above a sentence, or the numbered heading over it, gives bare sums."""
    if narrowed[sentence.start - 1 : sentence.start] == "\n":
        above = narrowed[max(0, sentence.start - _SIGHT) : sentence.start].rstrip(" \t\n")
        if above.endswith(":"):
            return heading_measure(above.rpartition("\n")[2].strip(" \t:"))
    return section.measure if section and section.start < sentence.start else None


def _of_sentence(
    text: str,
    narrowed: str,
    span: Span,
    before: Seen,
    name: QuietName | None,
    others: re.Pattern[str] | None,
    heading: str | None,
) -> tuple[list[Fund], Seen]:
    words = narrowed[span.start : span.end]
    amounts = [moved(a, span.start) for a in with_unitless(words, find_amounts(words)) if a.yuan >= 0]
    blind, base = blinded(narrowed, span), span.start
    if name is not None:
        blind = blind.replace(name.core, name.silent)
    # 其中 that opens a sentence divides the amount of the sentence before, as do parts that come to it.
    seen = before if PARTS.match(blind[:8].strip()) else NOTHING_SEEN
    if before.amount is not None and comes_to(amounts, before.amount) and _has_levels(blind, amounts, base):
        seen = replace(before, in_parts=True)
    if not amounts:
        return [], seen
    row: list[Said] = []
    position = span.start
    year: int | None = None
    whole: Said | None = None
    # 项目支出年初预算370万元,决算数360万元: what a sentence begins with it is on.
    of_others = others is not None and others.search(blind[:_SUBJECT]) is not None
    again = _DIVIDED_AGAIN.search(blind)
    for index, amount in enumerate(amounts):
        if again and amount.start - base > again.start():
            break
        gap = closed_up(blind[position - span.start : amount.start - span.start])
        following = amounts[index + 1].start if index + 1 < len(amounts) else span.end
        behind = closed_up(blind[amount.end - span.start : following - span.start])
        position = amount.end
        year = year_of(gap) or year
        if others is not None and (of_others or others.search(_CLAUSE.split(gap)[-1])):
            continue
        bracket = _BRACKETED.match(blind, amount.end - base)
        running = seen.measure
        fund, seen = _read(
            text,
            amount,
            gap,
            behind,
            seen,
            year,
            name.silent if name else None,
            beyond=blind[bracket.end() : bracket.end() + _FAR] if bracket else "",
            first=index == 0,
            taken=bool(row) and row[-1].told_behind,
            followed=following < span.end,
        )
        told = fund is not None and said_behind(behind, followed=following < span.end) is not None
        part = _unmeasured(text, amount, gap, behind, year) if fund is None else None
        said = Said(amount, gap, fund, part, seen.in_parts, told, listed=running)
        if part is not None and "来源" in blind[:_SUBJECT]:
            # 资金来源:中央资金450万元、省级资金150万元 and not a word of what became of it.
            said.spare = fund_of(text, amount, "budget_adjusted", part.source, year, "bare")
        measured = fund is None and seen.in_parts and gap.startswith(",") and not is_no_fund(amount, gap, behind)
        if measured and (measure := nearest_measure(gap[1:])):
            said.aside = fund_of(text, amount, measure, "total", year)
        cited = blind[amount.start - base] == "·"
        if fund is None and not cited and not seen.in_parts and not is_no_fund(amount, gap, behind):
            said.whole = fund_of(text, amount, "budget_adjusted", "total", year)
            nearest = _NEAREST.split(gap)[-1]
            if bare := bare_amount(nearest, behind, heading, first=index == 0, single=len(amounts) == 1):
                source = source_of(nearest, behind, in_parts=False, followed=following < span.end)
                said.spare = fund_of(text, amount, bare.measure, source or "total", year, bare.layout)
            elif len(amounts) == 1 and before.measure in (*_LISTS[1:], "received") and len(gap) <= _SHORT:
                # 预算收入69万元,其中…。其他资金来源21万元: the source alone, behind what the sentence before measures.
                source = nearest_source(gap, in_parts=True)
                said.spare = fund_of(text, amount, before.measure, source, year) if source else None
        if (
            told
            and fund is not None
            and (also := said_besides(gap + object_behind(behind, followed=following < span.end), behind))
            not in (None, fund.measure)
        ):
            said.others = (replace(fund, measure=also),)
        if fund is not None and seen.in_parts:
            if whole is not None and whole.fund is not None and fund.source not in ("total", whole.fund.source):
                whole.fund = _of_all_sources(whole.fund)
                if whole.fund.source == "central" and "本级" in gap:
                    # 中央资金460万元,其中市本级61万元,分配各县399万元: who had the centre's money has not given it.
                    said.fund = None
        elif fund is not None:
            whole = said
        row.append(said)
    _close(text, row, blind, year)
    hold_sources(row)
    funds = settled(row)
    parts = {said.amount.end for said in row if said.in_parts}
    funds = [
        fund
        for fund in funds
        if fund.evidence.end in parts
        or not is_enumerated(fund, funds, amounts, lambda a, b: blind[a - base : b - base])
    ]
    funds.extend(nothing_spent(text, blind, span, year))
    return without_uses(funds), replace(seen, amount=whole.amount.yuan if whole else None)


def _has_levels(blind: str, amounts: Sequence[Amount], base: int) -> bool:
    """Whether the first two amounts of a sentence are told by levels alone (补助经费其中:中央50万元,省级8万元)."""
    starts = (0, amounts[0].end - base)
    gaps = [blind[start : amount.start - base] for start, amount in zip(starts, amounts, strict=False)]
    return all(nearest_source(of_part(gap).strip(",:、"), True) and not nearest_measure(gap) for gap in gaps)


def _close(text: str, row: Sequence[Said], blind: str, year: int | None) -> None:
    """Give amounts that nothing but arithmetic tells what they measure."""
    open_amounts = [
        Open(at, said.amount.yuan)
        for at, said in enumerate(row)
        if said.fund is None and said.whole is not None and not said.in_parts
    ]
    told = [said.fund for said in row if said.fund is not None]
    for at, measure in closed(blind, open_amounts, told).items():
        said = row[at]
        if said.whole is not None:
            source = nearest_source(_CLAUSE.split(said.gap)[-1], in_parts=False)
            said.fund = replace(said.whole, measure=measure, source=source or "total")
    for said in row:
        if said.fund is None and _SAVED.search(said.gap) and is_left(said.amount.yuan, told):
            said.fund = fund_of(text, said.amount, "balance", "total", year)


def _unmeasured(text: str, amount: Amount, gap: str, behind: str, year: int | None) -> Fund | None:
    """An amount whose level is said and its measure not yet (省级800万元 in a row that ends in 已到位); or a sum."""
    clause = _NEAREST_CLAUSE.split(gap)[-1]
    if is_sum(gap):
        return fund_of(text, amount, "received", "total", year)
    if is_rest(clause):
        return fund_of(text, amount, "received", source_of(clause, behind, True, followed=False) or "total", year)
    if is_no_fund(amount, clause, behind) or OTHER_SUBJECT.search(clause) or nearest_measure(clause) is not None:
        return None
    source = nearest_source(clause, in_parts=True)
    if source in (None, "fiscal", "carryover") or len(clause) > _LISTED:
        return None
    return fund_of(text, amount, "received", source or "total", year)


def _of_all_sources(fund: Fund) -> Fund:
    """An amount whose parts come from several levels is of none (我县县级安排2360万元,其中省级1180万元)."""
    return replace(fund, source="total") if fund.source in ("province", "city", "county") else fund


def _read(
    text: str,
    amount: Amount,
    gap: str,
    behind: str,
    seen: Seen,
    year: int | None,
    name: str | None,
    *,
    beyond: str,
    first: bool,
    taken: bool,
    followed: bool,
) -> tuple[Fund | None, Seen]:
    if seen.nested and ")" not in gap:
        return None, seen
    in_parts, opened = (True, False) if seen.nested else in_parts_of(gap, seen, first=first)
    seen = replace(seen, nested=False) if seen.nested else seen
    divided = gap.lstrip().startswith("(") and seen.source not in (None, "fiscal")
    anew = nearest_measure(_CLAUSE.split(gap)[-1]) not in (None, seen.measure)
    if in_parts and seen.in_parts and seen.counted and ((divided and not anew) or ",即:" in gap):
        # 其中中央资金776万元(彩票公益金452万元): parts of a part.
        return None, replace(seen, nested=True)
    nearest = _NEAREST.split(gap)[-1] if not opened else gap
    other = OTHER_SUBJECT.search(_CLAUSE.split(of_part(nearest))[-1]) is not None or (
        seen.of_other
        and len(nearest) <= _SHORT
        and not nearest.startswith(")")
        and nearest_measure(nearest) != "balance"
    )
    if other or is_no_fund(amount, nearest, behind):
        return None, replace(seen, in_parts=in_parts, of_other=other)
    own, words = measure_of(nearest, behind, taken=taken, followed=followed)
    if own is None and not in_parts and behind.startswith("("):
        own = said_behind(beyond, followed=False)
    # 争取80万元省级专项资金: the object of the verb, and whose money it is, stand behind the amount.
    noun = object_behind(behind, followed=followed)
    if own is None and noun:
        own, words = measure_of(nearest + noun, "", taken=taken, followed=followed)
    if own == "budget_adjusted" and seen.measure in _LISTS[1:3] and spent_of_budget(nearest):
        own = "spent"
    layout = named_sum(nearest, name) if own is None and not in_parts else None
    if layout:
        own, words = "budget_adjusted", nearest
    source = source_of(of_part(nearest) if in_parts or own is None else words, behind, in_parts, followed=followed)
    if source is None and "来源" in nearest and not in_parts:
        # 资金来源为中央财政资金,预算安排300万元
        source = nearest_source(nearest, in_parts)
    has_year = year_of(nearest.rpartition(":")[2]) is not None
    if in_parts and seen.measure in ("received", "spent") and _BROUGHT_OVER.search(nearest):
        if seen.measure == "spent" and "其中" not in gap:
            return None, replace(seen, in_parts=True)
        fund = fund_of(text, amount, "balance" if seen.measure == "received" else "spent", "carryover", year)
        return fund, replace(seen, in_parts=True, counted=True)
    if opened and seen.measure is None:
        # 先后两次拨付资金,分别为…: the verb of a list stands before the word that opens it.
        seen = replace(seen, measure=measure_before_parts(gap))
    if in_parts:
        # 其中财政拨款1200万元 of a budget is budget: 拨款 and 收入 name the source, they say of nothing that it came.
        came = own != "received" or _CAME.search(nearest + behind[:_SHORT]) or seen.measure is None
        measure = own if own and own != "balance" and came else seen.measure
        anew = own == "budget_initial" != seen.measure
        # 可供安排90万元,其中当年下达60万元,上年结转30万元: what came this year is told from what came before.
        of_year = own == "received" and came and _OF_YEARS_BEFORE.match(behind.lstrip(",、;和"))
        if measure is None or not (anew or of_year or is_told_apart(nearest, source, has_year, name)):
            return None, replace(seen, in_parts=True)
    elif own is not None:
        measure = "received" if seen.measure == "received" and _HANDED_OUT.search(gap) else own
    elif (
        seen.counted
        and not _COMPARED.match(nearest)
        and seen.measure not in (None, "balance")
        and (source is not None or has_year)
        and len(nearest) <= _LISTED
    ):
        measure = seen.measure
    else:
        return None, replace(seen, in_parts=in_parts, counted=False)
    if measure == "balance" and source == "carryover" and not _OF_BEFORE.search(words):
        source = None  # 结转资金13万元 is what this year leaves over
    fund = fund_of(text, amount, measure, source or "total", year, layout or layout_of(nearest, measure))
    return fund, Seen(seen.measure if in_parts else measure, in_parts, counted=True, source=source)
