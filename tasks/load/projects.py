"""Which projects of single documents are one project, and the one row that is made of them.

A document gives a project the identity of its name, unit and division. A budget code printed before the name is
stronger: the same code is the same project, however name and unit are written in another year.
"""

from __future__ import annotations

import duckdb
import polars as pl

from warehouse.schema import quoted
from warehouse.tables import table

_FULL_CODE = r"\d{6}[0-9A-Z]{12,}"
"""Division, year, letter and number, as 预算管理一体化 gives it out (51000021R000000019951); shorter ones repeat."""


def _fullest(column: str) -> str:
    return f"min_by({column}, (-length({column}), {column}))"


_CHOSEN = {
    "project_id": "project_id",
    "kind": "min(project_kind)",
    "name": "min_by(project_name, (length(project_name), project_name))",
    "code": _fullest("project_code"),
    "implementing_unit": _fullest("implementing_unit"),
    "competent_department": _fullest("competent_department"),
    "region_code": "min(region_code)",
}
"""How each column of a project is chosen among the ways in which documents write it."""


def link_projects(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes the temporary table `linked_evaluations`: `parsed.evaluations`, those of one project under one id."""
    _link(connection)
    connection.execute("""
        CREATE OR REPLACE TEMP TABLE linked_evaluations AS
        SELECT e.* REPLACE (coalesce(s.same_id, e.project_id) AS project_id)
        FROM parsed.evaluations e LEFT JOIN same_projects s USING (project_id)""")


def chosen_projects(evaluations: str) -> str:
    """The query of one row a project out of a table of evaluations.

    The shortest name is the one without the year; of the other columns the fullest wording is kept. Ties go to the
    smaller text, so that the choice does not depend on what was read first.
    """
    columns = ", ".join(f"{_CHOSEN[column.name]} AS {quoted(column.name)}" for column in table("projects").columns)
    return f"SELECT {columns} FROM {evaluations} GROUP BY project_id"


def _link(connection: duckdb.DuckDBPyConnection) -> None:
    """The temporary table `same_projects` (project_id, same_id) of projects that share a code with another."""
    pairs = connection.execute(
        "SELECT DISTINCT project_id, project_code FROM parsed.evaluations"
        " WHERE project_kind = 'project' AND regexp_full_match(project_code, ?) ORDER BY ALL",
        [_FULL_CODE],
    ).fetchall()
    links = sorted((project, same) for project, same in _joined(pairs).items() if project != same)
    connection.register(
        "project_links", pl.DataFrame(links, schema={"project_id": pl.String, "same_id": pl.String}, orient="row")
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE same_projects AS SELECT * FROM project_links")
    connection.unregister("project_links")


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """The smallest id of all that hang together by codes, for each id. One project may have had two codes."""
    above: dict[str, str] = {}

    def top(key: str) -> str:
        while above.get(key, key) != key:
            above[key] = above.get(above[key], above[key])
            key = above[key]
        return key

    first: dict[str, str] = {}
    for project, code in pairs:
        one, other = top(project), top(first.setdefault(code, project))
        above[max(one, other)] = min(one, other)
    return {project: top(project) for project, _ in pairs}
