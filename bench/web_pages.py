"""The ways in which web systems hold an article: containers, line breaks, tables for layout, scripts, frames.

Each style is given the article's blocks as HTML and its title, and answers with the page as the system would send it,
between navigation, neighbours' titles and scores, and a footer with a site code.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

HEAD = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>'
    '<div class="pos">当前位置:<a href="/">首页</a> &gt; <a href="/x/">绩效管理</a></div>'
)
FOOT = (
    '<div class="page"><p>上一篇:<a href="a.html">关于召开2021年预算300万元项目会议的通知</a></p></div>'
    '<div class="side"><h3>热点信息</h3><ul><li>2023年下达资金500万元</li><li>自评得分99分的单位公示</li></ul></div>'
    '<div class="footer">主办单位:某某市人民政府 网站标识码:4399990003 联系电话:0739-2666748</div>'
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a system sends an article: `lay_out` makes the body; `charset` is the one it names, `sent` the real one."""

    lay_out: Callable[[str, str], str]
    charset: str = "utf-8"
    sent: str | None = None

    def page(self, content: str, title: str) -> bytes:
        """The page; characters outside the named charset are sent as gb18030 has them, as sites do."""
        text = (
            f'<!DOCTYPE html><html><head><meta charset="{self.charset}">'
            f"<title>{html.escape(title)}_某某市人民政府</title><script>var a = 1;</script></head>"
            f"<body>{self.lay_out(content, title)}</body></html>"
        )
        sent = self.sent or self.charset
        if sent.startswith("utf-"):
            return text.encode(sent)
        return text.encode("gb18030", errors="replace")


def _inside(container: str) -> Callable[[str, str], str]:
    return lambda content, _: HEAD + container.format(content) + FOOT


def _layout_tables(content: str, _: str) -> str:
    """Pages of the turn of the century: everything stands in cells of tables inside tables."""
    return (
        f'<table width="1000" align="center"><tr><td>{HEAD}</td></tr><tr><td><table width="100%"><tr>'
        '<td width="200" valign="top"><table><tr><td>栏目导航</td></tr>'
        '<tr><td><a href="/a/">通知公告</a></td></tr></table></td>'
        f'<td width="780" valign="top"><table width="100%"><tr><td class="txt">{content}</td></tr></table></td>'
        f"</tr></table></td></tr><tr><td>{FOOT}</td></tr></table>"
    )


def _line_breaks(content: str, _: str) -> str:
    """Lines that end in <br> and are indented by blanks, as old editors leave them."""
    lines = re.sub(r"<p[^>]*><span>(.*?)</span></p>(?!</td>)", r"&nbsp;&nbsp;&nbsp;&nbsp;\1<br>\n", content)
    return f'{HEAD}<div class="content"><font size="3">{lines}</font></div>{FOOT}'


def _unclosed(content: str, _: str) -> str:
    """Cells, rows and paragraphs that nobody closed."""
    return _inside('<div class="con">{}</div>')(re.sub(r"</(?:td|tr|p|span)>", "", content), "")


def _in_config(content: str, title: str) -> str:
    """Guangdong's gkmlpt hands the article over in a script, which writes it into the page."""
    detail = {"id": 9103540, "title": title, "content": content, "attachment": []}
    return (
        f'{HEAD}<div id="app"><noscript>请启用脚本</noscript></div>'
        f"<script>window._CONFIG = {{SID: '755001', DETAIL: {json.dumps(detail, ensure_ascii=True)}}};</script>{FOOT}"
    )


def _in_textarea(content: str, _: str) -> str:
    """The article waits in a hidden field for a script that writes it into the page."""
    field = f'<textarea id="content" style="display:none">{html.escape(content)}</textarea>'
    return f'{HEAD}<div id="show"></div>{field}{FOOT}'


def _in_frame(content: str, _: str) -> str:
    """The article in a frame that carries its own page."""
    return f'{HEAD}<iframe srcdoc="{html.escape(f"<html><body>{content}</body></html>")}"></iframe>{FOOT}'


def _in_noframes(content: str, _: str) -> str:
    """A frameset that says to programs without frames what its frames say."""
    frames = '<frameset cols="20%,80%"><frame src="left.html"><frame src="main.html"><noframes>'
    return f"{frames}{HEAD}<div>{content}</div>{FOOT}</noframes></frameset>"


STYLES: Mapping[str, Style] = {
    "TRS, gb2312": Style(_inside('<div class="TRS_Editor">{}</div>'), "gb2312"),
    "jcms, gbk": Style(_inside('<div id="zoom">{}</div>'), "gbk"),
    "VSB": Style(_inside('<div id="vsb_content"><div class="v_news_content">{}</div></div>')),
    "UCAP": Style(_inside("<UCAPCONTENT>{}</UCAPCONTENT>")),
    "JPAAS": Style(_inside('<div class="wzzw-article"><div class="zw-con">{}</div></div>')),
    "openness": Style(_inside('<div class="wzcon j-fontContent clearfix">{}</div>')),
    "Epoint": Style(_inside('<div class="ewb-article"><div class="ewb-article-info">{}</div></div>')),
    "content_": Style(_inside('<div class="show-content">{}</div>')),
    "gkmlpt": Style(_in_config),
    "no known container": Style(_inside('<div class="abc12">{}</div>')),
    "layout tables, gbk": Style(_layout_tables, "gbk"),
    "lines with <br>": Style(_line_breaks),
    "unclosed cells": Style(_unclosed),
    "textarea": Style(_in_textarea),
    "frame": Style(_in_frame),
    "utf-16": Style(_inside('<div id="zoom">{}</div>'), "utf-16"),
    "utf-16 without its mark": Style(_inside('<div id="zoom">{}</div>'), "utf-16-le"),
    "gb2312 on utf-8": Style(_inside('<div class="view">{}</div>'), "gb2312", sent="utf-8"),
    "noframes": Style(_in_noframes),
}
"""Styles by the name of the system or of what is odd about the page."""
