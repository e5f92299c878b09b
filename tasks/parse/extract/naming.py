"""The name of the project that a report speaks of: by its label, the brackets under the title, the title, the body."""

from __future__ import annotations

import re
from collections import Counter

from tasks.parse.extract.organisations import DONE_TO_IT, body_at_start, body_of_title
from tasks.parse.extract.outline import headings
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated

_LABEL = re.compile(
    r"(?:项目(?:\(政策\))?名称|评价项目)\s*[:|]\s*([^\n|]{2,80}?)(?=\s*(?:\n|\||$|主管部门|项目单位|实施单位|项目主管|项目实施|项目编[号码]|项目负责|报告日期|评价(?:类型|方式|机构)|填报|联系|\s{2,}))"
)
# 资金项目1个,项目名称小额贷款贴息项目,预算…: a sentence may give the label and the name without a colon.
_CALLED = re.compile(
    r"项目名称(?:为|是)?[“\"]?([^\n,。;:|“”\"]{3,60}?(?:项目|工程|经费|资金|专项|费|补助|补贴))[”\"]?(?=[,。;])"
    r"|项目名称[为是][“\"]?([^\n,。;:|“”\"]{3,40}?)[”\"]?(?=[,。;])"
)
_LABELS = ("项目名称", "项目(政策)名称", "评价项目")
_DASH = re.compile(r"(?:报告|表|情况)\s?(?:[—–―]{1,2}|-{2})\s?(?:以)?([^\n。;|]{4,60}?)(?:为例)?$")
_BRACKET = re.compile(r"\(((?:[^()\n]|\([^()\n]*\)){2,80})\)")
_NOT_A_NAME = re.compile(
    r"^(?:\d{4}年?度?|试行|草案|单位|部门|部门\(单位\)|公开|单位\)|盖章|章|一"
    r"|二|三|第.批|附.*|注.*|部门、单位|含.*|修订.*|.*篇)$|类\)?$|自评|绩效"
    r"|^(?:[一二三四五六七八九十\d]+[期稿版]?|[上下续全新终样定修初][期册部稿表改本]?|[终定初]稿|[公开示审送报正式]{2}[稿版]|试点|参考|模板|样本|范本|样表|原件|正文|转载|图)$"
)
_TAIL = re.compile(
    r"(?<=[目金费程助])\s*(?:财政)?重点(?=绩效)|(?:(?<=资金)项目|(?<=经费)项目|(?<=补助)项目)?(?:财政)?(?:支出|预算)(?:绩效(?!管理系统)"
    r"|自评|自我评价)|(?<=转移支付)区域(?:\(项目\))?(?=绩效)|(?:财政)?(?:绩效(?!管理系统)|自评|自我评价)|(?:的)?(?:筹集|投入|分配|安排|收支|管理|情况|和|及|与|、|\s)*使用(?:和|及)?(?:管理)?情况"
    r"|(?<=资金)(?:的)?(?:使用|管理)(?:[与和及]?(?:使用|管理))?(?=(?:支出)?绩效)|(?:的)?收支情况|(?:全周期)?跟踪问效|(?:部门)?评价报告|(?:支出|资金|预算)?执行情况"
)
_YEAR = re.compile(
    r"(?:(?:19|20)(?:\d\d|[xX×*]{2})|二[〇○零]二?[〇○零一二三四五六七八九]+)\s*(?:[-—至]\s*\d{4}\s*)?年?\s*度?\s*"
)
# Libraries of papers take the figures of the year out of a title: 年某某项目绩效评价报告.
_TORN_YEAR = re.compile(r"\s*年度?(?=[一-龥])(?![货画轮终])")
_ENDS_IN_YEAR = re.compile(r"(?:19|20)\d\d\s*年度?\s*$")
_AROUND_YEAR = re.compile(
    r"(?:[一-龥]{2,6}?[市县区州省旗])?([一-龥]{4,16}(?:19|20)\d\d年度?[一-龥]{0,10}(?:资金|经费|补助))"
)
_GENERIC = re.compile(
    r"(?:部门|单位|项目|专项|财政|预算|资金|经费|支出|本级|市级|省级|县级|区级|省|州|级|绩效|评价|自评|表|报告|申报"
    r"|\d{1,4}个|往年|当年|本年|上年|结转|结余|拨付|到位|使用|收入|来源|内容|情况|规模|名称|总额|合计"
    r"|整体|重点|年度|一般|公共|决算|中|及|和|与|\(|\)|、|的|关于|对|市|县|区|局|中心"
    r"|地方|综合|跟踪问效|全周期|开展|事业|政策|全部|各|所有|补助|补贴|上级|中央|转移支付|目标|申报|等|个)*"
)
_QUOTED = re.compile(
    r"[“\"「『]((?:[^“”\"「」『』\n。;]|‘[^’]{0,30}’){3,50})[”\"」』](?:(?:建设)?(?:资金"
    r"|经费|补助))?\s*(?:的)?(?:专项)?项目(?!部)"
)
_ONLY_WHOSE = re.compile(
    r"[一-龥0-9A-Za-z]{1,20}(?:中心|学校|中学|小学|大学|学院|医院|局|厅|委|镇|乡|街道|县|市|区|省)(?:财政)?(?:支出|预算)?(?:专项资金|项目|部门)?"
)
"""A title's words that say whose report it is and not on what."""

