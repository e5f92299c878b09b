"""What documents said before they changed: the rows of superseded states, each with the time for which it stood.

The columns are those of the table of the same name in `main`, with a time of validity before them.
"""

from __future__ import annotations

from dataclasses import replace

from warehouse.model import Column, Table, Type
from warehouse.tables.facts import CLAIMS, EVALUATIONS, FUNDS, SCORES
from warehouse.tables.lineage import DOCUMENTS, EVIDENCE

VALIDITY = (
    Column("superseded_in", Type.TEXT, "更替运行", "Night in which another state took its place", nullable=False),
    Column("valid_from", Type.TIMESTAMP, "有效自", "Since when the document said so (UTC)", nullable=False),
    Column("valid_to", Type.TIMESTAMP, "有效至", "When it was first seen to say otherwise (UTC)", nullable=False),
)


def _superseded(table: Table) -> Table:
    return Table(
        "history",
        table.name,
        f"{table.zh}(历史)",
        f"{table.en}, as a superseded state of its document had it",
        ("superseded_in", *table.key),
        # What a row refers to may be gone by now.
        (*VALIDITY, *(replace(column, references=None) for column in table.columns)),
    )


HISTORY_TABLES = tuple(_superseded(table) for table in (DOCUMENTS, EVALUATIONS, FUNDS, SCORES, CLAIMS, EVIDENCE))
