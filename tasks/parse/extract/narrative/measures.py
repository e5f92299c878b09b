"""What an amount of money measures: by the words behind it, else by those of its own clause and the two before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tasks.parse.extract.narrative.verbs import PAID_OUT
from tasks.parse.extract.narrative.words import (
    APPROVED_FOR,
    FUND_INCOME,
    MEASURES,
    NO_FUND,
    NO_FUND_BEHIND,
    NO_FUND_BESIDE,
    NOT_COME,
    WEAK_RECEIVED,
    WHOLE_SUM,
)
from tasks.parse.extract.spans import last_clause
from tasks.parse.numbers.amounts import Amount

_CLAUSE = re.compile(r"[,;、]")
_NOT_COME = re.compile(NOT_COME)
_REACH = 3
_BEFOREHAND = ("planned", "budget_initial", "budget_adjusted", "received")
_GIVEN_AS_QUOTA = re.compile(r"下达[^,;]{0,24}(?:资金|预算|经费)指标(?:共计|共|为|:)*$")
_HANDED_UP = re.compile(r"(?:上[缴交]|缴入|(?<!目标)分解)[^,;。(]*$")
"""上交中央、省公益金3亿元 is no money that came from there."""
_OF_PRICE = re.compile(r"的?[一-龥]{0,4}标准(?!化)")
"""按1600元/人标准拨付25万元: the price stands before the word."""
_SHORT = 8
_LONGEST_KEPT = 60
_USE = re.compile(r"(?:其中)?[:,]?(?:购买|购置|租赁|印制|聘请|制作|举办|订购)[^,;]{1,16}(?:使用|支出|花费|共用)")
"""购买设备使用资金7万元 is one use of the money, and not what the project spent."""
_ASKED_FOR = re.compile(r"(?:申报|申请)(?:项目|支出)?(?:的)?预算|预算申报")
_APPLIED_FOR = re.compile(r"申请[^,;]{0,16}(?:支付|拨付)")
_SPENT_OF_BUDGET = re.compile(r"(?:^|[,;、])预算支出(?:数|额)?(?:为|共|:)*$")


def is_no_fund(amount: Amount, gap: str, behind: str) -> bool:
    """Whether the words beside an amount make it a price, a standard, a bound, a difference or others' money."""
    if "/" in amount.unit or amount.comparator not in ("=", "~") or NO_FUND_BEHIND.match(behind):
        return True
    # 按生均1000元安排,共计239万元: what disqualifies an amount stands in its own clause.
    clause = last_clause(_OF_PRICE.sub("", gap), ",;、(")
    if NO_FUND.search(clause) or _HANDED_UP.search(gap):
        return True
    return bool(NO_FUND_BESIDE.search(clause)) and not FUND_INCOME.search(clause)


def measure_of(gap: str, told: Sequence[str], *, taken: bool) -> tuple[str | None, str]:
    """What an amount measures, and the words from the clause that says it on.

    What the words behind the amount say of it last (`told`) holds first (已全数拨付), then the clause it stands in,
    then the two before that; `taken` tells that the first of them says what the amount before it is.
    """
    clauses = _CLAUSE.split(gap)
    if told:
        return told[-1], clauses[-1]
    reach = _REACH if len(clauses[-1]) <= _SHORT else 1
    if taken and len(clauses) > 1:
        reach = min(reach, len(clauses) - 1)  # 28万元已到账,购买服务支出20万元
    for back in range(1, min(len(clauses), reach) + 1):
        measure_here = nearest_measure(clauses[-back])
        if measure_here is not None:
            return measure_here, ",".join(clauses[-back:])
    return None, clauses[-1]


def said_besides(gap: str, behind: str, told: Sequence[str]) -> str | None:
    """What an amount measures besides what the words behind it say last: by its own clause, or by their first verb."""
    if behind.startswith(("至", "给", "到", "元至", "元给")):
        return None  # 累计拨付40万元至施工单位 is one statement
    clause = last_clause(gap, ",;、(:")
    measure = nearest_measure(clause)
    return measure if measure in _BEFOREHAND and has_verb(clause) else next(iter(told), None)


def spent_of_budget(words: str) -> bool:
    """Whether 预算支出 says what was spent, as it does behind a budget (预算安排60万元,预算支出58万元)."""
    return _SPENT_OF_BUDGET.search(words) is not None


def has_verb(clause: str) -> bool:
    """Whether a clause has a word of a measure that can mean no other."""
    return any(pattern.search(clause) for _, pattern in MEASURES)


def nearest_measure(clause: str) -> str | None:
    """The measure whose word stands nearest to the end of a clause, corrected by stronger ones in it."""
    # Three rules ask this of the clause before each amount; to keep long ones would only cost memory.
    return _nearest(clause) if len(clause) <= _LONGEST_KEPT else _nearest.__wrapped__(clause)


@lru_cache(maxsize=1024)
def _nearest(clause: str) -> str | None:
    clause = _NOT_COME.sub("··", clause)
    if APPROVED_FOR.search(clause) and not re.search("投资|预算|下达", clause):
        return "budget_initial"
    found = [
        (match.end(), -rank, measure)
        for rank, (measure, pattern) in enumerate(MEASURES)
        for match in pattern.finditer(clause)
    ]
    if found:
        nearest = max(found)[2]
        if nearest == "spent" and (_USE.match(clause) or _APPLIED_FOR.search(clause)):
            return None
        return _refined(clause, nearest)
    if WEAK_RECEIVED.search(clause):
        return "received"
    return "budget_adjusted" if WHOLE_SUM.search(clause) else None


def _refined(clause: str, measure: str) -> str:
    """The nearest word, corrected where a stronger one stands in the same clause (年初…预算安排, 财政安排支出)."""
    if measure == "budget_adjusted" and _ASKED_FOR.search(clause):
        return "planned"
    if measure == "budget_adjusted" and _GIVEN_AS_QUOTA.search(clause):
        return "received"
    if measure == "budget_adjusted" and re.search(r"年初", clause) and not re.search(r"全年|调整", clause):
        return "budget_initial"
    if measure in ("budget_adjusted", "received") and re.search(r"概算|估算|总投资|计划投资|申请", clause):
        return "planned"
    if measure == "received" and PAID_OUT.search(clause):
        return "spent"
    if measure == "spent" and re.search(r"未(?:使用|支出|执行|支付|拨付)|剩余|(?:结转|结余)[^,;]*使用", clause):
        return "balance"
    if measure == "spent" and re.search(
        r"(?<!一般公共)(?<!性基金)(?<!资本经营)预算(?:安排|批复)?(?:项目|专项|基本)?(?:支出)?$|支出预算|安排(?:项目)?支出$",
        clause,
    ):
        return _refined(clause, "budget_adjusted")
    return measure
