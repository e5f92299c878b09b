"""The amounts of money in prose: each by its measure, its source and its year, or not at all.

An amount counts only where a word of the genre says what it measures; the parts of an amount ("其中") only
where their own source or year tells them from a list of uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from tasks.parse.extract.narrative.words import (
    AGENCY,
    APPROVED_FOR,
    BEHIND,
    FUND_INCOME,
    ITEM,
    LEAVES_PARTS,
    MEASURES,
    NO_FUND,
    NO_FUND_BEHIND,
    NO_FUND_BESIDE,
    NOT_A_SOURCE,
    OTHER_SUBJECT,
    PAID_OUT,
    PARTS,
    SOURCES,
    WEAK_RECEIVED,
    WHOLE_SUM,
)
from tasks.parse.extract.spans import Span, evidence, narrow
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import Amount, find_amounts
from tasks.parse.numbers.dates import find_years

_SENTENCE = re.compile(r"[^。\n]+")
_CITED = re.compile(r"《[^》]{0,200}》|[“\"][^”\"]{7,100}[”\"]|\([^()]{0,60}号\)")
_ASIDE = re.compile(r"\(((?![一二三四五六七八九十]{1,3}\))[^()\d]{1,40})\)")
# 收到州级补助15万元、中央补助预算15万元: a second grant in the row, whose 预算 is part of its name.
_HANDED_OUT = re.compile(r"^、[^,;]*(?:补助|补贴|专项|转移支付|奖补)预算$")
_CLAUSE_END = re.compile(r"[。;、\n(]|(?<!\d),|,(?!\d)")
_SPENT_NOTHING = re.compile(
    r"(?:当年|本年|年内|全年|该年)?(?:度)?(?:资金|经费)?(?:未|没有|尚未)(?:发生)?(?:支出|使用|执行)(?=[,。;\n]|$)"
)
_SOURCE_BEHIND = re.compile(
    r"^[^。;\d]{0,12}?资金来源(?:为|由|是|:)?([^。;,]{2,20})"
    r"|^(?:(?:为|是|系|来自)|,?(?:全部|均|全|都)(?:为|是|系|来自|来源于|属于)|,由)([^。;,\d]{2,16})"
)
_A_DAY = re.compile(r"\s*\d{1,2}\s*月")
_REACH = 3
_LISTED = 30
_SHORT = 8
_SUM = re.compile(r"\s*(?:共|合计|总|全部|资金|金额|经费|均为|由)")
_OWN_NAME = 7
_TOTAL = re.compile(r"(?:^|[,;、])(?:以上|上述|项目|资金|各项)*(?:共计|合计|总计|一共|总额|共)[^,。;]{0,8}$")
_DIVIDES = re.compile(r"其中|包括|包含|分别|分为|构成|组成|安排(?:情况)?(?:是|为|如下):")
_LEVELS = re.compile(r"(中央|自治区|省|市|州|盟|县|区|旗)(?=级|财政|本级|$|及|和|与|、)")
_BARE = re.compile(r"[,;、(]?(?:其中)?[:,(]?(中央|自治区|省|市|州|县|区)")
_BARE_LEVEL = {
    "中央": "central",
    "自治区": "province",
    "省": "province",
    "市": "city",
    "州": "city",
    "县": "county",
    "区": "county",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the last amounts of a sentence were, for those that follow without words of their own."""

    measure: str | None = None
    in_parts: bool = False
    of_other: bool = False
    counted: bool = False


def read_funds(text: str, spans: Iterable[Span], name: str | None = None) -> tuple[Fund, ...]:
    """The funds that the prose inside the spans states, in their order, each (measure, source, amount, year) once.

    `name` is the project's: a part of a larger sum that bears it is the project's own money.
    """
    narrowed = narrow(text)
    found: dict[tuple[str, str, Decimal, int | None], Fund] = {}
    for span in spans:
        before = _Seen()
        for sentence in _SENTENCE.finditer(narrowed, span.start, span.end):
            funds, before = _of_sentence(text, narrowed, Span(*sentence.span()), before, name)
            for fund in funds:
                if fund.source == "total" and _is_stated(fund, found.values()):
                    continue
                found.setdefault((fund.measure, fund.source, fund.amount_yuan, fund.fiscal_year), fund)
    told = {fund.amount_yuan for fund in found.values() if fund.evidence.layout != "name"}
    return tuple(f for f in found.values() if f.evidence.layout != "name" or f.amount_yuan not in told)


