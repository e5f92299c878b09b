"""Every expectation that is derived from the model is broken by the very thing it forbids."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.suites import CHECKED_TABLES
from expectations.suites.basic import basic_expectations
from tasks.check.settle import ask
from tasks.check.staging import read_staged
from tests.expectations.night import Night, night
from warehouse.model import Column, Table

Row = dict[str, Any]


def failing(folder: Path) -> set[str]:
    return {one.expectation.id for one in ask(read_staged(folder)) if one.failed}


def derived(ending: str) -> set[str]:
    return {one.id for table in CHECKED_TABLES for one in basic_expectations(table) if one.id.endswith(f".{ending}")}


def full_night() -> Night:
    """A sound night with at least one row in every table."""
    made = night(2)
    for table in CHECKED_TABLES:
        if not made.rows.get(table.name):
            made.rows[table.name] = [{column.name: sound(column) for column in table.columns}]
    return made


def sound(column: Column) -> object:
    """A value that the model allows."""
    if column.allowed:
        return column.allowed[0]
    of_type = {pl.Boolean: True, pl.Date: date(2023, 1, 1), pl.String: "x", pl.Decimal: Decimal(1)}
    if column.type.polars.is_temporal() and column.type.polars != pl.Date:
        return datetime(2023, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    return of_type.get(column.type.polars.base_type(), column.minimum or 1)


def set_all(value: Callable[[Column], object], chosen: Callable[[Column], bool]) -> Callable[[Table, list[Row]], None]:
    """Breaks the first row of a table in all chosen columns."""

    def break_it(table: Table, rows: list[Row]) -> None:
        rows[0].update({column.name: value(column) for column in table.columns if chosen(column)})

    return break_it


def repeat_key(table: Table, rows: list[Row]) -> None:
    """Two rows of one key that say different things; a row repeated in every column is one row."""
    other = next((column for column in table.columns if column.name not in table.key), None)
    rows.append({**rows[0], **({other.name: different(other, rows[0][other.name])} if other else {})})


def different(column: Column, value: object) -> object:
    if isinstance(value, bool):
        return not value
    if isinstance(value, datetime | date):
        return value.replace(year=value.year + 1)
    return f"{value}x" if column.type.polars == pl.String else (value or 0) + 1  # type: ignore[operator]


def is_text(column: Column) -> bool:
    return bool(column.allowed) and column.type.polars == pl.String


BROKEN = {
    "not_null": set_all(lambda column: None, lambda column: not column.nullable),
    "allowed": set_all(lambda column: "nonsense" if is_text(column) else 99, lambda column: bool(column.allowed)),
    "range": set_all(
        lambda column: column.minimum - 1 if column.minimum is not None else column.maximum + 1,  # type: ignore[operator]
        lambda column: column.minimum is not None or column.maximum is not None,
    ),
    "reference": set_all(lambda column: "nowhere", lambda column: bool(column.references)),
    "key.unique": repeat_key,
}


@pytest.mark.parametrize("ending", BROKEN)
def test_rows(ending: str, tmp_path: Path) -> None:
    made = full_night()
    for table in CHECKED_TABLES:
        BROKEN[ending](table, made.rows[table.name])
    # Of a source or a division that is given twice one row is made, whatever the two say.
    merged = {"sources.key.unique", "regions.key.unique", "attachments.key.unique"}
    due = derived(ending) - merged
    assert len(due) > 5
    assert due <= failing(made.write(tmp_path))


FOREIGN: dict[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "columns": lambda frame: frame.drop(frame.columns[-1]),
    "types": lambda frame: frame.with_columns(pl.lit(1.5).alias(frame.columns[-1])),
    "known_columns": lambda frame: frame.with_columns(pl.lit(1).alias("foreign")),
}


@pytest.mark.parametrize("ending", FOREIGN)
def test_files_of_another_shape(ending: str, tmp_path: Path) -> None:
    made = full_night()
    folder = made.write(tmp_path)
    for name in made.rows:
        FOREIGN[ending](made.frame(name)).write_parquet(folder / name / "zz.parquet")
    assert derived(ending) <= failing(folder)
    assert len(derived(ending)) == len(CHECKED_TABLES)


def test_files_that_are_torn(tmp_path: Path) -> None:
    made = full_night()
    folder = made.write(tmp_path)
    for name in made.rows:
        (folder / name / "zz.parquet").write_bytes(b"PAR1 torn")
    assert derived("readable") <= failing(folder)