_QUOTES = {"”": "“", "》": "《"}
_OFFICE_INSIDE = re.compile(r"(?:局|厅|委|会|办|中心|院|校|馆|站|政府)(?=(?:19|20)\d\d年)")
_OFFICE = re.compile(r"(?:局|厅|委员会|办公室|政府)$")

_BEFORE_NAME = re.compile(r"[\s:、的与]*(?:第[一二三四五六七八九十]+部分\s*)?(?:关于(?:对)?)?\s*")
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.、]|\(\d{1,2}\)|\(?[一二三四五六七八九十]{1,2}[)、])\s*")
_LETTER = re.compile(
    r"现将(?:(?:19|20)[\dxX*]{2}年度?(?:预算|项目)?绩效(?:自评|评价))?([^。\n]{4,80}?)(?:财政)?(?:支出)?(?:绩效|自评)[^。\n]{0,30}(?:如下|报告)"
)
_COLLECTION = re.compile(r"小编|范文|精选|篇\)")
_EVALUATED = re.compile(
    r"对(?:[我本]?(?:单位|局|部门|校|区|市|县)(?:负责|实施|承担)?的)?([^\n,。;:《》“]{4,60}?(?:项目|资金|经费|工程|专项|补贴|补助)(?:\([^()\n]{1,30}\))?)"
    r"(?:的?(?:支出|使用)?情况)?(?:进行|开展|实施|做|作)了?[^。\n]{0,16}(?:评价|自评)"
)
_EVALUATED_QUOTE = re.compile(r"对[“\"]([^“”\"\n。;]{4,60})[”\"](?:项目|资金)?[^。\n]{0,24}?(?:评价|自评)")
_SPENT_ON = re.compile(
    r"现将[^。\n]{0,40}?((?:[^。,;\n的]{2,24})(?:公益金|资金|经费))(?:筹集|分配|安排|收支|管理|情况|和|及|与|、)*使用(?:和|及)?(?:管理)?情况"
    r"[^。\n]{0,12}(?:公告|公示|公开|报告)如下"
)
"""How an announcement whose title was cut off says what money it is on."""
_REPORTED = re.compile(
    r"(?:主要是|涉及|承担的?|实施的?)([^\n,。;:《》“是]{4,40}(?:项目|资金|经费|工程))(?:支出)?(?:绩效)?(?:自评|评价)"
)
_TRANSFERRED = re.compile(
    r"\([一二]\)\s*(?:中央|省级?|市级?)?下达([^\n。,;:]{4,30}?(?:资金)?)(?:转移支付)?(?:资金|项目)?预算(?:和|及)绩效目标情况"
)
"""The first heading of the finance ministry's outline for transfers; it names the transfer."""
_TRANSFER_SUM = re.compile(r"下达(?:的)?([^\n,。;:《》\d]{2,20}转移支付(?:资金)?)[^\S\n]?\d[\d.,]*\s?[万亿]?元")
_TRANSFER_IN_TITLE = re.compile(
    r"(?:(?:19|20)\d\d年?度?)?([^\n,。;:\d]{0,16}转移支付(?:资金)?)(?=区域|预算|支出|项目|绩效|自评|\s*$)"
)
"""What a report on all that came from above is on: words of the genre, but no others name it."""
_BARE_TITLE = re.compile(r"(?:(?:19|20)\d\d年度?)?([^\n,。;:]{4,40}?(?:项目|经费|资金|工程|支出))(?:部门项目)?")
_OPENING = 600
_YEARLY = re.compile(r"(?:19|20)\d\d年度?([一-龥“”()、]{4,40}?(?:项目|资金|经费|工程))(?![一-龥]{0,2}(?:个|数))")
_MONEY_NAME = re.compile(r"[一-龥]{4,26}?(?:资金|经费|项目|工程|公益金)")
_OPENS_A_NAME = re.compile(
    r"^(?:[的了达和与及对为在由将把于至给到是以按从该本此我各度级元]|年度?|上级|复(?![垦绿耕合])|万元|自治区下达|下达|安排|使用)+"
)
_SHORTEST = 7
_OFTEN = 3
_LONG = 10
# (青财农〔2022〕26号青禾县矿山修复经费): the act by which the money came stands before the name.
_ACT = re.compile(r"[一-龥]{2,8}[〔\[(【]\d{4}[〕\])】]\d{1,5}号")
_LONGEST = 80
_ONE = re.compile(r"项目\s*(?:为|是|:)\s*([^\n,。;:、]{3,40}?(?:项目|工程|经费|资金|专项|建设(?=[。,])))")
_AIMED = re.compile(r"(?:开展|实施)了?([^\n,。;:《》“]{3,40}?(?:项目|工程|经费))(?=,(?:其)?(?:主要)?(?:目的|旨在))")
_SUBJECT = re.compile(
    r"(?:^|[\n。;:、\)])[^\S\n]{0,20}([^\n,。;:、《》“]{2,50}?(?:项目|工程|专项资金|补助资金|专项经费|经费))"
    r"(?=(?:为|是|系|从|于|位于|属于|属|由|主要|立项|总投资|,是|,系|,(?:项目)?(?:实施|承担|建设)单位|,(?:项目)?(?:总|年度|全年)?(?:预算|投资|资金|经费)|批复|概算|计划投资|建设内容|严格"
    r"|实施(?!单位|主体|方案|情况|内容)))"
)
_OURS = re.compile(r"(?:该|[我本](?:[县市区镇乡州省局校院]|单位|部门)?)(?=[一-龥]{6})(?!项目)")
"""Before what the page speaks of as its own: 该双创专项资金项目, 我县学前教育项目."""
_MONEYED = re.compile(
    r"(?:内含|其中|包括|安排|下达|拨付|批复)(?:给?[我本][一-龥]{1,2})?(?:\d{4}年度?)?([^\n,。;:、《》\d]{2,40}?(?:项目|工程|专项(?:资金|经费)?|经费|资金))\s*\d"
)
_FUNDED = re.compile(
    r"(?:^|年度?(?!度)|[\n。;,、])([^\n,。;:、《》\d]{3,30}?(?:助学金|奖学金|补助(?:资金"
    r"|经费)?|补贴|专项资金|经费))(?:共|已|实际)?(?:下达|到位|预算|安排)"
)
_GRANTED = re.compile(
    r"(?:^|[\n。;:])[^\S\n]{0,20}(?:(?:19|20)\d\d年?度?)?([^\n,。;:、《》“\d]{4,40}?(?:项目|工程|经费|资金))"
    r"(?=\s?[\d.,]{1,14}\s?[万亿]?元,?(?:经|已|全部|全额))"
    r"|(?:^|\n)[^\S\n]{0,20}([^\n,。;:、《》“\d]{4,40}?(?:项目|工程))(?=\s?[\d.,]{1,14}\s?[万亿]?元\s*\n)"
)
_CARRIED_OUT = re.compile(
    r"[,。;:\n][^\S\n]{0,20}([^\n,。;:、《》“]{4,50}?(?:项目|工程))(?=由[^\n,。;]{3,20}实施|分(?:为|成|以下))"
)
"""What stands before its sum, or before who carries it out: the last that may name a project without a title."""
_PRONOUN = re.compile(
    r"^(?:[一二三四五六七八九]是|本|该|此|这|我|其|各|全部|所有|上述|以上|每个|一个|项目|主要|根据|按照"
    r"|通过|完成|建设|实施|财政|专款|严格|下达|投入|安排|拨付|收到|使用|批复|共|用于|至|给|到|将|以|从|等)|部分(?:预算单位|项目)|等项目$|\d个(?:预算)?项目$|本级的|(?:经常|一次|延续|持续)性"
    r"|^项目"
)


