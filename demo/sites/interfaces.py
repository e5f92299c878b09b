"""Sites whose lists come from interfaces of their own: gkmlpt, Epoint, TrueCMS."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import json
import re

from demo.sites.reply import Ask, Reply, moment
from demo.sites.small import BASE, SmallSite

_JSON = "application/json;charset=UTF-8"


class GkmlptSite(SmallSite):
    """岑湾县人民政府: page 0 is page 1 again, attachments stand in the JSON and nowhere else."""

    number = 7
    article = r"/gkmlpt/content/9/\d{1,9}/post_(\d{1,12})\.html"
    around = ('<div class="article-content">', "</div>")
    sid, category = "999108", "2531"

    @property
    def column_path(self) -> str:
        return f"/gkmlpt/index#{self.category}"

    def page_path(self, serial: int) -> str:
        return f"/gkmlpt/content/9/{(BASE + serial) // 1000}/post_{BASE + serial}.html"

    def file_link(self, path: str, name: str, number: int) -> str:
        del path, name, number
        return ""

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == "/gkmlpt/index":
            return self.list_reply(self._index, "index")
        if ask.path != f"/gkmlpt/api/all/{self.category}" or ask.query.get("sid") != self.sid:
            return None
        text = ask.query.get("page", "0")
        page = max(1, int(text)) if re.fullmatch(r"[0-9]{1,9}", text) else 1
        return self.list_reply(lambda: self._articles(page), "articles", page, content_type=_JSON)

    def _index(self) -> str:
        tree = [
            {"id": 11, "name": "机构职能", "children": []},
            {"id": 25, "name": "财政信息", "children": [
                {"id": 2530, "name": "预决算", "children": []},
                {"id": int(self.category), "name": "绩效自评", "children": []},
                {"id": 2532, "name": "绩效管理制度", "jump_url": "/zwgk/", "children": []},
            ]},
        ]  # fmt: skip
        script = (
            f"window._CONFIG = {{ SID: '{self.sid}', TREE: {json.dumps(tree, ensure_ascii=False)}, DETAIL: null }};"
        )
        return self.frame("政府信息公开目录", f'<div id="app"></div><script>{script}</script>')

    def _articles(self, page: int) -> str:
        articles = []
        for serial in self.serials_of_page(page):
            item = self.world.item(self.number, serial)
            day = moment(self.world.day(self.number, serial))
            articles.append(
                {
                    "id": BASE + serial,
                    "title": item.page.title,
                    "url": self.origin + self.page_path(serial),
                    "publisher": item.page.publisher,
                    "document_number": item.page.doc_no or "",
                    "identifier": item.page.index_no or "",
                    "date": int(day.timestamp()),
                    "attachment": [
                        {"url": self.file_path(serial, n, file.format), "name": f"{file.name}.{file.format}"}
                        for n, file in enumerate(item.attachments)
                    ],
                }
            )
        answer = {"classify": {"id": int(self.category), "post_count": self.count()}, "articles": articles}
        return json.dumps(answer, ensure_ascii=False)


class EpointSite(SmallSite):
    """泊云县人民政府: the site's number stands in a script, the list answers a POST of JSON and counts from 0."""

    number = 9
    article = r"/zwgk/003008/\d{8}/(\d{1,12})\.html"
    around = ('<div class="ewb-article-info">', "</div>")
    guid = "5b1f7c20-93ae-4a0e-8d55-0c6a4be1f911"

    @property
    def column_path(self) -> str:
        return "/zwgk/govInfoPub.html?categorynum=003008&deptcode="

    def page_path(self, serial: int) -> str:
        return f"/zwgk/003008/{self.world.day(self.number, serial):%Y%m%d}/{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        if ask.path == "/zwgk/govInfoPub.html":
            script = '<script src="/js/webBuilderCommon.js"></script><script src="/js/govInfoPub.js"></script>'
            return self.list_reply(lambda: self.frame("绩效评价", f'<ul id="govlist"></ul>{script}'), "column")
        if ask.path == "/js/webBuilderCommon.js":
            text = f'var siteInfo = {{"projectName": "/EWB-FRONT", "siteGuid": "{self.guid}"}};\nvar Util = {{}};'
            return self.list_reply(lambda: text, "script", content_type="application/javascript")
        if ask.path != "/EWB-FRONT/rest/lightfrontaction/getgovinfolist":
            return None
        if ask.method != "POST":
            return Reply(lambda: b"", _JSON, status=405)
        return Reply(lambda: self._list(ask.body).encode(), _JSON)

    def _list(self, body: str) -> str:
        try:
            asked = json.loads(body)
            page, size = int(asked["pageIndex"]), min(int(asked["pageSize"]), self.page_size)
            known = asked["siteGuid"] == self.guid and asked["categorynum"] == "003008"
        except (ValueError, KeyError, TypeError):
            return json.dumps({"custom": {"total": 0, "data": []}})
        serials = self.serials(max(0, page) * size, max(0, size)) if known else range(0)
        rows = [
            {"infourl": path, "title": title, "realtitle": title, "infodate": f"{day} 09:00:00"}
            for path, title, day in self.entries(serials)
        ]
        return json.dumps({"custom": {"total": self.count() if known else 0, "data": rows}}, ensure_ascii=False)


class TruecmsSite(SmallSite):
    """汀兰县人民政府: asks for a Referer, answers 404 to a window of fifty rows and nothing to one of twenty."""

    number = 10
    article = r"/tlxczj/jxzp/content/(\d{1,12})\.html"
    around = ('<div id="zoom">', "</div>")
    column_id = "754f6db5-d294-46d5-b25c-da3a86d102cd"

    @property
    def column_path(self) -> str:
        return "/tlxczj/jxzp/jxzp.html"

    def page_path(self, serial: int) -> str:
        return f"/tlxczj/jxzp/content/{BASE + serial}.html"

    def listing(self, ask: Ask) -> Reply | None:
        proxy = "/TrueCMS/messageController/getMessage.do"
        if ask.path == self.column_path:
            script = f"$('#list').jpage({{totalRecord:{self.count()}, proxyUrl:'{proxy}', perPage:10, ajaxParam:{{columnId:'{self.column_id}'}}}});"
            return self.list_reply(
                lambda: self.frame("绩效自评", f'<ul id="list"></ul><script>{script}</script>'), "column"
            )
        asked = {name: ask.query.get(name, "") for name in ("startrecord", "endrecord", "perpage")}
        if ask.path != proxy or not all(re.fullmatch(r"[0-9]{1,6}", value) for value in asked.values()):
            return None
        start, window = int(asked["startrecord"]), int(asked["perpage"])
        if not (ask.referer or "").startswith(self.origin) or window > 20 or start < 1:
            return None
        serials = (
            range(0) if window > 10 or ask.query.get("columnId") != self.column_id else self.serials(start - 1, window)
        )
        name = re.sub(r"\W", "", ask.query.get("callback", ""))
        return self.list_reply(lambda: self._message(serials, name), "records", start, window, name, content_type=_JSON)

    def _message(self, serials: range, callback: str) -> str:
        rows = self.rows(serials).splitlines()
        records = "".join(f"<record><![CDATA[{row}]]></record>" for row in rows)
        total = f"<totalrecord>{self.count()}</totalrecord>" if rows else ""
        result = f"<datastore>{total}<recordset>{records}</recordset></datastore>"
        answer = json.dumps({"result": result}, ensure_ascii=False)
        return f"{callback}({answer})" if callback else answer
