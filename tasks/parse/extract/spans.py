"""Spans of a document's text: how a rule that matches turns into a stated value with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from tasks.parse.facts import Evidence, Stated
from tasks.parse.numbers.folding import replacer
from tasks.parse.record import record

_SHORT = 400
T = TypeVar("T")
_LINE = re.compile(r"[^\r\n]+")
_STOP = re.compile(r"[。\n]")
_LONGEST = 2000
"""Letters before and behind a sign that are its sentence at most: some patterns take the square of a sentence's length,
and a page may consist of one."""
_BREAK = re.compile(r"\s*[\r\n]\s*")
# A condition before its first character would be tried at every character of a text, which takes ten times as long.
_TYPED_STOP = re.compile(r"。(?<=\d。)(?=\d{1,6}(?:万|亿)?元)")

_narrowed = replacer(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {
        "\u3000": " ",
        "\u00a0": " ",
        "\u3014": "〔",
        "\u201f": "“",
        "\u2236": ":",
        "\ufe55": ":",
        "\u2800": " ",
    }
)


@record
class Span:
    """A stretch of the text, from `start` up to `end`."""

    start: int
    end: int

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end


def narrow(text: str) -> str:
    """The text with full-width letters, digits and punctuation made half-width; every offset stays as it was."""
    return _narrowed_document(text) if len(text) > _SHORT else _mended(_narrowed(text))


@lru_cache(maxsize=2)
def _narrowed_document(text: str) -> str:
    # Some twenty rules look at the same document one after the other.
    return _mended(_narrowed(text))


def _mended(narrowed: str) -> str:
    # 支出16。22万元: a decimal point that was typed as a full stop; no sentence begins so.
    return _TYPED_STOP.sub(".", narrowed) if "。" in narrowed and _TYPED_STOP.search(narrowed) else narrowed


def evidence(text: str, start: int, end: int, layout: str) -> Evidence:
    """The evidence for what stands at a span, without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Evidence(start=start, end=end, quote=text[start:end], layout=layout)


def stated(text: str, start: int, end: int, layout: str) -> Stated[str]:
    """The words at a span as a value: white space at the ends and line breaks inside are not part of it."""
    found = evidence(text, start, end, layout)
    return Stated(value=_BREAK.sub("", found.quote), as_written=found.quote, evidence=found)


def valued(value: T, text: str, start: int, end: int, layout: str) -> Stated[T]:
    """A value that was read at a span."""
    found = evidence(text, start, end, layout)
    return Stated(value=value, as_written=found.quote, evidence=found)


def lines(text: str, span: Span) -> Iterator[Span]:
    """The lines inside a span that hold more than white space, without the space around them."""
    for match in _LINE.finditer(text, span.start, span.end):
        words = match[0].lstrip()
        if not words:
            continue
        start = match.end() - len(words)
        yield Span(start, start + len(words.rstrip()))


def last_clause(words: str, stops: str = ",;、") -> str:
    """What stands behind the last of some marks: where words lead up to an amount, the clause that it stands in."""
    return words[max(map(words.rfind, stops)) + 1 :]


def sentence_start(narrowed: str, at: int, first: int = 0) -> int:
    """Where the sentence begins in which a place stands, or its line, or at `first` the text that is looked at."""
    return max(first, narrowed.rfind("。", first, at) + 1, narrowed.rfind("\n", first, at) + 1)


def sentence_with(sign: re.Pattern[str], narrowed: str, start: int, end: int) -> Span | None:
    """The first sentence between two places in which a sign stands: sentences without it are never looked at."""
    found = sign.search(narrowed, start, end)
    if found is None:
        return None
    at, longest = found.start(), min(end, found.end() + _LONGEST)
    first = sentence_start(narrowed, at, max(start, at - _LONGEST))
    stop = _STOP.search(narrowed, found.end(), longest)
    return Span(first, stop.start() if stop else longest)


def without(span: Span, holes: Sequence[Span]) -> tuple[Span, ...]:
    """What is left of a span when the holes are cut out of it."""
    rest = []
    position = span.start
    for hole in sorted(holes, key=lambda h: (h.start, h.end)):
        if hole.end <= position or hole.start >= span.end:
            continue
        if hole.start > position:
            rest.append(Span(position, hole.start))
        position = max(position, hole.end)
    if position < span.end:
        rest.append(Span(position, span.end))
    return tuple(rest)
