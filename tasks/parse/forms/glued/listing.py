"""Lists of projects whose table lost all that stood between its cells: one word of heads, one of each row.

What still parts a row are its numbers: a year of four digits, and sums that all have two decimals
(某某建设项目本年预算收入202117.0017.00某镇扩建专区).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from tasks.parse.document import Document
from tasks.parse.forms.columns import Column, under
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.glued.text import Plain, pages_of, plain_of, plain_text
from tasks.parse.forms.labels import MEASURES, Field
from tasks.parse.forms.listing.heads import head_of
from tasks.parse.forms.listing.projects import project_of

# 项目类别 项目名称 … 补助资金(万元) 资金支出(万元): classes and names stand first, sums with their unit last.
_HEADS = re.compile(
    r"项目类[别型]项目名称(?P<between>[^\d。:]{0,100}?)(?P<sums>(?:[一-龥]{2,10}\([万千百]?元\)){1,4})(?=[一-龥])"
)
_SUM = re.compile(r"[一-龥]{2,10}\([万千百]?元\)")
_ROW = re.compile(r"(?P<year>(?:19|20)\d\d)?(?P<sums>(?:\d{1,7}\.\d\d){1,4})(?![\d.万亿元%])")
_ONE_SUM = re.compile(r"\d{1,7}\.\d\d")
_CLASS = re.compile(r"[一-龥]{2,6}类")
_ENDS_NAMES = re.compile(r"(?:改造|建设|项目|工程|服务|提升|运营|添置|购置|补贴)+")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,2}、")
_LONGEST_NAME, _SHORTEST_VALUE, _FEWEST = 60, 4, 2
_MOST_LISTS, _MOST_ROWS = 20, 200


def read_glued_lists(document: Document) -> tuple[Draft, ...]:
    """A draft a project of such lists; none where fewer than two rows can be told apart."""
    if "项目名称" not in document.text:
        return ()
    pages = pages_of(document.text)
    text = plain_text(document, pages)
    heads = list(islice(_HEADS.finditer(text), _MOST_LISTS))
    if not heads:
        return ()
    plain = plain_of(document, pages, text)
    ends = [head.start() for head in heads[1:]] + [len(text)]
    rows = [(head, row) for head, end in zip(heads, ends, strict=True) for row in _rows(plain, head, end)]
    common = _common_ends([text[start:end] for _, (start, end, _) in rows])
    found = []
    for (head, row), until in zip(rows, [*(row[0] for _, row in rows), len(text)][1:], strict=True):
        if (draft := _draft(plain, head, row, common)) is not None:
            # What stands behind the numbers tells what they were for, up to the next row or section.
            stop = _SECTION.search(text, row[2].end(), until)
            draft.cover(draft.start, plain.cell(row[0], stop.start() if stop else until).end)
            found.append(draft)
    return tuple(found) if len(found) >= _FEWEST else ()


def _rows(plain: Plain, head: re.Match[str], end: int) -> list[tuple[int, int, re.Match[str]]]:
    """Where the name of each row begins behind its class, where its numbers begin, and its numbers."""
    rows = []
    position = head.end()
    yearly = "年" in head["between"]
    for found in islice(_ROW.finditer(plain.text, head.end(), end), _MOST_ROWS):
        if yearly != (found["year"] is not None):
            continue
        classes = list(_CLASS.finditer(plain.text, position, found.start()))
        if classes and found.start() - classes[-1].end() <= _LONGEST_NAME:
            rows.append((classes[-1].end(), found.start(), found))
        position = found.end()
    return rows


def _common_ends(names: Sequence[str]) -> Counter[str]:
    """How many rows end alike: the values of the column between the names and the numbers (以前年度结转结余)."""
    ends: Counter[str] = Counter()
    for name in {*names}:
        ends.update(name[at:] for at in range(1, len(name) - _SHORTEST_VALUE + 1))
    return ends


def _draft(
    plain: Plain, head: re.Match[str], row: tuple[int, int, re.Match[str]], common: Counter[str]
) -> Draft | None:
    start, end, numbers = row
    words = plain.text[start:end]
    alike = [at for at in range(1, len(words) - _SHORTEST_VALUE + 1) if common[words[at:]] >= _FEWEST]
    if head["between"]:
        # The value that most rows share, and of these the longest.
        best = max(alike, key=lambda at: (common[words[at:]], -at), default=None)
        if best is None:
            return None
        # Two names may end alike, and their values too.
        end = start + best + len(name_end[0] if (name_end := _ENDS_NAMES.match(words, best)) else "")
    sums = list(_ONE_SUM.finditer(plain.text, numbers.start("sums"), numbers.end("sums")))
    columns = [column for label in _SUM.findall(head["sums"]) if (column := _column(label)) is not None]
    if not columns or len(sums) > len(columns):
        return None
    name = Column(Field.NAME)
    cells = [(name, plain.cell(start, end))]
    cells += [(column, plain.cell(*found.span())) for column, found in zip(columns, sums, strict=False)]
    return project_of([cell for _, cell in cells], cells, None, summed=False)


def _column(head: str) -> Column | None:
    """The column of sums under a head, whose letters may follow those of another head without a break."""
    for at in range(head.index("(") - 2, -1, -1):
        label = head_of(head[at:])
        if label is not None and label.field in MEASURES:
            return under(label)
    return None
