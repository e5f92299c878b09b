"""The quirks of the further families of lists, on answers made in their manner."""

from __future__ import annotations

import gzip
import json
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crawl.listing import READERS, ListPage, ListRequest, read_list
from tasks.crawl.listing.gkmlpt import categories, wanted_categories
from tasks.crawl.listing.sniff import sniff

SITE = "http://czj.yunling.jxtest.gov.cn"
APIS = {
    "jpaas": "/api-gateway/jpaas-publish-server/front/page/build/unit?webId=1&pageId=2&tplSetId=3&paramJson=%7B%7D",
    "gkmlpt": "/gkmlpt/api/all/12?page=1&sid=5",
    "jcms-xxgk": "/module/xxgk/search.jsp?area=1&currpage=1",
    "openness": "/opennessTarget/?branch_id=57a3df762c262ea9a00aae58&column_code=190130&page=1",
    "epoint": "/EWB-FRONT/rest/lightfrontaction/getgovinfolist",
    "truecms": "/TrueCMS/messageController/getMessage.do?startrecord=1&endrecord=10&perpage=10&columnId=a",
    "content": "/9886/9901/index.htm",
    "slugs": "/xxgk-list-jxzp.html",
    "sitemap": "/sitemap.xml",
    "feed": "/rss.xml",
}


def first(column: str, **carried: str) -> ListRequest:
    return ListRequest(SITE + column, SITE + column, carried=tuple(sorted(carried.items())))


def asked(page: ListPage) -> dict[str, list[str]]:
    assert page.next is not None
    return parse_qs(urlsplit(page.next.url).query)


# gkmlpt

TREE = [
    {"id": 1, "name": "机构职能", "children": []},
    {"id": 2, "name": "财政信息", "children": [{"id": 21, "name": "绩效目标"}, {"id": 22, "name": "绩效自评"}]},
    {"id": 3, "name": "绩效外链", "jump_url": "http://elsewhere.example/"},
]
INDEX = f"<script>window._CONFIG = {{SID: '755031', TREE: {json.dumps(TREE, ensure_ascii=False)}, X: 1}}</script>"


def articles(numbers: range, count: int) -> bytes:
    rows = [
        {
            "title": f"{n}号项目自评",
            "url": f"{SITE}/gkmlpt/content/1/1/post_{n}.html",
            "date": 1_700_000_000 + n,
            "attachment": [{"url": f"/attachment/{n}.docx", "name": "自评表"}, "/attachment/b.pdf", 7, {"name": "x"}],
        }
        for n in numbers
    ]
    return json.dumps({"classify": {"post_count": count}, "articles": [*rows, None, {"title": "无地址"}]}).encode()


def test_gkmlpt_takes_the_category_of_the_address_or_those_about_performance() -> None:
    assert categories(INDEX) == {"1": "机构职能", "21": "绩效目标", "22": "绩效自评"}
    assert wanted_categories(INDEX) == ["21", "22"]
    named = ListRequest(f"{SITE}/gkmlpt/index", f"{SITE}/gkmlpt/index#12")
    page = read_list("gkmlpt", INDEX.encode(), named)
    assert page.next is not None
    assert page.next.url == f"{SITE}/gkmlpt/api/all/12?page=1&sid=755031"


def test_gkmlpt_goes_through_all_categories_and_adds_their_counts() -> None:
    page = read_list("gkmlpt", INDEX.encode(), first("/gkmlpt/index"))
    assert page.next is not None
    one = read_list("gkmlpt", articles(range(2), 2), page.next)
    assert [file.url for file in one.items[0].files] == [f"{SITE}/attachment/0.docx", f"{SITE}/attachment/b.pdf"]
    assert one.items[0].published_on == date(2023, 11, 15)  # in China it is already the next day
    assert one.next is not None
    assert "/api/all/22?page=1" in one.next.url
    two = read_list("gkmlpt", articles(range(10, 13), 3), one.next)
    assert (two.total_items, two.next) == (5, None)


def test_gkmlpt_of_a_department_keeps_its_folder() -> None:
    page = read_list("gkmlpt", INDEX.encode(), first("/yjzjj/gkmlpt/index"))
    assert page.next is not None
    assert page.next.url.startswith(f"{SITE}/yjzjj/gkmlpt/api/all/21?")


# jpaas


