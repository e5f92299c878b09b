"""The expectations that follow from the model: columns, types, keys, NULLs, vocabularies, ranges, references."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from expectations.expectation import Arrival, Expectation, Frames, RowExpectation, Staged, TableExpectation
from warehouse.model import Column, Table, Type
from warehouse.tables import DERIVED_TABLES


def basic_expectations(table: Table) -> Iterator[Expectation]:
    """Every expectation that the model's description of a table implies, in the model's order."""
    yield from _arrival_expectations(table)
    yield _unique_key(table)
    for column in table.columns:
        if not column.nullable:
            yield _not_null(table, column)
        if column.allowed:
            yield _allowed(table, column)
        if column.minimum is not None or column.maximum is not None:
            yield _in_range(table, column)
        if column.references and column.references.split(".")[0] not in DERIVED_TABLES:
            yield _reference(table, column)


def _arrival_expectations(table: Table) -> Iterator[TableExpectation]:
    def breach(fault: Callable[[Arrival], tuple[str, ...]]) -> Callable[[Staged], str | None]:
        def check(staged: Staged) -> str | None:
            faults = fault(staged.arrivals.get(table.name, Arrival()))
            return "; ".join(faults) or None

        return check

    yield TableExpectation(
        f"{table.name}.readable",
        table.name,
        "暂存文件均可读取",
        "Every staged file can be read",
        "critical",
        breach(lambda arrival: arrival.unreadable),
    )
    yield TableExpectation(
        f"{table.name}.columns",
        table.name,
        "模型的各列齐全",
        "Every column of the model is there",
        "critical",
        breach(lambda arrival: arrival.missing),
    )
    yield TableExpectation(
        f"{table.name}.types",
        table.name,
        "各列类型与模型一致",
        "Every column has the model's type",
        "critical",
        breach(lambda arrival: arrival.mistyped),
    )
    yield TableExpectation(
        f"{table.name}.known_columns",
        table.name,
        "没有模型以外的列",
        "No column stands there that the model does not know",
        "warning",
        breach(lambda arrival: arrival.unknown),
    )


def _unique_key(table: Table) -> RowExpectation:
    # Of rows that repeat each other in every column the first may stay; rows that share a key and differ leave no
    # way to tell which is right, and none stays.
    def holds(frames: Frames) -> pl.Expr:
        frame = frames[table.name]
        key = frame.select(table.key)
        unique = key.is_unique()
        if unique.all():
            return pl.lit(True)
        repeated = frame.with_row_index("_at").filter(~unique)
        columns = pl.exclude("_at")
        first_of_equals = repeated.filter(
            (pl.struct(columns).n_unique().over(table.key) == 1) & pl.struct(columns).is_first_distinct()
        )
        kept = first_of_equals["_at"].implode()
        return pl.lit(unique) | pl.int_range(pl.len(), dtype=pl.UInt32).is_in(kept)

    return RowExpectation(
        f"{table.name}.key.unique",
        table.name,
        f"键({', '.join(table.key)})唯一",
        f"The key ({', '.join(table.key)}) is unique",
        "critical",
        holds,
    )


def _not_null(table: Table, column: Column) -> RowExpectation:
    # The text itself is never held in memory: its length says whether there is one.
    name = "characters" if (table.name, column.name) == ("texts", "text") else column.name
    return RowExpectation(
        f"{table.name}.{column.name}.not_null",
        table.name,
        f"{column.zh}不为空",
        f"{column.name} is given",
        "critical",
        lambda _: pl.col(name).is_not_null(),
    )


def _allowed(table: Table, column: Column) -> RowExpectation:
    value = pl.col(column.name)
    # The model writes vocabularies as text, also those of numbered tiers.
    words = value if column.type is Type.TEXT else value.cast(pl.String)
    return RowExpectation(
        f"{table.name}.{column.name}.allowed",
        table.name,
        f"{column.zh}属于: {', '.join(column.allowed)}",
        f"{column.name} is one of: {', '.join(column.allowed)}",
        "critical",
        lambda _: words.is_in(list(column.allowed)),
    )


def _in_range(table: Table, column: Column) -> RowExpectation:
    low, high = column.minimum, column.maximum
    text = f"{'−∞' if low is None else low} … {'∞' if high is None else high}"

    def holds(_: Frames) -> pl.Expr:
        value, bounds = pl.col(column.name), pl.lit(True)
        if low is not None:
            bounds = bounds & (value >= low)
        if high is not None:
            bounds = bounds & (value <= high)
        return bounds

    return RowExpectation(
        f"{table.name}.{column.name}.range",
        table.name,
        f"{column.zh}在 {text} 之间",
        f"{column.name} lies in {text}",
        "critical",
        holds,
    )


def _reference(table: Table, column: Column) -> RowExpectation:
    target, target_column = str(column.references).split(".")
    return RowExpectation(
        f"{table.name}.{column.name}.reference",
        table.name,
        f"{column.zh}见于 {target}",
        f"{column.name} stands in {column.references}",
        "critical",
        lambda frames: pl.col(column.name).is_in(values(frames, target, target_column)),
        relational=True,
    )


def values(frames: Frames, table: str, column: str) -> pl.Series:
    """The values of a column as the right side of `is_in`; none where the table was not staged."""
    frame = frames.get(table)
    column_values = pl.Series(column, [], dtype=pl.String) if frame is None else frame[column]
    return column_values.drop_nulls().unique().implode()
