"""A table as the readers of forms see it: rows with the labels in them, values under heads and beside labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.document import Block, Cell, Document, Grid
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Draft, Unit
from tasks.parse.forms.labels import Field, Label, label_of


@dataclass(slots=True)
class State:
    """What is known at a row of a table from the rows above it, and the form that they belong to."""

    draft: Draft
    unit: Unit | None = None
    execution_weight: Decimal | None = None
    funds: list[Column] = field(default_factory=list)
    pairs: list[Column] = field(default_factory=list)
    indicators: list[Column] = field(default_factory=list)
    listed: list[Column] = field(default_factory=list)
    in_funds: bool = False
    in_indicators: bool = False
    level_1: Cell | None = None
    level_2: Cell | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `cells` reach into it, `own` begin in it and are not blank; `labels` are by a cell's identity."""

    number: int
    cells: tuple[Cell, ...]
    own: tuple[Cell, ...]
    labels: dict[int, Label]

    @property
    def fields(self) -> list[Field]:
        """What the row's own labels name, from left to right."""
        return [self.labels[id(cell)].field for cell in self.own if id(cell) in self.labels]

    def field(self, cell: Cell) -> Field | None:
        """What a cell names, if it is a label."""
        label = self.labels.get(id(cell))
        return label.field if label else None


class Table:
    """A table of a document, by row and column."""

    def __init__(self, document: Document, block: Block, grid: Grid) -> None:
        self.document = document
        self.block = block
        self.grid = grid
        self._rows = grid.rows()

    def row(self, number: int) -> Row:
        """The row of that number."""
        cells: list[Cell] = []
        for cell in self._rows[number]:
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        own = tuple(cell for cell in cells if cell.row == number and cell.text.strip())
        labels = {id(cell): label for cell in cells if (label := label_of(cell.text))}
        return Row(number, tuple(cells), own, labels)

    def at(self, number: int, column: Column) -> Cell | None:
        """The first cell under a head that is not blank."""
        for position in range(column.first, column.last + 1):
            cell = self._rows[number][position]
            if cell is not None and cell.text.strip():
                return cell
        return None

    def position(self, number: int, column: int) -> Cell | None:
        """The cell that covers a position, None outside the table."""
        return self._rows[number][column] if column < self.grid.width else None

    def beside(self, number: int, cell: Cell) -> Cell | None:
        """The value right of a label, or None where the next cell is blank or another label."""
        value = self.position(number, cell.column + cell.column_span)
        if value is None or not value.text.strip():
            return None
        label = label_of(value.text)
        # 优 is the head of a column on target forms and a grade beside 评价等次.
        return value if label is None or label.field is Field.BAND else None
