"""The sections of a report that speak of goals or of details: what is spent there is not what the project spent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.parse.extract.outline import headings
from tasks.parse.extract.spans import Span
from tasks.parse.facts import Fund

_HEADING = re.compile(r"[^,:;。]{0,16}目标(?:设[定置]|内容)?(?:[:,(].*|$)", re.DOTALL)
_OPENS_A_GOAL = re.compile(r"目标(?:为|是|:|,|如下)")
# A library that lost its line breaks runs the next section on: …正常运转二、资金使用….
_SHORT = 24
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


_OF_DETAILS = re.compile(r"产出|效益|效果|成效|指标|满意|实施|组织|经验|做法|问题|建议|措施|项目管理")
_OF_MONEY = re.compile(r"资金|经费|预算|投入|收支|支出|决算|成本|执行")


def detail_sections(text: str, span: Span) -> Iterator[Span]:
    """The sections on works and effects, by the words of their headings; sections on money are none."""
    for heading in headings(text, span):
        if _OF_DETAILS.search(heading.words[:_SHORT]) and not _OF_MONEY.search(heading.words[:_SHORT]):
            yield Span(heading.start, heading.end)


def without_details(funds: Sequence[Fund], sections: Sequence[Span]) -> list[Fund]:
    """The funds without spending told among works and effects, where a section on money has told what was spent."""
    apart = [f for f in funds if f.measure == "spent" and any(f.evidence.start in section for section in sections)]
    if not any(f.measure == "spent" and f.source == "total" and f not in apart for f in funds):
        return list(funds)
    return [fund for fund in funds if fund not in apart]
