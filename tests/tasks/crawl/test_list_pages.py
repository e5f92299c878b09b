"""Lists over several pages, as sites really page them, and lists that broke."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.tasks.crawl.nights import (
    ITEM,
    NEXT_NIGHT,
    crawl,
    outcomes,
    state,
)
from tests.tasks.crawl.portal import FAST, HOME, Hit, Reply, Route, article, listing, serve, small_site


def test_too_few_items_make_a_source_red(tmp_path: Path) -> None:
    with serve(small_site(3)) as portal:
        summary = crawl(portal.source(columns=[{"url": f"{HOME}/jxgl/", "minimum": 4}]), tmp_path)
    assert summary.state == "red"
    assert "at least 4" in (summary.reason or "")


def test_a_list_of_another_shape_is_told_and_its_good_state_kept(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        good = state(tmp_path, "/jxgl/")
        routes["/jxgl/"] = Reply(article("改版公告"))
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert summary.state == "red"
    assert outcomes(tmp_path, NEXT_NIGHT)["/jxgl/"].outcome == "changed_shape"
    assert state(tmp_path, "/jxgl/") == good


def test_a_list_that_says_more_than_it_shows_is_amber(tmp_path: Path) -> None:
    routes = small_site()
    routes["/jxgl/"] = Reply(listing({ITEM: "1号项目支出绩效自评报告"}, "共9条"))
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert summary.state == "amber"
    assert "1 items listed where the list says 9" in (summary.reason or "")


def test_an_empty_page_in_mid_list_is_a_failure(tmp_path: Path) -> None:
    routes = small_site()
    routes["/jxgl/"] = Reply(listing({ITEM: "1号项目支出绩效自评报告"}, "<a href='p2.html'>下一页</a>"))
    routes["/jxgl/p2.html"] = Reply(article("空"))
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert summary.state == "amber"
    assert "page 2 of the list" in (summary.reason or "")


def test_an_endless_pager_is_cut(tmp_path: Path) -> None:
    def page(hit: Hit) -> Reply:
        number = int(hit.path.removeprefix("/jxgl/p").removesuffix(".html") or 0)
        rows = {f"/jxgl/2024/{number}.html": f"{number}号项目支出绩效自评报告"}
        return Reply(listing(rows, f"<a href='/jxgl/p{number + 1}.html'>下一页</a>"))

    routes: dict[str, Route] = {f"/jxgl/p{n}.html": page for n in range(30)}
    with serve(routes) as portal:
        source = portal.source(columns=[{"url": f"{HOME}/jxgl/p0.html"}])
        summary = crawl(source, tmp_path, settings=replace(FAST, max_list_pages=4))
    assert summary.listed == 4
    assert "was cut after 4 pages" in (summary.reason or "")


def test_a_pager_that_repeats_itself_ends(tmp_path: Path) -> None:
    routes = small_site()
    rows = {ITEM: "1号项目支出绩效自评报告"}
    for number in range(30):
        more = f"<a href='/jxgl/p{number + 1}.html'>下一页</a>"
        routes[f"/jxgl/p{number}.html"] = Reply(listing(rows, more))
    with serve(routes) as portal:
        crawl(portal.source(columns=[{"url": f"{HOME}/jxgl/p0.html"}]), tmp_path)
        assert "/jxgl/p2.html" not in portal.paths()


def test_a_list_in_gb18030(tmp_path: Path) -> None:
    routes = small_site()
    row = "<li><a href='/jxgl/2024/1.html'>云岭县镕城项目自评</a>2024-05-01</li>"
    text = f"<html><meta charset=gb2312><ul class=l>{row}</ul>"
    routes["/jxgl/"] = Reply(text.encode("gb18030"), headers={"Content-Type": "text/html"})
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    found = state(tmp_path, ITEM)
    assert found is not None
    assert found.name == "云岭县镕城项目自评"


def test_a_jcms_site_that_cuts_its_pages(tmp_path: Path) -> None:
    numbers = range(1, 8)
    routes: dict[str, Route] = {f"/art/2024/5/{n}/art_9_{n}.html": Reply(article(f"{n}号项目")) for n in numbers}
    proxy = "/module/web/jpage/dataproxy.jsp"

    def answer(hit: Hit) -> Reply:
        asked = parse_qs(urlsplit(hit.path).query)
        start = int(asked["startrecord"][0])
        rows = "".join(
            f"<record><![CDATA[<li><a href='/art/2024/5/{n}/art_9_{n}.html'>{n}号项目自评</a></li>]]></record>"
            for n in numbers[start - 1 : start + 2]
        )
        return Reply(f"<datastore><totalrecord>7</totalrecord><recordset>{rows}</recordset></datastore>".encode())

    routes["/col/col9/index.html"] = Reply(
        f"<script>url:'{proxy}?columnid=9&unitid=3'</script>".encode() + article("栏目")
    )
    routes[proxy] = answer
    with serve(routes) as portal:
        summary = crawl(portal.source("jcms", [{"url": f"{HOME}/col/col9/index.html"}]), tmp_path)
    assert (summary.state, summary.reason, summary.listed) == ("green", None, 7)


def test_a_ucap_site(tmp_path: Path) -> None:
    routes: dict[str, Route] = {f"/y/c9/202405/{n:032x}.shtml": Reply(article(f"{n}号项目")) for n in range(25)}

    def answer(hit: Hit) -> Reply:
        page = int(parse_qs(urlsplit(hit.path).query)["page"][0])
        results = [
            {"title": f"{n}号项目自评", "url": f"/y/c9/202405/{n:032x}.shtml", "publishedTimeStr": "2024-05-01"}
            for n in range(20 * (page - 1), min(25, 20 * page))
        ]
        data = {"page": page, "rows": len(results), "total": 25, "results": results}
        return Reply(json.dumps({"data": data}).encode(), headers={"Content-Type": "application/json"})

    routes["/y/c9/list.shtml"] = Reply(article("栏目", "<script>var channelId = 'a9b8';</script>"))
    routes["/common/search/a9b8"] = answer
    with serve(routes) as portal:
        summary = crawl(portal.source("ucap", [{"url": f"{HOME}/y/c9/list.shtml"}]), tmp_path)
    assert (summary.state, summary.reason, summary.listed) == ("green", None, 25)
