"""A form while it is being read: cells with their meaning, before anything is made a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.labels import Field, label_of, nearness, squeeze
from tasks.parse.numbers.amounts import parse_number
from tasks.parse.numbers.points import parse_points
from tasks.parse.record import record

_IS_PART = re.compile(r"单\s*位\s*名\s*称")


@record
class Unit:
    """Yuan for one of the unit that a head names, and where it was read (`warehouse.vocabulary.UNIT_ORIGINS`)."""

    yuan: Decimal
    origin: str


@record
class Amount:
    """A cell that holds money, with what it measures and whose money it is."""

    measure: Field
    source: Field
    cell: Cell
    unit: Unit | None = None

    @property
    def number(self) -> Decimal | None:
        """The number of the cell, whatever it counts."""
        return parse_number(squeeze(self.cell.text).rstrip("万元"))


@record
class Line:
    """A row of an indicator table. `start` and `end` bound the row in the document's text."""

    start: int
    end: int
    level_1: Cell | None = None
    level_2: Cell | None = None
    level_3: Cell | None = None
    operator: Cell | None = None
    target: Cell | None = None
    target_unit: Cell | None = None
    actual: Cell | None = None
    weight: Cell | None = None
    points: Cell | None = None
    reason: Cell | None = None
    is_leaf: bool = True


def line_of(cells: Mapping[Field, Cell], first: Cell | None, second: Cell | None) -> Line:
    """The row of these cells below the names of its levels; where a form has four levels the last is the row's name."""
    return Line(
        start=min((cell.start for cell in cells.values()), default=0),
        end=max((cell.end for cell in cells.values()), default=0),
        level_1=first,
        level_2=second,
        level_3=cells.get(Field.LEVEL_4) or cells.get(Field.LEVEL_3),
        operator=cells.get(Field.OPERATOR),
        target=cells.get(Field.TARGET),
        target_unit=cells.get(Field.TARGET_UNIT),
        actual=cells.get(Field.ACTUAL),
        weight=cells.get(Field.WEIGHT),
        points=cells.get(Field.POINTS),
        reason=cells.get(Field.REASON),
    )


@record
class Execution:
    """The points of the execution rate, which stand in the money's row of totals and not among the indicators.

    `stated_weight` is the weight where a head gives it (得分(20分*执行率)) and no cell does.
    """

    start: int
    end: int
    weight: Cell | None = None
    points: Cell | None = None
    stated_weight: Decimal | None = None


@dataclass(slots=True)
class Draft:
    """What one form says, cell by cell. `context` is the title's text: the caption and the lines above it."""

    start: int
    end: int
    layout: str
    context: str = ""
    info: dict[Field, Cell] = field(default_factory=dict)
    amounts: list[Amount] = field(default_factory=list)
    rates: dict[Field, tuple[Cell, str]] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    execution: Execution | None = None
    total_weight: Cell | None = None
    total_points: Cell | None = None
    columns: set[Field] = field(default_factory=set)
    year: tuple[int, str] | None = None
    rank: int | None = None
    """How deep a row of a list is numbered: 0 its sum, 1 一, 2 (一), 3 1., 4 (1); None for any other form."""
    part_of: int | None = None
    """Where the row begins that adds this row of a list up."""
    unit: Unit | None = None
    """The unit of the part's head, for rows of money that stand above it where it is printed in the middle."""
    nearness: dict[Field, int] = field(default_factory=dict)
    """How well the labels of the bodies fit."""

    def inform(self, found: Field, cell: Cell, label: str) -> None:
        """Take what stands beside a label: the first that is so called, unless another says it better.

        Of several departments the nearest one holds, and before 项目单位 and 预算单位 who carries out (实施单位).
        """
        near = nearness(label) if found is Field.DEPARTMENT else int("实施" in label)
        before = self.nearness.get(found, 0)
        if found not in self.info or (found is Field.UNIT and near > before) or 0 < before < near:
            self.info[found] = cell
            self.nearness[found] = near
        elif found is Field.WHOLE_UNIT and _IS_PART.search(label):
            # 部门名称 and 单位名称 side by side: the department, and the unit that carries the project out.
            self.info.setdefault(Field.DEPARTMENT, self.info[found])
            self.info.setdefault(Field.UNIT, cell)
        if found is Field.UNIT and (named := label_of(label)) is not None and "主管" in named.aside:
            self.info.setdefault(Field.DEPARTMENT, cell)

    def cover(self, start: int, end: int) -> None:
        """Let the form reach over a span of the text."""
        if start < self.start:
            self.start = start
        if end > self.end:
            self.end = end

    def complete(self, other: Draft) -> None:
        """Take the lines, the money or the names of another reading of the same form, where this has none of them."""
        if not self.lines and other.lines:
            self.lines, self.columns = other.lines, self.columns | other.columns
            self.total_weight = self.total_weight or other.total_weight
            self.total_points = self.total_points or other.total_points
        if other.amounts and (not self.amounts or other._says_more(self)):
            self.amounts, self.unit, self.rates = other.amounts, other.unit, other.rates | self.rates
        if Field.NAME not in self.info:
            self.info = other.info | self.info
        self.execution = self.execution or other.execution
        self.cover(other.start, other.end)

    def _says_more(self, other: Draft) -> bool:
        """Whether this is the reading of a table that gives all amounts of another reading, and others."""
        own, theirs = ({(a.measure, a.source, a.cell.start) for a in draft.amounts} for draft in (self, other))
        return self.layout == "form.grid" and theirs < own

    @property
    def totals(self) -> dict[Field, Amount]:
        """The amounts of all sources together by what they measure, of several the last."""
        return {amount.measure: amount for amount in self.amounts if amount.source is Field.TOTAL}

    @property
    def weight_of_rate(self) -> Decimal | None:
        """The full points of the execution rate where a cell beside the money states them."""
        weight = self.execution.weight if self.execution is not None else None
        return parse_points(weight.text) if weight is not None else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing but names was found."""
        return not (self.amounts or self.lines or self.rates or self.total_points)

    @property
    def size(self) -> int:
        """How many cells were understood."""
        total = (self.total_points is not None) + (self.total_weight is not None)
        return len(self.info) + len(self.amounts) + len(self.rates) + len(self.lines) + total


def is_sum_of_points(cell: Cell, draft: Draft) -> bool:
    """Whether a number under a form's lines is the sum of their points, and not that of their weights."""
    lines = [line for line in draft.lines if line.is_leaf]
    scored = [(line.weight, line.points) for line in lines]
    if draft.execution is not None:
        scored.append((draft.execution.weight, draft.execution.points))
    points = [parse_points(c.text) if c else None for _, c in scored]
    weights = [parse_points(c.text) if c else None for c, _ in scored]
    number = parse_points(cell.text)
    if None in points[: len(lines)] or not points:
        return False
    return sum(p for p in points if p is not None) == number != sum(w for w in weights if w is not None)
