"""Whose money an amount is: the level, or the kind of source, that the words around it name."""

from __future__ import annotations

import re
from itertools import pairwise

from tasks.parse.alternation import any_of
from tasks.parse.extract.narrative.words import AGENCY, NOT_A_SOURCE, SOURCES, YEARS_BEFORE
from tasks.parse.terms import LEVEL_OF

_SOURCE_BEHIND = re.compile(
    r"^[^。;\d]{0,12}?资金来源(?:为|由|是|:)?([^。;,]{2,20})"
    r"|^(?:(?:为|是|系|来自)|,?(?:全部|均|全|都)(?:为|是|系|来自|来源于|属于)|,由)([^。;,\d]{2,16})"
    r"|^由([^。;,\d]{2,14}?(?:配套)?(?:解决|承担|负担|筹集|自筹))"
)
_LEVELS = re.compile(r"(自治区|(?:中央|省|市|州|盟|县|区|旗)(?=级|财政|本级|$|及|和|与|、))")
_ABBREVIATED = re.compile(
    r"(?:^|年|[^一-龥])(?:[中省市州县区](?:央)?[、和及]){1,3}[省市州县区](?=下达|安排|财政|级|两级|三级|投入|补助)"
    r"|(?:^|[^一-龥]|获得|收到|下达|安排|\d年)(?:中省(?![直委政])|(?:央省|省市县?)(?![级直委政]))"
)
"""中、省下达: the levels in the short form of the trade."""

_MINISTRY = re.compile(r"财政部(?:会同[^,;]{2,12})?(?:下达|安排|拨付|补助)[^,;省市县]{0,16}$")
"""其中,财政部下达300万元: beside other levels, what the ministry gives is the centre's."""
_HOLDER = re.compile(r"[县市区旗州]本级[^,;]{0,20}(?:筹集|收入|留[用成])")
"""青禾县本级公益金共筹集80万元: the level is that of whose account it is, which all levels feed."""
_CITY_AND_COUNTY = re.compile(r"(?<![省央、])[市州盟](?:[、和及]?[县区旗]两级|[、和及][县区旗]财政(?!局|厅|部))")

_OPENS = rf"[,;、(]?(?:其中)?[:,(]?·{{0,9}}({any_of(LEVEL_OF.keys() - {'地'})})"
_BARE = re.compile(_OPENS)
_OF_LEVEL = re.compile(
    # 市场, 县城, 区域 … are no levels.
    rf"{_OPENS}(?![级本场政容民区直域城乡道间块位])[^,;、:\d]{{0,14}}"
    r"(?:资金|公益金|补助金?|经费|专款|拨款|补贴|奖补|财力)(?:安排|投入|为|共|计|:)*"
)
"""省福彩公益金400万元: in a list of parts the level opens its clause."""
# 收到资金40万元,其中上年结转5万元: what is left of years before is no money of this year; 上年结转资金 in a list of
# sources is one of them.
_BROUGHT_OVER = re.compile(
    rf"(?:{YEARS_BEFORE}|(?:19|20)\d\d年度?)[^,;]{{0,6}}(?:结转|结余)(?!下|到|至|率|结余资金|资金)"
)
_HANDED_DOWN = re.compile(r"(?<!级)(?<!央)(?<![省市州县区])财政(?:下达|拨付|安排|核拨)")
_JOINING = ("和", "与", "及")
_TOGETHER = re.compile(r"共(?:计|同)?(?:投入|安排|下达|收到|到位|使用|支出)|合计|总计")
_ADDRESSED = re.compile(r"向[^,;。]{1,16}?(?=申请|申报|争取|下达|拨付|下拨|划拨|分配|安排|转移支付|补助)")
"""我局向市财政申请经费, 省级财政向16个州(市)下达资金: who is asked has not given, nor who receives."""


def source_of(gap: str, behind: str, in_parts: bool, *, followed: bool) -> str | None:
    """The source of an amount by the words behind it, else by those before it; None where they name none.

    `followed` tells that another amount stands behind those words.
    """
    told = _SOURCE_BEHIND.match(behind)
    # 资金来源为中央资金 behind an amount says its source, unless another amount follows: then it opens a list.
    if told and not (followed and told.end() == len(behind)):
        source = nearest_source(told.group(1) or told.group(2) or told.group(3) or "", True)
        own = nearest_source(gap, in_parts)
        # 省级资金120万元,全部为财政拨款: the level says more than that it is the treasury's.
        if source is not None and not (source == "fiscal" and own in ("central", "province", "city", "county")):
            return source
        return own
    return nearest_source(gap, in_parts)


def nearest_source(words: str, in_parts: bool) -> str | None:
    """The level or kind of money that stands nearest to the end of the words."""
    if not words:
        return None
    if in_parts and _MINISTRY.search(words):
        return "central"
    clause = _ADDRESSED.sub("", words) if "向" in words else words
    clause = AGENCY.sub(lambda m: "·" * len(m.group()), clause)
    levels = list(_LEVELS.finditer(clause))
    if in_parts and (bare := _BARE.fullmatch(clause)):
        # (自治区169万元,市级254万元): among parts the bare level is enough.
        return LEVEL_OF[bare.group(1)]
    if ("两级" in clause or "财政" in clause) and _CITY_AND_COUNTY.search(clause):
        return "county"
    if any(re.fullmatch(r"[^,;:]{0,14}?[及和与、]", clause[a.end() : b.start()]) for a, b in pairwise(levels)):
        # 中央及省级资金共计500万元 is of no single level.
        return None
    if not in_parts and "本级" in clause and _HOLDER.search(clause):
        return None
    if _ABBREVIATED.search(clause):
        return None
    if "总额" in clause:
        # 财政下达我委项目资金总额: who handed it down gave all of it, from whichever source.
        clause = _HANDED_DOWN.sub(lambda m: "·" * len(m.group()), clause)
    best: tuple[int, str] | None = None
    for source, pattern in SOURCES:
        for match in pattern.finditer(clause):
            if NOT_A_SOURCE.match(clause, match.end()):
                continue
            if clause.endswith(_JOINING, 0, match.start()) and _TOGETHER.search(clause, match.end()):
                # 一般公共预算和中央彩票公益金共投入500万元: the sum is of both.
                return None
            if source == "fiscal" and best is not None and best[1] != "fiscal":
                continue
            if best is None or match.end() > best[0] or best[1] == "fiscal":
                best = (match.end(), source)
    if best is None and in_parts and (level := _OF_LEVEL.fullmatch(clause)):
        return LEVEL_OF[level.group(1)]
    return best[1] if best else None


def brought_over(words: str) -> bool:
    """Whether words name what is left of years before."""
    return _BROUGHT_OVER.search(words) is not None


def of_part(words: str) -> str:
    """The words of a part without those of its whole: 用于整治的中央资金,其中某区900万元 does not say whose 900 is."""
    return words[max(words.rfind("其中"), words.rfind("分别为"), 0) :]
