"""An entry of a list of projects: its name at the front of a stretch of text, the sum beside it, and what is on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, product, takewhile

from tasks.parse.extract.genre import ACT_NO, GENRE, MONEY, OUTLINE, made_of
from tasks.parse.extract.narrative.words import ITEM
from tasks.parse.extract.outline import Heading, headings
from tasks.parse.extract.projects.titled import OF_A_PLACE, is_generic
from tasks.parse.extract.spans import Span, evidence, narrow, stated
from tasks.parse.facts import Fund, Stated
from tasks.parse.numbers.amounts import Amount, find_amounts, parse_cell_amount
from tasks.parse.numbers.numerals import A_NUMERAL
from tasks.parse.record import record

MONEYED = re.compile(r"(?:资金|经费|项目|工程|专项|补助|补贴|转移支付|基金|公益金|费|层面)(?:\([^()]*\))?$")
"""The words by which a name says that money or works are meant."""
_NOUN = re.compile(r"(?:预算|项目|专项|财政|业务|工作)*(?:资金|经费|项目|工程|专项|补助|奖补|补贴)*$")
_STOP = re.compile(r"[,;:。\n]")
_LEAD = re.compile(
    rf"\s*(?:[^\n,。;:\d(《]{{0,16}}{ACT_NO}(?:文\))?)?,?\s*(?:关于)?(?:提前)?(?:下达|安排)?"
    r"(?:(?:(?:19|20)\d\d|二[〇零○0O][〇零○0O一二][一二三四五六七八九〇零○0])年度?,?|年中)?"
    r"(?:[我本](?:[省市县区州镇乡局院校]|单位|部门))?(?:调整|追加)*\s*"
)
"""The act by which the money came and its year: 青财农〔2022〕26号2022年…."""
_BARE = re.compile(r"\d[\d.,]*\s?万$")
"""国省干线养护43万。: in a list of projects a number of 万 behind a name is money."""
_RUNS_ON = re.compile(r",[^,;:。\n\d]{2,24}(?:项目|工程)(?=[,:。])")
"""村内干道,巷道硬化项目,…: a name with a comma in it."""
_TAIL = re.compile(
    r"[的,]?(?:绩效|自评|评价|综合|总|最终|平均|预算)*(?:得分|评分|分数|执行率|支付率|到位率)[为是达到:约]*\d.*$"
    r"|\d{2,3}(?:\.\d{1,2})?分$"
    r"|(?:的通知|(?<=项目)(?:计划)?(?:财政)?(?:资金|经费|预算|支出|总投资)|为|是|:|共|共计|(?:年初|全年|年度)?(?:预算|概算)(?:数|资金|金额|经费)*|支出|\s)+$|(?<=[一-龥]{3})(?:主要|全部)?用于.*$|(?:(?:的?(?:筹集|分配|安排|收支|使用)|[和及与、])+情况)$"
)
_SAID = re.compile(
    r"(?:应|实际|已|共|预算|计划|未)*(?:到位|安排|下达|拨付|(?<!转移)支付|支出|使用|批复|投入)(?:资金|经费|预算|数)*$"
)
"""Behind a name: what its sum measures."""
_BASIS = re.compile(r"(?:根据|依据|[依按]?照|按)\s{0,2}[《(]")
_PLANNED = re.compile(r"(?:(?:19|20)\d\d年)?(?:(?:年初|全年)?预算(?:数|资金|安排)?)?")
# 法院执行 is the work of a court.
_NO_PROJECT = re.compile(
    r"情况|概况|绩效|目标|到位|(?<!法[院庭])执行|依据|其中|合计|共计|^(?:支付|发放|兑付|兑现|拨付|收到|争取)"
    r"|^用于(?!.*公益金$)|[\d两二三四五六七八九十]个[^个]{0,6}项目$"
)
# 项目绩效情况, before any stop or numeral, and so before any sum: most headings say so at once.
_OPENS_AS_NONE = re.compile(
    rf"[^,;:。\n¥\-负△{A_NUMERAL[1:-1]}]{{0,60}}?(?:(?<![集配排支用])情况|概况|绩效|目标|(?<!法[院庭])执行|依据|其中)"
)
_ABOUT = re.compile(
    r"(?P<name>[^,;:。\n\d]{2,40}(?:项目|工程|资金|经费|补[贴助]|专项))(?:的|绩效|自评|评价|综合|实施|完成|执行|开展|资金|预算|[和及与])*"
    r"(?:(?:情况|结果)(?=[:。\n])|(?:得分|评分|执行率)[为是达到:]{0,3}\s?\d)"
)
"""群众文艺汇演项目绩效自评情况, 某某项目预算执行率96%: what a project came to."""
_A_WORK = ("项目", "工程")
_SECTION = re.compile(made_of(OUTLINE, *GENRE))
# A name may hold a pause mark (某市南、北城供热管网工程), a row of names may not be one.
_WHOLE_NAME = re.compile(
    r"(?!.*(?:项目|资金|经费|工程)、)[^,;:]{0,40}(?:经费|项目|工程|专项(?:资金)?|补助(?:资金)?|资金)(?:\([^()]*\))?"
)
SHORTEST, _LONGEST = 4, 60
"""Shorter names are words of the language as well."""
_MOST, _SHARED = 20, 6
_EXPENSE = re.compile(rf"{ITEM.pattern}|{MONEY}|[费购]|支出|服务|委托|业务|其[他它]|日常|费用")
_LETTER = re.compile("[一-龥]")
_TELLING = 4
A_NUMBER = r"项目(?:之)?\(?[一二三四五六七八九十\d]{1,3}\)?\s*[:、.]"
NUMBERED = re.compile(rf"(?:^|(?<=\n))[^\S\n]*{A_NUMBER}")
"""项目一:某某经费,… in a report that has no other headings."""


@record
class Entry:
    """A project of a list: its name, where the list has it, the stretches of text that are on it, and its sum.

    `alone` tells that the rest of the paper speaks of something else, as a settled account does of all its money;
    `settled` that the list says all that became of the project's sum, so that no other clause need be asked.
    """

    name: Stated[str]
    span: Span
    spans: tuple[Span, ...] = ()
    funds: tuple[Fund, ...] = ()
    alone: bool = False
    settled: bool = False


@record
class Named:
    """Where the name in a stretch stands, and the sum right behind it with the words between that say what it is."""

    start: int
    end: int
    amount: Amount | None
    said: bool


def name_of(narrowed: str, stretch: Span) -> Named | None:
    """The name at the front of a stretch, up to its first sum or stop."""
    lead = _LEAD.match(narrowed, stretch.start, stretch.end)
    start = lead.end() if lead else stretch.start
    use = narrowed.find("用于", start + 1, min(start + _LONGEST, stretch.end))
    about = None
    if _OPENS_AS_NONE.match(narrowed, start, use if use > 0 else stretch.end):
        about = _ABOUT.match(narrowed, start, stretch.end)
        if about is None or is_generic(about["name"]):
            return None
    if about:
        return Named(start, about.end("name"), None, False)
    first = _STOP.search(narrowed, start, stretch.end)
    # No sum of a later sentence is that of the name.
    sentence = narrowed.find("。", first.end(), stretch.end) + 1 if first else 0
    sight = min(sentence or stretch.end, start + 3 * _LONGEST)
    amount = next(iter(find_amounts(narrowed, start, sight)), None)
    stop = _STOP.search(narrowed, start, amount.start if amount else stretch.end)
    at_sum = amount if amount and (stop is None or stop.end() == amount.start) else None
    end = stop.start() if stop else amount.start if amount else stretch.end
    bare = None if at_sum else _BARE.search(narrowed, start, end)
    if bare and (cell := parse_cell_amount(bare[0], None)):
        at_sum, end = Amount(bare.start(), end, bare[0], cell.yuan, "万", "="), bare.start()
    if not at_sum and not MONEYED.search(narrowed, start, end) and (more := _RUNS_ON.match(narrowed, end, stretch.end)):
        end = more.end()
    basis = _BASIS.search(narrowed, start + 1, min(end, start + _LONGEST))
    end = basis.start() if basis else end
    # 甲经费(预算20万元,支出18万元): the name ends where a bracket opens that its words do not close.
    aside = narrowed.rfind("(", start, end)
    aside = -1 if narrowed.find(")", aside, end) >= 0 else aside
    told_aside = aside > start and not _PLANNED.fullmatch(narrowed, aside + 1, end)
    end = aside if aside > start else end
    said_from = _behind_name(_TAIL, narrowed, Span(start, end))
    whole, end = end, _behind_name(_SAID, narrowed, Span(start, said_from))
    if at_sum is None and narrowed[end:whole] == "支出":
        end = said_from = whole  # a class of the budget (学前教育支出); before a sum the word says what became of it
    words = narrowed[start:end]
    if not SHORTEST <= len(words) <= _LONGEST or is_generic(words) or _NO_PROJECT.search(words):
        return None
    return Named(start, end, at_sum, end < said_from or told_aside)


def entry(text: str, narrowed: str, stretch: Span, measure: str = "budget_adjusted") -> Entry | None:
    """The project of a stretch; a sum beside its name that is told no other way is what the list measures."""
    name = name_of(narrowed, stretch)
    if name is None:
        return None
    stands = stated(text, name.start, name.end, "item")
    if name.amount is None or name.said:
        return Entry(stands, stretch, (stretch,))
    rest = Span(name.amount.end, stretch.end)
    return Entry(stands, stretch, (rest,), (sum_of(text, name.start, name.amount, measure),))


def _behind_name(pattern: re.Pattern[str], narrowed: str, words: Span) -> int:
    """Where words begin that end a stretch behind the name in it; its end where none do.

    Each place of a stretch may begin such words, so that a long one of nothing else would take the square of its time.
    """
    found = pattern.search(narrowed, max(words.start, words.end - 2 * _LONGEST), words.end)
    return found.start() if found else words.end


def of_heading(text: str, heading: Heading) -> Entry:
    """The project whose name a heading is, with what stands beneath it."""
    at = narrow(text).find(heading.words, heading.start)
    span = Span(heading.start, heading.end)
    return Entry(stated(text, at, at + len(heading.words), "item"), span, (span,))


def sum_of(text: str, start: int, amount: Amount, measure: str) -> Fund:
    """The sum of a project in a list, where its name begins at `start`."""
    return Fund(
        measure=measure,
        source="total",
        amount_yuan=amount.yuan,
        amount_as_written=text[amount.start : amount.end],
        unit_from="sentence",
        evidence=evidence(text, start, amount.end, "prose"),
    )


def core(name: str) -> str:
    """What a paper says of a name whenever it speaks of the project, whatever it calls its money."""
    return _NOUN.sub("", narrow(name))


def is_section(words: str) -> bool:
    """Whether a heading's words are those of a section of any report."""
    return _SECTION.fullmatch(words) is not None


