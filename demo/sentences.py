"""Contradictions that a document states in a sentence of its own, one rule of consistency at a time.

Each function takes a sound evaluation and returns one with a remark that breaks exactly its rule, and with the money
that the remark states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from demo.projects import rounded
from demo.record import Evaluation, Money
from demo.writers.words import amount

_STANDARDS = (("脱贫人口", 500), ("边缘人口", 1000))
"""Yuan a year for each of two classes of people."""


def _with(evaluation: Evaluation, remark: str) -> Evaluation:
    return replace(evaluation, remarks=(*evaluation.remarks, remark))


def _total(evaluation: Evaluation, measure: str) -> Decimal:
    yuan = evaluation.amount(measure)
    if yuan is None:
        raise ValueError(f"the evaluation states no {measure}")
    return yuan


def _spent_in_part(evaluation: Evaluation, share: Decimal) -> Evaluation:
    """A part of the budget is spent, and a cause of it is given."""
    budget = _total(evaluation, "budget_adjusted")
    spent = rounded(budget * share / 100, Decimal(1)) * 100
    left = {"spent": spent, "balance": budget - spent}
    money = tuple(replace(one, yuan=left.get(one.measure, one.yuan)) for one in evaluation.money)
    cause = "因供货延期,部分款项须待验收后支付,资金结转下年使用。"
    return replace(evaluation, money=money, execution_rate=rounded(spent * 100 / budget), cause=cause)


def said_without_deviation(evaluation: Evaluation) -> Evaluation:
    """E7: execution is said not to deviate from the budget, of which a seventh is left."""
    return _with(_spent_in_part(evaluation, Decimal("0.86")), "资金执行数与预算数没有大的偏离。")


def no_problem_at_a_low_rate(evaluation: Evaluation) -> Evaluation:
    """E8: three quarters of the budget are spent, and problems: none."""
    return replace(_spent_in_part(evaluation, Decimal("0.75")), problems="无。")


def total_as_one_level(evaluation: Evaluation) -> Evaluation:
    """F8: what two levels give together is told again as the money of one."""
    received = _total(evaluation, "received")
    half = rounded(received / 200, Decimal(1)) * 100
    levels = (("central", half), ("county", received - half), ("central", received))
    kept = tuple(one for one in evaluation.money if one.measure != "received" or one.source == "total")
    money = (*kept, *(Money("received", source, yuan) for source, yuan in levels))
    return _with(replace(evaluation, money=money), f"{evaluation.year}年度中央下达资金{amount(received)}。")


def counts_beside_standards(evaluation: Evaluation) -> Evaluation:
    """F9: counts of people times their standards come to four fifths of what was spent."""
    spent = _total(evaluation, "spent")
    counts = [(name, yuan, int(spent * 2 / 5 / yuan)) for name, yuan in _STANDARDS]
    paid = "、".join(f"{name}{count}人" for name, _, count in counts)
    standards = "、".join(f"{name}{yuan}元/年" for name, yuan, _ in counts)
    return _with(evaluation, f"项目惠及{paid}。补助标准为{standards}。")


def share_of_the_investment(evaluation: Evaluation) -> Evaluation:
    """P8: what was spent is called all of an investment of which it is less than half."""
    whole = _total(evaluation, "budget_adjusted") * 2
    spent = amount(_total(evaluation, "spent"))
    changed = replace(evaluation, money=(*evaluation.money, Money("planned", "total", whole)))
    return _with(changed, f"项目总投资{amount(whole)},截至年末支出{spent},占总投资的100%。")


def average_per_workday(evaluation: Evaluation) -> Evaluation:
    """P9: an average per working day of a year that has 200 of them."""
    return _with(evaluation, "全年接待群众来访6000人次,平均每个工作日接待30人次。")


def initial_and_added(evaluation: Evaluation) -> Evaluation:
    """P10: eight at first and eight added are fifteen."""
    return _with(evaluation, "全年一共实施15个子项目,年初批复8个子项目,年中新增8个子项目。")


def parts_of_a_count(evaluation: Evaluation) -> Evaluation:
    """P11: three parts come to one more than the whole."""
    return _with(evaluation, "组织管护人员培训893人,其中县级34人、镇级660人、村级200人。")


def places_named(evaluation: Evaluation) -> Evaluation:
    """P12: four places are named and called three."""
    return _with(evaluation, "项目覆盖石桥镇、柳湾镇、白鹭镇、枫林镇3个镇。")


def thing_listed_twice(evaluation: Evaluation) -> Evaluation:
    """P13: a list names one thing twice."""
    return _with(evaluation, "设备清单:窗口显示屏及支架60台,语音呼叫器60台,窗口显示屏60台。")


def day_of_disclosure(evaluation: Evaluation) -> Evaluation:
    """T2: the paper says that it was disclosed more than a year before its page went up."""
    return _with(evaluation, f"本报告公开时间:{evaluation.year}年1月5日。")


SENTENCES: dict[str, Callable[[Evaluation], Evaluation]] = {
    "E7": said_without_deviation,
    "E8": no_problem_at_a_low_rate,
    "F8": total_as_one_level,
    "F9": counts_beside_standards,
    "P8": share_of_the_investment,
    "P9": average_per_workday,
    "P10": initial_and_added,
    "P11": parts_of_a_count,
    "P12": places_named,
    "P13": thing_listed_twice,
    "T2": day_of_disclosure,
}
