"""Scores and grades that a sentence shares out among projects: 甲、乙得分分别为93.4分、91分,甲评价结果优秀."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.parse.extract.narrative.scores import GRADE_WORDS
from tasks.parse.extract.spans import Span, narrow, valued
from tasks.parse.facts import Evaluation, Stated

_SCORES = re.compile(r"得分?(?:分?别)为((?:\d{1,3}(?:\.\d{1,2})?分?[、,和及]){1,20}\d{1,3}(?:\.\d{1,2})?)分")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
_CLAUSE = re.compile(r"[^,。;\n]+")
_GRADED = re.compile(
    r"(?:结果|等级|等次|档次)(?:为|是|:)?[“\"]?(优秀|良好|中等|合格|较差|不合格|[优良中差](?![一-龥]))"
)
_COUNT = re.compile(r"\d{1,3}[一-龥]")
_BEGINS = 6


def with_shared_scores(text: str, spans: Sequence[Span], evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    """The evaluations with the scores and grades of sentences that list all projects and their points in one order."""
    narrowed = narrow(text)
    names = [one.name.value for one in evaluations if one.name]
    if len(names) < max(2, len(evaluations)):
        return list(evaluations)
    begins = [_begin(narrow(name)) for name in names]
    scores: list[Stated[Decimal] | None] = [None] * len(names)
    grades: list[Stated[str] | None] = [None] * len(names)
    for span in spans:
        for match in _SCORES.finditer(narrowed, span.start, span.end):
            first = max(narrowed.rfind(sign, span.start, match.start()) for sign in "。;\n") + 1
            places = [narrowed.find(begin, first, match.start()) for begin in begins]
            found = list(_NUMBER.finditer(narrowed, *match.span(1)))
            if len(found) == len(names) and -1 not in places and places == sorted(places):
                scores = [valued(Decimal(one[0]), text, one.start(), one.end(), "prose") for one in found]
        for clause in _CLAUSE.finditer(narrowed, span.start, span.end) if any(scores) else ():
            of = [at for at, begin in enumerate(begins) if begin in clause[0]]
            graded = _GRADED.search(narrowed, *clause.span())
            if graded is not None:
                grade = valued(GRADE_WORDS[graded[1]], text, graded.start(), graded.end(), "prose")
                for at in of:
                    grades[at] = grades[at] or grade
    return [
        replace(one, total_score=one.total_score or score, grade=one.grade or grade)
        for one, score, grade in zip(evaluations, scores, grades, strict=True)
    ]


def _begin(name: str) -> str:
    """How a name begins, without the number of what it is for (20座社区公厕改造经费)."""
    count = _COUNT.match(name)
    start = count.end() if count else 0
    return name[start : start + _BEGINS]
