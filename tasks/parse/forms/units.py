"""Which unit of money a form is in: the heads of its columns and rows, its caption, the page's unit line."""

from __future__ import annotations

import re

from tasks.parse.document import Document
from tasks.parse.forms.draft import Unit
from tasks.parse.forms.labels import Label
from tasks.parse.numbers.amounts import money_unit

_UNIT_LINE = re.compile(
    r"单\s*位\s*[:：]?\s*[（(]?\s*(?:人民币)?\s*((?:百|千|十)?万元|千元|亿元|元)(?![\u4e00-\u9fff](?!、))"
)
# A unit line further above than this belongs to another table.
_CAPTION_REACH = 200
_PAGE_REACH = 20000
_LONGEST_LINE = 60
_IN_BRACKETS = re.compile(
    r"[（(]\s*(?:单\s*位\s*[:：]?\s*)?((?:百|千|十)?万\s*元|千元|亿元|元)\s*(?:[)）]|$)", re.MULTILINE
)
_NEAR = 200
_BEHIND = 60


def unit_of(label: Label, origin: str) -> Unit | None:
    """The unit that stands in the brackets of a head, as in 全年预算数(万元)."""
    for piece in label.aside.split():
        yuan = money_unit(piece)
        if yuan is not None:
            return Unit(yuan, origin)
    return None


def unit_above(document: Document, start: int) -> Unit | None:
    """The unit of the last 单位 line before a place: the caption's where it is near, else the page's."""
    last = None
    for match in _UNIT_LINE.finditer(document.text, max(0, start - _PAGE_REACH), start):
        last = match
    if last is None:
        return None
    yuan = money_unit(last.group(1))
    if yuan is None:
        return None
    return Unit(yuan, "caption" if start - last.end() <= _CAPTION_REACH else "document")


def unit_line(text: str) -> Unit | None:
    """The unit that a cell of the table itself names for all of it (单位:元), as the sheets of workbooks have it."""
    match = _UNIT_LINE.search(text) if len(text) <= _LONGEST_LINE else None
    yuan = money_unit(match.group(1)) if match else None
    return Unit(yuan, "caption") if yuan is not None else None


def unit_near(document: Document, start: int, end: int) -> Unit | None:
    """The unit that stands in brackets, or in a unit line, closest before or else inside or behind a block of money.

    For blocks whose cells left their order, where (万元) of 预算执行情况(万元) may stand anywhere around them.
    """
    text = document.text
    found = [
        match
        for pattern in (_IN_BRACKETS, _UNIT_LINE)
        for match in pattern.finditer(text, max(0, start - _NEAR), min(len(text), end + _BEHIND))
    ]
    before = [match for match in found if match.end() <= start]
    nearest = max(before, key=_at, default=None) or min(found, key=_at, default=None)
    yuan = money_unit("".join(nearest.group(1).split())) if nearest is not None else None
    return Unit(yuan, "row") if yuan is not None else None


def unit_anywhere(document: Document) -> Unit | None:
    """The unit that heads and lines of a document name, where all of them name the same."""
    text = document.text[:_PAGE_REACH]
    said = {"".join(m.group(1).split()) for pattern in (_IN_BRACKETS, _UNIT_LINE) for m in pattern.finditer(text)}
    yuan = money_unit(said.pop()) if len(said) == 1 else None
    return Unit(yuan, "document") if yuan is not None else None


def _at(match: re.Match[str]) -> int:
    return match.start()
