"""Grids of pages: spans, nesting, what browsers make of broken tables."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse.document import Grid
from tasks.parse.readers import read
from tests.tasks.parse.readers.samples import assert_spans, cells


def grid_of(table: str) -> Grid:
    document = read(f"<html><body>{table}</body></html>".encode())
    assert_spans(document)
    grid = next(document.tables()).grid
    assert grid is not None
    return grid


def test_spans_are_expanded_and_cells_stand_once() -> None:
    grid = grid_of(
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
        "<tr><td>戊</td><td rowspan=0 colspan='x'>己</td></tr></table>"
    )
    shown = [[cell.text if cell else None for cell in row] for row in grid.rows()]
    assert shown == [["甲", "乙", "乙"], ["甲", "丙", "丁"], ["戊", "己", None]]
    assert len(grid.cells) == 6


def test_row_spans_past_the_end_are_cut() -> None:
    grid = grid_of("<table><tr><td rowspan=900>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>")
    assert (grid.height, grid.width) == (2, 2)


def test_nested_table_is_a_table_of_its_own() -> None:
    markup = (
        "<table><tr><td>指标</td><td>数量目标的完成情况说明，数量目标的完成情况说明"
        "<table><tr><td>内</td><td>1</td></tr></table></td></tr><tr><td>总分</td><td>95</td></tr></table>"
    )
    document = read(f"<html><body>{markup}</body></html>".encode())
    assert_spans(document)
    assert cells(document) == [["指标", "数量目标的完成情况说明，数量目标的完成情况说明"], ["总分", "95"]]
    assert cells(document, 1) == [["内", "1"]]
    assert document.text.count("内") == 1


def test_labels_broken_over_lines_are_joined_and_items_kept_apart() -> None:
    markup = (
        "<table><tr><td><p>一级</p><p>指标</p></td><td>建成平台3个<br>2.培训40人</td></tr>"
        "<tr><td>a<br>b</td><td>1</td></tr></table>"
    )
    assert [cell.text for cell in grid_of(markup).cells] == ["一级指标", "建成平台3个 2.培训40人", "a b", "1"]


def test_caption() -> None:
    assert grid_of("<table><caption>单位：万元</caption><tr><td>甲</td><td>1</td></tr></table>").caption == "单位：万元"


def test_enormous_spans_are_bounded() -> None:
    grid = grid_of("<table>" + "<tr><td rowspan=65000 colspan=200>甲</td><td>乙</td></tr>" * 50 + "</table>")
    assert grid.width <= 256
    assert grid.height == 50


ROW = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4)
SPANS = st.lists(ROW, min_size=1, max_size=5)


@settings(deadline=None)
@given(SPANS)
def test_no_two_cells_start_at_one_place_and_all_are_in_bounds(rows: list[list[tuple[int, int]]]) -> None:
    markup = "".join(
        "<tr>"
        + "".join(f"<td rowspan={r} colspan={c}>格{y}.{x}</td>" for x, (r, c) in enumerate(row))
        + "<td>末</td></tr>"
        for y, row in enumerate(rows)
    )
    grid = grid_of(f"<table>{markup}</table>")
    assert grid.height == len(rows)
    assert len(grid.cells) == sum(len(row) + 1 for row in rows)
    # As in a browser: each cell stands at the first place of its row that no cell above covers.
    taken: set[tuple[int, int]] = set()
    for cell in grid.cells:
        assert (cell.row, cell.column) not in taken
        columns = range(cell.column, cell.column + cell.column_span)
        taken |= {(y, x) for y in range(cell.row, cell.row + cell.row_span) for x in columns}
        before = [other for other in grid.cells if other.row == cell.row and other.column < cell.column]
        start = max((other.column + other.column_span for other in before), default=0)
        assert all((cell.row, x) in taken for x in range(start, cell.column))
