"""What people and tools read about the model: the data dictionary and the Frictionless data package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from warehouse.model import Column, Table
from warehouse.tables import CORE_TABLES
from warehouse.tables.history import HISTORY_TABLES, VALIDITY
from warehouse.tables.ops import OPS_TABLES
from warehouse.views import View, views

_HEAD = """# 数据字典 · Data dictionary

<!-- Generated from warehouse/tables and warehouse/views by `python -m warehouse.dictionary`; do not edit. -->

Money is in yuan, exact to the cent, and never a float. NULL means that a document does not state the value; it is
never 0. What is computed (views) never stands in a column of what was stated (tables). Times are UTC.

- `main`: what disclosures say, and where it was read. Only documents that are no copy of a better one have facts.
- `history`: what documents said before they changed.
- `ops`: what happened in the nights.
"""


@dataclass(frozen=True, slots=True)
class FileFigures:
    """What `datapackage.json` says of one Parquet file: rows, length in bytes and SHA-256 in hex."""

    rows: int
    bytes: int
    sha256: str


def data_dictionary() -> str:
    """Every table and view with its columns as markdown, Chinese and English."""
    tables = "\n".join([*map(_table_section, CORE_TABLES), _history_section(), *map(_table_section, OPS_TABLES)])
    derived = "\n".join(_view_section(view) for view in views())
    return f"{_HEAD}\n{tables}\n## 视图 · Views\n\n{derived}"


def datapackage(files: Mapping[str, FileFigures] | None = None, version: str | None = None) -> dict[str, object]:
    """A Frictionless data package of the core tables; `files` gives the figures of each table's Parquet file."""
    package: dict[str, object] = {
        "name": "jixiao",
        "title": "中国政府预算绩效公开数据 · Budget-performance disclosures of Chinese governments",
        "profile": "data-package",
        "resources": [_resource(table, (files or {}).get(table.name)) for table in CORE_TABLES],
    }
    if version is not None:
        package["version"] = version
    return package


def _table_section(table: Table) -> str:
    lines = [
        f"## {table.qualified} · {table.zh}",
        "",
        f"一行 · A row: {table.en}. 主键 · Key: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| 列 Column | 类型 Type | 空 NULL | 含义 | Meaning | 单位 Unit | 取值 Values |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_column_line(column) for column in table.columns]
    return "\n".join(lines) + "\n"


def _history_section() -> str:
    names = ", ".join(f"`history.{table.name}`" for table in HISTORY_TABLES)
    lines = [
        "## history · 历史版本",
        "",
        (
            f"{names}: the rows of superseded states of documents. Each has the columns of its table in `main` and,"
            " before them, those below; `superseded_in` stands before the key."
        ),
        "",
        "| 列 Column | 类型 Type | 空 NULL | 含义 | Meaning | 单位 Unit | 取值 Values |",
        "|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *map(_column_line, VALIDITY)]) + "\n"


def _column_line(column: Column) -> str:
    cells = (
        f"`{column.name}`",
        column.type.duckdb,
        "可空 yes" if column.nullable else "否 no",
        column.zh,
        column.en,
        column.unit or "",
        _values(column),
    )
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _values(column: Column) -> str:
    if column.allowed:
        return ", ".join(f"`{word}`" for word in column.allowed)
    bounds = []
    if column.minimum is not None:
        bounds.append(f"≥ {column.minimum}")
    if column.maximum is not None:
        bounds.append(f"≤ {column.maximum}")
    if column.references is not None:
        bounds.append(f"→ `{column.references}`")
    return ", ".join(bounds)


def _view_section(view: View) -> str:
    lines = [f"### {view.name} · {view.zh}", "", view.en, "", "| 列 Column | 含义 | Meaning |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {column.zh} | {column.en} |" for column in view.columns]
    return "\n".join(lines) + "\n"


def _resource(table: Table, figures: FileFigures | None) -> dict[str, object]:
    resource: dict[str, object] = {
        "name": table.name.replace("_", "-"),
        "title": table.zh,
        "description": table.en,
        "path": f"parquet/{table.name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": _schema(table),
    }
    if figures is not None:
        resource |= {"bytes": figures.bytes, "hash": f"sha256:{figures.sha256}", "rowcount": figures.rows}
    return resource


def _schema(table: Table) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    foreign = [
        {"fields": [column.name], "reference": {"resource": resource.replace("_", "-"), "fields": [field]}}
        for column in table.columns
        if column.references is not None
        for resource, field in [column.references.split(".")]
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return schema


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {
        "name": column.name,
        "type": column.type.frictionless,
        "title": column.zh,
        "description": column.en + (f" [{column.unit}]" if column.unit else ""),
    }
    constraints: dict[str, object] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.allowed:
        whole = column.type.frictionless == "integer"
        constraints["enum"] = [int(word) for word in column.allowed] if whole else list(column.allowed)
    # Frictionless takes the bounds of a number as numbers; ours are whole.
    if column.minimum is not None:
        constraints["minimum"] = int(column.minimum)
    if column.maximum is not None:
        constraints["maximum"] = int(column.maximum)
    if constraints:
        field["constraints"] = constraints
    return field


if __name__ == "__main__":
    print(data_dictionary(), end="")  # noqa: T201 - writes docs/data-dictionary.md
