"""Projects that a report counts and lists in one sentence, each with its sum: 项目3个,资金60万元,分别为:甲10万元;…"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.titled import is_generic
from tasks.parse.extract.spans import Span, evidence, narrow, stated
from tasks.parse.facts import Fund, Stated
from tasks.parse.numbers.amounts import Amount, find_amounts

COUNTED = re.compile(r"项目(?:共|总数[为是]?)?\s{0,4}(\d{1,2})\s{0,4}个|(\d{1,2})\s{0,4}个(?:预算|专项|重点|部门)?项目")
"""A number of projects (项目共3个, 3个项目)."""
_NAME = re.compile(
    r"(?:.*[;。:]|.*\d{4}年度?,|[,、和及]|\s)?\s*(?:其中|分别[为是]|包括|主要有|即)?[:、]?(?:\(\d{1,2}\)|\d{1,2}[.、])?"
    r"(?:(?:19|20)\d\d年度?)?([^,;:。\d][^;:。]{2,50}?)(?:预算|项目预算|项目资金)?(?:为|:)?",
    re.DOTALL,
)
# A list may stand in lines of its own, each with its number.
_BREAK = re.compile(r"\n(?!\s*(?:\(?\d{1,2}[、.)]|[①-⑳]))")
_NUMBER = re.compile(r"\n\s*\(?(\d{1,2})[、.)]")
_LISTS = re.compile(r"\s{0,4}(?:,?分别[为是])?\s{0,2}:")
_RESPECTIVELY = re.compile(r",?分别[为是]:?")
_DESCRIBES = re.compile(r"(?:项目)?[。,;:]?\s?(?:其中|分别[为是]|具体[为是])?[,:]")
_FOR = re.compile(r"\s*([一-龥“”()]{3,40}?)(?:项目)?(?:主要|全部)?用于")
_IN_ALL = re.compile(r"[,;、]?(?:以上|合计|总计|共计|共|总共|一共|资金|项目|金额|为)+:?")
_MONEYED = re.compile(r"(?:资金|经费|项目|工程|专项|补助|补贴)(?:\([^()]*\))?$")
_STOP = re.compile(r"[。\n]")
_FEWEST = 3
_PAIR = 2
_LONG = 7
_REACH = 2500
_MOST = 40
"""A paper that counts its projects oftener than this is a table that lost its lines."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A project of such a list: its name, its sum as the list's whole measures it, and where it stands."""

    name: Stated[str]
    fund: Fund
    span: Span


def tallied(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects of a list that has as many of them as its sentence says, and whose sums come to the sum it says.

    Else what is listed may as well be parts of one project, or uses of its money. Where the count stands right before
    the list (抽查项目2个:甲10万元;乙20万元。) or the lines of the list bear numbers up to it, no sum is asked for.
    """
    narrowed = narrow(text)
    told: list[Entry] = []
    for counted in islice(COUNTED.finditer(narrowed, span.start, span.end), _MOST):
        count = int(counted[1] or counted[2])
        line = _BREAK.search(narrowed, counted.end(), span.end)
        end = min(line.start() if line else span.end, counted.end() + _REACH)
        if count < _PAIR or "元" not in narrowed[counted.end() : end]:
            continue
        amounts = find_amounts(narrowed, counted.end(), end)
        if len(amounts) >= count and (whole := _sum_before(narrowed, counted.start(), amounts[:count])):
            return _entries(text, narrowed, Span(counted.start(), end), whole, amounts[:count], start=counted.end())
        if len(amounts) > count and _adds_up(narrowed, amounts[:count], amounts[count]):
            return _entries(text, narrowed, Span(counted.start(), end), None, amounts[:count], start=counted.end())
        for at, whole in enumerate(amounts if count >= _FEWEST else ()):
            row = amounts[at + 1 : at + 1 + count]
            if len(row) == count and sum((amount.yuan for amount in row), Decimal(0)) == whole.yuan:
                return _entries(text, narrowed, Span(counted.start(), end), whole, row)
        if entries := _numbered(text, narrowed, Span(counted.start(), end), count, amounts):
            return entries
        if entries := _described(text, narrowed, Span(counted.end(), span.end), count):
            return entries
        told += _counted_off(text, narrowed, Span(counted.end(), span.end), count)
    pair = len(told) == _PAIR and all(_MONEYED.search(narrow(entry.name.value)) for entry in told)
    return tuple(told) if len(told) >= _FEWEST or pair else ()


def _sum_before(narrowed: str, at: int, row: Sequence[Amount]) -> Amount | None:
    """The amount of the same sentence ahead of a count to which a row comes: 下达资金60万元,涉及2个项目,分别为…."""
    total = sum((amount.yuan for amount in row), Decimal(0))
    start = max(narrowed.rfind("。", 0, at), narrowed.rfind("\n", 0, at)) + 1
    return next((amount for amount in find_amounts(narrowed, start, at) if amount.yuan == total), None)


def _adds_up(narrowed: str, row: Sequence[Amount], behind: Amount) -> bool:
    """Whether the amount behind a row is told as its sum: 甲10万元、乙20万元,共30万元."""
    told = _IN_ALL.fullmatch(narrowed, row[-1].end, behind.start)
    return told is not None and sum((amount.yuan for amount in row), Decimal(0)) == behind.yuan


def shared_out(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects among which a sentence shares out its sum (100万元,分别为甲经费60万元、乙经费40万元).

    What is shared out among uses reads alike: projects are told of again, under headings of their own.
    """
    narrowed = narrow(text)
    for match in islice(_RESPECTIVELY.finditer(narrowed, span.start, span.end), _MOST):
        start = (
            max(narrowed.rfind("。", span.start, match.start()), narrowed.rfind("\n", span.start, match.start())) + 1
        )
        stop = _STOP.search(narrowed, match.end(), span.end)
        end = min(stop.start() if stop else span.end, match.end() + _REACH)
        amounts = find_amounts(narrowed, start, end)
        groups = _groups(narrowed, amounts)
        entries = [entry for group in groups for entry in _entries(text, narrowed, Span(start, end), *group)]
        if len(entries) < _FEWEST or not all(_MONEYED.search(narrow(entry.name.value)) for entry in entries):
            continue
        titles = [heading.words for heading in headings(text, Span(end, span.end))]
        names = [name for entry in entries if len(name := narrow(entry.name.value)) >= _LONG]
        if sum(any(name in title for title in titles) for name in names) >= _PAIR:
            return tuple(entries)
    return ()


def _groups(narrowed: str, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Sequence[Amount]]]:
    """The sums of a sentence that 分别为 parts, each with its parts."""
    for at, whole in enumerate(amounts[:-1]):
        if not _RESPECTIVELY.match(narrowed, whole.end):
            continue
        rest = Decimal(0)
        for count, part in enumerate(amounts[at + 1 :], 1):
            rest += part.yuan
            if rest >= whole.yuan:
                if rest == whole.yuan and count >= _PAIR:
                    yield whole, amounts[at + 1 : at + 1 + count]
                break


