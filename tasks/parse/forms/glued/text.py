"""A text without its white space and page marks, in which cells that ran together are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from tasks.parse.document import Cell, Document
from tasks.parse.numbers.folding import replacer

# Brackets, and the letter of a column that lost one of its brackets: 执行率(B/A1, 执行数B).
ASIDE = r"(?:\([^()]{0,24}\)|\(?[A-C](?:/[A-C])?[1)\]]?)?"
RUN = r"(?:[\d.,%—–―/-]|(?<=\d)(?:万元?|元))*"
# What ends the money of a form.
FUNDS_END = re.compile(r"年度总体目标|总体目标|年度目标|绩效指标|一级指标|二、|项目绩效")

_WORD = re.compile(r"\S+")
_narrowed = replacer(dict(zip("（）：％，．＜＞", "():%,.<>", strict=True)))
_PAGE_MARK = re.compile(r"\n(?<![。；;：:\n]\n)\s*\d{1,2}、")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without white space and page marks, and where its characters stood in the `source`."""

    text: str
    origin: tuple[int, ...]
    source: str

    def cell(self, start: int, end: int) -> Cell:
        """The cell between two places of the plain text."""
        return Cell(self.text[start:end], self.origin[start], self.origin[end - 1] + 1, 0, 0)

    def breaks(self, start: int, end: int) -> frozenset[int]:
        """How far behind `start` the lines end that end between two places."""
        blanks = self._blanks(start, end)
        return frozenset(at - start for at, before, behind in blanks if "\n" in self.source[before:behind])

    def gaps(self, start: int, end: int) -> frozenset[int]:
        """How far behind `start` the words end that blanks end between two places."""
        return frozenset(at - start for at, before, behind in self._blanks(start, end) if before < behind)

    def _blanks(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        for at in range(start + 1, min(end, len(self.text) - 1) + 1):
            yield at, self.origin[at - 1] + 1, self.origin[at]


def pages_of(text: str) -> list[tuple[int, int]]:
    """What stands between the marks of pages."""
    marks = [mark.span() for mark in _PAGE_MARK.finditer(text)]
    return list(zip([0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)], strict=True))


def plain_text(document: Document, pages: list[tuple[int, int]]) -> str:
    """The text of the pages without white space, its brackets and signs narrow."""
    return _narrowed("".join(word for start, end in pages for word in document.text[start:end].split()))


def plain_of(document: Document, pages: list[tuple[int, int]], text: str) -> Plain:
    """The plain text with the places of its characters."""
    words = (word.span() for start, end in pages for word in _WORD.finditer(document.text, start, end))
    return Plain(text, tuple(chain.from_iterable(range(start, end) for start, end in words)), document.text)
