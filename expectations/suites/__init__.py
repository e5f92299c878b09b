"""The suites: for every table what follows from the model, and what experience adds to it."""

from __future__ import annotations

from functools import cache

from expectations.expectation import Expectation
from expectations.suites.basic import basic_expectations
from expectations.suites.facts import (
    CLAIM_EXPECTATIONS,
    EVALUATION_EXPECTATIONS,
    FUND_EXPECTATIONS,
    SCORE_EXPECTATIONS,
    presence_expectations,
)
from expectations.suites.lineage import DOCUMENT_EXPECTATIONS, EVIDENCE_EXPECTATIONS, PARSE_EXPECTATIONS
from expectations.suites.trailing import trailing_expectations
from warehouse.model import Table
from warehouse.tables import CORE_TABLES, DERIVED_TABLES, table

CHECKED_TABLES: tuple[Table, ...] = (
    *(candidate for candidate in CORE_TABLES if candidate.name not in DERIVED_TABLES),
    table("ops.parses"),
)
"""Every table that a run may stage, in the model's order."""


@cache
def suite(table_name: str) -> tuple[Expectation, ...]:
    """Every expectation of a table, in a fixed order; KeyError where the table is not checked."""
    for checked in CHECKED_TABLES:
        if checked.name == table_name:
            extended: tuple[Expectation, ...] = (
                *DOCUMENT_EXPECTATIONS,
                *EVIDENCE_EXPECTATIONS,
                *PARSE_EXPECTATIONS,
                *EVALUATION_EXPECTATIONS,
                *FUND_EXPECTATIONS,
                *SCORE_EXPECTATIONS,
                *CLAIM_EXPECTATIONS,
                *presence_expectations(),
                *trailing_expectations(),
            )
            return (
                *basic_expectations(checked),
                *(expectation for expectation in extended if expectation.table == table_name),
            )
    raise KeyError(f"no suite for {table_name}")