def _is_stated(fund: Fund, earlier: Iterable[Fund]) -> bool:
    """Whether an amount without a source repeats one whose source was said (这365万元已全部到位)."""
    return any(
        (other.measure, other.amount_yuan) == (fund.measure, fund.amount_yuan)
        and fund.fiscal_year in (None, other.fiscal_year)
        for other in earlier
    )


def _of_sentence(text: str, narrowed: str, span: Span, before: _Seen, name: str | None) -> tuple[list[Fund], _Seen]:
    blind = _blinded(narrowed, span)
    amounts = [_moved(a, span.start) for a in find_amounts(narrowed[span.start : span.end]) if a.yuan >= 0]
    # 其中 that opens a sentence divides the amount of the sentence before.
    seen = before if PARTS.match(blind[:8].strip()) else _Seen()
    funds: list[Fund] = []
    position = span.start
    year: int | None = None
    waiting: list[Fund] = []
    whole = 0
    for index, amount in enumerate(amounts):
        gap = blind[position - span.start : amount.start - span.start]
        following = amounts[index + 1].start if index + 1 < len(amounts) else span.end
        behind = blind[amount.end - span.start : following - span.start]
        year = _year(gap) or year
        fund, seen = _read(text, amount, gap, behind, seen, year, name, first=index == 0, followed=following < span.end)
        if fund is None:
            part = _unmeasured(text, amount, gap, behind, year)
            waiting = [*waiting, part] if part is not None else []
        else:
            if _said_behind(behind) is not None:
                # 中央1500万元,省级800万元,合计2300万元,已下达: the verb speaks of all that stands before it.
                funds.extend(replace(part, measure=fund.measure) for part in waiting)
            waiting = []
            if seen.in_parts and funds and fund.source not in ("total", funds[whole].source):
                funds[whole] = _of_all_sources(funds[whole])
            elif not seen.in_parts:
                whole = len(funds)
            funds.append(fund)
        position = amount.end
    funds.extend(_nothing_spent(text, blind, span, year))
    return funds, seen


def _unmeasured(text: str, amount: Amount, gap: str, behind: str, year: int | None) -> Fund | None:
    """An amount whose level is said and its measure not yet: 省级800万元 in a row that ends in 已到位."""
    clause = re.split(r"[,;、(:。]", gap)[-1]
    if _is_no_fund(amount, clause, behind) or OTHER_SUBJECT.search(clause) or _nearest_measure(clause) is not None:
        return None
    source = _nearest_source(clause, in_parts=True)
    if source in (None, "fiscal", "carryover") or len(clause) > _LISTED:
        return None
    return _fund(text, amount, "received", source or "total", year)


def _moved(amount: Amount, by: int) -> Amount:
    return replace(amount, start=amount.start + by, end=amount.end + by)


def _of_all_sources(fund: Fund) -> Fund:
    """An amount whose parts come from several levels is of none (我县县级安排2360万元,其中省级1180万元)."""
    return replace(fund, source="total") if fund.source in ("province", "city", "county") else fund


def _blinded(narrowed: str, span: Span) -> str:
    """The sentence with quoted and cited words blanked: the title of a project or of an act is no word about money.

    Brackets without a figure (补助资金(省对下转移支付)20万元) do not part an amount from its words.
    """
    blind = _CITED.sub(lambda m: "·" * len(m.group()), narrowed[span.start : span.end])
    return _ASIDE.sub(lambda m: f"·{m.group(1)}·", blind)


