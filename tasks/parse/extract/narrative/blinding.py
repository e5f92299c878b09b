"""A sentence without the words that are no words about its money: titles, citations, remarks in brackets."""

from __future__ import annotations

import re

from tasks.parse.extract.narrative.words import MEASURES, NO_FUND, OTHER_SUBJECT
from tasks.parse.extract.spans import Span
from tasks.parse.record import record

_CITED = re.compile(r"《[^》]{0,200}》|[“\"][^”\"]{7,100}[”\"]|\([^()]{0,60}号\)")
# 实际列支(含上年结转)50万元, 人民币15万元: what an amount includes, and its currency, do not say what it is.
_NO_WORDS = re.compile(r"\((?:其中)?(?:不?含|均?含|包含|包括)[^()\d]{1,40}\)|人民币(?=\s?[¥\d壹贰叁肆伍陆柒捌玖])")
_ASIDE = re.compile(r"\(((?![一二三四五六七八九十]{1,3}\))[^()\d]{1,40})\)")
# 中、省下达 is one act of two levels.
_LEVELS_JOINED = re.compile(
    r"、(?:(?<=[中央省市州县]、)|(?<=[省市州县]级、))(?=[省市州县区](?:本?级|下达|安排|财政|[两三]级|投入|补助|拨付|配套))"
)
_DISTRICTS = re.compile(r"([县市区旗州])\((?:[市县区旗州][、,]?){1,3}\)")
_TORN = re.compile(r"[ \t](?=[一-龥])(?<=[一-龥\d][ \t])|[ \t](?=\d)(?<=[一-龥][ \t])")
_NEAR = 80
_TOLD_APART = 4
"""Shorter names are words of the language as well."""
# 我区 alone may be a whole 自治区, unless that, or a city, stands beside it.
_OUR = re.compile(r"(?:我|全)([县旗市州])|(?:我|全)(?=区.*(?:自治区|市级|市财政))(区)")
_OWN_WORKS = re.compile(r"[省市州县区旗]本级(?!财政|资金|预算|配套|投入|安排|专项|补助)")
"""某市本级雪亮工程 says whose works they are and not whose money."""
_THIS_LEVEL = re.compile(r"(?<![县区市州省盟旗央我厅局部委院])本级")


def closed_up(words: str) -> str:
    """Words without the spaces that libraries of papers and printed lines leave between signs (实际 完成, 2023 年)."""
    return _TORN.sub("", words).strip(" \t") if " " in words else words


def blinded(narrowed: str, span: Span) -> str:
    """The sentence with quoted and cited words blanked: the title of a project or of an act is no word about money.

    Brackets without a figure (补助资金(省对下转移支付)20万元) do not part an amount from its words.
    """
    blind = _CITED.sub(lambda m: "·" * len(m.group()), narrowed[span.start : span.end])
    if "预算收入" in blind:
        # 预算收入200万元,预算支出200万元: both sides of one plan.
        blind = blind.replace("预算支出", "预算··")
    blind = _LEVELS_JOINED.sub("及", blind)
    if "含" in blind or "包括" in blind or "人民币" in blind:
        blind = _NO_WORDS.sub(lambda m: "·" * len(m.group()), blind)
    # 县(市、区)财政 is one level.
    if "(" in blind:
        blind = _DISTRICTS.sub(lambda m: m.group(1).rjust(len(m.group()), "·"), blind)
    if "本级" in blind and (own := _OUR.search(narrowed, max(0, span.start - _NEAR), span.end)):
        # 我县筹集资金97万元,其中省级46万元,本级51万元: the level is that of whose report it is.
        blind = _THIS_LEVEL.sub(f"{own[1] or own[2]}级", blind)
    return _ASIDE.sub(lambda m: f"·{m.group(1)}·", blind)


@record
class QuietName:
    """A project's name as its page writes it (`core`), and with its words about money blanked (`silent`)."""

    core: str
    silent: str


def quiet_name(name: str | None) -> QuietName | None:
    """The name of a project says nothing of its sums: 收到公用经费专项资金6万元 is no running cost."""
    core = (name or "").removesuffix("项目")
    if len(core) < _TOLD_APART:
        return None
    silent = core
    for pattern in (OTHER_SUBJECT, NO_FUND, _OWN_WORKS, *(pattern for _, pattern in MEASURES)):
        silent = pattern.sub(lambda m: "·" * len(m.group()), silent)
    return QuietName(core, silent)
