"""A gambling site that copies pages of a finance bureau to look alive: brand words, later dates, no site code."""

# ruff: noqa: D102, E501 - what a method answers is written once, in Site; HTML stands in the lines it is sent in

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from html import escape

from demo.formats.html import body as html_body
from demo.placement import mirror_pages, mirrored_slot
from demo.places import MIRROR, MIRRORED_SITE, Place
from demo.record import Item
from demo.sites.reply import Ask, Reply, moment
from demo.sites.site import Site
from demo.specials import SPECIALS
from demo.writers import write

BRAND = "M7盈隆城app官方下载"
SOURCE = "M7盈隆城官网登录入口"
_BASE = 7001
_COLUMN = "/news/"
_LURES = (
    "足球数据分析软件有哪些",
    "真人视讯平台哪家稳",
    "新手如何领取体验金",
    "电竞赛事直播在哪看",
    "彩种开奖走势图解读",
)


class MirrorSite(Site):
    """The mirror copies documents as they first stood: it never learns of a correction."""

    number = MIRRORED_SITE
    robots = "User-agent: *\nAllow: /\n"

    @property
    def place(self) -> Place:
        return MIRROR

    @property
    def column_path(self) -> str:
        return f"{_COLUMN}index.html"

    def count(self) -> int:
        return mirror_pages(self.world.documents)

    def original_serial(self, page: int) -> int:
        """The serial at the original site of what a page copies."""
        return mirrored_slot(page) + len(SPECIALS[MIRRORED_SITE])

    def copied(self, page: int) -> Item:
        """The original of a page, as it first stood."""
        first_state = type(self.world)(self.world.seed, self.world.documents)
        return first_state.item(MIRRORED_SITE, self.original_serial(page))

    def title(self, page: int) -> str:
        """The original's title with the brand before it."""
        return BRAND + self.world.title(MIRRORED_SITE, self.original_serial(page))

    def day(self, page: int) -> date:
        """The date that the mirror prints: more than a year after the original's."""
        return self.world.day(MIRRORED_SITE, self.original_serial(page)) + timedelta(days=400 + page % 90)

    def page_path(self, serial: int) -> str:
        return f"{_COLUMN}{self.day(serial):%Y}/{_BASE + serial}.html"

    def file_path(self, serial: int, number: int, extension: str) -> str:
        return f"{_COLUMN}files/{serial}_{number}.{extension}"

    def serial_of_page(self, path: str) -> int | None:
        found = re.fullmatch(rf"{_COLUMN}\d{{4}}/(\d{{1,12}})\.html", path)
        return int(found[1]) - _BASE if found else None

    def file_of(self, ask: Ask) -> tuple[int, int] | None:
        del ask  # it copies no attachments
        return None

    def listing(self, ask: Ask) -> Reply | None:
        found = re.fullmatch(rf"{_COLUMN}index(?:_(\d{{1,9}}))?\.html", ask.path)
        page = int(found[1] or 1) if found else int(ask.path in ("/", _COLUMN))
        if not 1 <= page <= self.pages():
            return None
        newest = moment(self.day(self.count() - 1)) if self.count() else None
        tag = self.world.tag(self.place.host, "list", self.count(), page)
        return Reply(lambda: self._list(page).encode(), self.content_type, tag, newest)

    def _page(self, ask: Ask) -> Reply | None:
        page = self.serial_of_page(ask.path)
        if page is None or not 0 <= page < self.count() or self.page_path(page) != ask.path:
            return None
        return Reply(
            lambda: self._copy(page), self.content_type, self.world.tag("mirror", page), moment(self.day(page))
        )

    def _list(self, page: int) -> str:
        rows = "".join(
            f'<li><a href="{self.page_path(serial)}">{self.title(serial)}</a> {self.day(serial)}</li>\n'
            for serial in self.serials_of_page(page)
        )
        follow = f'<a href="{_COLUMN}index_{page + 1}.html">下一页</a>' if page < self.pages() else "下一页"
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{BRAND} - 首页</title></head><body><ul>
{rows}</ul><div>共{self.count()}条 {follow}</div></body></html>
"""

    def _copy(self, page: int) -> bytes:
        item = replace(self.copied(page), serial=page)
        return self.page_html(item, escape(self.title(page)), html_body(write(item.page)), "").encode()

    def page_html(self, item: Item, title: str, content: str, files: str) -> str:
        before, after = _LURES[item.serial % len(_LURES)], _LURES[(item.serial + 2) % len(_LURES)]
        return f"""<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{title}</title><meta name="keywords" content="{BRAND},M7盈隆城注册,M7盈隆城登录"></head>
<body><h1>{title}</h1><div>发布日期:{self.day(item.serial)} 13:11:52     来源:{SOURCE} 作者:M7盈隆城手机版</div>
<div class="content">
{content}{files}</div>
<p>{BRAND}</p>
<p>上一篇:<a href="#">{before}</a></p><p>下一篇:<a href="#">{after}</a></p></body></html>
"""
