"""Projects that a paragraph enumerates: (1)甲项目8万元,…(2)乙项目100万元,…; 安排甲经费5万元、乙经费5万元.

What is enumerated may be parts of one project or uses of its money. Projects are as many as the page says it has, or
the page tells of each of them again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.narrative.words import ITEM
from tasks.parse.extract.outline import siblings
from tasks.parse.extract.projects.tally import COUNTED, Entry, listed_fund
from tasks.parse.extract.projects.titled import is_generic
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Fund, Stated
from tasks.parse.numbers.amounts import Amount, find_amounts, may_hold_amounts
from tasks.parse.numbers.numerals import A_NUMERAL

_MARKS = (
    re.compile(r"项目(\d{1,2})\s?[:、.]"),
    re.compile(r"\((\d{1,2})\)"),
    re.compile(r"\d{1,2}[、.](?!\d)(?<=[^\d.](\d)[、.])"),
    # A list that begins with ① may go on with 5 and 6 where the page had no such signs.
    re.compile(r"([①-⑳5-9](?:(?<=[①-⑳])|(?<=;.)(?=[一-龥])))"),
)
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。\n]+")
_STOP = re.compile(r"[,;:。\n]")
_LABELLED = re.compile(r"\n[^\S\n]{0,9}([一-龥“”]{2,30}(?:项目|工程|层面)):[^\n]+")
_CLAUSE = re.compile(r"[,。;]")
_LEAD = re.compile(r"\s*(?:(?:19|20)\d\d年度?|年中)?(?:调整|追加)*\s*")
_RUNS_ON = re.compile(r",[^,;:。\n\d]{2,24}(?:项目|工程)(?=[,:。])")
"""村内干道,巷道硬化项目,…: a name with a comma in it."""
_TAIL = re.compile(r"(?:(?<=项目)(?:资金|经费|预算|支出)|为|是|:|共|共计|预算|支出|\s)+$")
_MONEYED = re.compile(r"(?:资金|经费|项目|工程|专项|补助|补贴|费|层面)(?:\([^()]*\))?$")
_NOUN = re.compile(r"(?:预算|项目|专项)*(?:资金|经费|项目|工程|专项|补助|补贴)*$")
_NO_PROJECT = re.compile(r"情况|概况|绩效|目标|到位|执行|依据|其中|用于|合计|共计")
# 项目绩效情况, before any stop or numeral, and so before any sum: most headings say so at once.
_OPENS_AS_NONE = re.compile(rf"[^,;:。\n¥\-负△{A_NUMERAL[1:-1]}]{{0,60}}?(?:情况|概况|绩效|目标|执行|依据|其中|用于)")
_NEXT = re.compile(r"(?:[、;,和及]|以及|,占[^、;。]{0,20}[;,、])\s*([^,;:、。\d]{4,40})")
_SAID = re.compile(
    r"(?:应|实际|已|共|预算|计划|未)*(?:到位|安排|下达|拨付|支付|支出|使用|批复|投入)(?:资金|经费|预算|数)*$"
)
"""Behind a name: what its sum measures."""
_SOURCE_ALONE = re.compile(
    r"(?:中央|自治区|[省市州县区乡镇村]|级|财政|自筹|单位|企业|地方|其他|社会|配套|上级|本级|补助|专项|资金|经费|拨款|预算|内|投资|债券|贷款|银行|结转|结余|上年)+"
)
_DONE = frozenset(("received", "spent", "balance"))
_MOSTLY = 0.6
_SCOPE = re.compile(r"评价(?:的?(?:资金|项目))?(?:范围|对象)(?:为|是|包括|包含|涵盖|涉及)")
_LISTED = re.compile(
    r"(?:.*[:,;]|[、,;和及]|以及)?\s*(?:[一二三四五]是)?(?:包括|包含|涵盖|分别[为是]|为)?(?:(?:19|20)\d\d年度?)?([^,;:、。\d()]{4,40}?)(?:为|:)?"
)
_PUT_TO = re.compile(r"用于([^,;:、。\n\d()]{4,40}?(?:项目|工程))(?=[、,;。\n]|$)")
_TOLD_APART, _LONGEST = 4, 60
_MOST = 20
"""A paragraph with more marks, or a sentence with more sums, is a table that lost its lines."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A project behind a mark: its name, its place, the sum right behind its name, and what else is told of it."""

    name: Stated[str]
    span: Span
    fund: Fund | None
    rest: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """The stretches behind the marks of an enumeration, and the words before the first."""

    stretches: tuple[Span, ...]
    before: str = ""


