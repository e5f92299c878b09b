"""Which projects of single documents are one project, and the one row that is made of them.

A document gives a project the identity of its name, unit and division. A budget code printed before the name is
stronger: the same code is the same project, however name and unit are written in another year. A finance bureau's
report that names no unit is joined to the one project that it can mean, and marked.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

import duckdb
import polars as pl

from warehouse.bodies import body_key
from warehouse.project_names import phases, project_key
from warehouse.schema import quoted
from warehouse.tables import table

_FULL_CODE = r"\d{6}[0-9A-Z]{12,}"
"""Division, year, letter and number, as 预算管理一体化 gives it out (51000021R000000019951); shorter ones repeat."""


_OVERSEERS = ("财政局", "财政厅", "审计局", "审计厅", "绩效评价中心")
"""Bodies that evaluate others' projects: a report that names none but them does not name the spending unit."""

_TELLING_NAME = 6  # characters
_Place: TypeAlias = tuple[str, int, str]


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
    _link_by_code(connection)
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE linked_evaluations AS
        SELECT e.* REPLACE (
            coalesce(s.same_id, e.project_id) AS project_id,
            CASE WHEN e.project_kind = 'project' AND regexp_full_match(e.project_code, $code)
                 THEN 'code' ELSE e.project_method END AS project_method,
            CASE WHEN e.project_kind = 'project' AND regexp_full_match(e.project_code, $code)
                 THEN 'certain' ELSE e.project_confidence END AS project_confidence)
        FROM parsed.evaluations e LEFT JOIN same_projects s USING (project_id)""",
        {"code": _FULL_CODE},
    )
    _link_outsiders(connection)


def chosen_projects(evaluations: str) -> str:
    """The query of one row a project out of a table of evaluations.

    The shortest name is the one without the year; of the other columns the fullest wording is kept. Ties go to the
    smaller text, so that the choice does not depend on what was read first.
    """
    columns = ", ".join(f"{_CHOSEN[column.name]} AS {quoted(column.name)}" for column in table("projects").columns)
    return f"SELECT {columns} FROM {evaluations} GROUP BY project_id"


def _link_by_code(connection: duckdb.DuckDBPyConnection) -> None:
    """The temporary table `same_projects` (project_id, same_id) of projects that share a code with another.

    Phases with one code stay apart: a form is copied from year to year, its code with it.
    """
    pairs = connection.execute(
        "SELECT DISTINCT project_id, project_code, project_name FROM parsed.evaluations"
        " WHERE project_kind = 'project' AND regexp_full_match(project_code, ?) ORDER BY ALL",
        [_FULL_CODE],
    ).fetchall()
    joined = _joined([(project, f"{code} {phases(name)}") for project, code, name in pairs])
    links = sorted((project, same) for project, same in joined.items() if project != same)
    connection.register(
        "project_links", pl.DataFrame(links, schema={"project_id": pl.String, "same_id": pl.String}, orient="row")
    )
    connection.execute("CREATE OR REPLACE TEMP TABLE same_projects AS SELECT * FROM project_links")
    connection.unregister("project_links")


def _link_outsiders(connection: duckdb.DuckDBPyConnection) -> None:
    """Gives an outside evaluation that names no spending unit to the one project that it can mean.

    That is the only project of its name in its division of which the unit itself reported on the same year; a name must
    say something, for every unit has 办公经费. What is joined so is marked `single_name`, possible.
    """
    outside, told = _outsiders(connection)
    links = [
        (evaluation, next(iter(told[place])))
        for evaluation, place in outside
        if len(told.get(place, ())) == 1 and len(place[2]) >= _TELLING_NAME
    ]
    connection.register(
        "outsiders", pl.DataFrame(links, schema={"evaluation_id": pl.String, "project_id": pl.String}, orient="row")
    )
    connection.execute("""
        UPDATE linked_evaluations SET
            project_id = o.project_id, project_method = 'single_name', project_confidence = 'possible'
        FROM outsiders o WHERE o.evaluation_id = linked_evaluations.evaluation_id""")
    connection.unregister("outsiders")


def _outsiders(connection: duckdb.DuckDBPyConnection) -> tuple[list[tuple[str, _Place]], dict[_Place, set[str]]]:
    """Outside evaluations without a spending unit, and the projects that units reported on, by division, year, name."""
    rows = connection.execute("""
        SELECT evaluation_id, project_id, evaluator, project_method, region_code, fiscal_year, project_name,
               coalesce(implementing_unit, competent_department) AS unit
        FROM linked_evaluations
        WHERE project_kind = 'project' AND project_name IS NOT NULL AND region_code IS NOT NULL
            AND (region_code, fiscal_year) IN (
                SELECT (region_code, fiscal_year) FROM linked_evaluations WHERE evaluator <> 'unit_self')
        ORDER BY evaluation_id""").fetchall()
    outside: list[tuple[str, _Place]] = []
    told: defaultdict[_Place, set[str]] = defaultdict(set)
    for evaluation, project, evaluator, method, region, year, name, unit in rows:
        place = (region, year, project_key(name, year))
        spending = unit is not None and not body_key(unit, region).endswith(_OVERSEERS)
        if evaluator == "unit_self" and spending:
            told[place].add(project)
        elif evaluator != "unit_self" and not spending and method != "code":
            outside.append((evaluation, place))
    return outside, told


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
