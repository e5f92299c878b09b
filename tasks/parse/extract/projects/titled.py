"""The name of the project in a title: behind the body and the year, in brackets, behind a dash; and what is no name."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.parse.extract.genre import ACT_NO, GENRE, made_of
from tasks.parse.extract.head.organisations import DONE_TO_IT, ENDS, body_at_start, body_of_title
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated

_DASH = re.compile(r"(?:报告|表|情况)\s?(?:[—–―]{1,2}|-{2})\s?(?:以)?([^\n。;|]{4,60}?)(?:为例)?$")
_BRACKET = re.compile(r"\(((?:[^()\n]|\([^()\n]*\)){2,80})\)")
_NOT_A_NAME = re.compile(
    r"自评|绩效|^[一-龥]{2,8}(?:年度?|时间|日期|单位|部门|机构|编号):|[类篇章]\)?$|^(?:附|注|含|修订)|^(?:第?[一二三四五六七八九十\d]+[期稿版批]?|[上下续全新终样定修初][期册部稿表改本]?"
    r"|[公开示审送报正式]{2}[稿版]?|试[点行]|草案|参考|模板|样本|范本|原件|正文|转载|图)$"
)
"""What stands in a title's brackets besides a name: remarks and seals, the numbers of parts and editions."""
# 2020年某祠开放经费236万元部门整体支出绩效自评表: the form of a department, filled in for a fund.
_ITS_SUM = r"\s?\d[\d.,]{0,12}\s?万元?(?:部门|单位)?整体支出"
OF_ONE_FUND = re.compile(rf"(?:经费|资金|项目|专项|补助){_ITS_SUM}")
_OF_PAPER = r"(?:绩效(?!管理系统)|自评|自我评价|跟踪问效|(?:部门)?评价报告|(?<=项目)自查|自查(?:情况)?的?报告)"
_SPENT = r"(?<!的)(?:支出|预算)"
_FLOWS = rf"筹集|投入|分配|安排|下达|拨付|收支|使用|管理|情况|{_SPENT}|[和及与、\s]"
_HOW_USED = r"(?:收支|执行|使用(?:[和及]?管理)?)情(?:况|$)"
_ITS_PROJECT = r"项目(?<=(?:资金|经费|补助)项目)(?=(?:财政)?(?:支出|预算))"
_TAIL = re.compile(
    rf"(?<=[金费目项程助付])(?:{_FLOWS}|的|财政|重点|区域(?:\(项目\))?|{_ITS_PROJECT}|{_ITS_SUM})*(?:{_OF_PAPER}|{_HOW_USED})"
    rf"|(?<=[金费])(?:筹集|分配)[和及与、][^,。]{{0,24}}{_HOW_USED}"
    rf"|(?:财政|事[前中后]|全周期)?(?:{_SPENT})?(?:运行(?=绩效监控))?{_OF_PAPER}"
    r"|(?<=[目程设])(?:进展|推进)(?:情况|顺利)"
    rf"|的?(?:{_FLOWS}|资金(?=执行))*{_HOW_USED}"
)
"""Behind the name: the paper's own words. Behind 资金, 项目 … those of what becomes of money are none of the name."""
_YEAR = re.compile(
    r"(?:(?:19|20)(?:\d\d|[xX×*]{2})|二[〇○零]二?[〇○零一二三四五六七八九]+)\s*(?:[-—至]\s*\d{4}\s*)?年?\s*度?\s*"
    r"(?:\d{1,2}\s?[-—至]\s?\d{1,2}月份?|上半年)?"
)
# Libraries of papers take the figures of the year out of a title: 年某某项目绩效评价报告.
_TORN_YEAR = re.compile(r"\s*年度?(?=[一-龥])(?![货画轮终])")
_ENDS_IN_YEAR = re.compile(rf"(?:{_YEAR.pattern})$")
_AROUND_YEAR = re.compile(
    r"(?:[一-龥]{2,6}?[市县区州省旗])?([一-龥]{4,16}(?:19|20)\d\d年度?[一-龥]{0,10}(?:资金|经费|补助))"
)
_GENERIC = re.compile(made_of(*GENRE))
# The head beside 项目名称 in a list that lost its values: 乡镇名, 归口管理部门, 省级业务主管部.
_A_HEAD = re.compile(r"[一-龥]{0,8}(?:乡镇名|地点|管理部门|主管部门?|实施单位|起止时间|建设内容|子项)")
OF_A_PLACE = re.compile(r"^(?:[一-龥]{2,6}?(?:自治区|自治州|自治县|省|市|州|县|区|旗)(?!级))+")
ONLY_WHOSE = re.compile(
    r"(?!建设|创建|新建|改造|支持)[一-龥0-9A-Za-z]{1,20}(?:中心|学校|中学|小学|大学|学院|医院|局|厅|委|委员会|办公室|联合会|馆|镇|乡|街道|县|市|区|省)(?:财政)?(?:支出|预算)?(?:专项资金|项目|部门)?"
)
"""A title's words that say whose report it is and not on what."""

