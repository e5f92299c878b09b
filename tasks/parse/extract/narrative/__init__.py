"""What the prose of a report states of its project: funds, rates, score, grade, problems and suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.indicators import read_prose_indicators
from tasks.parse.extract.narrative.rates import read_closing_rate, read_rates
from tasks.parse.extract.narrative.remarks import read_remarks
from tasks.parse.extract.narrative.scores import read_grade, read_total_score
from tasks.parse.extract.spans import Span
from tasks.parse.facts import Fund, Score, Stated
from tasks.parse.record import record


@record
class Narrative:
    """The values that the prose of one project states."""

    funds: tuple[Fund, ...] = ()
    execution_rate: Stated[Decimal] | None = None
    arrival_rate: Stated[Decimal] | None = None
    total_score: Stated[Decimal] | None = None
    grade: Stated[str] | None = None
    problems: Stated[str] | None = None
    suggestions: Stated[str] | None = None
    scores: tuple[Score, ...] = ()


def read_narrative(text: str, spans: Sequence[Span], name: str | None, *, department: bool = False) -> Narrative:
    """The values inside the spans, which leave out forms and tables; `name` is the project's.

    `department` tells that the prose is of a whole department, of which its projects' spending is a part.
    """
    execution_rate, arrival_rate = read_rates(text, spans)
    funds = read_funds(text, spans, name, department=department)
    problems, suggestions = read_remarks(text, spans)
    return Narrative(
        funds=funds,
        execution_rate=execution_rate or read_closing_rate(text, spans, funds),
        arrival_rate=arrival_rate,
        total_score=read_total_score(text, spans, of_project=name is not None and not department),
        grade=read_grade(text, spans),
        problems=problems,
        suggestions=suggestions,
        scores=read_prose_indicators(text, spans),
    )
