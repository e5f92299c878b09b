"""Into `history`: what a document said in a state that another one has taken the place of.

Only another state of the page supersedes: a better reading of the same bytes corrects us, not the publisher.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from tasks.load.build import column_list
from warehouse.tables import table

_ROWS = {
    "documents": "parsed.documents",
    "evaluations": "parsed.evaluations",
    "claims": "parsed.claims",
    "evidence": "parsed.evidence",
    "funds": "(SELECT f.*, e.document_id FROM parsed.funds f JOIN parsed.evaluations e USING (evaluation_id))",
    "scores": "(SELECT s.*, e.document_id FROM parsed.scores s JOIN parsed.evaluations e USING (evaluation_id))",
}
"""The rows of each table with the document that states them."""


def keep_superseded(
    connection: duckdb.DuckDBPyConnection, documents: str, snapshots: str, run_id: str, started_at: datetime
) -> None:
    """Copies the facts of documents whose state changed, or that are gone, before `parsed` forgets them.

    Needs the temporary table `replaced` and the names of the staged `documents` and `snapshots`. A state stands from
    its first fetch, or from the end of the one before it, to the first fetch of the next; `started_at` (UTC) ends
    what nothing has followed.
    """
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE superseded AS
        WITH ended AS (SELECT document_id, max(valid_to) AS at FROM history.documents GROUP BY document_id)
        -- A page that was gone in between and came back in a new state begins with that state's first fetch.
        SELECT old.document_id,
               coalesce(greatest(ended.at, was.fetched_at), CAST($started AS TIMESTAMP)) AS valid_from,
               greatest(valid_from, coalesce(follows.fetched_at, CAST($started AS TIMESTAMP))) AS valid_to
        FROM parsed.documents old SEMI JOIN replaced USING (document_id)
        LEFT JOIN parsed.snapshots was ON was.snapshot_id = old.snapshot_id
        LEFT JOIN {documents} new ON new.document_id = old.document_id
        LEFT JOIN {snapshots} follows ON follows.snapshot_id = new.snapshot_id
        LEFT JOIN ended ON ended.document_id = old.document_id
        WHERE old.snapshot_id IS DISTINCT FROM new.snapshot_id""",
        {"started": started_at},
    )
    for name, rows in _ROWS.items():
        columns = column_list(table(name), "r")
        connection.execute(
            f"INSERT INTO history.{name} BY NAME SELECT ? AS superseded_in, s.valid_from, s.valid_to, {columns}"
            f" FROM {rows} r JOIN superseded s USING (document_id)",
            [run_id],
        )