def enumerated(text: str, span: Span) -> tuple[Marked, ...]:
    """The projects of the first enumeration that is of projects and gives two or more of them sums."""
    narrowed = narrow(text)
    counts = {int(match[1] or match[2]) for match in COUNTED.finditer(narrowed, span.start, span.end)}
    for row in _inline_rows(narrowed, span):
        named = _projects(text, narrowed, row)
        whole, words = Span(row.stretches[0].start, row.stretches[-1].end), [narrow(one.name.value) for one in named]
        if len(named) == len(row.stretches) and (
            len(named) in counts
            or all(_MONEYED.search(one) and _is_told_again(narrowed, one, span, whole) for one in words)
        ):
            return named
    return ()


def accounted(text: str, span: Span) -> tuple[Marked, ...]:
    """The projects of an enumeration that accounts for each: what was to come, what came, what was spent.

    Uses and shares have one sum each. What other rows tell of the same projects is theirs.
    """
    narrowed = narrow(text)
    rows = [*_inline_rows(narrowed, span), *_heading_rows(text, narrowed, span), *_labelled_rows(narrowed, span)]
    for at, row in enumerate(rows[:_MOST]):
        named = [one for one in _projects(text, narrowed, row) if not _is_no_project(narrow(one.name.value))]
        called = sum(_MONEYED.search(narrow(one.name.value)) is not None for one in named)
        if called < max(2, _MOSTLY * len(row.stretches)):
            continue
        told = [
            {fund.measure for fund in read_funds(text, one.rest)} | ({one.fund.measure} if one.fund else set())
            for one in named
        ]
        if sum(len(measures) > 1 and not measures.isdisjoint(_DONE) for measures in told) >= max(
            2, _MOSTLY * len(named)
        ):
            return _with_others(narrowed, named, rows[at + 1 :])
    return ()


def _with_others(narrowed: str, named: Sequence[Marked], rows: Iterable[_Row]) -> tuple[Marked, ...]:
    """The projects with the stretches of other rows that begin with their names."""
    cores = sorted(((_NOUN.sub("", narrow(one.name.value)), at) for at, one in enumerate(named)), reverse=True)
    more: list[list[Span]] = [[] for _ in named]
    for stretch in (stretch for row in rows for stretch in row.stretches):
        lead = _LEAD.match(narrowed, stretch.start, stretch.end)
        start = lead.end() if lead else stretch.start
        # 新一轮退耕还林还草补助 is not told of 新一轮退耕还林补助: the longer name goes first.
        of = next((at for core, at in cores if len(core) >= _TOLD_APART and narrowed.startswith(core, start)), None)
        if of is not None and all(stretch.start not in span for one in named for span in (one.span, *more[of])):
            more[of].append(stretch)
    return tuple(replace(one, rest=(*one.rest, *spans)) for one, spans in zip(named, more, strict=True))


def _is_no_project(name: str) -> bool:
    """Whether what has an account of its own is a kind of expense, a source, or a class of uses."""
    return (
        ITEM.search(name) is not None
        or _SOURCE_ALONE.fullmatch(name) is not None
        or name.endswith(("类资金", "类经费", "类"))
    )


def _projects(text: str, narrowed: str, row: _Row) -> tuple[Marked, ...]:
    """The projects of a row of which two or more have sums; nothing where fewer have."""
    if sum(may_hold_amounts(narrowed, one.start, one.end) for one in row.stretches) < 2:
        return ()
    measure = nearest_measure(row.before) or "budget_adjusted"
    return tuple(told for one in row.stretches if (told := _marked(text, narrowed, one, measure)) is not None)


def _inline_rows(narrowed: str, span: Span) -> Iterator[_Row]:
    """The rows of marks 1, 2, 3 … within a line."""
    for line in _LINE.finditer(narrowed, span.start, span.end):
        for pattern in _MARKS if "元" in line[0] else ():
            run: list[re.Match[str]] = []
            for mark in (*pattern.finditer(narrowed, *line.span()), None):
                if mark and run and _number(mark) == len(run) + 1:
                    run.append(mark)
                    continue
                if 2 <= len(run) <= _MOST:
                    before = narrowed[max(line.start(), run[0].start() - _LONGEST) : run[0].start()]
                    end = mark.start() if mark else line.end()
                    yield _Row(_stretches(narrowed, run, end), _CLAUSE.split(before)[-1])
                run = [mark] if mark and _number(mark) == 1 else []


def _number(mark: re.Match[str]) -> int:
    sign = mark[1]
    return ord(sign) - ord("①") + 1 if sign[0] >= "①" else int(sign)


