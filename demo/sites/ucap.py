"""A site of 开普 UCAP: the list is JSON behind /common/search/, pages carry UCAP tags, files stand beside the page."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import json
import re

from demo.record import Item
from demo.sites.reply import Ask, Reply
from demo.sites.site import FILES_A_PAGE, Site

_CHANNEL = "c100289"
_FOLDER = f"/qlx/{_CHANNEL}"
_CHANNEL_ID = "5f2c9d40b7e14a6c8d3e0b1f7a96c258"
_SEARCH = f"/common/search/{_CHANNEL_ID}"


class UcapSite(Site):
    """栖岚县人民政府."""

    number = 3
    robots = "User-agent: *\nDisallow: /ucap/\nAllow: /common/search/\n"

    @property
    def column_path(self) -> str:
        return f"{_FOLDER}/list.shtml"

    def page_path(self, serial: int) -> str:
        return f"{_FOLDER}/{self.world.day(self.number, serial):%Y%m}/{self.token(serial, 'ucap page')}.shtml"

    def file_path(self, serial: int, number: int, extension: str) -> str:
        name = self.token(serial * FILES_A_PAGE + number, "ucap file")
        return f"{_FOLDER}/{self.world.day(self.number, serial):%Y%m}/files/{name}.{extension}"

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(rf"{_FOLDER}/\d{{6}}/([0-9a-f]{{32}})\.shtml", path)
        return self.from_token(found[1], "ucap page") if found else None

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        found = re.fullmatch(rf"{_FOLDER}/\d{{6}}/files/([0-9a-f]{{32}})\.\w+", ask.path)
        value = self.from_token(found[1], "ucap file") if found else None
        return None if value is None else divmod(value, FILES_A_PAGE)

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.column_path:
            return self.list_reply(self._column, "column")
        if ask.path != _SEARCH:
            return None
        page = ask.query.get("page", "1")
        number = int(page) if re.fullmatch(r"[0-9]{1,9}", page) else 1
        kind = "application/json;charset=UTF-8"
        return self.list_reply(lambda: self._results(max(1, number)), "json", number, content_type=kind)

    def _results(self, page: int) -> str:
        results = [
            {
                "title": title,
                "url": path,
                "publishedTimeStr": f"{day} 09:00:00",
                "channelId": _CHANNEL_ID,
                "channelName": "绩效自评",
            }
            for path, title, day in self.entries(self.serials_of_page(page))
        ]
        data = {
            "page": page,
            "rows": self.page_size,
            "total": self.count(),
            "channelId": _CHANNEL_ID,
            "results": results,
        }
        return json.dumps({"code": 200, "msg": "OK", "data": data}, ensure_ascii=False)

    def _column(self) -> str:
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>绩效自评_{self.place.title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}"><meta name="SiteIDCode" content="{self.place.site_code}">
<meta name="ColumnName" content="绩效自评"></head><body><ul id="list" class="list"></ul>
<script>
var channelId = "{_CHANNEL_ID}";
$.getJSON("/common/search/" + channelId + "?_isAgg=true&_isJson=true&_pageSize={self.page_size}&_template=index&_rangeTimeGte=&_channelName=&page=1", render);
</script>
<a style="display:none" href="{_SEARCH}?_isAgg=true&amp;_isJson=true&amp;_pageSize={self.page_size}&amp;_template=index&amp;_rangeTimeGte=&amp;_channelName=&amp;page=1">list</a>
{self._footer()}</body></html>
"""

    def _footer(self) -> str:
        return f'<div class="footer">主办单位:{self.place.title}  网站标识码:{self.place.site_code}  望ICP备99001004号</div>\n'

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        record = item.page
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}_{self.place.title}</title>
<meta name="SiteName" content="{self.place.title}"><meta name="SiteDomain" content="{self.place.host}"><meta name="SiteIDCode" content="{self.place.site_code}">
<meta name="ColumnName" content="绩效自评"><meta name="ColumnType" content="信息公开"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{record.published_on} 09:00:00"><meta name="ContentSource" content="{record.publisher or ""}">
</head><body><div class="crumb">您的位置:首页 &gt; 政务公开 &gt; 绩效自评</div>
<h1><UCAPTITLE>{title}</UCAPTITLE></h1>
<div class="source">来源:<publishsource>{record.publisher or ""}</publishsource>  时间:<publishtime>{record.published_on} 09:00</publishtime></div>
<div id="zoomcon"><UCAPCONTENT>
{content}{files}</UCAPCONTENT></div>
<div class="tools">【打印】【关闭】 责任编辑:{record.publisher or ""}</div>
{self._footer()}</body></html>
"""
