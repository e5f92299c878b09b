"""Which documents their publishers took away; their facts stay, with the day on which they were found gone."""

from __future__ import annotations

from pathlib import Path

import duckdb

from tasks.load.build import stage
from warehouse.handover import WITHDRAWN


def mark_withdrawn(connection: duckdb.DuckDBPyConnection, ops: Path) -> None:
    """Brings `documents.withdrawn_on` up to date in `parsed` and `main`; a page that is back loses its day.

    `ops/withdrawn.parquet` holds every address that is gone now, of whatever night; without the file nothing changes.
    The files of an archive go with it.
    """
    path = ops / f"{WITHDRAWN.name}.parquet"
    if not path.exists():
        return
    gone = stage(connection, WITHDRAWN, path)
    for schema in ("parsed", "main"):
        connection.execute(f"""
            UPDATE {schema}.documents SET withdrawn_on = now.withdrawn_on
            FROM (SELECT d.document_id, w.withdrawn_on FROM {schema}.documents d
                  LEFT JOIN {gone} w ON w.url = split_part(d.url, '!/', 1)) now
            WHERE now.document_id = documents.document_id
                AND now.withdrawn_on IS DISTINCT FROM documents.withdrawn_on""")
