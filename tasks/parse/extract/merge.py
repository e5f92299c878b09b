"""One project from several places: what its forms say holds, what the prose adds is added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from tasks.parse.extract.narrative import Narrative
from tasks.parse.facts import Evaluation, Fund, Score
from warehouse.ids import match_key


def merge_forms(evaluations: Sequence[Evaluation]) -> Evaluation:
    """The forms of one project (target, information, score table) as one evaluation; the earlier form holds."""
    return reduce(_with_form, evaluations)


def _with_form(first: Evaluation, second: Evaluation) -> Evaluation:
    return replace(
        first,
        start=min(first.start, second.start),
        end=max(first.end, second.end),
        name=first.name or second.name,
        code=first.code or second.code,
        fiscal_year=first.fiscal_year or second.fiscal_year,
        fiscal_year_method=first.fiscal_year_method or second.fiscal_year_method,
        implementing_unit=first.implementing_unit or second.implementing_unit,
        competent_department=first.competent_department or second.competent_department,
        template=first.template or second.template,
        execution_rate=first.execution_rate or second.execution_rate,
        arrival_rate=first.arrival_rate or second.arrival_rate,
        total_score=first.total_score or second.total_score,
        full_mark=first.full_mark or second.full_mark,
        grade=first.grade or second.grade,
        problems=first.problems or second.problems,
        suggestions=first.suggestions or second.suggestions,
        funds=_united(first.funds, second.funds, None),
        scores=_united_scores(first.scores, second.scores),
    )


def _united_scores(first: tuple[Score, ...], second: tuple[Score, ...]) -> tuple[Score, ...]:
    """The lines of both forms; a line that one form states again word for word counts once."""
    seen = {_line(score) for score in first}
    return (*first, *(score for score in second if _line(score) not in seen))


def _line(score: Score) -> tuple[object, ...]:
    names = (match_key(score.indicator_1), match_key(score.indicator_2), match_key(score.indicator_3))
    return (score.level, *names, score.target, score.actual, score.max_points, score.points)


def add_narrative(form: Evaluation, narrative: Narrative) -> Evaluation:
    """A form's evaluation with what only the prose states."""
    return replace(
        form,
        execution_rate=form.execution_rate or narrative.execution_rate,
        arrival_rate=form.arrival_rate or narrative.arrival_rate,
        total_score=form.total_score or narrative.total_score,
        grade=form.grade or narrative.grade,
        problems=form.problems or narrative.problems,
        suggestions=form.suggestions or narrative.suggestions,
        funds=_united(form.funds, narrative.funds, form.fiscal_year),
    )


def _united(first: Iterable[Fund], second: Iterable[Fund], year: int | None) -> tuple[Fund, ...]:
    """Funds in their order, each (measure, source, amount, year) once; no year means the evaluation's own."""
    found: dict[tuple[object, ...], Fund] = {}
    for fund in (*first, *second):
        found.setdefault((fund.measure, fund.source, fund.amount_yuan, fund.fiscal_year or year), fund)
    return tuple(found.values())
