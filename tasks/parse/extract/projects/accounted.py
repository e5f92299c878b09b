"""Projects of a row that accounts for each of them: what was to come, what came, what was spent, or its points.

The row may be marked (1. 2., (一)(二), 一是…二是…), parted by semicolons, or have no mark but the names that open its
clauses. A part, a use or a share of money has one sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, pairwise

from tasks.parse.extract.genre import BODY, FLOW, LEVEL, MONEY, TIME
from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.projects.entries import (
    MONEYED,
    SHORTEST,
    Entry,
    are_one,
    core,
    entry,
    is_expense,
    is_section,
    name_of,
)
from tasks.parse.extract.projects.rows import (
    MOST,
    Row,
    act_rows,
    clause_rows,
    heading_rows,
    inline_rows,
    ordinal_rows,
)
from tasks.parse.extract.spans import Span, lines, narrow, stated, without
from tasks.parse.numbers.amounts import MONEY_SIGN, may_hold_amounts

_STOP = re.compile(r"[。\n]")
USE_CLASS = re.compile(r"(?<!分)类(?:项目|资金|经费)?$")
"""老年人福利类项目: a class of uses."""
_OF_LEVEL = re.compile(r"(?:中央|自治区|[省市县区州盟旗](?:级|本级)|[本上]级)")
_SOURCE_ALONE = re.compile(
    rf"(?:自筹|企业|其他|社会|配套|内|投资|贷款|银行|{'|'.join((TIME, LEVEL, BODY, MONEY, FLOW))})+"
)
_FOR_A_PROJECT = re.compile(r"用于[“\"]([^“”\"\n。,;]{3,40})[”\"](?=[。\n])")
_FUND = re.compile(r"(?:[的和及与、]|筹集|分配|安排|收支|使用|情况)*\s*(?:[。\n]|$)")
_LONGEST_FUND = 30
_MOSTLY = 0.6
_EXECUTED = re.compile(r"执行[率为是达:]{1,3}\s?\d")
_SCORED = re.compile(
    r"(?:自评|评价|综合|总|项目|资金|经费)得分[为是:]{0,2}\s?\d|(?:项目|工程|资金|经费|补[贴助]|专项)\d{2,3}(?:\.\d{1,2})?分"
)
_DONE = frozenset(("received", "spent", "balance"))
_CLAUSE = re.compile(r"(?:[^,;:。、\n]|、(?<![元分%)]、))+")
_FIGURE = re.compile(r"[^,;:。\n\d]{0,12}\d")
_AHEAD = re.compile(r"\s*(?:其中|分别[为是]|主要[有为是]?|包括|包含)?[:,]?")
_NAMED_SO = re.compile(r"项目|工程|资金|经费|专项|补助|补贴|费")
_TOLD = re.compile(r"\d\s?[万亿]?[元分%]")
_OF_ALL = re.compile("共|全部|所有|[上以]述|各|该|本|此|其|这|每")
_REACH, _MANY = 100, 200
_PAIR, _LINES = 2, 60


def opening_rows(text: str, narrowed: str, span: Span) -> Iterator[Row]:
    """The stretches that names open, in a line (甲项目预算9万元,支出8万元,乙项目预算…) or at the front of several."""
    front: list[Span] = []
    for line in [*lines(text, span), None]:
        opens = _openings(narrowed, line) if line else []
        if line and opens and not narrowed[line.start : opens[0]].strip():
            front.append(line)
        else:
            if _PAIR <= len(front) <= _LINES:
                yield Row(tuple(front), last=len(front), marked=False)
            front = []
        if line and len(opens) >= _PAIR:
            stretches = [narrowed[start:end] for start, end in pairwise([*opens, line.end])]
            spans = (
                Span(start, start + len(words.rstrip("、,;和及")))
                for start, words in zip(opens, stretches, strict=True)
            )
            yield Row(tuple(spans), narrowed[line.start : opens[0]], len(opens), marked=False)


def _openings(narrowed: str, line: Span) -> list[int]:
    """Where clauses of a line begin that open with a name and its figure, or the line with a name alone."""
    if _TOLD.search(narrowed, line.start, line.end) is None:
        return []
    found = []
    for at, clause in enumerate(_CLAUSE.finditer(narrowed, line.start, line.end)):
        if at > _MANY:
            break
        ahead = _AHEAD.match(narrowed, *clause.span())
        start = ahead.end() if ahead else clause.start()
        if _NAMED_SO.search(narrowed, start, clause.end()) is None:
            continue
        name = name_of(narrowed, Span(start, min(line.end, start + _REACH)))
        if name is None or not MONEYED.search(narrowed, name.start, name.end):
            continue
        words = narrowed[name.start : name.end]
        alone = at == 0 and narrowed[name.end : name.end + 1] in (":", "。", ",")
        if _OF_ALL.match(words):
            continue
        if (alone or _FIGURE.match(narrowed, name.end, line.end)) and not (is_expense(words) or is_section(words)):
            found.append(start)
    return found


def tells_figures(narrowed: str, row: Row) -> bool:
    """Whether two of a row's stretches or more may hold sums, or tell points or a rate."""
    told = (_SCORED, _EXECUTED)
    other = sum(any(sign.search(narrowed, one.start, one.end) for sign in told) for one in row.stretches)
    return other > 1 or gives_sums(narrowed, row)


