"""A question in SQL to the published snapshot, which can neither be changed nor be used to reach other files."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
from polars.exceptions import PolarsError

from tasks.publish.snapshot import CURRENT, DATABASE


class SnapshotMissingError(Exception):
    """Nothing was published yet."""


class QueryError(Exception):
    """A question that cannot be answered; the message is mostly DuckDB's own."""


def run_query(published: Path, sql: str) -> pl.DataFrame:
    """The answer to the last statement of `sql`, from the snapshot that `published/current` points at.

    Raises `SnapshotMissingError` before the first publication, `QueryError` where the question has no
    answer, or none that can be shown.
    """
    try:
        with _opened(published) as connection:
            if not connection.extract_statements(sql):
                raise QueryError("there is no question: give a statement of SQL")
            answer = connection.execute(sql)
            return answer.pl() if answer.description else pl.DataFrame()
    except duckdb.Error as error:
        raise QueryError(str(error)) from error
    except PolarsError as error:
        short = str(error).partition(". ")[0]
        raise QueryError(f"the answer has a column that cannot be shown, cast it to VARCHAR: {short}") from error


def _opened(published: Path) -> duckdb.DuckDBPyConnection:
    """The current snapshot, at the folder behind the link.

    Within one process DuckDB would take a second snapshot at the same path for the one that is still open. And the
    folder may be removed between the look at the link and the opening: then the link points elsewhere by now.
    """
    while True:
        database = (published / CURRENT).resolve() / DATABASE
        try:
            return duckdb.connect(
                str(database), read_only=True, config={"enable_external_access": "false", "lock_configuration": "true"}
            )
        except duckdb.IOException:
            if not (published / CURRENT).exists():
                raise SnapshotMissingError(f"nothing is published in {published} yet: run a night first") from None
            if (published / CURRENT).resolve() / DATABASE == database:
                raise
