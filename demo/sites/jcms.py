"""A site of 大汉 jcms: the list comes from dataproxy.jsp as XML, attachments are redirected from downfile.jsp."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re

from demo.record import Item
from demo.sites.reply import Ask, Reply, redirect
from demo.sites.site import FILES_A_PAGE, Site

_COLUMN_ID = 1289
_UNIT = 4321
_BASE = 3001
_PROXY = "/module/web/jpage/dataproxy.jsp"
_MOST_RECORDS = 300  # servers of this make cut longer windows


class JcmsSite(Site):
    """临砚县人民政府."""

    number = 1
    content_type = "text/html;charset=UTF-8"
    robots = "User-agent: *\nDisallow: /module/jslib/\nDisallow: /manager/\n"

    @property
    def column_path(self) -> str:
        return f"/col/col{_COLUMN_ID}/index.html"

    def page_path(self, serial: int) -> str:
        day = self.world.day(self.number, serial)
        return f"/art/{day.year}/{day.month}/{day.day}/art_{_COLUMN_ID}_{_BASE + serial}.html"

    def file_path(self, serial: int, number: int, extension: str) -> str:
        return f"/module/download/downfile.jsp?classid=0&filename={self._name(serial, number)}.{extension}"

    def _name(self, serial: int, number: int) -> str:
        return self.token(serial * FILES_A_PAGE + number, "jcms file")

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(rf"/art/\d{{4}}/\d{{1,2}}/\d{{1,2}}/art_{_COLUMN_ID}_(\d{{1,12}})\.html", path)
        return int(found[1]) - _BASE if found else None

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        found = re.fullmatch(r"/attach/0/([0-9a-f]{32})\.\w+", ask.path)
        value = self.from_token(found[1], "jcms file") if found else None
        return None if value is None else divmod(value, FILES_A_PAGE)

    def answer(self, ask: Ask) -> Reply:
        if ask.path == "/module/download/downfile.jsp":
            name = ask.query.get("filename", "")
            return redirect(f"/attach/0/{name}") if re.fullmatch(r"[0-9a-f]{32}\.\w+", name) else self.not_found()
        return super().answer(ask)

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.column_path:
            return self.list_reply(self._column, "column")
        if ask.path != _PROXY:
            return None
        start, end = _number(ask.query.get("startrecord"), 1), _number(ask.query.get("endrecord"), self.page_size)
        if ask.query.get("columnid") not in (None, str(_COLUMN_ID)) or start < 1:
            return self.list_reply(lambda: self._records(range(0)), "nothing", content_type="text/xml;charset=UTF-8")
        window = self.serials(start - 1, min(max(0, end - start + 1), _MOST_RECORDS))
        return self.list_reply(lambda: self._records(window), start, end, content_type="text/xml;charset=UTF-8")

    def _records(self, window: range) -> str:
        records = "".join(
            f'<record><![CDATA[<li><a href="{self.origin}{path}" target="_blank" title="{title}">{title}</a>'
            f"<span>{day}</span></li>]]></record>\n"
            for path, title, day in self.entries(window)
        )
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<datastore><nextgroup><![CDATA[<a href="{_PROXY}?page=1&columnid='
            f'{_COLUMN_ID}&unitid={_UNIT}&webid=1"></a>]]></nextgroup>\n<recordset>\n{records}</recordset>'
            f"<totalrecord>{self.count()}</totalrecord><totalpage>{self.pages()}</totalpage></datastore>"
        )

    def _column(self) -> str:
        first = self._records(self.serials_of_page(1)).split("\n", 1)[1]
        return f"""<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>{self.place.title} 绩效信息</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}"><meta name="SiteIDCode" content="{self.place.site_code}">
<meta name="ColumnName" content="绩效信息"><meta name="ColumnType" content="信息公开">
<script src="/module/jslib/jpage/jpage.js"></script></head>
<body><div id="{_UNIT}" class="default_pgContainer"></div>
<script type="text/xml">{first}</script>
<script type="text/javascript">
$(document).ready(function(){{ $("#{_UNIT}").jpage({{themeName:'default',dataStore:dataStore,totalRecord:{self.count()},
proxyUrl:'{_PROXY}',perPage:{self.page_size},groupSize:3,barPosition:'bottom',
ajaxParam:{{'col':1,'appid':1,'webid':1,'path':'/','columnid':{_COLUMN_ID},'sourceContentType':1,'unitid':'{_UNIT}','webname':'{self.place.title}','permissiontype':0}}}}); }});
</script>
{self._footer()}</body></html>
"""

    def _footer(self) -> str:
        return (
            f'<div id="footer">主办单位:{self.place.region}人民政府办公室  网站标识码:{self.place.site_code}  '
            "望ICP备99001002号  望公网安备 99910202000001号</div>\n"
        )

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        record = item.page
        return f"""<!DOCTYPE html>
<html><head><meta charset="UTF-8"><title>{self.place.title} {title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}"><meta name="SiteIDCode" content="{self.place.site_code}">
<meta name="ColumnName" content="绩效信息"><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{record.published_on}">
<meta name="ContentSource" content="来源:{record.publisher or ""}">
</head><body><div class="position">当前位置:首页 &gt; 信息公开 &gt; 绩效信息</div>
<table class="xxgk-info"><tr><td>索引号</td><td>{record.index_no or ""}</td><td>发布机构</td><td>{record.publisher or ""}</td></tr>
<tr><td>发文字号</td><td>{record.doc_no or ""}</td><td>发布日期</td><td>{record.published_on}</td></tr></table>
<div class="title">{title}</div>
<div id="zoom"><!--<$[信息内容]>begin-->
{content}{files}<!--<$[信息内容]>end--></div>
<div class="share">分享到:  打印本页  关闭窗口</div>
{self._footer()}</body></html>
"""


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise
