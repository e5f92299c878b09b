"""Projects that a report on many of them treats each under a numbered item: (1)“数说红河”展厅运维经费。…"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.parse.extract.naming import is_generic
from tasks.parse.extract.narrative.words import ITEM
from tasks.parse.extract.outline import headings
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

_MANY = re.compile(
    r"项目(?:共|总数[为是]?)?\s*\d+\s*个|\d+\s*个(?:预算|专项|重点)?项目|(?:以下|下列)(?:各|几|\d+)?个?项目"
)
_NAME = re.compile(r"[^,;:、]{0,40}(?:经费|项目|工程|专项(?:资金)?|补助(?:资金)?|资金)(?:\([^()]*\))?")
_SECTION = re.compile(r"情况|概况|管理|到位|执行|安排|使用|完成|基本|绩效|目标|存在|依据|背景|立项|支出$|[一二三]是")


@dataclass(frozen=True, slots=True)
class Item:
    """A project's item: its name, and the text that speaks of it."""

    name: Stated[str]
    span: Span


def project_items(text: str, span: Span) -> list[Item]:
    """The items of a report that says it is on many projects; none where fewer than two bear a project's name."""
    narrowed = narrow(text)
    if not _MANY.search(narrowed, span.start, span.end):
        return []
    found = []
    for heading in headings(text, span):
        words = heading.words
        if heading.depth < 3 or not _NAME.fullmatch(words) or _SECTION.search(words) or ITEM.search(words):
            continue
        if is_generic(words):
            continue
        at = narrowed.find(words, heading.start)
        found.append(Item(stated(text, at, at + len(words), "item"), Span(heading.start, heading.end)))
    return found if len(found) >= 2 else []
