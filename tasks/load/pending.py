"""Which archived states a night has to parse."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from tasks.load.build import LoadError
from warehouse.handover import MANIFEST
from warehouse.ids import document_id, snapshot_id
from warehouse.schema import conform
from warehouse.tables import table

_NOTHING_PARSED = pl.DataFrame(schema={"snapshot_id": pl.String, "parsed": pl.Boolean})
_NO_DOCUMENTS = pl.DataFrame(
    schema={
        "document_id": pl.String,
        "current_snapshot_id": pl.String,
        "current_fetched_at": table("snapshots").column("fetched_at").type.polars,
    }
)


def pending(manifest: Path, build: Path, code_version: str) -> pl.DataFrame:
    """The manifest's rows that this version of the parser has not read yet, one a document, in the order of addresses.

    Of several states of one document the newest counts. A state older than the one that the warehouse holds is not
    parsed again, so that loading an earlier night's manifest once more never takes a document back.
    """
    rows = conform(MANIFEST, pl.read_parquet(manifest))
    states = list(rows.select("url", "sha256").iter_rows())
    rows = rows.with_columns(
        pl.Series("document_id", [document_id(url) for url, _ in states], dtype=pl.String),
        pl.Series("snapshot_id", [snapshot_id(url, sha256) for url, sha256 in states], dtype=pl.String),
    )
    newest = rows.sort("document_id", "fetched_at", "sha256", "url").unique(
        "document_id", keep="last", maintain_order=True
    )
    parsed, current = _known(build, code_version)
    joined = newest.join(parsed, on="snapshot_id", how="left").join(current, on="document_id", how="left")
    is_current = pl.col("snapshot_id") == pl.col("current_snapshot_id")
    unread = pl.col("parsed").is_null() & (is_current | (pl.col("fetched_at") >= pl.col("current_fetched_at")))
    # A page that went back to an earlier text: that text was parsed once, but the warehouse now holds the other one.
    returned = ~is_current & (pl.col("fetched_at") > pl.col("current_fetched_at"))
    unknown = pl.col("current_snapshot_id").is_null() & pl.col("parsed").is_null()
    wanted = joined.filter(unknown | (unread | returned).fill_null(value=False))
    return wanted.select(MANIFEST.polars_schema.keys()).sort("url", "sha256")


def _known(build: Path, code_version: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The snapshots read by this version, and the current state of every document."""
    if not build.exists():
        return _NOTHING_PARSED, _NO_DOCUMENTS
    try:
        with duckdb.connect(str(build), read_only=True) as connection:
            # A first night that was killed leaves a file without tables.
            if not connection.execute("SELECT 1 FROM duckdb_schemas() WHERE schema_name = 'parsed'").fetchall():
                return _NOTHING_PARSED, _NO_DOCUMENTS
            parsed = connection.execute(
                "SELECT snapshot_id, true AS parsed FROM ops.parses WHERE code_version = ?", [code_version]
            ).pl()
            current = connection.execute(
                "SELECT d.document_id, d.snapshot_id AS current_snapshot_id, s.fetched_at AS current_fetched_at"
                " FROM parsed.documents d JOIN parsed.snapshots s USING (snapshot_id)"
            ).pl()
    except duckdb.Error as error:
        raise LoadError(f"the build database {build} does not open: {error}") from error
    return parsed, current
