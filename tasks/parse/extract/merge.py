"""One project from several places: what its forms say holds, what the prose adds is added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

from tasks.parse.extract.narrative import Narrative
from tasks.parse.facts import Evaluation, Fund, Score
from warehouse.ids import match_key


def by_project(evaluations: Sequence[Evaluation]) -> list[list[Evaluation]]:
    """The forms' evaluations by the project they are of, in their order.

    Where all that are named bear one name, they are one project's forms (target, information, score table). Else a
    form without a name is of all projects together, as the sum at the head of a list.
    """
    groups: list[list[Evaluation]] = []
    for evaluation in evaluations:
        group = next((group for group in groups if any(_same_project(evaluation, other) for other in group)), None)
        if group is None:
            groups.append([evaluation])
        else:
            group.append(evaluation)
    if len({evaluation.kind for evaluation in evaluations}) == 1:
        named = [group for group in groups if group[0].name is not None]
        if len(named) <= 1:
            return [list(evaluations)] if evaluations else []
    return groups


def _same_project(first: Evaluation, second: Evaluation) -> bool:
    if first.kind != second.kind:
        return False
    if first.name is None or second.name is None:
        return first.name is second.name
    return _core(first.name.value) == _core(second.name.value)


def _core(name: str) -> str:
    """A project's name as the forms of one file vary it: with or without 项目 and the year at its ends."""
    return re.sub(r"^(?:20\d\d年?度?)|项目$", "", match_key(name))


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
    if not first or not second:
        return first or second
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
        scores=form.scores or narrative.scores,
    )


def _united(first: Iterable[Fund], second: Iterable[Fund], year: int | None) -> tuple[Fund, ...]:
    """Funds in their order, each (measure, source, amount, year) once; no year means the evaluation's own."""
    found: dict[tuple[object, ...], Fund] = {}
    for fund in (*first, *second):
        found.setdefault((fund.measure, fund.source, fund.amount_yuan, fund.fiscal_year or year), fund)
    return tuple(found.values())


def states_anything(evaluation: Evaluation) -> bool:
    """Whether an evaluation holds a figure, a grade or a scored line, and not names alone."""
    rates = (evaluation.execution_rate, evaluation.arrival_rate, evaluation.total_score, evaluation.grade)
    return bool(evaluation.funds or evaluation.scores or any(rate is not None for rate in rates))
