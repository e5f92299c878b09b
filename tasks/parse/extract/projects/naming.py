"""The name of the project that a report speaks of: by its label, the brackets under the title, the title, the body."""

from __future__ import annotations

import re
from collections import Counter

from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.titled import (
    LONG,
    ONLY_WHOSE,
    OPENING,
    SHORTEST,
    behind_dash,
    behind_year,
    in_brackets,
    in_second_title,
    in_title,
    is_generic,
    read_name_in_title,
    transfers_of_title,
    whole_title,
)
from tasks.parse.extract.spans import Span, narrow, stated
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
_TRAILING = re.compile(r"(?:(?:19|20)\d\d\s*年度?|\((?:以下|下文)?[简统]称[^()\n]{1,40}\))\s*$")
"""Behind a name: its year, and what it is called in short from here on."""
_QUOTED = re.compile(
    r"[“\"「『]((?:[^“”\"「」『』\n。;]|‘[^’]{0,30}’){3,50})[”\"」』](?:(?:建设)?(?:资金"
    r"|经费|补助))?\s*(?:的)?(?:专项)?项目(?!部)"
)
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.、]|\(\d{1,2}\)|\(?[一二三四五六七八九十]{1,2}[)、])\s*")
_LETTER = re.compile(
    r"现将(?:(?:19|20)[\dxX*]{2}年度?(?:预算|项目)?绩效(?:自评|评价))?([^。\n]{4,80}?)(?:财政)?(?:支出)?(?:绩效|自评)[^。\n]{0,30}(?:如下|报告)"
)
_COLLECTION = re.compile(r"小编|范文|精选|篇[)】]")
# The column 部门项目 of Anhui's offices: 1.非遗保护 / 1)项目概述。… 2)立项依据。…
_OVER_SUMMARY = re.compile(
    r"(?:^|\n)[^\S\n]{0,20}(?:\d{1,2}\s?[.、])?\s?([^\n。,;:\d]{3,40})\n[^\S\n]{0,20}\d?[)、.]?\s?项目概述"
)
_HANDED_OUT = re.compile(
    r"现下达你(?:单位|[省市县区局厅])((?:19|20)\d\d年[^\n,。;:《》]{4,40}?(?:资金|经费))(?=[(,如])"
)
_EVALUATED = re.compile(
    r"对(?:[我本]?(?:单位|局|部门|校|区|市|县)(?:负责|实施|承担)?的)?((?:(?:19|20)\d\d年度?)?(?:“[^“”\n]{2,30}”)?[^\n,。;:《》“]{2,60}?(?:项目|资金|经费|工程|专项|补贴|补助)(?:\([^()\n]{1,30}\))?)"
    r"(?:的?(?:支出|使用)?情况)?(?:进行|开展|实施|做|作)了?[^。\n]{0,16}(?:评价|自评)"
)
_EVALUATED_QUOTE = re.compile(
    r"对[“\"]([^“”\"\n。;]{4,60})[”\"](?:项目|资金)?(?:\(以下简称[^()\n]{2,30}\))?[^。\n]{0,24}?(?:评价|自评)"
)
_SPENT_ON = re.compile(
    r"现[将对][^。\n]{0,40}?((?<!\d)[^。,;\n的]{2,24}?(?:公益金|资金|经费))"
    r"(?:(?:筹集|分配|收支|[和及与、]){1,6}[^。,;\n]{0,12}(?:公益金|资金|经费))?(?:筹集|分配|安排|收支|管理|情况|和|及|与|、)*使用(?:和|及)?(?:管理)?情况"
    r"[^。\n]{0,12}(?:公告|公示|公开|报告)如下"
)
"""How an announcement whose title was cut off says what money it is on."""
_APPROVED = re.compile(
    r"《[^《》\n]{0,40}关于([^《》\n]{4,50}?(?:项目|工程))(?:可行性研究报告|可研|初步设计|项目建议书|立项|概算)[^《》\n]{0,12}批复》"
)
"""The act by which what is built was approved bears its name."""
_JUDGED_BY = re.compile(
    r"[于照据展《]\s{0,4}(?:了|印发)?(?:(?:19|20)[\dxX*]{2}\s?年度?)?\s{0,4}([^\n,。;:、《》于照据]{4,40}?)(?:支出)?(?:\([^()\n]{1,12}\))?"
    r"(?:的绩效(?:自评|评价)(?:情况)?的?报告|绩效评价(?:办法|指标体系)|(?:转移支付)?(?:19|20)\d\d年度绩效自评工作)"
)
"""The paper (关于某某经费的绩效评价报告), the work on it (开展某某补助资金2023年度绩效自评工作)
and what it is judged by (《某某绩效评价指标体系》) bear its name."""
_TRANSFERRED = re.compile(
    r"\([一二]\)\s*(?:中央|省级?|市级?)?下达([^\n。,;:]{4,30}?(?:资金)?)(?:转移支付)?(?:资金|项目)?预算(?:和|及)绩效目标情况"
)
"""The first heading of the finance ministry's outline for transfers; it names the transfer."""
_TRANSFER_SUM = re.compile(r"下达(?:的)?([^\n,。;:《》\d]{2,20}转移支付(?:资金)?)[^\S\n]?\d[\d.,]*\s?[万亿]?元")
_QUOTED_MONEY = re.compile(r"[“\"][^“”\"\n。;,]{2,30}[”\"](?:补助|补贴|奖补|专项)?(?:资金|经费)")
_YEARLY = re.compile(r"(?:19|20)[\dxX*]{2}年度?([一-龥“”()、]{4,40}?(?:项目|资金|经费|工程))(?![一-龥]{0,2}(?:个|数))")
_CITED = re.compile(r"《[^《》\n]{0,120}》")
"""Acts that a paper cites bear the name of its project as well, and of works that are none of its own."""
_MONEY_NAME = re.compile(r"[一-龥]{4,26}?(?:资金|经费|项目|工程|公益金)")
_OFTEN = 3
_ONE = re.compile(r"项目\s*(?:为|是|:)\s*([^\n,。;:、]{3,40}?(?:项目|工程|经费|资金|专项(?!资金|经费)|建设(?=[。,])))")
_AIMED = re.compile(
    r"(?:开展|实施)了?([^\n,。;:《》“]{3,40}?(?:项目|工程|经费))(?=,(?:其)?(?:主要)?(?:目的|旨在))"
    r"|启动了([^\n,。;:《》“]{4,40}?(?:项目|工程))(?=[,。])"
    r"|\d\s?[万亿]?元,?(?:用于)?(?:实施|建设)([^\n,。;:、《》“\d]{4,50}?(?:项目|工程))(?=[,。])"
)
_SUBJECT = re.compile(
    r"(?:^|[\n。;:、\)])[^\S\n]{0,20}([^\n,。;:、《》“]{2,50}?(?:项目|工程|专项资金|补助资金|专项经费|经费|系统|平台))"
    r"(?=(?:为|以[^,。]{2,10}为|是|系|从|于|位于|属于|属|由|主要|立项|总投资|,是|,系|,(?:项目)?(?:实施|承担|建设)单位|,(?:项目)?(?:总|年度|全年)?(?:预算|投资|资金|经费)|批复|概算|计划投资|建设内容|严格|涉及\d"
    r"|(?:中央|[省市县区]级|上级|财政)(?:财政)?(?:拨付|下达|安排|投入)"
    r"|实施(?!单位|主体|方案|情况|内容)))"
)
_OURS = re.compile(r"(?:该|[我本](?:[县市区镇乡州省局校院司]|单位|部门)?)(?=[一-龥]{6})(?!项目)")
"""Before what the page speaks of as its own: 该双创专项资金项目, 我县学前教育项目."""
_MONEYED = re.compile(
    r"(?:内含|(?<!\()其中|包括|安排|下达|拨付|批复)(?:给?[我本](?:[县市区镇乡州省局校院司]|单位|部门))?(?:\d{4}年度?)?([^\n,。;:、《》\d]{2,40}?(?:项目|工程|专项(?:资金|经费)?|经费|资金))\s*\d"
)
_GOVERNED = re.compile(
    r"《(?:[^《》\n]{0,30}关于印发[<〈]?)?([^《》<〈\n]{6,40}?(?:补助|专项|奖补|引导|扶持|发展|救灾|改革)(?:资金|经费))"
    r"(?:使用)?管理(?:实施|暂行|使用)*办法"
)
"""A special fund has a method of management of its own, which bears its name."""
_GRANTED = re.compile(
    r"(?:^|[\n。;:])[^\S\n]{0,20}(?:(?:19|20)\d\d年?度?)?([^\n,。;:、《》“\d]{4,40}?(?:项目|工程|经费|资金))"
    r"(?=\s?[\d.,]{1,14}\s?[万亿]?元,?(?:经|已|全部|全额))"
    r"|(?:^|\n)[^\S\n]{0,20}([^\n,。;:、《》“\d]{4,40}?(?:项目|工程))(?=\s?[\d.,]{1,14}\s?[万亿]?元\s*\n)"
    r"|(?:[\n,。;:的]|年度?)[^\S\n]{0,20}([^\n,。;:、《》“\d的]{2,40}?(?:资金|经费))(?=(?:共计|合计|总计)\s?\d|包括[^,。\n]{2,30}\d)"
)
_LOTTERY = re.compile(r"(?:(?:福利|体育)?彩票|[福体]彩)公益金")
"""The funds that the law on lotteries knows; an account may name its own only so."""
_CARRIED_OUT = re.compile(
    r"[,。;:\n][^\S\n]{0,20}([^\n,。;:、《》“]{4,50}?(?:项目|工程))(?=由[^\n,。;]{3,20}实施|分(?:为|成|以下))"
)
"""What stands before its sum, or before who carries it out: the last that may name a project without a title."""
_PRONOUN = re.compile(
    r"^(?:[一二三四五六七八九]是|现将|本|该|此|这|我|其|各|全部|所有|上述|以上|每个|一个|项目|主要|根据|按照"
    r"|通过|完成|建设|实施|财政|专款|严格|下达|投入|安排|拨付|收到|使用|批复|共|用于|至|给|到|将|以|从|等)|部分(?:预算单位|项目)|等项目$|\d个(?:预算)?项目$|本级的|(?:经常|一次|延续|持续)性"
    r"|^项目|[“\"][优良中差][”\"]"
)


