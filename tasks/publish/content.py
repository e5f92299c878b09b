"""What a snapshot holds: the database, one Parquet file a core table, and the data package that describes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import duckdb

from warehouse.dictionary import FileFigures as Figures
from warehouse.dictionary import datapackage
from warehouse.model import Table
from warehouse.schema import create_tables, literal, quoted
from warehouse.tables import ALL_TABLES, CORE_TABLES
from warehouse.views import create_views

_ROW_GROUP = 122_880

__all__ = ["Figures", "write_database", "write_datapackage", "write_parquet"]


def write_database(build: Path, target: Path) -> None:
    """A fresh database with every table in the order of its key, its comments, and the views.

    Fresh, because a DuckDB file never shrinks. The storage version is the oldest that DuckDB still writes, so that
    analysts' tools may be older than ours.
    """
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(str(build))} AS build (READ_ONLY)")
        connection.execute(f"ATTACH {literal(str(target))} AS snapshot (STORAGE_VERSION 'v1.0.0')")
        connection.execute("USE snapshot")
        create_tables(connection, ALL_TABLES)
        for table in ALL_TABLES:
            connection.execute(
                f"INSERT INTO snapshot.{table.qualified} SELECT {_columns(table)} FROM build.{table.qualified}"
                f" ORDER BY {_key(table)}"
            )
    with duckdb.connect(str(target)) as connection:
        create_views(connection)
        connection.execute("CHECKPOINT")


def write_parquet(database: Path, folder: Path) -> dict[str, Figures]:
    """One zstd file a core table, sorted by key: the same content gives the same bytes. Figures by table."""
    folder.mkdir()
    figures = {}
    # One thread: several would share out the rows to row groups as they happen to run.
    with duckdb.connect(str(database), read_only=True, config={"threads": 1}) as connection:
        for table in CORE_TABLES:
            path = folder / f"{table.name}.parquet"
            row = connection.execute(
                f"COPY (SELECT {_columns(table)} FROM {table.qualified} ORDER BY {_key(table)})"
                f" TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
            ).fetchone()
            with path.open("rb") as handle:
                digest = hashlib.file_digest(handle, "sha256").hexdigest()
            figures[table.name] = Figures(int(row[0]) if row else 0, path.stat().st_size, digest)
    return figures


def write_datapackage(path: Path, figures: Mapping[str, Figures], run_id: str) -> None:
    """The Frictionless description of the Parquet files, with their rows and SHA-256."""
    package = datapackage(figures, version=run_id)
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _columns(table: Table) -> str:
    return ", ".join(quoted(column.name) for column in table.columns)


def _key(table: Table) -> str:
    return ", ".join(quoted(name) for name in table.key)
