"""What a number counts: the words of its clause, trimmed so that the same quantity gets the same name."""

from __future__ import annotations

import re

from tasks.parse.claims.clauses import Prose

_LEADING = re.compile(
    r"(?:[\s(),的与和及]|[①-⑳⑴-⒇]|\d{1,2}[.)](?!\d)|其中|同时|截至目前|截止目前|目前|截至|截止|累计|合计|总计|共计|共有|共(?![产同享建])|已经|已|现有|并且|并|且|全年|"
    r"年内|今年|本年|当年|[一二三四五六七八九十]是|(?:19|20)\d{2}年(?:度|底|末|初)?|\d{1,2}月(?:\d{1,2}日|底|初|末)?|[前止]|[对为将把](?!来))+"
)
_TRAILING = re.compile(
    r"(?:\s|达到了?|达|(?<!行)为|為|约|是|共计|合计|总计|累计|共有|共|计|超过|突破|不低于|不少于|不超过|不高于|低于|少于|大于|高于|小于|至少|至多|多达|高达|均|(?<![邻附靠临])近|逾|至|到|了|等|将|的|由|从|"
    r"[≥≤=><(—-])+$"
)
# The last characters of such words: most phrases end in another.
_TRAILS = frozenset("了达为為约是计有共过破于少多高低均近逾至到等将的由从≥≤=><(—-")
_INVENTORY = re.compile(r"(?:梳理|认领|发布|公布|编制|形成|汇聚|并|和|及|与|上|在|出)+")
_OF_A_PLACE = re.compile(r"(?:[一-龥]{0,20}(?:平台|系统|县|市|区|省|州|镇|乡|局|委|厅|中心|本地))?")
_STATE = re.compile(
    r"新增|取消|办结|办理|处理|受理|完成|上线|开放|整改|撤销|下放|压减|减少|剩余|未|接入|实现|开展|召开|举办|培训|发放|建设|建成|购置|采购|"
    r"更新|升级|改造|收到|收集|通过|拓展|推进|推广|落实"
)
_BOUND_AFTER = re.compile(r"\s*(?:\(含\))?(?:及?以[上下内]|左右|上下)")
# Few numbers have such words behind them: a look at one character tells most of the others.
_BEGINS_A_BOUND = frozenset("(及以左上")
_A_BOUND = re.compile(r"以[上下内]|左右|上下")
_DIGIT = re.compile(r"\d")
_NEXT_NUMBER = re.compile(r"共?计?约?\s*\d")
_CHANGE = re.compile(r"\s?(?:压缩|压减|提高|提升|降低|下降|降|增加|增长|增|上升|减少|缩短|扩大|调整)(?:至|到|为)")
_BEGINS_A_CHANGE = frozenset("压提降下增上减缩扩调")
_DANGLING = re.compile(r"(?:[\s的和与及]|以及|共计|约)+$")
_DANGLES = frozenset("的和与及计约")
_RATE = re.compile(r"(?:率|度|比|比例|比重)[”\"’]?$")
_LONGEST = 40


def name_of(prose: Prose, start: int, first: int, number: tuple[int, int], last: int) -> str:
    """The name of what the number at the span `number` counts; "" if nothing is said.

    Its sentence begins at `start`, its clause at `first`, and the words that belong to the number end at `last`
    (`phrase_end`).

    The words before the number are the name, with the words behind its unit where those go on (233名窗口工作人员).
    Verbs that tell a part from its whole (办结, 新增) stay, for two quantities must not share a name; verbs of mere
    listing and a place or platform before a quoted term go.
    """
    folded = prose.folded
    before = _without_trail(folded[first : number[0]])
    if _RATE.search(before):
        before = _without_trail(folded[_rates_before(prose, start, first) : number[0]])
    before = _from_quoted_term(_LEADING.sub("", before, count=1) if _LEADING.match(before) else before)
    after = folded[number[1] : last]
    after = _BOUND_AFTER.sub("", after, count=1) if _A_BOUND.search(after) else after
    name = before[-_LONGEST:] + after.lstrip("的多 ")
    return name.strip()[:_LONGEST]


def lead_of(prose: Prose, start: int, at: int) -> str:
    """What the clause before the one at `at` speaks of, for a number whose own clause names nothing (增加31.39%)."""
    if at <= start:
        return ""
    clause = prose.folded[prose.clause_start(start, at - 1) : at - 1]
    return _without_trail(_LEADING.sub("", clause, count=1) if _LEADING.match(clause) else clause)[-_LONGEST:].strip()


def rank_name(clause: str) -> str:
    """The name of a rank by its clause up to its number: 居全省第一位 is 全省排名."""
    return re.sub(r"(?:位居|位列|名列|排名|排|居|列|第)+", "", clause).strip() + "排名"


def phrase_end(prose: Prose, at: int, end: int) -> int:
    """Where the words end that belong to the number whose unit ends at `at`: before the next number or mark.

    由15天压缩至3天 says nothing of what the 15 count but the change to the 3.
    """
    if _stands_by(_BEGINS_A_BOUND, prose.folded[at : at + 1]) and (bound := _BOUND_AFTER.match(prose.folded, at, end)):
        at = bound.end()
    after = prose.folded[at : prose.clause_end(at, end)]
    if _stands_by(_BEGINS_A_CHANGE, after[:1]) and _CHANGE.match(after):
        return at
    following = _NEXT_NUMBER.search(after) if _DIGIT.search(after) else None
    after = after[: following.start()] if following else after
    if after.count("(") > after.count(")"):
        after = after[: after.rindex("(")]
    return at + len(_DANGLING.sub("", after) if _stands_by(_DANGLES, after[-1:]) else after)


def _without_trail(phrase: str) -> str:
    return _TRAILING.sub("", phrase) if _stands_by(_TRAILS, phrase[-1:]) else phrase


def _stands_by(words: frozenset[str], char: str) -> bool:
    """Whether a character is the first of some words, or the white space that may stand beside them."""
    return char in words or char.isspace()


def _rates_before(prose: Prose, start: int, first: int) -> int:
    """The start of a list of rates that share one value: 事项认领率、发布率均为100%."""
    while first > start and prose.folded[first - 1] == "、":
        earlier = prose.clause_start(start, first - 1)
        if not _RATE.search(prose.folded[earlier : first - 1].strip()):
            break
        first = earlier
    return first


def _from_quoted_term(phrase: str) -> str:
    """A phrase cut to begin at its last quoted term, if only listing verbs and a place stand before it."""
    at = phrase.rfind("“")
    if at <= 0 or len(phrase) - phrase.find("”", at) < 3:
        return phrase
    before = phrase[:at]
    if _STATE.search(before) or not _OF_A_PLACE.fullmatch(_INVENTORY.sub("", before)):
        return phrase
    return phrase[at:]
