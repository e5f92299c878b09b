"""A document as it is printed, before anybody decides in which format: headings, paragraphs and ruled tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at its upper left corner. `number` is what a spreadsheet holds in its place; percents as 0.95."""

    text: str = ""
    across: int = 1
    down: int = 1
    number: Decimal | None = None
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells as HTML writes them: a cell covered by a span above or before it is not written again."""

    width: int
    rows: tuple[tuple[Cell, ...], ...]

    def placed(self) -> Iterator[tuple[int, int, Cell]]:
        """Every cell with the row and the column of its upper left corner."""
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                yield row, column, cell
                taken.update(
                    (row + down, column + across) for down in range(cell.down) for across in range(cell.across)
                )
                column += cell.across


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    text: str


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed document: its title and its blocks after the title."""

    title: str
    blocks: tuple[Block, ...] = field(default=())

    def plain(self) -> str:
        """All its words, a block or a cell a line."""
        lines = [self.title]
        for block in self.blocks:
            lines += [cell.text for _, _, cell in block.placed()] if isinstance(block, Table) else [block.text]
        return "\n".join(lines)
