"""The boxes and lines in which sites print a page's data, each with what it says."""

from __future__ import annotations

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

TITLE = "2022年度农村供水保障项目支出绩效自评报告"
BODY = """

一、项目概况
(一)项目基本情况。本项目年初预算安排20万元,实际支出20万元。
二、绩效自评工作开展情况
三、评价结论
自评得分95分。
"""

# The head of the page, with TITLE for the title; title, publisher, day, index number, document number.
# ruff: noqa: E501
LAYOUTS = [
    ("TITLE\n\n2023年07月31日 来源:青禾之家网\n", "TITLE", "青禾之家网", "2023-07-31", None, None),
    (
        "索引号:01526/2023-00045  发布机构:青禾县水务局  发布日期:2023-05-12\n文号:青水发〔2023〕15号  主题词:绩效\nTITLE",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        "01526/2023-00045",
        "青水发〔2023〕15号",
    ),
    (
        "| 索引号 | 113401/202305-00012 | 信息分类 | 财政 |\n| 发布机构 | 青禾县水务局 | 生成日期 | 2023-05-10 |\n| 发文字号 | | 发布日期 | 2023-05-12 |\nTITLE",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        "113401/202305-00012",
        None,
    ),
    (
        "索 引 号\n11340100/2023-00088\n发布机构\n青禾县水务局\n成文日期\n2023-05-10\n发布日期\n2023-05-12\n文 号\n无\nTITLE",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        "11340100/2023-00088",
        None,
    ),
    (
        "TITLE\n来源:县水务局 发布时间:2023-05-12 09:30 浏览次数:56次 【字体:大 中 小】",
        "TITLE",
        "县水务局",
        "2023-05-12",
        None,
        None,
    ),
    ("TITLE\n2023-05-12 09:30 来源: 青禾县水务局 作者: 点击: 120", "TITLE", "青禾县水务局", "2023-05-12", None, None),
    (
        "TITLE\n时间:2023年5月12日  信息来源:青禾县水务局  责任编辑:李某",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        None,
        None,
    ),
    ("TITLE\n【发布日期:2023-05-12】【来源:青禾县水务局】", "TITLE", "青禾县水务局", "2023-05-12", None, None),
    ("TITLE\n日期:2023/05/12 来源:青禾县水务局", "TITLE", "青禾县水务局", "2023-05-12", None, None),
    (
        "[ 索引号 ] 115001/2023-0012 [ 发文字号 ] 青水发〔2023〕8号\n[ 主题分类 ] 水利 [ 体裁分类 ] 其他\n[ 发布机构 ] 青禾县水务局\n[ 成文日期 ] 2023-05-10 [ 发布日期 ] 2023-05-12\n\nTITLE",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        "115001/2023-0012",
        "青水发〔2023〕8号",
    ),
    (
        "信息索引号:AB-02-2023-0001 公开方式:主动公开 公开责任单位:青禾县水务局 公开日期:2023-05-12\nTITLE",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        "AB-02-2023-0001",
        None,
    ),
    (
        "首页 > 政务公开 > 财政信息\n青禾县水务局关于2022年度农村供水保障项目支出绩效自评的报告\n发布时间: 2023.05.12  访问量: 33",
        "青禾县水务局关于2022年度农村供水保障项目支出绩效自评的报告",
        "青禾县水务局",
        "2023-05-12",
        None,
        None,
    ),
    ("附件2\n\nTITLE\n(青禾县水务局)", "TITLE(青禾县水务局)", "青禾县水务局", None, None, None),
    (
        "青禾县水务局文件\n青水〔2023〕21号\n关于报送TITLE的函",
        "关于报送TITLE的函",
        "青禾县水务局",
        None,
        None,
        "青水〔2023〕21号",
    ),
    (
        "TITLE\n发布单位:青禾县水务局  发布人:管理员  发布日期:2023年05月12日",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        None,
        None,
    ),
    (
        "标题:TITLE\n发布机构:青禾县水务局 公开日期:2023-05-12 索引号:2023/0512-33",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        "2023/0512-33",
        None,
    ),
    (
        "TITLE\n稿件来源:青禾县水务局\n更新时间:2024-01-08\n发布时间:2023-05-12",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        None,
        None,
    ),
    (
        "名 称:TITLE\n发布机构:青禾县水务局\n发文日期:2023-05-12\n效力状态:有效",
        "TITLE",
        "青禾县水务局",
        "2023-05-12",
        None,
        None,
    ),
]


@pytest.mark.parametrize(("head", "title", "publisher", "day", "index_no", "document_no"), LAYOUTS)
def test_a_page_says_this_of_itself(
    head: str, title: str, publisher: str | None, day: str | None, index_no: str | None, document_no: str | None
) -> None:
    facts = extract(read((head.replace("TITLE", TITLE) + BODY).encode(), name="page.txt"))
    found = [facts.title, facts.publisher, facts.index_no, facts.document_no]
    assert [value.value if value else None for value in found] == [
        title.replace("TITLE", TITLE),
        publisher,
        index_no,
        document_no,
    ]
    assert (facts.published_on.value.isoformat() if facts.published_on else None) == day
