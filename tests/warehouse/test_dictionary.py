from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from warehouse.dictionary import FileFigures, data_dictionary, datapackage
from warehouse.tables import CORE_TABLES
from warehouse.tables.history import HISTORY_TABLES, VALIDITY
from warehouse.tables.ops import OPS_TABLES
from warehouse.views import views

DICTIONARY = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_dictionary_in_docs_is_the_one_of_the_model() -> None:
    assert DICTIONARY.read_text("utf-8") == data_dictionary(), (
        "run: python -m warehouse.dictionary > docs/data-dictionary.md"
    )


@pytest.mark.parametrize("model", [*CORE_TABLES, *OPS_TABLES], ids=lambda model: model.qualified)
def test_the_dictionary_explains_every_column(model: Any) -> None:
    section = re.search(rf"^## {re.escape(model.qualified)} .*?(?=^## )", data_dictionary(), re.M | re.S)
    assert section
    lines = [line.split(" | ") for line in section[0].splitlines() if line.startswith("| `")]
    assert [line[0].strip("| `") for line in lines] == [column.name for column in model.columns]
    for line, column in zip(lines, model.columns, strict=True):
        assert line[1] == column.type.duckdb
        assert line[3:5] == [column.zh, column.en]
        assert all(word in line[6] for word in column.allowed)
        assert (column.unit or "") in line[5]


def test_the_dictionary_explains_history() -> None:
    section = re.search(r"^## history .*?(?=^## )", data_dictionary(), re.M | re.S)
    assert section
    for model in HISTORY_TABLES:
        assert f"`{model.qualified}`" in section[0]
        assert model.columns[: len(VALIDITY)] == VALIDITY
    for column in VALIDITY:
        assert f"| `{column.name}` | {column.type.duckdb} | 否 no | {column.zh} | {column.en} |" in section[0]


def test_the_dictionary_explains_every_view() -> None:
    for view in views():
        assert f"### {view.name} · {view.zh}" in data_dictionary()
        for column in view.columns:
            assert f"| `{column.name}` | {column.zh} | {column.en} |" in data_dictionary()


def test_the_data_package_has_every_core_table_with_its_keys_and_references() -> None:
    package: Any = datapackage()
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert list(resources) == [model.name for model in CORE_TABLES]
    for model in CORE_TABLES:
        schema = resources[model.name]["schema"]
        assert [(f["name"], f["type"]) for f in schema["fields"]] == [
            (column.name, column.type.frictionless) for column in model.columns
        ]
        assert schema["primaryKey"] == list(model.key)
        for foreign in schema.get("foreignKeys", []):
            target = resources[foreign["reference"]["resource"]]["schema"]
            assert target["primaryKey"] == foreign["reference"]["fields"]
        for described, column in zip(schema["fields"], model.columns, strict=True):
            constraints = described.get("constraints", {})
            assert bool(constraints.get("required")) is not column.nullable
            assert [str(word) for word in constraints.get("enum", [])] == list(column.allowed)


def test_figures_of_the_files_stand_in_the_data_package() -> None:
    package: Any = datapackage({"funds": FileFigures(3, 400, "ab")}, version="n1")
    funds = next(resource for resource in package["resources"] if resource["name"] == "funds")
    assert (funds["rowcount"], funds["bytes"], funds["hash"]) == (3, 400, "sha256:ab")
    assert package["version"] == "n1"
