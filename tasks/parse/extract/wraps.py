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
_FEWEST = 4
_MOST = 0.75
_ENDS = "。;;::!!??…|.．)）”>》"
_BEGINS = re.compile(
    r"\s*(?:第?[一二三四五六七八九十]{1,3}(?:[、.．]|是|章|条|部分)|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}\s?[、.．](?!\d)"
    r"|[①-⑳⑴-⒇㈠-㈩•\-—|#*]|附件|附表|表\d|[一-龥]{2,8}\s?[:：])"
)


def wraps(document: Document) -> list[Span]:
    """The line breaks to leave out; none where too few lines end alike, since then they end where they mean to."""
    text = document.text
    open_lines = list(_open_lines(text, [(table.start, table.end) for table in document.tables()]))
    if len(open_lines) < _FEWEST:
        return []
    usual = median(width for width, _ in open_lines)
    alike = [at for width, at in open_lines if abs(width - usual) <= _BAND]
    return alike if len(alike) >= max(_FEWEST, _MOST * len(open_lines)) else []


def page_breaks(text: str) -> Iterator[Span]:
    """The breaks in the middle of words before the numbers that document libraries put in front of a copy's pages."""
    marks = (_FIRST_PAGE.match(text), *_PAGE.finditer(text))
    pages = [(match.start(), match.end(), int(match[1])) for match in marks if match]
    for (start, _, number), (end, behind, following) in pairwise(pages):
        page = text[start:end].strip()
        inside = "\n" not in page and page[-1:] not in _ENDS
        torn_number = page[-1:].isdigit() and text[behind : behind + 1].isdigit()
        if following == number + 1 and len(page) >= _SHORTEST_PAGE and inside and not torn_number:
            yield Span(start + len(text[start:end].rstrip()), behind)


def _open_lines(text: str, tables: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Span]]:
    """The lines outside of tables that end without a full stop and run on in the next: their widths and breaks."""
    start = table = 0
    for line, below in pairwise(text.split("\n")):
        end = start + len(line)
        words = line.strip()
        # Shorter and longer lines need no measuring: a character takes one or two.
        may_fit = 2 * len(words) >= _NARROWEST and len(words) <= _WIDEST
        if may_fit and words[-1] not in _ENDS and below.strip():
            at = start + len(line.rstrip())
            # Lines and tables both stand in the order of the text: each table is passed once.
            while table < len(tables) and tables[table][1] <= at:
                table += 1
            in_table = table < len(tables) and tables[table][0] <= at
            width = 0 if in_table or _BEGINS.match(below) else len(words.encode("gb18030", "replace"))
            if _NARROWEST <= width <= _WIDEST:
                lead = len(below) - len(below.lstrip())
                yield width, Span(at, end + 1 + lead)
        start = end + 1
