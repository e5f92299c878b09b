"""The outline of a report: its numbered headings, where the body begins, and what a heading governs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks.parse.extract.spans import Span, narrow
from tasks.parse.record import record

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# A heading's mark by depth: 一、 / (一) / 1. / (1). Sites drop the numeral or 、 or print the mark as one sign (㈠, ⑴).
_MARKS = (
    re.compile(rf"(?:第?{_NUMERAL}(?:部分)?\s*[、.．]|第{_NUMERAL}部分\s*|、)"),
    re.compile(rf"(?:\({_NUMERAL}\)|[㈠-㈩])\s*[、.]?"),
    re.compile(r"\d{1,2}\s*[、.．](?:(?!\d)|(?=(?:19|20)\d\d年))"),
    re.compile(r"(?:\(\d{1,2}\)|[⑴-⒇①-⑳])\s*[、.]?"),
)
# The depths of the marks that may begin with a character; hardly one line in ten begins with any of these.
_DEPTHS = {
    **dict.fromkeys("第一二三四五六七八九十、", (1,)),
    **dict.fromkeys("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", (2,)),
    **dict.fromkeys(map(chr, range(0x2460, 0x2488)), (4,)),
    "(": (2, 4),
}
_NUMBERED = (3,)
_OPENING = r"[^\S\n]*(?=\S)"
_FIRST_LINE = re.compile(_OPENING)
_LINE = re.compile(rf"\n{_OPENING}")
_STOP = re.compile(r"[。\n]")
_BODY = re.compile(
    r"(?:一\s*[、.．]|第一部分|㈠|\(一\)|1、(?=\s*(?:项目|部门|单位|基本|概)))\s*[一-龥(“]"
    r"|项目名称\s*[::]|项目名称\s*[\n\t]|(?:部门|单位)(?:\(单位\))?名称\s*[:\t\n]"
)


@record
class Heading:
    """A numbered heading: its depth (1 for 一、), its words without the mark, and the text that it governs.

    `end` is where the next heading of the same depth or above begins. Some sites run the text on in the line of
    the heading; the words then end at the first full stop.
    """

    depth: int
    words: str
    start: int
    body: int
    end: int


@lru_cache(maxsize=4)
def headings(text: str, span: Span) -> tuple[Heading, ...]:
    """The numbered headings inside a span, in their order."""
    # Several rules ask for the headings of the same part one after the other.
    narrowed = narrow(text)
    found: list[tuple[int, str, int, int]] = []
    for at in _openings(narrowed, span):
        depths = _NUMBERED if narrowed[at].isdecimal() else _DEPTHS.get(narrowed[at], ())
        for depth in depths:
            match = _MARKS[depth - 1].match(narrowed, at, span.end)
            if match is None:
                continue
            stop = _STOP.search(narrowed, match.end(), span.end)
            body = stop.start() if stop else span.end
            words = narrowed[match.end() : body].strip(" \t:.、")
            found.append((depth, words, at, min(body + 1, span.end)))
            break
    ends = [span.end] * len(found)
    waiting: list[int] = []
    for index, (depth, _, start, _) in enumerate(found):
        while waiting and found[waiting[-1]][0] >= depth:
            ends[waiting.pop()] = start
        waiting.append(index)
    return tuple(
        Heading(depth=depth, words=words, start=start, body=body, end=end)
        for (depth, words, start, body), end in zip(found, ends, strict=True)
    )


def siblings(text: str, span: Span) -> Iterator[list[Heading]]:
    """The rows of headings of one depth that no heading above them parts."""
    rows: dict[int, list[Heading]] = {}
    for heading in headings(text, span):
        for deeper in [depth for depth in rows if depth > heading.depth]:
            yield rows.pop(deeper)
        rows.setdefault(heading.depth, []).append(heading)
    yield from rows.values()


def _openings(narrowed: str, span: Span) -> Iterator[int]:
    """Where the words of each line begin."""
    if span.start == 0 or narrowed[span.start - 1] == "\n":
        first = _FIRST_LINE.match(narrowed, span.start, span.end)
        if first:
            yield first.end()
    for line in _LINE.finditer(narrowed, span.start, span.end):
        yield line.end()


@lru_cache(maxsize=2)
def body_start(text: str) -> int:
    """Where the body begins: the first numbered heading or form label; what stands above is title and page data."""
    match = _BODY.search(narrow(text))
    return match.start() if match else len(text)
