"""What is read out of a document: plain values, each with the evidence it was read from.

Nothing computed stands here: a rate, a score or a grade is given only where the document states it.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from tasks.parse.record import record

T = TypeVar("T")


@record
class Evidence:
    """Where a value was read: a span of the document's text, the text there, and the layout rule that found it."""

    start: int
    end: int
    quote: str
    layout: str
    locator: str | None = None


@record
class Stated(Generic[T]):
    """A value, the way it is written, and its evidence."""

    value: T
    as_written: str
    evidence: Evidence


@record
class Fund:
    """One amount of money. `measure`, `source` and `unit_from` are words of `warehouse.vocabulary`.

    `fiscal_year` is given only where the text ties the amount to a year of its own.
    """

    measure: str
    source: str
    amount_yuan: Decimal
    amount_as_written: str
    unit_from: str
    evidence: Evidence
    fiscal_year: int | None = None


@record
class Score:
    """One scored line: level 0 the total, 1 to 3 a line of the indicator tree.

    `is_leaf` is false for a line whose points are divided by others (a subtotal or a parent).
    """

    level: int
    evidence: Evidence
    indicator_1: str | None = None
    indicator_2: str | None = None
    indicator_3: str | None = None
    target: str | None = None
    target_operator: str | None = None
    target_value: Decimal | None = None
    target_unit: str | None = None
    actual: str | None = None
    max_points: Decimal | None = None
    points: Decimal | None = None
    reason: str | None = None
    is_leaf: bool = True


@record
class Claim:
    """A quantified statement: "1685 of 1700, 97.4 %" has value 97.4, unit %, numerator 1685, denominator 1700.

    `comparator` is one of `warehouse.vocabulary.COMPARATORS`. `is_target` tells a goal from an achievement.
    """

    name: str
    value: Decimal
    unit: str | None
    comparator: str
    evidence: Evidence
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_target: bool = False


@record
class Evaluation:
    """One evaluation of one project (or of a department's whole expenditure) in one document.

    `start` and `end` bound the part of the document that speaks of it; claims inside belong to it. `part_of` is the
    start of the evaluation whose figures contain this one's: in a list, that of the row which adds it up.
    """

    kind: str
    start: int
    end: int
    name: Stated[str] | None = None
    code: str | None = None
    fiscal_year: int | None = None
    fiscal_year_method: str | None = None
    implementing_unit: Stated[str] | None = None
    competent_department: Stated[str] | None = None
    evaluator: str = "unit_self"
    template: str | None = None
    execution_rate: Stated[Decimal] | None = None
    arrival_rate: Stated[Decimal] | None = None
    total_score: Stated[Decimal] | None = None
    full_mark: Decimal | None = None
    grade: Stated[str] | None = None
    problems: Stated[str] | None = None
    suggestions: Stated[str] | None = None
    part_of: int | None = None
    funds: tuple[Fund, ...] = ()
    scores: tuple[Score, ...] = ()


@record
class Facts:
    """Everything read out of one document. `doc_type` is a word of `warehouse.vocabulary.DOCUMENT_TYPES`."""

    doc_type: str
    title: Stated[str] | None = None
    publisher: Stated[str] | None = None
    published_on: Stated[date] | None = None
    index_no: Stated[str] | None = None
    document_no: Stated[str] | None = None
    evaluations: tuple[Evaluation, ...] = ()
    claims: tuple[Claim, ...] = ()
    notes: tuple[str, ...] = field(default=())
