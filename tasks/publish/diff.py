"""What changed between two published nights: documents, evaluations, amounts and points, new, changed or withdrawn."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl

from tasks.publish.snapshot import CURRENT, DATABASE
from warehouse.schema import literal

CHANGES = {
    "change": pl.String,
    "what": pl.String,
    "project": pl.String,
    "fiscal_year": pl.Int32,
    "item": pl.String,
    "field": pl.String,
    "before": pl.String,
    "after": pl.String,
    "url": pl.String,
}
"""Columns of a comparison: `change` is new, changed or withdrawn; `what` is the table; `item` names the line in it."""

_EVALUATION_FIELDS = (
    "fiscal_year",
    "total_score",
    "grade",
    "stated_execution_rate",
    "stated_arrival_rate",
    "problems",
    "suggestions",
)
_LINE_FIELDS = ("max_points", "points", "target", "actual", "reason")


class NoSuchSnapshotError(Exception):
    """A night that is not among the published ones; the message names those that are."""


class SnapshotHeldError(Exception):
    """A snapshot that another program has open for writing; the message names both."""


def snapshots(published: Path) -> list[str]:
    """The published nights that are still kept, oldest first."""
    if not published.exists():
        return []
    return sorted(path.name for path in published.iterdir() if not path.is_symlink() and (path / DATABASE).exists())


def compare(published: Path, old: str | None = None, new: str | None = None) -> pl.DataFrame:
    """The differences (`CHANGES`) from one published night to another, in a total order.

    Without names: from the night before the current one to the current one. Amounts and lines are compared within
    evaluations that both nights have; a new or withdrawn evaluation is one row. Raises `NoSuchSnapshotError`, and
    `SnapshotHeldError` where one of the two does not open.
    """
    older, newer = _chosen(published, old, new)
    with duckdb.connect() as connection:
        for name, run in (("older", older), ("newer", newer)):
            try:
                connection.execute(f"ATTACH {literal(str(published / run / DATABASE))} AS {name} (READ_ONLY)")
            except duckdb.IOException as error:
                raise SnapshotHeldError(f"the snapshot {run} does not open: {error}") from error
        rows = connection.execute(_COMPARISON).pl()
    return rows.cast(CHANGES)  # type: ignore[arg-type]


def _chosen(published: Path, old: str | None, new: str | None) -> tuple[str, str]:
    kept = snapshots(published)
    if not kept:
        raise NoSuchSnapshotError(f"nothing is published in {published} yet: run a night first")
    newer = new or (published / CURRENT).resolve().name
    earlier = [name for name in kept if name < newer]
    if old is None and not earlier:
        raise NoSuchSnapshotError(f"there is no night before {newer} to compare with; kept are: {', '.join(kept)}")
    older = old or earlier[-1]
    for name in (older, newer):
        if name not in kept:
            raise NoSuchSnapshotError(f"no published night is called {name}; kept are: {', '.join(kept)}")
    return older, newer


def _fields(table: str, key: str, item: str, fields: tuple[str, ...]) -> str:
    """A row for every field that two rows of one key have different; `item` names the line."""
    return " UNION ALL ".join(
        f"""
        SELECT 'changed' AS change, '{table}' AS what, n.evaluation_id, {item} AS item, '{field}' AS field,
               o.{field}::VARCHAR AS before, n.{field}::VARCHAR AS after
        FROM {table}_older o JOIN {table}_newer n USING ({key})
        WHERE o.{field} IS DISTINCT FROM n.{field}"""
        for field in fields
    )


def _presence(table: str, key: str, item: str, shown: str) -> str:
    """A row for every line that only one of two evaluations of one id has."""
    sides = (("new", "newer", "older", f"NULL, {shown}"), ("withdrawn", "older", "newer", f"{shown}, NULL"))
    return " UNION ALL ".join(
        f"""
        SELECT '{change}', '{table}', n.evaluation_id, {item}, NULL, {values}
        FROM {table}_{here} n ANTI JOIN {table}_{there} o USING ({key})
        WHERE n.evaluation_id IN (SELECT evaluation_id FROM older.main.evaluations)
          AND n.evaluation_id IN (SELECT evaluation_id FROM newer.main.evaluations)"""
        for change, here, there, values in sides
    )


_LINE = "concat_ws(' / ', n.indicator_1, n.indicator_2, n.indicator_3)"
_MONEY = "n.measure || ' ' || n.source"
_MONEY_KEY = "evaluation_id, measure, source, year, nth"


def _lines(side: str) -> str:
    """Scored lines by their place in the tree: a line put in before others must not change them all."""
    return f"""
    scores_{side} AS (
        SELECT *, coalesce(indicator_1, '') AS i1, coalesce(indicator_2, '') AS i2, coalesce(indicator_3, '') AS i3,
               row_number() OVER (PARTITION BY evaluation_id, level, indicator_1, indicator_2, indicator_3
                                  ORDER BY ordinal) AS nth
        FROM {side}.main.scores WHERE level > 0)"""


def _money(side: str, other: str) -> str:
    """The amounts that the other night has not, by what they measure: one that another amount replaced has changed."""
    return f"""
    funds_{side} AS (
        SELECT *, coalesce(fiscal_year, 0) AS year,
               row_number() OVER (PARTITION BY evaluation_id, measure, source, fiscal_year ORDER BY amount_yuan) AS nth
        FROM {side}.main.funds ANTI JOIN {other}.main.funds USING (fund_id))"""


_COMPARISON = f"""
WITH {_lines("older")}, {_lines("newer")},
evaluations_older AS (FROM older.main.evaluations), evaluations_newer AS (FROM newer.main.evaluations),
{_money("older", "newer")}, {_money("newer", "older")},
found AS (
    SELECT 'new' AS change, 'evaluations' AS what, evaluation_id, NULL AS item, NULL AS field, NULL AS before,
           concat_ws(' ', total_score::VARCHAR, grade) AS after
    FROM evaluations_newer n ANTI JOIN evaluations_older o USING (evaluation_id)
    UNION ALL
    SELECT 'withdrawn', 'evaluations', evaluation_id, NULL, NULL, concat_ws(' ', total_score::VARCHAR, grade), NULL
    FROM evaluations_older o ANTI JOIN evaluations_newer n USING (evaluation_id)
    UNION ALL {_fields("evaluations", "evaluation_id", "NULL", _EVALUATION_FIELDS)}
    UNION ALL {_fields("funds", _MONEY_KEY, _MONEY, ("amount_yuan",))}
    UNION ALL {_presence("funds", _MONEY_KEY, _MONEY, "n.amount_yuan::VARCHAR")}
    UNION ALL {_fields("scores", "evaluation_id, level, i1, i2, i3, nth", _LINE, _LINE_FIELDS)}
    UNION ALL {_presence("scores", "evaluation_id, level, i1, i2, i3, nth", _LINE, "n.points::VARCHAR")}
),
told AS (
    SELECT evaluation_id, fiscal_year, coalesce(p.name, p.implementing_unit, p.competent_department) AS project, d.url
    FROM newer.main.evaluations JOIN newer.main.projects p USING (project_id)
    JOIN newer.main.documents d USING (document_id)
    UNION ALL
    SELECT evaluation_id, fiscal_year, coalesce(p.name, p.implementing_unit, p.competent_department), d.url
    FROM older.main.evaluations JOIN older.main.projects p USING (project_id)
    JOIN older.main.documents d USING (document_id)
    WHERE evaluation_id NOT IN (SELECT evaluation_id FROM newer.main.evaluations)
),
documents AS (
    SELECT 'new' AS change, 'documents' AS what, NULL AS project, NULL AS fiscal_year, title AS item, NULL AS field,
           NULL AS before, doc_type AS after, url
    FROM newer.main.documents n ANTI JOIN older.main.documents o USING (document_id)
    UNION ALL
    SELECT 'withdrawn', 'documents', NULL, NULL, title, NULL, doc_type, NULL, url
    FROM older.main.documents o ANTI JOIN newer.main.documents n USING (document_id)
)
SELECT change, what, project, fiscal_year, item, field, before, after, url FROM found JOIN told USING (evaluation_id)
UNION ALL FROM documents
ORDER BY ALL
"""
