"""What a number counts: the words of its clause, trimmed so that the same quantity gets the same name."""

from __future__ import annotations

import re

from tasks.parse.numbers.folding import fold

_BOUNDARY = re.compile(r",(?!\d{3}(?!\d))|[;:。!?、\n\t|]")
_LEADING = re.compile(
    r"(?:[\s(]|其中|同时|目前|截至目前|截止目前|截至|累计|合计|总计|共计|共有|共|已经|已|现有|现|并|且|均|全年|年内|今年|本年|当年|"
    r"一是|二是|三是|四是|五是|六是|七是|八是|九是|十是|\d{4}年度?|\d{1,2}月(?:\d{1,2}日|底|初|末)?前?|止|[对为将把与和及的])+"
)
_TRAILING = re.compile(
    r"(?:\s|达到了?|达|约为|约|均为|为|是|共计|合计|总计|累计|共有|共|计|超过|突破|不低于|不少于|不超过|均|近|逾|至|到|了|等|多|[≥≤=><(—-])+$"
)
_INVENTORY = re.compile(r"(?:梳理|认领|发布|公布|编制|形成|汇聚|并|和|及|与|上|在|出)+")
_OF_A_PLACE = re.compile(r"(?:[一-龥]{0,20}(?:平台|系统|县|市|区|省|州|镇|乡|局|委|厅|中心|本地))?")
_STATE = re.compile(
    r"新增|取消|办结|办理|处理|受理|完成|上线|开放|整改|撤销|下放|压减|减少|剩余|未|接入|实现|开展|召开|举办|培训|发放|建设|建成|购置|采购|"
    r"更新|升级|改造|收到|收集|通过|拓展|推进|推广|落实"
)
_AFTER_STOP = re.compile(r"[,;:。!?、\n\t|)]|\d|以上|以下|以内|左右")
_LONGEST = 40
_RATE_WORD = re.compile(r"(?:率|度|比|占比|比例|比重)[”\"’]?$")


def clause_start(folded: str, start: int, at: int) -> int:
    """Where the clause begins that ends at `at`: behind the last punctuation mark, not before `start`."""
    ends = [match.end() for match in _BOUNDARY.finditer(folded, start, at)]
    return ends[-1] if ends else start


def name_of(text: str, start: int, number_start: int, number_end: int, end: int) -> str:
    """The name of what the number at `number_start`..`number_end` counts, from its clause inside `start`..`end`.

    The words before the number are the name, with the words behind its unit where those go on
    (233名窗口工作人员). Verbs that tell a part from its whole (办结, 新增) stay, for two quantities must not share
    a name; a place or platform before a quoted term, and verbs of mere listing, go.
    """
    folded = fold(text[:end])
    first = clause_start(folded, start, number_start)
    before = _TRAILING.sub("", folded[first:number_start])
    if _RATE_WORD.search(before):
        before = folded[_rates_before(folded, start, first) : number_start]
        before = _TRAILING.sub("", before)
    before = _from_quoted_term(_LEADING.sub("", before, count=1) if _LEADING.match(before) else before)
    stop = _AFTER_STOP.search(folded, number_end, end)
    after = folded[number_end : stop.start() if stop else end].strip().lstrip("的多")
    name = (before + after).strip() or folded[max(start, first) : number_start].strip()
    return name[-_LONGEST:] if len(before) >= _LONGEST else name[:_LONGEST]


def _rates_before(folded: str, start: int, first: int) -> int:
    """The start of a list of rates that share one value: 事项认领率、发布率均为100%."""
    while first > start and folded[first - 1] == "、":
        earlier = clause_start(folded, start, first - 1)
        if not _RATE_WORD.search(folded[earlier : first - 1].strip()):
            break
        first = earlier
    return first


def _from_quoted_term(phrase: str) -> str:
    """A phrase cut to begin at its last quoted term, if only listing verbs and a place stand before it."""
    at = phrase.rfind("“")
    if at <= 0 or len(phrase) - phrase.find("”", at) < 3:
        return phrase
    before = phrase[:at]
    plain = _INVENTORY.sub("", before)
    if _STATE.search(before) or not _OF_A_PLACE.fullmatch(plain):
        return phrase
    return phrase[at:]
