"""Runs the consistency rules over the tables of `main` and writes down every breach with its evidence."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import duckdb
import polars as pl

from expectations.rules.findings import REPORTS, found
from expectations.rules.rule import Rule, all_rules, prelude
from warehouse.schema import literal
from warehouse.tables import table

# One pass gives the counts and the breaches: most cases hold, and of those nothing is kept.
_CASES = """
CREATE OR REPLACE TEMP TABLE rule_cases AS
SELECT count(holds) AS checked, count(*) - count(holds) AS skipped, count(*) FILTER (NOT holds) AS found,
    list(whole_case) FILTER (NOT holds) AS breaches
FROM ({cases}) whole_case
"""
_BREACHES = "CREATE OR REPLACE TEMP TABLE rule_breaches AS SELECT unnest(breaches, max_depth := 2) FROM rule_cases"

# A report that lacks a value which it tells is worth a finding all the same.
_REPORT = """
INSERT INTO rule_reports
SELECT '{rule_id}', document_id, evaluation_id, {severity},
    TRY_CAST(round(stated, 6) AS DECIMAL(24, 6)),
    TRY_CAST(round(expected, 6) AS DECIMAL(24, 6)),
    TRY_CAST(tolerance AS DECIMAL(24, 6)),
    coalesce(message, {title}), subjects
FROM ({report})
"""

# By their names, which the prelude promises: a list here would be forgotten where a table is added there.
_LEFT = (
    "SELECT table_name FROM duckdb_tables() WHERE temporary AND starts_with(table_name, 'rule_') ORDER BY table_name"
)


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
    connection.execute(REPORTS)
    try:
        counts = [_checked(connection, rule) for rule in (all_rules() if rules is None else rules)]
        findings = found(connection)
    finally:
        # After a failed statement the caller's transaction takes nothing more, and its rollback takes these along.
        with contextlib.suppress(duckdb.Error):
            for (name,) in connection.execute(_LEFT).fetchall():
                connection.execute(f"DROP TABLE temp.{name}")
    return pl.DataFrame(counts, schema=table("rules").polars_schema).sort("rule_id"), findings


def _checked(connection: duckdb.DuckDBPyConnection, rule: Rule) -> dict[str, object]:
    """Counts a rule's cases, and puts its breaches into words."""
    try:
        connection.execute(_CASES.format(cases=rule.cases))
        row = connection.execute("SELECT checked, skipped, found FROM rule_cases").fetchone()
        checked, skipped, found = row or (0, 0, 0)
        if found:
            _tell(connection, rule)
    except duckdb.Error as error:
        raise RuleError(f"rule {rule.id}: {error}") from error
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


def _tell(connection: duckdb.DuckDBPyConnection, rule: Rule) -> None:
    """Puts the breaches among `rule_cases` into words."""
    connection.execute(_BREACHES)
    columns = [str(row[0]) for row in connection.execute(f"DESCRIBE {rule.report}").fetchall()]
    severity = "severity" if "severity" in columns else f"'{rule.severity}'"
    connection.execute(
        _REPORT.format(rule_id=rule.id, severity=severity, title=literal(rule.title_zh), report=rule.report)
    )
