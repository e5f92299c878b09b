"""A question in SQL to the published snapshot, which can neither be changed nor be used to reach other files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from tasks.publish.snapshot import CURRENT, DATABASE


class SnapshotMissingError(Exception):
    """Nothing was published yet."""


class QueryError(Exception):
    """A question that DuckDB refuses; the message is DuckDB's own."""


def run_query(published: Path, sql: str) -> pl.DataFrame:
    """The answer to the last statement of `sql`, from the snapshot that `published/current` points at."""
    # The folder behind the link: within one process DuckDB would take a second snapshot at the same path for the
    # one that is still open.
    database = (published / CURRENT).resolve() / DATABASE
    if not database.exists():
        raise SnapshotMissingError(f"nothing is published in {published} yet: run a night first")
    try:
        with duckdb.connect(
            str(database), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}
        ) as connection:
            relation = connection.execute(sql)
            return relation.pl() if relation.description else pl.DataFrame()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
