"""The title of a document, cleaned of the brand words that mirror pages put before and behind it."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.parse.document import Block, Document
from tasks.parse.extract.head.flattened import flattened_title
from tasks.parse.extract.head.organisations import body_at_start, body_of_title
from tasks.parse.extract.outline import body_start
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated

_GENRE = (
    r"(?:绩效|自评|跟踪问效|自我评价|使用情况|收支情况|执行情况|(?:完成|实施)情况(?=的?公)|重点领域财政项目"
    r"|决算|部门预算|部门评价|(?<=项目)自查)"
)
_KIND = (
    r"(?:自评价?报告|评价报告|自评表|评价表|评分表|申报表|目标表|报告书?|自评结果|评价结果|自评情况|评价情况"
    r"|使用情况|情况表|情况|公开|公告|公示|通告|通报|通知|批复|文本|办法|方案|总结|说明|的函|结果|表|自评|评价|范文)"
)
_TAIL = (
    r"(?:\([^()\n]{1,60}(?:\([^()\n]{1,20}\)[^()\n]{1,40})?\)| ?\(\d{4}年?度?\)"
    r"| \((?!\d{4})[^()\n]{2,60}\)|〔[^〕\n]{2,40}〕"
    r"|\s?(?:[—–―]{1,2}|-{2})[^\n。;|,!?]{4,60}|表|的?公告|的?公示|公开|的?说明|的?报告|的?函|书)?"
)
_WORD = r"[^\n。;|,:!?]"
_LABELLED = r"(?:[^\n。;|:,]{0,8}[:]\s*)?[^\n。;|:]*?"
_TITLE = re.compile(rf"{_LABELLED}{_GENRE}{_WORD}*?{_KIND}{_TAIL}")
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
_FURNITURE = re.compile(
    r"当前位置|您现在|您的位置|首页|上传|网友|文库|下载|浏览|点击|字体|扫一扫"
    r"|打印|主办|版权|备案|索引号|索\s*引|发布机构"
    r"|公开目录|主题分类|主题词|^[•·\-]\s|^\W*(?:发布|发文|创建|来源|作者|时间|日期|信息|归档|单位)[^\s:]*\s*:"
    r"|(?<!_)第\d+页|>|目\s*录$|\.docx?(?!_第)\b"
)
_DATE_LINE = re.compile(
    r"(?:发布|发文|公开|创建|成文|更新)\s*(?:日期|时间)|^\W*(?:时间|日期|来源|信息来源|作者)\s*:|来源\s*:"
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
_LONGEST = 160
_GENERIC = re.compile(r"(?:\d{4}年度?|项目|专项|部门|预算|财政|资金|支出|整体|绩效|目标|自评价?|评价|申报|表|报告)+")
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
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_IS_PAPER = re.compile(r"报告|表|公开|公示|通知|公告|附件|目录|预算$|信息")
_ATTACHED = re.compile(r"^附\s*件\s*\d{0,2}\s*[:.、]")
_NUMBERED = re.compile(r"^\d{1,2}\s*[.、]")
# The second of two lines says nothing but the kind of paper; the first may end in anything but a sentence.
_ANY_FIRST_LINE = re.compile(r"[^\n。;,:|?!>]{0,40}(?:19|20)\d\d\s?年(?!\d{1,2}月)[^\n。;,:|?!>]{2,40}")
# Document libraries name the pages of a paper after it, print the fields of its page numbers, and lose its lines.
_BEHIND = re.compile(
    r"(?<=报告)项目(?:基本)?(?:情况|概况)$|\s+(?:文\s*号|主题词|关键词)\s*:?\s*$|(?:\.(?:docx?|xlsx?|pdf|wps))?_第\s?\d{1,3}\s?页\s*$"
)
_PAGE_FIELDS = re.compile(r"(?:PAGE\s{0,2}(?:\d{1,3}?\s{0,2})?)+(?=(?:19|20)\d\d\s?年|[^\d\sP])")
# A table of contents that lost its lines: 概述....7评价结论....8某某报告.
_CONTENTS = re.compile(r"\.{4,}\s?\d{1,3}(?=[一-龥])")
_A_SECTION = re.compile(r"\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、")
_SAID_TWICE = 8
_JOINS = (":", "：", "-", "_", "|")
_PLAIN_LINE = re.compile(r"[^\n。;,:|?!>]{4,60}")
_PAPER_AT_END = re.compile(r"(?:公示|公告|公开|通告|报告|情况|说明|总结)$")
_ANNOUNCES = re.compile(r"(?:公示|公告|公开|报告|通告|汇报|说明)如下")
_TITLE_LINES = 3
_YEAR_ALONE = re.compile(r"\(\s*(?:\d{4}|[二○〇零一二三四五六七八九]{4})\s*年\s*度?\s*\)")
_YEAR_BEHIND = re.compile(r"\s*\(\d{4}\s?年?度?\)$")
# What stands over a table of a report: 评价表(单位:万元).
_CAPTION = re.compile(r"\(?单位\s*:\s*\S{0,2}元\)?\s*$")
# The information box names the paper where no heading does.
_BOXED = re.compile(
    r"(?:标(?<![一-龥]标)\s*题|名(?<![一-龥]名)\s*称|文(?<![一-龥]文)件名称)\s*:?[\s|]{0,6}([^\n|]{8,120}?)\s*(?=[|\n]|$)"
)
# 当前位置:首页 > 绩效管理 > 某项目绩效自评报告: the last step of the page's path is the page.
_PATH = re.compile(r"(?:位置|首页)[^\n]{0,200}[>»›]\s*([^>»›\n|]{8,100}?)\s*(?=\n|$)")
_BOX = 800
_LEAD = re.compile(
    r"^(?:\s|详[情细]?[请]?见附件(?:\([^()]*\))?|\d{1,3}、|附件?\s*(?:(?!(?:19|20)\d\d\s?年)\d)*\s*[:.]?|——|(?:信息|文件)?(?:名\s*称|标\s*题)(?:\s*[:|]|\s(?=\S{8}))|\|)+"
)
# 项目名称 | 某经费支出绩效自评表: a project may be named like a paper.
_NAMED = re.compile(r"项目(?:支出)?名称[\s:|]*$")
_LABEL_AFTER = re.compile(
    r"[^\s。]{0,8}项目(?:支出)?名称|填报|评价类型|\(?\d{4}年度\)?$|项目摘要|一、|(?:项目)?(?:主管|实施)(?:部门|单位)|项目(?:基本)?(?:情况|概况)"
)


def read_title(document: Document) -> Stated[str] | None:
    """The title: the page's own heading, else the first line of the genre above the body."""
    text = document.text
    narrowed = narrow(text)
    headings = [_behind_site(text, block) for block in document.blocks if block.kind == "heading" and block.level == 1]
    found = [
        _cleaned(text, _with_continuation(text, span))
        for span in headings
        if _is_title(words := narrowed[span.start : span.end])
        and not _is_attachment(text, span.start)
        and not _NAMED.search(narrowed, max(0, span.start - 20), span.start)
        and not _CAPTION.search(words)
    ]
    named = [title for title in (*found, _declared(document)) if title is not None and not is_form_name(title.value)]
    boxed = _boxed(text)
    if named:
        # A title that the page prints in two lines stands whole in the information box.
        return boxed if boxed is not None and _holds(boxed, named[0]) else named[0]
    return boxed or _from_lines(text) or next((title for title in found if title is not None), _opening_lines(text))


