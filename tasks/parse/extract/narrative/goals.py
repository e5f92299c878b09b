"""What a report says of its goals: an amount to be spent there has not been spent."""

from __future__ import annotations

import re

from tasks.parse.extract.outline import headings
from tasks.parse.extract.spans import Span

_HEADING = re.compile(r"[^,:;。]{0,16}目标(?:设[定置]|内容)?(?:[:,(].*|$)", re.DOTALL)
_OPENS_A_GOAL = re.compile(r"目标(?:为|是|:|,|如下)")
# A library that lost its line breaks runs the next section on: …正常运转二、资金使用….
_RESULT = re.compile(r"[一二三四五六七八九十](?:、|\))|实际|已|截[至止]|完成情况|共(?:支出|使用|发放)|支出了|使用了")


def goal_sections(text: str, span: Span) -> list[Span]:
    """The parts of a report under headings that set goals (年度绩效目标), and not those that tell what came of them."""
    return [Span(h.start, h.end) for h in headings(text, span) if _HEADING.fullmatch(h.words)]


def is_goal(words: str, *, in_section: bool) -> bool:
    """Whether the words of a sentence before an amount speak of what is meant to be; `in_section` of goals they are."""
    opened = _OPENS_A_GOAL.search(words)
    if not (opened or in_section):
        return False
    return _RESULT.search(words, opened.end() if opened else 0) is None
