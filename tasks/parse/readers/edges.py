"""Where the columns and rows of a table begin and end: the edges of its cells, which miss each other by a little."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


def united(edges: Iterable[float], miss: float) -> list[float]:
    """The edges in their order, of those that miss each other by so little the first."""
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > miss:
            found.append(edge)
    return found


def nearest(edges: Sequence[float], value: float) -> int:
    """The place of the edge that is nearest to a value."""
    after = bisect_left(edges, value)
    if after == 0 or (after < len(edges) and edges[after] - value < value - edges[after - 1]):
        return after
    return after - 1
