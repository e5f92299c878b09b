"""Sites whose lists are pages of HTML with pagers of their own: openness (安徽), `content_` (湖南), slugs (达州)."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re

from demo.sites.reply import Ask, Reply
from demo.sites.small import BASE, SmallSite


class OpennessSite(SmallSite):
    """苇泽县政府信息公开网."""

    number = 8
    article = r"/openness/detail/content/([0-9a-f]{24})\.html"
    around = ('<div class="is-contentbox" id="zoom">', "</div>")
    branch, code = "57a3df762c262ea9a00aae58", "190130"

    @property
    def column_path(self) -> str:
        return f"/opennessContent/?branch_id={self.branch}&column_code={self.code}"

    def page_path(self, serial: int) -> str:
        return f"/openness/detail/content/{BASE + serial:024x}.html"

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(self.article, path)
        return int(found[1], 16) - BASE if found else None

    def listing(self, ask: Ask) -> Reply | None:
        asked = (ask.query.get("branch_id"), ask.query.get("column_code"))
        if asked != (self.branch, self.code):
            return None
        if ask.path == "/opennessContent/":
            guide = f'<a href="/opennessGuide/?branch_id={self.branch}">公开指南</a><ul id="browser"></ul>'
            return self.list_reply(lambda: self.frame("信息公开目录", guide), "column")
        text = ask.query.get("page") or "1"
        page = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
        if ask.path != "/opennessTarget/" or not 1 <= page <= self.pages():
            return None
        return self.list_reply(lambda: self._list(page), page)

    def _list(self, page: int) -> str:
        rows = "".join(
            f'<tr class="is-td"><td><div class="is-tda"><a href="{path}" title="{title}">{title}</a></div></td><td>{day}</td></tr>\n'
            for path, title, day in self.entries(self.serials_of_page(page))
        )
        links = "".join(
            f'<a href="/opennessTarget/?branch_id={self.branch}&column_code={self.code}&tag=&page={n}">{n}</a> '
            for n in range(1, self.pages() + 1)
        )
        return f'<table class="is-xxgkTable">{rows}</table><div id="page_list">共{self.count()}条 {links}</div>'


class ContentSite(SmallSite):
    """楚岚县人民政府: the column as static pages and, as older links have it, as index.jsp with an offset."""

    number = 11
    article = r"/9886/9901/content_(\d{1,12})\.html"
    around = ('<div class="show-content">', "</div>")

    @property
    def column_path(self) -> str:
        return "/9886/9901/index.htm"

    @property
    def columns(self) -> tuple[dict[str, object], ...]:
        older = f"{self.origin}/9886/9901/index.jsp?pager.offset=0&pager.desc=false"
        return (*super().columns, {"url": older, "minimum": 1})

    def page_path(self, serial: int) -> str:
        return f"/9886/9901/content_{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        found = re.fullmatch(r"/9886/9901/index(?:_(\d{1,9}))?\.htm", ask.path)
        offset = ask.query.get("pager.offset", "")
        page = int(found[1] or 1) if found else 0
        if ask.path == "/9886/9901/index.jsp" and re.fullmatch(r"[0-9]{1,9}", offset):
            page = int(offset) // self.page_size + 1
        return self.list_reply(lambda: self._list(page), page, found is None) if 1 <= page <= self.pages() else None

    def _list(self, page: int) -> str:
        jump = f"function go(num){{ if(num<1) num=1; else if(num>{self.pages()}) num={self.pages()}; location='index_'+num+'.htm'; }}"
        rows = self.rows(self.serials_of_page(page))
        return self.frame("绩效评价", f'<ul class="list">{rows}</ul><input id="num"><script>{jump}</script>')


class SlugSite(SmallSite):
    """巴泠县人民政府."""

    number = 12
    article = r"/xxgk-show-(\d{1,12})\.html"
    around = ('<div class="article-content" id="zoom">', "</div>")

    @property
    def column_path(self) -> str:
        return "/xxgk-list-jxzp.html"

    def page_path(self, serial: int) -> str:
        return f"/xxgk-show-{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        found = re.fullmatch(r"/xxgk-list-jxzp(?:-(\d{1,9}))?\.html", ask.path)
        page = int(found[1] or 1) if found else 0
        return self.list_reply(lambda: self._list(page), page) if 1 <= page <= self.pages() else None

    def _list(self, page: int) -> str:
        links = "".join(f'<a href="/xxgk-list-jxzp-{n}.html">{n}</a> ' for n in range(1, self.pages() + 1))
        other = '<a href="/xxgk-list-gsgg-9.html">公示公告</a>'
        return self.frame(
            "绩效自评", f'{other}<ul class="xxgk">{self.rows(self.serials_of_page(page))}</ul><div>{links}</div>'
        )
