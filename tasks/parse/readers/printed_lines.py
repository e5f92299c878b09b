"""The lines of printed pages: which are page numbers and running heads, and which make one paragraph.

Print breaks a paragraph wherever the line is full. What holds it together is geometry: the line before reaches the
right margin as far as the next word would let it, and the line after is not indented.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tasks.parse.readers.furniture import is_furniture
from tasks.parse.readers.headings import heading_level, is_title, is_title_lead

_PAGE_NUMBER = re.compile(r"^[-—–－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／,，共]+\s*\d{1,3}\s*页?)?[-—–－·\s]*$")
_BARE_NUMBER = re.compile(r"^\d{1,3}$")
# What print never parts: a number or a word of letters, brackets from what they hold, marks from what they follow.
_FIRST_WORD = re.compile(r"[(（\[〔【《“]*(?:[!-'*-~]+|.)(?:[/*·][!-~]*.?)*[)）\]〕】》”、，。；：．％,;:%]*")
_SENTENCE_END = re.compile(r"[。！!？?；;：:]$")
_ITEM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
    r"|[①-⑳]|第[一二三四五六七八九十]{1,3}[章节条部]|附件|附表|注[:：\d])"
)
_NO_TITLE = re.compile(r"[:：。；;，,]|^[(（][^()（）]*[)）]$|^\d{4}年[\d年月日\s]*$")
# A number stands in the margin: further from the text than lines are from each other, or down here.
_FOOT = 0.91
_RUNNING = 3
_LONGEST_WORD = 10.0
# A full line takes most of the paper's width, and this many characters.
_WIDE = 0.55
_MANY = 15


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text outside of tables; `size` is that of its characters, `paper` its page's width, 0 if unknown."""

    text: str
    x0: float
    x1: float
    top: float
    size: float
    page: int
    paper: float = 0.0


def width_of_first_word(text: str) -> float:
    """How wide the first word of a line is, in characters: print breaks between any two but inside of no number."""
    word = _FIRST_WORD.match(text)
    wide = sum(0.5 if char.isascii() else 1.0 for char in word[0]) if word else 1.0
    return max(1.0, min(wide, _LONGEST_WORD))


def without_page_number(lines: list[Line], height: float | None, others: Sequence[float] = ()) -> list[Line]:
    """The lines of a page but for its number, which is the first or the last thing on it.

    `others` are the tops of what else stands on the page. A bare number among the lines is a cell of a form of which
    each cell is a line.
    """
    kept = list(lines)
    for place in (-1, 0):
        if kept and _is_page_number(kept, place, height, others):
            del kept[place]
    return kept


def _is_page_number(lines: list[Line], place: int, height: float | None, others: Sequence[float]) -> bool:
    line = lines[place]
    beyond = all(top < line.top for top in others) if place else all(top > line.top for top in others)
    if not beyond or not _PAGE_NUMBER.match(line.text):
        return False
    if not _BARE_NUMBER.match(line.text) or len(lines) == 1:
        return True
    pitch = median(b.top - a.top for a, b in pairwise(lines))
    neighbour = lines[place - 1 if place else 1]
    gap = abs(line.top - neighbour.top)
    if gap > 1.5 * pitch and gap > 1.5 * line.size:
        return True
    in_column = abs(neighbour.x0 - line.x0) < 1 and abs(neighbour.size - line.size) < 0.5
    return height is not None and place == -1 and line.top > _FOOT * height and not in_column


def running_heads(lines: Iterable[Line]) -> set[Line]:
    """The lines that a document prints again over or under each page, but for the first print of each.

    The title of a form is no running head: every page may be a form of its own.
    """
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    met: dict[tuple[str, int], list[Line]] = defaultdict(list)
    for found in pages.values():
        ends = {min(found, key=lambda line: line.top), max(found, key=lambda line: line.top)}
        for line in ends:
            met[line.text, round(line.top / 4)].append(line)
    return {
        line
        for same in met.values()
        if len(same) >= _RUNNING and 2 * len(same) >= len(pages) and not is_title(same[0].text)
        for line in sorted(same, key=lambda line: line.page)[1:]
    }


class Paragraphs:
    """Tells which lines of a document go on with the line before them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        pages: dict[int, list[Line]] = defaultdict(list)
        for line in lines:
            pages[line.page].append(line)
        left = min((line.x0 for line in lines), default=0.0)
        right = _right(lines)
        if right is None:
            # Nothing is wide enough to show the margin: it is as wide as the one on the left.
            right = max((max(line.x1, line.paper - left) for line in lines), default=0.0)
        self._margins = {page: self._of_page(found, left, right) for page, found in pages.items()}
        indents = sum(_is_indent(self._indent(line)) for line in lines)
        self._indents = indents >= 2 and indents * 20 >= len(lines)

    def _of_page(self, lines: list[Line], left: float, right: float) -> tuple[float, float]:
        """The margins of a page; a page on which no lines are full has those of the document."""
        own = _right(lines)
        return (left, right) if own is None else (min(line.x0 for line in lines), own)

    def _indent(self, line: Line) -> float:
        return (line.x0 - self._margins[line.page][0]) / max(line.size, 1.0)

    def go_on(self, before: Line, line: Line) -> bool:
        """Whether a line goes on with the one before it."""
        if abs(before.size - line.size) >= 1:
            return False
        if self._are_title(before, line):
            return True
        if not self._is_full(before, line) or self._indent(line) > 1.2:
            return False
        if self._indents:
            return True
        return not _SENTENCE_END.search(before.text) and not _ITEM.match(line.text)

    def _is_full(self, before: Line, line: Line) -> bool:
        """Whether the next line's first word found no room any more; a number or a word of letters is never broken."""
        # One more character may be carried over with a mark that must not begin a line. A heading is seldom so long.
        carried = 1.2 if heading_level(before.text) is None else 0.0
        return before.x1 + (width_of_first_word(line.text) + carried) * line.size >= self._margins[before.page][1]

    def _are_title(self, before: Line, line: Line) -> bool:
        """Whether two centred lines are one title that is too long for a line."""
        if before.page != line.page or not 0 < line.top - before.top < 2.5 * line.size:
            return False
        if not (self._is_centred(before) and self._is_centred(line)):
            return False
        if self._indents and all(_is_indent(self._indent(one)) for one in (before, line)):
            return False
        if _NO_TITLE.search(before.text) or _NO_TITLE.search(line.text) or is_title(before.text):
            return False
        if is_furniture(before.text):
            return False
        return is_title(before.text + line.text) or is_title_lead(before.text)

    def _is_centred(self, line: Line) -> bool:
        left, right = self._margins[line.page]
        before, after = line.x0 - left, right - line.x1
        return before > 1.5 * line.size and abs(before - after) <= 1.5 * line.size


def _is_indent(characters: float) -> bool:
    return 1.5 < characters < 2.7


def _right(lines: Sequence[Line]) -> float | None:
    """Where the full lines end: several that reach over most of the paper and end in one place."""
    wide = [line for line in lines if line.x1 - line.x0 >= max(_WIDE * line.paper, _MANY * line.size)]
    end = max((line.x1 for line in wide), default=0.0)
    return end if sum(1 for line in wide if line.x1 >= end - 1.5 * line.size) >= 3 else None


def groups(lines: Iterable[Line], paragraphs: Paragraphs) -> Iterator[list[Line]]:
    """Lines that follow each other, as paragraphs."""
    waiting: list[Line] = []
    for line in lines:
        if waiting and not paragraphs.go_on(waiting[-1], line):
            yield waiting
            waiting = []
        waiting.append(line)
    if waiting:
        yield waiting
