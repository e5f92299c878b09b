"""Titles of pages that lost their lines: glued to the first label, to the text behind them, or to the page data."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import chain

from tasks.parse.extract.spans import Span

# Flattened forms print their title right before the first label; libraries run a report's text on behind it.
_BEFORE_LABEL = re.compile(
    r"(?:^|[\s。;:日|—]|\.\d(?=[一-龥]))([^\s。,;:日|—.]{0,60}?(?:绩效|自评|项目申报)[^\s。,;:|]{0,10}(?:表|报告))\s*"
    r"(?:\(?\d{4}\s*年?度?\)?|[一-龥]{2,8} ?[\dA-Z〔〕\[\]]{5,16}号)?\s*(?:项目(?:支出)?|专项|转移支付(?:项目)?)名称"
)
_RUN_ON = re.compile(
    r"(?:附件\s*(?:\d+\s*)?:?)?([一-龥]{0,12}(?:(?:省|市|县|区|州|旗|镇|乡|中学|学校"
    r"|局|厅)[一-龥]{0,10}?)?\d{4}\s?年度?[一-龥“”()]{4,50}?(?:自评报告|评价报告"
    r"|自评表))"
    r"|^\s*([一-龥]{2,20}(?:局|厅|委|办|中心|政府)关于[一-龥“”()、\d]{4,50}?(?:自评报告|评价报告))(?=根据|为|按照|一、)"
)
_RUN_ON_LINE = re.compile(
    r"(?:^|\n)(?:\d、\s?)?(?:-\s?\d\s?-|(?:PAGE ?)+\d?)?\s?"
    r"([一-龥“”()\d][一-龥“”()\d ]{5,80}?(?:绩效(?:自评价?|[一-龥]{0,8}评价)|项目自查)报告)"
    r"(?=\s?(?:(?:摘要|目录|前言)?一、|为|根据|按照|照|依据|在|一、|(?:自评|评价)得分))"
)
# Libraries name the file where they cut its own title off.
_FILE_NAME = re.compile(
    r"(?:^|[《\n])\s*([^《》\n。;]{4,80}?)(?:模板)?(?:\(\d{0,3}\)|Word(?:文档)?(?:格式)?(?:文档)?(?:下载)?)?\.(?:docx?|xlsx?|pdf|wps)(?=》|\s*\n)",
    re.IGNORECASE,
)
# Libraries of samples name their page once more: 下面是小编为大家整理的项目绩效自评报告5篇,供大家参考.
_COLLECTED = re.compile(r"整理的(?:关于)?([^,。;\n]{8,60})(?=,)")
# A page of one line has its title between blanks, behind the day and the source.
_PAGE_DATA = re.compile(r"(?:日期|时间|来源)\s*:")
_BETWEEN_BLANKS = re.compile(r"[^\s|]{12,100}(?!\S)")
_FIRST_FORM = 3000


def flattened_title(narrowed: str, box: int, is_title: Callable[[str], bool]) -> Span | None:
    """The title of a form whose lines are lost, or of a report that begins in the line of its title.

    It stands before `box`; `is_title` tells whether words that stand alone are a title of the genre.
    """
    match = (
        _BEFORE_LABEL.search(narrowed, 0, _FIRST_FORM)
        or _RUN_ON.match(narrowed)
        or _RUN_ON_LINE.search(narrowed, 0, box)
    )
    if match is None:
        files = [m for m in _FILE_NAME.finditer(narrowed, 0, box) if is_title(m[1])]
        # A page to which several reports are attached has the title of none.
        alone = files if len({m[1] for m in files}) == 1 else []
        between = _BETWEEN_BLANKS.finditer(narrowed, 0, box) if _PAGE_DATA.search(narrowed, 0, box) else ()
        collected = _COLLECTED.finditer(narrowed, 0, box)
        match = next(chain(alone, (m for m in (*collected, *between) if is_title(m[m.lastindex or 0]))), None)
    return Span(*match.span(match.lastindex or 0)) if match else None
