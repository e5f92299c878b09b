"""What is derived from the model for DuckDB and polars: DDL with comments, tables, and frames of the exact schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
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
    """The statements that make a table with its comments.

    Keys are not declared: DuckDB keeps an index in memory for each, which doubles the time of a load, and the
    expectations prove uniqueness before it.
    """
    columns = ",\n".join(
        f"  {quoted(column.name)} {column.type.duckdb}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    )
    statements = [
        f"CREATE SCHEMA IF NOT EXISTS {quoted(table.schema)}",
        f"CREATE TABLE {_full_name(table)} (\n{columns}\n)",
        _comment_on_table(table),
        *(_comment_on_column(table, column) for column in table.columns),
    ]
    return ";\n".join(statements) + ";\n"


def _full_name(table: Table) -> str:
    return f"{quoted(table.schema)}.{quoted(table.name)}"


def _comment_on_table(table: Table) -> str:
    return f"COMMENT ON TABLE {_full_name(table)} IS {literal(table_comment(table))}"


def _comment_on_column(table: Table, column: Column) -> str:
    name = f"{_full_name(table)}.{quoted(column.name)}"
    return f"COMMENT ON COLUMN {name} IS {literal(column_comment(column))}"


def create_tables(connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
    """Make the tables that are not there yet, and bring those of an older model up to this one.

    A table that stands gets the columns that it lacks, empty and at its end, and may leave empty what the model lets be
    empty by now. So columns may stand in another order than in the model: insert by name.
    """
    found = connection.execute(
        "SELECT schema_name, table_name, comment FROM duckdb_tables() WHERE database_name = current_database()"
    ).fetchall()
    comments = {(schema, name): comment for schema, name, comment in found}
    standing = _standing_columns(connection)
    for table in tables:
        key = (table.schema, table.name)
        if key not in comments:
            connection.execute(ddl(table))
            continue
        if comments[key] != table_comment(table):
            connection.execute(_comment_on_table(table))
        for column in table.columns:
            _bring_up(connection, table, column, standing[key].get(column.name))


@dataclass(frozen=True)
class _Standing:
    """A column as the database has it."""

    nullable: bool
    comment: str | None


def _standing_columns(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, _Standing]]:
    """The columns of every table in one question: asked table by table, a load of nothing spends its time on this."""
    found: defaultdict[tuple[str, str], dict[str, _Standing]] = defaultdict(dict)
    for schema, table, name, nullable, comment in connection.execute(
        "SELECT schema_name, table_name, column_name, is_nullable, comment FROM duckdb_columns()"
        " WHERE database_name = current_database()"
    ).fetchall():
        found[schema, table][name] = _Standing(nullable, comment)
    return found


def _bring_up(connection: duckdb.DuckDBPyConnection, table: Table, column: Column, standing: _Standing | None) -> None:
    """Gives a table a column that it lacks, or a column what the model says of it by now."""
    name = quoted(column.name)
    if standing is None:
        connection.execute(f"ALTER TABLE {_full_name(table)} ADD COLUMN {name} {column.type.duckdb}")
    elif column.nullable and not standing.nullable:
        connection.execute(f"ALTER TABLE {_full_name(table)} ALTER COLUMN {name} DROP NOT NULL")
    if standing is None or standing.comment != column_comment(column):
        connection.execute(_comment_on_column(table, column))


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
