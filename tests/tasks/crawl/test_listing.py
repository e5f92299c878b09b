"""Lists of the CMS families, in pages made in their manner."""

from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crawl.html import HtmlError
from tasks.crawl.listing import READERS, ListPage, ListRequest, read_list

SITE = "http://czj.yunling.jxtest.gov.cn"
SIDEBAR = """<div class="side"><h3>热门</h3><ul class="hot">
<li><a href="/xwzx/202401/t20240101_1.html">云岭县召开全县财政工作会议</a><span>2024-01-01</span></li>
<li><a href="/xwzx/202401/t20240102_2.html">云岭县财政局开展植树活动情况</a><span>2024-01-02</span></li>
<li><a href="/xwzx/202401/t20240103_3.html">云岭县财政局组织学习有关文件</a><span>2024-01-03</span></li></ul></div>"""
MENU = (
    "<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开栏目</a><a href='/zwgk/jxgl/'>绩效管理栏目</a></div>"
)


def first(column: str, content_type: str | None = None) -> ListRequest:
    return ListRequest(SITE + column, SITE + column, content_type=content_type)


def trs_page(rows: int, pager: str, start: int = 1) -> str:
    items = "".join(
        f'<li class="{"odd" if n % 2 else "even"}"><a href="./202306/t202306{n:02d}_{9000 + n}.html" '
        f'title="云岭县{n}号项目绩效自评报告">云岭县{n}号项目绩效...</a><span>2023-06-{n:02d}</span></li>'
        for n in range(start, start + rows)
    )
    return f"<html><body>{MENU}{SIDEBAR}<ul class='list'>{items}</ul><script>{pager}</script></body></html>"


def test_trs_list_and_its_next_page() -> None:
    page = read_list("trs", trs_page(2, 'createPageHTML(3, 0, "index", "html");').encode(), first("/zwgk/jxgl/"))
    assert [item.url for item in page.items] == [
        f"{SITE}/zwgk/jxgl/202306/t20230601_9001.html",
        f"{SITE}/zwgk/jxgl/202306/t20230602_9002.html",
    ]
    assert page.items[0].title == "云岭县1号项目绩效自评报告"
    assert page.total_pages == 3
    assert page.next is not None
    assert (page.next.url, page.next.number) == (f"{SITE}/zwgk/jxgl/index_1.html", 2)
    assert page.next.otherwise is not None
    assert page.next.otherwise.url == f"{SITE}/zwgk/jxgl/index_2.html"


def test_trs_goes_on_by_its_own_count_and_ends() -> None:
    body = trs_page(2, 'createPageHTML(3, 0, "list", "htm");').encode()
    second = read_list("trs", body, ListRequest(f"{SITE}/zwgk/jxgl/list_1.htm", f"{SITE}/zwgk/jxgl/", 2))
    assert second.next is not None
    assert second.next.url == f"{SITE}/zwgk/jxgl/list_2.htm"
    third = read_list("trs", body, ListRequest(f"{SITE}/zwgk/jxgl/list_2.htm", f"{SITE}/zwgk/jxgl/", 3))
    assert third.next is None


def test_trs_list_in_gb18030_with_a_wrong_label() -> None:
    text = trs_page(2, 'createPageHTML(1, 0, "index", "html");').replace("云岭县1号", "云岭县镕𠮷㙍")
    page = read_list("trs", text.encode("gb18030"), first("/zwgk/jxgl/", "text/html; charset=gb2312"))
    assert page.items[0].title == "云岭县镕𠮷㙍项目绩效自评报告"


def test_a_short_list_is_told_from_a_longer_side_bar() -> None:
    page = read_list("trs", trs_page(1, 'createPageHTML(1, 0, "index", "html");').encode(), first("/zwgk/jxgl/"))
    assert [item.title for item in page.items] == ["云岭县1号项目绩效自评报告"]


JCMS_COLUMN = """<html><body><div id="318"><script type="text/xml"><datastore><nextgroup>
<![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&amp;webid=7&amp;path=http://czj.yunling.jxtest.gov.cn/&amp;columnid=4410&amp;unitid=9921&amp;webname=%25E4%25BA%2591&amp;permissiontype=0"></a>]]>
</nextgroup><recordset></recordset></datastore></script></div></body></html>"""


def jcms_answer(numbers: range, total: int | None) -> bytes:
    records = "".join(
        f'<record><![CDATA[<li><span>2023-06-{n:02d}</span><a href="/art/2023/6/{n}/art_4410_{n}.html" '
        f"title='云岭县{n}号项目绩效自评'>云岭县{n}号项目…</a></li>]]></record>"
        for n in numbers
    )
    head = "" if total is None else f"<totalrecord>{total}</totalrecord><totalpage>9</totalpage>"
    return f"<datastore>{head}<recordset>{records}</recordset></datastore>".encode()


