"""The heads of a table or of what was one: what stands under each, and which columns of the grid it covers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Unit
from tasks.parse.forms.labels import SECTIONS, Field, Label
from tasks.parse.forms.units import unit_of
from tasks.parse.record import record

_OF_A_YEAR = re.compile(r"((?:19|20)\d{2})\s*年")


@record
class Column:
    """What stands under a head: what it holds, the unit and the words in the head's brackets.

    `source` is whose money it is, where a list has its sources side by side; `first` and `last` are the grid's columns
    that the head of a table covers.
    """

    field: Field
    unit: Unit | None = None
    aside: str = ""
    source: Field = Field.TOTAL
    first: int = 0
    last: int = 0


def under(label: Label) -> Column:
    """The column under a head that stands in no grid."""
    return Column(label.field, unit_of(label, "column"), label.aside)


def column_of(cell: Cell, label: Label) -> Column:
    """The column that a labelled cell heads."""
    return replace(under(label), first=cell.column, last=cell.column + cell.column_span - 1)


def columns_of(cells: Sequence[Cell], labels: dict[int, Label]) -> list[Column]:
    """The columns that a row of heads names; `labels` are by the identity of the cell."""
    known = [(cell, labels[id(cell)]) for cell in cells if id(cell) in labels]
    return [column_of(cell, label) for cell, label in known if label.field not in SECTIONS]


def of_past_years(heads: Sequence[str]) -> list[bool]:
    """Which heads name a year before the newest of them: 2021年决算数 | 2022年预算数 | 2022年决算数."""
    years = [int(match.group(1)) if (match := _OF_A_YEAR.match(head.strip())) else None for head in heads]
    newest = max((year for year in years if year is not None), default=None)
    return [year is not None and newest is not None and year < newest for year in years]


def weights_by_level(columns: Sequence[Column], levels: Sequence[Column]) -> dict[Field, Column]:
    """Which 分值 column belongs to which level: the one beside it, or the only one to the last level."""
    found = [column for column in columns if column.field is Field.WEIGHT]
    if len(found) == 1:
        return {levels[-1].field: found[0]}
    owners: dict[Field, Column] = {}
    for column in found:
        left = [level for level in levels if level.last < column.first]
        if left:
            owners[left[-1].field] = column
    return owners


def points_named(aside: str) -> Decimal | None:
    """The points that the brackets of a head give: 预算执行情况(20分), 得分(20分*执行率)."""
    match = re.search(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s*分", aside)
    return Decimal(match.group(1)) if match else None
