"""The rows in which a page lists what it tells of: marks within a line, numbered paragraphs, labels of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from tasks.parse.extract.genre import ACT_NO
from tasks.parse.extract.outline import siblings
from tasks.parse.extract.spans import Span, last_clause
from tasks.parse.numbers.amounts import Amount
from tasks.parse.record import record

_MARKS = (
    re.compile(r"项目(\d{1,2})\s?[:、.]"),
    re.compile(r"\((\d{1,2})\)"),
    re.compile(r"\d{1,2}[、.](?!\d)(?<=[^\d.](\d)[、.])"),
    # A list that begins with ① may go on with 5 and 6 where the page had no such signs.
    re.compile(r"([①-⑳5-9](?:(?<=[①-⑳])|(?<=;.)(?=[一-龥])))"),
)
_LINE = re.compile(r"[^\n]+")
_OPENS = re.compile(r"[,;:。\n]|其中|(?:分别|具体)[为是]|包括|包含|涵盖|主要有|即")
_JOINS = re.compile(r"(?:\s|[、和及]|以及|[一二三四五]是|包括|包含|涵盖|分别[为是]|为|\(\d{1,2}\)|\d{1,2}[.、])*")
_SENTENCE = re.compile(r"[^。\n]+")
_DESCRIBES = re.compile(r"[^;]*?(?:其中|分别[为是]|具体[为是]|:)[,:]?")
_PARTED, _FOR = ";", "用于"
_ACT = re.compile(rf"\n[^\S\n]*(?:\(?\d{{1,2}}[)、.]\s?){{0,2}}(?P<act>[一-龥]{{2,8}}{ACT_NO})")
_BARE = re.compile(r"\n[^\S\n]*(\d{1,2})(?=[一-龥])(?!年|月|个)")
_OPENS_AS_LABEL = re.compile(r"[^,;:、。]{4,40}:[^\n]{0,40}元")
_NUMBER = re.compile(r"\s*\(?(\d{1,2})[、.)]")
_ORDINALS = "一二三四五六七八九"
_ORDINAL = re.compile(f"([{_ORDINALS}])是(?!否)")
_LONGEST = 60
MOST = 20
"""A paragraph with more marks, or a sentence with more sums, is a table that lost its lines."""


@record
class Row:
    """What stands behind the marks of a list, the words before the first mark, and the number of the last.

    Without marks (`marked`) it is what names open.
    """

    stretches: tuple[Span, ...]
    before: str = ""
    last: int = 0
    marked: bool = True

    @property
    def span(self) -> Span:
        """The whole of the list."""
        return Span(self.stretches[0].start, self.stretches[-1].end)


def inline_rows(narrowed: str, span: Span) -> Iterator[Row]:
    """The rows of marks 1, 2, 3 … within a line."""
    for line in _LINE.finditer(narrowed, span.start, span.end):
        for pattern in _MARKS if "元" in line[0] else ():
            run: list[re.Match[str]] = []
            for mark in (*pattern.finditer(narrowed, *line.span()), None):
                if mark and run and _number(mark) == len(run) + 1:
                    run.append(mark)
                    continue
                if 2 <= len(run) <= MOST:
                    before = narrowed[max(line.start(), run[0].start() - _LONGEST) : run[0].start()]
                    end = mark.start() if mark else line.end()
                    yield Row(_stretches(narrowed, run, end), last_clause(before, ",。;"), len(run))
                run = [mark] if mark and _number(mark) == 1 else []


def _number(mark: re.Match[str]) -> int:
    sign = mark[1]
    return ord(sign) - ord("①") + 1 if sign[0] >= "①" else int(sign)


def _stretches(narrowed: str, run: Sequence[re.Match[str]], end: int) -> tuple[Span, ...]:
    """What stands behind each mark of a run; where none of the others is longer, the last is a sentence too."""
    row = [Span(mark.end(), behind.start()) for mark, behind in pairwise(run)]
    stop = -1 if any("。" in narrowed[one.start : one.end] for one in row) else narrowed.find("。", run[-1].end(), end)
    return (*row, Span(run[-1].end(), stop if stop >= 0 else end))


def heading_rows(text: str, narrowed: str, span: Span) -> Iterator[Row]:
    """The rows of numbered paragraphs."""
    for row in siblings(text, span):
        if len(row) > 1:
            number = _NUMBER.match(narrowed, row[-1].start, row[-1].end)
            starts = [narrowed.find(heading.words, heading.start) for heading in row]
            line = narrowed.rfind("\n", span.start, max(span.start, row[0].start - 1)) + 1
            above = narrowed[max(span.start, line) : row[0].start].rstrip()
            yield Row(
                tuple(Span(start, heading.end) for start, heading in zip(starts, row, strict=True)),
                before=above if above.endswith(":") else "",
                last=int(number[1]) if number else len(row),
            )


def act_rows(narrowed: str, span: Span) -> Iterator[Row]:
    """The lines that open with the act by which their money came: 3)青财建〔2020〕290号提前下达某某补助资金43万元。"""
    acts = list(_ACT.finditer(narrowed, max(0, span.start - 1), span.end))
    if 1 < len(acts) <= MOST:
        end = narrowed.find("\n", acts[-1].end(), span.end)
        ends = [act.start() for act in acts[1:]] + [end if end >= 0 else span.end]
        yield Row(tuple(Span(act.start("act"), end) for act, end in zip(acts, ends, strict=True)))


def bare_rows(narrowed: str, span: Span) -> Iterator[Row]:
    """The lines that open with numbers from 1 on, and no mark behind them (1短信费用项目。… / 2热线运行项目。…)."""
    run: list[re.Match[str]] = []
    for line in _BARE.finditer(narrowed, max(0, span.start - 1), span.end):
        if int(line[1]) == len(run) + 1:
            run.append(line)
    if 1 < len(run) <= MOST:
        ends = [line.start() for line in run[1:]] + [span.end]
        yield Row(tuple(Span(line.end(), end) for line, end in zip(run, ends, strict=True)), last=len(run))


def label_rows(narrowed: str, span: Span) -> Iterator[Row]:
    """The lines that follow each other and each open with a label (某某补助:预算60万元,…)."""
    run: list[Span] = []
    for line in (*_LINE.finditer(narrowed, span.start, span.end), None):
        if line and _OPENS_AS_LABEL.match(line[0]):
            run.append(Span(*line.span()))
            continue
        if 1 < len(run) <= MOST:
            yield Row(tuple(run), last=len(run))
        run = []


def clause_rows(narrowed: str, span: Span, sign: str = _FOR) -> Iterator[Row]:
    """The clauses of a sentence that each say what money is for (其中,甲用于…,预算10万元;乙用于…,预算20万元).

    Or that each have another `sign`, but for the last of a page that breaks off inside it.
    """
    for sentence in _SENTENCE.finditer(narrowed, span.start, span.end) if sign in narrowed else ():
        clauses = sentence[0].count(_PARTED) + 1
        torn = sign != _FOR and not narrowed[sentence.end() : span.end].strip()
        if 1 < clauses <= min(sentence[0].count(sign), MOST) + torn:
            opens = _DESCRIBES.match(sentence[0])
            parts = sentence[0][opens.end() if opens else 0 :].split(_PARTED)
            ends = list(
                accumulate((len(part) + 1 for part in parts), initial=sentence.end() - len(_PARTED.join(parts)))
            )
            before = sentence[0][: opens.end()] if opens else ""
            yield Row(tuple(Span(start, end - 1) for start, end in pairwise(ends)), before, clauses)


def ordinal_rows(narrowed: str, span: Span) -> Iterator[Row]:
    """What stands behind 一是, 二是 …, in one line or at the front of several."""
    run: list[re.Match[str]] = []
    marks = _ORDINAL.finditer(narrowed, span.start, span.end) if "二是" in narrowed else ()
    for mark in (*marks, None):
        if mark and len(run) < len(_ORDINALS) and mark[1] == _ORDINALS[len(run)]:
            run.append(mark)
            continue
        if len(run) > 1:
            end = mark.start() if mark else span.end
            line = narrowed.find("\n", run[-1].end(), end)
            ends = [*(behind.start() for behind in run[1:]), line if line >= 0 else end]
            yield Row(tuple(Span(one.end(), end) for one, end in zip(run, ends, strict=True)), last=len(run))
        run = [mark] if mark and mark[1] == _ORDINALS[0] else []


def sum_row(narrowed: str, start: int, amounts: Sequence[Amount]) -> Row:
    """The clauses that end in these sums; what stands ahead of a clause of its own is none of its name."""
    stretches = []
    for amount in amounts:
        opens = list(_OPENS.finditer(narrowed, start, amount.start))
        joins = _JOINS.match(narrowed, opens[-1].end() if opens else start, amount.start)
        stretches.append(Span(joins.end() if joins else start, amount.end))
        start = amount.end
    return Row(tuple(stretches))
