"""Projects that a sentence lists with their sums: 项目3个,资金60万元,分别为:甲10万元;… or 安排甲经费5万元、乙经费5万元.

What a sentence lists may as well be parts of one project, or uses of its money. Projects are as many as the sentence
says and come to the sum it says, or the page tells of each of them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import islice, pairwise

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.entries import (
    MONEYED,
    SHORTEST,
    Entry,
    Named,
    are_one,
    entry,
    is_told_again,
    sum_of,
)
from tasks.parse.extract.projects.rows import MOST, sum_row
from tasks.parse.extract.spans import Span, narrow, sentence_start, stated
from tasks.parse.facts import Evidence, Fund
from tasks.parse.numbers.amounts import Amount, find_amounts
from tasks.parse.numbers.chinese import parse_chinese_number

# Apart, because a pattern that begins with one letter is found ten times as fast as a choice of several.
_COUNTED = re.compile(r"项目(?:共|总数[为是]?)?\s{0,9}(\d{1,6})\s{0,9}个")
_A_COUNT = re.compile(r"个(?:预算|专项|重点|部门)?项目")
_NUMBER = re.compile(r"(?<!\d)(\d{1,6}|[两二三四五六七八九十]{1,3})\s{0,9}$")
# A list may stand in lines of its own, each with its number.
_BREAK = re.compile(r"\n(?!\s*(?:\(?\d{1,2}[、.)]|[①-⑳]))")
_LISTS = re.compile(r"\s{0,4}(?:,?分别[为是])?\s{0,2}:")
_RESPECTIVELY = re.compile(r"[,。]?(?:分别|具体)[为是]:?|[,。]?其中[,:]?")
_PART = re.compile(r"\s{0,9}其中[,:]?")
_PARTS = re.compile(r"分别|具体|其中")
_IN_ALL = re.compile(r"[,;、]?(?:以上|合计|总计|共计|共|总共|一共|资金|项目|金额|为)+:?")
_WORKS = re.compile(r"(?<!类)(?:项目|工程)$")
_SCOPE = re.compile(r"评价(?:的?(?:资金|项目))?(?:范围|对象)(?:为|是|包括|包含|涵盖|涉及)")
_PUT_TO = re.compile(r"用于([^,;:、。\n\d()]{4,40}?(?:项目|工程))(?=[、,;。\n]|$)")
_ASIDE = re.compile(
    r"(?:[^,;:、。()\n]{0,24}对(?![口外])|包括|包含|其中|分别[为是])?(?P<name>[^,;:、。()\n]{4,40})\((?P<aside>[^()\n]{0,8}\d[^()\n]*元[^()\n]*)\)"
)
_STOP = re.compile(r"[。\n]")
_NEXT = re.compile(r"(?:[、;,和及]|以及|,占[^、;。]{0,20}[;,、])\s*[^,;:、。\d]{4,40}")
_FEWEST, _PAIR, _LONG, _LONGEST = 3, 2, 7, 60
_REACH = 2500
_MANY = 40
"""A paper that counts its projects oftener than this is a table that lost its lines."""


def counts(narrowed: str, span: Span) -> Iterator[tuple[int, Span]]:
    """The numbers of projects that a page says it has (项目共3个, 3个项目), and where it says so."""
    for match in _COUNTED.finditer(narrowed, span.start, span.end):
        yield int(match[1]), Span(*match.span())
    for match in _A_COUNT.finditer(narrowed, span.start, span.end):
        if number := _NUMBER.search(narrowed, max(span.start, match.start() - _LONGEST), match.start()):
            yield _value(number[1]), Span(number.start(), match.end())


def _value(numeral: str) -> int:
    return int(numeral if numeral.isdecimal() else parse_chinese_number(numeral.replace("两", "二")) or 0)


def counted_sums(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects of a list that has as many of them as its sentence says, and whose sums come to the sum it says.

    Where the count stands right before the list (抽查项目2个:甲10万元;乙20万元。) no sum is asked for.
    """
    narrowed = narrow(text)
    told: list[Entry] = []
    for count, said in sorted(islice(counts(narrowed, span), _MANY), key=lambda found: found[1].start):
        line = _BREAK.search(narrowed, said.end, span.end)
        end = min(line.start() if line else span.end, said.end + _REACH)
        if count < _PAIR or "元" not in narrowed[said.end : end]:
            continue
        before = find_amounts(narrowed, sentence_start(narrowed, said.start), said.start)
        behind = find_amounts(narrowed, said.end, end)
        for at, whole in _closing(narrowed, before, behind, count):
            start = behind[at - 1].end if at else said.end
            if entries := _entries(text, narrowed, start, behind[at : at + count], whole):
                return entries
        told += _counted_off(text, narrowed, Span(said.end, span.end), count)
    pair = len(told) == _PAIR and all(MONEYED.search(narrow(entry.name.value)) for entry in told)
    return tuple(told) if len(told) >= _FEWEST or pair else ()