_QUOTES = {"”": "“", "》": "《"}
_OFFICE_INSIDE = re.compile(rf"(?:{ENDS})(?=(?:19|20)\d\d年)")
_BOND = re.compile(r"(?P<name>(?P<of>[^\n,。;:]{4,30}?)(?:地方政府|新增|专项)*债券(?:资金)?项目)(?:资金)?")
"""A bond is taken up for one work: 某市人民医院专项债券项目."""
_OFFICE = re.compile(r"(?:局|厅|委员会|办公室|政府)$")

_BEFORE_NAME = re.compile(
    r"[\s:、的与]*(?:第[一二三四五六七八九十]+部分\s*)?(?:关于(?:对)?)?\s*(?:转移支付(?=[一-龥]{6}))?"
)
_TRANSFER_IN_TITLE = re.compile(
    r"(?:(?:19|20)\d\d年?度?)?([^\n,。;:\d]{0,16}转移支付(?:资金)?)(?=区域|预算|支出|项目|绩效|自评|\s*$)"
)
"""What a report on all that came from above is on: words of the genre, but no others name it."""
_BARE_TITLE = re.compile(r"(?:(?:19|20)\d\d年度?)?([^\n,。;:]{4,40}?(?:项目|经费|资金|工程|支出))(?:部门项目)?")
_NO_SENTENCE = re.compile(r"[^\n。;:,!?]+")
_OPENING = 600
SHORTEST = 7
LONG = 10
_BENEATH = 2
_SUBTITLE = re.compile(
    r"\s*(?:\((?P<aside>[^()\n]{4,60})\)|[—–―-]{1,3}\s?(?:以)?(?P<dash>[一-龥][^\n。;|]{3,60}?)(?:为例)?)\s*"
)
"""The name in a line right beneath the title: (某某备用金), ——某某养护."""
# (青财农〔2022〕26号青禾县矿山修复经费): the act by which the money came stands before the name.
_ACT = re.compile(rf"[一-龥]{{2,8}}{ACT_NO}")
_LONGEST = 80
_NO_ORIGIN = re.compile(r"^\s*(?:\d+/\d+)?\s*附件?\s*\d*\s*|关于|关$|\s")
_ON_MONEY = re.compile(r"资金|经费|工程|补助")


def read_name_in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The project that the title itself names; of a report on many projects it is what they are parts of."""
    return in_brackets(text, title) or behind_dash(text, title) or in_title(text, title)


def is_generic(words: str) -> bool:
    """Whether words that stand where a name may stand are only those of the genre (市级专项资金项目, 某省转移支付)."""
    bare = _YEAR.sub("", narrow(words)).strip()
    if _GENERIC.fullmatch(bare) or _A_HEAD.fullmatch(bare):
        return True
    place = OF_A_PLACE.match(bare)
    return place is not None and place.end() < len(bare) and _GENERIC.fullmatch(bare, place.end()) is not None


def says_whose(words: str) -> bool:
    """Whether words say whose report it is and not on what: a body, or a body and the genre's words around a year."""
    bare = "".join(words.split())
    if ONLY_WHOSE.fullmatch(bare):
        return True
    body = body_at_start(bare)
    return body is not None and (body.end() == len(bare) or is_generic(bare[body.end() :]))


