"""The warehouse of the first night held against what the demo portal knows that it published."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from demo.truth import ProjectTruth, TruthDocument, truth
from tests.night.conftest import DOCUMENTS, SEED, Nights
from warehouse.ids import document_id
from warehouse.project_names import project_key

pytestmark = pytest.mark.night

Money = tuple[str, str, Decimal]


@pytest.fixture(scope="module")
def told() -> list[TruthDocument]:
    return list(truth(SEED, DOCUMENTS))


def is_bare(project: ProjectTruth) -> bool:
    """Whether a page leaves every figure of an evaluation to its attachment."""
    figures = ("execution_rate", "arrival_rate", "total_score", "grade")
    return not (project["funds"] or project["indicators"] or any(project[f] is not None for f in figures))  # type: ignore[literal-required]


@pytest.fixture(scope="module")
def originals(told: list[TruthDocument]) -> list[TruthDocument]:
    """Documents that are no copies; a form that fills its page's bare evaluation is told as part of the page."""
    kept = {document.url: document for document in told if document.copy_of is None and document.projects}
    for form in [document for document in kept.values() if document.parent_url in kept]:
        page = kept[str(form.parent_url)]
        filling = {evaluation_key(project["name"], project["fiscal_year"]): project for project in form.projects}
        mine = {evaluation_key(project["name"], project["fiscal_year"]): project for project in page.projects}
        fits = [key for key, project in mine.items() if is_bare(project) and key in filling]
        if not fits:
            continue
        kept[page.url] = replace(page, projects=tuple(filling.get(key, mine[key]) for key in mine))
        rest = tuple(project for key, project in filling.items() if key not in fits)
        moved = replace(page, contradictions=(*page.contradictions, *form.contradictions))
        kept[page.url] = replace(kept[page.url], contradictions=moved.contradictions)
        kept[form.url] = replace(form, projects=rest, contradictions=())
    return [document for document in kept.values() if document.projects]


@pytest.fixture(scope="module")
def warehouse(nights: Nights) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(nights.snapshot), read_only=True)


def rows(warehouse: duckdb.DuckDBPyConnection, sql: str, *values: object) -> list[dict[str, Any]]:
    result = warehouse.execute(sql, list(values))
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def evaluation_key(name: str | None, year: int | None) -> tuple[str, int | None]:
    return project_key(name), year


def loaded(warehouse: duckdb.DuckDBPyConnection, url: str) -> dict[tuple[str, int | None], dict[str, Any]]:
    """The evaluations of the document at an address, by project and year."""
    found = rows(
        warehouse,
        "SELECT e.*, p.name, p.kind, p.implementing_unit FROM evaluations e JOIN projects p USING (project_id)"
        " WHERE document_id = ?",
        document_id(url),
    )
    return {evaluation_key(row["name"], row["fiscal_year"]): row for row in found}


def expected(document: TruthDocument) -> dict[tuple[str, int | None], ProjectTruth]:
    return {evaluation_key(project["name"], project["fiscal_year"]): project for project in document.projects}


def money(warehouse: duckdb.DuckDBPyConnection, evaluation_id: str) -> set[Money]:
    found = rows(warehouse, "SELECT measure, source, amount_yuan FROM funds WHERE evaluation_id = ?", evaluation_id)
    return {(row["measure"], row["source"], row["amount_yuan"]) for row in found}


def true_money(project: ProjectTruth, seen: set[Money]) -> set[Money]:
    """The stated amounts; where a text leaves open whose money it is, the reading that was taken."""
    settled = set()
    for fund in project["funds"]:
        amount = Decimal(fund["amount_yuan"])
        ways = [(fund["measure"], source, amount) for source in (fund["source"], *fund["source_alt"])]
        settled.add(next((way for way in ways if way in seen), ways[0]))
    return settled


def test_every_document_has_its_evaluations_and_no_others(
    warehouse: duckdb.DuckDBPyConnection, originals: list[TruthDocument]
) -> None:
    assert len(originals) > 40
    wrong = {
        document.url: (sorted(map(str, loaded(warehouse, document.url))), sorted(map(str, expected(document))))
        for document in originals
        if set(loaded(warehouse, document.url)) != set(expected(document))
    }
    assert not wrong


def test_funds_are_exact(warehouse: duckdb.DuckDBPyConnection, originals: list[TruthDocument]) -> None:
    wrong, counted = {}, 0
    for document in originals:
        have = loaded(warehouse, document.url)
        for key, project in expected(document).items():
            seen = money(warehouse, have[key]["evaluation_id"]) if key in have else set()
            due = true_money(project, seen)
            counted += len(due)
            if due != seen:
                wrong[document.url, key] = {"missing": due - seen, "extra": seen - due}
    assert not wrong
    assert counted > 150