def _behind_site(text: str, line: Block | Span) -> Span:
    """A line without the name of the site, the first line of its page, that runs into it (某某网:某县…报告)."""
    site = text[: line.start].strip().partition("\n")[0].strip()
    start = line.start + len(site)
    glued = site and text.startswith(site, line.start) and text[start : start + 1] in _JOINS
    return Span(start + 1, line.end) if glued and start + 1 < line.end else Span(line.start, line.end)


def _opening_lines(text: str) -> Stated[str] | None:
    """The first lines of a text whose last names a kind of paper, whatever it is on, right above an announcement."""
    narrowed = narrow(text)
    head = list(lines(text, Span(0, min(len(text), _BOX))))
    for count, line in enumerate(head[:_TITLE_LINES], 1):
        words = narrowed[line.start : line.end]
        if not _PLAIN_LINE.fullmatch(words) or _FURNITURE.search(words):
            return None
        if _PAPER_AT_END.search(words):
            below = narrowed[head[count].start : head[count].end] if count < len(head) else ""
            dated = _A_YEAR.search(words) and body_at_start(words)
            return _cleaned(text, Span(head[0].start, line.end)) if dated or _ANNOUNCES.search(below) else None
    return None


def _holds(whole: Stated[str], part: Stated[str]) -> bool:
    return len(part.value) < len(whole.value) and narrow(part.value) in narrow(whole.value)


