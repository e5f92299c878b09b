"""What is derived from the model for DuckDB and polars: DDL with comments, tables, and frames of the exact schema."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

import duckdb
import polars as pl
from polars.exceptions import PolarsError

from warehouse.model import Column, Table


class SchemaError(ValueError):
    """Rows that do not fit their table. The message names the table and the column."""


def in_schema(table: Table, schema: str) -> Table:
    """The same table in another schema: the build database holds every fact table twice."""
    return replace(table, schema=schema)


def literal(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def table_comment(table: Table) -> str:
    """What the catalogue says of a table, in Chinese and English."""
    return f"{table.zh} | {table.en}"


def column_comment(column: Column) -> str:
    """What the catalogue says of a column: meaning in Chinese and English, unit, the words it may hold."""
    unit = f" [{column.unit}]" if column.unit else ""
    allowed = f" {{{', '.join(column.allowed)}}}" if column.allowed else ""
    return f"{column.zh} | {column.en}{unit}{allowed}"


def ddl(table: Table) -> str:
    """The statements that make a table with its comments; they change nothing where it stands already.

    Keys are not declared: DuckDB keeps an index in memory for each, which doubles the time of a load, and the
    expectations prove uniqueness before it.
    """
    name = f"{quoted(table.schema)}.{quoted(table.name)}"
    columns = ",\n".join(
        f"  {quoted(column.name)} {column.type.duckdb}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    statements = [
        f"CREATE SCHEMA IF NOT EXISTS {quoted(table.schema)}",
        f"CREATE TABLE IF NOT EXISTS {name} (\n{columns}\n)",
        f"COMMENT ON TABLE {name} IS {literal(table_comment(table))}",
    ]
    statements += [
        f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {literal(column_comment(column))}"
        for column in table.columns
    ]
    return ";\n".join(statements) + ";\n"


def create_tables(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Make the tables that are not there yet, and bring those of an older model up to this one.

    A table that stands gets the columns that it lacks, empty and at its end, and may leave empty what the model lets be
    empty by now. So columns may stand in another order than in the model: insert by name.
    """
    for table in tables:
        name = f"{quoted(table.schema)}.{quoted(table.name)}"
        standing = _standing(connection, table)
        for column in table.columns if standing else ():
            if column.name not in standing:
                connection.execute(f"ALTER TABLE {name} ADD COLUMN {quoted(column.name)} {column.type.duckdb}")
            elif column.nullable and not standing[column.name]:
                connection.execute(f"ALTER TABLE {name} ALTER COLUMN {quoted(column.name)} DROP NOT NULL")
        connection.execute(ddl(table))


def _standing(connection: duckdb.DuckDBPyConnection, table: Table) -> dict[str, bool]:
    """The columns of a table as it stands, and whether they may be empty."""
    found = connection.execute(
        "SELECT column_name, is_nullable FROM duckdb_columns()"
        " WHERE database_name = current_database() AND schema_name = ? AND table_name = ?",
        [table.schema, table.name],
    ).fetchall()
    return {str(name): bool(nullable) for name, nullable in found}


def frame(table: Table, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Rows as a frame with the table's exact schema.

    A column that a row leaves out is NULL. Decimals finer than their column are rounded half up, as money is.
    Raises `SchemaError` for a name the table does not have, a float where a decimal belongs, a value that does not
    fit, and a NULL where there must be none.
    """
    listed = list(rows)
    known = set(table.polars_schema)
    for row in listed:
        if not known.issuperset(row):
            raise SchemaError(f"{table.qualified} has no column {min(set(row) - known)}")
    series = [_series(table, column, [row.get(column.name) for row in listed]) for column in table.columns]
    return _without_forbidden_nulls(table, pl.DataFrame(series))


def conform(table: Table, data: pl.DataFrame) -> pl.DataFrame:
    """A frame with the table's columns in their order and types; nullable columns it lacks are NULL.

    Raises `SchemaError` for a column too many, a lacking column that must be filled, a value that does not cast
    without loss, and a NULL where there must be none.
    """
    surplus = sorted(set(data.columns) - set(table.polars_schema))
    if surplus:
        raise SchemaError(f"{table.qualified} has no column {surplus[0]}")
    series: list[pl.Series] = []
    for column in table.columns:
        if column.name in data.columns:
            series.append(_cast(table, column, data[column.name]))
        elif column.nullable:
            series.append(pl.Series(column.name, [None] * data.height, dtype=column.type.polars))
        else:
            raise SchemaError(f"{table.qualified}.{column.name} is missing")
    return _without_forbidden_nulls(table, pl.DataFrame(series))


def _series(table: Table, column: Column, values: list[object]) -> pl.Series:
    dtype = column.type.polars
    if isinstance(dtype, pl.Decimal):
        values = [_fixed(table, column, value, dtype) for value in values]
    try:
        return pl.Series(column.name, values, dtype=dtype, strict=True)
    except (PolarsError, TypeError, OverflowError) as error:
        raise SchemaError(f"{table.qualified}.{column.name}: {error}") from error


def _fixed(table: Table, column: Column, value: object, dtype: pl.Decimal) -> Decimal | None:
    """A decimal at the column's scale. Polars would round half to even, which no budget office does."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise SchemaError(f"{table.qualified}.{column.name}: {value!r} is not a decimal")
    try:
        fixed = Decimal(value).quantize(Decimal(1).scaleb(-dtype.scale), ROUND_HALF_UP)
    except InvalidOperation:
        fixed = Decimal("NaN")
    if not fixed.is_finite() or len(fixed.as_tuple().digits) > (dtype.precision or 0):
        raise SchemaError(f"{table.qualified}.{column.name}: {value} does not fit {column.type.duckdb}")
    return fixed


def _cast(table: Table, column: Column, series: pl.Series) -> pl.Series:
    wanted = column.type.polars
    if series.dtype == wanted:
        return series
    if series.dtype.is_float() and not wanted.is_float():
        raise SchemaError(f"{table.qualified}.{column.name}: a float is not a {column.type.duckdb}")
    try:
        cast = series.cast(wanted, strict=True)
        lossless = series.dtype == pl.Null or bool(
            (cast.cast(series.dtype, strict=True) == series).fill_null(True).all()
        )
    except PolarsError as error:
        raise SchemaError(f"{table.qualified}.{column.name}: {error}") from error
    if not lossless:
        raise SchemaError(f"{table.qualified}.{column.name}: values are finer than {column.type.duckdb}")
    return cast


def _without_forbidden_nulls(table: Table, data: pl.DataFrame) -> pl.DataFrame:
    for column in table.columns:
        if not column.nullable and data[column.name].null_count():
            raise SchemaError(f"{table.qualified}.{column.name} must not be NULL")
    return data