def read_name(text: str, span: Span, title: Stated[str] | None) -> Stated[str] | None:
    """The project's name in a part of a document; None where the part names none (or only the genre's words)."""
    narrowed = narrow(text)
    labelled = any(label in narrowed for label in _LABELS)
    # A library's collection of samples is called otherwise than the project of the sample.
    sample = _COLLECTION.search(narrowed, 0, OPENING) is not None
    if sample and title is not None:
        return _read_name(text, narrowed, span, None, labelled=labelled) or _told_of(text, narrowed, span, title)
    return _read_name(text, narrowed, span, title, labelled=labelled)


def _told_of(text: str, narrowed: str, span: Span, title: Stated[str]) -> Stated[str] | None:
    """The name in the title of a collection, where its sample says the words other than in its own title."""
    name = read_name_in_title(text, title)
    told = name and re.search(rf"{re.escape(name.value)}(?!(?:项目|资金)?(?:支出)?(?:绩效|自评))", narrowed[: span.end])
    return name if told else None


def _read_name(
    text: str, narrowed: str, span: Span, title: Stated[str] | None, *, labelled: bool
) -> Stated[str] | None:
    return (
        (_first(_LABEL, text, narrowed, span, "name_label") if labelled else None)
        or (_first(_CALLED, text, narrowed, span, "name_label") if labelled else None)
        or in_brackets(text, title)
        or behind_dash(text, title)
        or _named_heading(text, narrowed, span)
        or in_title(text, title)
        or in_second_title(text, narrowed, span, title)
        or _first(_TRANSFERRED, text, narrowed, span, "heading")
        or _first(_LETTER, text, narrowed, span, "letter")
        or _first(_TRANSFER_SUM, text, narrowed, span, "body", genres=True)
        or _first(_SPENT_ON, text, narrowed, span, "letter")
        or _first(_EVALUATED_QUOTE, text, narrowed, span, "letter")
        or _first(_EVALUATED, text, narrowed, span, "letter")
        or (_first(_OVER_SUMMARY, text, narrowed, span, "heading") if "项目概述" in narrowed else None)
        or _first(_HANDED_OUT, text, narrowed, span, "letter")
        or _first(_APPROVED, text, narrowed, span, "body")
        or _first(_JUDGED_BY, text, narrowed, span, "letter")
        or _most_quoted(text, narrowed, span)
        or _quoted_money(text, narrowed, span)
        or _most_yearly(text, narrowed, span)
        or _most_repeated(text, narrowed, span)
        or _first(_SUBJECT, text, narrowed, span, "body")
        or _first(_AIMED, text, narrowed, span, "body")
        or _first(_ONE, text, narrowed, span, "body")
        or _first(_MONEYED, text, narrowed, span, "body")
        or _first(_GRANTED, text, narrowed, span, "body")
        or _first(_CARRIED_OUT, text, narrowed, span, "body")
        or _first(_GOVERNED, text, narrowed, span, "body")
        or transfers_of_title(text, title)
        or whole_title(text, title)
        or _first(_LOTTERY, text, narrowed, span, "body")
    )


