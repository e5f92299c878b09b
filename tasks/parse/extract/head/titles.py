"""What the words of a title are: its build, the furniture and the brands around it, and how it is cleaned of them."""

from __future__ import annotations

import re

from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

_GENRE = (
    r"(?:绩效|自评|跟踪问效|自我评价|使用情况|收支情况|执行情况|(?:完成|实施)情况(?=的?公)|重点领域财政项目"
    r"|决算|部门预算|部门评价|(?<=项目)自查|(?<=项目)评价(?=报告))"
)
_KIND = (
    r"(?:自评价?报告|评价报告|自评表|评价表|评分表|申报表|目标表|报告书?|自评结果|评价结果|自评情况|评价情况"
    r"|使用情况|情况表|情况|公开|公告|公示|通告|通报|通知|批复|文本|办法|方案|总结|说明|的函|结果|表|自评|评价|范文|(?<=绩效)目标[和及]指标)"
)
_TAIL = (
    r"(?:\([一-龥]{1,2}\d{1,2}篇\)篇[一二三四五六七八九十\d]{1,2}"
    r"|\([^()\n]{1,60}(?:\([^()\n]{1,20}\)[^()\n]{1,40})?\)| ?\(\d{4}年?度?\)"
    r"| \((?!\d{4})[^()\n]{2,60}\)|〔[^〕\n]{2,40}〕|【[^】\n]{2,20}】"
    r"|\s?(?:[—–―]{1,2}|-{2})[^\n。;|,!?]{4,60}|\s?[一-龥]{0,2}(?:\d{1,2}篇|篇[\d一二三四五六七八九十]{0,2})|表|的?公告|的?公示|公开|的?说明|的?报告|的?函|书)?"
)
_WORD = r"[^\n。;|,:!?]"
_LABELLED = r"(?:[^\n。;|:,]{0,8}[:]\s*)?[^\n。;|:]*?"
TITLE = re.compile(rf"{_LABELLED}{_GENRE}{_WORD}*?{_KIND}{_TAIL}")
# What offices write to each other bears a title of this build whatever it is about.
_LETTER = r"[^\n。;|:,!?]{0,60}关于[^\n。;|:!?]{6,90}的(?:通知|通报|公告|公示|通告|函|报告|请示|批复|说明)"
_MONEY_USED = (
    rf"(?!\(?[一二三四五六七八九十\d]{{1,3}}[)、.]){_WORD}{{0,30}}(?:19|20)\d\d年{_WORD}{{2,40}}(?:资金|公益金|经费){_WORD}{{0,12}}"
    r"(?:使用|收支)(?:(?:[和及]?管理)?情况(?:的?公[示告])?|的?公[示告])"
)
# The whole of a line is a title when nothing of a sentence follows the kind of paper.
_WHOLE = re.compile(
    rf"(?:{_LABELLED}{_GENRE}{_WORD}*{_KIND}{_TAIL}|{_WORD}{{2,40}}关于{_WORD}{{4,60}}使用情况|{_LETTER}|{_MONEY_USED})\s*\|?[\s|]*"
)
FURNITURE = re.compile(
    r"当前位置|您现在|您的位置|首页|上传|网友|文库|下载|浏览|点击|字体|扫一扫"
    r"|打印|主办|版权|备案|索引号|索\s*引|发布机构"
    r"|公开目录|主题分类|主题词|^[•·\-]\s|^\W*(?:发布|发文|创建|来源|作者|时间|日期|信息|归档|单位)[^\s:]*\s*:|^号\s*:"
    r"|(?<!_)第\d+页|>|目\s*录$|\.docx?(?!_第)\b"
)
# 平台, 足球 and app alone stand in honest names too (查询平台运行, 足球场建设, 政务APP).
_A_BRAND = (
    r"(?:娱乐城|娱乐平台|博彩|投注|彩票网|赌场|百家乐|米乐|棋牌|电竞"
    r"|开云|足球(?:网|app|投注)|体育(?:app|平台|官网)"
    r"|app(?=官方|下载|注册|登录|手机|平台)|官网(?=登录|入口|注册|平台)|登录入口)"
)
_NAMES_A_BRAND = re.compile(_A_BRAND, re.IGNORECASE)
_BRAND = re.compile(
    rf"[^\s,。_|\-]*?{_A_BRAND}"
    r"(?:娱乐|平台|网址|网站|下载|注册|入口|登录|官网|官方|手机|网页|最新|版|app|网|投注|_|-|[【】\[\]])*",
    re.IGNORECASE,
)
LONGEST = 160
A_YEAR = re.compile(r"(?:19|20)\d\d")
FORM_NAME = re.compile(r"(?:\d{4}年度?|项目|专项|部门|预算|财政|资金|支出|整体|绩效|目标|自评价?|评价|申报|表|报告)+")
# Document libraries name the pages of a paper after it, print the fields of its page numbers, and lose its lines.
_BEHIND = re.compile(
    r"(?<=报告)项目(?:基本)?(?:情况|概况)$|\s+(?:文\s*号|主题词|关键词)\s*:?\s*$|(?:\.(?:docx?|xlsx?|pdf|wps))?_第\s?\d{1,3}\s?页\s*$"
)
_PAGE_FIELDS = re.compile(r"(?:PAGE\s{0,2}(?:\d{1,3}?\s{0,2})?)+(?=(?:19|20)\d\d\s?年|[^\d\sP])")
# A table of contents that lost its lines: 概述....7评价结论....8某某报告.
_CONTENTS = re.compile(r"\.{4,}\s?\d{1,3}(?=[一-龥])")
_A_SECTION = re.compile(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、")
_COLLECTION = re.compile(r"小编|范文|精选|篇[)】]")
_OPENING = 600
_SAID_TWICE = 8
_YEAR_BEHIND = re.compile(r"\s*\(\d{4}\s?年?度?\)$")
_LEAD = re.compile(
    r"^(?:\s|详[情细]?[请]?见附件(?:\([^()]*\))?|\d{1,3}、|附件?\s*(?:(?!(?:19|20)\d\d\s?年)\d)*\s*[:.]?|——|(?:信息|文件)?(?:名\s*称|标\s*题)(?:\s*[:|]|\s(?=\S{8}))|\|)+"
)


def is_form_name(title: str) -> bool:
    """Whether a title is only a form's printed name (项目支出绩效自评表) and says nothing of whose it is."""
    return bool(FORM_NAME.fullmatch(narrow(title)))


def is_collection(narrowed: str) -> bool:
    """Whether a page is a library's collection of samples, called otherwise than the report that it holds."""
    return _COLLECTION.search(narrowed, 0, _OPENING) is not None


def is_title(line: str) -> bool:
    """Whether a line is a title of the genre and nothing else, but for a brand or a page's mark."""
    if len(line) > LONGEST:
        return False
    line = _BEHIND.sub("", line.strip(" |\t\u3000"))
    if "\t" in line:  # a row of several cells
        return False
    if _NAMES_A_BRAND.search(line):
        line = _BRAND.sub("", line).rstrip("-_|")
    return bool(_WHOLE.fullmatch(line)) and not FURNITURE.search(line) and not _A_SECTION.match(line)


def cleaned(text: str, span: Span) -> Stated[str] | None:
    """A title without what stands before and behind it: brands, page marks, its own repetition."""
    narrowed = narrow(text)
    # Brands are looked for from every place of a title: in one of a whole page that takes minutes.
    start, end = span.start, min(span.end, span.start + 4 * LONGEST)
    lead = _LEAD.match(narrowed[start:end])
    if lead and lead.end() < end - start:
        start += lead.end()
    contents = list(_CONTENTS.finditer(narrowed, start, end))
    if contents:
        start = contents[-1].end()
    fields = _PAGE_FIELDS.match(narrowed, start, end)
    if fields:
        start = fields.end()
    brands = list(_BRAND.finditer(narrowed, start, end)) if _NAMES_A_BRAND.search(narrowed, start, end) else []
    if brands and brands[-1].end() < end - 4:
        start = brands[-1].end()
    elif brands and brands[0].start() > start + 4:
        end = brands[0].start()
    end = start + len(text[start:end].rstrip("-_| \t\n"))
    page = _BEHIND.search(narrowed, start, end)
    if page:
        end = page.start()
    again = _said_again(narrowed, start, end)
    if again > 0 and narrowed[again - 1] != "(" and is_title(narrowed[start:again].rstrip(" ()")):
        end = again
    year = _YEAR_BEHIND.search(narrowed, start, end)
    if year and is_form_name(narrowed[start : year.start()]):
        end = year.start()
    found = stated(text, start, end, "title")
    # A row of several cells is no title: 转移支付(项目)名称 beside the name.
    return found if len(found.value) >= 4 and "\t" not in found.value else None


def _said_again(narrowed: str, start: int, end: int) -> int:
    """Where the first words of a title stand again, which blanks may part there (某县自评报告某县 自评 报告)."""
    words = "".join(narrowed[start : start + _SAID_TWICE].split())
    places = [at for at in range(start, end) if not narrowed[at].isspace()]
    again = "".join(narrowed[at] for at in places).find(words, _SAID_TWICE)
    return places[again] if again > 0 else -1