def read_name(text: str, span: Span, title: Stated[str] | None) -> Stated[str] | None:
    """The project's name in a part of a document; None where the part names none (or only the genre's words)."""
    narrowed = narrow(text)
    labelled = any(label in narrowed for label in _LABELS)
    # A library's collection of samples is called otherwise than the project of the sample.
    sample = _COLLECTION.search(narrowed, 0, _OPENING) is not None
    return (
        (_first(_LABEL, text, narrowed, span, "name_label") if labelled else None)
        or (_first(_CALLED, text, narrowed, span, "name_label") if labelled else None)
        or (
            (_first(_LETTER, text, narrowed, span, "letter") or _first(_SUBJECT, text, narrowed, span, "body"))
            if sample
            else None
        )
        or _in_brackets(text, title)
        or _behind_dash(text, title)
        or _named_heading(text, narrowed, span)
        or _in_title(text, title)
        or _in_second_title(text, narrowed, span, title)
        or _first(_TRANSFERRED, text, narrowed, span, "heading")
        or _first(_LETTER, text, narrowed, span, "letter")
        or _first(_TRANSFER_SUM, text, narrowed, span, "body", genres=True)
        or _first(_SPENT_ON, text, narrowed, span, "letter")
        or _first(_EVALUATED_QUOTE, text, narrowed, span, "letter")
        or _first(_EVALUATED, text, narrowed, span, "letter")
        or _first(_REPORTED, text, narrowed, Span(span.start, min(span.end, span.start + _OPENING)), "letter")
        or _most_quoted(text, narrowed, span)
        or _most_yearly(text, narrowed, span)
        or _most_repeated(text, narrowed, span)
        or _first(_SUBJECT, text, narrowed, span, "body")
        or _first(_AIMED, text, narrowed, span, "body")
        or _first(_ONE, text, narrowed, span, "body")
        or _first(_MONEYED, text, narrowed, span, "body")
        or _first(_FUNDED, text, narrowed, span, "body")
        or _first(_GRANTED, text, narrowed, span, "body")
        or _first(_CARRIED_OUT, text, narrowed, span, "body")
        or _transfers_of_title(text, title)
        or _whole_title(text, title)
    )


