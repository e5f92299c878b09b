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

_TWO_ROADS = """青禾镇柳湾路和枫树路项目绩效运行监控报告
项目名称柳湾路项目和青禾镇枫树路项目,项目总投资157万元,其中:县级资金39.3万元,其他资金117.7万元。\
其中柳湾路项目总投资87万元,青禾镇枫树路项目总投资70万元。
1.数量指标:柳湾路:路面硬化,建设里程1.091公里;青禾镇枫树路:路面硬化。
青禾镇人民政府认真开展自评工作。
"""
_CARRIED_OUT = """项目绩效运行监控报告
一、项目基本情况
为更好提高环境质量,按要求实施城维费项目,主要指标是亮灯率99%。支出9万元。
"""
_A_BOND = """2022年青禾市人民医院专项债券项目资金绩效评价报告
一、概况
该项目是青禾市完善医疗卫生服务体系建设,打造新格局的重要举措。支出9万元。
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
        (_CARRIED_OUT, {"城维费项目"}),
        (_TWO_ROADS, {"青禾镇柳湾路和枫树路项目", "柳湾路项目", "青禾镇枫树路项目"}),
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


def test_a_bond_is_called_after_whose_work_it_pays() -> None:
    (evaluation,) = _facts(_A_BOND).evaluations
    assert evaluation.name is not None
    assert evaluation.name.value == "青禾市人民医院专项债券项目"


def test_the_sums_of_two_works_are_each_its_own_and_whose_they_are_is_told_once() -> None:
    sums = {
        one.name.value: (one.funds[0].amount_yuan, one.implementing_unit and one.implementing_unit.value)
        for one in _facts(_TWO_ROADS).evaluations
        if one.name
    }
    assert sums["柳湾路项目"] == (870000, "青禾镇人民政府")
    assert sums["青禾镇枫树路项目"] == (700000, "青禾镇人民政府")


def test_the_money_of_a_body_is_told_behind_its_year() -> None:
    text = "项目绩效运行监控报告\n一、概况\n2022年度青禾市资产管理中心财政项目资金为320万元。支出9万元。\n"
    (evaluation,) = _facts(text).evaluations
    assert evaluation.implementing_unit is not None
    assert evaluation.implementing_unit.value == "青禾市资产管理中心"


def test_the_half_of_a_year_is_no_name() -> None:
    text = "2023年青禾市水利局上半年项目绩效运行监控情况报告\n一、概况\n年初预算50万元,1-6月支出20万元。\n"
    assert not _names(_facts(text))


def test_what_came_is_the_funds_under_whichever_name() -> None:
    text = """关于乡村振兴衔接资金使用情况的自查报告
一、基本情况
2021年我镇收到财政衔接推进乡村振兴补助资金120万元,已使用100万元。
"""
    (evaluation,) = _facts(text).evaluations
    assert {(fund.measure, fund.amount_yuan) for fund in evaluation.funds} == {
        ("received", 1200000),
        ("spent", 1000000),
    }


def test_a_library_numbers_its_samples_behind_the_title() -> None:
    facts = _facts("项目绩效目标执行监控报告(优质19篇)篇一\n预算总额为46万元,实际到位46万元,支出46万元。\n")
    assert facts.title is not None
    assert facts.title.value.startswith("项目绩效目标执行监控报告(优质19篇)")