def test_jcms_column_leads_to_its_proxy() -> None:
    page = read_list("jcms", JCMS_COLUMN.encode(), first("/col/col4410/index.html"))
    assert page.items == ()
    assert page.trouble is None
    assert page.next is not None
    asked = parse_qs(urlsplit(page.next.url).query)
    assert urlsplit(page.next.url).path == "/module/web/jpage/dataproxy.jsp"
    assert asked["columnid"] == ["4410"]
    assert asked["startrecord"] == ["1"]
    assert asked["webname"] == ["%E4%BA%91"]  # encoded twice by the site, and so to be sent


def test_jcms_parameters_may_stand_in_the_script() -> None:
    script = "<script>$.ajax({url:'/module/web/jpage/dataproxy.jsp',data:{'columnid':'4410','unitid':'9921'}})</script>"
    page = read_list("jcms", script.encode(), first("/col/col4410/index.html"))
    assert page.next is not None
    assert parse_qs(urlsplit(page.next.url).query)["unitid"] == ["9921"]


def test_jcms_goes_on_behind_what_really_came() -> None:
    column = read_list("jcms", JCMS_COLUMN.encode(), first("/col/col4410/index.html"))
    assert column.next is not None
    page = read_list("jcms", jcms_answer(range(1, 4), 5), column.next)
    assert page.items[0].url == f"{SITE}/art/2023/6/1/art_4410_1.html"
    assert page.items[0].title == "云岭县1号项目绩效自评"
    assert page.total_items == 5
    assert page.next is not None
    asked = parse_qs(urlsplit(page.next.url).query)
    assert (asked["startrecord"], asked["page"]) == (["4"], ["2"])
    last = read_list("jcms", jcms_answer(range(4, 6), 5), page.next)
    assert last.next is None


def test_jcms_without_a_total_ends_at_an_empty_answer() -> None:
    request = ListRequest(f"{SITE}/module/web/jpage/dataproxy.jsp?page=2", f"{SITE}/col/", 3, listed=20)
    assert read_list("jcms", jcms_answer(range(1), None).replace(b"record>", b"x>"), request) == ListPage(())
    at_once = ListRequest(f"{SITE}/module/web/jpage/dataproxy.jsp?page=1", f"{SITE}/col/", 2)
    assert read_list("jcms", b"<datastore></datastore>", at_once).trouble


def vsb_page(numbers: range, pager: str) -> bytes:
    rows = "".join(
        f'<tr><td><a href="../info/1002/{n}.htm" title="云岭县{n}号项目绩效自评表">云岭县{n}号项目</a></td>'
        f"<td>2024/05/{n:02d}</td></tr>"
        for n in numbers
    )
    table = f"<table class='winstyle'>{rows}</table>"
    return f"<html><body>{MENU}{table}<div class='pb_sys_common'>{pager}</div></body></html>".encode()


def test_vsb_follows_the_link_because_its_pages_count_down() -> None:
    pager = (
        '<span class="p_t">共52条</span><span class="p_no"><a href="jxgl/10.htm">2</a></span>'
        '<span class="p_next p_fun"><a href="jxgl/10.htm">下页</a></span><span class="p_t">1/11</span>'
    )
    page = read_list("vsb", vsb_page(range(1, 6), pager), first("/czj/jxgl.htm"))
    assert len(page.items) == 5
    assert page.items[0].url == f"{SITE}/info/1002/1.htm"
    assert page.total_items == 52
    assert page.next is not None
    assert page.next.url == f"{SITE}/czj/jxgl/10.htm"


def test_vsb_last_page_has_no_next() -> None:
    pager = '<span class="p_t">共5条</span><span class="p_next_d">下页</span>'
    assert read_list("vsb", vsb_page(range(1, 6), pager), first("/czj/jxgl.htm")).next is None


def ucap_answer(numbers: range, total: int) -> bytes:
    results = [
        {
            "title": f"<em>云岭县</em>{n}号项目绩效自评报告",
            "url": f"//czj.yunling.jxtest.gov.cn/ylx/c100289/202411/{n:032x}.shtml",
            "publishedTimeStr": "2024-11-05 10:00:00",
        }
        for n in numbers
    ]
    return json.dumps({"data": {"page": 1, "rows": 20, "total": total, "results": results}}).encode()


