"""Titles in several lines: a first line that ends in the year or in 的, a body above, a last line in brackets."""

from __future__ import annotations

import re

from tasks.parse.extract.head.organisations import body_at_start, body_of_title
from tasks.parse.extract.head.titles import A_YEAR, FURNITURE, is_form_name
from tasks.parse.extract.spans import Span, lines, narrow

_OPENS_WITH_YEAR = re.compile(r"(?:19|20)\d\d年?")
# 关于“某某实验室建设项目” / 预算绩效评价结果的公示
_ABOUT = re.compile(r"[^\n。;,:|?!]{0,24}关于[^\n。;,:|?!]{4,50}(?<![知告示报函复])")
_ENDS_IN_YEAR = re.compile(r"^.{0,36}年度?$")
# 某县2022年用于社会福利事业的 / 福利彩票公益金使用情况公告
_RUNS_ON = re.compile(r"[^\n。;,:|?!]{4,40}的")
_ONLY_KIND = re.compile(
    r"(?:(?:建设|项目|财政|部门|单位)?(?:整体)?支出|项目|建设|预算|机关|资金)*(?:重点)?(?:事前)?绩效(?:自评价?|评价|评估)+(?:情况|结果)?报告"
    r"|(?:项目)?(?:绩效)?(?:自评|评价)结果|资金(?:的)?使用情况(?:的)?(?:说明|报告)"
    r"|(?:预算)?(?:执行|完成)情况(?:绩效)?(?:自评|评价)?(?:整改)?报告"
)
_FIRST_LINE = re.compile(
    r"[^\n。;,:|?!]{4,50}(?:资金|经费|项目|工程|专项|补助|支付|公益金|预算|支出|整体|局|委|办|厅|中心|镇|乡|院|校|基地|年度?)(?:\([^()\n]{2,30}\))?"
)
_YEARED_LINE = re.compile(r"[^\n。;,:|?!>]{0,30}(?:19|20)\d\d\s?年(?!\d{1,2}月)度?[^\n。;,:|?!>]{2,40}(?<!处)")
_IS_PAPER = re.compile(r"报告|表|公开|公示|通知|公告|附件|目录|预算$|信息")
# The second of two lines says nothing but the kind of paper; the first may end in anything but a sentence.
_ANY_FIRST_LINE = re.compile(r"[^\n。;,:|?!>]{0,40}(?:19|20)\d\d\s?年(?!\d{1,2}月)[^\n。;,:|?!>]{2,40}")
_YEAR_ALONE = re.compile(r"\(\s*(?:\d{4}|[二○〇零一二三四五六七八九]{4})\s*年\s*度?\s*\)")


def with_continuation(text: str, span: Span) -> Span:
    """A title over several lines: a first line that ends in the year, a last line in brackets."""
    narrowed = narrow(text)
    start, end = span.start, span.end
    before = list(lines(text, Span(max(0, start - 120), start)))
    if before:
        line = narrowed[before[-1].start : before[-1].end]
        if _letter_head(line, narrowed[start:end]) or _ABOUT.fullmatch(line):
            start = before[-1].start
            above = narrowed[before[-2].start : before[-2].end] if len(before) > 1 else ""
            if _letter_head(above, line):
                start = before[-2].start
        elif not FURNITURE.search(line) and (
            _ENDS_IN_YEAR.search(line) or _RUNS_ON.fullmatch(line) or _opens(line, narrowed[start:end])
        ):
            start = before[-1].start
            line = narrowed[before[-2].start : before[-2].end] if len(before) > 1 else ""
            first = _OPENS_WITH_YEAR.match(line) and _FIRST_LINE.fullmatch(line)
            if (first or _ENDS_IN_YEAR.search(line)) and not (_IS_PAPER.search(line) or FURNITURE.search(line)):
                start = before[-2].start
    after = re.compile(r"\s*\n\s*(\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))[ \t]*(?=\n|$)").match(narrowed, end)
    if after and not _YEAR_ALONE.fullmatch(after.group(1)):
        end = after.end(1)
    return Span(start, end)


def _letter_head(line: str, title: str) -> bool:
    """Whether a line is the body that a letter's title begins with (某县水务局 / 关于…自评的报告)."""
    led = title.startswith("关于") or _OPENS_WITH_YEAR.match(title) or is_form_name(title)
    body = body_at_start(line) if led else None
    return body is not None and body.end() == len(line)


def _opens(line: str, title: str) -> bool:
    """Whether a line is the first of a title whose second only names the kind of paper (某某资金 / 绩效自评报告).

    Where a year stands in the line above, and neither a year nor a body in the title, its words were parted anywhere.
    """
    if _IS_PAPER.search(line):
        return False
    if _ONLY_KIND.fullmatch(title.strip()):
        return bool(_FIRST_LINE.fullmatch(line) or _ANY_FIRST_LINE.fullmatch(line))
    return bool(_YEARED_LINE.fullmatch(line)) and not A_YEAR.search(title) and body_of_title(title) is None
