"""An amount among its words, and how it becomes a fund: its evidence, its year, a zero written without a digit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.parse.extract.narrative.blinding import closed_up
from tasks.parse.extract.narrative.verbs import told_behind
from tasks.parse.extract.spans import Span, evidence, last_clause, narrow
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import Amount
from tasks.parse.numbers.dates import find_years
from tasks.parse.record import record

_CLAUSE_END = re.compile(r"[。;、\n(]|(?<!\d),|,(?!\d)")
_SPENT_NOTHING = re.compile(
    r"(?:当年|本年|年内|全年|该年)?(?:度)?(?:资金|经费)?(?:未|没有|尚未)(?:发生)?(?:支出|使用|执行)(?=[,。;\n]|$)"
)
_INVESTED = re.compile(r"(?:完成|实现)[^,;]{0,8}投资")
_A_DAY = re.compile(r"\s*\d{1,2}\s*月")
# 资金240万元(其中中央200万元)已全部支付: the verb stands behind the bracket.
_BRACKETED = re.compile(r"\([^()]{0,200}\)")
_FAR = 40


@record
class Mention:
    """An amount of a sentence among its words: `gap` since the amount before it, `behind` up to the next one.

    `beyond` stands behind the bracket that opens behind the amount; `told` are the measures that the words behind give
    it; `taken` tells that the words behind the amount before are that one's, `followed` that another amount stands
    behind, `cited` that a title stands right before; `year` was named last.
    """

    text: str
    amount: Amount
    gap: str
    behind: str
    beyond: str
    told: tuple[str, ...]
    first: bool
    taken: bool
    followed: bool
    cited: bool
    year: int | None

    def fund(self, measure: str, source: str | None = None, layout: str = "prose") -> Fund:
        """The amount as a fund, of no single source where none is given."""
        return fund_of(self.text, self.amount, measure, source or "total", self.year, layout)


def mentions(text: str, blind: str, amounts: Sequence[Amount], span: Span) -> Iterator[Mention]:
    """The amounts of a sentence, which stands at `span`, among its words with those blanked that say nothing."""
    base, position, year = span.start, 0, None
    told: tuple[str, ...] = ()
    for index, amount in enumerate(amounts):
        start, end = amount.start - base, amount.end - base
        following = amounts[index + 1].start - base if index + 1 < len(amounts) else len(blind)
        gap, behind = closed_up(blind[position:start]), closed_up(blind[end:following])
        bracket = _BRACKETED.match(blind, end)
        beyond = blind[bracket.end() : bracket.end() + _FAR] if bracket else ""
        followed = index + 1 < len(amounts)
        year = year_of(gap) or year
        taken, told = bool(told), told_behind(behind, followed=followed)
        yield Mention(text, amount, gap, behind, beyond, told, index == 0, taken, followed, blind[start] == "·", year)
        position = end


def moved(amount: Amount, by: int) -> Amount:
    """The amount as many places further on."""
    start, end = amount.start + by, amount.end + by
    return Amount(start, end, amount.as_written, amount.yuan, amount.unit, amount.comparator)


def layout_of(words: str, measure: str) -> str:
    """By which build of words an amount is known: investment done is paid only in part."""
    return "investment" if measure == "spent" and _INVESTED.search(last_clause(words)) else "prose"


def fund_of(text: str, amount: Amount, measure: str, source: str, year: int | None, layout: str = "prose") -> Fund:
    """The fund of an amount, with its clause as evidence."""
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


def year_of(gap: str) -> int | None:
    """The year that the words before an amount tie it to."""
    years = [y for y in find_years(gap) if y.label in ("年度", "cutoff") or not _A_DAY.match(gap, y.end)]
    years = [y for y in years if y.label != "range"]
    return years[-1].year if years else None


def nothing_spent(text: str, blind: str, span: Span, year: int | None) -> Iterator[Fund]:
    """当年未支出 states that nothing was spent: a zero that is written, although without a digit."""
    if year is None or not ("未" in blind or "没有" in blind):
        return
    for match in _SPENT_NOTHING.finditer(blind):
        if not match.group().startswith(("当年", "本年", "年内", "全年", "该年")):
            continue
        found = evidence(text, span.start + match.start(), span.start + match.end(), "prose")
        yield Fund("spent", "total", Decimal(0), found.quote, "sentence", found, year)