def _boxed(text: str) -> Stated[str] | None:
    """The title that the information box gives beside 标题 or 名称."""
    return _behind(_BOXED, text)


def _behind(label: re.Pattern[str], text: str) -> Stated[str] | None:
    match = label.search(narrow(text), 0, _BOX)
    if match is None or not _is_title(match.group(1)) or is_form_name(match.group(1)):
        return None
    return _cleaned(text, Span(*match.span(1)))


def _said_again(text: str) -> Stated[str] | None:
    """The last step of the page's path where the line below repeats it: sites cut long titles short in both places."""
    narrowed = narrow(text)
    step = _PATH.search(narrowed, 0, _BOX)
    if step is None:
        return None
    again = re.compile(rf"[\s•·]*{re.escape(step[1])}[^\S\n]*\n").match(narrowed, step.end())
    return stated(text, again.start() + again[0].find(step[1]), again.end(), "title") if again else None


def _is_attachment(text: str, start: int) -> bool:
    """Whether a line stands in a list of papers: attachments at the foot of a letter, or names behind bare numbers."""
    narrowed = narrow(text)
    rows = list(lines(text, Span(max(0, start - 400), min(len(text), start + 20))))
    above = [row for row in rows if row.end <= start]
    if above and re.fullmatch(r"\d{1,2}", narrowed[above[-1].start : above[-1].end]):
        return True
    for row in reversed([row for row in rows if row.start <= start]):
        words = narrowed[row.start : row.end]
        if row.start > 0 and _ATTACHED.match(words):
            return True
        if not _NUMBERED.match(words):
            return False
    return False


def is_form_name(title: str) -> bool:
    """Whether a title is only a form's printed name (项目支出绩效自评表) and says nothing of whose it is."""
    return bool(_GENERIC.fullmatch(narrow(title)))


def _declared(document: Document) -> Stated[str] | None:
    """The title of the page's meta tags, where the text repeats it."""
    for tag in ("articletitle", "title"):
        words = document.meta.tags.get(tag, "").strip()
        if len(words) >= 6 and _is_title(narrow(words)):
            at = document.text.find(words)
            if at >= 0:
                return _cleaned(document.text, _with_continuation(document.text, Span(at, at + len(words))))
    return None


def _is_title(line: str) -> bool:
    if len(line) > _LONGEST:
        return False
    line = _BEHIND.sub("", line.strip(" |\t\u3000"))
    if _NAMES_A_BRAND.search(line):
        line = _BRAND.sub("", line).rstrip("-_|")
    return bool(_WHOLE.fullmatch(line)) and not _FURNITURE.search(line) and not _A_SECTION.match(line)


def _from_lines(text: str) -> Stated[str] | None:
    body = body_start(text)
    head = list(lines(text, Span(0, body)))[:40]
    found = _in_head(text, head) or _above_page_data(text, head)
    if found is not None and not is_form_name(found.value):
        return found
    # A file may begin with forms; its report, and the report's title, then stand behind them.
    below = Span(body, min(len(text), body + 20000))
    report = _of_paper(text, below, "报告")
    if title := report or _behind(_PATH, text) or _said_again(text) or found:
        return title
    flattened = flattened_title(narrow(text), _BOX, _is_title)
    return _cleaned(text, flattened) if flattened else _of_paper(text, below, "表")


