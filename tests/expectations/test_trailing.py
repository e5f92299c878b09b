"""Tonight against the nights before: each comparison with figures that break it, and with too few to compare."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from expectations.expectation import Skipped, Staged, TableExpectation, Trailing
from expectations.suites.trailing import empty_trailing, trailing_expectations, yields_of
from tests.expectations.night import Night, night

USUAL = {"documents": 30, "evaluations": 30, "funds": 90, "scores": 90, "claims": 30, "held_evaluations": 30}
BY_ID = {expectation.id: expectation for expectation in trailing_expectations()}


def nights(count: int = 5, **changed: int) -> pl.DataFrame:
    rows = [{"run_id": f"n{number}", "source_id": "yunxi", **USUAL, **changed} for number in range(count)]
    return pl.DataFrame(rows, schema=empty_trailing().nights.schema)


def held(made: Night, funds: int = 3) -> pl.DataFrame:
    rows = [
        {"document_id": row["document_id"], "source_id": "yunxi", "evaluations": 1, "funds": funds}
        for row in made.rows["documents"]
    ]
    return pl.DataFrame(rows, schema=empty_trailing().held.schema)


def staged(made: Night, before: pl.DataFrame, known: pl.DataFrame | None = None) -> Staged:
    trailing = Trailing(before, empty_trailing().held if known is None else known)
    return Staged({name: made.frame(name) for name in made.rows}, trailing=trailing)


def asked(which: str, rows: Staged) -> str | Skipped | None:
    expectation = BY_ID[which]
    assert isinstance(expectation, TableExpectation)
    return expectation.breach(rows)


def test_a_usual_night_breaks_nothing() -> None:
    made = night(30)
    rows = staged(made, nights(), held(made))
    assert {name: asked(name, rows) for name in BY_ID} == dict.fromkeys(BY_ID)


@pytest.mark.parametrize(
    ("which", "before"),
    [
        ("evaluations.yield.overall", {"evaluations": 60}),
        ("funds.yield.overall", {"funds": 180}),
        ("scores.yield.overall", {"scores": 180}),
        ("claims.yield.overall", {"claims": 60}),
        ("evaluations.yield.source", {"evaluations": 70}),
        ("funds.yield.source", {"funds": 200}),
        ("scores.yield.source", {"scores": 200}),
        ("claims.yield.source", {"claims": 70}),
        ("evaluations.held", {"held_evaluations": 40}),
    ],
)
def test_a_fall_is_noticed(which: str, before: dict[str, int]) -> None:
    reason = asked(which, staged(night(30), nights(**before)))
    assert isinstance(reason, str)
    assert "median" in reason
    assert BY_ID[which].severity == ("warning" if which.endswith("source") else "critical")
    if which.endswith("source"):
        assert reason.startswith("yunxi: ")


def test_one_odd_night_does_not_move_the_median() -> None:
    before = pl.concat([nights(), nights(1, funds=900).with_columns(run_id=pl.lit("n9"))])
    assert asked("funds.yield.overall", staged(night(30), before)) is None


@pytest.mark.parametrize("which", sorted(BY_ID))
def test_too_few_nights_or_documents_are_said_to_be_too_few(which: str) -> None:
    answers = [asked(which, staged(night(30), nights(2))), asked(which, staged(night(5), nights(2)))]
    assert all(isinstance(answer, Skipped) and answer.reason for answer in answers)
    assert isinstance(asked(which, Staged({name: night(30).frame(name) for name in night(1).rows})), Skipped)


def test_small_nights_do_not_enter_the_median() -> None:
    before = pl.concat([nights(2), nights(9, documents=3, funds=9000).with_columns(run_id="s" + pl.col("run_id"))])
    assert isinstance(asked("funds.yield.overall", staged(night(30), before)), Skipped)


def lose(table: str, keep: int) -> Callable[[Night], None]:
    def apply(made: Night) -> None:
        del made.rows[table][keep:]

    return apply


@pytest.mark.parametrize(("table", "keep"), [("evaluations", 20), ("funds", 60)])
def test_documents_read_again_keep_their_facts(table: str, keep: int) -> None:
    made = night(30)
    known = held(made)
    lose(table, keep)(made)
    reason = asked(f"{table}.retained", staged(made, nights(), known))
    assert isinstance(reason, str)
    assert str(keep) in reason


def test_yields_count_what_stays_in_the_warehouse() -> None:
    made = night(4)
    elsewhere = pl.DataFrame(
        [{"document_id": "other", "source_id": "baisha", "evaluations": 7, "funds": 1}],
        schema=empty_trailing().held.schema,
    )
    rows = yields_of(staged(made, nights(), pl.concat([held(made), elsewhere]))).to_dicts()
    assert [(row["source_id"], row["documents"], row["held_evaluations"]) for row in rows] == [
        ("baisha", 0, 7),
        ("yunxi", 4, 4),
    ]