def _read(
    text: str,
    amount: Amount,
    gap: str,
    behind: str,
    seen: _Seen,
    year: int | None,
    name: str | None,
    *,
    first: bool,
    followed: bool,
) -> tuple[Fund | None, _Seen]:
    in_parts, opened = _parts(gap, seen, first=first)
    nearest = re.split(r"[;(]", gap)[-1] if not opened else gap
    other = OTHER_SUBJECT.search(re.split(r"[,;、]", nearest)[-1]) is not None or (
        seen.of_other and len(nearest) <= _SHORT
    )
    if other or _is_no_fund(amount, nearest, behind):
        return None, replace(seen, in_parts=in_parts, of_other=other)
    own, words = _measure(nearest, behind)
    named = own is None and not in_parts and _is_named(nearest, name)
    if named:
        own, words = "budget_adjusted", nearest
    source = _source(_of_part(nearest) if in_parts or own is None else words, behind, in_parts, followed=followed)
    has_year = _year(nearest) is not None
    if in_parts:
        measure = own if own and own != "balance" else seen.measure
        anew = own == "budget_initial" != seen.measure
        if measure is None or not (anew or _is_told_apart(nearest, source, has_year, name)):
            return None, replace(seen, in_parts=True)
    elif own is not None:
        measure = "received" if seen.measure == "received" and _HANDED_OUT.search(gap) else own
    elif seen.counted and seen.measure and (source is not None or has_year) and len(nearest) <= _LISTED:
        measure = seen.measure
    else:
        return None, replace(seen, in_parts=in_parts, counted=False)
    fund = _fund(text, amount, measure, source or "total", year, "name" if named else "prose")
    return fund, _Seen(seen.measure if in_parts else measure, in_parts, counted=True)


def _parts(gap: str, seen: _Seen, *, first: bool) -> tuple[bool, bool]:
    """Whether an amount is a part of one before it, and whether its own words open the parts."""
    clause = re.split(r"[,;。]", gap)[-1]
    anew = _nearest_measure(clause)
    if (
        anew is not None
        and (anew != seen.measure or re.search(r"调[整剂]", clause))
        and LEAVES_PARTS.search(clause)
        and not re.search(f"{PARTS.pattern}|{ITEM.pattern}", clause)
    ):
        return False, False
    if first and seen == _Seen() and not (_DIVIDES.search(clause) or _DIVIDES.match(gap)):
        # 用于 and a section's number in brackets divide nothing before a sentence's first amount.
        return False, False
    if PARTS.search(gap) is not None or gap.startswith(("(", ":")):
        return True, True
    if seen.in_parts and (gap.count(")") > gap.count("(") or _TOTAL.search(gap)):
        return False, False
    return seen.in_parts, False


def _of_part(words: str) -> str:
    """The words of a part without those of its whole: 用于整治的中央资金,其中某区900万元 does not say whose 900 is."""
    return words[words.rfind("其中") :] if "其中" in words else words


def _is_told_apart(words: str, source: str | None, has_year: bool, name: str | None) -> bool:
    """Whether a part is a fund of its own: by its source or year, or because it is the project's in a larger sum."""
    last = re.split(r"[,、]", words)[-1]
    if name and len(name) >= _OWN_NAME and name.removesuffix("项目") in words:
        return True
    if ITEM.search(last):
        return False
    return has_year or source is not None


def _is_named(words: str, name: str | None) -> bool:
    """Whether an amount stands right behind the project's own name: 2019年度某某奖补资金80万元."""
    core = (name or "").removesuffix("项目")
    return len(core) >= _OWN_NAME and re.split(r"[,;、:]", words)[-1].endswith(core)


def _fund(text: str, amount: Amount, measure: str, source: str, year: int | None, layout: str = "prose") -> Fund:
    start = amount.start
    clause = max(
        (m.end() for m in _CLAUSE_END.finditer(narrow(text), max(0, start - 60), start)), default=max(0, start - 60)
    )
    return Fund(
        measure=measure,
        source=source,
        amount_yuan=amount.yuan,
        amount_as_written=text[amount.start : amount.end],
        unit_from="sentence",
        evidence=evidence(text, clause, amount.end, layout),
        fiscal_year=year,
    )


def _is_no_fund(amount: Amount, gap: str, behind: str) -> bool:
    if "/" in amount.unit or amount.comparator not in ("=", "~") or NO_FUND_BEHIND.match(behind):
        return True
    # 按生均1000元安排,共计239万元: what disqualifies an amount stands in its own clause.
    clause = re.split(r"[,;、(]", gap)[-1]
    if NO_FUND.search(clause):
        return True
    return bool(NO_FUND_BESIDE.search(clause)) and not FUND_INCOME.search(clause)


