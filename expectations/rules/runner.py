"""Runs the consistency rules over the tables of `main` and writes down every breach with its evidence."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence

import duckdb
import polars as pl

from expectations.rules.rule import Rule, all_rules, prelude
from warehouse.ids import identity
from warehouse.tables import table

# One pass gives the counts and the breaches: most cases hold, and of those nothing is kept.
_CASES = """
CREATE OR REPLACE TEMP TABLE rule_cases AS
SELECT count(holds) AS checked, count(*) - count(holds) AS skipped, count(*) FILTER (NOT holds) AS found,
    list(whole_case) FILTER (NOT holds) AS breaches
FROM ({cases}) whole_case
"""
_BREACHES = "CREATE OR REPLACE TEMP TABLE rule_breaches AS SELECT unnest(breaches, max_depth := 2) FROM rule_cases"

_REPORT = """
INSERT INTO rule_reports
SELECT '{rule_id}', document_id, evaluation_id, {severity},
    TRY_CAST(round(stated::DOUBLE, 6) AS DECIMAL(24, 6)),
    TRY_CAST(round(expected::DOUBLE, 6) AS DECIMAL(24, 6)),
    TRY_CAST(tolerance AS DECIMAL(24, 6)),
    message, subjects
FROM ({report})
"""
_REPORTS = """
CREATE OR REPLACE TEMP TABLE rule_reports (
    rule_id VARCHAR, document_id VARCHAR, evaluation_id VARCHAR, severity VARCHAR, stated DECIMAL(24, 6),
    expected DECIMAL(24, 6), tolerance DECIMAL(24, 6), message VARCHAR,
    subjects STRUCT(subject VARCHAR, subject_id VARCHAR, field VARCHAR)[]
)
"""

# A row of funds, scores or claims is proved as a whole: its evidence stands under whichever column was read first.
_FINDINGS = """
WITH breaches AS (
    SELECT row_number() OVER () AS breach, * FROM rule_reports
),
operands AS (
    SELECT breach, document_id, unnest(subjects) AS o FROM breaches
),
quotes AS (
    SELECT breach, o.subject_id, coalesce(e.field, o.field) AS field, e.quote, e.document_id, e.span_start,
        e.span_end, e.locator
    FROM operands JOIN main.evidence e
        ON e.subject = o.subject AND e.subject_id = o.subject_id
        AND (e.field = o.field OR e.subject IN ('funds', 'scores', 'claims'))
    UNION ALL
    -- The span of a text is its own evidence.
    SELECT breach, o.subject_id, 'text',
        substring(x.text, split_part(o.field, '-', 1)::INTEGER + 1,
            split_part(o.field, '-', 2)::INTEGER - split_part(o.field, '-', 1)::INTEGER),
        x.document_id, split_part(o.field, '-', 1)::INTEGER, split_part(o.field, '-', 2)::INTEGER, NULL
    FROM operands JOIN main.texts x ON o.subject = 'texts' AND x.document_id = o.subject_id
),
gathered AS (
    SELECT breach, list({
        'field': field, 'quote': quote, 'document_id': document_id, 'span_start': span_start,
        'span_end': span_end, 'locator': locator
    } ORDER BY span_start, span_end, field, subject_id, locator, quote) AS evidence
    FROM quotes GROUP BY breach
)
SELECT b.rule_id, b.document_id, b.evaluation_id, b.severity, b.stated, b.expected, b.stated - b.expected AS difference,
    b.tolerance, b.message,
    list_transform(b.subjects, lambda o: concat_ws('/', o.subject, o.subject_id, o.field)) AS operands,
    g.evidence
FROM breaches b LEFT JOIN gathered g USING (breach)
"""

_TEMPORARY = (
    "rule_cases", "rule_breaches", "rule_reports", "rule_targets", "rule_parents", "rule_forms", "rule_lines",
    "rule_rates", "rule_money", "rule_columns", "rule_amounts",
)  # fmt: skip


class RuleError(RuntimeError):
    """A rule whose statement fails: a defect of ours. The message names the rule."""


def run_rules(
    connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows for `main.rules` (with cases checked, skipped and found) and for `main.findings`, both by key.

    Runs every rule there is, or those that are given.
    Reads the other tables of `main` and leaves nothing in the database. Raises RuleError where a statement fails.
    """
    connection.execute(prelude())
    connection.execute(_REPORTS)
    try:
        counts = [_checked(connection, rule) for rule in (all_rules() if rules is None else rules)]
        findings = _findings(connection)
    finally:
        for name in _TEMPORARY:
            # After a failed statement the caller's transaction takes nothing more, and its rollback takes these along.
            with contextlib.suppress(duckdb.Error):
                connection.execute(f"DROP TABLE IF EXISTS temp.{name}")
    rules_table, findings_table = table("rules"), table("findings")
    return (
        pl.DataFrame(counts, schema=rules_table.polars_schema).sort("rule_id"),
        pl.DataFrame(findings, schema=findings_table.polars_schema).sort("finding_id"),
    )


def _checked(connection: duckdb.DuckDBPyConnection, rule: Rule) -> dict[str, object]:
    """Counts a rule's cases, and puts its breaches into words."""
    try:
        connection.execute(_CASES.format(cases=rule.cases))
        connection.execute(_BREACHES)
        columns = [str(row[0]) for row in connection.execute(f"DESCRIBE {rule.report}").fetchall()]
        severity = "severity" if "severity" in columns else f"'{rule.severity}'"
        connection.execute(_REPORT.format(rule_id=rule.id, severity=severity, report=rule.report))
        row = connection.execute("SELECT checked, skipped, found FROM rule_cases").fetchone()
    except duckdb.Error as error:
        raise RuleError(f"rule {rule.id}: {error}") from error
    checked, skipped, found = row or (0, 0, 0)
    return {
        "rule_id": rule.id,
        "severity": rule.severity,
        "title_zh": rule.title_zh,
        "title_en": rule.title_en,
        "tolerance": rule.tolerance,
        "source": rule.source,
        "checked": checked,
        "skipped": skipped,
        "found": found,
    }


def _findings(connection: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    findings: list[dict[str, object]] = []
    for row in connection.execute(_FINDINGS).pl().iter_rows(named=True):
        operands = row.pop("operands") or []
        evidence = row.pop("evidence") or []
        key = identity("finding", row["rule_id"], row["document_id"], row["evaluation_id"], *operands)
        findings.append({"finding_id": key, **row, "evidence": json.dumps(evidence, ensure_ascii=False)})
    return findings
