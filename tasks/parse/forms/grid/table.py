"""A table as the readers of forms see it: rows with the labels in them, values under heads and beside labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.document import Block, Cell, Document, Grid
from tasks.parse.forms.columns import Column
from tasks.parse.forms.draft import Draft, Unit
from tasks.parse.forms.labels import SOURCES, Field, Label, label_of
from tasks.parse.forms.listing.heads import Leaf
from tasks.parse.record import record


@record
class Under:
    """The columns of a block of indicators by what they hold, worked out once for all of its rows.

    `weights` are the columns of points by the level whose points they give.
    """

    first: int
    levels: list[Column]
    weights: dict[Field, Column]
    values: dict[Field, Column]


@dataclass(slots=True)
class State:
    """What is known at a row of a table from the rows above it, and the form that they belong to."""

    draft: Draft
    unit: Unit | None = None
    execution_weight: Decimal | None = None
    funds: list[Column] = field(default_factory=list)
    pairs: list[Column] = field(default_factory=list)
    indicators: list[Column] = field(default_factory=list)
    under: Under | None = None
    listed: list[Column] = field(default_factory=list)
    list_leaves: list[Leaf] = field(default_factory=list)
    list_words: str = ""
    list_body: int = 0
    list_end: int = 0
    targeted: list[Column] = field(default_factory=list)
    bodies: dict[Field, Cell] = field(default_factory=dict)
    in_funds: bool = False
    in_indicators: bool = False
    funds_end: int = 0
    indicators_end: int = 0
    level_1: Cell | None = None
    level_2: Cell | None = None


@record
class Row:
    """A row: `cells` reach into it, `own` begin in it and are not blank; `labels` are by a cell's identity.

    `fields` are what the row's own labels name, from left to right.
    """

    number: int
    cells: tuple[Cell, ...]
    own: tuple[Cell, ...]
    labels: dict[int, Label]
    fields: tuple[Field, ...]

    def field(self, cell: Cell) -> Field | None:
        """What a cell names, if it is a label."""
        label = self.labels.get(id(cell))
        return label.field if label else None


class Table:
    """A table of a document, by row and column; `is_loose` is its grid's."""

    def __init__(self, document: Document, block: Block, grid: Grid) -> None:
        self.document = document
        self.block = block
        self.grid = grid
        self.is_loose = grid.is_loose
        self._rows = grid.rows()

    def row(self, number: int) -> Row:
        """The row of that number."""
        cells: list[Cell] = []
        for cell in self._rows[number]:
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        own = tuple(cell for cell in cells if cell.row == number and cell.text.strip())
        labels = {id(cell): label for cell in cells if (label := label_of(cell.text))}
        fields = tuple(labels[id(cell)].field for cell in own if id(cell) in labels)
        return Row(number, tuple(cells), own, labels, fields)

    def at(self, number: int, column: Column, shift: int = 0) -> Cell | None:
        """The first cell under a head that is not blank; `shift` is how far the row stands right of the head's."""
        row = self._rows[number] if 0 <= number < self.grid.height else []
        for cell in row[max(0, column.first + shift) : max(0, column.last + shift + 1)]:
            if cell is not None and cell.text.strip():
                return cell
        return None

    def end(self, number: int) -> int:
        """The column behind the last cell of a row."""
        row = self._rows[number]
        return max((column + 1 for column, cell in enumerate(row) if cell is not None), default=0)

    def above_blanks(self, row: Row) -> list[tuple[int, Cell]]:
        """The cells of the row above that reach down to blank places of a row, where the table is loose."""
        if not self.is_loose or not row.number:
            return []
        shift = self.end(row.number - 1) - self.end(row.number)
        found: list[tuple[int, Cell]] = []
        for column in range(self.end(row.number)):
            cell, above = self.position(row.number, column), self.position(row.number - 1, column + shift)
            if cell is not None and not cell.text.strip() and above is not None and above.text.strip():
                found.append((column, above))
        return found

    def position(self, number: int, column: int) -> Cell | None:
        """The cell that covers a position, None outside the table."""
        inside = 0 <= number < self.grid.height and 0 <= column < self.grid.width
        return self._rows[number][column] if inside else None

    def beside(self, number: int, cell: Cell) -> Cell | None:
        """The value right of a label, or None where the next cell is blank or another label.

        A project may be named as its money is: 项目名称 | 中央财政专项扶贫资金.
        """
        column = cell.column + cell.column_span
        value = self.position(number, column)
        while column < self.grid.width and (value is None or (self.is_loose and not value.text.strip())):
            # Spreadsheets saved as text fill up what a merged cell covered with blank cells, and where a page shows no
            # rules there is nothing at all.
            column += 1
            value = self.position(number, column)
        if value is None or not value.text.strip():
            return None
        label = label_of(value.text)
        own = label_of(cell.text)
        named = own is not None and own.field is Field.NAME and label is not None and label.field in SOURCES
        # 优 is the head of a column on target forms and a grade beside 评价等次.
        return value if label is None or named or label.field is Field.BAND else None
