"""Lines that a converter broke at the width of a printed page, in the middle of sentences and of words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from tasks.parse.document import Document
from tasks.parse.extract.spans import Span

_NARROWEST, _WIDEST = 36, 130
"""The widths of a printed line, where a Chinese character takes two and a Latin one takes one."""
_BAND = 8
_PAGE = re.compile(r"\n[ \u3000]*(\d{1,2})、")
_FIRST_PAGE = re.compile(r"[ \u3000]*(\d{1,2})、")
_SHORTEST_PAGE = 150
_FEW, _FEWEST = 2, 4
_EDGE = 2
_MOST = 0.75
_ENDS, _MAY_END = "。::!!??…|.．>", ";;)）”》"
_BEGINS = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:[、.．]|是|章|条|部分)|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s?[、.．](?!\d)"
    r"|[①-⑳⑴-⒇㈠-㈩•\-—|#*]|附件|附表|表\d)"
)
_LABEL = re.compile(r"\s*[一-龥]{2,8}\s?[:：]")
_POINT = re.compile(r"\d[.．]")


def wraps(document: Document) -> list[Span]:
    """The line breaks to leave out; none where too few lines end alike, since then they end where they mean to."""
    text = document.text
    lines = list(_open_lines(text, [(table.start, table.end) for table in document.tables()]))
    open_lines = [width for width, _, doubtful in lines if not doubtful]
    if len(open_lines) < _FEW:
        return []
    usual, widest = median(open_lines), max(open_lines)
    alike = sum(abs(width - usual) <= _BAND for width in open_lines)
    # So few lines tell it where each is full and none of the text is longer.
    full = widest - min(open_lines) <= _EDGE and not _is_exceeded(text, widest + _EDGE)
    if not full and alike < max(_FEWEST, _MOST * len(open_lines)):
        return []
    # In doubt a line goes on where it is as long as the longest.
    return [
        at for width, at, doubtful in lines if (widest - width <= _EDGE if doubtful else abs(width - usual) <= _BAND)
    ]


def _is_exceeded(text: str, width: int) -> bool:
    """Whether a line of the text is wider."""
    return any(2 * len(line) > width and _width(line.strip()) > width for line in text.split("\n"))


def _width(words: str) -> int:
    return len(words.encode("gb18030", "replace"))


def page_breaks(text: str) -> Iterator[Span]:
    """The breaks in the middle of words before the numbers that document libraries put in front of a copy's pages."""
    marks = (_FIRST_PAGE.match(text), *_PAGE.finditer(text))
    pages = [(match.start(), match.end(), int(match[1])) for match in marks if match]
    for (start, _, number), (end, behind, following) in pairwise(pages):
        page = text[start:end].strip()
        inside = "\n" not in page and page[-1:] not in _ENDS + _MAY_END
        torn_number = page[-1:].isdigit() and text[behind : behind + 1].isdigit()
        if following == number + 1 and len(page) >= _SHORTEST_PAGE and inside and not torn_number:
            yield Span(start + len(text[start:end].rstrip()), behind)


def _is_torn(words: str, below: str) -> bool:
    """Whether a line ends within a number (22. / 5万元)."""
    return _POINT.fullmatch(words[-2:]) is not None and below[:1].isdigit()


def _open_lines(text: str, tables: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Span, bool]]:
    """The lines outside of tables that may run on in the next: their widths and breaks.

    Doubtful are those that a bracket or a semicolon ends, and those above what may be a label.
    """
    start = table = 0
    for line, below in pairwise(text.split("\n")):
        end = start + len(line)
        words = line.strip()
        # Shorter and longer lines need no measuring: a character takes one or two.
        may_fit = 2 * len(words) >= _NARROWEST and len(words) <= _WIDEST
        if may_fit and (words[-1] not in _ENDS or _is_torn(words, below)) and below.strip():
            at = start + len(line.rstrip())
            # Lines and tables both stand in the order of the text: each table is passed once.
            while table < len(tables) and tables[table][1] <= at:
                table += 1
            in_table = table < len(tables) and tables[table][0] <= at
            width = 0 if in_table or _BEGINS.match(below) else _width(words)
            if _NARROWEST <= width <= _WIDEST:
                lead = len(below) - len(below.lstrip())
                yield width, Span(at, end + 1 + lead), words[-1] in _MAY_END or _LABEL.match(below) is not None
        start = end + 1