def read_announced_name(text: str, span: Span) -> Stated[str] | None:
    """The fund that the opening sentence of an account names (现将2022年度某某公益金使用情况公告如下)."""
    return _first(_SPENT_ON, text, narrow(text), span, "letter")


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


def _first(
    pattern: re.Pattern[str], text: str, narrowed: str, span: Span, layout: str, *, genres: bool = False
) -> Stated[str] | None:
    """The first words of a pattern that may be a name; those of the genre alone only where `genres` says so."""
    for match in pattern.finditer(narrowed, span.start, span.end):
        group = match.lastindex or 0
        number = _NUMBER.match(match.group(group))
        start = match.start(group) + (number.end() if number else 0)
        start = behind_year(narrowed, start, match.end(group))
        ours = _OURS.match(narrowed, start, match.end(group))
        start = ours.end() if ours else start
        trailing = _TRAILING.search(narrowed, start, match.end(group))
        end = trailing.start() if trailing else match.end(group)
        words = narrowed[start:end].strip()
        if (
            len(words) >= 3
            and not _PRONOUN.search(words)
            and (genres or not is_generic(words))
            and not re.search(r"\*\*|点击|填报|项目名称|^(?:建筑|安装|土建|装饰|附属|主体)+工程$|自评", words)
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


def _quoted_money(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The money that a part without a title calls by a quoted word more than once (“某某计划”补助资金)."""
    found = list(_QUOTED_MONEY.finditer(narrowed, span.start, span.end))
    counted = Counter(m.group() for m in found)
    best = max(found, key=lambda m: (counted[m.group()], -m.start()), default=None)
    return stated(text, *best.span(), "quoted") if best and counted[best.group()] > 1 else None


def _most_yearly(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """What a part without a title names more than once behind a year (2024年农机购置补贴项目)."""
    found = [
        m
        for m in _YEARLY.finditer(narrowed, span.start, span.end)
        if not is_generic(m.group(1)) and not _PRONOUN.search(m.group(1))
    ]
    own = _CITED.sub("", narrowed[span.start : span.end]) if found else ""
    # Acts on money bear the project's name; plans for works bear that of works it may be none of.
    found = [m for m in found if m.group(1) in own or not m.group(1).endswith("工程")]
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
        if not phrase.startswith("其中")
        for at in range(len(phrase) - SHORTEST + 1)
    )
    often = [w for w, count in ends.items() if count >= (_OFTEN if len(w) < LONG else 2) and _is_name(w)]
    own = _CITED.sub("", part) if often else ""
    often = [words for words in often if words in own]
    if not often:
        return None
    best = max(often, key=lambda words: (len(words), ends[words], words))
    at = narrowed.find(best, span.start)
    return stated(text, at, at + len(best), "body")


def _is_name(words: str) -> bool:
    return not (is_generic(words) or ONLY_WHOSE.fullmatch(words) or _PRONOUN.search(words))
