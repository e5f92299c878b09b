"""What workbooks of every format share: a sheet as a titled table, and values as the sheet shows them."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.words import join_lines, tidy

MAX_SHEETS = 300
_MOST_DECIMALS = 6
_MANY_LINES = 4
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表)\s*\d*$", re.IGNORECASE)
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")
CellValue = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
Range = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: its upper left and its lower right cell, both inside, as (row, column) from 0."""


def add_sheet(out: Assembler, name: str, cells: list[DraftCell]) -> None:
    """Add a sheet: its title or else its name as heading, lines of prose as paragraphs, the rest as tables.

    A line of prose is a cell that has its row to itself: over the first table, below the last, or between two tables
    where there are several or one is a form's title. Other cells alone in their rows are parts of a table, such as
    the goals of a form.
    """
    rows = _rows(_without_empty_columns(cells))
    titled = rows and rows[0][0] is not None and is_title(rows[0][0].text)
    if not titled and any(alone is None for alone, _ in rows) and not _DEFAULT_NAME.match(name):
        out.prose("heading", join_lines(name.split("\n")), level=1, locator=name)
    for is_prose, run in groupby(_told_apart(rows), key=lambda row: row[0]):
        if is_prose:
            for _, cell, _ in run:
                _add_line(out, cell)
            continue
        table = [cell for _, _, of_row in run for cell in of_row]
        top = min(cell.row for cell in table)
        out.table([replace(c, row=c.row - top, text=join_lines(c.text.split("\n"))) for c in table], locator=name)


def _add_line(out: Assembler, cell: DraftCell | None) -> None:
    lines = cell.text.split("\n") if cell is not None else []
    if len(lines) > 1 and is_title(whole := join_lines(lines)):
        lines = [whole]
    for line in map(tidy, lines):
        level = heading_level(line) or (1 if is_title(line) else 0)
        out.prose("heading" if level else "paragraph", line, level=level, locator=cell.locator if cell else None)


_SheetRow = tuple[DraftCell | None, list[DraftCell]]
"""The one filled cell of a row that has no other, and all cells that begin in the row."""


def _rows(cells: list[DraftCell]) -> list[_SheetRow]:
    by_row: dict[int, list[DraftCell]] = defaultdict(list)
    reached: set[int] = set()
    for cell in cells:
        by_row[cell.row].append(cell)
        if cell.text:
            reached.update(range(cell.row + 1, cell.row + cell.row_span))
    rows: list[_SheetRow] = []
    for row, own in sorted(by_row.items()):
        filled = [cell for cell in own if cell.text]
        # A cell that is merged over several rows holds a form's goals; one in a later column stands under a head.
        alone = len(filled) == 1 and row not in reached and filled[0].column <= 1 and filled[0].row_span == 1
        rows.append((filled[0] if alone else None, own))
    return rows


def _told_apart(rows: list[_SheetRow]) -> Iterator[tuple[bool, DraftCell | None, list[DraftCell]]]:
    """The rows of a sheet, each with whether it is a line of prose."""
    runs = [(alone, list(run)) for alone, run in groupby(rows, key=lambda row: row[0] is not None)]
    for place, (alone, run) in enumerate(runs):
        outer = place in (0, len(runs) - 1)
        words = [cell.text for cell, _ in run if cell is not None]
        prose = alone and (outer or len(run) >= _MANY_LINES or any(map(is_title, words)))
        for cell, own in run:
            yield prose, cell, own


def _without_empty_columns(cells: list[DraftCell]) -> list[DraftCell]:
    """Without the empty cells behind the last filled column: sheets are often formatted far beyond their content."""
    last = max((cell.column for cell in cells if cell.text), default=-1)
    return [cell for cell in cells if cell.column <= last]


def merged(
    ranges: Iterable[Range], end: tuple[int, int]
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Heights and widths by the upper left cells of merged ranges, cut at the last cell `end`, and what they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in ranges:
        bottom, right = min(bottom, end[0]), min(right, end[1])
        if bottom < top or right < left or len(covered) > limits.MAX_CELLS:
            continue
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)} - {(top, left)}
    return spans, covered


def percent_decimals(format_code: str) -> int | None:
    """The decimals that a number format shows of a percentage; None for a format of anything else."""
    shown_part = _UNSHOWN.sub("", format_code.split(";")[0])
    if "%" not in shown_part:
        return None
    decimals = _DECIMALS.search(shown_part)
    return min(len(decimals[1]), _MOST_DECIMALS) if decimals else 0


def shown(value: CellValue, percent: int | None = None) -> str:
    """A cell's value as text: numbers to the 15 digits a sheet keeps, percentages and dates as the sheet shows them.

    Line breaks inside of a cell are kept: they part the paragraphs of prose.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        number = Decimal(format(value, ".15g")) if value == value and abs(value) != float("inf") else None
        if number is None:
            return ""
        if percent is not None and abs(number) < 10**15:
            return f"{(number * 100).quantize(Decimal(1).scaleb(-percent), rounding=ROUND_HALF_UP):f}%"
        return f"{number.to_integral_value() if number == number.to_integral_value() else number:f}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


def locator(sheet: str, row: int, column: int) -> str:
    """The place of a cell as "Sheet!B3"; `row` and `column` count from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
