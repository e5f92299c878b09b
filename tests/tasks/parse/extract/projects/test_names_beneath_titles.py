"""Names of projects where the title says only of what kind the paper is, and what is no name."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.extract.projects.titled import is_generic
from tasks.parse.readers import read


def names(text: str) -> list[str | None]:
    evaluations = extract(read(text.encode(), name="a.txt")).evaluations
    return [evaluation.name.value if evaluation.name else None for evaluation in evaluations]


# Each begins with the name that it bears.
PAPERS = """
河湾幼儿园项目
临江省政府专项债券项目绩效自评价报告
一、项目情况
根据《关于河湾幼儿园项目可行性研究报告的批复》,该项目位于河湾街道。项目总投资2238万元,资金获批1700万元。
=====
小微企业发展专项资金(担保奖补)
2023年度中央对地方转移支付预算执行情况绩效自评
来源:青禾区经信局
青禾区经信局转移支付小微企业发展专项资金(担保奖补)2023年度绩效
自评报告
一、绩效目标分解下达情况
全年预算数271.91万元,全年执行数271.91万元。
=====
临江市城区老旧燃气设施改造工程
一、绩效目标分解下达情况
下达我司中央预算内投资资金800万元实施临江市城区老旧燃气设施改造工程,配套资金200万元。
二、绩效情况分析
本项目总投资1000万元。
=====
“一村一品”奖补资金
某咨询公司对2021年“一村一品”奖补资金开展绩效评价。现将评价情况报告如下:
一、基本情况
(一)项目概况
资金98万元。
=====
舞台艺术创作资助项目
青禾省文化厅关于2016年度舞台艺术选题公告
文化厅委托某公司对“2016年度舞台艺术创作资助项目”(以下简称“创作项目”)执行情况和资金使用情况进行绩效评价。现将有关情况公告如下:
一、项目概述
投入专项资金290万元。
=====
公共文化服务体系建设专项资金
青禾县融媒体中心中央对地方专项转移支付2019年度绩效自评报告
一、绩效目标分解下达情况
2019年公共文化服务体系建设专项资金共计1586万元。
=====
农村危房改造补助资金
我单位组织开展了农村危房改造补助资金转移支付2023年度绩效自评工作,现将绩效自评情况报送如下:
一、基本情况
中央下达9.73万元。
=====
车辆通行费安排的支出
2017年车辆通行费安排的支出绩效评价报告
一、专项资金绩效情况
资金支出98万元。
=====
非遗传承与保护
市文旅局2023年项目及绩效目标情况
1.非遗传承与保护
1)项目概述。展示非遗的魅力。
2)立项依据。非遗法。
3)实施主体。青禾市文化和旅游局。
=====
福利彩票公益金
2022年福利彩票公益金资助各类社会福利项目51个,资助公益金99.35万元。
一、福利彩票公益金资助项目情况
老年人福利类50万元。
二、资金使用情况
支出99.35万元。
三、绩效目标完成情况
已完成。
=====
彩票公益金分成资金
项目支出绩效自评报告
一、项目概况
2024年下达我区彩票公益金分成资金1023万元。
二、自评结果
自评得分96分。
"""


@pytest.mark.parametrize("paper", PAPERS.split("=====\n"))
def test_the_body_names_what_the_title_does_not(paper: str) -> None:
    name, _, text = paper.strip().partition("\n")
    assert names(text) == [name]


def test_the_office_before_the_year_is_no_part_of_a_name() -> None:
    text = "青禾县史志研究室2023年专项资金绩效自评报告\n一、项目基本情况\n年鉴工作支出9万元。\n"
    assert names(text) == [None]


def test_what_a_grade_counts_is_no_name() -> None:
    text = (
        "临江市农业局关于2023年度项目绩效自评工作的报告\n一、工作情况\n"
        "预算安排项目13个,财政资金67.28万元。绩效自评“优”的项目9个财政资金38.38万元。\n"
    )
    assert names(text) == [None]


@pytest.mark.parametrize(
    ("words", "generic"),
    [
        ("临江省青禾市转移支付", True),
        ("临江省政府专项债券项目", True),
        ("归口管理部门", True),
        ("乡镇名", True),
        ("支出子项", True),
        ("简要概述项目", True),
        ("项目实施", True),
        ("城乡居保市级补贴", False),
        ("临江县河东工业园区四期核心区", False),
    ],
)
def test_a_place_before_words_of_the_genre_makes_no_name(words: str, generic: bool) -> None:
    assert is_generic(words) is generic


@pytest.mark.parametrize(
    ("title", "doc_type", "kind"),
    [
        ("青禾州民族宗教委员会2022年度部门项目支出绩效自评报告", "project_report", "project"),
        ("青禾州公安局2020年度预算绩效管理工作自评报告", "department_report", "department"),
        ("青禾县文旅局2023年度整体(项目)支出绩效自评", "department_report", "department"),
        ("政协青禾市委员会办公室2024年度预算绩效部门评价报告", "department_report", "department"),
        ("公开目录 | 自评报告 |", "department_report", "department"),
    ],
)
def test_a_report_by_its_title_is_one_even_where_it_states_no_figure(title: str, doc_type: str, kind: str) -> None:
    text = f"{title}\n一、部门基本情况\n(一)主要职责\n负责全州工作。\n(二)部门整体支出绩效总目标\n工作有序开展。\n"
    facts = extract(read(text.encode(), name="a.txt"))
    assert (facts.doc_type, [evaluation.kind for evaluation in facts.evaluations]) == (doc_type, [kind])


def test_a_collection_of_samples_names_no_project() -> None:
    text = (
        "交通项目支出绩效评价报告\n以下是小编整理的交通项目支出绩效评价报告范文(精选6篇)。\n交通项目支出绩效评价报告1\n"
        "一、基本情况\n为保障群众出行安全,预算安排98万元,支出98万元。\n"
    )
    assert names(text) == [None]


def test_news_of_an_evaluation_is_none() -> None:
    text = "我市完成2017年度秸秆利用工程第三方绩效评价\n1月9日,省财政厅委托某事务所对我市秸秆利用工程进行了绩效评价。\n"
    assert extract(read(text.encode(), name="a.txt")).doc_type == "negative"


def test_what_an_audit_finds_is_no_evaluation() -> None:
    text = (
        "一、基本情况\n(一)厕所改造项目:项目总投资98万元,拨付专项资金92万元。\n审计结果表明,项目按要求实施。\n"
        "二、本次审计情况\n本次审计没有发现问题。\n"
    )
    assert extract(read(text.encode(), name="a.txt")).doc_type == "negative"
