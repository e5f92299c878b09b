"""From `parsed` to `main`: what analysts query, rebuilt whole, so that it never depends on the order of nights."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import duckdb
import polars as pl

from tasks.load.build import column_list, key_list
from tasks.load.copies import link_copies
from tasks.load.filling import find_filled
from tasks.load.projects import chosen_projects, link_projects
from tasks.load.similar import find_similar
from warehouse.bodies import body_key, split_code
from warehouse.ids import identity
from warehouse.schema import conform, ddl, frame
from warehouse.tables import table

_ROWS = {
    "sources": "SELECT * FROM parsed.sources",
    "regions": """
        SELECT * FROM parsed.regions
        UNION ALL BY NAME
        SELECT region_code, min(region_name) AS name,
               CASE WHEN region_code LIKE '__0000' THEN 'province' WHEN region_code LIKE '____00' THEN 'city'
                    ELSE 'county' END AS level
        FROM parsed.sources
        WHERE region_name IS NOT NULL AND region_code NOT IN (SELECT region_code FROM parsed.regions)
        GROUP BY region_code""",
    "documents": """
        SELECT d.* REPLACE (c.canonical_document_id AS canonical_document_id)
        FROM parsed.documents d JOIN canonical c USING (document_id)""",
    "similarities": "SELECT * FROM found_similar",
    "snapshots": "SELECT * FROM parsed.snapshots SEMI JOIN parsed.documents USING (document_id)",
    "texts": "SELECT * FROM parsed.texts SEMI JOIN parsed.documents USING (document_id)",
    "attachments": """
        SELECT a.* REPLACE (d.document_id AS document_id)
        FROM parsed.attachments a LEFT JOIN parsed.documents d ON d.document_id = a.document_id
        WHERE a.page_document_id IN (SELECT document_id FROM parsed.documents)""",
    "evaluations": """
        SELECT e.* REPLACE (
            coalesce(e.fiscal_year, f.fiscal_year) AS fiscal_year,
            coalesce(e.fiscal_year_method, f.fiscal_year_method) AS fiscal_year_method,
            coalesce(e.template, f.template) AS template,
            coalesce(e.stated_execution_rate, f.stated_execution_rate) AS stated_execution_rate,
            coalesce(e.stated_arrival_rate, f.stated_arrival_rate) AS stated_arrival_rate,
            coalesce(e.total_score, f.total_score) AS total_score,
            coalesce(e.full_mark, f.full_mark) AS full_mark,
            coalesce(e.grade, f.grade) AS grade,
            coalesce(e.grade_as_written, f.grade_as_written) AS grade_as_written,
            coalesce(e.problems, f.problems) AS problems,
            coalesce(e.suggestions, f.suggestions) AS suggestions,
            coalesce(whole.page_evaluation_id, e.part_of) AS part_of)
        FROM linked_evaluations e
        LEFT JOIN filled ON filled.page_evaluation_id = e.evaluation_id
        LEFT JOIN filled whole ON whole.evaluation_id = e.part_of
        LEFT JOIN parsed.evaluations f ON f.evaluation_id = filled.evaluation_id
        WHERE e.document_id IN (SELECT document_id FROM originals)
            AND e.evaluation_id NOT IN (SELECT evaluation_id FROM filled)""",
    "projects": chosen_projects("main.evaluations"),
    "funds": """
        SELECT t.* REPLACE (coalesce(filled.page_evaluation_id, t.evaluation_id) AS evaluation_id)
        FROM parsed.funds t LEFT JOIN filled USING (evaluation_id)
        WHERE coalesce(filled.page_evaluation_id, t.evaluation_id) IN (SELECT evaluation_id FROM main.evaluations)""",
    "scores": """
        SELECT t.* REPLACE (coalesce(filled.page_evaluation_id, t.evaluation_id) AS evaluation_id)
        FROM parsed.scores t LEFT JOIN filled USING (evaluation_id)
        WHERE coalesce(filled.page_evaluation_id, t.evaluation_id) IN (SELECT evaluation_id FROM main.evaluations)""",
    "claims": """
        SELECT t.* REPLACE (coalesce(filled.page_evaluation_id, t.evaluation_id) AS evaluation_id)
        FROM parsed.claims t LEFT JOIN filled USING (evaluation_id)
        WHERE t.document_id IN (SELECT document_id FROM originals)""",
    "evidence": """
        SELECT e.* REPLACE (coalesce(filled.page_evaluation_id, e.subject_id) AS subject_id)
        FROM parsed.evidence e
        LEFT JOIN filled ON e.subject = 'evaluations' AND filled.evaluation_id = e.subject_id
        WHERE document_id IN (SELECT document_id FROM originals)
           OR (subject = 'documents' AND document_id IN (SELECT document_id FROM parsed.documents))""",
}
"""What every table of `main` holds, in an order in which each stands on the ones before it."""


def rebuild_main(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables of `main` anew; rules and findings are not among them."""
    link_projects(connection)
    link_copies(connection)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE originals AS"
        " SELECT document_id FROM canonical WHERE document_id = canonical_document_id"
    )
    find_filled(connection)
    find_similar(connection)
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


def _organisations(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """The bodies that documents and projects name, one row a body and division."""
    named: Iterable[tuple[str, str | None, int]] = connection.execute("""
        SELECT name, region_code, count(*) FROM (
            SELECT publisher AS name, region_code FROM main.documents
            UNION ALL SELECT implementing_unit, region_code FROM main.projects
            UNION ALL SELECT competent_department, region_code FROM main.projects)
        WHERE name IS NOT NULL GROUP BY ALL ORDER BY ALL""").fetchall()
    names_on_file = dict(connection.execute("SELECT region_code, name FROM main.regions").fetchall())
    spellings: defaultdict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    codes: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for written, region_code, count in named:
        code, name = split_code(written)
        body = (body_key(name, region_code, names_on_file.get(region_code)), region_code)
        if body[0]:
            spellings[body][name] += count
            codes[body].update({code} if code else ())
    rows = [
        {
            "organisation_id": identity("organisation", *body),
            "name": (name := min(names, key=lambda name: (-names[name], -len(name), name))),
            "also_written": "、".join(sorted(set(names) - {name})) or None,
            "code": min(codes[body], default=None),
            "region_code": body[1],
        }
        for body, names in spellings.items()
    ]
    return frame(table("organisations"), rows)
