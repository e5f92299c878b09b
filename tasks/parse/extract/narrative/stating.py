"""How an amount that a text states becomes a fund: its evidence, its year, a zero that is written without a digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.parse.extract.spans import Span, evidence, narrow
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import Amount
from tasks.parse.numbers.dates import find_years

_CLAUSE = re.compile("[,;、]")
_CLAUSE_END = re.compile(r"[。;、\n(]|(?<!\d),|,(?!\d)")
_SPENT_NOTHING = re.compile(
    r"(?:当年|本年|年内|全年|该年)?(?:度)?(?:资金|经费)?(?:未|没有|尚未)(?:发生)?(?:支出|使用|执行)(?=[,。;\n]|$)"
)
_INVESTED = re.compile(r"(?:完成|实现)[^,;]{0,8}投资")
_A_DAY = re.compile(r"\s*\d{1,2}\s*月")


def moved(amount: Amount, by: int) -> Amount:
    """The amount as many places further on."""
    start, end = amount.start + by, amount.end + by
    return Amount(start, end, amount.as_written, amount.yuan, amount.unit, amount.comparator)


def layout_of(words: str, measure: str) -> str:
    """By which build of words an amount is known: investment done is paid only in part."""
    return "investment" if measure == "spent" and _INVESTED.search(_CLAUSE.split(words)[-1]) else "prose"


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