def read_name_in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The project that the title itself names; of a report on many projects it is what they are parts of."""
    return _in_brackets(text, title) or _behind_dash(text, title) or _in_title(text, title)


def is_generic(words: str) -> bool:
    """Whether words that stand where a name may stand are only those of the genre (市级专项资金项目)."""
    return bool(_GENERIC.fullmatch(_YEAR.sub("", narrow(words)).strip()))


def _in_brackets(text: str, title: Stated[str] | None) -> Stated[str] | None:
    if title is None:
        return None
    start = title.evidence.start
    quote = narrow(title.evidence.quote)
    tail = _TAIL.search(quote)
    for match in reversed(list(_BRACKET.finditer(quote))):
        inside = match.group(1)
        behind = tail is not None and match.start() > tail.start()
        # (临时救助)绩效自评表, unlike (直达资金)某某路工程绩效自评报告: there the words behind are the name.
        whole = match.start() == 0 and (tail is None or tail.start() - match.end() < _SHORTEST)
        body = body_at_start(inside)
        if body is not None and body.end() == len(inside):
            continue
        if (behind or whole) and not _NOT_A_NAME.search(inside) and not is_generic(inside):
            act = _ACT.match(inside)
            begin = match.start(1) + (act.end() if act else 0)
            if begin == match.end(1):
                continue
            return stated(text, start + begin, start + match.end(1), "title_brackets")
    return None


def _behind_dash(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The name that stands behind the dash of a title (项目绩效评价报告——某某大桥加固工程)."""
    found = _DASH.search(narrow(title.evidence.quote)) if title is not None else None
    if title is None or found is None or is_generic(found[1]):
        return None
    return stated(text, title.evidence.start + found.start(1), title.evidence.start + found.end(1), "title")


