"""Which documents are copies of a better one.

Pages are mirrored by unrelated hosts, reposted by the level above, and attached to themselves as a Word file. A copy
must state the same facts and nearly the same text: siblings from one template share up to seven tenths of their
text while they speak of different projects, so text alone never decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import duckdb
import numpy as np
import polars as pl

from tasks.load.likeness import COPY_CONTAINMENT, COPY_JACCARD
from tasks.load.signatures import Grams, grams
from warehouse.ids import match_key

_MOST_ORIGINALS = 20  # of one set of facts; a site that prints one empty form a thousand times is no work for us


def link_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary table `canonical` (document_id, canonical_document_id) of all documents of `parsed`.

    Needs the temporary tables `replaced` and `linked_evaluations`, and `main.documents` as the last load left it: only
    documents whose facts are shared with one that changed tonight are compared, the others keep their link.
    """
    _make_fingerprints(connection)
    links = [
        (document, original)
        for _, members in groupby(_candidates(connection), key=lambda row: row[0])
        for document, original in _link_group((document, text) for _, document, text in members)
    ]
    connection.register(
        "found_links",
        pl.DataFrame(links, schema={"document_id": pl.String, "original": pl.String}, orient="row"),
    )
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE canonical AS
        SELECT d.document_id,
               coalesce(found.original,
                        CASE WHEN c.document_id IS NULL THEN kept.canonical_document_id END,
                        d.document_id) AS canonical_document_id
        FROM parsed.documents d
        LEFT JOIN found_links found USING (document_id)
        LEFT JOIN compared c USING (document_id)
        LEFT JOIN (SELECT m.document_id, m.canonical_document_id FROM main.documents m
                   ANTI JOIN replaced USING (document_id)
                   WHERE m.canonical_document_id NOT IN (SELECT document_id FROM replaced)) kept
          USING (document_id)""")
    connection.unregister("found_links")


def similar(one: Grams, other: Grams) -> bool:
    """Whether two sets of 5-grams are those of one text, or of a text and a part cut out of it."""
    if not len(one) or not len(other):
        return False
    common = len(np.intersect1d(one, other, assume_unique=True))
    union = len(one) + len(other) - common
    return common >= COPY_CONTAINMENT * min(len(one), len(other)) or common >= COPY_JACCARD * union


def _link_group(members: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Documents of equal facts, the best first: each is a copy of the first similar one before it, or an original."""
    originals: list[tuple[str, str, Grams]] = []
    for document, text in members:
        twin = next((key for key, known, _ in originals if known == text), None)
        if twin is None:
            own = grams(text)
            twin = next((key for key, _, known in originals if similar(own, known)), None)
            if twin is None and len(originals) < _MOST_ORIGINALS:
                originals.append((document, text, own))
        yield document, twin or document


def _make_fingerprints(connection: duckdb.DuckDBPyConnection) -> None:
    """The table `fingerprints` (document_id, facts) of documents with facts by which they can be recognised.

    Facts are the projects' names and all amounts and totals. Where a document states no number its years must agree
    too, else two years' reports of one project were copies of each other.
    """
    names = connection.execute(
        "SELECT DISTINCT coalesce(project_name, implementing_unit, competent_department) AS name"
        " FROM linked_evaluations ORDER BY name"
    ).fetchall()
    connection.register(
        "project_names",
        pl.DataFrame(
            [(name, match_key(name)) for (name,) in names],
            schema={"name": pl.String, "name_key": pl.String},
            orient="row",
        ),
    )
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE fingerprints AS
        WITH items AS (
            SELECT document_id, 'name' AS kind, name_key AS item
            FROM linked_evaluations e JOIN project_names n
              ON n.name IS NOT DISTINCT FROM coalesce(e.project_name, e.implementing_unit, e.competent_department)
            UNION
            SELECT document_id, 'amount', amount_yuan::VARCHAR
            FROM linked_evaluations JOIN parsed.funds USING (evaluation_id)
            UNION
            SELECT document_id, 'total', total_score::VARCHAR FROM linked_evaluations WHERE total_score IS NOT NULL
            UNION
            SELECT document_id, 'year', fiscal_year::VARCHAR FROM linked_evaluations WHERE fiscal_year IS NOT NULL
        ), kinds AS (
            SELECT document_id, bool_or(kind IN ('amount', 'total')) AS has_numbers,
                   bool_or(kind = 'name' AND item <> '') AS has_name
            FROM items GROUP BY document_id
        )
        SELECT document_id, md5(string_agg(kind || ' ' || item, chr(10) ORDER BY kind, item)) AS facts
        FROM items JOIN kinds USING (document_id)
        WHERE (has_numbers AND kind <> 'year') OR (NOT has_numbers AND has_name)
        GROUP BY document_id""")
    connection.unregister("project_names")


def _candidates(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str]]:
    """Facts, document and text of what must be compared tonight, group by group, the best document first."""
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE compared AS
        WITH touched AS (
            SELECT document_id FROM replaced
            UNION
            SELECT document_id FROM main.documents WHERE canonical_document_id IN (SELECT document_id FROM replaced)
        )
        SELECT f.facts, f.document_id FROM fingerprints f
        WHERE f.facts IN (SELECT facts FROM fingerprints GROUP BY facts HAVING count(*) > 1)
          AND f.facts IN (SELECT facts FROM fingerprints SEMI JOIN touched USING (document_id))""")
    connection.execute("""
        SELECT c.facts, c.document_id, t.text
        FROM compared c JOIN parsed.documents d USING (document_id) JOIN parsed.texts t USING (document_id)
        ORDER BY c.facts, d.trust, d.published_on NULLS LAST, d.url, c.document_id""")
    while batch := connection.fetchmany(100):
        yield from batch
