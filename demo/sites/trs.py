"""A site of TRS WCM: static pages, createPageHTML for the pager of lists and long articles, files beside the article."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re

from demo.record import Item
from demo.sites.reply import Ask, Reply
from demo.sites.site import Site

_BASE = 100001
_COLUMN = "/zwgk/jxgl/"
_PARTS = 3
"""Pages of a long article."""


class TrsSite(Site):
    """青禾县财政局."""

    number = 0
    robots = "User-agent: *\nDisallow: /wcm/\nDisallow: /zwgk/jxgl/index_999999.html\n"

    @property
    def column_path(self) -> str:
        return f"{_COLUMN}index.html"

    def page_path(self, serial: int) -> str:
        day = self.world.day(self.number, serial)
        return f"{_COLUMN}{day:%Y%m}/t{day:%Y%m%d}_{_BASE + serial}.html"

    def file_path(self, serial: int, number: int, extension: str) -> str:
        return f"./P0{self.world.day(self.number, serial):%Y%m%d}{serial:011d}{number}.{extension}"

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(rf"{_COLUMN}\d{{6}}/t\d{{8}}_(\d{{1,12}})\.html", path)
        return int(found[1]) - _BASE if found else None

    def part_of(self, path: str) -> tuple[str, int]:
        found = re.fullmatch(rf"({_COLUMN}\d{{6}}/t\d{{8}}_\d{{1,12}})_([1-9])\.html", path)
        return (f"{found[1]}.html", int(found[2])) if found else (path, 0)

    def divided(self, item: Item, content: str) -> list[str]:
        """Reports on several projects run over three pages, as long articles do on such sites."""
        if item.page.layout != "several" or item.spoil:
            return [content]
        rows = content.splitlines(keepends=True)
        third = -(-len(rows) // _PARTS)
        stem = self.page_path(item.serial).rsplit("/", 1)[1].removesuffix(".html")
        return [
            "".join(rows[part * third : (part + 1) * third])
            + f'<script>createPageHTML({_PARTS}, {part}, "{stem}", "html");</script>\n'
            for part in range(_PARTS)
        ]

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        found = re.fullmatch(rf"{_COLUMN}\d{{6}}/P0\d{{8}}(\d{{11}})(\d)\.\w+", ask.path)
        return (int(found[1]), int(found[2])) if found else None

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == _COLUMN:
            return self.list_reply(lambda: self._list(1), 1)
        found = re.fullmatch(rf"{_COLUMN}index(?:_(\d{{1,9}}))?\.html", ask.path)
        page = int(found[1] or 0) + 1 if found else 0
        return self.list_reply(lambda: self._list(page), page) if 1 <= page <= self.pages() else None

    def _list(self, page: int) -> str:
        rows = "".join(
            f'<li><a href=".{path.removeprefix(_COLUMN[:-1])}" target="_blank" title="{title}">{title}</a>'
            f"<span>{day}</span></li>\n"
            for path, title, day in self.entries(self.serials_of_page(page))
        )
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>绩效管理-{self.place.title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}">
<meta name="SiteIDCode" content="{self.place.site_code}"><meta name="ColumnName" content="绩效管理"><meta name="ColumnType" content="政务公开">
</head><body><div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 绩效管理</div>
<ul class="list">
{rows}</ul>
<div class="page"><script>createPageHTML({self.pages()}, {page - 1}, "index", "html");</script></div>
{self._footer()}</body></html>
"""

    def _footer(self) -> str:
        return (
            f'<div class="footer"><p>主办单位:{self.place.title}  承办单位:{self.place.region}财政信息中心</p>'
            f"<p>网站标识码:{self.place.site_code}  望ICP备99001001号  联系电话:0999-6600001</p></div>\n"
        )

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        record = item.page
        return f"""<!DOCTYPE html>
<html><head><meta charset="{self.meta_charset}"><title>{title}_{self.place.title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}">
<meta name="SiteIDCode" content="{self.place.site_code}"><meta name="ColumnName" content="绩效管理"><meta name="ColumnType" content="政务公开">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{record.published_on} 09:00">
<meta name="ContentSource" content="{record.publisher or ""}">
<style>.TRS_Editor P{{margin-top:1em;}}</style>
</head><body><div class="nav">当前位置:<a href="/">首页</a> &gt; <a href="{_COLUMN}index.html">绩效管理</a></div>
<div class="article"><h1>{title}</h1>
<div class="info">发布日期:{record.published_on} 09:00  来源:{record.publisher or ""}  <span>【字体:大 中 小】</span></div>
<div class="view TRS_UEDITOR trs_paper_default"><div class="TRS_Editor">
{content}{files}</div></div></div>
<div class="tools">分享到:  打印本页  关闭窗口  扫一扫在手机打开当前页</div>
{self._footer()}</body></html>
"""
