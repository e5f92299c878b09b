"""The ruled lines of a page as the cells of its tables, at a bounded cost.

Finding cells costs the square of the crossings of the rules, and a page of a few kilobytes can have a million.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges
from pdfplumber.utils.geometry import filter_edges

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the upper left corner of the page."""

_MAX_RULES = 3_000
_MAX_CROSSINGS = 4_000  # of one page; a form has some hundred, a full page of accounts a thousand
_MAX_CELLS = 3_000
_SHORTEST = 3.0
_PARTS = 64


@dataclass(slots=True)
class RuleBudget:
    """What may still be spent on the tables of a document, in squares of crossings."""

    left: int = 500_000_000


def ruled_tables(edges: list[dict[str, Any]], miss: float, budget: RuleBudget) -> list[list[Box]] | None:
    """The cells of each table, row by row; None where the rules are too many to be looked at.

    `edges` are pdfplumber's; `miss` is by how many points the pieces of one rule may miss each other.
    """
    if len(edges) > _MAX_RULES:
        return None
    merged = filter_edges(merge_edges(edges, miss, miss, miss, miss), min_length=_SHORTEST)
    crossings = edges_to_intersections(merged, miss, miss)
    budget.left -= len(crossings) ** 2
    if len(crossings) > _MAX_CROSSINGS or budget.left < 0:
        return None
    tables = cells_to_tables(intersections_to_cells(crossings))
    ordered = [sorted(cells, key=lambda box: (box[1], box[0])) for cells in tables]
    return [cells for cells in ordered if 2 <= len(cells) <= _MAX_CELLS]


def bounds(boxes: Iterable[Box]) -> Box:
    """The box around `boxes`, of which there must be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


class Places:
    """Which of many boxes holds a point, without asking each."""

    def __init__(self, boxes: list[Box]) -> None:
        self._boxes = boxes
        self._parts: dict[tuple[int, int], list[int]] = {}
        if not boxes:
            return
        left, top, right, bottom = bounds(boxes)
        self._left, self._top = left, top
        self._width = (right - left) / _PARTS or 1.0
        self._height = (bottom - top) / _PARTS or 1.0
        for index, (x0, y0, x1, y1) in enumerate(boxes):
            (first, above), (last, below) = self._part(x0, y0), self._part(x1, y1)
            for column in range(first, last + 1):
                for row in range(above, below + 1):
                    self._parts.setdefault((column, row), []).append(index)

    def find(self, x: float, y: float) -> int | None:
        """The index of the first box that holds the point."""
        for index in self._parts.get(self._part(x, y), ()) if self._boxes else ():
            x0, y0, x1, y1 = self._boxes[index]
            if x0 <= x < x1 and y0 <= y < y1:
                return index
        return None

    def _part(self, x: float, y: float) -> tuple[int, int]:
        return int((x - self._left) // self._width), int((y - self._top) // self._height)
