"""Rates that prose states as rates of execution or of arrival; other percentages are not taken for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from tasks.parse.extract.spans import Span, narrow, valued
from tasks.parse.facts import Stated
from tasks.parse.numbers.percents import find_percents

_LINK = r"\s*(?:\([^()%]{0,12}\))?\s*(?:已|均|都)?\s*(?:为|是|达到了?|达|:|=|约|完成)?\s*(?:为|到)?\s*"
_EXECUTION = re.compile(
    r"(?:预算|资金|项目|经费|总体|支出|财政|整体|综合|年度|实际|该|,|;|、|^|[)的:-])\s*(?:支出|资金|预算)?(?:执行率|使用率|支付率|支出率|支出进度|执行进度|完成率(?=为?\d))"
    + _LINK
    + "$"
)
_ARRIVAL = re.compile(r"到位率" + _LINK + "$")
_OF_SOMETHING_ELSE = re.compile(
    r"采购|绩效目标|计划|政策|制度|合同|任务|工程|指标|公用|三公|处罚|目标值|标准|序时|决议|判决|设备|场地|预算编制"
)
_GOAL = re.compile(
    r"(?:≥|>=?|不低于|不少于|达到.{0,6}以上|目标|力争|确保|应|须|需要?|要求|满分|低于|高于|得\d|扣|如果|若)[^,。;]{0,12}$"
)
_SENTENCE = re.compile(r"[^。\n]+")
_PARTS = re.compile(r"其中|里面|分别")


def read_rates(text: str, spans: Iterable[Span]) -> tuple[Stated[Decimal] | None, Stated[Decimal] | None]:
    """The stated execution rate and arrival rate in percent; the first of each that speaks of the whole."""
    narrowed = narrow(text)
    execution: Stated[Decimal] | None = None
    arrival: Stated[Decimal] | None = None
    for span in spans:
        for sentence in _SENTENCE.finditer(narrowed, span.start, span.end):
            for percent in find_percents(narrowed, *sentence.span()):
                before = narrowed[sentence.start() : percent.start]
                if percent.comparator != "=" or percent.value < 0 or _PARTS.search(before):
                    continue
                near = before[-24:]
                if _GOAL.search(near) or _OF_SOMETHING_ELSE.search(re.split(r"[,;、:]", near)[-1]):
                    continue
                if execution is None and (match := _EXECUTION.search(near)):
                    execution = _valued(text, percent.value, percent.start - len(match.group()), percent.end)
                elif arrival is None and (match := _ARRIVAL.search(near)):
                    arrival = _valued(text, percent.value, percent.start - len(match.group()), percent.end)
    return execution, arrival


def _valued(text: str, value: Decimal, start: int, end: int) -> Stated[Decimal]:
    while text[start] in ",，;；、)）":
        start += 1
    return valued(value, text, start, end, "prose")
