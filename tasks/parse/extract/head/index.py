"""The document's own numbers: 索引号 of the information box and 文号; numbers that the text cites are not its own."""

from __future__ import annotations

import re

from tasks.parse.extract.genre import ACT_NO
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated

_BETWEEN = r"\s*[:|\]]?(?:[\s|•·]|-(?!/)){0,6}"
_INDEX_NO = re.compile(
    rf"(?:索\s*引\s*(?:号码?|编号|码)|信息索引){_BETWEEN}((?:-?/|[a-z]{{2,8}}\s(?=-/\d))?[A-Za-z0-9\-][A-Za-z0-9/_.\-]{{4,60}}(?:\s\d-/\d{{4}}-\d{{4,8}})?)(?![A-Za-z0-9/])"
)
# 号: 003191906/202208-00014: the first letters of the label were a picture, the number is of the national pattern.
_BARE_INDEX_NO = re.compile(r"号(?<![^\n\s]号)\s{0,4}:\s{0,4}([0-9A-Z]{8,18}/\d{6}-\d{4,6})(?![0-9A-Z])")
# • 005254528/2023-00158: the labels were pictures all, the number is the first line.
_INDEX_NO_ALONE = re.compile(r"(?:^|\n)\W{0,6}([0-9A-Z]{8,18}/\d{4,6}-\d{4,6})\s*\n")
_DOCUMENT_NO = re.compile(
    rf"(?:发文字号|公文文号|文件编号|文(?<!公文)\s*号){_BETWEEN}"
    rf"([一-龥()]{{2,16}}\s?{ACT_NO})"
)
_OWN_LINE = re.compile(rf"[(\[]?([一-龥]{{2,14}}\s?{ACT_NO})[)\]]?(?:\s+签发人.*)?")
_FIRST_LINE = re.compile(rf"\s*([一-龥]{{0,14}}{ACT_NO})[^\S\n]*\n")
_BOX = 3000
_OPENING = 10


def read_index_no(text: str) -> Stated[str] | None:
    """The 索引号 that the information box gives; None where its place is empty."""
    found = _first(_INDEX_NO, text) if "索" in text else None
    if found is None and "/" in narrow(text):
        found = _first(_BARE_INDEX_NO, text) or _first(_INDEX_NO_ALONE, text)
    return found


def read_document_no(text: str, title: Stated[str] | None = None) -> Stated[str] | None:
    """The document's 文号: behind its label, else on a line of its own by the title; cited numbers are not its own."""
    return _first(_DOCUMENT_NO, text) or _by_title(text, title)


def _by_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    narrowed = narrow(text)
    if title is None:
        alone = _FIRST_LINE.match(narrowed)
        return stated(text, *alone.span(1), "title_line") if alone else None
    # The information box may have the title first; the paper prints it again under its number.
    opening = narrow(title.value)[:_OPENING]
    again = []
    at = narrowed.find(opening, title.evidence.end, _BOX)
    while at >= 0:
        again.append(Span(max(0, at - 60), at))
        at = narrowed.find(opening, at + len(opening), _BOX)
    around = Span(max(0, title.evidence.start - 60), min(len(text), title.evidence.end + 160))
    for line in (line for near in (around, *again) for line in lines(text, near)):
        match = _OWN_LINE.fullmatch(narrowed, line.start, line.end)
        if match:
            return stated(text, match.start(1), match.end(1), "title_line")
    return None


def _first(pattern: re.Pattern[str], text: str) -> Stated[str] | None:
    # The box stands above the text on most sites and below it on some.
    narrowed = narrow(text)
    for start, end in ((0, _BOX), (max(_BOX, len(text) - _BOX), len(text))):
        match = pattern.search(narrowed, start, min(end, len(text)))
        if match:
            return stated(text, match.start(1), match.end(1), "information_box")
    return None
