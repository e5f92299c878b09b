"""Extraction holds its floors on the gold documents, where they stand beside the checkout."""

from __future__ import annotations

from functools import lru_cache

import pytest

from bench import accuracy
from bench.renditions import renditions

FLOORS = {
    "fund": (0.98, 0.93),
    "rate": (0.98, 0.95),
    "score": (0.98, 0.95),
    "grade": (0.98, 0.95),
    **dict.fromkeys(("indicator", "indicator_full"), (0.97, 0.93)),
    **dict.fromkeys(("project", "unit", "title", "publisher", "published_on", "index_no"), (0.95, 0.93)),
}
STATED_IN_FULL = tuple(FLOORS)

needs = {name: pytest.mark.skipif(not accuracy.is_there(name), reason="no gold here") for name in accuracy.SETS}


@lru_cache
def measured(name: str) -> accuracy.Measured:
    return accuracy.measure(name)


def figure(name: str, kind: str) -> accuracy.Figure:
    return next(f for f in measured(name).figures if f.kind == kind)


@needs["dev"]
@pytest.mark.parametrize("kind", FLOORS)
def test_the_floors_hold_on_documents_of_many_provinces(kind: str) -> None:
    precision, recall = FLOORS[kind]
    found = figure("dev", kind)
    held = found.precision >= precision and found.recall >= recall
    assert held, "\n".join(measured("dev").errors)


@needs["dev"]
def test_papers_of_other_kinds_give_no_project() -> None:
    assert measured("dev").from_negatives == ()


@needs["seeds"]
@pytest.mark.parametrize("kind", STATED_IN_FULL)
def test_the_seeds_are_read_without_a_fault(kind: str) -> None:
    found = figure("seeds", kind)
    assert (found.found, found.extra) == (found.gold, 0), "\n".join(measured("seeds").errors)


@needs["seeds"]
def test_the_seeds_claims_are_read() -> None:
    found = figure("seeds", "claim")
    assert found.precision >= 0.98
    assert found.recall >= 0.95


PRINTED = (
    "html (TRS, gb2312)",
    "html (VSB)",
    "html (no known container)",
    "docx",
    "pdf (text)",
    "xlsx",
    "html (VSB), tables as lines",
    "pdf (text), tables as lines",
    "xlsx, tables as lines",
)


@lru_cache
def printed(rendition: str) -> accuracy.Measured:
    return accuracy.measure("dev", renditions()[rendition])


@needs["dev"]
@pytest.mark.parametrize("kind", ["fund", "rate", "score", "grade", "indicator", "project", "unit", "title"])
@pytest.mark.parametrize("rendition", PRINTED)
def test_the_format_makes_no_difference(rendition: str, kind: str) -> None:
    precision, recall = FLOORS[kind]
    found = next(f for f in printed(rendition).figures if f.kind == kind)
    assert found.precision >= precision, "\n".join(printed(rendition).errors)
    assert found.recall >= recall, "\n".join(printed(rendition).errors)