def _numbered(text: str, narrowed: str, span: Span, count: int, amounts: Sequence[Amount]) -> tuple[Entry, ...]:
    """The projects of lines that bear numbers up to the count; some lines may be lost."""
    lines = list(_NUMBER.finditer(narrowed, span.start, span.end))
    numbers = [int(line[1]) for line in lines]
    if len(lines) < _FEWEST or numbers != sorted(set(numbers)) or numbers[-1] != count:
        return ()
    before = [amount for amount in amounts if amount.end <= lines[0].start()]
    row = [amount for amount in amounts if amount.start >= lines[0].start()]
    ends = [line.start() for line in lines[1:]] + [span.end]
    alone = len(row) == len(lines) and all(
        line.end() < amount.start < end for line, amount, end in zip(lines, row, ends, strict=True)
    )
    if not before or not alone:
        return ()
    return _entries(text, narrowed, span, before[-1], row, start=lines[0].start())


def _counted_off(text: str, narrowed: str, rest: Span, count: int) -> tuple[Entry, ...]:
    """The projects of a list right behind its count; the paper may break off inside it."""
    opens = _LISTS.match(narrowed, rest.start, rest.end)
    if opens is None:
        return ()
    stop = _STOP.search(narrowed, opens.end(), rest.end)
    end = min(stop.start() if stop else rest.end, opens.end() + _REACH)
    row = find_amounts(narrowed, opens.end(), end)
    broken_off = (stop is None or not narrowed[stop.start() : rest.end].strip()) and len(row) < count
    if len(row) < _PAIR or not (len(row) == count or broken_off):
        return ()
    return _entries(text, narrowed, Span(rest.start, end), None, row, start=opens.end())


def _described(text: str, narrowed: str, rest: Span, count: int) -> tuple[Entry, ...]:
    """The projects of a sentence that has a clause on each, what it is for and its one sum (甲用于…,预算10万元;乙…)."""
    opens = _DESCRIBES.match(narrowed, rest.start, rest.end)
    stop = _STOP.search(narrowed, opens.end(), rest.end) if opens else None
    if opens is None or stop is None or stop.start() > opens.end() + _REACH:
        return ()
    entries, start = [], opens.end()
    for clause in narrowed[opens.end() : stop.start()].split(";"):
        span = Span(start, start + len(clause))
        name = _FOR.match(narrowed, span.start, span.end)
        if name is None or is_generic(name[1]) or len(find_amounts(narrowed, span.start, span.end)) != 1:
            return ()
        funds = read_funds(text, [span])
        if len(funds) != 1:
            return ()
        entries.append(Entry(stated(text, *name.span(1), "item"), funds[0], span))
        start = span.end + 1
    return tuple(entries) if len(entries) == count else ()


def _entries(
    text: str, narrowed: str, span: Span, whole: Amount | None, row: Sequence[Amount], start: int | None = None
) -> tuple[Entry, ...]:
    """The projects of a row of sums that begins behind the whole's or at a place; none where one has no name."""
    said = _whole(text, narrowed, span, whole) if whole is not None else None
    if whole is not None and said is None:
        return ()
    entries = []
    position = start if start is not None else whole.end if whole is not None else span.start
    for amount in row:
        name = _NAME.fullmatch(narrowed, position, amount.start)
        if name is None or is_generic(name[1]):
            return ()
        fund = listed_fund(text, name.start(1), amount, said.measure if said else "budget_adjusted")
        if said is not None:
            fund = replace(fund, unit_from=said.unit_from, fiscal_year=said.fiscal_year)
        entries.append(Entry(stated(text, *name.span(1), "item"), fund, Span(name.start(1), amount.end)))
        position = amount.end
    return tuple(entries)


def listed_fund(text: str, start: int, amount: Amount, measure: str) -> Fund:
    """The sum of a project in a list, where its name begins at `start`."""
    return Fund(
        measure=measure,
        source="total",
        amount_yuan=amount.yuan,
        amount_as_written=text[amount.start : amount.end],
        unit_from="sentence",
        evidence=evidence(text, start, amount.end, "prose"),
    )


def _whole(text: str, narrowed: str, span: Span, whole: Amount) -> Fund | None:
    start = max(narrowed.rfind("。", 0, span.start), narrowed.rfind("\n", 0, span.start)) + 1
    funds = read_funds(text, [Span(start, whole.end)])
    # What a sentence shares out once more is measured as its first sum is.
    return next((fund for fund in funds if fund.evidence.end == whole.end), funds[0] if funds else None)
