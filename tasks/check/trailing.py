"""What the nights before yielded, read from the build database, and tonight's own figures for the nights to come."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from expectations.expectation import Staged, Trailing
from expectations.suites.trailing import MOST_NIGHTS, empty_trailing, yields_of
from warehouse.tables import table as model_table

YIELDS = model_table("ops.yields")

_NIGHTS = f"""
SELECT y.* FROM ops.yields y
SEMI JOIN (SELECT DISTINCT run_id FROM ops.yields ORDER BY run_id DESC LIMIT {MOST_NIGHTS * 4}) USING (run_id)
ORDER BY run_id, source_id
"""
_HELD = """
SELECT d.document_id, d.source_id, count(DISTINCT e.evaluation_id) AS evaluations, count(f.fund_id) AS funds
FROM parsed.documents d
LEFT JOIN parsed.evaluations e USING (document_id)
LEFT JOIN parsed.funds f USING (evaluation_id)
GROUP BY ALL ORDER BY d.document_id
"""


def read_trailing(build: Path) -> Trailing:
    """The published nights of a build database, some more than are compared, for quiet ones do not count.

    Nothing known where there is no database yet, or one that an older version wrote or a kill left empty.
    """
    if not build.exists():
        return empty_trailing()
    with duckdb.connect(str(build), read_only=True) as connection:
        known = {f"{schema}.{name}" for schema, name in connection.execute(
            "SELECT schema_name, table_name FROM duckdb_tables()").fetchall()}  # fmt: skip
        nothing = empty_trailing()
        nights = connection.execute(_NIGHTS).pl() if "ops.yields" in known else nothing.nights
        held = connection.execute(_HELD).pl() if "parsed.funds" in known else nothing.held
    return Trailing(nights, held)


def write_yields(staged: Staged, run_id: str, path: Path) -> None:
    """Tonight's rows of `ops.yields`."""
    rows = yields_of(staged).select(pl.lit(run_id).alias("run_id"), pl.all())
    rows.select(list(YIELDS.polars_schema)).cast(YIELDS.polars_schema).sort(YIELDS.key).write_parquet(path)  # type: ignore[arg-type]
