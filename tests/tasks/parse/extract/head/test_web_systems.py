"""What pages of web systems say of themselves outside their article: in cells, in links, over two lines, in scripts."""

from __future__ import annotations

import json

import pytest

from tasks.parse.extract import extract
from tasks.parse.readers import read

TITLE = "青禾县农村供水管护经费绩效自评报告"
BODY = "<p>一、项目基本情况</p>" + "<p>年初预算安排供水管护经费20万元，实际支出20万元，年内完成了全部目标。</p>" * 4
SIDE = "<ul><li><a>某某中心2020年度项目支出绩效自评报告</a><span>2026-10-05</span></li></ul>"
RECORD = {
    "column": {"name": "绩效", "source": "专栏"},
    "title": TITLE,
    "source": "青禾县水务局",
    "publishTime": "2023-05-12 09:00:00",
    "content": BODY,
    "files": [{"title": "附件", "publishTime": "2020-01-01"}],
}
LISTED = [{"title": "别的报告", "source": "别的局", "publishTime": "2019-01-01"}]

CELLS = (
    f"<table><tr><td>{TITLE}</td></tr><tr><td><table><tr><td>发布日期：2023-05-12</td><td>来源：青禾县水务局</td>"
    f"<td>访问次数：</td></tr></table></td></tr><tr><td><div id=zoom>{BODY}</div></td></tr></table>"
)
PIPES = (
    f"<p>索引号：01526/2023-00045 | 公开主体：青禾县水务局 | 发布日期：2023-05-12 | 名称：{TITLE} | 主题分类：财政"
    " | 公开方式：主动公开 | 公开范围：面向全社会 | 时效性：有效 | 关键词： | 统一登记号：</p>"
)
LINK = (
    f"<div class=t>{TITLE}</div><ul><li>2023-05-12</li><li>来源：<a href=/>青禾县水务局</a></li></ul>"
    f"<div class=con>{BODY}</div>"
)


def script(record: dict[str, object]) -> str:
    return f"<div id=app></div><script>var s={json.dumps({'list': LISTED, 'detail': record})};</script>"


@pytest.mark.parametrize(
    "body",
    [
        CELLS,
        LINK,
        f"<div>{TITLE[:9]}<br>{TITLE[9:]}</div><div>来源：青禾县水务局 发布时间：2023-05-12</div><div>{BODY}</div>",
        script(RECORD),
        script({**RECORD, "publishTime": 1683853200000}),
        f"<div id=zoom><![CDATA[<p>{TITLE}</p><p>来源：青禾县水务局 时间：2023-05-12</p>{BODY}]]></div>",
    ],
    ids=["cells", "link", "two lines", "script", "milliseconds", "cdata"],
)
def test_title_publisher_and_day(body: str) -> None:
    page = f"<html><head><title>{TITLE}_青禾县人民政府</title></head><body>{SIDE}{body}{SIDE}</body></html>"
    found = extract(read(page.encode()))
    assert found.title is not None
    assert found.publisher is not None
    assert found.published_on is not None
    assert found.title.value == TITLE
    assert found.publisher.value == "青禾县水务局"
    assert found.published_on.value.isoformat() == "2023-05-12"


def test_a_row_of_the_information_box_is_no_title() -> None:
    box = "<tr><td>标　　题</td><td colspan=3>项目支出绩效目标申报表</td></tr>"
    box += "<tr><td>发文机构</td><td>青禾县水务局</td><td>信息分类</td><td>绩效、通知</td></tr>"
    found = extract(read(f"<html><body><table>{box}</table><div id=zoom>{BODY}</div></body></html>".encode()))
    assert found.title is not None
    assert found.title.value == "项目支出绩效目标申报表"


def test_the_title_of_a_box_ends_with_its_cell() -> None:
    box = f"<tr><th>名称：</th><td>{TITLE}</td><th>文号：</th><td>无</td></tr><tr><th>发布机构：</th><td>某局</td></tr>"
    found = extract(read(f"<html><body><table>{box}</table><div id=zoom>{BODY}</div></body></html>".encode()))
    assert found.title is not None
    assert found.title.value == TITLE


@pytest.mark.parametrize(
    "data",
    [
        "<p>发布日期：[2023/5/12]</p><p>作者：青禾县水务局</p>",
        "<p>发 布 时 间：2023年05月12日 10:21</p><p>来 源：青禾县水务局</p>",
        "<ul><li>发布于 2023-5-12</li><li>供稿：青禾县水务局</li></ul>",
        "<p>2023.05.12　浏览：12</p><p>【来源】青禾县水务局</p>",
        "<p>发布：2023-05-12</p><p>发布者：青禾县水务局</p>",
        "<p>索引码：a-1</p><p>公开部门：青禾县水务局</p><p>公布日期：2023-05-12</p>",
        PIPES,
    ],
)
def test_lines_of_page_data_outside_the_article_are_kept(data: str) -> None:
    page = f"<html><body>{SIDE}<h1>{TITLE}</h1><div>{data}</div><div id=zoom>{BODY}</div>{SIDE}</body></html>"
    found = extract(read(page.encode()))
    assert found.publisher is not None
    assert found.published_on is not None
    assert found.publisher.value == "青禾县水务局"
    assert found.published_on.value.isoformat() == "2023-05-12"


def test_an_empty_label_does_not_take_the_title_below_for_its_value() -> None:
    """发布机构 is empty, and the title begins with another body than the one that is named as the source."""
    shown = "<ul><li>发布机构：</li></ul><p>青禾经济开发区2021年度项目支出绩效自评表</p><p>来源：青禾县水务局</p>"
    found = extract(read(f"<html><body><div id=zoom>{shown}{BODY}</div></body></html>".encode()))
    assert found.publisher is not None
    assert found.publisher.value == "青禾县水务局"


def test_a_label_and_its_value_are_no_title() -> None:
    table = "<table><tr><td>转移支付(项目)名称</td><td>2024年农村供水管护补助项目</td></tr></table>"
    title = extract(read(f"<html><body><div id=zoom>{table}{BODY}</div></body></html>".encode())).title
    assert title is None or "名称" not in title.value
