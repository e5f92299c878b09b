"""How much of a document is read for facts: a dump of a database behind a page must not cost the night."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from tasks.parse.document import NOT_READ, Block, Document
from tasks.parse.facts import Evaluation, Facts, Score, Stated

MAX_CHARACTERS = 500_000
"""The printed reports of a whole county's departments come to some 300 000."""

_MOST_YUAN = Decimal(10) ** 14  # the country's whole budget of a year is a third of it
_MOST_POINTS = Decimal(10) ** 5
_MOST_COUNTED = Decimal(10) ** 18


def bounded(document: Document) -> Document:
    """The document up to the most that is read; what lies behind is in the archive, and a note tells so.

    A paragraph across the end is shortened, a table across it left out: half a table says something else.
    """
    if len(document.text) <= MAX_CHARACTERS:
        return document
    blocks = [_cut(block) for block in document.blocks if block.start < MAX_CHARACTERS]
    note = f"{NOT_READ} the text behind the first {MAX_CHARACTERS} of {len(document.text)} characters"
    return replace(
        document,
        text=document.text[:MAX_CHARACTERS],
        blocks=tuple(block for block in blocks if block is not None),
        notes=(*document.notes, note),
    )


def _cut(block: Block) -> Block | None:
    if block.end <= MAX_CHARACTERS:
        return block
    if block.grid is not None:
        return None
    return replace(block, end=MAX_CHARACTERS, text=block.text[: MAX_CHARACTERS - block.start])


def storable(facts: Facts) -> Facts:
    """The facts without numbers that the warehouse's columns cannot hold: digits run together, or malice."""
    return replace(
        facts,
        evaluations=tuple(_storable(evaluation) for evaluation in facts.evaluations),
        claims=tuple(
            replace(claim, numerator=None, denominator=None)
            if claim.numerator is not None
            and not (_small(claim.numerator, _MOST_COUNTED) and _small(claim.denominator, _MOST_COUNTED))
            else claim
            for claim in facts.claims
            if _small(claim.value, _MOST_COUNTED)
        ),
    )


def _storable(evaluation: Evaluation) -> Evaluation:
    return replace(
        evaluation,
        funds=tuple(fund for fund in evaluation.funds if _small(fund.amount_yuan, _MOST_YUAN)),
        scores=tuple(_score(score) for score in evaluation.scores),
        execution_rate=_stated(evaluation.execution_rate),
        arrival_rate=_stated(evaluation.arrival_rate),
        total_score=_stated(evaluation.total_score),
        full_mark=evaluation.full_mark if _small(evaluation.full_mark, _MOST_POINTS) else None,
    )


def _score(score: Score) -> Score:
    if (
        _small(score.target_value, _MOST_COUNTED)
        and _small(score.max_points, _MOST_POINTS)
        and _small(score.points, _MOST_POINTS)
    ):
        return score
    return replace(
        score,
        target_value=score.target_value if _small(score.target_value, _MOST_COUNTED) else None,
        max_points=score.max_points if _small(score.max_points, _MOST_POINTS) else None,
        points=score.points if _small(score.points, _MOST_POINTS) else None,
    )


def _stated(value: Stated[Decimal] | None) -> Stated[Decimal] | None:
    return value if value is None or _small(value.value, _MOST_POINTS) else None


def _small(value: Decimal | None, most: Decimal) -> bool:
    return value is None or (value.is_finite() and abs(value) < most)
