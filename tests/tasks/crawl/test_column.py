"""Listing a column against small real sites: holes, repetitions, what lies outside, what a source expects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tasks.crawl.journal import open_journal
from tasks.crawl.site import crawl_source
from tasks.crawl.summary import CrawlSummary
from tests.tasks.crawl.portal import FAST, HOME, Hit, Portal, Reply, Route, article, listing, serve

NIGHT = "20260301T180000Z"


def crawl(portal: Portal, tmp_path: Path, template: str = "plain", **column: Any) -> CrawlSummary:
    source = portal.source(template, [{"url": f"{HOME}/jxgl/"} | column])
    return crawl_source(source, tmp_path, NIGHT, FAST)


def pages_of_a_search(holes: set[int], total: int = 60) -> dict[str, Route]:
    """A channel of three pages, of which some answer as if they were empty."""

    def answer(hit: Hit) -> Reply:
        page = int(parse_qs(urlsplit(hit.path).query)["page"][0])
        numbers = [] if page in holes else range(20 * (page - 1), min(total, 20 * page))
        rows = [{"title": f"{n}号项目自评", "url": f"/y/{n}.html", "publishedTimeStr": "2024-05-01"} for n in numbers]
        return Reply(json.dumps({"data": {"total": total, "results": rows}}).encode())

    routes: dict[str, Route] = {f"/y/{n}.html": Reply(article(f"{n}号项目")) for n in range(total)}
    routes["/jxgl/"] = Reply(article("栏目", "<script>var channelId = 'a9b8';</script>"))
    routes["/common/search/a9b8"] = answer
    return routes


def test_a_hole_in_mid_list_costs_its_own_items_only(tmp_path: Path) -> None:
    with serve(pages_of_a_search({2})) as portal:
        summary = crawl(portal, tmp_path, "ucap")
    assert (summary.state, summary.listed) == ("amber", 40)
    assert "page 3 of the list could not be had: the search gives no results" in (summary.reason or "")
    assert "40 items listed where the list says 60" in (summary.reason or "")


def test_a_list_whose_first_page_is_empty_but_should_not_be_is_red(tmp_path: Path) -> None:
    with serve(pages_of_a_search({1, 2, 3})) as portal:
        summary = crawl(portal, tmp_path, "ucap")
    assert (summary.state, summary.listed) == ("red", 0)


def rows(*paths: str) -> dict[str, str]:
    return {path: f"{number}号项目支出绩效自评报告" for number, path in enumerate(paths)}


def test_items_outside_of_what_the_source_names_are_left_out_and_told(tmp_path: Path) -> None:
    inside, outside = "/jxgl/2024/1.html", "/xwzx/2024/2.html"
    routes: dict[str, Route] = {path: Reply(article(path)) for path in (inside, outside)}
    routes["/jxgl/"] = Reply(listing(rows(inside, outside), "共2条"))
    with serve(routes) as portal:
        summary = crawl(portal, tmp_path, within=["/jxgl/"])
        assert outside not in portal.paths()
    assert (summary.state, summary.listed) == ("green", 1)
    assert "1 items lie outside /jxgl/ and were left out" in (summary.reason or "")


def test_a_year_without_items_is_told(tmp_path: Path) -> None:
    path = "/jxgl/2024/1.html"
    routes: dict[str, Route] = {path: Reply(article("一")), "/jxgl/": Reply(listing(rows(path), "共1条"))}
    with serve(routes) as portal:
        assert crawl(portal, tmp_path / "a", years=[2024, 2024]).state == "green"
        summary = crawl(portal, tmp_path / "b", years=[2022, 2024])
    assert summary.state == "amber"
    assert "nothing listed of 2022, 2023" in (summary.reason or "")


def test_a_list_that_does_not_say_how_much_it_has_is_unverified(tmp_path: Path) -> None:
    path = "/jxgl/2024/1.html"
    routes: dict[str, Route] = {path: Reply(article("一")), "/jxgl/": Reply(listing(rows(path)))}
    with serve(routes) as portal:
        summary = crawl(portal, tmp_path)
    assert summary.state == "green"
    assert "unverified, since the list does not say how many items it has" in (summary.reason or "")


def test_a_page_that_repeats_what_was_listed_is_told(tmp_path: Path) -> None:
    path = "/jxgl/2024/1.html"
    routes: dict[str, Route] = {path: Reply(article("一"))}
    for number in range(1, 4):
        routes[f"/jxgl/p{number}.html"] = Reply(listing(rows(path), f"<a href='/jxgl/p{number + 1}.html'>下一页</a>"))
    routes["/jxgl/"] = Reply(listing(rows(path), "<a href='/jxgl/p1.html'>下一页</a>"))
    with serve(routes) as portal:
        summary = crawl(portal, tmp_path)
        assert "/jxgl/p2.html" not in portal.paths()
    assert summary.state == "amber"
    assert "page 2 only repeats what was listed before" in (summary.reason or "")


PAGER = "<a href='javascript:void(0)' onclick='goPage(2)'>下一页</a>"


def paged(names: list[str], says: str, per_page: int = 2) -> dict[str, Route]:
    """A list over pages of these names, whose pager is a script."""
    routes: dict[str, Route] = {}
    for page, name in enumerate(names):
        paths = [f"/jxgl/2024/{page * per_page + n}.html" for n in range(per_page)]
        routes |= {path: Reply(article(path)) for path in paths}
        routes[f"/jxgl/{name}"] = Reply(listing(rows(*paths), says + PAGER))
    return routes


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (["", "index_1.html", "index_2.html"], []),
        (["", "index_2.html", "index_3.html"], ["/jxgl/index_1.html"]),
    ],
)
@pytest.mark.parametrize("says", ["共6条", "共3页", ""])
def test_the_pages_of_a_pager_without_addresses_are_guessed(
    tmp_path: Path, names: list[str], asked: list[str], says: str
) -> None:
    with serve(paged(names, says)) as portal:
        summary = crawl(portal, tmp_path)
        missed = [path for path in portal.paths() if path.startswith("/jxgl/index") and path[6:] not in names]
    assert (summary.state, summary.listed, summary.failed) == ("green", 6, 0)
    behind = [] if says else [f"/jxgl/index_{int(names[-1][6]) + 1}.html"]
    assert missed == asked + behind


def test_a_parameter_may_be_the_number_of_the_page(tmp_path: Path) -> None:
    with serve(paged(["list.jsp", "list.jsp?page=2", "list.jsp?page=3"], "共6条")) as portal:
        assert crawl(portal, tmp_path, url=f"{HOME}/jxgl/list.jsp").listed == 6


def test_a_guess_that_only_leads_back_is_none(tmp_path: Path) -> None:
    routes = paged([""], "共9条")
    routes["/jxgl/index_1.html"] = routes["/jxgl/index_2.html"] = routes["/jxgl/"]
    with serve(routes) as portal:
        summary = crawl(portal, tmp_path / "a")
        short = "2 items listed where the list says 9"
        assert (summary.state, summary.listed) == ("amber", 2)
        assert short in (summary.reason or "")
        accepted = crawl(portal, tmp_path / "b", minimum=2, accept_short="只显示最近两条")
        assert accepted.state == "green"
        assert f"{short} (accepted: 只显示最近两条)" in (accepted.reason or "")
        assert crawl(portal, tmp_path / "c", minimum=3, accept_short="只显示最近三条").state == "red"


def test_one_bad_row_never_loses_the_list(tmp_path: Path) -> None:
    good = {"title": "一号项目自评", "url": "/y/1.html"}
    bad = [
        None,
        7,
        {},
        {"title": "无地址"},
        {"url": "/y/2.html"},
        {"title": [], "url": {}},
        {"title": "x", "url": "http://["},
    ]
    routes = pages_of_a_search(set(), 1)
    answer = {"data": {"total": 8, "results": [*bad, good]}}
    routes["/common/search/a9b8"] = Reply(json.dumps(answer).encode())
    routes["/y/1.html"] = Reply(article("一号项目"))
    with serve(routes) as portal:
        assert crawl(portal, tmp_path, "ucap").listed == 1
    with open_journal(tmp_path) as journal:
        assert journal.state(HOME + "/y/1.html") is not None


def test_the_list_inside_a_frame_is_found(tmp_path: Path) -> None:
    path = "/jxgl/2024/1.html"
    routes: dict[str, Route] = {path: Reply(article("一")), "/jxgl/inner.html": Reply(listing(rows(path), "共1条"))}
    routes["/jxgl/"] = Reply(article("栏目", "<iframe src='/login/'></iframe><iframe src='/jxgl/inner.html'></iframe>"))
    with serve(routes) as portal:
        summary = crawl(portal, tmp_path)
    assert (summary.state, summary.listed) == ("green", 1)
