"""The extract contract: facts as the JSON object that `jixiao extract` prints, one a document."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

from tasks.parse.facts import Claim, Evaluation, Facts, Fund, Score, Stated
from tasks.parse.forms import EXECUTION_LAYOUT

Json: TypeAlias = "str | int | float | list[Json] | dict[str, Json] | None"

_FEN = Decimal("0.01")


def to_contract(path: str, facts: Facts) -> dict[str, Json]:
    """The object for one document: amounts as text with two decimals, rates as numbers, None for what is unstated."""
    return {
        "path": path,
        "doc_type": facts.doc_type,
        "title": _words(facts.title),
        "publisher": _words(facts.publisher),
        "published_on": facts.published_on.value.isoformat() if facts.published_on else None,
        "index_no": _words(facts.index_no),
        "doc_no": _words(facts.document_no),
        "projects": [_project(evaluation) for evaluation in facts.evaluations],
        "claims": [_claim(claim) for claim in facts.claims],
    }


def _project(evaluation: Evaluation) -> dict[str, Json]:
    return {
        "name": _words(evaluation.name),
        "kind": evaluation.kind,
        "fiscal_year": evaluation.fiscal_year,
        "implementing_unit": _words(evaluation.implementing_unit),
        "competent_department": _words(evaluation.competent_department),
        "funds": [_fund(fund) for fund in evaluation.funds],
        "execution_rate": _number(evaluation.execution_rate.value) if evaluation.execution_rate else None,
        "arrival_rate": _number(evaluation.arrival_rate.value) if evaluation.arrival_rate else None,
        "total_score": _number(evaluation.total_score.value) if evaluation.total_score else None,
        "grade": _words(evaluation.grade),
        "indicators": [_indicator(score) for score in evaluation.scores if _is_indicator(score)],
    }


def _fund(fund: Fund) -> dict[str, Json]:
    return {
        "measure": fund.measure,
        "source": fund.source,
        "amount_yuan": format(fund.amount_yuan.quantize(_FEN), "f"),
        "fiscal_year": fund.fiscal_year,
        "evidence": {"quote": fund.evidence.quote, "start": fund.evidence.start, "end": fund.evidence.end},
    }


def _is_indicator(score: Score) -> bool:
    """Whether a line is a leaf of the indicator block; the execution rate is scored beside the money."""
    return score.level > 0 and score.is_leaf and score.evidence.layout != EXECUTION_LAYOUT


def _indicator(score: Score) -> dict[str, Json]:
    return {
        "level1": score.indicator_1,
        "level2": score.indicator_2,
        "level3": score.indicator_3,
        "target": score.target,
        "actual": score.actual,
        "max_points": _number(score.max_points),
        "points": _number(score.points),
    }


def _claim(claim: Claim) -> dict[str, Json]:
    value = _number(claim.value)
    return {
        "name": claim.name,
        "value": value if claim.comparator == "=" else f"{claim.comparator}{_plain(claim.value)}",
        "unit": claim.unit,
        "quote": claim.evidence.quote,
    }


def _words(value: Stated[str] | None) -> str | None:
    return value.value if value else None


def _number(value: Decimal | None) -> int | float | None:
    """A decimal as a JSON number: whole ones without a point, others as the double that prints the same digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value != value.to_integral_value() else str(int(value))
