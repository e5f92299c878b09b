"""A site of 博达 VSB: pages of the list count down, GB18030 called gb2312, attachments ask for a Referer."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re

from demo.record import Item
from demo.sites.reply import Ask, Reply
from demo.sites.site import FILES_A_PAGE, Site

_BASE = 1001
_COLUMN = "/zwgk/jxpj"
_DOWNLOAD = "/system/_content/download.jsp"
_OWNER = 1538820
_FILE_BASE = 40000


class VsbSite(Site):
    """松溟县人民政府."""

    number = 2
    encoding = "gb18030"
    content_type = "text/html"  # no charset: the meta tag must do, and it says gb2312
    meta_charset = "gb2312"
    robots = "User-agent: *\nDisallow: /system/resource/\n"

    @property
    def column_path(self) -> str:
        return f"{_COLUMN}.htm"

    def page_path(self, serial: int) -> str:
        return f"/info/1002/{_BASE + serial}.htm"

    def file_path(self, serial: int, number: int, extension: str) -> str:
        del extension  # the address of a download does not say what it is
        file = _FILE_BASE + serial * FILES_A_PAGE + number
        return f"{_DOWNLOAD}?urltype=news.DownloadAttachUrl&owner={_OWNER}&wbfileid={file}"

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(r"/info/1002/(\d{1,12})\.htm", path)
        return int(found[1]) - _BASE if found else None

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        number = ask.query.get("wbfileid", "")
        if ask.path != _DOWNLOAD or not re.fullmatch(r"[0-9]{1,12}", number):
            return None
        serial, place = divmod(int(number) - _FILE_BASE, FILES_A_PAGE)
        return (serial, place) if serial >= 0 else None

    def answer(self, ask: Ask) -> Reply:
        if ask.path == _DOWNLOAD and not (ask.referer or "").startswith(self.origin):
            text = "<html><head><title>系统提示</title></head><body>对不起,您没有权限下载该附件,请从本站页面访问!</body></html>"
            return Reply(lambda: text.encode(self.encoding), self.content_type)
        return super().answer(ask)

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.column_path:
            return self.list_reply(lambda: self._list(1), 1)
        found = re.fullmatch(rf"{_COLUMN}/(\d{{1,9}})\.htm", ask.path)
        page = self.pages() + 1 - int(found[1]) if found else 0
        return self.list_reply(lambda: self._list(page), page) if 2 <= page <= self.pages() else None

    def _link(self, page: int) -> str:
        return self.column_path if page == 1 else f"{_COLUMN}/{self.pages() + 1 - page}.htm"

    def _list(self, page: int) -> str:
        rows = "".join(
            f'<tr id="line_u8_{n}"><td><a class="c1002" href="{path}" target="_blank" title="{title}">{title}</a></td>'
            f"<td>{day:%Y/%m/%d}</td></tr>\n"
            for n, (path, title, day) in enumerate(self.entries(self.serials_of_page(page)))
        )
        follow = (
            f'<a href="{self._link(page + 1)}" class="Next">下页</a> <a href="{self._link(self.pages())}" class="Next">尾页</a>'
            if page < self.pages()
            else '<span class="PrevDisabled">下页</span>'
        )
        before = f'<a href="{self._link(page - 1)}" class="Prev">上页</a>' if page > 1 else ""
        return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>绩效评价-{self.place.title}</title>
<META Name="SiteName" Content="{self.place.title}"><META Name="SiteIDCode" Content="{self.place.site_code}"><META Name="ColumnName" Content="绩效评价">
<script language="javascript" src="/system/resource/js/dynclicks.js"></script></head><body>
<table class="winstyle8">
{rows}</table>
<div class="pager">共{self.count()}条  {page}/{self.pages()}  <a href="{self.column_path}">首页</a> {before} {follow}</div>
{self._footer()}</body></html>
"""

    def _footer(self) -> str:
        return f'<div class="foot">主办单位:{self.place.title}  网站标识码:{self.place.site_code}  望ICP备99001003号</div>\n'

    def file_link(self, path: str, name: str, number: int) -> str:
        return (
            f'<li>附件【<a href="{path}" target="_blank">{name}</a>】已下载<span id="nattach{number}">0</span>次</li>\n'
        )

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        record = item.page
        attached = f'<ul style="list-style-type:none;">{files}</ul>' if files else ""
        return f"""<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>{title}-{self.place.title}</title>
<META Name="SiteName" Content="{self.place.title}"><META Name="SiteIDCode" Content="{self.place.site_code}"><META Name="ColumnName" Content="绩效评价">
<META Name="ArticleTitle" Content="{title}"><META Name="PubDate" Content="{record.published_on}"><META Name="ContentSource" Content="{record.publisher or ""}">
</head><body><form name="_newscontent_fromname"><div class="content"><h1 align="center">{title}</h1>
<div>发布时间:{record.published_on}  来源:{record.publisher or ""}  点击数:<script>_showDynClicks("wbnews", {_OWNER}, {_BASE + item.serial})</script></div>
<div id="vsb_content"><div class="v_news_content">
{content}</div></div>{attached}</div></form>
<div>上一篇:<a href="{self.page_path(max(0, item.serial - 1))}">上一条</a></div>
{self._footer()}</body></html>
"""
