"""Who published a document: the labelled body of the page, else the body in the title, else the one that signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tasks.parse.extract.head.organisations import BODY, body_at_start, body_of_title, is_body
from tasks.parse.extract.outline import body_start
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated
from tasks.parse.numbers.dates import find_dates

_VALUE = (
    r"([一-龥()·]{2,40}?)(?=[\s|:,。;0-9A-Za-z\]】\[【(<]|发布|发文|成文|浏览|阅读|点击|访问|关键词"
    r"|时间|日期|文字|字体|作者|编辑|信息|主题|文号|$)"
)
_LABELS = (
    re.compile(rf"(?:发布|发文|公开|制发|制作)\s*(?:责任)?(?:机构|机关|单位|部门|主体|者)[\s:|\]•·\-]*{_VALUE}"),
    re.compile(rf"(?:来\s*源(?:单位)?|稿源|信息提供单位)\s*[::】\]]\s*[\[【]?{_VALUE}"),
    re.compile(rf"(?<![一-龥])发布\s*:\s*{_VALUE}"),
    re.compile(rf"作\s*者\s*[::]\s*{_VALUE}"),
    re.compile(rf"供稿(?:单位)?\s*[::]\s*{_VALUE}"),
    # 某省应急管理厅 时间:2023-06-28: the body without a label at the head of the line of page data.
    re.compile(r"\n[^\S\n]{0,20}([一-龥]{4,30})(?=\s{1,4}(?:发布)?(?:时间|日期)\s*:)"),
    # 某市城市管理局 cg.example.gov.cn 发布时间:2024-07-09: the site's name and host on the line of page data.
    re.compile(r"\n[^\S\n]{0,20}([一-龥]{4,30})(?=\s{1,4}[a-z0-9.\-]{4,40}\.gov\.cn\s)"),
)
# 发布机构: 民 政 局: short names are set wide.
_SPACED = re.compile(
    r"(?:发布|发文|公开|制发)\s*(?:机构|机关|单位|部门)[\s:|]*((?:[一-龥][^\S\n]){2,6}[局委办厅府院会])(?![一-龥])"
)
_BEHIND_BODY = re.compile(r"\([一-龥]{2,16}(?:局|办|办公室|委员会|中心|学院)\)")
_NOT_BODIES = re.compile(r"网站$|^(?:本站|本网|原创|网友|网络|未知|互联网|网站|公开|政府信息公开|管理员)")
# Pages that lose their lines run title, signature and day together: …自评表中江县水利局2022年12月30日.
_GLUED_SIGNATURE = re.compile(r"(?:报告|[表告知函]|[^一-龥])([一-龥]{4,20})(?=\d{4}年\d{1,2}月\d{1,2}日)")
_LETTERHEAD = re.compile(rf"{BODY.pattern}文件")
_PROJECT_LABEL = re.compile(r"项目名称[\s:|]*")
_LAST_WORD = re.compile(
    r"(?:公告|公示|信息|本文)[^。\n]{0,4}由([一-龥]{4,24}(?:局|厅|委|办公室|委员会|中心|政府))发布|来源\s*:\s*([一-龥]{4,30}(?:局|厅|委|办公室|委员会|中心|政府))(?=,)"
)
_SOURCE = re.compile(r"来源\s?:\s?([一-龥]{3,16})(?=\s)")
_FOOT = 200
_A_LETTER = re.compile(r"[一-龥]")
_SIGNED_ON = re.compile(
    r"\s*(?:\d{4}|二[〇○零O0]二?[〇○零一二三四五六七八九])\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月"
)


def read_publisher(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The publishing body as the page names it; None where it names none."""
    narrowed = narrow(text)
    top = min(len(text), max(body_start(text), 400) if body_start(text) < len(text) else 1200)
    for label in _LABELS:
        for match in _labelled(label, narrowed, top):
            name = match.group(1)
            if _runs_on(narrowed, match):
                continue
            if is_body(name) and not _NOT_BODIES.search(name) and len(name) >= 3:
                # 市文化和旅游局(广播电视局): a body of two names.
                behind = _BEHIND_BODY.match(narrowed, match.end(1))
                return stated(text, match.start(1), behind.end() if behind else match.end(1), "publisher_label")
    spaced = _SPACED.search(narrowed, 0, top)
    if spaced:
        return replace(stated(text, *spaced.span(1), "publisher_label"), value="".join(spaced[1].split()))
    return (
        _in_title(text, title)
        or _above_title(text, title)
        or _signature(text)
        or _glued_signature(text)
        or _told_at_foot(text)
        or _site(text, narrowed, top)
    )


