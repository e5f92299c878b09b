"""A county site of nobody's make: an information box, a 下一页 pager, GB18030 under a header that says UTF-8."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re

from demo.record import Item
from demo.sites.reply import Ask, Reply
from demo.sites.site import Site
from demo.specials import SPECIALS

_BASE = 5001
_COLUMN = "/xxgk/jxpj/"
_FORBIDDEN = "/xxgk/jxpj/neibu/"


class PlainSite(Site):
    """望澜县政务公开."""

    number = 4
    encoding = "gb18030"
    content_type = "text/html;charset=UTF-8"  # wrong, as on real sites whose server was moved
    meta_charset = "gb2312"
    robots = f"User-agent: *\nDisallow: {_FORBIDDEN}\n"

    @property
    def column_path(self) -> str:
        return f"{_COLUMN}index.html"

    def page_path(self, serial: int) -> str:
        day = self.world.day(self.number, serial)
        kinds = SPECIALS[self.number]
        folder = _FORBIDDEN if serial < len(kinds) and kinds[serial] == "forbidden" else _COLUMN
        return f"{folder}{day:%Y/%m%d}/{_BASE + serial}.html"

    def file_path(self, serial: int, number: int, extension: str) -> str:
        day = self.world.day(self.number, serial)
        return f"/uploadfiles/{day:%Y%m}/{day:%Y%m%d}{serial:09d}{number}.{extension}"

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(rf"{_COLUMN}(?:neibu/)?\d{{4}}/\d{{4}}/(\d{{1,12}})\.html", path)
        return int(found[1]) - _BASE if found else None

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        found = re.fullmatch(r"/uploadfiles/\d{6}/\d{8}(\d{9})(\d)\.\w+", ask.path)
        return (int(found[1]), int(found[2])) if found else None

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == _COLUMN:
            return self.list_reply(lambda: self._list(1), 1)
        found = re.fullmatch(rf"{_COLUMN}index(?:_(\d{{1,9}}))?\.html", ask.path)
        page = int(found[1] or 1) if found else 0
        return self.list_reply(lambda: self._list(page), page) if 1 <= page <= self.pages() else None

    def _link(self, page: int) -> str:
        return f"{_COLUMN}index.html" if page == 1 else f"{_COLUMN}index_{page}.html"

    def _list(self, page: int) -> str:
        rows = "".join(
            f'<div class="row"><a href="{path}">{title}</a> [{day}]</div>\n'
            for path, title, day in self.entries(self.serials_of_page(page))
        )
        follow = f'<a href="{self._link(page + 1)}">下一页</a>' if page < self.pages() else "下一页"
        before = f'<a href="{self._link(page - 1)}">上一页</a>' if page > 1 else "上一页"
        return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>绩效评价 - {self.place.title}</title></head><body>
<div class="crumb">首页 &gt; 政务公开 &gt; 财政信息 &gt; 绩效评价</div>
{rows}<div class="turn">共{self.count()}条 第{page}页/共{self.pages()}页 {before} {follow}</div>
{self._footer()}</body></html>
"""

    def _footer(self) -> str:
        return f'<div class="bottom">主办单位:{self.place.region}人民政府  网站标识码:{self.place.site_code}  望ICP备99001005号</div>\n'

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        record = item.page
        return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{title} - {self.place.title}</title></head><body>
<table class="infobox" width="100%"><tr><th>索引号</th><td>{record.index_no or ""}</td><th>发布机构</th><td>{record.publisher or ""}</td></tr>
<tr><th>公开目录</th><td>绩效评价</td><th>发布日期</th><td>{record.published_on}</td></tr>
<tr><th>文号</th><td>{record.doc_no or ""}</td><th>浏览量</th><td></td></tr>
<tr><th>主题词</th><td colspan="3"></td></tr></table>
<div class="article-content"><h2 align="center">{title}</h2>
{content}{files}</div>
<div class="turn">上一篇:<a href="{self.page_path(max(0, item.serial - 1))}">上一篇</a></div>
{self._footer()}</body></html>
"""
