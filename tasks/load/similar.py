"""Pairs of documents that are alike: copies, near-copies that state other facts, siblings of one boilerplate."""

from __future__ import annotations

import duckdb
import numpy as np
import polars as pl

from tasks.load.likeness import (
    COPY_CONTAINMENT,
    COPY_JACCARD,
    Indices,
    Pairs,
    agreement,
    alike,
    containment,
    jaccard,
)
from tasks.load.signatures import Signatures, keep_signatures, kept_signatures

_MILLION = 1_000_000

_UNITS = """
    WITH said AS (
        SELECT document_id, min(coalesce(implementing_unit, competent_department)) AS unit,
               min(project_name) AS name, min(fiscal_year) AS year
        FROM linked_evaluations GROUP BY document_id
    )
    SELECT d.document_id, dense_rank() OVER (ORDER BY coalesce(unit, publisher, source_id), region_code) AS unit,
           row_number() OVER (ORDER BY coalesce(unit, publisher, source_id), region_code, name, year, d.document_id)
               AS place
    FROM parsed.documents d LEFT JOIN said USING (document_id)
    SEMI JOIN parsed.signatures USING (document_id)
    ORDER BY d.document_id"""
"""The unit of each document; within it one project's years stand side by side."""


def find_similar(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary table `found_similar` in the shape of `main.similarities`.

    Needs the temporary tables `replaced`, `canonical` and `linked_evaluations`. Signatures are kept from night to
    night, pairs are found anew: what is said of two documents depends on all the others.
    """
    keep_signatures(connection)
    signatures = kept_signatures(connection)
    places = (
        connection.execute(_UNITS)
        .pl()
        .join(
            pl.DataFrame({"document_id": pl.Series(signatures.documents, dtype=pl.String)}),
            on="document_id",
            how="semi",
            maintain_order="left",
        )
    )
    units, order = (places[name].to_numpy().astype(np.int64) for name in ("unit", "place"))
    pairs = _with_links(connection, signatures, alike(signatures, units, order))
    alike_by, contained = jaccard(pairs), containment(pairs, signatures.sizes)
    documents = pl.Series(signatures.documents, dtype=pl.String)
    connection.register(
        "measured_pairs",
        pl.DataFrame(
            {
                "document_id": documents[pairs.one],
                "other_document_id": documents[pairs.other],
                "is_near": (alike_by >= COPY_JACCARD * _MILLION) | (contained >= COPY_CONTAINMENT * _MILLION),
                "jaccard": alike_by,
                "containment": contained,
            }
        ),
    )
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE found_similar AS
        SELECT p.document_id, p.other_document_id,
               CASE WHEN one.canonical_document_id = other.canonical_document_id THEN 'copy'
                    WHEN p.is_near THEN 'near_copy' ELSE 'sibling' END AS kind,
               (p.jaccard / 10000)::DECIMAL(12,4) AS jaccard, (p.containment / 10000)::DECIMAL(12,4) AS containment
        FROM measured_pairs p
        JOIN canonical one ON one.document_id = p.document_id
        JOIN canonical other ON other.document_id = p.other_document_id""")
    connection.unregister("measured_pairs")


def _with_links(connection: duckdb.DuckDBPyConnection, signatures: Signatures, found: Pairs) -> Pairs:
    """The pairs and those of a copy and its original, which may share less than half: a copy can be cut off."""
    rows = {document: row for row, document in enumerate(signatures.documents)}
    links = connection.execute(
        "SELECT document_id, canonical_document_id FROM canonical WHERE document_id <> canonical_document_id"
        " ORDER BY document_id"
    ).fetchall()
    known = [(rows[copy], rows[original]) for copy, original in links if copy in rows and original in rows]
    ends: Indices = np.array(known, np.int64).reshape(-1, 2)
    linked = agreement(signatures, ends[:, 0], ends[:, 1])
    count = max(1, len(signatures.documents))
    codes, first = np.unique(
        np.concatenate([found.one * count + found.other, linked.one * count + linked.other]), return_index=True
    )
    agreeing = np.concatenate([found.agreeing, linked.agreeing])[first]
    return Pairs(codes // count, codes % count, agreeing)
