"""The rows of `findings`: the reports of all rules together, each under its id and with the quotes that prove it."""

from __future__ import annotations

import duckdb
import polars as pl

from warehouse.schema import conform
from warehouse.tables import table

REPORTS = """
CREATE OR REPLACE TEMP TABLE rule_reports (
    rule_id VARCHAR, document_id VARCHAR, evaluation_id VARCHAR, severity VARCHAR, stated DECIMAL(24, 6),
    expected DECIMAL(24, 6), tolerance DECIMAL(24, 6), message VARCHAR,
    subjects STRUCT(subject VARCHAR, subject_id VARCHAR, field VARCHAR)[]
)
"""
"""Where the reports of the rules gather."""

# The id is warehouse.ids.identity in SQL. Quotes are sorted by list_sort, each list at once: an ordered aggregate takes
# five times as long over so many short lists. The struct's fields stand in the order in which they sort.
_FINDINGS = """
WITH breaches AS (
    SELECT row_number() OVER () AS breach, *,
        list_transform(subjects, lambda o: concat_ws('/', o.subject, o.subject_id, o.field)) AS operands
    FROM rule_reports
),
operands AS (
    SELECT breach, unnest(subjects) AS o FROM breaches
),
-- A row of funds, scores or claims is proved as a whole: its evidence stands under whichever column was read first.
quotes AS (
    SELECT breach, {
        'span_start': e.span_start, 'span_end': e.span_end, 'field': coalesce(e.field, o.field),
        'subject_id': o.subject_id, 'locator': e.locator, 'quote': e.quote, 'document_id': e.document_id
    } AS said
    FROM operands JOIN main.evidence e
        ON e.subject = o.subject AND e.subject_id = o.subject_id
        AND (e.field = o.field OR e.subject IN ('funds', 'scores', 'claims'))
    UNION ALL
    -- The span of a text is its own evidence.
    SELECT breach, {
        'span_start': spans[1], 'span_end': spans[2], 'field': 'text', 'subject_id': document_id, 'locator': NULL,
        'quote': substring(text, spans[1] + 1, spans[2] - spans[1]), 'document_id': document_id
    }
    FROM (
        SELECT breach, o.subject_id AS document_id, string_split(o.field, '-')::INTEGER[] AS spans
        FROM operands WHERE o.subject = 'texts'
    ) JOIN main.texts USING (document_id)
),
gathered AS (
    SELECT breach, list_sort(list(said), 'ASC', 'NULLS LAST') AS evidence FROM quotes GROUP BY breach
)
SELECT
    left(sha256(array_to_string(list_transform(
        ['finding', rule_id, document_id, evaluation_id] || operands,
        lambda part: coalesce(chr(1) || part || chr(31), chr(0))
    ), '')), 20) AS finding_id,
    rule_id, document_id, evaluation_id, severity, stated, expected,
    (stated - expected)::DECIMAL(24, 6) AS difference, tolerance, message,
    '[' || coalesce(array_to_string(list_transform(evidence, lambda one: concat(
        '{"field": ', to_json(one.field), ', "quote": ', to_json(one.quote),
        ', "document_id": ', to_json(one.document_id),
        ', "span_start": ', one.span_start, ', "span_end": ', one.span_end,
        ', "locator": ', coalesce(to_json(one.locator), 'null'), '}'
    )), ', '), '') || ']' AS evidence
FROM breaches LEFT JOIN gathered USING (breach)
"""


def found(connection: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Rows for `main.findings` out of `rule_reports`, by key."""
    return conform(table("findings"), connection.execute(_FINDINGS).pl()).sort("finding_id")
