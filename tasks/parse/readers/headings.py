"""Which lines are headings, and how deep: the numbering of Chinese official writing (GB/T 9704: 一、 (一) 1. (1))."""

from __future__ import annotations

import re

_NUMERAL = "[一二三四五六七八九十百零〇○]"
_LEVELS = (
    (2, re.compile(rf"^(?:第{_NUMERAL}{{1,3}}(?:部分|章|编)|{_NUMERAL}{{1,3}}\s*[、.．])\s*(?P<rest>.*)$")),
    (3, re.compile(rf"^(?:[(（]\s*{_NUMERAL}{{1,3}}\s*[)）]|[㈠-㈩])\s*[、.．]?\s*(?P<rest>.*)$")),
    (4, re.compile(r"^\d{1,2}\s*[.．、](?!\d)\s*(?P<rest>.*)$")),
    (5, re.compile(r"^(?:[(（]\s*\d{1,2}\s*[)）]|[①-⑳]|[⑴-⒇])\s*[、.．]?\s*(?P<rest>.*)$")),
)
# The first characters of each level: pages have many lines, and hardly one in ten begins with any of these.
_STARTS = {
    2: "第一二三四五六七八九十百零〇○",
    3: "(（㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩",
    4: "0123456789",
    5: "(（" + "".join(map(chr, (*range(0x2460, 0x2474), *range(0x2474, 0x2488)))),
}
_BY_FIRST = {
    char: tuple((level, pattern) for level, pattern in _LEVELS if char in _STARTS[level])
    for char in {char for chars in _STARTS.values() for char in chars}
}
_SENTENCE = re.compile(r"[。；;！!？?](?!$)|[，,].*[，,]")
_CLAUSES = re.compile(r"[。；;！!？?，,]")
_ENDS_OPEN = re.compile(r"[，,；;：:]$")
_TITLE_END = re.compile(
    r"(?:报告|自评表|评价表|评分表|申报表|目标表|信息表|情况表|监控表|登记表|清单|公开|公示|公告|通知|通报|办法|方案|总结|说明|细则|的函|汇总|自评|结果"
    r"|自評表|報告|公開|公告)(?:\s*[(（【〔][^()（）]{1,40}[)）】〕])?$"
)
_TITLE_OF_RESULTS = re.compile(r"^(?=.{0,30}(?:19|20)\d\d\s?年).*(?:绩效|自评|评价|使用)(?:评价|自评|完成)?情况$")
_TITLE_BRACKET = re.compile(r"^[(（][^()（）]{2,40}(?:项目|资金|经费|试行|县|市|区|局)[)）]$")
# "政府信息公开", "财务公开": the name of a column of the site, printed above the article.
_COLUMN_NAME = re.compile(r"^(?:政府|财务|财政|政务|信息|预算|决算|预决算|部门|绩效|资金|专项)+公开$")
_TITLE_LEAD = re.compile(r"^(?=.*(?:省|市|县|区|州|局|委|办|厅|中心|院|校|镇|乡|街道))(?=.*(?:19|20)\d\d年).{6,40}$")
_FORM_NAMES = frozenset(("项目基本信息", "项目基本信息表"))
# The last characters of what `_TITLE_END` and `_TITLE_BRACKET` find: most lines end in another.
_TITLE_LAST = frozenset("告表单开示知报法案结明则函总评果况開)）】〕")
_DIGIT = re.compile(r"\d")
_LABEL_VALUE = re.compile(r"^[^:：]{1,12}[:：]")
MAX_HEADING = 50
MAX_TITLE = 70


def heading_level(line: str) -> int | None:
    """The level of a numbered heading (一、 is 2, (一) 3, 1. 4, (1) 5), or None where the line is a sentence.

    A numbered line that ends a sentence ("1.负责…。") or holds one is a paragraph, whatever its number; a heading
    like "(一)项目资金情况分析。" closes with a stop too, so a stop is allowed after few characters of a noun phrase.
    """
    text = line.strip()
    if text in _FORM_NAMES:
        return 2
    if len(text) > MAX_HEADING or text[:1] not in _BY_FIRST:
        return None
    for level, pattern in _BY_FIRST[text[0]]:
        match = pattern.match(text)
        if match is None:
            continue
        rest = match.group("rest").strip()
        if not rest or _SENTENCE.search(rest) or _ENDS_OPEN.search(rest):
            return None
        if rest.endswith("。"):
            return level if _is_noun_phrase(rest[:-1]) else None
        if level >= 4 and _DIGIT.search(rest) and re.search(r"[，,:：]|\d+(?:\.\d+)?\s*(?:%|万元|亿元|元|分|人)", rest):
            return None
        return level
    return None


def _is_noun_phrase(rest: str) -> bool:
    return len(rest) <= 24 and bool(
        re.search(
            r"(?:情况|分析|概况|目标|结论|问题|建议|范围|依据|背景|方法|过程|管理|说明|内容|意见|措施|做法)$", rest
        )
    )


def is_title(line: str) -> bool:
    """Whether a line reads like the title of a disclosure: short, no sentence, ending in the name of its genre."""
    text = line.strip()
    if not 4 <= len(text) <= MAX_TITLE or text[-1] not in _TITLE_LAST or _CLAUSES.search(text):
        return False
    if heading_level(text) is not None or _LEVELS[0][1].match(text):
        return False
    if _LABEL_VALUE.match(text) or _COLUMN_NAME.match(text):
        return False
    return bool(_TITLE_END.search(text) or _TITLE_BRACKET.match(text) or _TITLE_OF_RESULTS.match(text))


def is_title_lead(line: str) -> bool:
    """Whether a line may be the first half of a title that goes on in the next line: a body and a year, no sentence."""
    text = line.strip()
    return bool(_TITLE_LEAD.match(text)) and not re.search(r"[。；;：:！!？?，,]", text)
