"""What stands above a form: its title, its year, sometimes the project's name."""

from __future__ import annotations

import re
import unicodedata

from tasks.parse.document import Document

_NAME = re.compile(r"项目(?:支出)?名称\s*[:：|]\s*(\S[^\n|]{1,80}?)\s*(?:$|\n|\||\s{2,})")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?\s*度|[(（]\s*((?:19|20)\d{2})\s*年?\s*[)）]")
_CHINESE_YEAR = re.compile(r"(二[〇○Ｏ零0O][〇○零一二三四五六七八九]{2})\s*年\s*度")
_TITLE_YEAR = re.compile(r"((?:19|20)\d{2})\s*年[^。；\n]{0,40}(?:绩效|自评|评价)")
# 按《…开展2016年度绩效自评工作的通知》公开: the year of an act that is cited above a form.
_ACT = re.compile("《[^》]{0,99}(?:通知|意见|办法|批复|函)》")
_DIGITS = {"〇": 0, "○": 0, "零": 0, **{d: n for n, d in enumerate("一二三四五六七八九", 1)}, "Ｏ": 0, "0": 0, "O": 0}
_TITLE = re.compile(r"^[(（]?[\s\d〇○零一二三四五六七八九]{4,8}年?\s*度?[)）]?$|[表告]\s*(?:[(（][^()（）]*[)）])?$")
# Pages put several labels with their values on one line: 主管部门: 省教育厅 实施单位: 某中学.
_NEXT_LABEL = re.compile(r"\s+(?=[一-鿿()（）]{2,12}\s*[:：])")
_LINES = 8
_LINE_LENGTH = 100


def context_above(document: Document, index: int) -> str:
    """The short lines right above a block, up to the table before it."""
    lines: list[str] = []
    for block in reversed(document.blocks[max(0, index - _LINES) : index]):
        if block.grid is not None or len(block.text) > _LINE_LENGTH:
            break
        lines.append(_NEXT_LABEL.sub("\n", block.text.strip()))
    return "\n".join(reversed(lines))


def name_in(text: str) -> str | None:
    """The project that a line 项目名称：… names."""
    match = _NAME.search(text)
    return match.group(1).strip() if match else None


def year_in(text: str) -> int | None:
    """The fiscal year of a title: 2022年度, (2022), 二〇二二年度, 2022年…绩效自评表."""
    plain = _ACT.sub("", unicodedata.normalize("NFKC", text))
    match = _YEAR.search(plain)
    if match:
        return int(match.group(1) or match.group(2))
    chinese = _CHINESE_YEAR.search(text)
    if chinese:
        return int("".join(str(_DIGITS[c]) for c in chinese.group(1)[0:1] + chinese.group(1)[1:]))
    match = _TITLE_YEAR.search(plain)
    return int(match.group(1)) if match else None


def is_title(text: str) -> bool:
    """Whether a line is the title of a form or its year: …自评表, (2022年度)."""
    return len(text) <= _LINE_LENGTH and bool(_TITLE.search(text.strip()))
