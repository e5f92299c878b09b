"""Where clauses begin and end, not misled by the commas inside brackets, quotes and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.parse.numbers.folding import fold

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


@dataclass(frozen=True, slots=True)
class Prose:
    """A text with folded characters, and the same with the marks inside closed brackets and quotes made letters."""

    folded: str
    shielded: str

    @classmethod
    def of(cls, text: str) -> Prose:
        """The prose of a text; both forms keep its length, so that offsets stay true."""
        folded = fold(text)
        return cls(folded, _shield(folded))

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences between `start` and `end`, each with its closing mark."""
        spans, first = [], start
        ends = [match.end() for match in _SENTENCE_END.finditer(self.shielded, start, end)]
        ends.append(end)
        for last in ends:
            while last - first > _LONGEST_SENTENCE:
                until = self._cut(first)
                spans.append((first, until))
                first = until
            if first < last:
                spans.append((first, last))
                first = last
        return spans

    def _cut(self, first: int) -> int:
        """Where to break off a text that runs on without an end (tables without borders, or malice)."""
        last = first + _LONGEST_SENTENCE
        cut = _last_boundary(self.shielded, first, last)
        return cut if cut > first else last

    def clause_start(self, start: int, at: int) -> int:
        """Where the clause begins that ends at `at`: behind the last mark or open bracket, not before `start`."""
        found = _last_boundary(self.shielded, start, at)
        bracket = _open_bracket(self.folded, found, at)
        return found if bracket is None else _last_boundary(self.folded, bracket + 1, at)

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


def _last_boundary(text: str, start: int, at: int) -> int:
    match = _LAST_BOUNDARY.match(text, start, at)
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
