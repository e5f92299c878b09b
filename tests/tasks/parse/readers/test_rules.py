"""Cells from ruled lines, at a bounded cost."""

from __future__ import annotations

import time
from io import BytesIO
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from tasks.parse.readers import read
from tasks.parse.readers.rules import Places, RuleBudget, bounds, ruled_tables
from tests.tasks.parse.readers.samples import assert_spans


def edge(x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "object_type": "line",
        "orientation": "h" if x1 > x0 else "v",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
    }


def lattice(size: int, step: float = 10) -> list[dict[str, Any]]:
    far = (size - 1) * step
    across = [edge(0, at * step, far, at * step) for at in range(size)]
    return across + [edge(at * step, 0, at * step, far) for at in range(size)]


def test_cells_row_by_row() -> None:
    tables = ruled_tables(lattice(3), 3, RuleBudget())
    assert tables == [[(0, 0, 10, 10), (10, 0, 20, 10), (0, 10, 10, 20), (10, 10, 20, 20)]]
    assert ruled_tables([], 3, RuleBudget()) == []


def test_too_many_crossings_or_rules() -> None:
    assert ruled_tables(lattice(70), 3, RuleBudget()) is None
    assert ruled_tables(lattice(1600, 0.1), 3, RuleBudget()) is None
    budget = RuleBudget(left=2 * 9**2)
    assert [ruled_tables(lattice(3), 3, budget) is None for _ in range(3)] == [False, False, True]


boxes = st.tuples(*[st.integers(0, 40)] * 4).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)


@given(st.lists(boxes, max_size=12), st.integers(-1, 41), st.integers(-1, 41))
def test_places_finds_the_first_box_that_holds_a_point(found: list[tuple[int, int, int, int]], x: int, y: int) -> None:
    holding = [i for i, (x0, y0, x1, y1) in enumerate(found) if x0 <= x < x1 and y0 <= y < y1]
    assert Places(list(found)).find(x, y) == (holding[0] if holding else None)


def test_bounds() -> None:
    assert bounds([(1, 2, 3, 4), (0, 3, 2, 9)]) == (0, 2, 3, 9)


def test_pages_full_of_rules_take_seconds_at_most() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for _ in range(3):
        canvas.drawString(50, 800, "A line of text that is long enough to be no scan.")
        canvas.grid([20 + 4.5 * n for n in range(120)], [20 + 4.5 * n for n in range(160)])
        canvas.showPage()
    canvas.save()
    began = time.process_time()
    document = read(buffer.getvalue())
    assert time.process_time() - began < 20
    assert_spans(document)
    assert document.notes == tuple(
        f"not read: the tables of page {n}, of too many rules, but as text" for n in (1, 2, 3)
    )
