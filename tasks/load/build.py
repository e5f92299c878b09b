"""The build database: how it is opened, and how staged Parquet files come into its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse.model import Table
from warehouse.schema import create_tables, in_schema, literal, quoted
from warehouse.tables import ALL_TABLES, CORE_TABLES, DERIVED_TABLES

PARSED_TABLES = tuple(in_schema(table, "parsed") for table in CORE_TABLES if table.name not in DERIVED_TABLES)


class LoadError(Exception):
    """A night that could not be loaded; the build database is as it was. The message says what to look at."""


@contextmanager
def opened(build: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The build database with all its tables, for writing; made where there is none."""
    build.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(build))
    except duckdb.Error as error:
        raise LoadError(f"the build database {build} does not open: {error}") from error
    try:
        connection.execute("SET enable_progress_bar = false")  # DuckDB draws it into logs too
        yield connection
    finally:
        connection.close()


def ask(build: Path, sql: str, arguments: Mapping[str, object] | None = None) -> pl.DataFrame | None:
    """The answer of the build database, which nobody writes meanwhile; None where no night was loaded yet."""
    if not build.exists():
        return None
    try:
        with duckdb.connect(str(build), read_only=True) as connection:
            # A first night that was killed leaves a file without tables.
            if not connection.execute("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'parsed'").fetchall():
                return None
            return connection.execute(sql, arguments).pl()
    except duckdb.Error as error:
        raise LoadError(f"the build database {build} does not open: {error}") from error


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing: whatever goes wrong inside, nothing of it stays."""
    connection.execute("BEGIN TRANSACTION")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def create_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    """Every table of the four schemas."""
    create_tables(connection, (*PARSED_TABLES, *ALL_TABLES))


def column_list(table: Table, alias: str | None = None) -> str:
    """The table's columns in their order, as a SELECT or an INSERT names them."""
    prefix = f"{alias}." if alias else ""
    return ", ".join(prefix + quoted(column.name) for column in table.columns)


def key_list(table: Table) -> str:
    """The columns of the table's key: a total order of its rows."""
    return ", ".join(quoted(name) for name in table.key)


def stage(connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> str:
    """A temporary view of a staged Parquet file and its name; an empty one where the file is not there.

    A file whose columns or types are not those of the table is refused: an implicit cast could change a value.
    """
    name = f"staged_{table.schema}_{table.name}"
    if not path.exists():
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {column_list(table)} FROM {table.qualified} WHERE false"
        )
        return name
    source = f"read_parquet({literal(str(path))})"
    found = {row[0]: row[1] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()}
    for column in table.columns:
        if found.get(column.name) != column.type.duckdb:
            raise LoadError(
                f"{path.name}: {column.name} is {found.get(column.name, 'missing')}, expected {column.type.duckdb}"
            )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT {column_list(table)} FROM {source}")
    return name
