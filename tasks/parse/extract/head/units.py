"""The unit that carries a project out and the department above it, as the prose names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from tasks.parse.extract.head.labelled import department_behind_label, unit_behind_label
from tasks.parse.extract.head.organisations import ENDS, LEADS, SCHOOL, body_of_title, is_body
from tasks.parse.extract.head.we import who_we_are
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

_Patterns = tuple[re.Pattern[str], re.Pattern[str]]


def _behind(marks: str, words: str) -> _Patterns:
    """The pattern of words where a text begins, and that of the same behind a mark.

    Apart, for a mark is found at once, and a pattern that may also begin with the text is tried at each character.
    """
    return re.compile(words), re.compile(f"[{marks}]{words}")


_DONE = "(?:直接|具体|统一|牵头|负责|组织|承担)*(?:实施|监管|承建)"
# The body that does the work, where a sentence says so.
_DOES = re.compile(rf"由([一-龥]{{2,24}}?(?:{ENDS})){_DONE}")
_IS_WHO_DOES = re.compile(r"项目的?(?:实施|责任|承担|建设)(?:主体|单位)")
_IS_CALLED_SO = re.compile(
    rf"[\n,。;][^\S\n]{{0,9}}([一-龥、]{{2,30}}?(?:{ENDS}))(?:作?为|是)(?:本|该)?{_IS_WHO_DOES.pattern}"
)
_CLAUSE = 50
# 对某局2021年度某项目开展绩效评价: whose project a report by others is on.
_IS_EVALUATED = re.compile(
    rf"对(?![各全])([一-龥]{{3,20}}?(?:{ENDS}))(?:\d{{4}}年|[“\"]|组织实施|实施|负责|承担)[^。\n]{{0,40}}(?:评价|自评)"
)
_AGENCY = re.compile(
    r"[一-龥]{0,24}?(?:自治区|自治州|省|市|州|县|区|旗|镇|(?<!城)乡)(?:[一-龥]{1,16}?(?:局"
    r"|厅|委员会|管委会|办公室|研究室|残联|联合会|驻[一-龥]{1,4}联络处|[一-龥]馆)|总工会|(?<=[镇乡])人民政府|[一-龥]{1,6}街道办事处)(?!限)"
)
_AGENCY_END = re.compile(r"局|厅|委员会|管委会|办公室|研究室|残联|联合会|总工会|联络处|馆|[镇乡]人民政府|办事处")
_BEFORE_IT = re.compile(r".*(?:[由对为是]|督促)")
_IS_PART_OF = re.compile(r"[我本][一-龥]{1,2}?(?:为|是|系)")
"""我局为某县自然资源局二层机构: who is named is above us."""
_NOBODY = re.compile(r"项目|资金|经费|补助|有关|相关|本单位")
_WORDS_ALONE = re.compile(r"[一-龥]+")
_LEAD = re.compile(f"{LEADS}|^和")
_NO_NAME = re.compile(r"各|项目|主管|部门|用途|[相有]关")
"""Labels of a form whose cells ran together."""
_NEVER = re.compile("财政|(?<![镇乡]人民)政府(?!驻|办公)")
_GIVES = re.compile(r"[^,。;\n]{0,14}?(?:关于|《|印发|转?下达|下拨|拨付|安排|批复(?!设立|成立)|联合)")
"""Behind a body that gives money or orders; the unit that carries the project out gets them."""
_RAN_INTO = re.compile(
    r"(?:[\[【]\d+[\]】]|\d{3,12}[\s-]{0,2})?([^□☑√■:;。]*?)(?:\s*$|\s*[□☑√■:;。]|\d{4,}|(?:(?<=[局厅委办校院学所站处府会司队馆镇乡联心园])|(?<=[海机]关|单位))\s*"
    r"(?:资金|项目|专项|主管|实施|组织|主要领导|负责人|联系|填报|填表|审核|申报|预算|年度|签字|盖章|法人|评价"
    r"|部门|补助|金额单位|/|[省市州县区]级(?:主管|财政|部门)))"
)
_TWICE = re.compile(r"([一-龥]{4,30})\s*\1")
# 评价单位某县财政局 / 某县财政局制: who has the form printed.
_PRINTED = re.compile(r"([一-龥]{4,30})\s*\1制(?=[二\d\W]|$)")
_LABEL_WORDS = re.compile(r"(?:名称|编码|代码|单位|部门|基本|概况|情况|及|和|盖章|\s)+")
_A_LETTER = re.compile(r"[一-龥]{2}")
# 207101某市某区人民法院 | 单位:万元: the budget system prints its code and name above each of a body's forms.
_CODED = _behind("\n|", r"[^\S\n]*\d{6}\s?-?\s?([一-龥()]{4,30})(?=[^\S\n]*(?:[|\n]|$|单位\s*:))")
_ABOVE = 80
# The title of the paper itself, beneath that of the page: 某市水源调度中心 2022 年整体支出绩效自评总结报告.
_OWN_TITLE = _behind("\n", rf"[^\S\n]*([一-龥]{{3,24}}(?:{ENDS}))\s?(?:19|20)\d\d\s?年[^\n。]{{0,40}}(?:绩效|自评)")
_BEFORE_YEAR = re.compile(rf"(?:关于)?([一-龥()]{{4,30}}(?:{ENDS}))\s?(?=(?:19|20)\d\d)")
_HEAD = 600
# How a body tells of itself: 某中心是市政府直属的事业单位, 某县美丽办认真开展自评工作.
_TELLS_OF_ITSELF = _behind(
    "\n。,",
    rf"[^\S\n]*(?:\d{{1,2}}[、.]\s?)?(?:(?<!,)|(?=[一-龥]{{0,6}}[省市州县区旗镇乡]))([一-龥()]{{2,23}}?(?:{ENDS}))(?:\([^()\n]{{2,20}}\))?(?:(?:内设|下设)(?!的|置)|隶属于"
    r"|(?:是|为|系)[^。;\n]{0,40}?(?:部门|机构|直属|单位|团体|组织)"
    r"|(?:高度重视|认真|积极|及时|严格按照|按照|组织|成立|开展)[^。\n]{0,60}自评(?:工作|小组|领导))",
)
# 2022年度某市资产管理中心财政项目资金为320万元.
_ITS_MONEY = _behind(
    "\n。",
    rf"[^\S\n]*(?:19|20)[\dxX*]{{2}}年度?([一-龥]{{4,24}}?(?:{ENDS}))(?:年初|财政|部门|本级|项目|专项|预算){{1,4}}(?:支出|资金|经费)[^。\n]{{0,10}}\d",
)
# (一)项目单位基本情况 某市不动产登记中心现有…: what stands beneath such a heading begins with the body.
_BEGINS_WITH_IT = (
    r"(?:基本|主要)?(?:情况|概况|职能|职责|简介)[^一-龥\n]{0,4}\n?\s{0,12}(?:\d{1,2}[、.]\s?)?"
    r"([一-龥]{3,30}?(?:中心|学校|政府|办公室|公司|[局厅委部院会联馆站所处队]))(?![一-龥]?(?:局|厅|委|办|中心|处|所|站|会|部门))"
)
_OF_THE_PROJECT = re.compile(rf"项目(?:实施|承担)?单位{_BEGINS_WITH_IT}")
_OF_THE_BODY = re.compile(rf"[单部职机](?:位|门|能|责|构){_BEGINS_WITH_IT}")
# 某中心隶属于某市水务局, 某站为县林业局所属事业单位; a government is above all its bodies.
_BELONGS = re.compile(
    r"(?:\([^()\n]{2,20}\))?[^。;\n]{0,12}?(?:隶属于?([一-龥]{3,24}?[局厅委部院会])(?=[,。;、(管是为])"
    r"|[是为系]([一-龥]{3,20}?[局厅委部院会])(?:所属|下属|直属))"
)
_SHORTEST = 3
_MOST_SAID = 20
_ABOVE_IT = re.compile(r"级主管(?:部门|单位)[^一-龥]{0,20}\Z")
_SHORT_NAME = re.compile("[省市州县区旗]")
_TOWN = re.compile("(?:.*[省市州县区旗盟])?([一-龥]{1,4})(?:[镇乡]|街道)")
_A_PLACE = re.compile("[省市州县区旗盟镇乡]")
_PLACES = r"(?:[一-龥]{2,5}?(?:自治[区州县]|[省市州县区旗盟])){1,3}"


def tidied(text: str, unit: Stated[str] | None) -> Stated[str] | None:
    """A unit without what ran into it from the cells beside it; None where what is left names nobody.

    省残联资金额度4623万, 某某中学主要领导签字: and 某某局116422210101621779 are 省残联, 某某中学 and 某某局.
    """
    if unit is None:
        return None
    start, words = unit.evidence.start, narrow(unit.evidence.quote)
    found = _RAN_INTO.match(words)
    if found and (not _A_LETTER.search("".join(found[1].split())) or _LABEL_WORDS.fullmatch(found[1])):
        return None
    if _PRINTED.match(words):
        return None
    twice = _TWICE.fullmatch(words)
    if twice:
        return stated(text, start, start + twice.end(1), unit.evidence.layout)
    if found is None or found.end(1) == len(words):
        return unit
    return stated(text, start + found.start(1), start + found.end(1), unit.evidence.layout)


@lru_cache(maxsize=4)
def read_implementing_unit(
    text: str, span: Span, title: Stated[str] | None, publisher: Stated[str] | None
) -> Stated[str] | None:
    """The carrying unit: labelled in the part, or the body in the title, or the body that the part names most."""
    # The items of a list that say nothing of it ask for the unit of the same part one after the other.
    narrowed = narrow(text)
    labelled = unit_behind_label(text, span)
    if labelled is not None:
        return labelled
    found = (
        _beneath(_OF_THE_PROJECT, text, narrowed, span)
        or _doing(text, narrowed, span)
        or _body_in(_CODED, text, narrowed, Span(max(0, span.start - _ABOVE), span.end))
        or _in_title(text, title)
        or _body_in(_OWN_TITLE, text, narrowed, Span(span.start, min(span.end, span.start + _HEAD)))
        or _first_body(text, narrowed, _IS_EVALUATED.finditer(narrowed, span.start, span.end))
        or _beneath(_OF_THE_BODY, text, narrowed, span)
        or _body_in(_TELLS_OF_ITSELF, text, narrowed, span)
        or _body_in(_ITS_MONEY, text, narrowed, span)
        or who_we_are(text, span, publisher)
        or _most_named(text, narrowed, span, givers=False)
        or (publisher if publisher is not None and is_body(narrow(publisher.value)) else None)
        or _most_named(text, narrowed, span, givers=True)
    )
    return _in_full(text, narrowed, found)


def _doing(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The body of which a sentence says that it carries out (由某局组织实施, 某中心为项目实施主体)."""
    called = (
        _IS_CALLED_SO.search(narrowed, max(span.start, sign.start() - _CLAUSE), sign.end())
        for sign in _IS_WHO_DOES.finditer(narrowed, span.start, span.end)
    )
    does = _DOES.finditer(narrowed, span.start, span.end)
    return _first_body(text, narrowed, chain(does, filter(None, called)))