def _closing(
    narrowed: str, before: Sequence[Amount], behind: Sequence[Amount], count: int
) -> Iterator[tuple[int, Amount | None]]:
    """Where as many sums as counted begin that come to a sum told ahead of them or right behind (共30万元)."""
    for at in range(len(behind) - count + 1):
        row = behind[at : at + count]
        total = sum((amount.yuan for amount in row), Decimal(0))
        ahead = before if at == 0 else behind[at - 1 : at] if count >= _FEWEST else ()
        whole = next((amount for amount in ahead if amount.yuan == total), None)
        last = behind[at + count] if at + count < len(behind) else None
        summed = last and last.yuan == total and _IN_ALL.fullmatch(narrowed, row[-1].end, last.start)
        if whole or (at == 0 and summed):
            yield at, whole


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
    return _entries(text, narrowed, opens.end(), row, None)


def in_scope(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects that a sentence on what was evaluated lists with their sums (评价范围包括甲780万元、乙600万元)."""
    narrowed = narrow(text)
    scope = _SCOPE.search(narrowed, span.start, span.end)
    stop = _STOP.search(narrowed, scope.end(), span.end) if scope else None
    if scope is None:
        return ()
    amounts = find_amounts(narrowed, scope.end(), stop.start() if stop else span.end)[:MOST]
    row = [
        amount
        for amount in amounts
        if narrowed.rfind("(", scope.end(), amount.start) <= narrowed.rfind(")", scope.end(), amount.start)
    ]
    return _entries(text, narrowed, scope.end(), row) if len(row) >= _FEWEST else ()


def told_again(text: str, span: Span, *, named: bool) -> tuple[Entry, ...]:
    """The projects that a sentence lists with their sums and that the page tells of again, each by its name.

    Of those that come to a sum told right ahead of them (873万元,分别为甲工程545万元、乙工程328万元) two are enough.
    """
    narrowed = narrow(text)
    for sentence in islice(_sentences(narrowed, span, "元"), _MANY):
        if named and _PARTS.search(narrowed, sentence.start, sentence.end) is None:
            continue
        amounts = find_amounts(narrowed, sentence.start, sentence.end)
        shared = [_entries(text, narrowed, whole.end, row, whole) for whole, row in _groups(narrowed, amounts)]
        if named and (part := _PART.match(narrowed, sentence.start, sentence.end)):
            # 总投资157万元,其中:县级39万元…。其中甲项目87万元,乙项目70万元: the whole stands a sentence before.
            before = find_amounts(narrowed, sentence_start(narrowed, sentence.start - 1, span.start), sentence.start)
            total = sum((amount.yuan for amount in amounts), Decimal(0))
            wholes = [amount for amount in before if amount.yuan == total][:1]
            shared += [_entries(text, narrowed, part.end(), amounts, whole) for whole in wholes]
        if parts := _parts(text, span, sentence, [one for group in shared for one in group], named=named, closing=True):
            return parts
        for row in _runs(narrowed, amounts) if not named else ():
            run = _entries(text, narrowed, sentence.start, row)
            if parts := _parts(text, span, sentence, run, named=False, closing=False):
                told = {fund.evidence.end: fund for fund in read_funds(text, [sentence])}
                return tuple(replace(one, funds=(told.get(one.funds[0].evidence.end, one.funds[0]),)) for one in parts)
    return ()


def _parts(
    text: str, span: Span, sentence: Span, parts: Sequence[Entry], *, named: bool, closing: bool
) -> tuple[Entry, ...]:
    """The parts of a list, each by the name by which the page tells of it again; none where it does not of enough.

    The parts of a fund that a title names are projects where they are works; else they are shares or classes of it.
    """
    narrowed = narrow(text)
    told = [_retold(narrowed, one.name.evidence, span, sentence) for one in parts]
    parts = [
        replace(one, name=stated(text, name.start, name.end, "item")) if name else one
        for one, name in zip(parts, told, strict=True)
    ]
    names = [narrow(one.name.value) for one in parts]
    called = [name for name in names if (_WORKS if named else MONEYED).search(name)]
    fewest = _PAIR if named or not closing else _FEWEST
    if are_one(names) or len(called) < fewest or (len(called) < len(names) and not named):
        return ()
    titles = [heading.words for heading in headings(text, span) if closing and heading.start not in sentence]
    again = sum(
        name is not None or (len(words) >= _LONG and any(words in title for title in titles))
        for name, words in zip(told, names, strict=True)
        if words in called
    )
    return tuple(parts) if again >= (_PAIR if closing else len(parts)) else ()


def _groups(narrowed: str, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Sequence[Amount]]]:
    """The sums of a sentence that it parts, each with its parts."""
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


def put_to(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects to which a sentence puts one sum each (专项债6000万元用于甲项目、7500万元用于乙项目), told again."""
    narrowed = narrow(text)
    for sentence in islice(_sentences(narrowed, span, "用于"), _MANY):
        marks = list(_PUT_TO.finditer(narrowed, sentence.start, sentence.end))
        if len(marks) < _PAIR or not all(is_told_again(narrowed, mark[1], span, sentence) for mark in marks):
            continue
        amounts = {amount.end: amount for amount in find_amounts(narrowed, sentence.start, sentence.end)}
        measures = {fund.amount_yuan: fund.measure for fund in read_funds(text, [sentence])}
        entries = [
            Entry(
                stated(text, *mark.span(1), "item"),
                Span(amount.start, mark.end()),
                funds=(sum_of(text, amount.start, amount, measures.get(amount.yuan, "budget_adjusted")),),
            )
            for mark in marks
            if (amount := amounts.get(mark.start()))
        ]
        if len(entries) == len(marks):
            return tuple(entries)
    return ()


def bracketed(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects of a sentence with an account of each in brackets: 甲经费(预算10万元,支付8万元)、乙经费(…)."""
    narrowed = narrow(text)
    for sentence in islice(_sentences(narrowed, span, "("), _MANY):
        if "项目" not in narrowed[sentence.start : sentence.end]:
            continue
        marks = list(_ASIDE.finditer(narrowed, sentence.start, sentence.end))
        joined = all(narrowed[one.end() : two.start()] in ("", "、", "和", "及") for one, two in pairwise(marks))
        if len(marks) < _PAIR or not joined or not all(MONEYED.search(mark["name"]) for mark in marks):
            continue
        asides = [Span(*mark.span("aside")) for mark in marks]
        sums = [_alone(text, narrowed, aside) for aside in asides]
        if all(fund or read_funds(text, [aside]) for fund, aside in zip(sums, asides, strict=True)):
            names = [stated(text, *mark.span("name"), "item") for mark in marks]
            return tuple(
                Entry(name, Span(*mark.span()), () if fund else (aside,), (fund,) if fund else ())
                for name, mark, aside, fund in zip(names, marks, asides, sums, strict=True)
            )
    return ()


def _alone(text: str, narrowed: str, aside: Span) -> Fund | None:
    """The sum that is all of what stands in brackets."""
    amount = next(iter(find_amounts(narrowed, aside.start, aside.end)), None)
    whole = amount is not None and Span(amount.start, amount.end) == aside
    return sum_of(text, aside.start, amount, "budget_adjusted") if amount and whole else None


def _sentences(narrowed: str, span: Span, sign: str) -> Iterator[Span]:
    """The sentences in which a sign stands twice or more often; those without it are never looked at."""
    behind = span.start
    at = narrowed.find(sign, behind, span.end)
    while at >= 0:
        stop = _STOP.search(narrowed, at, span.end)
        end = stop.start() if stop else span.end
        if narrowed.count(sign, at, end) >= _PAIR:
            yield Span(sentence_start(narrowed, at, behind), end)
        behind = end
        at = narrowed.find(sign, behind, span.end)


def _runs(narrowed: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """The rows of two sums or more that stand each behind a name and its comma."""
    row: list[Amount] = []
    for before, amount in pairwise((None, *amounts)) if len(amounts) <= MOST else ():
        if amount and before and _NEXT.fullmatch(narrowed, before.end, amount.start):
            row.append(amount)
            continue
        if len(row) >= _PAIR:
            yield row
        row = [amount] if amount else []
    if len(row) >= _PAIR:
        yield row


def _retold(narrowed: str, name: Named | Evidence | None, span: Span, sentence: Span) -> Span | None:
    """The longest end of a name that names money and that the page tells of elsewhere."""
    if name is None or not MONEYED.search(narrowed, name.start, name.end):
        return None
    for start in range(max(name.start, name.end - _LONGEST), name.end - SHORTEST):
        if is_told_again(narrowed, narrowed[start : name.end], span, sentence):
            return Span(start, name.end)
    return None


def _entries(
    text: str, narrowed: str, start: int, row: Sequence[Amount], whole: Amount | None = None
) -> tuple[Entry, ...]:
    """The projects of a row of sums behind a place, measured as the whole is; none where one has no name."""
    found = [entry(text, narrowed, one) for one in sum_row(narrowed, start, row).stretches]
    entries = [one for one in found if one is not None and one.funds]
    if len(entries) < len(row):
        return ()
    first = sentence_start(narrowed, whole.start) if whole else 0
    said = read_funds(text, [Span(first, whole.end)]) if whole else ()
    # What a sentence shares out once more is measured as its first sum is.
    like = next((fund for fund in said if whole and fund.evidence.end == whole.end), said[0] if said else None)
    measure, year = (like.measure, like.fiscal_year) if like else ("budget_adjusted", None)
    return tuple(replace(one, funds=(replace(one.funds[0], measure=measure, fiscal_year=year),)) for one in entries)