def _measure(gap: str, behind: str) -> tuple[str | None, str]:
    """What the amount measures, and the words from the clause that says it on.

    The words behind the amount hold first (已全数拨付), then the clause it stands in, then the two before that.
    """
    clauses = re.split(r"[,;、]", gap)
    said = _said_behind(behind)
    if said is not None:
        return said, clauses[-1]
    reach = _REACH if len(clauses[-1]) <= _SHORT or _SUM.match(clauses[-1]) else 1
    for back in range(1, min(len(clauses), reach) + 1):
        measure_here = _nearest_measure(clauses[-back])
        if measure_here is not None:
            return measure_here, ",".join(clauses[-back:])
    return None, clauses[-1]


def _said_behind(behind: str) -> str | None:
    return next((measure for measure, pattern in BEHIND if pattern.match(behind)), None)


def _nearest_measure(clause: str) -> str | None:
    if APPROVED_FOR.search(clause) and not re.search("投资|预算|下达", clause):
        return "budget_initial"
    found = [
        (match.end(), -rank, measure)
        for rank, (measure, pattern) in enumerate(MEASURES)
        for match in pattern.finditer(clause)
    ]
    if found:
        return _refined(clause, max(found)[2])
    if WEAK_RECEIVED.search(clause):
        return "received"
    return "budget_adjusted" if WHOLE_SUM.search(clause) else None


def _refined(clause: str, measure: str) -> str:
    """The nearest word, corrected where a stronger one stands in the same clause (年初…预算安排, 财政安排支出)."""
    if measure == "budget_adjusted" and re.search(r"年初", clause) and not re.search(r"全年|调整", clause):
        return "budget_initial"
    if measure in ("budget_adjusted", "received") and re.search(r"概算|估算|总投资|计划投资|申请", clause):
        return "planned"
    if measure == "received" and PAID_OUT.search(clause):
        return "spent"
    if measure == "spent" and re.search(r"未(?:使用|支出|执行)|剩余", clause):
        return "balance"
    if measure == "spent" and re.search(
        r"预算(?:安排|批复)?(?:项目|专项|基本)?(?:支出)?$|支出预算|安排(?:项目)?支出$", clause
    ):
        return "budget_adjusted"
    return measure


def _source(gap: str, behind: str, in_parts: bool, *, followed: bool) -> str | None:
    told = _SOURCE_BEHIND.match(behind)
    # 资金来源为中央资金 behind an amount says its source, unless another amount follows: then it opens a list.
    if told and not (followed and told.end() == len(behind)):
        source = _nearest_source(told.group(1) or told.group(2) or "", True)
        if source is not None:
            return source
    return _nearest_source(gap, in_parts)


def _nearest_source(words: str, in_parts: bool) -> str | None:
    clause = AGENCY.sub(lambda m: "·" * len(m.group()), words)
    levels = list(_LEVELS.finditer(clause))
    if in_parts and (bare := _BARE.fullmatch(clause)):
        # (自治区169万元,市级254万元): among parts the bare level is enough.
        return _BARE_LEVEL.get(bare.group(1))
    if any(re.fullmatch(r"[^,;:]{0,14}?[及和与、]", clause[a.end() : b.start()]) for a, b in pairwise(levels)):
        # 中央及省级资金共计500万元 is of no single level.
        return None
    best: tuple[int, str] | None = None
    for source, pattern in SOURCES:
        for match in pattern.finditer(clause):
            if NOT_A_SOURCE.match(clause, match.end()):
                continue
            if source == "carryover" and not in_parts and re.match(r"结转结余|结余", match.group()):
                continue
            if source == "fiscal" and best is not None and best[1] != "fiscal":
                continue
            if best is None or match.end() > best[0] or best[1] == "fiscal":
                best = (match.end(), source)
    return best[1] if best else None


def _year(gap: str) -> int | None:
    """The year that the words before an amount tie it to."""
    years = [y for y in find_years(gap) if y.label in ("年度", "cutoff") or not _A_DAY.match(gap, y.end)]
    years = [y for y in years if y.label != "range"]
    return years[-1].year if years else None


def _nothing_spent(text: str, blind: str, span: Span, year: int | None) -> Iterator[Fund]:
    """当年未支出 states that nothing was spent: a zero that is written, although without a digit."""
    for match in _SPENT_NOTHING.finditer(blind):
        if year is None or not match.group().startswith(("当年", "本年", "年内", "全年", "该年")):
            continue
        found = evidence(text, span.start + match.start(), span.start + match.end(), "prose")
        yield Fund("spent", "total", Decimal(0), found.quote, "sentence", found, year)
