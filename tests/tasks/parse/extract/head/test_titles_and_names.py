"""Titles over several lines or with a library's marks, and names that stand in sentences of the genre."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.readers import read

BODY = "一、项目基本情况\n年初预算安排清淤经费20万元，实际支出20万元，执行率100%。\n"

# Each begins with the title that it bears.
TITLED = f"""
云溪市财政局关于“库房改造工程”项目绩效目标的批复
云财效〔2021〕8号
云溪市财政局
关于“库房改造工程”
项目绩效目标的批复
云溪市档案馆：
项目名称 | 云溪市档案馆库房改造工程 |
年度资金总额 | 24.9 |
=====
云溪省应急管理厅2021年度中央对地方转移支付预算执行绩效自评报告
云溪省应急管理厅2021年度中央对地方转移支付预算执行
绩效自评报告
{BODY}
=====
2018 年“7.03”云溪干流堰塞湖下游应急救灾补助资金项目绩效评价报告
2018 年“7.03”云溪干流堰塞湖下游
应急救灾补助资金项目绩效评价报告
{BODY}
=====
云溪市财政支出项目绩效自评价报告
1、云溪市财政支出项目绩效自评价报告云溪市财政支出项目绩效自评表项目名称 绿地养护 主管部门 云溪市园林局
{BODY}
=====
2018年森林防火专项资金绩效自评报告
文档简介
1、PAGE 4PAGE 52018年森林防火专项资金绩效自评报告项目基本情况1、项目概况：防火经费48万元，已支出48万元。
=====
云溪镇小学营养改善计划绩效评价报告
云溪镇小学营养改善计划绩效评价报告.doc_第1页
云溪镇小学营养改善计划绩效评价报告.doc_第2页
{BODY}
=====
云溪县畜牧局2020年种桑项目扶贫资金计划安排情况公示
云溪县畜牧局2020年种桑项目
扶贫资金计划安排情况公示
经研究，种桑项目列入计划，现将安排情况公告如下：
1、项目名称：种桑项目
2、项目实施地点：云溪镇
3、资金规模及来源：65万元
4、项目绩效目标：增收
"""

# Each begins with its first project's name.
NAMED = f"""
小额贷款贴息项目
云溪县政府办2022年乡村振兴补助资金绩效自评报告
一、工作组织
我办管理的资金项目1个，项目名称小额贷款贴息项目，预算金额2万元，实际支出2万元。
=====
文明城市创建专项资金项目
项目绩效自评报告
一、项目资金申报
该文明城市创建专项资金项目于2020年初向财政局申报，批复下达预算资金10万元。
=====
上级资金转移支付
一、绩效目标分解下达情况
（一）云溪镇2023年度下达上级资金转移支付755万元，其中：中央资金124万元，云溪河水环境生态补偿资金250万元等。
（二）云溪河水环境生态补偿资金执行86%。
=====
中央对地方专项转移支付
2021年中央对地方专项转移支付区域绩效目标自评表
一、资金投入情况
2021年到位5.8万元，实际支出5.8万元，执行率100%。
=====
文物保护2020年度专项资金
云溪市文物保护2020年度专项资金绩效自评报告
{BODY}
=====
公共文化财政资金
2023年公共文化财政资金投入和使用情况
一、投入情况
市财政下达补助20万元。
二、资金使用情况
支出20万元。
=====
云溪大桥加固工程
财政支出项目绩效评价报告——云溪大桥加固工程
{BODY}
=====
乡村道路硬化项目
关于《云溪市2022年乡村道路硬化项目》的绩效评价报告
{BODY}
=====
学前教育发展专项资金
云溪市2022年学前教育发展专项资金绩效评价报告（公开版）
{BODY}
=====
高标准农田建设项目
云溪市农业农村局2022年度
高标准农田建设项目
绩效自评报告
{BODY}
=====
科普经费支出
2025年科普经费支出部门项目
发布时间：2025-01-24 来源：云溪区科技局
一、项目概述
建议2025年此项经费预算安排40万元。
二、立项依据
三、绩效目标
=====
康复中心设备购置项目
一、基本情况
1.项目概况：2023年度康复中心设备购置项目，预算资金85万元，用于购置设备。
2.资金支出85万元。
=====
城市公厕改造
一、项目基本情况
项目名称为城市公厕改造，项目总投资200万元，到位200万元，支出180万元。
=====
生态保护补助资金
一、绩效目标分解下达情况
（一）中央下达生态保护补助资金预算和绩效目标情况。2022年中央下达我县450万元。
二、支出450万元，执行率100%。
=====
城乡居保市级补贴
云溪市人社局对2022年度城乡居保市级补贴使用情况开展了财政绩效评价工作。现将绩效评价情况报告如下：
一、项目基本情况
各县区申请市级补贴共计1904万元，实际支出1900万元。
=====
养殖奖补项目
2019云溪县扶贫项目绩效自评抽查报告
一、抽查结果
抽查到户项目2个：养殖奖补项目150万元；贷款贴息项目243.3万元。抽查到村项目3个：南村大棚147.8万元；北村冷库96.88万元；西村莲藕
"""


def facts(text: str) -> Facts:
    return extract(read(text.encode(), name="a.txt"))


@pytest.mark.parametrize("paper", TITLED.split("=====\n"))
def test_titles_are_read(paper: str) -> None:
    title, _, text = paper.strip().partition("\n")
    found = facts(text).title
    assert found is not None
    assert found.value.replace("\n", "") == title


@pytest.mark.parametrize("paper", NAMED.split("=====\n"))
def test_names_are_read(paper: str) -> None:
    named, _, text = paper.strip().partition("\n")
    names = [evaluation.name.value for evaluation in facts(text).evaluations if evaluation.name]
    assert names[:1] == [named]


def test_summaries_of_goals_reached_are_projects() -> None:
    said = "项目绩效目标完成情况综述。项目全年预算数2万元，执行数为2万元，完成预算的100%。"
    text = f"本部门对2021年部门整体支出开展绩效自评。\n（1）信访补贴{said}\n（2）信访事务（宣传费）{said}\n"
    found = [evaluation for evaluation in facts(text).evaluations if evaluation.kind == "project"]
    assert [e.name.value for e in found if e.name] == ["信访补贴", "信访事务（宣传费）"]
    assert all(len(e.funds) == 2 for e in found)


def test_parts_of_a_fund_name_the_whole_where_no_title_does() -> None:
    text = (
        "2021年度，下达用于社会福利的中央公益金443万元、省级公益金323万元，现将分配使用情况公告如下：\n"
        "一、中央福彩公益金443万元\n（一）老年人福利类207万元\n二、省级福彩公益金323万元\n（一）儿童福利类135万元\n"
    )
    names = [evaluation.name.value for evaluation in facts(text).evaluations if evaluation.name]
    assert names == ["福彩公益金", "中央福彩公益金", "省级福彩公益金"]


def test_two_projects_that_a_sentence_counts_and_lists() -> None:
    text = (
        "云溪县民政局2022年项目绩效自评报告\n一、项目概况\n"
        "我局共有项目2个，分别为：养老机构运营补贴项目80万元，社会救助工作经费20万元。\n"
    )
    found = {e.name.value: [str(fund.amount_yuan) for fund in e.funds] for e in facts(text).evaluations if e.name}
    assert found == {"养老机构运营补贴项目": ["800000"], "社会救助工作经费": ["200000"]}


def test_summaries_name_projects_with_marks_inside() -> None:
    said = "绩效自评综述：自评得分为96分。全年预算数为20万元，执行数为19万元。"
    text = f"项目绩效自评情况说明\n1.“美丽庭院”创建项目{said}\n2.“维权经费”项目{said}\n"
    assert [e.name.value for e in facts(text).evaluations if e.name] == ["“美丽庭院”创建", "维权经费"]
