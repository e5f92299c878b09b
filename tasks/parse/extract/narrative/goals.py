"""The sections of a report that speak of goals or of details: what is spent there is not what the project spent."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from tasks.parse.extract.narrative.bare import heading_measure
from tasks.parse.extract.outline import Heading, headings
from tasks.parse.extract.spans import Span
from tasks.parse.facts import Fund
from tasks.parse.record import record

_GOAL_HEADING = re.compile(r"[^,:;。]{0,16}目标(?:设[定置]|内容)?(?:[:,(].*|$)", re.DOTALL)
_OPENS_A_GOAL = re.compile(r"目标(?:为|是|:|,|如下)")
_IN_ORDER_TO = re.compile(r"(?:为了?(?:实现|完成|达到|确保)|按照?|围绕|对照)[^,。]{0,20}目标,")
# A library that lost its line breaks runs the next section on: …正常运转二、资金使用….
_RESULT = re.compile(r"[一二三四五六七八九十](?:、|\))|实际|已|截[至止]|完成情况|共(?:支出|使用|发放)|支出了|使用了")
_OF_DETAILS = re.compile(r"产出|效益|效果|成效|指标|满意|实施|组织|经验|做法|问题|建议|措施|项目管理")
_OF_MONEY = re.compile(r"资金|经费|预算|投入|收支|支出|决算|成本|执行")
_SHORT = 24


@record
class Section:
    """What the heading over a stretch of text, or the headings above it, say that it speaks of.

    `measure` is what bare sums beneath the heading measure.
    """

    start: int
    goals: bool
    details: bool
    measure: str | None = None


def sections(text: str, spans: Iterable[Span]) -> list[Section]:
    """The sections of a report in their order, each up to the next heading.

    One under a heading of goals (年度绩效目标) or of works and effects is of that kind, unless its own heading names
    money.
    """
    found: list[Section] = []
    for span in spans:
        above: list[tuple[Heading, Section]] = []
        for heading in headings(text, span):
            while above and above[-1][0].end <= heading.start:
                above.pop()
            words = heading.words[:_SHORT]
            money = _OF_MONEY.search(words) is not None
            goals = _GOAL_HEADING.fullmatch(heading.words) is not None or (bool(above) and above[-1][1].goals)
            details = _OF_DETAILS.search(words) is not None or (bool(above) and above[-1][1].details)
            measure = None if goals or (details and not money) else heading_measure(heading.words.partition(":")[0])
            section = Section(heading.start, goals=goals, details=details and not money, measure=measure)
            above.append((heading, section))
            found.append(section)
    return found


def section_at(found: Sequence[Section], position: int) -> Section | None:
    """The section in which a place of the text stands; None above the first heading."""
    index = bisect_right(found, position, key=lambda section: section.start)
    return found[index - 1] if index else None


def is_goal(words: str, *, in_section: bool) -> bool:
    """Whether the words of a sentence before an amount speak of what is meant to be; `in_section` of goals they are."""
    words = _IN_ORDER_TO.sub("", words)
    opened = _OPENS_A_GOAL.search(words)
    if not (opened or in_section):
        return False
    return _RESULT.search(words, opened.end() if opened else 0) is None


def without_details(funds: Sequence[Fund], found: Sequence[Section]) -> list[Fund]:
    """The funds without spending told among works and effects, where a section on money has told what was spent."""
    spent = [fund.measure == "spent" for fund in funds]
    apart = [
        is_spent and (section := section_at(found, fund.evidence.start)) is not None and section.details
        for fund, is_spent in zip(funds, spent, strict=True)
    ]
    whole = zip(funds, spent, apart, strict=True)
    if not any(is_spent and fund.source == "total" and not detail for fund, is_spent, detail in whole):
        return list(funds)
    return [fund for fund, detail in zip(funds, apart, strict=True) if not detail]
