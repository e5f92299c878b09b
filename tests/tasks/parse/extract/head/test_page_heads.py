"""Titles, publishers, numbers and units as more sites and libraries print them."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.readers import read

BODY = "\n一、项目概况\n2022年预算安排资金98万元。\n二、自评结果\n自评得分96分。\n"


def facts(text: str) -> Facts:
    return extract(read(text.encode(), name="a.txt"))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("上传者:某某\n2017年侨务活动项目绩效评价报告.pdf\n当前文档共27页", "2017年侨务活动项目绩效评价报告"),
        ("青禾县2022年衔接资金项目完成情况公告", "青禾县2022年衔接资金项目完成情况公告"),
        ("青禾县民政局关于2024年公益金分配使用情况的通告", "青禾县民政局关于2024年公益金分配使用情况的通告"),
        ("青禾市图书馆自评报告(2022年文化馆(站)开放经费)", "青禾市图书馆自评报告(2022年文化馆(站)开放经费)"),
        ("青禾县现代农业示范区创建项目\n事前绩效评估报告", "青禾县现代农业示范区创建项目事前绩效评估报告"),
        ("1、- 1 -2016 年度改善学校 办学专项资金绩效自评报告根据要求,", "2016 年度改善学校 办学专项资金绩效自评报告"),
        ("PAGE PAGE 8 青禾市财政项目支出绩效自评报告 (2018年度)", "青禾市财政项目支出绩效自评报告 (2018年度)"),
        ("青禾市审计局2022年度绩效自评总结-某某棋牌", "青禾市审计局2022年度绩效自评总结"),
        ("1、- 1 -河东镇蔬菜扶贫项目自查报告在县扶贫办的支持下,项目已实施。", "河东镇蔬菜扶贫项目自查报告"),
        ("青禾市图书馆2022年自评报告(文化馆(站)开放经费)", "青禾市图书馆2022年自评报告(文化馆(站)开放经费)"),
        ("青禾县示范区创建项目\n事前绩效评估报告\n组织单位:青禾县财政局", "青禾县示范区创建项目事前绩效评估报告"),
        ("柳湾村养殖场项目实施情况公告\n2021-11-1609时49分 浏览次数:", "柳湾村养殖场项目实施情况公告"),
        ("某某彩金下载_在线\n某某彩金下载_在线:柳湾区民政局项目支出绩效自评报告", "柳湾区民政局项目支出绩效自评报告"),
        ("柳湾区总工会2024年重点领域财政项目公开\n送温暖专项", "柳湾区总工会2024年重点领域财政项目公开"),
        ("首页 日期:2024-06-06 来源:柳湾区残联 录入:web 2023年救助资金绩效自评报告 ", "2023年救助资金绩效自评报告"),
        ("1、- 1 -2016 年度学校改造 办学项目绩效自评报告根据通知要求,", "2016 年度学校改造 办学项目绩效自评报告"),
        ("目录........3信息........5青禾省项目资金绩效评价报告项目名称:收费维护", "青禾省项目资金绩效评价报告"),
    ],
)  # fmt: skip
def test_titles(head: str, title: str) -> None:
    found = facts(head + BODY).title
    assert found is not None
    assert found.value == title


@pytest.mark.parametrize(
    ("text", "publisher"),
    [
        ("青禾县2019年度扶贫资金绩效自评报告\n发布:\n青禾县财政局\n时间:\n2020-05-14" + BODY, "青禾县财政局"),
        ("发布时间:2019-05-10\n信息来源:\n信息来源:县财政局\n项目绩效评价报告" + BODY, "县财政局"),
        ("2022年度专项资金绩效自评报告\n青禾省应急管理厅 时间:2023-06-28 09:06" + BODY, "青禾省应急管理厅"),
        ("2020年救助工程绩效自评报告\n来源单位:青禾区民政局 发布时间:2021-01-08" + BODY, "青禾区民政局"),
        ("2022年度奖补项目绩效评价报告\n信息来源: 青禾市民政局阅读次数:编辑:" + BODY, "青禾市民政局"),
        ("2019年资金绩效自评报告\n公开责任部门: 河西镇发文日期: 2020-06-10" + BODY, "河西镇"),
        ("2023年度公益金使用情况公告" + BODY + "本次公告由青禾旗民政局发布。", "青禾旗民政局"),
        ("2019年垃圾处理项目绩效自评报告\n2020-07-24来源:柳湾市住建局关键词:垃圾" + BODY, "柳湾市住建局"),
        ("2020年公益金使用情况" + BODY + "来源:青禾开发区民政局,采用旨在分享。", "青禾开发区民政局"),
    ],
)  # fmt: skip
def test_publishers(text: str, publisher: str) -> None:
    found = facts(text).publisher
    assert found is not None
    assert found.value == publisher


@pytest.mark.parametrize(
    ("box", "number"),
    [
        ("索引号:-/2020-00032 分类:民政", "-/2020-00032"),
        ("• 索引号\n• 01525502-2 1-/2022-0617002\n• 发布机构", "01525502-2 1-/2022-0617002"),
        ("索引号: zjj -/2025-0120002 发布机构", "zjj -/2025-0120002"),
        ("• 005254528/2023-00158\n• 青禾区社会事业局", "005254528/2023-00158"),
    ],
)
def test_index_numbers(box: str, number: str) -> None:
    found = facts(f"{box}\n2022年公益金使用情况公告{BODY}").index_no
    assert found is not None
    assert found.value == number


def test_a_number_may_stand_beside_who_signs() -> None:
    text = f"青禾县果品中心2020年专项资金绩效评价报告\n来源:青禾县果品中心\n清果发〔2020〕36号 签发人:李某\n{BODY}"
    number = facts(text).document_no
    assert number is not None
    assert number.value == "清果发〔2020〕36号"


# Each begins with the unit that it names.
UNITS = """
青禾市不动产登记中心
青禾市自然资源局关于登记工作项目绩效评价的报告
一、项目概况
(一)项目单位基本情况
青禾市不动产登记中心隶属青禾市自然资源局。资金9万元。
=====
青禾市交通运输局
部门整体绩效自评报告
部门名称:(公章)
填报人:李某
一、部门基本情况
青禾市交通运输局是政府部门。支出9万元。
=====
县委组织部
XX县活动场所专项资金绩效评价报告
县财政局对县委组织部“活动场所建设项目”开展了绩效评价。县委组织部积极协调县发改局。支出9万元。
=====
青禾曲剧艺术中心
青禾曲剧艺术中心 戏曲进校园演出项目绩效自评报告
一、项目概况
市教育局支持演出。支出9万元。
=====
青禾省侨联
2023年度整体支出绩效自评情况报告如下:
一、单位基本情况
(一)职能职责
青禾省侨联是中共青禾省委领导下的由归侨、侨眷组成的人民团体。支出9万元。
=====
市人民政府办公室
项目支出绩效自评报告
一、项目概况
慰问经费项目是市人民政府办公室的持续性项目。支出9万元,市人民政府办公室已完成工作。
=====
云南青禾山国家级自然保护区青禾管护局
云南青禾山国家级自然保护区青禾管护局2019年度项目绩效自评报告
一、项目概况
巡护经费支出9万元。
"""


@pytest.mark.parametrize("paper", UNITS.split("=====\n"))
def test_units(paper: str) -> None:
    unit, _, text = paper.strip().partition("\n")
    found = facts(text).evaluations[0].implementing_unit
    assert found is not None
    assert found.value == unit


def test_lines_of_page_data_are_no_wrapped_prose() -> None:
    head = (
        "柳湾桥镇2019年扶贫项目资金绩效自评报告\n文件名称: 柳湾桥镇2019年扶贫项目资金绩效自评报告\n"
        "索引号: 4305240029/2020-00173 发文编号:\n公开目录: 资金使用情况 公开责任部门: 柳湾桥镇\n"
        "发文日期: 2020-06-10 公开形式: 主动公开\n生效日期: 2020-06-10 有效期: 永久有效"
    )
    found = facts(head + BODY)
    assert found.publisher is not None
    assert found.publisher.value == "柳湾桥镇"


def test_the_last_of_days_without_labels_is_the_release() -> None:
    day = facts(
        "• 005254528/2023-00158\n• 2023-06-01\n• 2023-06-08\n• 2023-06-08\n2022年绩效自评报告" + BODY
    ).published_on
    assert day is not None
    assert day.value.isoformat() == "2023-06-08"


def test_a_number_above_a_text_without_a_title_is_its_own() -> None:
    number = facts("〔2022〕492号\n现将2021年公益金使用情况公布如下:" + BODY).document_no
    assert number is not None
    assert number.value == "〔2022〕492号"


def test_a_letter_without_a_title_takes_that_of_its_form() -> None:
    text = "柳湾镇财政所:\n现下达你单位资金9万元。\n附件\n专项支出绩效目标表\n项目名称\n古村修缮\n年度资金总额\n9\n"
    title = facts(text).title
    assert title is not None
    assert title.value == "专项支出绩效目标表"


def test_a_title_that_the_box_prints_again_is_no_second_title() -> None:
    title = "云岭县转移支付2023年度绩效自评报告"
    page = (
        f"<html><body><h1>{title}</h1><p>名称: {title}</p><p>发布日期: 2024-04-09</p>"
        "<p>一、绩效目标分解下达情况</p><p>青禾园区安全风险防控项目中央拨付财政资金1800万元，已全部支出。</p></body></html>"
    )
    facts = extract(read(page.encode(), name="page.html"))
    names = [evaluation.name.value for evaluation in facts.evaluations if evaluation.name]
    assert names == ["青禾园区安全风险防控项目"]


@pytest.mark.parametrize("number", ["", "2", "3:"])
def test_the_year_of_a_title_is_no_number_of_its_annex(number: str) -> None:
    paper = f"附件{number}2021年度青禾县粮油专项资金项目绩效自评报告\n一、项目概况\n项目资金50万元,已支出50万元。"
    title = extract(read(paper.encode(), name="page.txt")).title
    assert title is not None
    assert title.value == "2021年度青禾县粮油专项资金项目绩效自评报告"


def test_a_page_filed_as_a_report_whose_text_is_rubbish_states_nothing() -> None:
    paper = "一、项目概况\n青禾县水利局组织实施农村饮水项目，已经完成。"
    box = "公开目录 绩效评价 发布日期 2020-02-03\n"
    assert extract(read(f"{box}{paper}".encode(), name="page.txt")).evaluations
    rubbish = paper.encode("gb18030").decode("latin-1")
    assert not extract(read(f"{box}{rubbish}".encode(), name="page.txt")).evaluations
