"""Decides row by row what may pass: first what every expectation says, then what falls with what was taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from expectations.expectation import RowExpectation, Skipped, Staged, TableExpectation
from expectations.suites import CHECKED_TABLES, suite

CASCADE = "cascade:"
"""Written before an expectation that a row broke only because other rows were taken out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An expectation with the rows for which it held; one row for a table expectation.

    `reason` says why a table expectation does not hold, `skipped` why it could not be asked.
    """

    expectation: RowExpectation | TableExpectation
    held: pl.Series
    reason: str | None = None
    skipped: str | None = None

    @property
    def failed(self) -> int:
        """Rows that broke it."""
        return int((~self.held).sum())


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the staged rows: those that pass, and those kept out with the expectation that they broke.

    `kept_out` has the columns table_name, at (the row's place in its staged frame) and expectation.
    """

    passed: Mapping[str, pl.Series]
    kept_out: pl.DataFrame


def ask(staged: Staged) -> Iterator[Asked]:
    """Every expectation of every table, put to the rows as they were staged."""
    for table in CHECKED_TABLES:
        for expectation in suite(table.name):
            if isinstance(expectation, TableExpectation):
                reason = expectation.breach(staged)
                if isinstance(reason, Skipped):
                    yield Asked(expectation, pl.Series([True]), skipped=reason.reason)
                else:
                    yield Asked(expectation, pl.Series([reason is None]), reason)
            else:
                yield Asked(expectation, _held(expectation, staged.frames))


def settle(staged: Staged, asked: list[Asked]) -> Settled:
    """Take out the rows that break a critical expectation, and again, until all that refers to others finds them."""
    passed = {name: _constant(True, frame.height) for name, frame in staged.frames.items()}
    notes: list[pl.DataFrame] = []
    critical = [
        (one, one.expectation)
        for one in asked
        if isinstance(one.expectation, RowExpectation) and one.expectation.severity == "critical"
    ]
    relational = [expectation for _, expectation in critical if expectation.relational]
    for one, expectation in critical:
        if one.failed:
            notes.append(_note(expectation.table, (~one.held).arg_true(), expectation.id))
            passed[expectation.table] = passed[expectation.table] & one.held
    while True:
        left = {name: frame.filter(passed[name]) for name, frame in staged.frames.items()}
        fallen: list[tuple[str, pl.Series, str]] = []
        for expectation in relational:
            held = _held(expectation, left)
            if not held.all():
                places = passed[expectation.table].arg_true().filter(~held)
                fallen.append((expectation.table, places, CASCADE + expectation.id))
        if not fallen:
            break
        for table, places, expectation_id in fallen:
            notes.append(_note(table, places, expectation_id))
            passed[table] = passed[table].scatter(places, False)
    return Settled(passed, pl.concat(notes) if notes else _note("", pl.Series([], dtype=pl.UInt32), ""))


def _held(expectation: RowExpectation, frames: Mapping[str, pl.DataFrame]) -> pl.Series:
    """Row by row whether it held; an expectation about an absent value holds."""
    frame = frames[expectation.table]
    held = frame.select(expectation.holds(frames).fill_null(True).alias("held"))["held"].cast(pl.Boolean)
    # A literal answers for all rows at once.
    return held if len(held) == frame.height else _constant(bool(held[0]), frame.height)


def _constant(value: bool, height: int) -> pl.Series:
    return pl.repeat(value, height, dtype=pl.Boolean, eager=True)


def _note(table: str, places: pl.Series, expectation_id: str) -> pl.DataFrame:
    return pl.DataFrame({"at": places.cast(pl.UInt32)}).select(
        pl.lit(table).alias("table_name"), "at", pl.lit(expectation_id).alias("expectation")
    )
