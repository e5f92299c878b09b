"""Forms of many families and regions, printed to every format, say what was written into them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tasks.parse.document import Document
from tasks.parse.extract import extract
from tasks.parse.facts import Evaluation
from tasks.parse.forms import EXECUTION_LAYOUT
from tasks.parse.readers import read
from tests.tasks.parse.forms.printing import PRINTS, Fact, facts_of, load, plain, print_form

FORMS = load(Path(__file__).parent / "printed")


def read_facts(evaluation: Evaluation) -> set[Fact]:
    found: set[Fact] = set()
    if evaluation.fiscal_year is not None:
        found.add(("year", evaluation.fiscal_year))
    for kind, value in (
        ("unit", evaluation.implementing_unit),
        ("department", evaluation.competent_department),
        ("grade", evaluation.grade),
    ):
        if value is not None:
            found.add((kind, plain(value.value)))
    for kind, number in (("rate", evaluation.execution_rate), ("score", evaluation.total_score)):
        if number is not None:
            found.add((kind, number.value.normalize()))
    found |= {("fund", f.measure, f.source, f.amount_yuan.quantize(Decimal("0.01"))) for f in evaluation.funds}
    for score in evaluation.scores:
        names = [plain(name) for name in (score.indicator_1, score.indicator_2, score.indicator_3)]
        weight = None if score.max_points is None else score.max_points.normalize()
        points = None if score.points is None else score.points.normalize()
        if score.evidence.layout == EXECUTION_LAYOUT:
            found.add(("execution", weight, points))
        elif score.is_leaf:
            found.add(("line", *names, plain(score.target), plain(score.actual), weight, points))
        elif score.level:
            found.add(("parent", *names[:2], weight))
    return found


def read_all(document: Document) -> set[Fact]:
    return {
        (plain(evaluation.name.value if evaluation.name else ""), *fact)
        for evaluation in extract(document).evaluations
        for fact in read_facts(evaluation)
    }


# Text in which the cells that merged cells cover are gone cannot always be put together again: less is read there.
RECALL = {"dump": 0.97, "tabs": 0.97, "bars": 0.9, "words": 0.97, "cells": 0.96}
PRECISION = {"dump": 0.99, "tabs": 0.99, "bars": 0.98, "words": 0.99, "cells": 0.99}


@pytest.mark.parametrize("format_name", PRINTS)
def test_printed_forms_say_what_was_written(format_name: str) -> None:
    due = found = seen = 0
    missing, wrong = {}, {}
    for form in FORMS:
        written, read_out = facts_of(form), read_all(read(print_form(form, format_name)))
        due, found, seen = due + len(written), found + len(written & read_out), seen + len(read_out)
        if written - read_out:
            missing[form.name] = written - read_out
        if read_out - written:
            wrong[form.name] = read_out - written
    assert found >= PRECISION.get(format_name, 1) * seen, wrong
    assert found >= RECALL.get(format_name, 1) * due > 0, missing
