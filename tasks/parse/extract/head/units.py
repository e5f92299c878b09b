"""The unit that carries a project out and the department above it, as the prose names them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain

from tasks.parse.extract.head.organisations import SCHOOL, body_of_title, is_body
from tasks.parse.extract.head.we import who_we_are
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

_Patterns = tuple[re.Pattern[str], re.Pattern[str]]


def _behind(marks: str, words: str) -> _Patterns:
    """The pattern of words where a text begins, and that of the same behind a mark.

    Apart, for a mark is found at once, and a pattern that may also begin with the text is tried at each character.
    """
    return re.compile(words), re.compile(f"[{marks}]{words}")


_IS = r"\s*(?:[:|]\s*[为是]?|[为是](?!由)|。)\s*"
_WORDS = r"(?:\[\d+\]|\d{3,6}-)?([一-龥〇○()]{2,40}?(?:、[一-龥]{2,20}){0,6}?)"
_STOP = (
    r"(?=\(以下|\(简称|本级|\(行政|[\s,。;|:*]|主管|项目|填报|实施|预算(?:单位|部门)|评价(?:机构|时间|单位)"
    r"|组织|联系|报告|二[〇○零一二三四五六七八九]{2,3}年|$)"
)
_NEXT_LABEL = "(?:项目(?:名称|单位|编码)|主管部门|(?:实施|承担|评价|填报)单位|评价机构)"
# Each pattern with signs of which all it matches has one in it: most texts are spared most patterns. A sign begins
# with one letter, which is found ten times as fast as one of several.
_IMPLEMENTING = (
    # Notices of projects name the body and the person who answers for it in one.
    (
        (re.compile("及责任人"),),
        re.compile(
            r"(?:单位|部门)及责任人\s*[:\n]\s*([一-龥]{3,30}?(?:政府|局|委|办|中心|公司|学院|学校|医院|[乡镇村](?![一-龥])|街道(?![一-龥])))"
        ),
    ),
    ((re.compile("组织实施"),), re.compile(r"由([一-龥]{3,24}?)(?:负责|牵头|具体)*组织实施")),
    (
        (re.compile(r"主体(?:\(盖?章\))?\s*[:|为是。]"), re.compile(r"单位(?:名称|全称)?(?:\(盖?章\))?\s*[:|为是。]")),
        re.compile(rf"(?:实施|承担|建设|使用|申报|项目)(?:主体|单位)(?:名称|全称)?(?:\(盖?章\))?{_IS}{_WORDS}{_STOP}"),
    ),
    (
        (re.compile("评价"), re.compile("自评")),
        re.compile(
            r"对([一-龥]{4,20}?(?:人民政府|局|委员会|中心|学校|医院|指挥部)|[一-龥]{1,16}?委[一-龥]{2}部)(?:\d{4}年|[“\"]|组织实施|实施|负责|承担)[^。\n]{0,40}评价"
            r"|对([一-龥]{3,20}?[站所队馆院处])\d{4}年度?[^。\n]{0,40}(?:评价|自评)"
        ),
    ),
    # 主管部门甲局项目单位乙局项目名称…: a cover that lost its lines and colons.
    (
        (re.compile(f"单位(?=[一-龥]{{3,24}}{_NEXT_LABEL})"),),
        re.compile(rf"(?:项目|实施|承担)单位([一-龥]{{2,22}}?[局厅委院校站所处心府司])(?={_NEXT_LABEL})"),
    ),
    # 我单位全称为某县征收服务中心,为县住建局所属正科级事业单位
    (
        (re.compile("全称(?=[为是:])"),),
        re.compile(
            r"我(?:单位|中心|公司|[局厅委办院校馆所站队处镇乡])(?:的)?全称[为是:]([一-龥()]{4,30}?)(?=[,。;\n])"
        ),
    ),
    # (一)项目单位基本情况 某市不动产登记中心隶属某市自然资源局: the model outline of reports gives the unit a heading.
    (
        (re.compile("单位(?:基本)?(?:情况|概况)"),),
        re.compile(
            r"项目(?:实施|承担)?单位(?:基本)?(?:情况|概况)[^一-龥\n]{0,4}\n?\s{0,12}([一-龥]{3,30}?(?:中心|学校|政府|办公室|公司|[局厅委部院会联馆站所处队]))(?:\([^()\n]{2,20}\))?(?:是|为|系|隶属|位于|成立|内设|现有|共有|主要|下设|承担|负责)"
        ),
    ),
    ((re.compile("业主"),), re.compile(rf"业主(?:单位)?\s*(?:[:|]|为)\s*{_WORDS}{_STOP}")),
    (
        (re.compile(r"名称(?:\(盖?公?章\))?\s*:"),),
        # Who orders an evaluation and who makes it stand on its cover as well.
        re.compile(
            rf"(?:部门|单位(?<![托审价核]单位))(?:\((?:部门|单位)\))?名称(?:\(盖?公?章\))?\s*:\s*{_WORDS}{_STOP}"
        ),
    ),
    (
        (re.compile("项目(?:的)?(?:实施|责任|承担|建设)(?:主体|单位)"),),
        re.compile(
            r"(?:^|[\n,。;])\s{0,9}([一-龥、]{3,30}?)(?:为|是)(?:本|该)?项目(?:的)?(?:实施|责任|承担|建设)(?:主体|单位)"
        ),
    ),
    (
        (re.compile("牵头(?<=[局部委办心厅]牵头)"),),
        re.compile(r"(?:^|[\s。,;])由?([一-龥]{3,16}?(?:局|部|委|办|中心|厅))牵头"),
    ),
    (
        (re.compile("牵头(?:监管|实施|组织|具体)"), re.compile("负责(?:监管|实施|组织|具体)")),
        re.compile(r"由([一-龥]{2,16}?)(?:牵头|负责)(?:监管|实施|组织|具体)"),
    ),
)
_COMPETENT = (
    (
        (re.compile(f"主管部门(?=[一-龥]{{3,24}}{_NEXT_LABEL})"),),
        re.compile(rf"主管部门([一-龥]{{2,22}}?[局厅委院会府])(?={_NEXT_LABEL})"),
    ),
    (
        (re.compile("主管(?:部门|单位)"),),
        re.compile(rf"主管(?:部门|单位)(?:及代码)?{_IS}{_WORDS}{_STOP}"),
    ),
)
_NOT_A_UNIT = re.compile(
    r"点击|登录|评价组|^\(?[公盖]?章|^\(公章|^(?:的|和|及|等|或|与|应|按|名称|意见|盖章|负责|对|是|在|根据|要|自评|绩效)|情况|项目$"
)
_AGENCY = re.compile(
    r"[一-龥]{0,24}?(?:自治区|自治州|省|市|州|县|区|旗|镇|(?<!城)乡)(?:[一-龥]{1,16}?(?:局"
    r"|厅|委员会|管委会|办公室|研究室|残联|联合会|驻[一-龥]{1,4}联络处|[一-龥]馆)|总工会|(?<=[镇乡])人民政府|[一-龥]{1,6}街道办事处)(?!部门|限)"
)
_AGENCY_END = re.compile(r"局|厅|委员会|管委会|办公室|研究室|残联|联合会|总工会|联络处|馆|[镇乡]人民政府|办事处")
_WORDS_ALONE = re.compile(r"[一-龥]+")
_LEAD = re.compile(r"根据|按照|由|对|为|在|经|报|向|照|据|按|请|受|通过|获得|与|及|是|了|的|将|给|^和|年|度|日|月|我")
_NO_NAME = re.compile(r"项目|主管|部门|用途")
"""Labels of a form whose cells ran together."""
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
# 某某中心是市政府直属的事业单位: how a body tells of itself.
_TELLS_OF_ITSELF = _behind(
    "\n。",
    r"[^\S\n]*(?:\d{1,2}[、.]\s?)?([一-龥()]{4,24}?)(?:\([^()\n]{2,20}\))?(?:(?:内设|下设)(?!的|置)|(?:是|为|系)[^。;\n]{0,40}?(?:组成部门|机构|工作部门|直属|事业单位|行政单位|预算单位|团体|组织))",
)
# The title of the paper itself, beneath that of the page: 某市水源调度中心 2022 年整体支出绩效自评总结报告.
_OWN_TITLE = _behind(
    "\n", r"[^\S\n]*([一-龥]{4,23}[局厅委办部院校学馆站所处会队司府心])\s?(?:19|20)\d\d\s?年[^\n。]{0,40}(?:绩效|自评)"
)
_HEAD = 600
# 某中心高度重视自评工作,成立了自评工作领导小组; 县美丽办认真开展自评工作.
_EVALUATES_ITSELF = _behind(
    "\n。,",
    r"[^\S\n]*([一-龥]{3,23}?[局厅委办部院校学馆站所处会队司府心])(?:高度重视|认真|积极|及时|严格按照|按照|组织|成立|开展)[^。\n]{0,60}自评(?:工作|小组|领导)",
)
# 某中心隶属于某市水务局, 某站为县林业局所属事业单位; a government is above all its bodies.
_BELONGS = re.compile(
    r"(?:\([^()\n]{2,20}\))?[^。;\n]{0,12}?(?:隶属于?([一-龥]{3,24}?[局厅委部院会])(?=[,。;、(管是为])"
    r"|[是为系]([一-龥]{3,20}?[局厅委部院会])(?:所属|下属|直属))"
)
_MOST_SAID = 20
_ABOVE_IT = re.compile(r"级主管(?:部门|单位)[^一-龥]{0,20}\Z")
_SHORT_NAME = re.compile("[省市州县区旗]")
_A_PLACE = re.compile("[省市州县区旗盟镇乡]")
_PLACES = r"(?:[一-龥]{2,5}?(?:自治[区州县]|[省市州县区旗盟])){1,3}"
_OWN = re.compile(r"([一-龥]{2,10}(?:厅|局|委|办|院|中心))本级")


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


def read_implementing_unit(
    text: str, span: Span, title: Stated[str] | None, publisher: Stated[str] | None
) -> Stated[str] | None:
    """The carrying unit: labelled in the part, or the body in the title, or the body that the part names most."""
    narrowed = narrow(text)
    labelled = _labelled(_IMPLEMENTING, text, narrowed, span)
    if labelled is not None:
        return labelled
    found = (
        _body_in(_CODED, text, narrowed, Span(max(0, span.start - _ABOVE), span.end))
        or _in_title(text, title)
        or _itself(text, narrowed, span)
        or _body_in(_TELLS_OF_ITSELF, text, narrowed, span)
        or _body_in(_OWN_TITLE, text, narrowed, Span(span.start, min(span.end, span.start + _HEAD)))
        or _body_in(_EVALUATES_ITSELF, text, narrowed, span)
        or who_we_are(text, span, publisher)
        or _most_named(text, narrowed, span)
        or publisher
    )
    return _in_full(text, narrowed, found)


def _itself(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The body that a part tells apart from those below it (某县水利局本级)."""
    own = _OWN.search(narrowed, span.start, span.end) if narrowed.find("本级", span.start, span.end) >= 0 else None
    if own is None:
        return None
    words = re.sub(r"^.*(?:为|由|是|在)", "", own.group(1))
    return stated(text, own.end(1) - len(words), own.end(1), "body")


