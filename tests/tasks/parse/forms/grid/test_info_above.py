"""Names that stand in lines above a form's table."""

from __future__ import annotations

from tasks.parse.forms import read_forms
from tasks.parse.readers import read

PAGE = """<html><body><div id="zoom"><p>某校2023年项目绩效自评表公开</p><p>项目支出绩效自评表</p>
<p>项目名称: 46000021T000000002749-教室照明改造 填报人: 某人 联系方式: 无</p>
<p>主管部门: 203-某省教育厅 实施单位: 203045-某县第一中学</p>
<table><tr><td>资金构成(元)</td><td>年初预算数</td><td>全年预算数</td><td>执行数</td><td>分值</td><td>得分</td></tr>
<tr><td>资金总额:</td><td>120,000.00</td><td>120,000.00</td><td>30,000.00</td><td>10</td><td>2.5</td></tr></table>
</div></body></html>"""


def test_several_labels_on_one_line_are_told_apart() -> None:
    (form,) = read_forms(read(PAGE.encode()))
    names = (form.evaluation.name, form.evaluation.implementing_unit, form.evaluation.competent_department)
    assert [stated.value if stated else None for stated in names] == ["教室照明改造", "某县第一中学", "某省教育厅"]


def test_a_body_in_a_line_above_is_that_of_a_table_that_names_its_project_and_no_body() -> None:
    page = (
        "<p>2022年度项目支出绩效自评表</p><p>实施单位：青禾县水利局 填报日期：2023年3月</p><table>"
        "<tr><td>项目名称</td><td colspan=3>河道清淤</td></tr>"
        "<tr><td>项目资金(万元)</td><td>年初预算数</td><td>全年预算数</td><td>全年执行数</td></tr>"
        "<tr><td>年度资金总额</td><td>10</td><td>10</td><td>9</td></tr></table>"
    )
    (form,) = read_forms(read(f"<html><body>{page}</body></html>".encode(), name="form.html"))
    assert form.evaluation.name is not None
    assert form.evaluation.name.value == "河道清淤"
    assert form.evaluation.implementing_unit is not None
    assert form.evaluation.implementing_unit.value == "青禾县水利局"
