"""The views that answer most questions, one SQL file each; a view's comments are read from the head of its file.

A head has a line `-- zh:` and `-- en:` on what a row is, then a line `-- column: Chinese | English` for each column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files

import duckdb

from warehouse.schema import literal, quoted

_HEAD_LINE = re.compile(r"-- (\w+): (.+)")


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view and what it means."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class View:
    """A view: what a row is, its columns in their order, and its SELECT."""

    name: str
    zh: str
    en: str
    columns: tuple[ViewColumn, ...]
    sql: str


@cache
def views() -> tuple[View, ...]:
    """All views, in an order in which each follows those it uses."""
    names = sorted(path.name.removesuffix(".sql") for path in files(__name__).iterdir() if path.name.endswith(".sql"))
    found = {name: _read(name, files(__name__).joinpath(f"{name}.sql").read_text("utf-8")) for name in names}
    uses = {name: {other for other in names if f"main.{other}" in view.sql} for name, view in found.items()}
    ordered = [found[name] for name in TopologicalSorter(uses).static_order()]
    return tuple(ordered)


def create_views(connection: duckdb.DuckDBPyConnection, schema: str = "main") -> None:
    """Make the views with their comments in the schema where the core tables stand."""
    for view in views():
        name = f"{schema}.{quoted(view.name)}"
        connection.execute(f"CREATE OR REPLACE VIEW {name} AS {view.sql}")
        connection.execute(f"COMMENT ON VIEW {name} IS {literal(f'{view.zh} | {view.en}')}")
        for column in view.columns:
            comment = literal(f"{column.zh} | {column.en}")
            connection.execute(f"COMMENT ON COLUMN {name}.{quoted(column.name)} IS {comment}")


def _read(name: str, text: str) -> View:
    head: dict[str, str] = {}
    lines = text.splitlines()
    while lines and (match := _HEAD_LINE.fullmatch(lines[0].rstrip())):
        head[match[1]] = match[2]
        lines.pop(0)
    zh, en = head.pop("zh"), head.pop("en")
    columns = tuple(ViewColumn(column, *meaning.split(" | ", 1)) for column, meaning in head.items())
    return View(name, zh, en, columns, "\n".join(lines).strip().rstrip(";"))