def in_brackets(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The name in the brackets of a title (财政支出项目绩效自评报告(某某路网项目))."""
    if title is None:
        return None
    start = title.evidence.start
    quote = narrow(title.evidence.quote)
    if "(" not in quote:
        return None
    tail = _TAIL.search(quote)
    for match in reversed(list(_BRACKET.finditer(quote))):
        inside = match.group(1)
        behind = tail is not None and match.start() > tail.start()
        # (临时救助)绩效自评表, unlike (直达资金)某某路工程绩效自评报告: there the words behind are the name.
        whole = match.start() == 0 and (tail is None or tail.start() - match.end() < SHORTEST)
        if (behind or whole) and not _is_no_name(inside):
            act = _ACT.match(inside)
            begin = match.start(1) + (act.end() if act else 0)
            if begin == match.end(1):
                continue
            return stated(text, start + begin, start + match.end(1), "title_brackets")
    return None


def _is_no_name(words: str) -> bool:
    """Whether what stands in brackets or beneath a title is a body, a state of the paper or the genre's words."""
    body = body_at_start(words)
    of_body = body is not None and body.end() == len(words)
    return of_body or _NOT_A_NAME.search(words) is not None or is_generic(words)


def behind_dash(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The name that stands behind the dash of a title (项目绩效评价报告——某某大桥加固工程)."""
    found = _DASH.search(narrow(title.evidence.quote)) if title is not None else None
    if title is None or found is None or is_generic(found[1]):
        return None
    return stated(text, title.evidence.start + found.start(1), title.evidence.start + found.end(1), "title")


def in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The name that stands in a title before the words for the paper, behind the body and the year."""
    if title is None:
        return None
    quote = narrow(title.evidence.quote)
    tail = _TAIL.search(quote)
    if tail is None:
        return None
    end = tail.start()
    # XX资金2020年度绩效评价报告: a year at the end is no part of the name.
    trailing = _ENDS_IN_YEAR.search(quote, 0, end)
    if trailing:
        end = trailing.start()
    aside = _BRACKET.match(quote, 0, end)
    start = behind_year(quote, aside.end() if aside and aside.end() < end else 0, end)
    led = start
    while (
        (body := body_at_start(quote[start:])) is not None
        and start + body.end() < end
        and (_OFFICE.search(body.group()) or not DONE_TO_IT.match(quote, start + body.end()))
    ):
        start += body.end()
    lead = _BEFORE_NAME.match(quote, start, end)
    start = behind_year(quote, lead.end(), end) if lead and lead.end() > start else start
    end -= quote[start:end].endswith("的")
    close = quote[end - 1 : end]
    if close in _QUOTES and _QUOTES[close] not in quote[start + 1 : end]:
        # 关于“2021年某某资金”管理使用情况, 关于《某某项目》的绩效评价报告: the name without its quotes and its year.
        start, end = start + (quote[start] == _QUOTES[close]), end - 1
        start = behind_year(quote, start, end)
    words = quote[start:end]
    if (
        "债券" in words
        and is_generic(words)
        and (bond := _BOND.fullmatch(quote, led, end))
        and not _OFFICE.search(bond["of"])
    ):
        start, end = bond.span("name")
        return stated(text, title.evidence.start + start, title.evidence.start + end, "title")
    if is_generic(words) and (whole := _AROUND_YEAR.fullmatch(quote, 0, end)):
        # 某市文物保护2020年度专项资金: the year stands inside of the name.
        start, words = whole.start(1), whole[1]
        if _OFFICE_INSIDE.search(words):
            return None
    if len(words.strip()) < 3 or is_generic(words) or "整体" in words:
        return None
    if says_whose(words):
        return None
    return stated(text, title.evidence.start + start, title.evidence.start + end, "title")


def in_second_title(text: str, narrowed: str, span: Span, title: Stated[str] | None) -> Stated[str] | None:
    """The name in a report's own title beneath that of the page (项目支出自评报告 / 某局某某资金自评报告)."""
    if title is None:
        return None
    head = Span(title.evidence.end, min(span.end, title.evidence.end + _OPENING))
    rows = list(lines(text, head))
    # The page's own title may have the name on its line where that of the paper beneath has not.
    first = narrowed.find(narrow(title.evidence.quote), span.start) + len(title.evidence.quote)
    beside = list(lines(text, Span(first, title.evidence.start)))[:1] if first < title.evidence.start else []
    for line in (*beside, *rows[:_BENEATH]):
        below = _SUBTITLE.fullmatch(narrowed, line.start, line.end)
        name = below and Span(*below.span(below.lastgroup or 0))
        if name and not _is_no_name(narrowed[name.start : name.end]):
            return stated(text, name.start, name.end, "title_brackets")
    own = narrow(title.value)
    # A title over two lines may be broken anywhere (…2023年度绩效 / 自评报告).
    joined = (
        Span(first.start, second.end)
        for first, second in pairwise(rows)
        if second.end - second.start < LONG and _NO_SENTENCE.fullmatch(narrowed, first.start, first.end)
    )
    for line in (*rows, *joined):
        words = narrowed[line.start : line.end]
        if len(words) <= _LONGEST and words.endswith(")") and "报告" in words:
            return in_brackets(text, stated(text, line.start, line.end, "title"))
        again = own in words  # information boxes print the page's title once more
        if (
            not again
            and LONG < len(words) <= _LONGEST
            and "".join(words.split()).endswith(("绩效自评报告", "绩效评价报告", "绩效自评"))
        ):
            return in_title(text, stated(text, line.start, line.end, "title"))
    return None


def whole_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The title of a page that bears nothing but its project's name (2025年某某经费支出部门项目)."""
    named = _BARE_TITLE.fullmatch(narrow(title.evidence.quote)) if title is not None else None
    if title is None or named is None or is_generic(named[1]):
        return None
    return stated(text, title.evidence.start + named.start(1), title.evidence.start + named.end(1), "title")


def transfers_of_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The transfers as such (中央对地方专项转移支付), of a paper that is on all of them."""
    named = _TRANSFER_IN_TITLE.search(narrow(title.evidence.quote)) if title is not None else None
    if title is None or named is None:
        return None
    body = body_of_title(named[1])
    start = title.evidence.start + named.start(1) + (body.end() if body else 0)
    return stated(text, start, title.evidence.start + named.end(1), "title")


def behind_year(words: str, start: int, end: int) -> int:
    """Where a name begins behind a year and the words of whose it is (保山市2021年…); `start` where no year leads."""
    torn = _TORN_YEAR.match(words, start, end)
    if torn:
        return torn.end()
    years = [m for m in _YEAR.finditer(words, start, end) if m.end() < end]
    if not years:
        return start
    before = words[start : years[0].start()]
    return years[0].end() if not before or is_generic(before) or _is_origin(before) else start


def _is_origin(words: str) -> bool:
    """Whether the words before the year of a title say whose report it is rather than what it is on."""
    bare = _NO_ORIGIN.sub("", words)
    return not bare or ((len(bare) <= 24 or words.endswith("关于")) and not _ON_MONEY.search(bare))
