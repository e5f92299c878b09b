"""Accounts that offices publish each year of a fund's money: what it had and spent, and what the money was used for.

The rules on lottery money (彩票公益金管理办法) ask for them: how much came, by which level, what it went to, item by
item. What an item cost is told with its use, what the fund had and spent is told of the fund or of nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.extract.genre import BODY, FLOW, LEVEL, LINK, MONEY, TIME, YEAR
from tasks.parse.extract.spans import narrow
from tasks.parse.facts import Fund, Stated

_ACCOUNT = re.compile(
    r"(?:公益金|资金|经费)[”\"]?的?(?:筹集|分配|安排|投入|收支|使用|和|及|与|、|\s){1,8}(?:管理)?(?:的?情|的?公[示告开])"
)
OPENS_ACCOUNT = (
    r"现[将对][^。\n]{0,40}(?:公益金|资金|经费)[^。\n]{0,12}使用情况[^。\n]{0,12}(?:公告|公示|公开|通告|报告)如下"
    r"|(?:公益金|资金|经费)[^\n]{0,120}现[将就](?:分配|安排|具体|其|、|和|及)*使用情况[^。\n]{0,12}(?:公告|公示|公开|通告|报告)如下"
    r"|现[将就](?:具体)?(?:资金)?(?:支出|使用)情况(?:公告|公示|公开|通告)如下"
    r"|(?:公益金|资金|经费)[^。\n]{0,24}\d[\d.,]*\s?[万亿]?元,(?:具体|主要)(?:支出|使用)(?:情况|项目)?如下:"
)
"""The sentence that opens an account; that of a page whose title was cut off."""
_OPENS = re.compile(OPENS_ACCOUNT)
_EVALUATES = re.compile("绩效|自评|评价")
_A_FUND = re.compile(r"(?:公益金|资金|经费|基金|专项|补助)(?:项目)?$")
_FUND = re.compile(r"公益(?:金|专项)|彩票资金|[福体]彩金")
# 用于体育事业的彩票公益金支出1541万元: the budget's own headings for the uses of the money.
_CLASS = re.compile(r"[一-龥]{2,8}(?<![分各])类|(?:群众|竞技|青少年)体育|其[他它]支出|^[^一-龥]*用于[^,;]{2,16}公益金")
_PLAIN = re.compile(
    r"[一-龥]{1,7}[省市县区州盟旗局厅](?=[^一-龥]|20|[共使收安支筹下拨实总本])|\d{1,2}[月日季至-]|[一二三四]季度|截[至止]|目前|年?[初末底中内]"
    rf"|[民政体育福利]{{2}}|{'|'.join((YEAR, TIME, LEVEL, BODY, MONEY, FLOW, LINK))}"
)
"""What a clause on a fund as a whole is made of; other words, but for a few letters, say what the money was for."""
_LETTER = re.compile("[一-龥]")
_FEW = 3
_GOES_TO = re.compile(r"\s*(?:,?(?:主要|专项|全部)?用于|支持|资助|奖补|补助(?!资金|我)|购[买置]|开展|建设)")
_TO_US = re.compile(r"[接收]到|接收|[拨汇划]入|到账")
_ASIDE = re.compile(r"\([^()]*\)")
_WHOLE = re.compile(r"[,(]?占[^,。;()\d]{0,16}100(?:\.0+)?%")
_SIGHT = 80


def is_account(text: str, title: Stated[str] | None) -> bool:
    """Whether a paper is such an account, by its title, or by the sentence that opens one whose title was cut off."""
    name = narrow(title.value) if title else ""
    if _EVALUATES.search(name):
        return False
    return _ACCOUNT.search(name) is not None or _OPENS.search(narrow(text), 0, 1500) is not None


def without_uses(funds: Sequence[Fund], text: str, name: str | None) -> tuple[Fund, ...]:
    """The funds of the account of a fund (`name`) without what its money was used for.

    All of them where it tells of nothing else; and spending on the only thing that money was spent on is the fund's.
    """
    if name is not None and not _A_FUND.search(name):
        return tuple(funds)
    narrowed = narrow(text)
    clauses = [_clause(fund, narrowed) for fund in funds]
    own = [_is_own(fund, clause, name) for fund, clause in zip(funds, clauses, strict=True)]
    spent = [fund for fund in funds if fund.measure == "spent" and fund.source == "total"]
    if not any(is_own for fund, is_own in zip(funds, own, strict=True) if fund.measure == "spent"):
        own = [
            is_own or (fund in spent and (len(spent) == 1 or _WHOLE.match(narrowed, fund.evidence.end) is not None))
            for fund, is_own in zip(funds, own, strict=True)
        ]
    whole = max((fund.amount_yuan for fund, is_own in zip(funds, own, strict=True) if is_own), default=None)
    if whole is None:
        return tuple(funds)
    return tuple(
        fund
        for fund, clause, is_own in zip(funds, clauses, own, strict=True)
        if _came(fund, clause, whole)
        or (is_own and not (fund.amount_yuan < whole and _is_handed_on(fund, clause, narrowed)))
    )


def _clause(fund: Fund, narrowed: str) -> str:
    """The words of an amount's clause, without what stands in brackets."""
    start, end = fund.evidence.start, fund.evidence.end - len(fund.amount_as_written)
    if ")" in narrowed[start:end] and "(" not in narrowed[start:end]:
        # 共筹集公益金(含弃奖收入,下同)56万元: the clause begins ahead of the bracket.
        opened = max(0, narrowed.rfind("(", max(0, start - _SIGHT), start))
        start = max(narrowed.rfind(stop, max(0, opened - _SIGHT), opened) for stop in "。;\n,") + 1
    return _ASIDE.sub("", narrowed[start:end])


def _is_own(fund: Fund, clause: str, name: str | None) -> bool:
    """Whether a clause speaks of the fund, or of a level's share in it, and of no use or class of uses."""
    if _CLASS.search(clause) and (name is None or not name.startswith("用于")):
        return False
    named = _FUND.search(clause) is not None or (name is not None and name in clause)
    return named or fund.source != "total" or len(_LETTER.findall(_PLAIN.sub("", clause))) <= _FEW


def _came(fund: Fund, clause: str, whole: Decimal) -> bool:
    """Whether a sum that came is more than the fund is known to have had or spent: no use of it is, under any name."""
    came = fund.measure == "received" and fund.source == "total" and _TO_US.search(clause) is not None
    return came and fund.amount_yuan > whole


def _is_handed_on(fund: Fund, clause: str, narrowed: str) -> bool:
    """Whether a sum that stands alone in its clause is handed on to an item (安排50万元资助某某养老院改造)."""
    given = fund.measure in ("budget_adjusted", "received") and fund.source == "total"
    return given and _FUND.search(clause) is None and _GOES_TO.match(narrowed, fund.evidence.end) is not None
