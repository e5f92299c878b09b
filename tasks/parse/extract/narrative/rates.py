"""Rates that prose states as rates of execution or of arrival; other percentages are not taken for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tasks.parse.extract.narrative.arithmetic import TO_SPEND, is_telling
from tasks.parse.extract.narrative.goals import is_goal
from tasks.parse.extract.narrative.words import FORESEEN
from tasks.parse.extract.spans import Span, last_clause, narrow, sentence_with, valued
from tasks.parse.facts import Fund, Stated
from tasks.parse.numbers.percents import SHARE_SIGN, Percent, find_percents, is_share

_LINK = (
    r"\s*(?:\([^()%]{0,12}\))?\s*(?:已|均|都)?\s*(?:为|是|达到了?|达|:|=|约|完成)?\s*(?:为|到)?\s*"
    r"(?:=?[一-龥]{2,8}[/÷][一-龥]{2,8}(?:[*×]100%)?)?(?:=?[\d.,/*×÷()%万元]{1,30}=)?\s*\(?"
)
_RATE_NAMES = (
    "(?:(?:执行|使用|支付|支出|拨付)率|完成率(?<=[预支][算付出]完成率)"
    "|(?:支出|支付|使用|执行|用款|拨付)进度(?:比[率例])?)"
)
_EXECUTION = re.compile(
    r"(?:预算|资金|项目|经费|总体|支出|财政|整体|综合|年度|实际|该|,|;|、|^|[)的:-])\s*(?:支出"
    r"|资金|预算)?" + _RATE_NAMES + _LINK + "$"
)
_ARRIVAL = re.compile(
    r"(?:(?:综合|总体|整体|总)的?)?(?:资金)?(?<!配套)(?<!配套资金)到位率(?:[、和及与]?(?:到位)?及时率)?" + _LINK + "$"
)
_ARRIVED = re.compile(r"\s?(?:足额|全额|全部|及时|按时|、)*到位(?!率)")
"""下达资金787万元,已100%足额到位: the rate stands before its word, and its clause names the money or nothing."""
_MONEY = re.compile(r"(?:资金|经费|[万亿]?元)[^,;。]{0,8}(?:[,;][^,;。]{0,4})?$")
# 完成预算的96%, 占全年预算的96%, 完成支出27%: the wording of settled accounts for the rate of execution.
_OF_BUDGET = re.compile(
    r"完成(?:项目|绩效|预算|资金)*支出\s?$|(?:完成|占)(?:了)?(?:项目|全年|年初|年度|当年|本年|调整后?|总|下达|安排)*(?:的)?预算(?:数|总额|安排|金额|资金|指标)?(?:\d[\d,.]{0,14}[万亿]?元)?(?:的)?(?:比例为?)?\s*$"
)
_CAME = re.compile(r"到位|下达|三公|公用|人员")
_RATES = (("execution", _OF_BUDGET), ("execution", _EXECUTION), ("arrival", _ARRIVAL))
# 到位率、执行率均为100%; 到位率和执行率分别为98%和95%
_SHARED = re.compile(
    r"(?P<list>[^,。;:、\d]{0,16}?[率度](?:[、和及与]|以及)[^,。;:\d]{2,30}?[率度])(?P<how>分别|均|都|皆)?(?:为|是|达到?了?)+\s?$"
)
_ITEMS = re.compile("[、和及与]|以及")
_NAMED = (("execution", re.compile(_RATE_NAMES)), ("arrival", re.compile("到位率")))
_OF_SOMETHING_ELSE = re.compile(
    r"采购|绩效目标(?!$)|计划|政策|制度|合同|任务|工程|指标|公用|三公|处罚|目标值|标准|序时|决议|判决|设备|场地|预算编制"
)
_GOAL = re.compile(
    r"(?:≥|>=?|不低于|不少于|达到.{0,6}以上|目标|力争|确保(?!了)|应|须|需要?|要求|满分"
    r"|低于|高于|得\d|扣|如果|若)[^,。;]{0,12}$"
)
_FORESEEN = re.compile(rf"{FORESEEN}[^;。]*$")
_PARTS = re.compile(r"其中|里面|分别")
_OWN_WORDS = re.compile(r"[,;、:]|资金总额|总体|项目资金|补助资金|专项资金")
# 资金24万元(其中中央23万元),总体执行率67%: what stands in brackets without a rate divides no rate.
_ASIDE = re.compile(r"\([^()%]{0,120}\)")
_OVERALL = re.compile(r"[^率,;。]{0,4}(?:综合|总体|整体|总的?)")
_A_RATE = re.compile(r"[^,。;到]率" + _LINK + "$")
_NEAR = 40
_SIGHT = 60
# 专项支出316万元,执行率61%,…,总支出2939万元,执行率63%
_OF_ALL = re.compile(r"总支出[^,;]{0,16}[,;][^,;]{0,8}$")
_LEVEL = re.compile(r"(?:中央|[省市州县区]级|地方|其他|自筹)[^,;。]{0,8}资金")


def read_rates(text: str, spans: Iterable[Span]) -> tuple[Stated[Decimal] | None, Stated[Decimal] | None]:
    """The stated execution rate and arrival rate in percent; the first of each that speaks of the whole."""
    narrowed = narrow(text)
    found: dict[str, list[tuple[bool, Stated[Decimal]]]] = {"execution": [], "arrival": []}
    for span in spans:
        behind = span.start
        while sentence := sentence_with(SHARE_SIGN, narrowed, behind, span.end):
            behind = sentence.end
            said = narrowed[sentence.start : sentence.end]
            if not ("率" in said or "进度" in said or "预算" in said or "到位" in said or "完成" in said):
                continue
            for kind, in_parts, rate in _of_sentence(text, said, sentence.start):
                if is_goal(narrowed[sentence.start : rate.evidence.start], in_section=False):
                    continue
                found[kind].append((in_parts, rate))
    return _of_the_whole(found["execution"]), _of_the_whole(found["arrival"])


def read_closing_rate(text: str, spans: Iterable[Span], funds: Sequence[Fund]) -> Stated[Decimal] | None:
    """The rate of execution under a name of its own (报账率): what was spent is that share of what there was."""
    spent = [fund.amount_yuan for fund in funds if (fund.measure, fund.source) == ("spent", "total")]
    wholes = [fund.amount_yuan for fund in funds if fund.source == "total" and fund.measure in TO_SPEND]
    narrowed = narrow(text)
    for span in spans if spent and wholes else ():
        for percent in find_percents(narrowed, span.start, span.end):
            near = narrowed[max(span.start, percent.start - _NEAR) : percent.start]
            if not is_telling(percent) or _A_RATE.search(near) is None:
                continue
            if any(is_share(part, whole, percent.value) for part in spent for whole in wholes):
                return valued(percent.value, text, percent.start, percent.end, "prose")
    return None


def _of_sentence(text: str, said: str, start: int) -> list[tuple[str, bool, Stated[Decimal]]]:
    """The rates of a sentence that begins at `start`: the kind of each, and whether it is of a part."""
    flat = _ASIDE.sub(lambda match: "·" * len(match.group()), said)
    parts = _PARTS.search(flat)
    found: list[tuple[str, bool, bool, bool, Stated[Decimal]]] = []
    before = 0
    percents = find_percents(said)
    for kind, percent in _shared(said, percents):
        found.append(
            (
                kind,
                False,
                False,
                False,
                valued(percent.value, text, start + percent.start, start + percent.end, "prose"),
            )
        )
    for percent in percents:
        of_level = _LEVEL.search(flat, before, percent.start) is not None
        of_all, before = _OF_ALL.search(flat, before, percent.start) is not None, percent.end
        near = said[max(0, percent.start - _NEAR) : percent.start]
        if percent.comparator != "=" or percent.value < 0 or _GOAL.search(near) or _FORESEEN.search(near):
            continue
        if _OF_SOMETHING_ELSE.search(_OWN_WORDS.split(near)[-1]):
            continue
        for kind, pattern in _RATES:
            match = pattern.search(near)
            if match and not (pattern is _OF_BUDGET and _CAME.search(last_clause(near))):
                at = start + percent.start - len(match.group().lstrip(",;、)的:-"))
                rate = valued(percent.value, text, at, start + percent.end, "prose")
                found.append((kind, parts is not None and parts.start() < percent.start, of_level, of_all, rate))
                break
        else:
            if _ARRIVED.match(said, percent.end) and _MONEY.search(near):
                rate = valued(percent.value, text, start + percent.start, start + percent.end, "prose")
                found.append(("arrival", parts is not None and parts.start() < percent.start, of_level, of_all, rate))
    # 甲项目…,使用率100%;乙项目…,使用率84%: each is of one project; by two days they are of the same.
    overall = {kind for kind, _, _, of_all, _ in found if of_all}
    items = ";" in said and re.search("项目", said) is not None and re.search(r"截[至止][^,;]{0,3}\d", said) is None
    # 中央资金完成…,执行率82%,省级资金完成…,执行率99%: each is of its level's money.
    return [
        (
            kind,
            in_parts
            or (kind in overall and not of_all)
            or ((of_level or items) and len({r.value for k, *_, r in found if k == kind}) > 1),
            rate,
        )
        for kind, in_parts, of_level, of_all, rate in found
    ]


def _shared(said: str, percents: Sequence[Percent]) -> Iterator[tuple[str, Percent]]:
    """The percentages that a list of rates shares out among them, or that hold for all of the list."""
    for index, percent in enumerate(percents):
        match = _SHARED.search(said, max(0, percent.start - _SIGHT), percent.start)
        if match is None or percent.comparator != "=" or _GOAL.search(match["list"]):
            continue
        names = _ITEMS.split(match["list"])
        row = percents[index : index + len(names)] if match["how"] == "分别" else [percent] * len(names)
        for name, one in zip(names, row, strict=False):
            kind = next((kind for kind, pattern in _NAMED if pattern.search(name)), None)
            if kind is not None and not _OF_SOMETHING_ELSE.search(name):
                yield kind, one


def _of_the_whole(rates: list[tuple[bool, Stated[Decimal]]]) -> Stated[Decimal] | None:
    """The first rate outside a list of parts; a rate behind 其中 only where no other value stands in its way."""
    whole = [rate for in_parts, rate in rates if not in_parts]
    if whole:
        # 中央资金到位率100%,综合到位率94.6%: what is called the whole goes before what is told first.
        return next((rate for rate in whole if _OVERALL.match(rate.evidence.quote)), whole[0])
    return rates[0][1] if len({rate.value for _, rate in rates}) == 1 else None