def _named_heading(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """A first-level heading that names money instead of a section: 一、中央自然灾害救灾资金(租机补助经费)."""
    first = next((h for h in headings(text, span) if h.depth == 1), None)
    if first is None or len(first.words) < 6:
        return None
    if not re.search(r"(?:资金|经费|工程|专项|补助)(?:\([^()]*\))?$", first.words) or re.search(
        r"情况|使用|管理|项目资金|概况|决策|目标|评价|绩效|和|及", first.words
    ):
        return None
    at = narrowed.find(first.words, first.start)
    return stated(text, at, at + len(first.words), "heading")


def _in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    if title is None:
        return None
    quote = narrow(title.evidence.quote)
    tail = _TAIL.search(quote)
    if tail is None:
        return None
    end = tail.start()
    # XX资金2020年度绩效评价报告: a year at the end is no part of the name.
    trailing = re.search(rf"(?:{_YEAR.pattern})$", quote[:end])
    if trailing:
        end = trailing.start()
    aside = _BRACKET.match(quote, 0, end)
    start = _behind_year(quote, aside.end() if aside and aside.end() < end else 0, end)
    body = body_at_start(quote[start:])
    if (
        body is not None
        and start + body.end() < end
        and (_OFFICE.search(body.group()) or not DONE_TO_IT.match(quote, start + body.end()))
    ):
        start += body.end()
    lead = _BEFORE_NAME.match(quote, start, end)
    start = lead.end() if lead else start
    end -= quote[start:end].endswith("的")
    close = quote[end - 1 : end]
    if close in _QUOTES and _QUOTES[close] not in quote[start + 1 : end]:
        # 关于“2021年某某资金”管理使用情况, 关于《某某项目》的绩效评价报告: the name without its quotes and its year.
        start, end = start + (quote[start] == _QUOTES[close]), end - 1
        start = _behind_year(quote, start, end)
    words = quote[start:end]
    if is_generic(words) and (whole := _AROUND_YEAR.fullmatch(quote, 0, end)):
        # 某市文物保护2020年度专项资金: the year stands inside of the name.
        start, words = whole.start(1), whole[1]
        if _OFFICE_INSIDE.search(words):
            return None
    if len(words.strip()) < 3 or is_generic(words) or "整体" in words:
        return None
    if _ONLY_WHOSE.fullmatch(words):
        return None
    return stated(text, title.evidence.start + start, title.evidence.start + end, "title")


def _in_second_title(text: str, narrowed: str, span: Span, title: Stated[str] | None) -> Stated[str] | None:
    """The name in a report's own title beneath that of the page (项目支出自评报告 / 某局某某资金自评报告)."""
    if title is None:
        return None
    head = Span(title.evidence.end, min(span.end, title.evidence.end + _OPENING))
    for line in lines(text, head):
        words = narrowed[line.start : line.end]
        if len(words) <= _LONGEST and words.endswith(")") and "报告" in words:
            return _in_brackets(text, stated(text, line.start, line.end, "title"))
        if _LONG < len(words) <= _LONGEST and words.endswith(("绩效自评报告", "绩效评价报告", "绩效自评")):
            return _in_title(text, stated(text, line.start, line.end, "title"))
    return None


def _whole_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The title of a page that bears nothing but its project's name (2025年某某经费支出部门项目)."""
    named = _BARE_TITLE.fullmatch(narrow(title.evidence.quote)) if title is not None else None
    if title is None or named is None or is_generic(named[1]):
        return None
    return stated(text, title.evidence.start + named.start(1), title.evidence.start + named.end(1), "title")


def _transfers_of_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The transfers as such (中央对地方专项转移支付), of a paper that is on all of them."""
    named = _TRANSFER_IN_TITLE.search(narrow(title.evidence.quote)) if title is not None else None
    if title is None or named is None:
        return None
    body = body_of_title(named[1])
    start = title.evidence.start + named.start(1) + (body.end() if body else 0)
    return stated(text, start, title.evidence.start + named.end(1), "title")


def _behind_year(words: str, start: int, end: int) -> int:
    """Where a name begins behind a year and the words of whose it is (保山市2021年…); `start` where no year leads."""
    torn = _TORN_YEAR.match(words, start, end)
    if torn:
        return torn.end()
    years = [m for m in _YEAR.finditer(words, start, end) if m.end() < end]
    if years and (is_generic(words[start : years[0].start()]) or _is_origin(words[start : years[0].start()])):
        return years[0].end()
    return start


def _is_origin(words: str) -> bool:
    """Whether the words before the year of a title say whose report it is rather than what it is on."""
    bare = re.sub(r"^\s*(?:\d+/\d+)?\s*附件?\s*\d*\s*|关于|关$|\s", "", words)
    return not bare or (len(bare) <= 24 and not re.search(r"资金|经费|工程|补助", bare))


def _first(
    pattern: re.Pattern[str], text: str, narrowed: str, span: Span, layout: str, *, genres: bool = False
) -> Stated[str] | None:
    """The first words of a pattern that may be a name; those of the genre alone only where `genres` says so."""
    for match in pattern.finditer(narrowed, span.start, span.end):
        group = match.lastindex or 0
        number = _NUMBER.match(match.group(group))
        start = match.start(group) + (number.end() if number else 0)
        start = _behind_year(narrowed, start, match.end(group))
        ours = _OURS.match(narrowed, start, match.end(group))
        start = ours.end() if ours else start
        trailing = _ENDS_IN_YEAR.search(narrowed, start, match.end(group))
        end = trailing.start() if trailing else match.end(group)
        words = narrowed[start:end].strip()
        if (
            len(words) >= 3
            and not _PRONOUN.search(words)
            and (genres or not is_generic(words))
            and not re.search(r"\*\*|点击|填报|项目名称", words)
        ):
            return stated(text, start, end, layout)
    return None


def _most_quoted(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The project that a part without a title quotes most often, the first of those quoted equally often."""
    found = [
        m
        for m in _QUOTED.finditer(narrowed, span.start, span.end)
        if not is_generic(m.group(1)) and not m.group(1).endswith("实事")
    ]
    if not found:
        return None
    counted = Counter(m.group(1) for m in found)
    best = max(found, key=lambda m: (counted[m.group(1)], -m.start()))
    return stated(text, best.start(1), best.end(1), "quoted")


def _most_yearly(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """What a part without a title names more than once behind a year (2024年农机购置补贴项目)."""
    found = [
        m
        for m in _YEARLY.finditer(narrowed, span.start, span.end)
        if not is_generic(m.group(1)) and not _PRONOUN.search(m.group(1))
    ]
    counted = Counter(m.group(1) for m in found)
    best = max(found, key=lambda m: (counted[m.group(1)], -m.start()), default=None)
    return stated(text, best.start(1), best.end(1), "body") if best and counted[best.group(1)] > 1 else None


def _most_repeated(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The longest words that end in 资金, 项目 … and that a part without a title says three times or more."""
    part = narrowed[span.start : span.end]
    ends = Counter(
        phrase[at:]
        for match in _MONEY_NAME.finditer(part)
        for phrase in (match.group(),)
        for at in range(len(phrase) - _SHORTEST + 1)
    )
    often = [w for w, count in ends.items() if count >= (_OFTEN if len(w) < _LONG else 2) and _is_name(w)]
    if not often:
        return None
    best = max(often, key=lambda words: (len(words), ends[words], words))
    at = narrowed.find(best, span.start)
    return stated(text, at, at + len(best), "body")


def _is_name(words: str) -> bool:
    return not (
        is_generic(words) or _ONLY_WHOSE.fullmatch(words) or _PRONOUN.search(words) or _OPENS_A_NAME.search(words)
    )