def _beneath(heading: re.Pattern[str], text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The body with which the text begins beneath the heading of its situation or its duties."""
    found = heading.finditer(narrowed, span.start, span.end)
    return _first_body(text, narrowed, (match for match in found if _A_PLACE.search(match[1])))


def _body_in(patterns: _Patterns, text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The body that is found where the text begins or behind a mark, where it is one."""
    first, others = patterns
    begun = first.match(narrowed, 0, span.end) if span.start == 0 else None
    return _first_body(text, narrowed, chain([begun] if begun else [], others.finditer(narrowed, span.start, span.end)))


def _first_body(text: str, narrowed: str, found: Iterable[re.Match[str]]) -> Stated[str] | None:
    """The first of the matches that names a body, without the words that run into it (本项目为某县档案馆)."""
    for match in found:
        if _IS_PART_OF.match(match[1]):
            continue
        start = match.end(1) - len(_BEFORE_IT.sub("", match[1]))
        words = narrowed[start : match.end(1)]
        if len(words) >= _SHORTEST and is_body(words) and not (_LEAD.match(words) or _NOBODY.search(words)):
            return stated(text, start, match.end(1), "body")
    return None


def _in_full(text: str, narrowed: str, unit: Stated[str] | None) -> Stated[str] | None:
    """A body of which the page prints the short name, by its full one.

    区水利局 is the 某市某区水利局 that signs, 水利局, named without a place, the one that begins a sentence, and 某镇
    its 某镇人民政府.
    """
    if unit is None:
        return None
    words = narrow(unit.value)
    town = _TOWN.fullmatch(words)
    if town:
        found = re.search(rf"(?:{re.escape(words)}|{re.escape(town[1])}[一-龥]{{0,3}})(?:人民政府|办事处)", narrowed)
        return stated(text, *found.span(), "signature") if found else unit
    if _SHORT_NAME.match(words):
        found = re.search(rf"\n[^\S\n]*([一-龥]{{2,12}}{re.escape(words)})[^\S\n]*(?:\n|$)", narrowed)
        full = None if found else _written_out(text, narrowed, words)
        return full or (stated(text, *found.span(1), "signature") if found else unit)
    if _A_PLACE.search(words):
        return unit
    found = re.search(rf"[\n。;,][^\S\n]{{0,12}}({_PLACES}{re.escape(words)}(?:[一-龥]{{2,12}}?分局)?)", narrowed)
    return stated(text, *found.span(1), "signature") if found else unit


def _written_out(text: str, narrowed: str, short: str) -> Stated[str] | None:
    """The body of which a short name has the letters in their order: 县科技局 is 某县科学技术局."""
    for match in _agencies(narrowed, Span(0, len(narrowed))):
        name = _without_lead(match.group()) or ""
        at = name.find(short[0])
        if (
            at > 0
            and name[at + 1] != "级"
            and len(name) - at > len(short)
            and name[-1] == short[-1]
            and _runs_through(short, name[at:])
        ):
            return stated(text, match.end() - len(name), match.end(), "signature")
    return None


def _runs_through(short: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in short)


def read_competent_department(text: str, span: Span, unit: Stated[str] | None) -> Stated[str] | None:
    """The department above the unit, where a label or the sentence on what the unit is says so."""
    narrowed = narrow(text)
    return department_behind_label(text, span) or (_above(text, narrowed, span, unit) if unit else None)


def _above(text: str, narrowed: str, span: Span, unit: Stated[str]) -> Stated[str] | None:
    name = narrow(unit.value)
    at = narrowed.find(name, span.start, span.end)
    for _ in range(_MOST_SAID):
        if at < 0:
            return None
        belongs = _BELONGS.match(narrowed, at + len(name), span.end)
        if belongs:
            return stated(text, *belongs.span(belongs.lastindex or 0), "body")
        at = narrowed.find(name, at + len(name), span.end)
    return None


def _in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """The body that a title names: what stands before its year and ends like one, else one that it begins with."""
    if title is None:
        return None
    words = narrow(title.evidence.quote)
    led = _BEFORE_YEAR.match(words)
    if led is not None and not _NOBODY.search(led[1]):
        start, end = led.span(1)
    else:
        match = body_of_title(words) or SCHOOL.match(words)
        if match is None:
            return None
        start, end = match.span()
    return stated(text, title.evidence.start + start, title.evidence.start + end, "title")


def _most_named(text: str, narrowed: str, span: Span, *, givers: bool) -> Stated[str] | None:
    """The body named most often in the part; finance bureaus give money and orders, they do not carry out."""
    found = [
        (name, match.end())
        for match in _agencies(narrowed, span)
        if (name := _without_lead(match.group())) is not None
        and not _NEVER.search(name)
        and not _ABOVE_IT.search(narrowed, max(span.start, match.start() - _ABOVE), match.start())
        and bool(_GIVES.match(narrowed, match.end())) is givers
        and not (givers and "政府办" in name)
    ]
    if not found:
        return None
    counted = Counter(name for name, _ in found)
    name, end = max(found, key=lambda item: (counted[item[0]], -item[1]))
    return stated(text, end - len(name), end, "body")


def _agencies(narrowed: str, span: Span) -> Iterator[re.Match[str]]:
    # Names are looked for from every letter of a text: only words that end like one are worth it.
    for words in _WORDS_ALONE.finditer(narrowed, span.start, span.end):
        if _AGENCY_END.search(narrowed, *words.span()):
            yield from _AGENCY.finditer(narrowed, *words.span())


def _without_lead(words: str) -> str | None:
    """A body's name without the words that run into it (报经保山市林业和草原局 is 保山市林业和草原局)."""
    for lead in sorted({m.end() for m in _LEAD.finditer(words)}, reverse=True):
        if _AGENCY.fullmatch(words, lead) and not _NO_NAME.search(words, lead):
            return words[lead:]
    return words if _AGENCY.fullmatch(words) and not (_LEAD.match(words) or _NO_NAME.search(words)) else None
