"""Rows of persons are masked whole; heads, sums and tables of groups stay."""

from __future__ import annotations

import pytest

from tasks.parse.document import Document
from tasks.parse.readers import read
from tasks.parse.redact import MASK, redact
from tasks.parse.single import read_facts


def page(rows: list[list[str]], around: str = "") -> bytes:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<html><body>{around}<table>{cells}</table></body></html>".encode()


def shown(document: Document) -> list[list[str]]:
    (table,) = document.tables()
    assert table.grid is not None
    assert all(document.text[cell.start : cell.end] == cell.text for cell in table.grid.cells)
    return [[cell.text if cell else "" for cell in row] for row in table.grid.rows()]


LISTS = [
    [["序号", "户主姓名", "住址", "保障人数", "月保障金(元)"], ["1", "尹知秋", "石桥镇三组", "2", "560"],
     ["2", "万俟宏", "青石镇", "1", "320"], ["合计", "", "", "3", "880"]],
    [["序号", "学生姓名", "性别", "身份证号码", "学校", "金额"], ["1", "暨诗涵", "女", "530422*****21", "一中", "1000"],
     ["2", "买买提·艾力", "男", "530422200801010019", "一中", "1000"]],
    [["临时救助花名册"] * 4, ["姓 名", "家庭住址", "救助金额(元)", "原因"],
     ["毕 秀 兰", "石桥镇", "2000", "大病"], ["晏*五", "青石镇", "1500", "火灾"]],
    [["姓名", "金额", "姓名", "金额"], ["訾小红", "300", "逄大志", "300"], ["鞠大明", "300", "", ""]],
    [["残疾人", "残疾类别", "残疾证号", "补贴"], ["訾小红", "肢体二级", "53042219900101001142", "110"]],
]  # fmt: skip


@pytest.mark.parametrize("rows", LISTS)
def test_rows_of_persons_are_masked_whole(rows: list[list[str]]) -> None:
    document = redact(read(page(rows)))
    for before, after in zip(rows, shown(document), strict=True):
        heads = not any(any(char.isdigit() for char in cell) for cell in before) or "合计" in before
        assert (after == [" ".join(cell.split()) for cell in before]) == heads
        if not heads:
            assert set("".join(after)) <= {MASK, " "}
    persons = sum(MASK in "".join(row) for row in shown(document))
    assert document.notes == (f"not read: {persons} rows of persons",)


GROUPS = [
    [["补助对象", "补助标准", "人数", "金额"], ["脱贫户", "500元", "120", "60000"], ["残疾人", "800元", "30", "24000"]],
    [["姓名", "职务/职称", "单位", "签字"], ["尹知秋", "局长", "水务局", ""]],
    [["一级指标", "三级指标", "分值", "得分"], ["产出指标", "救助人数", "50", "50"]],
]  # fmt: skip


@pytest.mark.parametrize("rows", GROUPS)
def test_tables_of_groups_and_of_evaluators_keep_their_rows(rows: list[list[str]]) -> None:
    document = redact(read(page(rows)))
    assert document.notes == ()
    assert shown(document)[1][1:] == rows[1][1:]


def test_the_sums_of_a_report_stay_where_its_list_goes() -> None:
    around = (
        "<h1>2022年度教师培训项目绩效自评报告</h1><p>一、项目概况</p><p>2022年教师培训项目预算20万元,支出18万元。</p>"
    )
    document, facts = read_facts(page(LISTS[1], around))
    (evaluation,) = facts.evaluations
    assert {(fund.measure, int(fund.amount_yuan)) for fund in evaluation.funds} >= {("spent", 180_000)}
    assert "暨诗涵" not in document.text
    assert document.left_out() == "2 rows of persons"