def _in_head(text: str, head: list[Span]) -> Stated[str] | None:
    """The first line above the body that is a title, one that only names a form last."""
    narrowed = narrow(text)
    found = []
    for span in (_behind_site(text, row) for row in head):
        line = narrowed[span.start : span.end]
        if _is_title(line):
            if _is_attachment(text, span.start) or _NAMED.search(narrowed, max(0, span.start - 20), span.start):
                continue
            found.append(_cleaned(text, _with_continuation(text, span)))
        elif not _FURNITURE.search(line):
            glued = _glued(narrowed, span)
            found.append(_cleaned(text, glued) if glued is not None else None)
    titles = [title for title in found if title is not None]
    return next((title for title in titles if not is_form_name(title.value)), titles[0] if titles else None)


def _above_page_data(text: str, head: list[Span]) -> Stated[str] | None:
    narrowed = narrow(text)
    for first, second in pairwise(head[:11]):
        line = narrowed[first.start : first.end]
        if (
            len(line) >= 8
            and "|" not in line
            and not _FURNITURE.search(line)
            and _DATE_LINE.search(narrowed[second.start : second.end])
        ):
            return _cleaned(text, first)
    return None


def _of_paper(text: str, span: Span, kind: str) -> Stated[str] | None:
    """The first line below the head that is the title of a report, or of a form where no report is."""
    narrowed = narrow(text)
    for line in lines(text, span):
        words = narrowed[line.start : line.end].rstrip("| ")
        if (
            len(words) <= 80
            and words.endswith(kind)
            and _is_title(words)
            and (_GENERIC.match(words) and ":" not in words if kind == "表" else not _GENERIC.fullmatch(words))
            and not _NUMBERED.match(words)
        ):
            return _cleaned(text, _with_continuation(text, line))
    return None


def _glued(narrowed: str, span: Span) -> Span | None:
    """A title to which a document library or a flattened table has glued the text that follows."""
    match = _TITLE.match(narrowed, span.start, min(span.end, span.start + _LONGEST))
    if match is None or len(match.group().strip()) < 8 or len(match.group()) > 90:
        return None
    behind = narrowed[match.end() : match.end() + 12]
    if _LABEL_AFTER.match(behind.lstrip()):
        return Span(*match.span())
    return None


def _with_continuation(text: str, span: Span) -> Span:
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
        elif not _FURNITURE.search(line) and (
            _ENDS_IN_YEAR.search(line) or _RUNS_ON.fullmatch(line) or _opens(line, narrowed[start:end])
        ):
            start = before[-1].start
            line = narrowed[before[-2].start : before[-2].end] if len(before) > 1 else ""
            first = _OPENS_WITH_YEAR.match(line) and _FIRST_LINE.fullmatch(line)
            if (first or _ENDS_IN_YEAR.search(line)) and not (_IS_PAPER.search(line) or _FURNITURE.search(line)):
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
    return bool(_YEARED_LINE.fullmatch(line)) and not _A_YEAR.search(title) and body_of_title(title) is None


def _cleaned(text: str, span: Span) -> Stated[str] | None:
    narrowed = narrow(text)
    # Brands are looked for from every place of a title: in one of a whole page that takes minutes.
    start, end = span.start, min(span.end, span.start + 4 * _LONGEST)
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
    again = narrowed.find(narrowed[start : start + _SAID_TWICE], start + _SAID_TWICE, end)
    if again > 0 and narrowed[again - 1] != "(" and _is_title(narrowed[start:again].rstrip(" ()")):
        end = again
    year = _YEAR_BEHIND.search(narrowed, start, end)
    if year and is_form_name(narrowed[start : year.start()]):
        end = year.start()
    found = stated(text, start, end, "title")
    return found if len(found.value) >= 4 else None