def test_jpaas_sends_the_page_number_inside_param_json() -> None:
    column = "<script queryData=\"{&quot;webId&quot;:&quot;9&quot;,'pageId':'8','tplSetId':'7','tagId':'列表'}\">"
    page = read_list("jpaas", column.encode(), first("/col/col1/index.html"))
    assert asked(page)["parseType"] == ["bulidstatic"]
    assert json.loads(asked(page)["paramJson"][0])["pageNo"] == 1
    assert page.next is not None
    html = (
        '<ul><li><a href="/art/2024/art_1.html">一号项目自评</a></li></ul><div class="pagination" rows="15" count="20">'
    )
    answer = read_list("jpaas", json.dumps({"success": True, "data": {"html": html}}).encode(), page.next)
    assert (len(answer.items), answer.total_items) == (1, 20)
    assert json.loads(asked(answer)["paramJson"][0])["pageNo"] == 2


# jcms, module xxgk


def test_an_older_module_of_jcms_is_asked_at_its_own_address() -> None:
    script = "<script>url='/zfxxgk/search.jsp?showsub=1&orderbysub=0&cid=140&jdid=1&divid=div140'</script>"
    page = read_list("jcms-xxgk", script.encode(), first("/zfxxgk/col/col140/index.html"))
    assert page.next is not None
    assert page.next.url.startswith(f"{SITE}/zfxxgk/search.jsp?")
    assert (asked(page)["cid"], asked(page)["currpage"]) == (["140"], ["1"])
    assert page.next.post is not None
    rows = "".join(
        f"<tr><td><a href='/art/2009/10/19/art_{c}_2{c}.html'>{c}栏目的文件</a></td></tr>" for c in (140, 141)
    )
    answer = read_list("jcms-xxgk", f"<table>{rows}</table>共2页".encode(), page.next)
    assert [item.url for item in answer.items] == [f"{SITE}/art/2009/10/19/art_140_2140.html"]
    assert (answer.length, answer.total_pages) == (2, 2)
    assert asked(answer)["currpage"] == ["2"]


# epoint

EPOINT = {"category": "003", "department": "", "site": "guid"}


def epoint(numbers: range, total: int, as_text: bool = False) -> bytes:
    rows = [{"infourl": f"/zwgk/{n}.html", "title": f"{n}号项目", "infodate": "2024-05-06"} for n in numbers]
    custom: object = {"total": str(total), "data": rows}
    return json.dumps({"custom": json.dumps(custom) if as_text else custom}).encode()


def test_epoint_finds_site_and_category_and_posts() -> None:
    column = read_list("epoint", b"<html>", first("/zwgk/govInfoPub.html?categorynum=003&deptcode="))
    assert column.next is not None
    assert column.next.url == f"{SITE}/js/webBuilderCommon.js"
    script = b'var siteInfo = {"projectName": "/EWB_YK_Mid", "siteGuid": "guid"};'
    listed = read_list("epoint", script, column.next)
    assert listed.next is not None
    assert listed.next.url == f"{SITE}/EWB_YK_Mid/rest/lightfrontaction/getgovinfolist"
    posted = json.loads(listed.next.post or "")
    assert (posted["siteGuid"], posted["categorynum"], posted["pageIndex"]) == ("guid", "003", 0)


@pytest.mark.parametrize("as_text", [False, True])
def test_epoint_pages_count_from_zero_or_from_one(as_text: bool) -> None:
    path = APIS["epoint"]
    zero = read_list("epoint", epoint(range(2), 5, as_text), first(path, page="0", **EPOINT))
    assert zero.next is not None
    assert json.loads(zero.next.post or "")["pageIndex"] == 1
    again = read_list("epoint", epoint(range(2), 5, as_text), zero.next)  # counts from one: page 1 is page 0 again
    assert (again.items, again.trouble) == ((), None)
    assert again.next is not None
    assert json.loads(again.next.post or "")["pageIndex"] == 2
    last = read_list("epoint", epoint(range(2, 5), 5, as_text), again.next)
    assert (len(last.items), last.next) == (3, None)


def test_an_empty_page_before_the_end_is_trouble() -> None:
    assert read_list("epoint", epoint(range(0), 5), first(APIS["epoint"], page="1", **EPOINT)).trouble
    empty = json.dumps({"data": {"results": [], "total": 60}}).encode()
    page = read_list("ucap", empty, first("/common/search/abc?_isJson=true&page=2"))
    assert page.trouble
    assert page.next is not None  # what stands behind the hole is still asked for
    assert asked(page)["page"] == ["3"]


