"""Projects that are counted and named in one row without their sums, and headings that name no project of their own."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

# Each begins with the names that it bears.
PAPERS = """
河西孵化基地建设项目; 河西水处理厂工程
关于《青禾州2021年专项债券项目资金绩效评价》的报告
青禾县工信局2021年青禾州专项债项目有两项,分别是河西孵化基地建设项目、河西水处理厂工程现将资金绩效评价报告如下:
项目一:河西孵化基地建设项目支出绩效自评报告
一、基本情况
项目总投资200万元。
=====
市级特色小镇奖补专项资金; 市级粮油补贴专项资金
2019年市直发展项目绩效自评价报告
本单位共有2个市直发展项目,分别为市级特色小镇奖补专项资金、市级粮油补贴专项资金。
一、市级特色小镇建设项目
市财政投入2000万元。
=====
禁毒工作专项经费; 社区公厕改造建设经费
绩效评价报告
我局对2019年禁毒工作专项经费、社区公厕改造建设经费2个项目进行重点评价。
一、评价结论
项目完成良好,预期效果基本达到。
=====
道路养护项目
青禾县交通局2021年道路养护项目绩效自评报告
一、项目概况
本项目分为2个子项目,分别为路面修补工程、桥梁加固工程。预算安排98万元。
=====
福利彩票公益金
青禾县民政局关于2023年度福利彩票公益金使用情况的公告
一、福利彩票公益金65.5万元
安排53万元资助养老服务。
=====
彩票公益金; 中央集中彩票公益金
青禾县民政局关于2023年度彩票公益金使用情况的公告
2023年收到彩票公益金86万元。
一、中央集中彩票公益金76万元
支出76万元。
"""


@pytest.mark.parametrize("paper", PAPERS.split("=====\n"))
def test_projects_of_a_row(paper: str) -> None:
    names, _, text = paper.strip().partition("\n")
    evaluations = extract(read(text.encode(), name="a.txt")).evaluations
    assert "; ".join(one.name.value for one in evaluations if one.name) == names


def test_a_section_that_begins_as_its_project_is_called_speaks_of_it() -> None:
    text = PAPERS.split("=====\n")[1].partition("\n")[2]
    sums = [[fund.amount_yuan for fund in one.funds] for one in extract(read(text.encode(), name="a.txt")).evaluations]
    assert sums == [[20000000], []]
