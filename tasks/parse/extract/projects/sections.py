"""Where the projects of one document begin and end: a file may hold many reports and be cut off at both ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.titled import in_title, is_generic
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated
from tasks.parse.record import record

_REPORT_TITLE = re.compile(r"[^\n。;,:|]{0,60}(?:自评价?|评价)(?:情况)?报告")
_REPORT_LINE = re.compile(r"报告\s*[\r\n]")
_NAME_LINE = re.compile(r"\((?!(?:\d{4}|[二○〇零一三四五六七八九]{4})年度?\)$)[^\n]{3,90}\)")
_BEFORE = 200
_HEADINGS = 2


@record
class Part:
    """The part of a document that speaks of one project; `title` is the project's own, where it has one."""

    span: Span
    title: Stated[str] | None


def split(text: str, title: Stated[str] | None) -> tuple[Part, ...]:
    """The parts of a document in their order; one part where only one report stands in it.

    A part runs from its own title line with the project's name in brackets beneath. What stands before the first
    such title is a part too when it is a report's body whose beginning was cut off.
    """
    narrowed = narrow(text)
    whole = Span(0, len(text))
    if len(_REPORT_LINE.findall(narrowed)) < 2:
        return (Part(whole, title),)
    starts: list[tuple[int, int, str]] = []
    rows = list(lines(text, whole))
    for line, below in pairwise(rows):
        words, name = narrowed[line.start : line.end], narrowed[below.start : below.end]
        if _REPORT_TITLE.fullmatch(words) and _NAME_LINE.fullmatch(name) and not is_generic(name):
            starts.append((line.start, below.end, name))
    if len({name for _, _, name in starts}) < 2:
        starts = _own_titles(text, narrowed, rows)
    if len({name for _, _, name in starts}) < 2:
        return (Part(whole, title),)
    parts = []
    if starts[0][0] > _BEFORE and re.search(r"[一二三四五六]、", narrowed[: starts[0][0]]):
        parts.append(Part(Span(0, starts[0][0]), None))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    for (start, title_end, _), end in zip(starts, ends, strict=True):
        parts.append(Part(Span(start, end), stated(text, start, title_end, "title")))
    return tuple(parts)


def _own_titles(text: str, narrowed: str, rows: Sequence[Span]) -> list[tuple[int, int, str]]:
    """The titles that name each a project of its own and have each a report beneath, and not a list of links."""
    found: list[tuple[int, int, str]] = []
    for line in rows:
        if _REPORT_TITLE.fullmatch(narrowed, line.start, line.end):
            name = in_title(text, stated(text, line.start, line.end, "title"))
            if name and name.value not in {known for _, _, known in found}:
                found.append((line.start, line.end, name.value))
    ends = [start for start, _, _ in found[1:]] + [len(text)] * bool(found)
    return [
        one
        for one, end in zip(found, ends, strict=True)
        if sum(heading.depth == 1 for heading in headings(text, Span(one[1], end))) >= _HEADINGS
    ]