def names_a_project(words: str) -> bool:
    """Whether all the words of a heading are the name of a project."""
    return _WHOLE_NAME.fullmatch(words) is not None and not (
        is_generic(words) or is_section(words) or is_expense(words)
    )


def is_expense(words: str) -> bool:
    """Whether words name a kind of expense (设备购置费, 保洁人员工资): a project's say of what it is besides."""
    telling = _TELLING // 2 if words.endswith(("项目", "工程")) else _TELLING
    return ITEM.search(words) is not None and len(_LETTER.findall(_EXPENSE.sub("", words))) < telling


def are_one(names: Sequence[str]) -> bool:
    """Whether headings are on one fund (体育彩票公益金筹集情况, 某市体育彩票公益金使用情况) or its shares by place."""
    places = {OF_A_PLACE.sub("", name) for name in names}
    return (len(places) == 1 < len(names)) or any(
        one is not other and one.endswith(other) for one, other in product(names, names)
    )


def is_told_again(narrowed: str, name: str, span: Span, where: Span) -> bool:
    """Whether a clause elsewhere begins with a project's name."""
    begins = core(name)
    if len(begins) < SHORTEST and name.endswith(_A_WORK):
        begins = narrow(name)  # 柳湾路项目: the road alone may be spoken of as a place
    if len(begins) < SHORTEST or is_generic(name) or is_expense(name) or _NO_PROJECT.search(name):
        return False
    at = span.start - 1
    for _ in range(_MOST):
        at = narrowed.find(begins, at + 1, span.end)
        if at < 0:
            return False
        if at not in where and narrowed[max(0, at - 1) : at] in "\n\t 。;,:、)“是达称":
            return True
    return False