def test_ucap_column_leads_to_its_channel() -> None:
    body = b"<html><script>var url='/common/search/9d31674735424ce1860a6faff5f6d01d?_isAgg=true';</script></html>"
    page = read_list("ucap", body, first("/ylx/c100289/list.shtml"))
    assert page.next is not None
    assert page.next.url.startswith(f"{SITE}/common/search/9d31674735424ce1860a6faff5f6d01d?_isAgg=true&_isJson=true")
    assert page.next.url.endswith("&page=1")


@pytest.mark.parametrize("body", [b"<script>channelId: 'abc123'</script>", b'<input data-x channelid="abc123">'])
def test_ucap_channel_may_be_a_parameter(body: bytes) -> None:
    page = read_list("ucap", body, first("/ylx/list.shtml"))
    assert page.next is not None
    assert "/common/search/abc123?" in page.next.url


def test_ucap_pages_until_the_total() -> None:
    request = ListRequest(f"{SITE}/common/search/abc?_isJson=true&page=1", f"{SITE}/ylx/c100289/list.shtml", 2)
    page = read_list("ucap", ucap_answer(range(1, 4), 5), request)
    assert page.items[0].title == "云岭县1号项目绩效自评报告"
    assert page.items[0].url == f"{SITE}/ylx/c100289/202411/{1:032x}.shtml"
    assert page.next is not None
    assert page.next.url.endswith("page=2")
    assert read_list("ucap", ucap_answer(range(4, 6), 5), page.next).next is None


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"data": null}', b'{"data":{"results":{},"total":1}}', b"[" * 5000]
)
def test_ucap_answers_of_another_shape_are_told(body: bytes) -> None:
    request = ListRequest(f"{SITE}/common/search/abc?_isJson=true&page=1", f"{SITE}/ylx/", 2)
    assert read_list("ucap", body, request).trouble


def test_plain_list_with_count_and_next() -> None:
    rows = "".join(
        f"<dd><a href='{n}.html'>云岭县{n}号项目支出绩效评价结果</a> [2024年5月{n}日]</dd>" for n in range(1, 4)
    )
    pager = "共 3 条记录 <a href='p2.html'>下一页</a>"
    body = f"<html><base href='/zwgk/jxgl/x/'><body>{MENU}{SIDEBAR}<dl>{rows}</dl>{pager}</body>"
    page = read_list("plain", body.encode(), first("/zwgk/jxgl/"))
    assert [item.url for item in page.items] == [f"{SITE}/zwgk/jxgl/x/{n}.html" for n in (1, 2, 3)]
    assert page.total_items == 3
    assert page.next is not None
    assert page.next.url == f"{SITE}/zwgk/jxgl/x/p2.html"


def test_an_item_may_be_a_file_or_lie_elsewhere() -> None:
    rows = (
        "<li><a href='files/a.pdf'>云岭县项目绩效评价报告.pdf</a><i>2024-05-01</i></li>"
        "<li><a href='http://www.yunling.jxtest.gov.cn/b.html'>县政府的绩效评价通知</a><i>2024-05-02</i></li>"
    )
    page = read_list("plain", f"<ul class='l'>{rows}</ul>".encode(), first("/zwgk/jxgl/"))
    assert {item.url for item in page.items} == {
        f"{SITE}/zwgk/jxgl/files/a.pdf",
        "http://www.yunling.jxtest.gov.cn/b.html",
    }


def test_a_list_that_says_it_is_empty_is_believed() -> None:
    assert read_list("plain", "<ul></ul>共0条".encode(), first("/zwgk/jxgl/")).trouble is None
    assert read_list("plain", b"<ul></ul>", first("/zwgk/jxgl/")).trouble


@pytest.mark.parametrize("template", sorted(READERS))
@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_give_a_page_or_trouble(template: str, body: bytes) -> None:
    for path in ("/zwgk/jxgl/", "/module/web/jpage/dataproxy.jsp?page=1", "/common/search/abc?_isJson=true&page=1"):
        page = read_list(template, body, first(path))
        assert page.items or page.trouble or page.next


def test_lists_nested_beyond_reason_are_refused() -> None:
    body = b"<div>" * 100_000 + b"<a href='a.html'>abcdefgh</a>"
    with pytest.raises(HtmlError):
        read_list("plain", body, first("/zwgk/jxgl/"))


@pytest.mark.timeout(60)
def test_hostile_lists_take_linear_time() -> None:
    for body in (
        b"<record>" * 300_000,
        b"module/" * 300_000,
        "共".encode() * 300_000,
        b"<p>" + b"<a href=1.html>aaaaaaaa</a>" * 60_000,
        b"createPageHTML(" * 100_000,
    ):
        for template in READERS:
            with suppress(HtmlError):
                read_list(template, body, first("/module/web/jpage/dataproxy.jsp?page=1"))
