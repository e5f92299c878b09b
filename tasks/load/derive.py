"""From `parsed` to `main`: what analysts query, rebuilt whole, so that it never depends on the order of nights."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import duckdb
import polars as pl

from tasks.load.build import column_list, key_list
from tasks.load.copies import link_copies
from warehouse.ids import identity, match_key
from warehouse.schema import conform, ddl, frame, quoted
from warehouse.tables import table

_CODE = re.compile(r"^(\d{3,9})\s*[-—－_\s]\s*(?=\D)(.+)$")
"""Forms print a unit with its budget code: 219001-某市交通运输局."""

_ROWS = {
    "sources": "SELECT * FROM parsed.sources",
    "regions": "SELECT * FROM parsed.regions",
    "documents": """
        SELECT d.* REPLACE (c.canonical_document_id AS canonical_document_id)
        FROM parsed.documents d JOIN canonical c USING (document_id)""",
    "snapshots": "SELECT * FROM parsed.snapshots SEMI JOIN parsed.documents USING (document_id)",
    "texts": "SELECT * FROM parsed.texts SEMI JOIN parsed.documents USING (document_id)",
    "attachments": """
        SELECT a.* REPLACE (d.document_id AS document_id)
        FROM parsed.attachments a LEFT JOIN parsed.documents d ON d.document_id = a.document_id
        WHERE a.page_document_id IN (SELECT document_id FROM parsed.documents)""",
    "evaluations": """
        SELECT e.* FROM parsed.evaluations e
        SEMI JOIN originals USING (document_id) SEMI JOIN chosen_projects USING (project_id)""",
    "projects": "SELECT * FROM chosen_projects SEMI JOIN main.evaluations USING (project_id)",
    "funds": "SELECT * FROM parsed.funds SEMI JOIN main.evaluations USING (evaluation_id)",
    "scores": "SELECT * FROM parsed.scores SEMI JOIN main.evaluations USING (evaluation_id)",
    "claims": "SELECT * FROM parsed.claims SEMI JOIN originals USING (document_id)",
    "evidence": """
        SELECT e.* FROM parsed.evidence e
        WHERE document_id IN (SELECT document_id FROM originals)
           OR (subject = 'documents' AND document_id IN (SELECT document_id FROM parsed.documents))""",
}
"""What every table of `main` holds, in an order in which each stands on the ones before it."""


def rebuild_main(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables of `main` anew; rules and findings are not among them."""
    _choose_projects(connection)
    link_copies(connection)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE originals AS"
        " SELECT document_id FROM canonical WHERE document_id = canonical_document_id"
    )
    for name, rows in _ROWS.items():
        _refill(connection, name, rows)
    organisations = _organisations(connection)
    connection.register("named_bodies", organisations)
    _refill(connection, "organisations", "SELECT * FROM named_bodies")
    connection.unregister("named_bodies")


def fill_audit(connection: duckdb.DuckDBPyConnection, rules: pl.DataFrame, findings: pl.DataFrame) -> None:
    """The rules with their counts, and the breaches that they found."""
    for name, rows in (("rules", rules), ("findings", findings)):
        connection.register("audit_rows", conform(table(name), rows))
        _refill(connection, name, "SELECT * FROM audit_rows")
        connection.unregister("audit_rows")


def _refill(connection: duckdb.DuckDBPyConnection, name: str, rows: str) -> None:
    """Makes a table anew in the order of its key. Dropping it is far cheaper than deleting its rows."""
    model = table(name)
    connection.execute(f"DROP TABLE IF EXISTS {model.qualified}")
    connection.execute(ddl(model))
    connection.execute(
        f"INSERT INTO {model.qualified} SELECT {column_list(model)} FROM ({rows}) ORDER BY {key_list(model)}"
    )


def _choose_projects(connection: duckdb.DuckDBPyConnection) -> None:
    """One row a project out of the ways in which documents write it (temporary table `chosen_projects`).

    The shortest name is the one without the year; of the other columns the fullest wording is kept. Ties go to the
    smaller text, so that the choice does not depend on which document was read first.
    """
    chosen = {"project_id": "project_id", "name": "min_by(name, (length(name), name))"}
    columns = ", ".join(
        f"{chosen.get(column.name, _fullest(column.name))} AS {quoted(column.name)}"
        for column in table("projects").columns
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE chosen_projects AS SELECT {columns} FROM parsed.projects GROUP BY project_id"
    )


def _fullest(column: str) -> str:
    return f"min_by({column}, (-length({column}), {column}))"


def _organisations(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The bodies that documents and projects name, one row a body and division."""
    named: Iterable[tuple[str, str | None, int]] = connection.execute("""
        SELECT name, region_code, count(*) FROM (
            SELECT publisher AS name, region_code FROM main.documents
            UNION ALL SELECT implementing_unit, region_code FROM main.projects
            UNION ALL SELECT competent_department, region_code FROM main.projects)
        WHERE name IS NOT NULL GROUP BY ALL ORDER BY ALL""").fetchall()
    spellings: defaultdict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    codes: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for written, region_code, count in named:
        code, name = _split_code(written)
        body = (match_key(name), region_code)
        if body[0]:
            spellings[body][name] += count
            codes[body].update({code} if code else ())
    rows = [
        {
            "organisation_id": identity("organisation", *body),
            "name": min(names, key=lambda name: (-names[name], name)),
            "code": min(codes[body], default=None),
            "region_code": body[1],
        }
        for body, names in spellings.items()
    ]
    return frame(table("organisations"), rows)


def _split_code(written: str) -> tuple[str | None, str]:
    """The budget code before a body's name, and the name alone."""
    match = _CODE.match(written.strip())
    return (match[1], match[2].strip()) if match else (None, written.strip())
