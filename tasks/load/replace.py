"""Into `parsed`: what a document said before gives way to what it says now."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tasks.load.build import PARSED_TABLES, column_list, key_list, stage
from tasks.load.history import keep_superseded
from tasks.load.run import RunRow
from warehouse.model import Table
from warehouse.reference import regions
from warehouse.tables.ops import OPS_TABLES

_BY_DOCUMENT = ("documents", "texts", "evidence", "evaluations", "claims")
_BY_EVALUATION = ("funds", "scores")
FETCH_NIGHTS = 400
"""Nights whose single requests are kept: a year and a month, so that a night can be held against the same one last
year. Of older ones `ops.source_health` keeps the counts, and the WARC files every answer."""


def replace_documents(connection: duckdb.DuckDBPyConnection, passed: Path, ops: Path, run: RunRow) -> tuple[int, int]:
    """Brings the rows of the re-parsed documents into `parsed`; gives their number and that of changed documents.

    What a document said in a state that is no longer the newest moves to `history`.

    Re-parsed is what has a parse record or a row: a document whose new state yielded nothing loses its old facts.
    Changed is a document that is new, in another state, or gone.
    """
    staged = {table.name: stage(connection, table, passed / f"{table.name}.parquet") for table in PARSED_TABLES}
    parses = stage(connection, _ops_table("parses"), ops / "parses.parquet")
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE replaced AS"
        f" SELECT document_id FROM {parses} UNION SELECT document_id FROM {staged['documents']}"
        # A file taken out of an archive is gone, though nothing speaks of it any more.
        " UNION SELECT document_id FROM parsed.documents"
        f" WHERE contains(url, '!/') AND split_part(url, '!/', 1) IN (SELECT url FROM {parses})"
    )
    changed = _count(
        connection,
        "SELECT count(*) FROM replaced"
        " LEFT JOIN parsed.documents old USING (document_id)"
        f" LEFT JOIN {staged['documents']} new USING (document_id)"
        " WHERE old.snapshot_id IS DISTINCT FROM new.snapshot_id",
    )
    keep_superseded(connection, staged["documents"], staged["snapshots"], run.run_id, run.started_utc)
    forget(connection, "replaced")
    for table in PARSED_TABLES:
        if table.name in (*_BY_DOCUMENT, *_BY_EVALUATION):
            _append(connection, table, staged[table.name])
    _add_snapshots(connection, staged["snapshots"])
    _upsert_named(connection, "attachments", staged["attachments"])
    return _count(connection, "SELECT count(*) FROM replaced"), changed


def replace_reference(connection: duckdb.DuckDBPyConnection, passed: Path) -> bool:
    """Sources of the night and divisions as shipped come into `parsed`; says whether anything was new in them."""
    connection.register("shipped_regions", regions())
    changed = _upsert_named(connection, "regions", "shipped_regions")
    connection.unregister("shipped_regions")
    sources = stage(connection, _parsed_table("sources"), passed / "sources.parquet")
    return _upsert_named(connection, "sources", sources) or changed


def append_ops(connection: duckdb.DuckDBPyConnection, ops: Path) -> None:
    """The night's journal; a killed night that is run again replaces its own rows. Requests of long ago are forgotten.

    What was read again leaves quarantine: its rows passed now, or are among the night's own.
    """
    for name in ("quarantine", "corrections"):
        connection.execute(f"DELETE FROM ops.{name} WHERE document_id IN (SELECT document_id FROM replaced)")
    for table in OPS_TABLES:
        if table.name != "runs":
            _upsert(connection, table, stage(connection, table, ops / f"{table.name}.parquet"))
    connection.execute(
        "DELETE FROM ops.fetches WHERE run_id NOT IN"
        f" (SELECT DISTINCT run_id FROM ops.fetches ORDER BY run_id DESC LIMIT {FETCH_NIGHTS})"
    )


def forget(connection: duckdb.DuckDBPyConnection, documents: str) -> None:
    """Removes the facts of documents (a table of document_id)."""
    for name in _BY_EVALUATION:
        connection.execute(
            f"DELETE FROM parsed.{name} WHERE evaluation_id IN"
            f" (SELECT evaluation_id FROM parsed.evaluations SEMI JOIN {documents} USING (document_id))"
        )
    for name in _BY_DOCUMENT:
        connection.execute(f"DELETE FROM parsed.{name} WHERE document_id IN (SELECT document_id FROM {documents})")


def _add_snapshots(connection: duckdb.DuckDBPyConnection, staged: str) -> None:
    """States seen for the first time, and better readings of known ones, whose first fetch stays the first."""
    table = _parsed_table("snapshots")
    columns = column_list(table, "new").replace(
        'new."fetched_at"', 'least(new."fetched_at", old."fetched_at") AS fetched_at'
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE arrived AS SELECT {columns}"
        f" FROM {staged} new LEFT JOIN {table.qualified} old USING (snapshot_id)"
    )
    connection.execute(f"DELETE FROM {table.qualified} WHERE snapshot_id IN (SELECT snapshot_id FROM {staged})")
    connection.execute(f"INSERT INTO {table.qualified} BY NAME SELECT * FROM arrived")


def _append(connection: duckdb.DuckDBPyConnection, table: Table, staged: str) -> None:
    connection.execute(f"INSERT INTO {table.qualified} BY NAME SELECT {column_list(table)} FROM {staged}")


def _upsert_named(connection: duckdb.DuckDBPyConnection, name: str, staged: str) -> bool:
    return _upsert(connection, _parsed_table(name), staged)


def _upsert(connection: duckdb.DuckDBPyConnection, table: Table, staged: str) -> bool:
    """Rows replace those of the same key; says whether any row was new or different."""
    columns, key = column_list(table), key_list(table)
    news = _count(
        connection,
        f"SELECT count(*) FROM (SELECT {columns} FROM {staged} EXCEPT SELECT {columns} FROM {table.qualified})",
    )
    if news:
        connection.execute(f"DELETE FROM {table.qualified} WHERE ({key}) IN (SELECT ({key}) FROM {staged})")
        _append(connection, table, staged)
    return bool(news)


def _count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row = connection.execute(sql).fetchone()
    return int(row[0]) if row else 0


def _parsed_table(name: str) -> Table:
    return next(table for table in PARSED_TABLES if table.name == name)


def _ops_table(name: str) -> Table:
    return next(table for table in OPS_TABLES if table.name == name)
