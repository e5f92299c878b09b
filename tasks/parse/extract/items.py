"""Projects that a report on many of them treats each under a numbered item: (1)“数说红河”展厅运维经费。…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.parse.extract.naming import is_generic
from tasks.parse.extract.narrative.words import ITEM
from tasks.parse.extract.outline import Heading, headings
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.extract.tally import Entry, tallied
from tasks.parse.facts import Fund, Stated

# Apart, because a pattern that begins with a letter or a digit is found ten times as fast as a choice of both.
_MANY = (
    re.compile(r"项目(?:共|总数[为是]?)?\s{0,9}\d{1,6}\s{0,9}个"),
    re.compile(r"\d\s{0,9}个(?:预算|专项|重点)?项目"),
    re.compile(r"(?:以下|下列)(?:各|几|\d+)?个?项目"),
)
_NAME = re.compile(r"[^,;:、]{0,40}(?:经费|项目|工程|专项(?:资金)?|补助(?:资金)?|资金)(?:\([^()]*\))?")
_SUMMED = re.compile(
    r"([^,;:、\d]{3,40}?(?:资金|经费|公益金|专项|补助|项目)(?:\([^()]*\))?)\s*[\d.,]{1,14}\s*[万亿]?元(?:\([^()]*\))?"
)
"""A first-level heading that gives a fund and its sum: 二、省级福利彩票公益金120万元."""

_LISTED = re.compile(
    r"(?:^|(?<=\n))[^\S\n]*项目[一二三四五六七八九十\d]{1,3}\s*[:、.]\s*"
    r"(?:[^\n,。;:]{0,16}?[〔\[]\d{4}[〕\]]\d{1,5}号)?([^\n,。;:]{3,60})(?=[,。;:\n])"
)
_A_LISTED = re.compile(r"项目[一二三四五六七八九十\d]{1,3}\s*[:、.]")
"""项目一:某某经费,… in a report that has no other headings."""

_SECTION = re.compile(r"情况|概况|管理|到位|执行|安排|使用|完成|基本|绩效|目标|存在|依据|背景|立项|支出$|[一二三]是")


@dataclass(frozen=True, slots=True)
class Item:
    """A project's item: its name, where it begins, the stretches of text that speak of it, and the sum of a list."""

    name: Stated[str]
    span: Span
    spans: tuple[Span, ...]
    funds: tuple[Fund, ...] = ()


def project_items(text: str, span: Span, *, named: bool = False) -> list[Item]:
    """The items of a report that says it is on many projects; none where fewer than two bear a project's name.

    `named` tells that the report's title names one project: the sums of a list are then parts of it.
    """
    narrowed = narrow(text)
    told = _summed(text, narrowed, span) or _listed(text, narrowed, span)
    if told:
        return told
    if not any(many.search(narrowed, span.start, span.end) for many in _MANY):
        return []
    outline = headings(text, span)
    if not named and (entries := tallied(text, span)):
        return [_of_list(narrowed, outline, entry) for entry in entries]
    found = []
    for heading in outline:
        words = heading.words
        if not _names_a_project(words) or (heading.depth < 3 and not _mostly_names(outline, heading.depth)):
            continue
        at = narrowed.find(words, heading.start)
        found.append(_item(stated(text, at, at + len(words), "item"), Span(heading.start, heading.end)))
    return found if len(found) >= 2 else []


def _item(name: Stated[str], span: Span) -> Item:
    return Item(name, span, (span,))


def _of_list(narrowed: str, outline: Sequence[Heading], entry: Entry) -> Item:
    """A project of a list with its sum; the headings that begin with its name speak of it (甲项目:…)."""
    name = narrow(entry.name.value).removesuffix("项目")
    own = [h for h in outline if h.words.startswith(name) and narrowed.find(name, h.start) not in entry.span]
    return Item(entry.name, entry.span, tuple(Span(h.start, h.end) for h in own), (entry.fund,))


def _names_a_project(words: str) -> bool:
    return not (is_generic(words) or _SECTION.search(words) or ITEM.search(words)) and bool(_NAME.fullmatch(words))


def _mostly_names(outline: Sequence[Heading], depth: int) -> bool:
    """Whether headings of a depth are projects (一、防汛经费 二、河长制工作经费), and not a report's sections."""
    level = [heading for heading in outline if heading.depth == depth]
    return 3 * sum(_names_a_project(heading.words) for heading in level) > 2 * len(level)


def _summed(text: str, narrowed: str, span: Span) -> list[Item]:
    found = []
    for heading in headings(text, span):
        match = _SUMMED.fullmatch(heading.words) if heading.depth == 1 else None
        if match is None or is_generic(match.group(1)) or _SECTION.search(match.group(1)):
            continue
        at = narrowed.find(match.group(1), heading.start)
        name = stated(text, at, at + len(match.group(1)), "item")
        found.append(_item(name, Span(heading.start, heading.end)))
    return found


def _listed(text: str, narrowed: str, span: Span) -> list[Item]:
    if not _A_LISTED.search(narrowed, span.start, span.end):
        return []
    rows = list(_LISTED.finditer(narrowed, span.start, span.end))
    if len(rows) < 2:
        return []
    ends = [row.start() for row in rows[1:]] + [span.end]
    return [
        _item(stated(text, row.start(1), row.end(1), "item"), Span(row.start(), end))
        for row, end in zip(rows, ends, strict=True)
    ]