def _body_in(patterns: _Patterns, text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The body that is found where the text begins or behind a mark, where it is one."""
    first, others = patterns
    begun = first.match(narrowed, 0, span.end) if span.start == 0 else None
    for match in chain([begun] if begun else [], others.finditer(narrowed, span.start, span.end)):
        if is_body(match[1]) and not _LEAD.match(match[1]):
            return stated(text, *match.span(1), "body")
    return None


def _in_full(text: str, narrowed: str, unit: Stated[str] | None) -> Stated[str] | None:
    """A body of which the page prints the short name, by its full one.

    区水利局 is the 某市某区水利局 that signs, and 水利局, named without a place, the one that begins a sentence.
    """
    if unit is None:
        return None
    name = re.escape(narrow(unit.value))
    if _SHORT_NAME.match(unit.value):
        found = re.search(rf"\n[^\S\n]*([一-龥]{{2,12}}{name})[^\S\n]*(?:\n|$)", narrowed)
    elif not _A_PLACE.search(unit.value):
        found = re.search(rf"[\n。;,][^\S\n]{{0,12}}({_PLACES}{name}(?:[一-龥]{{2,12}}?分局)?)", narrowed)
    else:
        return unit
    return stated(text, *found.span(1), "signature") if found else unit


def read_competent_department(text: str, span: Span, unit: Stated[str] | None) -> Stated[str] | None:
    """The department above the unit, where a label or the sentence on what the unit is says so."""
    narrowed = narrow(text)
    return _labelled(_COMPETENT, text, narrowed, span) or (_above(text, narrowed, span, unit) if unit else None)


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


def _labelled(
    patterns: tuple[tuple[tuple[re.Pattern[str], ...], re.Pattern[str]], ...], text: str, narrowed: str, span: Span
) -> Stated[str] | None:
    for signs, pattern in patterns:
        if not any(sign.search(narrowed, span.start, span.end) for sign in signs):
            continue
        for match in pattern.finditer(narrowed, span.start, span.end):
            unit = match.lastindex or 0
            if not _NOT_A_UNIT.search(match[unit]) and len(match[unit]) >= 3:
                return stated(text, *match.span(unit), "unit_label")
    return None


def _in_title(text: str, title: Stated[str] | None) -> Stated[str] | None:
    if title is None:
        return None
    words = narrow(title.evidence.quote)
    match = body_of_title(words) or SCHOOL.match(words)
    if match is None:
        return None
    start = title.evidence.start
    return stated(text, start + match.start(), start + match.end(), "title")


def _most_named(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The body named most often in the part; finance bureaus give money and orders, they do not carry out."""
    found: list[tuple[str, int]] = []
    givers: list[tuple[str, int]] = []
    for match in _agencies(narrowed, span):
        name = _without_lead(match.group())
        if (
            name is not None
            and not re.search("财政|(?<![镇乡]人民)政府(?!驻|办公)", name)
            and not _ABOVE_IT.search(narrowed, max(span.start, match.start() - _ABOVE), match.start())
        ):
            if not _GIVES.match(narrowed, match.end()):
                found.append((name, match.end()))
            elif "政府办" not in name:
                givers.append((name, match.end()))
    # Where no other body is named, the one that arranges the money does the work as well.
    found = found or givers
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
