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
