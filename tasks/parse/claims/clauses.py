"""Where clauses begin and end, not misled by the commas inside brackets, quotes and numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from tasks.parse.numbers.folding import fold
from tasks.parse.record import record

_PAIRS = {"(": ")", "“": "”", "‘": "’", "《": "》", "[": "]"}
_FARTHEST = 80
_DEEPEST = 4
_LONGEST_SENTENCE = 800
_BOUNDARY = re.compile(r",(?!\d{3}(?!\d))|[;:。!?、\n\t|]")
# From the end of what it goes over backwards, so that it stops at the last.
_LAST_BOUNDARY = re.compile(rf"(?s:.*)(?:{_BOUNDARY.pattern})")
_MARK = re.compile(r"[,;:。!?、\t|]")
_BRACKET = re.compile("[" + re.escape("".join(_PAIRS) + "".join(_PAIRS.values())) + "]")
_SENTENCE_END = re.compile(r"[。!?\n]")
_LAST_SENTENCE_END = re.compile(rf"(?s:.*){_SENTENCE_END.pattern}")


@record
class Prose:
    """A text with folded characters, and the same with the marks inside closed brackets and quotes made letters."""

    folded: str
    shielded: str

    @classmethod
    def of(cls, text: str) -> Prose:
        """The prose of a text; both forms keep its length, so that offsets stay true."""
        folded = fold(text)
        return cls(folded, _shield(folded))

    def sentences_with(self, places: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences between `start` and `end` in which one of the places stands, each with its closing mark.

        The places are in order. Most sentences of a report count nothing: they are passed over at a stroke.
        """
        index = bisect_left(places, start)
        while index < len(places) and places[index] < end:
            first = _behind_last(_LAST_SENTENCE_END, self.shielded, start, places[index])
            mark = _SENTENCE_END.search(self.shielded, places[index], end)
            start = mark.end() if mark else end
            while start - first > _LONGEST_SENTENCE:
                cut = self._cut(first)
                if places[index] < cut:
                    yield first, cut
                first, index = cut, bisect_left(places, cut, index)
                if index == len(places):
                    return
            if places[index] < start:
                yield first, start
            index = bisect_left(places, start, index)

    def _cut(self, first: int) -> int:
        """Where to break off a text that runs on without an end (tables without borders, or malice)."""
        last = first + _LONGEST_SENTENCE
        cut = _behind_last(_LAST_BOUNDARY, self.shielded, first, last)
        return cut if cut > first else last

    def clause_start(self, start: int, at: int) -> int:
        """Where the clause begins that ends at `at`: behind the last mark or open bracket, not before `start`."""
        found = _behind_last(_LAST_BOUNDARY, self.shielded, start, at)
        bracket = _open_bracket(self.folded, found, at)
        return found if bracket is None else _behind_last(_LAST_BOUNDARY, self.folded, bracket + 1, at)

    def clause_end(self, at: int, end: int) -> int:
        """Where the clause ends that goes on at `at`: before the next mark or the bracket that closes around it."""
        match = _BOUNDARY.search(self.shielded, at, end)
        last = match.start() if match else end
        closing = _closing_bracket(self.folded, at, last)
        if closing is None:
            return last
        inner = _BOUNDARY.search(self.folded, at, closing)
        return inner.start() if inner else closing


def _shield(folded: str) -> str:
    """A bracket that is not closed on its line, or soon, shields nothing."""
    pieces: list[str] = []
    written = before = 0
    opened: list[tuple[str, int]] = []
    inner: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(folded):
        char, at = match[0], match.start()
        if opened and folded.find("\n", before, at) >= 0:
            opened.clear()
        before = at
        if char in _PAIRS:
            opened.append((_PAIRS[char], at))
        elif opened and char == opened[-1][0]:
            _, first = opened.pop()
            if at - first <= _FARTHEST:
                while inner and inner[-1][0] > first:
                    inner.pop()
                inner.append((first + 1, at))
        if len(opened) > _DEEPEST:
            opened.clear()
    for first, last in inner:
        if _MARK.search(folded, first, last) is None:
            continue
        pieces += (folded[written:first], _MARK.sub("_", folded[first:last]))
        written = last
    return "".join([*pieces, folded[written:]])


def _behind_last(pattern: re.Pattern[str], text: str, start: int, at: int) -> int:
    """Behind the last mark before a place, which the pattern finds by going over the text; `start` where is none."""
    match = pattern.match(text, start, at)
    return match.end() if match else start


def _open_bracket(folded: str, start: int, at: int) -> int | None:
    """The innermost bracket that is open at `at`."""
    passed = 0
    bracket = folded.rfind("(", start, at)
    while bracket >= 0 and folded.count(")", bracket, at) > passed:
        passed += 1
        bracket = folded.rfind("(", start, bracket)
    return bracket if bracket >= 0 else None


def _closing_bracket(folded: str, at: int, end: int) -> int | None:
    """The bracket that closes around `at`."""
    passed = 0
    bracket = folded.find(")", at, end)
    while bracket >= 0 and folded.count("(", at, bracket) > passed:
        passed += 1
        bracket = folded.find(")", bracket + 1, end)
    return bracket if bracket >= 0 else None