def _heading_rows(text: str, narrowed: str, span: Span) -> Iterator[_Row]:
    """The rows of numbered paragraphs."""
    for row in siblings(text, span):
        if len(row) > 1:
            starts = [narrowed.find(heading.words, heading.start) for heading in row]
            yield _Row(tuple(Span(start, heading.end) for start, heading in zip(starts, row, strict=True)))


def _labelled_rows(narrowed: str, span: Span) -> Iterator[_Row]:
    """The lines that begin with a label (学校层面:…), one row for all of them, each label once."""
    # The line break before the span's first line may stand outside of it.
    labelled = list(_LABELLED.finditer(narrowed, max(0, span.start - 1), span.end))
    lines = {match[1]: match for match in reversed(labelled)}
    if len(lines) > 1:
        found = sorted(lines.values(), key=lambda match: match.start())
        yield _Row(tuple(Span(match.start(1), match.end()) for match in found))
    for match in labelled:
        yield _Row((Span(match.start(1), match.end()),))


def _stretches(narrowed: str, run: Sequence[re.Match[str]], end: int) -> tuple[Span, ...]:
    """What stands behind each mark of a run; where none of the others is longer, the last is a sentence too."""
    row = [Span(mark.end(), behind.start()) for mark, behind in pairwise(run)]
    stop = -1 if any("。" in narrowed[one.start : one.end] for one in row) else narrowed.find("。", run[-1].end(), end)
    return (*row, Span(run[-1].end(), stop if stop >= 0 else end))