def _site(text: str, narrowed: str, top: int) -> Stated[str] | None:
    """The site that a page's line with its day names as its source (2017年7月1日 来源:某某之家网)."""
    found = _SOURCE.search(narrowed, 0, top)
    if found is None or _NOT_BODIES.search(found[1]):
        return None
    row = next(row for row in lines(text, Span(0, len(text))) if row.end >= found.end(1))
    return stated(text, *found.span(1), "publisher_label") if find_dates(narrowed, row.start, row.end) else None


def _runs_on(narrowed: str, match: re.Match[str]) -> bool:
    """Whether a label has nothing behind it and the line below, a title as a rule, only begins with a body."""
    line = narrowed[match.end(1) : match.end(1) + 1]
    return "\n" in narrowed[match.start() : match.start(1)] and line.isdigit()


def _labelled(label: re.Pattern[str], narrowed: str, top: int) -> Iterator[re.Match[str]]:
    """What stands behind a label; a label that has nothing behind it may be followed by itself."""
    match = label.search(narrowed, 0, top)
    while match:
        yield match
        match = label.search(narrowed, match.start(1), top)


def _told_at_foot(text: str) -> Stated[str] | None:
    """The body of which the last line says that it published (本次公告由某局发布) or was copied."""
    foot = max(0, len(text) - _FOOT)
    found = _LAST_WORD.search(narrow(text), foot)
    return stated(text, *found.span(found.lastindex or 0), "signature") if found else None


def _in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    if title is None:
        return None
    words = narrow(title.evidence.quote)
    match = body_of_title(words)
    # A firm that evaluates another body's spending puts that body into the title, but publishes itself.
    start = title.evidence.start
    if match is None:
        # …自评报告(某县水务局): the body stands in brackets behind the title.
        behind = re.search(r"\(([一-龥]{4,24})\)$", words)
        match = body_at_start(behind.group(1)) if behind else None
        if match is None or behind is None or match.end() != len(behind.group(1)):
            return None
        start += behind.start(1)
    if re.search(r"会计师事务所|咨询有限公司|受.{2,20}委托", text[:3000]):
        return None
    if _names_a_project(narrow(text), match.group()):
        return None
    return stated(text, start + match.start(), start + match.end(), "title")


def _names_a_project(narrowed: str, body: str) -> bool:
    """Whether a project is named after the body for which something is built: 某乡便民服务中心规范化建设."""
    named = (label.end() for label in _PROJECT_LABEL.finditer(narrowed))
    return any(narrowed.startswith(body, at) and _A_LETTER.match(narrowed, at + len(body)) for at in named)


def _above_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The body on the line above the title, where a letterhead or the first line of the title names it."""
    above = list(lines(text, Span(0, title.evidence.start))) if title is not None else []
    if not above:
        return None
    words = narrow(text[above[-1].start : above[-1].end])
    match = body_at_start(words)
    if match is None:
        rows = (narrow(text[row.start : row.end]) for row in above[-3:])
        at = next((i for i, row in enumerate(rows) if _LETTERHEAD.fullmatch(row)), None)
        if at is None:
            return None
        head = above[-3:][at]
        return stated(text, head.start, head.end - len("文件"), "letterhead")
    return stated(text, above[-1].start, above[-1].end, "letterhead") if match.end() == len(words) else None


def _glued_signature(text: str) -> Stated[str] | None:
    narrowed = narrow(text)
    for match in _GLUED_SIGNATURE.finditer(narrowed, 0, 1500):
        start = match.start(1) + match[1].rfind("表") + 1
        if BODY.fullmatch(narrowed, start, match.end(1)):
            return stated(text, start, match.end(1), "signature")
    return None


def _signature(text: str) -> Stated[str] | None:
    """The body on the line above the date at the foot of a report."""
    narrowed = narrow(text)
    foot = list(lines(text, Span(max(0, len(text) - 400), len(text))))
    for name, day in pairwise(foot):
        words = narrowed[name.start : name.end]
        if is_body(words) and 4 <= len(words) <= 30 and _SIGNED_ON.match(narrowed, day.start):
            return stated(text, name.start, name.end, "signature")
    return None
