"""What earlier nights left in the build database by which a night is judged."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tasks.load.build import ask
from warehouse.tables import table

_NIGHTS = 14
_LOOKED_AT = 90
"""Runs among which a source's last nights are looked for: what is red for a season is how the source is now."""


def earlier_health(build: Path, run_id: str) -> dict[str, list[dict[str, object]]]:
    """Of every source the rows of `ops.source_health` of its last 14 nights that were not red, newest first."""
    rows = ask(
        build,
        f"""
        SELECT * FROM ops.source_health
        WHERE run_id < $run_id AND state <> 'red'
            AND run_id IN (SELECT run_id FROM ops.runs WHERE run_id < $run_id ORDER BY run_id DESC LIMIT {_LOOKED_AT})
        QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY run_id DESC) <= {_NIGHTS}
        ORDER BY source_id, run_id DESC""",
        {"run_id": run_id},
    )
    found: dict[str, list[dict[str, object]]] = {}
    for row in (rows if rows is not None else table("ops.source_health").empty()).iter_rows(named=True):
        found.setdefault(str(row["source_id"]), []).append(row)
    return found


def documents_with_facts(build: Path) -> pl.DataFrame:
    """The documents (document_id) of which evaluations were read so far."""
    rows = ask(build, "SELECT DISTINCT document_id FROM parsed.evaluations ORDER BY document_id")
    return rows if rows is not None else pl.DataFrame(schema={"document_id": pl.String})