# truecms


def test_truecms_tries_windows_from_large_to_small() -> None:
    column = b"<script>proxyUrl:'/TrueCMS/messageController/getMessage.do', ajaxParam:{columnId:'a-1'}</script>"
    page = read_list("truecms", column, first("/jx/jx.html"))
    request, windows = page.next, []
    while request is not None:
        windows.append((parse_qs(urlsplit(request.url).query)["perpage"][0], request.trial))
        request = request.otherwise
    assert windows == [("50", True), ("20", True), ("10", False)]
    rows = "".join(
        f"<record><![CDATA[<li><a href='/jx/content/{n}.html'>{n}号项目</a></li>]]></record>" for n in range(10)
    )
    result = f"<datastore><totalrecord>12</totalrecord><recordset>{rows}</recordset></datastore>"
    answer = read_list("truecms", f"jixiao({json.dumps({'result': result})});".encode(), first(APIS["truecms"]))
    assert (len(answer.items), answer.total_items, asked(answer)["startrecord"]) == (10, 12, ["11"])


# pagers


def test_content_sites_say_their_pages_in_a_script() -> None:
    rows = "".join(f'<li><a href="content_{n}.html">{n}号项目自评</a> 2024-05-06</li>' for n in range(3))
    body = f"<ul>{rows}</ul><script>if(num<1) num=1; else if(num>4) num=4;</script>".encode()
    page = read_list("content", body, first("/9886/9901/index.htm"))
    assert page.next is not None
    assert page.next.url == f"{SITE}/9886/9901/index_2.htm"
    assert page.next.otherwise is not None
    assert page.next.otherwise.url == f"{SITE}/9886/9901/index_3.htm"
    assert page.total_pages == 4
    old = read_list("content", body, first("/9886/9901/index.jsp?pager.offset=0&pager.desc=false"))
    assert asked(old)["pager.offset"] == ["3"]
    assert page.items[0].published_on == date(2024, 5, 6)


def test_slug_and_openness_pagers_know_only_their_own_column() -> None:
    rows = "<ul><li><a href='/xxgk-show-1.html'>一号项目自评</a></li></ul>"
    body = f"{rows}<a href='/xxgk-list-gsgg-9.html'>9</a><a href='xxgk-list-jxzp-3.html'>3</a>".encode()
    page = read_list("slugs", body, first("/xxgk-list-jxzp.html"))
    assert (page.total_pages, page.next and page.next.url) == (3, f"{SITE}/xxgk-list-jxzp-2.html")
    other = "<a href='/opennessTarget/?branch_id=x&column_code=777&page=9'>9</a>"
    mine = "<a href='/opennessTarget/?branch_id=x&column_code=190130&page=2'>2</a>"
    rows = f"<a href='/openness/detail/content/{'a' * 24}.html'>一号项目自评</a>"
    found = read_list(
        "openness", f"<table><tr><td>{rows}</td></tr></table>{other}{mine}".encode(), first(APIS["openness"])
    )
    assert (found.total_pages, asked(found)["page"]) == (2, ["2"])


def test_the_next_link_stays_in_the_folder_of_the_column() -> None:
    rows = "<ul class=l><li><a href='/jxgl/1.html'>一号项目自评</a> 2024-05-06</li></ul>"
    for href in ("/calendar/2099/", "http://elsewhere.example/jxgl/2.html"):
        following = read_list("plain", f"{rows}<a href='{href}'>下一页</a>".encode(), first("/jxgl/")).next
        assert following is not None
        assert (following.guess, following.url) == (True, f"{SITE}/jxgl/index_1.html")


# XML

OLDER = "<url><loc>/a/1.html</loc><lastmod>2020-01-01</lastmod></url>"
NEWER = "<url><loc>/a/2.html</loc><lastmod>2024-01-01</lastmod></url>"
URLSET = f"<urlset>{OLDER}{NEWER}</urlset>"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


def test_a_sitemap_gives_what_changed_last_first() -> None:
    for body in (URLSET.encode(), gzip.compress(URLSET.encode())):
        page = read_list("sitemap", body, first("/sitemap.xml"))
        assert [item.url for item in page.items] == [f"{SITE}/a/2.html", f"{SITE}/a/1.html"]
        assert page.total_items == 2


