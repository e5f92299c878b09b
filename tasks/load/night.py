"""One night's load: everything in one transaction, so that a kill at any moment leaves the night before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from expectations.rules import run_rules
from tasks.load.build import create_schemas, opened, transaction
from tasks.load.derive import fill_audit, rebuild_main
from tasks.load.replace import append_ops, replace_documents, replace_reference
from tasks.load.run import RunRow, utc
from tasks.load.takedown import remove_taken_down
from tasks.load.withdrawn import mark_withdrawn
from warehouse.schema import frame
from warehouse.tables import table

_COUNTED = ("documents", "projects", "evaluations", "funds", "scores", "claims", "findings")


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """Rows in `main` after a load; `changed` documents are new in this night, in another state, or gone."""

    documents: int
    projects: int
    evaluations: int
    funds: int
    scores: int
    claims: int
    findings: int
    changed: int

    @property
    def totals(self) -> dict[str, int]:
        """Rows by table."""
        return {name: int(getattr(self, name)) for name in _COUNTED}


def load(build: Path, passed: Path, ops: Path, run: RunRow) -> LoadSummary:
    """Loads a night's checked rows into the build database.

    `passed` and `ops` hold one Parquet file a table, in the schemas of the model; a file that is not there has no
    rows. Loading the same folders again changes nothing. Raises `LoadError` where a file is not what its table
    asks for or the database is held by another process; the database is then as it was.
    """
    with opened(build) as connection:
        with transaction(connection):
            create_schemas(connection)
            reference_changed = replace_reference(connection, passed)
            documents, changed = replace_documents(connection, passed, ops, run)
            taken_down = remove_taken_down(connection, ops, run)
            if documents or taken_down or reference_changed or _last_code_version(connection) != run.code_version:
                rebuild_main(connection)
                fill_audit(connection, *run_rules(connection))
            mark_withdrawn(connection, ops)
            append_ops(connection, ops)
            summary = _summary(connection, changed)
            _record(connection, run, summary)
        return summary


def _last_code_version(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The version that derived `main` as it stands: rules change with the code, even where no document does."""
    row = connection.execute("SELECT code_version FROM ops.runs ORDER BY run_id DESC LIMIT 1").fetchone()
    return str(row[0]) if row else None


def _summary(connection: duckdb.DuckDBPyConnection, changed: int) -> LoadSummary:
    counts = {}
    for name in _COUNTED:
        row = connection.execute(f"SELECT count(*) FROM main.{name}").fetchone()
        counts[name] = int(row[0]) if row else 0
    return LoadSummary(**counts, changed=changed)


def _record(connection: duckdb.DuckDBPyConnection, run: RunRow, summary: LoadSummary) -> None:
    """The night's row. A night loaded twice keeps the count of the first load: the second finds nothing changed."""
    before = connection.execute("SELECT changed FROM ops.runs WHERE run_id = ?", [run.run_id]).fetchone()
    row = frame(
        table("ops.runs"),
        [
            {
                "run_id": run.run_id,
                "flow_run": run.flow_run,
                "started_at": run.started_utc,
                "loaded_at": utc(datetime.now(UTC)),
                "code_version": run.code_version,
                "documents": summary.documents,
                "changed": max(summary.changed, before[0] if before else 0),
            }
        ],
    )
    connection.execute("DELETE FROM ops.runs WHERE run_id = ?", [run.run_id])
    connection.register("run_row", row)
    connection.execute("INSERT INTO ops.runs BY NAME SELECT * FROM run_row")
    connection.unregister("run_row")
