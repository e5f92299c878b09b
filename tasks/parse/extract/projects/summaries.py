"""Self-evaluations that settled accounts sum up one project after the other: 甲项目绩效自评综述:…自评得分为98分。…

Older ones head the same words 甲项目绩效目标完成情况综述.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial

from tasks.parse.extract.projects.entries import Entry
from tasks.parse.extract.projects.titled import is_generic
from tasks.parse.extract.spans import Span, narrow, stated

_SIGN = re.compile(r"(?:综述|自评(?:情况|结果))\s{0,2}[:。]")
# The finance ministry's model of the sentence, in the model text for settled accounts, up to its sign.
_SUMMARY = re.compile(
    r"[^\S\n]{0,20}(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]{1,2}|第[一二三四五六七八九十]{1,2}[,、])?[^\S\n]{0,4}"
    r"(?:[“\"](?=[^\n”\"]{2,60}[”\"](?:项目)?(?:支出)?(?:的)?(?:绩效)?(?:自评|目标)))?"
    r"(?P<name>(?:“[^\n”]{1,20}”)?[^\n。;:,“”\"]{2,60}?)[”\"]?(?:项目)?(?:支出)?(?:的)?(?:绩效)?"
    r"(?:(?:自评(?:情况|结果)?|目标(?:实际)?完成情况)(?P<sign>综述)|自评(?:情况|结果))\s{0,2}[:。]"
)
_MARK = re.compile(r"\W*[一二三四五六七八九十\d]*\W*")
_EVALUATED = re.compile(r"(?:得分|预算数|执行数|执行率|批复金额|完成(?:全年|年初)?预算)[^\n。;]{0,14}\d")
_SIGHT = 400


@lru_cache(maxsize=2)
def summaries(text: str, span: Span) -> tuple[Entry, ...]:
    """The summaries in their order, each up to the next; one without a score, a budget or a payment is none."""
    narrowed = narrow(text)
    signs = _SIGN.finditer(narrowed, span.start, span.end)
    found = [m for m in map(partial(_summary, narrowed, span.start), signs) if m is not None]
    told = []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else _last_line(narrowed, Span(match.end(), span.end))
        if _EVALUATED.search(narrowed, match.end(), min(end, match.end() + _SIGHT)):
            on = Span(match.start("name"), end)
            told.append(Entry(stated(text, *match.span("name"), "item"), on, (on,), alone=True))
    # Without the model's word it is the row that makes them summaries: one may be a heading of any report.
    return tuple(told) if len(told) > 1 or any(match["sign"] for match in found) else ()


def _summary(narrowed: str, first: int, sign: re.Match[str]) -> re.Match[str] | None:
    """The sentence that ends in a sign and names what it sums up."""
    near = max(first, sign.start() - _SIGHT)
    start = max(first, *(narrowed.rfind(stop, near, sign.start()) + 1 for stop in "\n。;:"))
    match = _SUMMARY.fullmatch(narrowed, start, sign.end())
    return match if match and not (is_generic(match["name"]) or _MARK.fullmatch(match["name"])) else None


def sums_up(text: str) -> bool:
    """Whether a paper sums up self-evaluations in this way, whatever else it holds."""
    return bool(summaries(text, Span(0, len(text))))


def _last_line(narrowed: str, rest: Span) -> int:
    """Where the last summary ends: with its paragraph, since what follows is the rest of the account."""
    line = narrowed.find("\n", rest.start + 1, rest.end)
    return rest.end if line < 0 else line
