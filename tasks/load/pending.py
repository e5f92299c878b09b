"""Which archived states a night has to parse."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import polars as pl

from tasks.load.build import ask
from warehouse.handover import MANIFEST
from warehouse.ids import document_id, snapshot_id
from warehouse.schema import conform
from warehouse.tables import table

_NOTHING_PARSED = pl.DataFrame(schema={"document_id": pl.String, "last_snapshot_id": pl.String, "version": pl.String})


def pending(manifest: Path, build: Path, code_version: str) -> pl.DataFrame:
    """The manifest's rows that the warehouse does not hold as read by this version, by address, one a document.

    Of several states of one document the newest counts. What counts as held is the state loaded last, so that a page
    that went back to an earlier text is read again.
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
    held = (pl.col("last_snapshot_id") == pl.col("snapshot_id")) & (pl.col("version") == code_version)
    return (
        newest.join(_parsed(build), on="document_id", how="left")
        .filter(~held.fill_null(value=False))
        .select(MANIFEST.polars_schema.keys())
        .sort("url", "sha256")
    )


def quarantined(manifest: Path, build: Path) -> pl.DataFrame:
    """The manifest's rows of documents of which rows are in quarantine; of a file out of an archive, the archive's."""
    rows = conform(MANIFEST, pl.read_parquet(manifest))
    addresses = _ask(
        build,
        "SELECT DISTINCT split_part(p.url, '!/', 1) AS url"
        " FROM ops.parses p SEMI JOIN ops.quarantine USING (document_id)",
        pl.DataFrame(schema={"url": pl.String}),
    )
    return rows.join(addresses, on="url", how="semi").sort("url", "sha256")


def of_changed_sources(manifest: Path, build: Path, sources: pl.DataFrame) -> pl.DataFrame:
    """The manifest's rows of sources whose files say otherwise whose site it is than when they were loaded.

    Trust, division and projects of every page rest on it. `sources` has the schema of `main.sources`.
    """
    said = ["source_id", "official", "region_code", "region_name"]
    known = known_sources(build).select(said)
    changed = sources.join(known, on=said, how="anti", nulls_equal=True).join(known, on="source_id", how="semi")
    rows = conform(MANIFEST, pl.read_parquet(manifest))
    return rows.join(changed, on="source_id", how="semi")


def of_documents(manifest: Path, wanted: Collection[str]) -> pl.DataFrame:
    """The manifest's rows of these documents; of a file out of an archive nothing is found."""
    rows = conform(MANIFEST, pl.read_parquet(manifest))
    return rows.filter(pl.Series([document_id(url) in wanted for url in rows["url"]], dtype=pl.Boolean))


def corrected(build: Path) -> list[tuple[str, str]]:
    """The document of every correction that applied when it was read last, and the reader that marks its evidence.

    Not from the evidence itself: some values (the year, the evaluator) have none of their own.
    """
    return list(
        _ask(
            build,
            "SELECT DISTINCT document_id, 'correction/' || correction_id AS reader FROM ops.corrections"
            " WHERE state = 'applied' ORDER BY ALL",
            pl.DataFrame(schema={"document_id": pl.String, "reader": pl.String}),
        ).iter_rows()
    )


def known_sources(build: Path) -> pl.DataFrame:
    """The sources that the warehouse knows, for a night that asks none of them."""
    return _ask(build, "SELECT * FROM parsed.sources ORDER BY source_id", table("sources").empty())


def _parsed(build: Path) -> pl.DataFrame:
    """The state of every document that was loaded last, and the version that read it."""
    return _ask(
        build,
        "SELECT document_id, arg_max(snapshot_id, (run_id, snapshot_id)) AS last_snapshot_id,"
        " arg_max(code_version, (run_id, snapshot_id)) AS version FROM ops.parses GROUP BY document_id",
        _NOTHING_PARSED,
    )


def _ask(build: Path, sql: str, nothing: pl.DataFrame) -> pl.DataFrame:
    answer = ask(build, sql)
    return nothing if answer is None else answer
