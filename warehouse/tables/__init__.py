"""Every table of the warehouse, in an order in which each follows the ones it refers to."""

from __future__ import annotations

from warehouse.model import Table
from warehouse.tables.audit import AUDIT_TABLES
from warehouse.tables.facts import FACT_TABLES
from warehouse.tables.history import HISTORY_TABLES
from warehouse.tables.lineage import LINEAGE_TABLES
from warehouse.tables.ops import OPS_TABLES

CORE_TABLES: tuple[Table, ...] = (*LINEAGE_TABLES, *FACT_TABLES, *AUDIT_TABLES)
"""Tables of the schema `main`: what analysts query."""

DERIVED_TABLES = ("projects", "organisations", "similarities", "rules", "findings")
"""Core tables that loading makes out of the others; no run stages them."""

ALL_TABLES: tuple[Table, ...] = (*CORE_TABLES, *HISTORY_TABLES, *OPS_TABLES)


def table(name: str) -> Table:
    """The table of that name ("funds" or "ops.fetches"); KeyError where there is none."""
    for candidate in ALL_TABLES:
        if name in (
            candidate.qualified,
            candidate.name if candidate.schema == "main" else candidate.qualified,
        ):
            return candidate
    raise KeyError(f"the model has no table {name}")