def gives_sums(narrowed: str, row: Row) -> bool:
    """Whether two of a row's stretches or more may hold sums."""
    return sum(may_hold_amounts(narrowed, one.start, one.end) for one in row.stretches) > 1


def accounted(text: str, narrowed: str, span: Span, *, unnumbered: bool = False) -> list[Entry]:
    """The projects of a row that accounts for each: what was to come, what came, what was spent.

    Uses and shares have one sum each. What other rows tell of the same projects is theirs. Rows without numbers
    (`unnumbered`) are of projects where no title names one, of whose parts they would be.
    """
    rows = [*act_rows(narrowed, span), *heading_rows(text, narrowed, span), *inline_rows(narrowed, span)][:MOST]
    if unnumbered:
        clauses = (clause_rows(narrowed, span, sign) for sign in ("元", "得分", "等级"))
        rows += islice(chain(ordinal_rows(narrowed, span), *clauses), MOST)
    return _of_first(text, narrowed, rows)


def opened(text: str, narrowed: str, span: Span) -> list[Entry]:
    """The projects that nothing marks but their names, of the first line or lines that account for each."""
    return _of_first(text, narrowed, list(islice(opening_rows(text, narrowed, span), MOST)))


def _of_first(text: str, narrowed: str, rows: Sequence[Row]) -> list[Entry]:
    for at, row in enumerate(rows):
        if not tells_figures(narrowed, row):
            continue
        named = [one for stretch in row.stretches if (one := _account(text, narrowed, stretch, row)) is not None]
        if are_one([narrow(one.name.value) for one in named]):
            continue
        least = max(_PAIR, _MOSTLY * len(row.stretches))
        if sum(MONEYED.search(narrow(one.name.value)) is not None for one in named) < least:
            continue
        told = [{fund.measure for fund in (*one.funds, *read_funds(text, one.spans))} for one in named]
        accounts = sum(_is_account(narrowed, one, measures) for one, measures in zip(named, told, strict=True))
        funds = bool(named) and all(told) and all(_heads_a_fund(narrowed, one) for one in named)
        if accounts >= max(_PAIR, _MOSTLY * len(named)) or funds:
            outer = _with_others(narrowed, named, rows[at + 1 :])
            return [told for one in outer for told in _with_inner(text, narrowed, one)]
    return []


def _is_account(narrowed: str, one: Entry, measures: set[str]) -> bool:
    """Whether what is told of a project says what came of its money, by a second sum or a rate, or its points."""
    if _SCORED.search(narrowed, one.span.start, one.span.end):
        return True
    if len(measures) > 1:
        return not measures.isdisjoint(_DONE)
    return _EXECUTED.search(narrowed, one.span.start, one.span.end) is not None


def _with_inner(text: str, narrowed: str, one: Entry) -> list[Entry]:
    """A project and those for which the text on it accounts: (二)用于福利的公益金 with its 1. and 2."""
    inner = accounted(text, narrowed, Span(one.name.evidence.end, one.span.end))
    left = chain.from_iterable(without(span, [told.span for told in inner]) for span in one.spans)
    return [replace(one, spans=tuple(left)), *inner]


def _heads_a_fund(narrowed: str, one: Entry) -> bool:
    """Whether a heading is the name of a fund of the lotteries' and nothing else."""
    return _FUND.match(narrowed, one.name.evidence.end) is not None and one.name.value.endswith("公益金")


def _account(text: str, narrowed: str, stretch: Span, row: Row) -> Entry | None:
    """The project whose account a stretch may be: what it opens with, or what its money is said to be for.

    A kind of expense, a source, a class of uses and the share of a level in a fund are no projects.
    """
    told = entry(text, narrowed, stretch, nearest_measure(row.before) or "budget_adjusted")
    name = narrow(told.name.value) if told else ""
    share = name.endswith("公益金") and (len(name) > _LONGEST_FUND or _OF_LEVEL.match(name))
    expense = (
        is_expense(name) or _SOURCE_ALONE.fullmatch(name) or (USE_CLASS.search(name) and not name.endswith("项目"))
    )
    use = name.startswith("用于") and told is not None and not _heads_a_fund(narrowed, told)
    other = bool(share or expense or use)
    if told is None or other or not MONEYED.search(name):
        stop = _STOP.search(narrowed, stretch.start, stretch.end)
        priced = MONEY_SIGN.search(narrowed, stretch.start, stop.start() if stop else stretch.end)
        if put := _FOR_A_PROJECT.search(narrowed, stretch.start, stretch.end) if priced else None:
            return Entry(stated(text, *put.span(1), "item"), stretch, (stretch,))
    return None if other else told


def _with_others(narrowed: str, named: Sequence[Entry], rows: Iterable[Row]) -> list[Entry]:
    """The projects with the stretches of other rows that begin with their names."""
    cores = sorted(((core(one.name.value), at) for at, one in enumerate(named)), reverse=True)
    more: list[list[Span]] = [[] for _ in named]
    for stretch in (stretch for row in rows for stretch in row.stretches):
        name = name_of(narrowed, stretch)
        start = name.start if name else stretch.start
        # 新一轮退耕还林还草补助 is not told of 新一轮退耕还林补助: the longer name goes first.
        of = next((at for core, at in cores if len(core) >= SHORTEST and narrowed.startswith(core, start)), None)
        if of is not None and all(stretch.start not in span for one in named for span in (one.span, *more[of])):
            more[of].append(stretch)
    return [replace(one, spans=(*one.spans, *spans)) for one, spans in zip(named, more, strict=True)]