def with_sections(text: str, span: Span, entries: Iterable[Entry]) -> list[Entry]:
    """The entries of a sentence, each with the sections on it: 甲项目:…, 一、甲项目…, or 项目一:…甲项目….

    A section whose heading begins as several names do is on that which shares most with it.
    """
    narrowed, known = narrow(text), list(entries)
    cores = [core(one.name.value) for one in known]
    on: list[list[Span]] = [[] for _ in known]
    marks = [match.start() for match in NUMBERED.finditer(narrowed, span.start, span.end)]
    for start, end in pairwise([*marks, span.end]):
        title = narrowed[start : narrowed.find("\n", start + 1, end)]
        for at, name in enumerate(cores):
            if name in title:
                on[at].append(Span(start, end))
    for heading in headings(text, span):
        begins = narrowed.find(heading.words, heading.start)
        shared = [_shared(name, heading.words) for name in cores]
        most = max(shared, default=0)
        at = shared.index(most)
        if shared.count(most) == 1 and most >= min(_SHARED, len(cores[at])) and begins not in known[at].span:
            on[at].append(Span(heading.start, heading.end))
    return [replace(one, spans=(*one.spans, *spans)) for one, spans in zip(known, on, strict=True)]


def _shared(name: str, words: str) -> int:
    """How many letters two texts have in common before they differ."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, words, strict=False)))
