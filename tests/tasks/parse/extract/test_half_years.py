"""Papers on how a project fares before its year is over, and on how its money was used, checked by the body itself."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.readers import read

_CONTENTS = """目 录 摘 要 一、基本情况 (一)项目概况 二、绩效评价工作开展情况 三、绩效评价结论 四、其他
摘 要 一、基本情况 青禾县水利局对灌区实施保护。
"""
_SAMPLES = """项目绩效运行监控报告(通用20篇)
下面是小编整理的报告。
项目绩效运行监控报告 1
一、绩效运行监控情况
1.中心展厅运行经费50万元,20xx年1-6月份实际支出13.43万元。
2.中心档案管理专项经费220万元,20xx年1-6月份实际支出44.39万元。
"""
_OF_A_SCHOOL = """项目绩效监控报告(精选15篇)
项目绩效监控报告1
一、机构基本情况
青禾二中是省一级示范性普通高中,属于全额拨款事业单位。
"""
_PROGRESS = """2017年度柳湾协作项目进展情况
公开目录:扶贫资金项目信息
2017年柳湾协作项目总投资2315万元。项目其他工程预计11月底完工。
"""
_CHECKED = """照通知要求,对我乡20xx财政专项扶贫项目资金的来源、性质、使用情况做了全面自查,现将自查情况汇报如下:
20xx年上级财政部门共拨入扶贫资金230万元。
一、资金安排情况
二、项目实施情况
三、资金使用情况
"""
_PLANNED = """一、资金计划及到位情况
1、2011年,我县农业开发整理项目计划财政资金1183万元,资金到位1183万元。
2、2011年,我县农业开发经营项目计划财政资金28万元,资金到位28万元。
二、项目完成情况
三、资金使用情况
支出1000万元。
"""


def _facts(text: str) -> Facts:
    return extract(read(text.encode(), name="page.txt"))


def _names(facts: Facts) -> set[str]:
    return {one.name.value for one in facts.evaluations if one.name}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (_SAMPLES, {"中心展厅运行经费", "中心档案管理专项经费"}),
        (_PROGRESS, {"柳湾协作项目"}),
        (_CHECKED, {"财政专项扶贫项目"}),
        (_PLANNED, {"农业开发整理项目", "农业开发经营项目"}),
        ("柳湾新寨建设进展顺利\n一、项目资金情况\n已到位资金190万元,支出80万元。\n", {"柳湾新寨建设"}),
    ],
)
def test_projects_of_papers_on_the_way(text: str, names: set[str]) -> None:
    facts = _facts(text)
    assert facts.doc_type == "project_report"
    assert _names(facts) == names


def test_a_title_on_the_running_of_projects_names_none() -> None:
    facts = _facts("项目运行绩效监控报告(精选27篇)\n一、项目资金情况\n预算20万元,支出8万元。\n")
    assert not _names(facts)


@pytest.mark.parametrize(("text", "unit"), [(_CONTENTS, "青禾县水利局"), (_OF_A_SCHOOL, "青禾二中")])
def test_reports_without_sums_still_say_whose_they_are(text: str, unit: str) -> None:
    (evaluation,) = _facts(text).evaluations
    assert evaluation.implementing_unit is not None
    assert evaluation.implementing_unit.value == unit


def test_the_body_above_us_is_not_ours() -> None:
    text = "柳湾县林业局2019年育林项目绩效自评报告\n一、项目单位基本情况。我局为柳湾县自然资源局二层机构。支出9万元。\n"
    (evaluation,) = _facts(text).evaluations
    assert evaluation.implementing_unit is not None
    assert evaluation.implementing_unit.value == "柳湾县林业局"
