from __future__ import annotations

import re
from pathlib import Path

from expectations.advice import advice
from expectations.suites import CHECKED_TABLES, suite


def test_most_expectations_have_advice_of_their_own() -> None:
    ids = [one.id for table in CHECKED_TABLES for one in suite(table.name)]
    special = [one for one in ids if "`jixiao explain`" not in advice(one)]
    assert len(special) > 0.8 * len(ids)
    assert all(advice(one).endswith(".") for one in ids)
    assert "unit applied twice" in advice("funds.amount_yuan.magnitude")
    assert "reader" in advice("funds.yield.source")


def test_what_advice_names_is_there() -> None:
    ids = [one.id for table in CHECKED_TABLES for one in suite(table.name)]
    named = {path for one in ids for path in re.findall(r"\b(?:tasks|warehouse)/[\w/.]+", advice(one))}
    assert named
    assert not [path for path in named if not (Path(__file__).parents[2] / path.rstrip(".")).exists()]
