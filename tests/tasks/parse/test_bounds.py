"""What the warehouse's columns cannot hold never reaches them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tasks.parse.bounds import storable
from tasks.parse.document import Document
from tasks.parse.facts import Claim, Evaluation, Evidence, Facts, Fund, Score, Stated
from tasks.parse.frames import Rows, add_document
from tasks.parse.region import Place
from tasks.parse.trust import Trust
from tests.tasks.parse.test_frames import FACTS, ORIGIN, TEXT

AT = Evidence(0, 1, TEXT[0], "test")


@pytest.mark.parametrize("number", [Decimal("9" * 40), Decimal("-1e30"), Decimal("NaN"), Decimal("Infinity")])
def test_numbers_too_large_are_left_out(number: Decimal) -> None:
    evaluation = Evaluation(
        "project",
        0,
        len(TEXT),
        total_score=Stated(number, "x", AT),
        execution_rate=Stated(number, "x", AT),
        full_mark=number,
        funds=(Fund("spent", "total", number, "x", "sentence", AT),),
        scores=(Score(level=3, evidence=AT, points=number, max_points=Decimal(10), target_value=number),),
    )
    claims = (Claim("甲", number, "件", "=", AT), Claim("乙", Decimal(50), "%", "=", AT, number, number))
    facts = storable(Facts("project_report", evaluations=(evaluation,), claims=claims))
    rows = Rows()
    add_document(rows, ORIGIN, Document(TEXT, (), "t", "text"), facts, Place(None, None), Trust(3, ()))
    frames = rows.frames()
    assert frames["funds"].is_empty()
    assert frames["claims"].select("name", "numerator").rows() == [("乙", None)]
    assert frames["scores"].select("points", "max_points").rows() == [(None, Decimal(10))]
    assert frames["evaluations"].select("total_score", "full_mark", "stated_execution_rate").rows() == [(None,) * 3]


def test_honest_facts_stay_as_they_are() -> None:
    assert storable(FACTS) == replace(FACTS)
