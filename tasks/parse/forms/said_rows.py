"""Rows of indicators told in running text, each value behind its label or a row's points behind its full points.

Reports of Fujian tell them one a line: 1)制定标准数(项),目标值2,完成值2,分值6,得分6。 Score tables of reports that lost
their cells repeat in numbers what the name has in brackets: 1.项目库建设(1分) 1 1 2.可行性研究报告(2分) 2 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.parse.alternation import any_of
from tasks.parse.document import Cell, Document
from tasks.parse.forms.draft import Draft, Line, line_of
from tasks.parse.forms.labels import Field, label_of, words_of
from tasks.parse.forms.levels import first_level, second_level

LAYOUT = "form.said"
_VALUES = any_of(words_of({Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.POINTS}))
_SIGNS = ("目标值", "指标值", "完成值", "计划值")
_SAID = re.compile(rf"[,，;；]\s*({_VALUES})\s*[:：为]?\s*([^,，;；。\n]{{1,40}})")
_LINE = re.compile(r"[^\n]+")
_NUMBERING = re.compile(r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]\s*)?")
_UNIT = re.compile(r"\s*[(（][^()（）]{1,6}[)）]$")
_SCORED = re.compile(
    r"[1-9]\d?\s*[.．、]\s*([\u4e00-\u9fff][^\d()（）\n]{1,28}?)\s*[(（]\s*(\d{1,3}(?:\.\d)?)\s*分\s*[)）]\s+"
    r"(\d{1,3}(?:\.\d)?)\s+(\d{1,3}(?:\.\d{1,2})?)(?![\d.%])"
)
_FEWEST, _MOST = 3, 200
_LONGEST_BETWEEN = 16
_FULL = Decimal(100)


def read_said(document: Document) -> Draft | None:
    """The rows that a text tells, as a form of their own; None where it tells too few."""
    text = document.text
    lines = list(_labelled(text)) if any(sign in text for sign in _SIGNS) else []
    lines = lines if len(lines) >= _FEWEST else list(_numbered(text)) if "分)" in text or "分）" in text else []
    if not _FEWEST <= len(lines) <= _MOST:
        return None
    draft = Draft(lines[0].start, lines[-1].end, LAYOUT)
    draft.lines = lines
    draft.columns = {Field.WEIGHT, Field.POINTS}
    return draft


def _labelled(text: str) -> Iterator[Line]:
    first: Cell | None = None
    second: Cell | None = None
    for line in _LINE.finditer(text):
        begin = line.start() + len(_NUMBERING.match(line.group())[0])  # type: ignore[index]
        said = text[begin : line.end()].rstrip()
        level = Cell(said, begin, begin + len(said), 0, 0)
        if first_level(said):
            first, second = level, None
        elif second_level(said):
            second = level
        elif (comma := _SAID.search(text, begin, line.end())) is not None:
            cells = _values(text, comma.start(), line.end())
            name = _UNIT.sub("", text[begin : comma.start()])
            if len(cells) > 2 and {Field.TARGET, Field.ACTUAL} <= {*cells} and 1 < len(name) <= _FULL:
                yield line_of({Field.LEVEL_3: Cell(name, begin, begin + len(name), 0, 0), **cells}, first, second)


def _values(text: str, start: int, end: int) -> dict[Field, Cell]:
    found: dict[Field, Cell] = {}
    for match in _SAID.finditer(text, start, end):
        label = label_of(match[1])
        if label is not None:
            found.setdefault(label.field, Cell(match[2].strip(), match.start(2), match.end(2), 0, 0))
    return found


def _numbered(text: str) -> Iterator[Line]:
    """The rows whose numbers run, and whose weight is the one that their name has in brackets."""
    rows = list(_SCORED.finditer(text))
    numbers = [int(row[0][:2].rstrip(".．、 ")) for row in rows]
    if numbers != list(range(1, len(rows) + 1)):
        return
    if sum(Decimal(row[2]) for row in rows) > _FULL or any(row[2] != row[3] or _more(row) for row in rows):
        return
    first: Cell | None = None
    before = None
    for row in rows:
        at = before.end() if before is not None else text.rfind(" ", 0, row.start() - 1)
        head = text[at : row.start()].strip()
        if head and len(head) <= _LONGEST_BETWEEN and not any(letter.isdigit() for letter in head):
            place = text.index(head, at)
            first = Cell(head, place, place + len(head), 0, 0)
        cells = {
            field: Cell(row[group], row.start(group), row.end(group), 0, 0)
            for field, group in ((Field.LEVEL_3, 1), (Field.WEIGHT, 3), (Field.POINTS, 4))
        }
        yield line_of(cells, first, None)
        before = row


def _more(row: re.Match[str]) -> bool:
    return Decimal(row[4]) > Decimal(row[3])