def told_again(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects that a sentence lists with their sums and that the page tells of again, each by its name."""
    narrowed = narrow(text)
    for row, sentence in islice(_listings(narrowed, span), _MOST):
        names = [_retold(narrowed, words, span, sentence) for words, _ in row]
        if all(names):
            told = {fund.evidence.end: fund for fund in read_funds(text, [sentence])}
            return tuple(
                Entry(
                    stated(text, name.start, name.end, "item"),
                    told.get(amount.end) or listed_fund(text, name.start, amount, "budget_adjusted"),
                    Span(name.start, amount.end),
                )
                for name, (_, amount) in zip(names, row, strict=True)
                if name is not None
            )
    return ()


def in_scope(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects that a sentence on what was evaluated lists with their sums (评价范围包括甲780万元、乙600万元)."""
    narrowed = narrow(text)
    scope = _SCOPE.search(narrowed, span.start, span.end)
    stop = _SENTENCE.match(narrowed, scope.end(), span.end) if scope else None
    if scope is None or stop is None:
        return ()
    entries = []
    position = scope.end()
    for amount in find_amounts(narrowed, scope.end(), stop.end())[:_MOST]:
        words = _LISTED.fullmatch(narrowed, position, amount.start)
        position = amount.end
        if words is not None and not is_generic(words[1]) and not _NO_PROJECT.search(words[1]):
            fund = listed_fund(text, words.start(1), amount, "budget_adjusted")
            entries.append(Entry(stated(text, *words.span(1), "item"), fund, Span(words.start(1), amount.end)))
        elif narrowed.rfind("(", scope.end(), amount.start) <= narrowed.rfind(")", scope.end(), amount.start):
            return ()
    return tuple(entries) if len(entries) > 2 else ()


def put_to(text: str, span: Span) -> tuple[Entry, ...]:
    """The projects to which a sentence puts one sum each (专项债6000万元用于甲项目、7500万元用于乙项目), told again."""
    narrowed = narrow(text)
    position = span.start
    for _ in range(_MOST):
        first = _PUT_TO.search(narrowed, position, span.end)
        if first is None:
            return ()
        start = (
            max(narrowed.rfind("。", span.start, first.start()), narrowed.rfind("\n", span.start, first.start())) + 1
        )
        stop = _SENTENCE.match(narrowed, start, span.end)
        sentence = Span(start, stop.end() if stop else first.end())
        position = max(sentence.end, first.end())
        amounts = {amount.end: amount for amount in find_amounts(narrowed, sentence.start, sentence.end)}
        row = [(mark, amounts.get(mark.start())) for mark in _PUT_TO.finditer(narrowed, first.start(), sentence.end)]
        if len(row) > 1 and all(amount and _is_told_again(narrowed, mark[1], span, sentence) for mark, amount in row):
            measures = {fund.amount_yuan: fund.measure for fund in read_funds(text, [sentence])}
            return tuple(
                Entry(
                    stated(text, *mark.span(1), "item"),
                    listed_fund(text, amount.start, amount, measures.get(amount.yuan, "budget_adjusted")),
                    Span(amount.start, mark.end()),
                )
                for mark, amount in row
                if amount
            )
    return ()


def _listings(narrowed: str, span: Span) -> Iterator[tuple[list[tuple[Span, Amount]], Span]]:
    """The rows of two or more names with their sums, and the sentence of each."""
    for match in _SENTENCE.finditer(narrowed, span.start, span.end):
        amounts = find_amounts(narrowed, *match.span()) if match[0].count("元") > 1 else []
        sentence = Span(*match.span())
        for row in _rows(narrowed, sentence, amounts) if len(amounts) <= _MOST else ():
            if len(row) > 1:
                yield row, sentence


def _rows(narrowed: str, sentence: Span, amounts: Sequence[Amount]) -> Iterator[list[tuple[Span, Amount]]]:
    """The amounts of a sentence that stand each behind a name and its comma, in their rows."""
    row: list[tuple[Span, Amount]] = []
    for before, amount in pairwise((None, *amounts)):
        if amount is None:
            continue
        start = before.end if before else sentence.start
        follows = _NEXT.fullmatch(narrowed, start, amount.start) if before else None
        if follows is None:
            yield row
            clause = max(narrowed.rfind(sign, start, amount.start) for sign in ",;:、") + 1
            row = [(Span(max(clause, start), amount.start), amount)]
        else:
            row.append((Span(*follows.span(1)), amount))
    yield row


def _retold(narrowed: str, words: Span, span: Span, sentence: Span) -> Span | None:
    """The longest end of the words before a sum that names money and that the page tells of elsewhere."""
    end = _behind_name(_TAIL, narrowed, words)
    if not _MONEYED.search(narrowed, words.start, end):
        return None
    for start in range(max(words.start, end - _LONGEST), end - _TOLD_APART):
        if _is_told_again(narrowed, narrowed[start:end], span, sentence):
            return Span(start, end)
    return None


def _is_told_again(narrowed: str, name: str, span: Span, where: Span) -> bool:
    """Whether a clause elsewhere begins with a project's name, whatever it calls its money."""
    core = _NOUN.sub("", name)
    if len(core) < _TOLD_APART or is_generic(name) or ITEM.search(name) or _NO_PROJECT.search(name):
        return False
    at = span.start - 1
    for _ in range(_MOST):
        at = narrowed.find(core, at + 1, span.end)
        if at < 0:
            return False
        if at not in where and narrowed[max(0, at - 1) : at] in "\n\t 。;,:、)“":
            return True
    return False


def _behind_name(pattern: re.Pattern[str], narrowed: str, words: Span) -> int:
    """Where words begin that end a stretch behind the name in it; its end where none do.

    Each place of a stretch may begin such words, so that a long one of nothing else would take the square of its time.
    """
    found = pattern.search(narrowed, max(words.start, words.end - 2 * _LONGEST), words.end)
    return found.start() if found else words.end


def _marked(text: str, narrowed: str, span: Span, measure: str) -> Marked | None:
    """The project behind a mark, named up to its first sum or stop; `measure` is that of the list."""
    lead = _LEAD.match(narrowed, span.start, span.end)
    start = lead.end() if lead else span.start
    if _OPENS_AS_NONE.match(narrowed, start, span.end):
        return None
    first = _STOP.search(narrowed, start, span.end)
    # No sum of a later sentence is that of the name.
    sentence = narrowed.find("。", first.end(), span.end) + 1 if first else 0
    amount = next(iter(find_amounts(narrowed, start, sentence or span.end)), None)
    stop = _STOP.search(narrowed, start, amount.start if amount else span.end)
    at_sum = amount if amount and (stop is None or stop.end() == amount.start) else None
    end = stop.start() if stop else amount.start if amount else span.end
    if not at_sum and not _MONEYED.search(narrowed, start, end) and (more := _RUNS_ON.match(narrowed, end, span.end)):
        end = more.end()
    said_from = _behind_name(_TAIL, narrowed, Span(start, end))
    end = _behind_name(_SAID, narrowed, Span(start, said_from))
    said = end < said_from
    words = narrowed[start:end]
    if not _TOLD_APART <= len(words) <= _LONGEST or is_generic(words) or _NO_PROJECT.search(words):
        return None
    fund = listed_fund(text, start, at_sum, measure) if at_sum and not said else None
    rest = Span(at_sum.end, span.end) if fund and at_sum else span
    return Marked(stated(text, start, end, "item"), span, fund, (rest,))
