"""Amounts without a word of what they measure: the project's by its name, by a heading, or as all that is told."""

from __future__ import annotations

import re

from tasks.parse.extract.narrative.words import ITEM, OTHER_SUBJECT
from tasks.parse.extract.spans import last_clause
from tasks.parse.record import record

_OWN_NAME = 7
_YEARLY_SUM = re.compile(
    r"(?:\d{4}年)?(?:本|该|全)?(?:年度|年|项目)(?:项目|专项)?资金(?:为|:)?"
    r"|(?!.*来源)[^,;:、\d]{3,30}(?:资金|经费|补助金|扶助金|公益金)(?:总额)?为"
)
"""本年度项目资金200万元: what there is to spend, where nothing better is said of that amount."""
_ANY_SUM = re.compile(
    r"(?!.*(?:[已向把被了将让]|返还|来源|其中|用于|购|聘|奖励|每|标准|缴|贷款|违规|结余|结转|剩余|带动|撬动|增加|减少|追加|自评|注册|发放|兑现|兑付|结算|付款|缴纳|动用|注入))"
    r"(?:[^,;:、\d]{0,80}(?:资金|经费|补助金?|扶助金|公益金|专款)|[^,;:、\d]{0,80}·$)(?:总额|规模|额度|共计|合计|总计|共|计|数)*(?:为|是|:)?"
)
"""某某补助资金23万元 at the head of a sentence: the project's money, in a report that says of none what it is."""
_YEARS = re.compile(r"(?:(?:19|20)\d\d[-—至])?(?:19|20)\d\d年?度?")
_PAID = re.compile(
    r"(?:资助(?!资金|金额)|发放|兑现|兑付)[^,;:\d]{0,20}(?:资金|经费|补助|补贴|奖补|津贴|金额|[一-龥]金|生活费)(?:\d+[人户名](?:次)?)?(?:共计|合计|共|为)*$"
)

_PUT_TO = re.compile(r"(?:[该本]|项目|专项|上述)+(?:资金|款项|经费)[^,;:、\d]{0,8}用于[^,;:、\d]{2,20}")
"""该款项学校用于改善办学条件40万元: money that has been put to its use, where no payment is stated."""

_OF_MANY = re.compile(r"(?:\d{2,}|[2-9])个?(?:重点)?(?:项目|部门|单位|政策)[^。]{0,60}涉及")
"""512个项目完成自评,涉及资金23.6亿元 is the money of many."""

_MONEY = re.compile(r"资金|经费|预算|额度|公益金|补助|投入")
_ARRIVED = re.compile(r"到位|拨付|下达|筹措|落实|收入")
_USED = re.compile(r"使用|支出|执行|支付|发放|决算")
_GIVEN = re.compile(r"额度|规模|总额|来源|安排|预算|投入|金额")
_ASKED = re.compile(r"申请|申报|概算|估算")
_LONGEST = 24


@record
class Bare:
    """What an amount without a word of its own is, and by which layout it is known."""

    measure: str
    layout: str


def heading_measure(words: str) -> str | None:
    """The measure of bare sums beneath a heading (资金到位情况, 资金来源及规模); None where it names two or none."""
    if len(words) > _LONGEST or not _MONEY.search(words):
        return None
    told = [
        measure
        for measure, pattern in (("received", _ARRIVED), ("spent", _USED), ("planned", _ASKED))
        if pattern.search(words)
    ]
    if not told:
        return "budget_adjusted" if _GIVEN.search(words) else None
    return told[0] if len(told) == 1 and not (told[0] == "spent" and _GIVEN.search(words)) else None


def tells_of_money(words: str) -> bool:
    """Whether a heading names money and what became of it, be it one thing or two (资金规模和执行情况)."""
    told = any(pattern.search(words) for pattern in (_ARRIVED, _USED, _ASKED, _GIVEN))
    return len(words) <= _LONGEST and told and _MONEY.search(words) is not None


def named_sum(words: str, name: str | None) -> str | None:
    """How an amount without any word of a measure is the project's: by its name, or as its whole sum."""
    core = (name or "").removesuffix("项目")
    clause = last_clause(words, ",;、(:")
    if len(core) >= _OWN_NAME and clause.endswith((core, f"{core}项目", f"{core}资金", f"{core}项目资金")):
        return "name"
    return "sum" if _YEARLY_SUM.fullmatch(last_clause(words).strip()) else None


def bare_amount(words: str, behind: str, heading: str | None, *, first: bool, single: bool) -> Bare | None:
    """What an amount may be of which its sentence says nothing; `words` are those before it, `behind` those after it.

    `heading` is the measure that the heading above gives, `first` tells that no amount of its sentence stands before
    it, and `single` that none stands behind it either.
    """
    clause = last_clause(words).strip()
    if _PAID.search(clause) or (single and _PUT_TO.fullmatch(clause)):
        return Bare("spent", "paid")
    if not first or ITEM.search(clause) or OTHER_SUBJECT.search(clause):
        return None
    plain = _ANY_SUM.fullmatch(_YEARS.sub("", clause)) is not None
    if plain and _OF_MANY.search(words):
        return None
    alone = not (words + behind).strip(" :")
    if heading and (plain or alone):
        return Bare(heading, "heading")
    return Bare("budget_adjusted", "bare") if plain else None
