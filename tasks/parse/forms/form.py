"""The product of this package: one form, and what it states."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.parse.facts import Evaluation


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a document, from `start` to `end` of its text.

    `kind` is "self_eval", "target" (goals without results), "score" (points by line without a fund table of the
    central kind), "info" (names or money only), "department" (a department's whole expenditure), "judged" (a row of a
    list that evaluates its projects) or "list" (a row of any other list of projects).
    """

    kind: str
    start: int
    end: int
    evaluation: Evaluation
