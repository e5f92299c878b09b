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
应急管理专项经费; 行政许可经费
青禾州应急局2019年财政预算项目资金绩效评价自评报告
一、认真开展自评
2019年实施的本级财政预算项目为:
安全监管类7项:应急管理专项经费、行政许可经费
=====
短信服务项目; 手机应用改造
2024年度青禾市住房公积金管理
中心项目支出绩效自评报告
一、基本情况
全年共18个项目,依据如下:
1短信服务项目。实施依据:《关于短信服务的通知》。
2手机应用改造实施依据:《关于应用建设的意见》。
=====
道路养护项目
青禾县交通局2021年道路养护项目绩效自评报告
一、项目概况
本项目分为2个子项目,分别为路面修补工程、桥梁加固工程。预算安排98万元。
=====
统筹整合使用财政涉农资金鲟鱼养殖项目; 统筹整合使用财政涉农资金基础设施建设项目
青禾县大坪乡人民政府2021年度项目支出绩效单位自评报告
一、基本情况
(一)项目概况
1.2021年统筹整合使用财政涉农资金鲟鱼养殖项目,助推乡村振兴,已拨付270万元。
2.2021年统筹整合使用财政涉农资金基础设施建设项目,提升出行条件,已拨付106.36万元。
=====
红十字事业发展经费; 人道主义救助经费
2019年度青禾省红十字会绩效评价工作开展情况
一、项目绩效自评结果
(一)红十字事业发展经费绩效自评综述:项目全年预算数90万元,执行数为80万元。
(二)人道主义救助经费绩效自评综述:项目年度批复金额为90万元,实际执行资金总额97万元。
=====
大数据平台建设; 开发区配套工程
青禾县财政局关于2024年财政支出绩效评价结果的通报
现将绩效评价的结果通报如下:
序号 | 单位 | 项目 | 评价档次
1 | 青禾县开发区 | 大数据平台建设 | 良好
2 | 青禾县开发区 | 开发区配套工程 | 中(一般)
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


def test_the_column_of_units_beside_projects_is_read() -> None:
    text = next(paper for paper in PAPERS.split("=====\n") if "评价档次" in paper).partition("\n")[2]
    found = [one.implementing_unit for one in extract(read(text.encode(), name="a.txt")).evaluations]
    assert [unit.value if unit else None for unit in found] == ["青禾县开发区", "青禾县开发区"]
