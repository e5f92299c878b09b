"""Lists of projects whose goals stand in one cell under levels in brackets."""

from __future__ import annotations

from decimal import Decimal

from tasks.parse.extract import extract
from tasks.parse.readers import read

PAGE = """青禾市公安局2025年项目绩效目标和指标

单位编码

单位名称(项目类别
/支出项目)

年度预算安排

项目内容

绩效目标

 037001

 青禾市公安局

27955180

 037001

   青禾市机房租赁服务采购项目

1681680

【项目概况】:本项目租赁机柜77个。

【产出指标-数量指标】

指标1:机柜数量(≥77台)
指标2:机柜(含备用)电源(≥2路)

【产出指标-成本指标】

指标1:维护成本(<1681680元)

   037001

   执法办案费

100000

【项目概况】:用于办案。
"""


def test_projects_with_their_sums_and_goals() -> None:
    facts = extract(read(PAGE.encode(), name="page.txt"))
    assert facts.doc_type == "target_form"
    rent, cases = facts.evaluations
    assert rent.name is not None
    assert rent.name.value == "青禾市机房租赁服务采购项目"
    assert [(s.indicator_1, s.indicator_2, s.indicator_3, s.target) for s in rent.scores] == [
        ("产出指标", "数量指标", "机柜数量", "≥77台"),
        ("产出指标", "数量指标", "机柜(含备用)电源", "≥2路"),
        ("产出指标", "成本指标", "维护成本", "<1681680元"),
    ]
    assert [fund.amount_yuan for fund in (*rent.funds, *cases.funds)] == [Decimal(1681680), Decimal(100000)]
    assert cases.name is not None
    assert cases.name.value == "执法办案费"


def test_sums_whose_unit_nothing_tells_are_not_given() -> None:
    facts = extract(read(PAGE.replace("<1681680元", "<168万").encode(), name="page.txt"))
    assert not any(evaluation.funds for evaluation in facts.evaluations)
