"""Further sites of 大汉's: the module for 信息公开, the new JPAAS, and a jcms that counts pages and not records."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import json
import re
from math import ceil

from demo.sites.reply import Ask, Reply
from demo.sites.small import BASE, SmallSite

_XML = "text/xml;charset=UTF-8"


class XxgkSite(SmallSite):
    """澄屿县人民政府: search.jsp answers only a POST, and with the documents of the whole area."""

    number = 5
    article = r"/art/\d{4}/\d{1,2}/\d{1,2}/art_1440_(\d{1,12})\.html"
    around = ('<div id="zoom">', "</div>")
    foreign = 3
    """Documents of another column that stand among ours."""

    @property
    def column_path(self) -> str:
        return "/col/col1440/index.html"

    def page_path(self, serial: int) -> str:
        day = self.world.day(self.number, serial)
        return f"/art/{day.year}/{day.month}/{day.day}/art_1440_{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.column_path:
            return self.list_reply(self._column, "column")
        if ask.path != "/module/xxgk/search.jsp":
            return None
        if ask.method != "POST":
            return Reply(lambda: b"", self.content_type, status=405)
        page = _number(ask.query.get("currpage"))
        return self.list_reply(lambda: self._area(page), "area", page)

    def _column(self) -> str:
        script = """<script>function search(page){ $.ajax({type:'POST', url:'/module/xxgk/search.jsp',
data:{'infotypeId':'B0601','jdid':'7','area':'11999106','divid':'div1440','texttype':'0','fbtime':'-1','currpage':page}}); }</script>"""
        return self.frame(
            "财政绩效",
            f'<iframe src="/module/xxgk/tree.jsp?area=11999106&amp;divid=tree"></iframe><div id="div1440"></div>{script}',
        )

    def _area(self, page: int) -> str:
        ours = [f'<tr><td><a href="{path}" title="{title}">{title}</a></td><td>{day}</td></tr>'
                for path, title, day in self.entries(self.serials(0, self.count()))]  # fmt: skip
        others = [f'<tr><td><a href="/art/2024/3/{n + 1}/art_1552_{n + 8}.html">{self.place.region}第{n + 1}批行政许可公示</a></td>'
                  f"<td>2024-03-0{n + 1}</td></tr>" for n in range(self.foreign)]  # fmt: skip
        rows = [row for pair in zip(ours, [*others, ""], strict=True) for row in pair if row]
        pages = ceil(len(rows) / 3)
        shown = "\n".join(rows[(page - 1) * 3 : page * 3])
        return f'<table class="tr_main">{shown}</table><div>共{len(rows)}条 第{page}页/共{pages}页</div>'


class JpaasSite(SmallSite):
    """霁川县人民政府: the page number counts only inside paramJson."""

    number = 6
    article = r"/art/\d{4}/art_7c(\d{1,12})\.html"
    around = ('<div class="wzzw-article" id="zoom">', "</div>")

    @property
    def column_path(self) -> str:
        return "/col/col229101/index.html"

    def page_path(self, serial: int) -> str:
        return f"/art/{self.world.day(self.number, serial).year}/art_7c{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == self.column_path:
            return self.list_reply(self._column, "column")
        if ask.path != "/api-gateway/jpaas-publish-server/front/page/build/unit":
            return None
        asked = [ask.query.get(name) for name in ("webId", "pageId", "parseType", "pageType")]
        if asked != ["9107", "229101", "bulidstatic", "column"] or "tagId" not in ask.query:
            return Reply(lambda: b'{"success":false,"data":null}', "application/json")
        found = re.search(r'"pageNo"\s*:\s*"?(\d{1,6})', ask.query.get("paramJson", ""))
        page = _number(found[1] if found else None)
        return self.list_reply(lambda: self._unit(page), "unit", page, content_type="application/json;charset=UTF-8")

    def _column(self) -> str:
        query = "{'webId':'9107','pageId':'229101','tplSetId':'kN2yDqW8','tagId':'%s','parseType':'bulidstatic','pageType':'column'}"
        units = "".join(
            f'<script type="text/javascript" url="/api-gateway/jpaas-publish-server/front/page/build/unit" queryData="{query % tag}" src="/jpaas/unitbuild.js"></script>'
            for tag in ("导航", "当前栏目_分页列表")
        )
        return self.frame("绩效自评", units)

    def _unit(self, page: int) -> str:
        rows = self.rows(self.serials_of_page(page))
        pager = f'<div class="pagination" pageno="{page}" rows="{self.page_size}" count="{self.count()}"></div>'
        return json.dumps({"success": True, "data": {"html": f"<ul>{rows}</ul>{pager}"}}, ensure_ascii=False)


class PagedJcmsSite(SmallSite):
    """墨池县人民政府: a jcms whose proxy ignores startrecord, obeys page, and cuts perpage at three."""

    number = 15
    article = r"/art/\d{4}/\d{1,2}/\d{1,2}/art_88_(\d{1,12})\.html"
    around = ('<div id="zoom">', "</div>")

    @property
    def column_path(self) -> str:
        return "/col/col88/index.html"

    def page_path(self, serial: int) -> str:
        day = self.world.day(self.number, serial)
        return f"/art/{day.year}/{day.month}/{day.day}/art_88_{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        proxy = "/module/web/jpage/dataproxy.jsp"
        if ask.path == self.column_path:
            address = f"{proxy}?page=1&amp;appid=1&amp;webid=16&amp;path=/&amp;columnid=88&amp;unitid=908"
            return self.list_reply(
                lambda: self.frame("绩效评价", f'<a style="display:none" href="{address}"></a>'), "column"
            )
        if ask.path != proxy or ask.query.get("columnid") != "88":
            return None
        page, size = _number(ask.query.get("page")), min(_number(ask.query.get("perpage")), 3)
        return self.list_reply(lambda: self._records(page, size), page, size, content_type=_XML)

    def _records(self, page: int, size: int) -> str:
        rows = self.rows(self.serials((page - 1) * size, size)).splitlines()
        records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
        return f"<datastore><totalrecord>{self.count()}</totalrecord><recordset>{records}</recordset></datastore>"


def _number(text: str | None) -> int:
    return max(1, int(text)) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
