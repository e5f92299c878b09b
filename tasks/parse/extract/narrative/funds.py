"""The amounts of money in prose: each by its measure, its source and its year, or not at all.

An amount counts only where a word of the genre says what it measures; the parts of an amount ("其中") only
where their own source or year tells them from a list of uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from tasks.parse.extract.narrative.arithmetic import spent_by_rate
from tasks.parse.extract.narrative.bare import heading_measure
from tasks.parse.extract.narrative.blinding import QuietName, quiet_name
from tasks.parse.extract.narrative.goals import Section, is_goal, section_at, sections, without_details
from tasks.parse.extract.narrative.held import Held, with_held
from tasks.parse.extract.narrative.parts import NOTHING_SEEN
from tasks.parse.extract.narrative.portions import without_portions
from tasks.parse.extract.narrative.repeats import is_outdone
from tasks.parse.extract.narrative.sentence import read_sentence
from tasks.parse.extract.spans import Span, narrow, sentence_with
from tasks.parse.facts import Fund
from tasks.parse.numbers.amounts import MONEY_SIGN

_ANY = re.compile(r"[^。\n]")
_SIGHT = 60


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
    held: list[Held] = []
    for span in spans:
        before = NOTHING_SEEN
        behind = span.start
        while sentence := sentence_with(MONEY_SIGN if before == NOTHING_SEEN else _ANY, narrowed, behind, span.end):
            behind = sentence.end
            quiet = quiet or quiet_name(name)
            section = section_at(outline, sentence.start)
            heading = _heading_of(narrowed, sentence, section)
            funds, before, may_hold = read_sentence(
                text, narrowed, sentence, before, quiet, heading, department=department
            )
            held += may_hold
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
    return tuple(without_portions(without_details(with_held(kept, held), outline), narrowed, text, spans))


def _heading_of(narrowed: str, sentence: Span, section: Section | None) -> str | None:
    """The measure that the line above a sentence, or the numbered heading over it, gives bare sums."""
    if narrowed[sentence.start - 1 : sentence.start] == "\n":
        above = narrowed[max(0, sentence.start - _SIGHT) : sentence.start].rstrip(" \t\n")
        if above.endswith(":"):
            return heading_measure(above.rpartition("\n")[2].strip(" \t:"))
    return section.measure if section and section.start < sentence.start else None
