"""Articles over several pages: which addresses are theirs, and how they are handed on."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tasks.crawl.handover import write_manifest
from tasks.crawl.html import Page
from tasks.crawl.parts import MOST_PARTS, find_parts
from tests.tasks.crawl.nights import NEXT_NIGHT, crawl, outcomes
from tests.tasks.crawl.portal import HOME, Reply, article, listing, serve, small_site

ARTICLE = f"{HOME}/jxgl/202306/t20230607_5512.html"


def parts(body: str, url: str = ARTICLE) -> list[str]:
    return [part.rsplit("/", 1)[1] for part in find_parts(Page(f"<html><body>{body}</body></html>".encode()), url)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<script>createPageHTML(3,0,"t20230607_5512","html");</script>',
         ["t20230607_5512_1.html", "t20230607_5512_2.html"]),
        ("<script>createPageHTML( 2 , 0, 't20230607_5512', 'html')</script>", ["t20230607_5512_1.html"]),
        ('<script>createPageHTML(1,0,"t20230607_5512","html");</script>', []),
        ('<script>createPageHTML(9,0,"index","html");</script>', []),
        ('<script>createPageHTML(3,0,"t20230607_5599","html");</script>', []),
        ('<a href="t20230607_5512_2.html">2</a><a href="./t20230607_5512_3.html">3</a>',
         ["t20230607_5512_2.html", "t20230607_5512_3.html"]),
        ('<a href="t20230607_5512-2.html">下一页</a><a href="t20230607_5512-4.html">尾页</a>',
         ["t20230607_5512-2.html", "t20230607_5512-3.html", "t20230607_5512-4.html"]),
        ('<a href="t20230607_5512_1.html">[2]</a>', ["t20230607_5512_1.html"]),
        # A neighbour is named like a page of this one, but its link says what it is.
        ('<a href="t20230607_5512_2.html">关于印发管理办法的通知</a>', []),
        ('<a href="../202307/t20230607_5512_2.html">下一页</a>', []),
        ('<a href="http://www.elsewhere.jxtest.gov.cn/jxgl/202306/t20230607_5512_2.html">下一页</a>', []),
        ('<a href="t20230607_5512_7.html">7</a>', []),
        ("<p>一页</p>", []),
    ],
)  # fmt: skip
def test_only_pages_named_after_the_first_are_the_articles(body: str, found: list[str]) -> None:
    assert parts(body) == found


@pytest.mark.parametrize(
    "pager",
    [
        '<script>createPageHTML(999,0,"t20230607_5512","html");</script>',
        '<a href="t20230607_5512_2.html">2</a><a href="t20230607_5512_99.html">尾页</a>',
    ],
)
def test_an_article_has_no_more_pages_than_are_honest(pager: str) -> None:
    assert len(parts(pager)) == MOST_PARTS - 1


def test_an_address_without_a_file_name_has_no_parts() -> None:
    assert parts('<script>createPageHTML(3,0,"","html");</script>', f"{HOME}/jxgl/") == []


def _site(pages: int) -> dict[str, Reply]:
    path = ARTICLE.removeprefix(HOME)
    stem = path.rsplit("/", 1)[1].removesuffix(".html")
    routes = {
        "/robots.txt": Reply(b"", headers={"Content-Type": "text/plain"}),
        "/jxgl/": Reply(listing({path: "教师培训经费项目支出绩效自评报告"})),
        "/jxgl/202306/b.xlsx": Reply(b"PK\x03\x04 a table", headers={"Content-Type": "application/octet-stream"}),
    }
    for number in range(pages):
        script = f'<script>createPageHTML({pages},{number},"{stem}","html");</script>'
        link = '<a href="b.xlsx">附件：自评表</a>' if number == pages - 1 else ""
        routes[path if number == 0 else path.replace(".html", f"_{number}.html")] = Reply(
            article(f"教师培训经费自评报告第{number}部分", script + link)
        )
    return routes


def _manifest(archive: Path) -> pl.DataFrame:
    write_manifest(archive, archive / "m.parquet")
    return pl.read_parquet(archive / "m.parquet")


def test_the_pages_of_an_article_are_one_row_of_the_manifest(tmp_path: Path) -> None:
    routes = _site(3)
    with serve(dict(routes)) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
        first = _manifest(tmp_path).filter(pl.col("url") == ARTICLE).to_dicts()[0]
        assert [part[0] for part in json.loads(first["parts"])] == ["2/3", "3/3"]
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert _manifest(tmp_path).filter(pl.col("url") == ARTICLE).to_dicts() == [first]
    hanging = _manifest(tmp_path).filter(pl.col("parent_url").is_not_null())
    assert hanging["url"].to_list() == [f"{HOME}/jxgl/202306/b.xlsx"]
    assert hanging["parent_url"].to_list() == [ARTICLE]


def test_a_changed_further_page_is_a_new_state_of_the_article(tmp_path: Path) -> None:
    routes = _site(3)
    with serve(dict(routes)) as portal:
        crawl(portal.source(), tmp_path)
        before = _manifest(tmp_path).filter(pl.col("url") == ARTICLE)["sha256"][0]
        portal.routes[ARTICLE.removeprefix(HOME).replace(".html", "_2.html")] = Reply(article("更正后的第二部分"))
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert _manifest(tmp_path).filter(pl.col("url") == ARTICLE)["sha256"][0] != before


def test_pages_that_an_article_no_longer_has_are_forgotten(tmp_path: Path) -> None:
    with serve(dict(_site(3))) as portal:
        crawl(portal.source(), tmp_path)
        portal.routes.update(_site(2))
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        row = _manifest(tmp_path).filter(pl.col("url") == ARTICLE).to_dicts()[0]
        assert [part[0] for part in json.loads(row["parts"])] == ["2/2"]


def test_a_page_that_cannot_be_had_costs_only_itself(tmp_path: Path) -> None:
    routes = _site(3)
    path = ARTICLE.removeprefix(HOME)
    del routes[path.replace(".html", "_1.html")]
    with serve(dict(routes)) as portal:
        crawl(portal.source(), tmp_path)
    row = _manifest(tmp_path).filter(pl.col("url") == ARTICLE).to_dicts()[0]
    assert [part[0] for part in json.loads(row["parts"])] == ["3/3"]
    assert outcomes(tmp_path)[path.replace(".html", "_1.html")].outcome == "gone"


def test_a_page_of_its_own_has_no_parts(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
    assert _manifest(tmp_path)["parts"].null_count() == _manifest(tmp_path).height
