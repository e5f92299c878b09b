"""Titles that stand in two lines, in a page's path, above the forms of a notice, or in a library's furniture."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.parse.facts import Facts
from tasks.parse.single import read_facts


def facts(text: str) -> Facts:
    return read_facts(text.encode())[1]


BODY = "一、项目概况\n2022年项目预算120万元,实际支出118万元,执行率98.33%。\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("青禾市2022年度农村道路\n改造工程绩效评价报告\n", "青禾市2022年度农村道路改造工程绩效评价报告"),
        (
            "名称: | 青禾市老旧小区改造工程绩效评价报告 | 文号: |\n青禾市老旧小区\n改造工程绩效评价报告\n",
            "青禾市老旧小区改造工程绩效评价报告",
        ),
        (
            "水利资金绩效自评报告优秀一、概况 下面是小编为大家整理的水利资金绩效自评报告优秀5篇,供大家参考。\n",
            "水利资金绩效自评报告优秀5篇",
        ),
        (
            "文档简介\n1、青禾县水利资金绩效自评报告青禾县 水利资金绩效自评 报告 项目名称:水利资金\n",
            "青禾县水利资金绩效自评报告",
        ),
        (
            "资源描述\n青禾乡 水利资金绩效评价报告 禾审 2017K106号 项目名称: 水利资金 委托单位: 青禾乡\n",
            "水利资金绩效评价报告",
        ),
        ("文档简介\n2023年度青禾县水利资金绩效评价报告摘要一、基本情况\n", "2023年度青禾县水利资金绩效评价报告"),
        (
            "首页 政务公开 互动交流\n青禾县水利局\n柳湾渠道衬砌三年回顾\n",
            "青禾县水利局柳湾渠道衬砌三年回顾",
        ),
        ("位置:首页 > 青禾县水利资金绩效自评报告\n本文内容如下\n", "青禾县水利资金绩效自评报告"),
        ("青禾县财政局关于水利资金绩效评价情况的通报\n", "青禾县财政局关于水利资金绩效评价情况的通报"),
        (
            "某某影视在线\n• 青禾镇2022年水利项目绩效自评报告 作者:青禾镇 | 时间:2023-04-27 点击数:- 分享到:\n",
            "青禾镇2022年水利项目绩效自评报告",
        ),
        (
            "青禾区污水处理站运营项目绩效评价报告书模板Word格式文档下载.docx\n\n上传人:b****5 格式:DOCX\n",
            "青禾区污水处理站运营项目绩效评价报告书",
        ),
        ("1、 青禾市档案馆2020年度 项目绩效自评报告自评得分100分\n", "青禾市档案馆2020年度 项目绩效自评报告"),
        (
            "度优待金项目支出绩效自评报告_第1页\n下载本文档\n1、青禾市2012年度优待金项目支出绩效自评报告主管部门\n",
            "青禾市2012年度优待金项目支出绩效自评报告",
        ),
        (
            ("青禾市卫计委绩效评价报告.doc\n• 资源大小:40KB\n"
            "1青卫财201831 号青禾市卫计委关于 2017 年卫生管理经费的绩效评价报告市财政局:根据要求,报告如下:\n"),
            "青禾市卫计委关于 2017 年卫生管理经费的绩效评价报告",
        ),
        ("标 题: | 项目支出绩效目标申报表 |\n(2022年度)\n", "项目支出绩效目标申报表"),
        ("• 公开目录\n• 自评报告\n青禾县文物保护资金绩效自评报告\n", "青禾县文物保护资金绩效自评报告"),
    ],
)  # fmt: skip
def test_the_title_of_a_page_is_whole(head: str, title: str) -> None:
    found = facts(head + BODY).title
    assert found is not None
    assert found.value == title


def test_a_target_form_behind_a_notice_takes_the_title_and_the_number_of_the_notice() -> None:
    text = """青禾县财政局关于提前下达2023年扶贫资金(发展资金)的通知
青财农发[2022]104号
县交通局:
安排产业建设资金500万元。
附表1
绩效目标申报表
(2023年度)
项目名称 | 石坪村道路 |
主管部门 | 青禾县交通运输局 |
资金情况(万元) | 年度资金总额 | 500 |
一级指标 | 二级指标 | 三级指标 | 指标值 |
产出指标 | 数量指标 | 新建水泥路 | 2km |
"""
    found = facts(text)
    assert found.title is not None
    assert found.title.value == "青禾县财政局关于提前下达2023年扶贫资金(发展资金)的通知"
    assert found.document_no is not None
    assert found.document_no.value == "青财农发[2022]104号"
    assert found.doc_type == "target_form"


def test_a_box_that_became_a_list_gives_its_values() -> None:
    box = "- 索引号\n- 01525707-9/20230529-00013\n- 发文机构\n- 青禾县农业农村局\n- 日期\n- 2023- 05- 29\n"
    found = facts(f"青禾县2022年化肥减量项目资金绩效自评报告\n{box}{BODY}")
    assert found.index_no is not None
    assert found.index_no.value == "01525707-9/20230529-00013"
    assert found.publisher is not None
    assert found.publisher.value == "青禾县农业农村局"


def test_a_day_with_spaces_between_its_parts_is_read() -> None:
    found = facts(f"青禾县幼儿园改造项目绩效评价报告\n发布时间: 2024- 06- 26 10: 21 浏览次数:\n{BODY}").published_on
    assert found is not None
    assert found.value == date(2024, 6, 26)


def test_evaluated_projects_in_a_table_with_their_grades_are_each_a_project() -> None:
    text = """我局组织开展了2022年重点项目绩效评价工作,现将评价情况通报如下:
2022年共对3个项目进行了评价,其中项目支出2个、部门整体1个,资金5600万元。
序号 | 主管部门(单位) | 项目名称 | 资金量(万元) | 评价等级 |
1 | 青禾市体育局 | 青少年体育场馆专项 | 1424.74 | 良 |
2 | 青禾市水利局 | 堤防、码头等设施维护 | 318 | 中 |
"""
    found = {e.name.value: (str(e.grade and e.grade.value), len(e.funds)) for e in facts(text).evaluations if e.name}
    assert found == {"青少年体育场馆专项": ("良", 1), "堤防、码头等设施维护": ("中", 1)}
