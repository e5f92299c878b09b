"""Ruled tables that a page break cuts: a row's rest goes to its row, a row of its own stays one."""

from __future__ import annotations

from tasks.parse.readers.assemble import DraftCell
from tasks.parse.readers.pdf_pieces import Table, assemble
from tasks.parse.readers.printed_lines import Line
from tasks.parse.readers.words import join_lines

EDGES = [80.0, 130.0, 180.0, 230.0, 280.0]


def table(page: int, *rows: tuple[str, ...]) -> Table:
    cells = [DraftCell(text, r, c, 1, 1, f"page {page}") for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Table(cells, EDGES, page)


def joined(last: tuple[str, ...], first: tuple[str, ...]) -> list[list[str]]:
    head = ("二级指标", "三级指标", "指标值", "得分")
    document = assemble([table(1, head, last), table(2, first, ("质量指标", "合格率", "100%", "20"))], (), "pdf", "pdf")
    (block,) = document.tables()
    assert block.grid is not None
    return [[cell.text for cell in block.grid.cells if cell.row == row] for row in range(1, block.grid.height)]


def test_the_rest_of_a_row_is_put_to_it() -> None:
    assert joined(("数量指标", "供养人数(按", "≥4754人", "5"), ("", "月平均)", "", "")) == [
        ["数量指标", "供养人数(按月平均)", "≥4754人", "5"],
        ["质量指标", "合格率", "100%", "20"],
    ]


def test_rows_of_their_own_stay_so() -> None:
    whole = ("数量指标", "供养人数", "≥4754人", "5")
    for first in (("", "护理人数", "≥30人", "5"), ("时效指标", "", "", ""), ("总分", "", "", "")):
        assert joined(whole, first)[1] == list(first)
    # An unfilled form has rows of names alone.
    assert joined(("数量指标", "供养人数", "", ""), ("", "护理人数", "", ""))[1] == ["", "护理人数", "", ""]


def test_an_amount_cut_before_its_unit_is_one_number() -> None:
    assert join_lines(["3359.6", "2万"]) == "3359.62万"


def test_a_head_that_is_printed_again_parts_no_table() -> None:
    head = ("序号", "项目名称", "资金额度", "得分")
    pages: list[Line | Table] = [
        table(1, head, ("1", "供水管护", "120", "96")),
        table(2, head, ("2", "道路养护", "80", "91"), ("3", "绿化", "7", "90")),
    ]
    (block,) = assemble(pages, (), "pdf", "pdf").tables()
    assert block.grid is not None
    assert [cell.text for cell in block.grid.cells if cell.column == 0] == ["序号", "1", "2", "3"]


def test_forms_with_the_same_words_stay_apart() -> None:
    pages = [
        table(at, ("绩效目标表", "", "", ""), ("项目名称", name, "", "")) for at, name in ((1, "供水"), (2, "绿化"))
    ]
    assert len(list(assemble(pages, (), "pdf", "pdf").tables())) == 2
