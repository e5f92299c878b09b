"""What workbooks of every format share: a sheet as a titled table, and values as the sheet shows them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.headings import is_title
from tasks.parse.readers.words import join_lines

MAX_SHEETS = 300
_MOST_DECIMALS = 6
_DEFAULT_NAME = re.compile(r"^(?:sheet|工作表)\s*\d*$", re.IGNORECASE)
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]+)")
CellValue = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
Range = tuple[tuple[int, int], tuple[int, int]]
"""A merged range: its upper left and its lower right cell, both inside, as (row, column) from 0."""


def add_sheet(out: Assembler, name: str, cells: list[DraftCell]) -> None:
    """Add a sheet: its title or else its name as heading, then the rest as a table."""
    titles, rest = _split_titles(_without_empty_columns(cells))
    if not titles and rest and not _DEFAULT_NAME.match(name):
        out.prose("heading", join_lines(name.split("\n")), level=1, locator=name)
    for title in titles:
        out.prose("heading", title.text, level=1, locator=title.locator)
    out.table(rest, locator=name)


def _split_titles(cells: list[DraftCell]) -> tuple[list[DraftCell], list[DraftCell]]:
    """The title above a sheet's table, which stands in cells of its own, and the cells of the table."""
    titles: list[DraftCell] = []
    for row in sorted({cell.row for cell in cells}):
        filled = [cell for cell in cells if cell.row == row and cell.text]
        if len(filled) > 1 or (filled and not is_title(filled[0].text)):
            break
        titles += filled
    top = max((cell.row + 1 for cell in titles), default=0)
    return titles, [replace(cell, row=cell.row - top) for cell in cells if cell.row >= top]


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
    """A cell's value as text: numbers to the 15 digits a sheet keeps, percentages and dates as the sheet shows them."""
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
    if isinstance(value, str):
        return join_lines(value.split("\n"))
    return str(value)


def locator(sheet: str, row: int, column: int) -> str:
    """The place of a cell as "Sheet!B3"; `row` and `column` count from 0."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row + 1}"
