"""What the small sites have in common: a few items, two on a page of the list, and a plain page around the content."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re
from abc import abstractmethod

from demo.record import Item
from demo.sites.reply import Ask
from demo.sites.site import FILES_A_PAGE, Site

BASE = 61001
"""What the serial 0 is called in addresses that hold a number."""


class SmallSite(Site):
    """A site that has a list of its own kind and otherwise what all have.

    `article` is the pattern of its pages' paths with the number as its group, `around` what stands around the content.
    """

    article: str
    around: tuple[str, str]

    @property
    def page_size(self) -> int:
        return 2

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(self.article, path)
        return int(found[1]) - BASE if found else None

    def file_path(self, serial: int, number: int, extension: str) -> str:
        return f"/upload/{self.token(serial * FILES_A_PAGE + number, 'small file', self.number)}.{extension}"

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        found = re.fullmatch(r"/upload/([0-9a-f]{32})\.\w+", ask.path)
        value = self.from_token(found[1], "small file", self.number) if found else None
        return None if value is None else divmod(value, FILES_A_PAGE)

    @abstractmethod
    def page_path(self, serial: int) -> str:
        """The path of an item's page."""

    def rows(self, serials: range) -> str:
        """The rows of a list as HTML."""
        return "".join(
            f'<li><a href="{path}" target="_blank" title="{title}">{title}</a><span>{day}</span></li>\n'
            for path, title, day in self.entries(serials)
        )

    def frame(self, column: str, content: str) -> str:
        """A page of the site that is no document."""
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{column}-{self.place.title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}">
<meta name="SiteIDCode" content="{self.place.site_code}"><meta name="ColumnName" content="{column}">
</head><body><div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; {column}</div>
{content}
{self._footer()}</body></html>
"""

    def _footer(self) -> str:
        number = f"9900{self.number + 1000:04d}"
        return f'<div class="footer">主办单位:{self.place.title}  网站标识码:{self.place.site_code}  望ICP备{number}号</div>\n'

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        record = item.page
        box = (
            f'<table class="xxgk-info"><tr><td>索引号</td><td>{record.index_no}</td><td>发布机构</td><td>{record.publisher or ""}</td></tr>'
            f"<tr><td>发文字号</td><td>{record.doc_no or ''}</td><td>发布日期</td><td>{record.published_on}</td></tr></table>"
            if record.index_no
            else ""
        )
        before, after = self.around
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}-{self.place.title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}">
<meta name="SiteIDCode" content="{self.place.site_code}"><meta name="ColumnName" content="绩效自评">
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{record.published_on} 09:00">
<meta name="ContentSource" content="{record.publisher or ""}">
</head><body><div class="nav">当前位置:首页 &gt; 政务公开 &gt; 绩效自评</div>
{box}<h1>{title}</h1>
<div class="info">发布日期:{record.published_on}  来源:{record.publisher or ""}</div>
{before}
{content}{files}{after}
<div class="tools">分享到:  打印本页  关闭窗口</div>
{self._footer()}</body></html>
"""