def test_an_index_of_sitemaps_is_gone_through_and_one_bad_sitemap_costs_only_itself() -> None:
    index = "".join(f"<sitemap><loc>/s{n}.xml</loc></sitemap>" for n in range(2))
    page = read_list("sitemap", f"<sitemapindex>{index}</sitemapindex>".encode(), first("/sitemap.xml"))
    assert page.next is not None
    bad = read_list("sitemap", BOMB.encode(), page.next)
    assert bad.trouble == "it declares a document type"
    assert bad.next is not None
    assert bad.next.url == f"{SITE}/s1.xml"
    assert len(read_list("sitemap", URLSET.encode(), bad.next).items) == 2


@pytest.mark.parametrize("template", ["sitemap", "feed"])
@pytest.mark.parametrize(
    "body",
    [BOMB, "<a>" * 100_000, "<urlset>" + "<url/>" * 310_000, "<rss", "<x/>", "\x00", "<urlset><url>&nbsp;</url>"],
)
def test_hostile_xml_is_told_and_not_read(template: str, body: str) -> None:
    assert read_list(template, body.encode(), first("/sitemap.xml")).trouble


def test_a_packed_bomb_is_not_unpacked() -> None:
    assert read_list("sitemap", gzip.compress(b" " * 55_000_000), first("/sitemap.xml")).trouble


def test_feeds_of_both_kinds_with_pages_and_files() -> None:
    rss = (
        "<rss xmlns:a='http://www.w3.org/2005/Atom'><channel><a:link rel='next' href='/rss.xml?page=2'/><item><title>"
        "<![CDATA[一号项目自评]]></title><link>/a/1.html</link><pubDate>Tue, 07 May 2024 20:00:00 +0000</pubDate>"
        "<enclosure url='/a/1.docx'/></item></channel></rss>"
    )
    page = read_list("feed", rss.encode("gb18030"), first("/rss.xml"))
    (item,) = page.items
    assert (item.url, item.title, item.published_on) == (f"{SITE}/a/1.html", "一号项目自评", date(2024, 5, 8))
    assert [file.url for file in item.files] == [f"{SITE}/a/1.docx"]
    assert page.next is not None
    assert page.next.url == f"{SITE}/rss.xml?page=2"
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='/a.xml'/><entry><title>二号项目自评</title>"
        "<link rel='self' href='/x'/><link href='/a/2.html'/><updated>2024-05-06T09:00:00Z</updated></entry></feed>"
    )
    (item,) = read_list("feed", atom.encode(), first("/atom.xml")).items
    assert (item.url, item.published_on) == (f"{SITE}/a/2.html", date(2024, 5, 6))


# all of them


def test_a_gkmlpt_answer_without_articles_and_count_is_no_empty_list() -> None:
    request = first(APIS["gkmlpt"], **(EPOINT | {"page": "0", "sid": "5", "category": "12", "left": "", "before": "0"}))
    assert read_list("gkmlpt", b'{"articles": []}', request).trouble
    counted = read_list("gkmlpt", b'{"articles": [], "total": 0}', request)
    assert (counted.trouble, counted.total_items) == (None, 0)


@pytest.mark.parametrize("template", sorted(APIS))
@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(
        ["data", "html", "articles", "classify", "post_count", "custom", "total", "result", "url", "infourl", "title"]
    ), inner, max_size=4)), max_leaves=12).map(lambda value: json.dumps(value).encode())))  # fmt: skip
def test_any_answer_of_an_interface_gives_a_page_or_trouble(template: str, body: bytes) -> None:
    carried = EPOINT | {"page": "0", "sid": "5", "category": "12", "left": "", "before": "0"}
    page = read_list(template, body, first(APIS[template], **carried))
    assert page.items or page.trouble or page.next or page.total_items is not None


@pytest.mark.timeout(60)
def test_hostile_pages_of_interfaces_take_linear_time() -> None:
    for body in ("[" * 50_000, '{"a":' * 50_000, "/search.jsp" * 50_000, "queryData=" * 50_000, "cb(" * 50_000,
                 "TREE: [" * 50_000, "content_" * 50_000, "siteInfo" * 50_000, "/a/b/c/d/e" * 50_000):  # fmt: skip
        for template in sorted(READERS):
            read_list(template, body.encode(), first(APIS.get(template, "/jxgl/"), **EPOINT))
        sniff(body, SITE + "/jxgl/")
