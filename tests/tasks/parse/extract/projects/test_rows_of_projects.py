"""The shapes in which reports on many projects list them, and the lists that are of something else."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

HEAD = "青禾县水务局2022年度部门整体支出绩效自评报告\n一、部门概况\n2022年部门预算6800万元。\n二、项目情况\n"


def names(text: str) -> list[str | None]:
    """The names of the projects of a page, the department's own evaluation left out."""
    found = extract(read(text.encode(), name="page.txt")).evaluations
    return [one.name.value if one.name else None for one in found if one.kind == "project"]


@pytest.mark.parametrize(
    "listed",
    [
        "一是河道清淤项目。年度预算150万元,实际支出148万元。\n二是校园饮水改造资金。年度预算60万元,实际支出60万元。\n",
        "一是河道清淤项目预算150万元,支出148万元;二是校园饮水改造资金预算60万元,支出60万元。\n",
        "河道清淤项目到位资金150万元,使用148万元,校园饮水改造资金到位60万元,使用60万元。\n",
        "其中河道清淤项目预算资金150万元,支出148万元,清淤9公里。校园饮水改造资金预算60万元,支出60万元。\n",
        "河道清淤项目:下达资金150万元,已支付148万元。\n校园饮水改造资金:下达资金60万元,已支付60万元。\n",
        "河道清淤项目预算150万元,预算执行率96%;校园饮水改造资金预算60万元,预算执行率88.5%。\n",
        "县水务局河道清淤项目得分93分,等级为优;县教育局校园饮水改造资金得分76.8分,等级为中。\n",
        "全年项目支出210万元,主要项目有:河道清淤项目150万元,清淤9公里;校园饮水改造资金60万元,改造6所。\n",
        "纳入自评的项目有:1、河道清淤项目(150万元),2、校园饮水改造资金(60万元)。\n",
        "项目(一):河道清淤项目\n预算安排150万元,实际支出148万元。\n项目(二):校园饮水改造资金\n预算安排60万元。\n",
    ],
)
def test_projects_are_read_where_each_is_accounted_for(listed: str) -> None:
    found = names(f"{HEAD}{listed}三、存在的问题\n资金拨付较慢。\n")
    assert [name.endswith(words) for name, words in zip(found, ("河道清淤项目", "校园饮水改造资金"), strict=True)] == [
        True,
        True,
    ]


def test_self_evaluations_told_one_after_the_other_need_no_word_for_it() -> None:
    said = "绩效自评情况:项目自评得分为96分。全年预算数为320万元,执行数为312万元,完成预算的97.5%。\n"
    assert names(f"青禾县水务局2022年度部门决算公开\n河道清淤项目{said}农村饮水巩固项目{said}") == [
        "河道清淤",
        "农村饮水巩固",
    ]


def test_a_label_needs_no_word_for_money_where_its_sums_make_the_share_behind_them() -> None:
    listed = "农资储备贴息:预算60万元,支出60万元,执行率100%。\n新网工程建设:预算100万元,支出76万元,执行率76%。\n"
    assert names(HEAD + listed) == ["农资储备贴息", "新网工程建设"]


@pytest.mark.parametrize(
    "listed",
    [
        # Classes of the budget, kinds of expense, bodies, places, points of the tree, work that was done.
        "一是教育支出年初预算90万元,决算88万元,完成预算的97.78%;二是卫生支出年初预算3万元,决算2.94万元,完成预算的98%。\n",
        "公务接待费预算3万元,支出2.6万元,执行率86.67%;会议费预算2万元,支出1万元,执行率50%。\n",
        "其中:局机关预算1200万元,支出1180万元;县水文站预算900万元,支出870万元。\n",
        "青禾县申请公益岗位补贴20万元,支出19万元;白石县申请公益岗位补贴30万元,支出29万元。\n",
        "一是项目决策得分20分;二是项目过程得分19分。\n",
        "一是供水保障有力。投入36万元,新建泵站6座。\n二是执法监管加强。罚没款9万元,立案18起。\n",
    ],
)
def test_other_lists_are_none_of_projects(listed: str) -> None:
    assert [name for name in names(HEAD + listed) if name] == []