@pytest.mark.parametrize(
    ("stated", "column"),
    [
        ("total_score", "total_score"),
        ("grade", "grade"),
        ("execution_rate", "stated_execution_rate"),
        ("arrival_rate", "stated_arrival_rate"),
    ],
)
def test_scores_grades_and_rates_are_exact(
    warehouse: duckdb.DuckDBPyConnection, originals: list[TruthDocument], stated: str, column: str
) -> None:
    wrong, counted = {}, 0
    for document in originals:
        have = loaded(warehouse, document.url)
        for key, project in expected(document).items():
            due: Any = project[stated]  # type: ignore[literal-required]
            due = Decimal(str(due)) if isinstance(due, float | int) else due
            seen = have[key][column] if key in have else None
            counted += due is not None
            if due != seen:
                wrong[document.url, key] = (due, seen)
    assert not wrong
    assert counted > 5


def test_indicators_are_exact(warehouse: duckdb.DuckDBPyConnection, originals: list[TruthDocument]) -> None:
    wrong, counted = {}, 0
    for document in originals:
        have = loaded(warehouse, document.url)
        for key, project in expected(document).items():
            due = Counter(
                (line["level3"], decimal(line["max_points"]), decimal(line["points"])) for line in project["indicators"]
            )
            found = rows(
                warehouse,
                "SELECT coalesce(indicator_3, indicator_2, indicator_1) AS name, max_points, points FROM scores"
                " WHERE evaluation_id = ? AND is_leaf AND level > 0"
                # the points of the execution rate stand beside the money, not among the indicators
                " AND NOT (level = 1 AND indicator_1 = '预算执行率')",
                have[key]["evaluation_id"] if key in have else None,
            )
            seen = Counter((row["name"], row["max_points"], row["points"]) for row in found)
            counted += due.total()
            if due != seen:
                wrong[document.url, key] = {"missing": due - seen, "extra": seen - due}
    assert not wrong
    assert counted > 100


def decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def test_planted_contradictions_are_found(warehouse: duckdb.DuckDBPyConnection, originals: list[TruthDocument]) -> None:
    have = {row["rule_id"] for row in rows(warehouse, "SELECT rule_id FROM rules")}
    missing, planted = [], set()
    for document in originals:
        found = {
            row["rule_id"]
            for row in rows(warehouse, "SELECT rule_id FROM findings WHERE document_id = ?", document_id(document.url))
        }
        for contradiction in document.contradictions:
            planted.add(contradiction["rule_id"])
            if contradiction["rule_id"] not in found:
                missing.append((document.url, contradiction["rule_id"]))
    assert not missing
    # No document of the portal lists projects with their sum.
    assert have - planted == {"F10"}


def test_nobody_is_accused_of_what_was_not_planted(
    warehouse: duckdb.DuckDBPyConnection, told: list[TruthDocument]
) -> None:
    planted = {
        document_id(document.url): {rule for c in document.contradictions for rule in (c["rule_id"], *c["collateral"])}
        for document in told
    }
    for form in told:  # a form may fill its page's evaluation, and its breaches with it
        if form.parent_url and document_id(form.parent_url) in planted:
            planted[document_id(form.parent_url)] |= planted[document_id(form.url)]
    accused = [
        (row["url"], row["rule_id"], row["message"])
        for row in rows(warehouse, "SELECT f.*, d.url FROM findings f JOIN documents d USING (document_id)")
        if row["rule_id"] not in planted.get(row["document_id"], set())
    ]
    assert not accused


def test_negatives_make_no_projects(warehouse: duckdb.DuckDBPyConnection, told: list[TruthDocument]) -> None:
    negatives = [document for document in told if document.state == "negative"]
    assert negatives
    for document in negatives:
        assert not loaded(warehouse, document.url), document.url


@pytest.mark.parametrize("column", ["title", "publisher", "published_on", "index_no"])
def test_what_documents_say_of_themselves(
    warehouse: duckdb.DuckDBPyConnection, originals: list[TruthDocument], column: str
) -> None:
    wrong = {}
    for document in originals:
        if document.state != "parsed":
            continue
        found = rows(
            warehouse, f"SELECT {column} AS value FROM documents WHERE document_id = ?", document_id(document.url)
        )
        seen = str(found[0]["value"]) if found and found[0]["value"] is not None else None
        if seen != getattr(document, column):
            wrong[document.url] = (getattr(document, column), seen)
    assert not wrong
