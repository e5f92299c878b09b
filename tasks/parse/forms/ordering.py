"""Cells that are left of a row whose blank ones are lost: every way to put them under the heads in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

Way = tuple[int, ...]
"""The column of each cell."""


def in_order(columns: int, cells: int, fits: Callable[[int, int], bool]) -> Iterator[Way]:
    """Every way in which each cell stands under a head that it `fits` (column, cell), the leftmost first."""
    fitting = [[fits(column, cell) for cell in range(cells)] for column in range(columns)]
    # Which rests of the row may still stand under which rests of the heads: no step leads to where nothing fits.
    open_ = [[cell == cells for cell in range(cells + 1)] for _ in range(columns + 1)]
    for column in reversed(range(columns)):
        for cell in range(cells):
            taken = fitting[column][cell] and open_[column + 1][cell + 1]
            open_[column][cell] = taken or open_[column + 1][cell]

    def walk(column: int, way: Way) -> Iterator[Way]:
        cell = len(way)
        if cell == cells:
            yield way
            return
        if fitting[column][cell] and open_[column + 1][cell + 1]:
            yield from walk(column + 1, (*way, column))
        if open_[column + 1][cell]:
            yield from walk(column + 1, way)

    return walk(0, ()) if open_[0][0] else iter(())
