"""Contradictions that documents are made to state, one rule of consistency at a time (domain notes A6).

Each function takes a sound evaluation and returns one that breaks exactly its rule; what must break with it by
the nature of the rules is named in `COLLATERAL`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from demo.evaluations import execution_points, grade_of, rate_of
from demo.projects import percent, rounded
from demo.record import Evaluation, Line, Money
from demo.sentences import SENTENCES

COLLATERAL: dict[str, tuple[str, ...]] = {"S1": ("S7",), "S5": ("S4",), "G2": ("E5",), "W3": ("W4",)}
"""Rules that a planted breach may also break, by its nature."""

ON_RECORD = ("P2", "P4", "P5", "T1", "D1")
"""Rules that a document breaks in its wording, its dates or against another document, and not in its own figures."""


def _points(evaluation: Evaluation) -> Decimal:
    scored = (line.points for line in evaluation.lines if line.points is not None)
    return sum(scored, evaluation.execution_points or Decimal(0))


def _set_amount(evaluation: Evaluation, measure: str, source: str, yuan: Decimal) -> Evaluation:
    money = tuple(
        replace(one, yuan=yuan) if (one.measure, one.source) == (measure, source) else one for one in evaluation.money
    )
    return replace(evaluation, money=money)


def _change_line(evaluation: Evaluation, chosen: int, line: Line) -> Evaluation:
    lines = (*evaluation.lines[:chosen], line, *evaluation.lines[chosen + 1 :])
    changed = replace(evaluation, lines=lines)
    return replace(changed, total=_points(changed))


def _amount(evaluation: Evaluation, measure: str, source: str = "total") -> Decimal:
    yuan = evaluation.amount(measure, source)
    if yuan is None:
        raise ValueError(f"the evaluation states no {measure} {source}")
    return yuan


def wrong_rate_of_counts(evaluation: Evaluation) -> Evaluation:
    """P1: the rate does not follow from the two counts beside it."""
    if evaluation.tally is None:
        raise ValueError("the evaluation counts nothing")
    moved = Decimal("1.37") if evaluation.tally.rate < 98 else Decimal("-1.37")
    return replace(evaluation, tally=replace(evaluation.tally, rate=evaluation.tally.rate + moved))


def two_values(evaluation: Evaluation) -> Evaluation:
    """P3: one quantity has two values in the document."""
    if evaluation.quantity is None:
        raise ValueError("the evaluation names no quantity")
    return replace(evaluation, quantity=replace(evaluation.quantity, second=evaluation.quantity.first + 1))


def perfect_without_problems(evaluation: Evaluation) -> Evaluation:
    """P6: full marks, and problems: none."""
    return replace(evaluation, total=Decimal(100), grade="优" if evaluation.grade else None, problems="无。")


def half_spent_yet_excellent(evaluation: Evaluation) -> Evaluation:
    """G2: half of the money spent, yet the top grade."""
    budget = _amount(evaluation, "budget_adjusted")
    spent = rounded(budget / 200, Decimal(1)) * 100
    changed = _set_amount(_set_amount(evaluation, "spent", "total", spent), "balance", "total", budget - spent)
    cause = "因招标流标、开工推迟,部分款项须待竣工决算后支付,资金结转下年使用。"
    return replace(changed, execution_rate=rate_of(changed), total=Decimal(92), grade="优", cause=cause)


def wrong_execution_rate(evaluation: Evaluation) -> Evaluation:
    """E1: the stated execution rate is not spent of budget. In a form by little, so that its points still fit."""
    rate = evaluation.execution_rate or Decimal(100)
    return replace(evaluation, execution_rate=rate - (Decimal("0.3") if evaluation.lines else Decimal("4.5")))


def wrong_balance(evaluation: Evaluation) -> Evaluation:
    """F3: the balance is not budget less spent, by more than whole 万元 can hide."""
    return _set_amount(evaluation, "balance", "total", _amount(evaluation, "balance") + 60_000)


def wrong_grade(evaluation: Evaluation) -> Evaluation:
    """G1: the grade is not that of the score."""
    return replace(evaluation, total=Decimal("86.5"), grade="优")


def above_the_full_mark(evaluation: Evaluation) -> Evaluation:
    """S9: a total above a hundred, without any bonus."""
    return replace(evaluation, total=Decimal("101.5"), grade="优")


def nothing_spent_in_full(evaluation: Evaluation) -> Evaluation:
    """E4: nothing was budgeted and nothing spent, and the rate of that is stated as 100 %."""
    money = tuple(replace(one, yuan=Decimal(0)) for one in evaluation.money if one.source in ("total", "fiscal"))
    changed = replace(evaluation, money=money, execution_rate=Decimal(100), execution_points=Decimal(10))
    return replace(changed, total=_points(changed))


def wrong_total(evaluation: Evaluation) -> Evaluation:
    """S2: the total is not the sum of its rows. By no more than keeps it below a hundred and in its band."""
    total = evaluation.total or Decimal(0)
    lower = total - 2
    return replace(evaluation, total=lower if lower >= 90 or total < 90 else total + 2)


def weights_short(evaluation: Evaluation) -> Evaluation:
    """W1: the weights do not add up to a hundred."""
    chosen = next(i for i, line in enumerate(evaluation.lines) if line.level2 == "时效指标")
    five = Decimal(5)
    return _change_line(evaluation, chosen, replace(evaluation.lines[chosen], weight=five, points=five))


def sources_differ(evaluation: Evaluation) -> Evaluation:
    """F1: the sources do not add up to the total; what is missing is none of them over again."""
    fiscal = _amount(evaluation, "spent", "fiscal")
    return _set_amount(evaluation, "spent", "fiscal", rounded(fiscal * 3 / 500, Decimal(1)) * 100)


def points_above_weight(evaluation: Evaluation) -> Evaluation:
    """S1: a row has more points than its weight."""
    chosen = next(i for i, line in enumerate(evaluation.lines) if line.level2 == "社会效益指标")
    line = evaluation.lines[chosen]
    return _change_line(evaluation, chosen, replace(line, points=(line.weight or Decimal(0)) + Decimal("0.5")))


def _missed(evaluation: Evaluation) -> int:
    return next(
        i for i, line in enumerate(evaluation.lines) if line.level2 == "数量指标" and line.points != line.weight
    )


def missed_yet_full(evaluation: Evaluation) -> Evaluation:
    """S5: a target is missed and scored in full."""
    chosen = _missed(evaluation)
    line = evaluation.lines[chosen]
    return _change_line(evaluation, chosen, replace(line, points=line.weight, reason=""))


def unexplained_loss(evaluation: Evaluation) -> Evaluation:
    """S6: points are lost and no reason is given."""
    chosen = _missed(evaluation)
    return _change_line(evaluation, chosen, replace(evaluation.lines[chosen], reason=""))


def execution_rounded_up(evaluation: Evaluation) -> Evaluation:
    """E2: full points for an execution that is not full."""
    budget = _amount(evaluation, "budget_adjusted")
    fiscal = _amount(evaluation, "budget_adjusted", "fiscal")
    parts = sum(
        (evaluation.amount("spent", source) or Decimal(0) for source in ("carryover", "own_or_other")), Decimal(0)
    )
    fiscal_spent = rounded(fiscal * Decimal("0.924") / 100, Decimal(1)) * 100
    changed = _set_amount(
        _set_amount(evaluation, "spent", "fiscal", fiscal_spent), "spent", "total", fiscal_spent + parts
    )
    rate = rate_of(changed)
    if execution_points(rate) > Decimal("9.9") or budget == 0:
        raise ValueError("the rate is too near to full to be rounded up")
    changed = replace(changed, execution_rate=rate, execution_points=Decimal(10))
    return replace(changed, total=_points(changed))


def parent_weight_differs(evaluation: Evaluation) -> Evaluation:
    """W2: a parent's weight is not the sum of its children's."""
    return replace(
        evaluation,
        subtotals=tuple((name, weight + 5 if name == "项目产出" else weight) for name, weight in evaluation.subtotals),
    )


def reviewer_differs(evaluation: Evaluation) -> Evaluation:
    """S8: a reviewer's score is neither the total nor do the scores have it as their mean."""
    first, second, third = evaluation.reviewer_scores
    return replace(evaluation, reviewer_scores=(first, second, third - 3))


def arrival_scored_full(evaluation: Evaluation) -> Evaluation:
    """E6: 到位率 is scored in full although less came than was planned."""
    less = {
        one.source: rounded(one.yuan * 4 / 500, Decimal(1)) * 100
        for one in evaluation.money
        if one.measure == "received"
    }
    parts = [source for source in less if source != "total"]
    less["total"] = sum((less[source] for source in parts), Decimal(0)) if parts else less["total"]
    changed = evaluation
    for source, yuan in less.items():
        changed = _set_amount(changed, "received", source, yuan)
    return _set_amount(changed, "spent", "total", less["total"])


def spent_above_budget(evaluation: Evaluation) -> Evaluation:
    """E3: more is spent than was budgeted."""
    budget = _amount(evaluation, "budget_adjusted")
    changed = _set_amount(evaluation, "spent", "total", rounded(budget * Decimal("1.06") / 100, Decimal(1)) * 100)
    return replace(changed, execution_rate=rate_of(changed))


def low_rate_unexplained(evaluation: Evaluation) -> Evaluation:
    """E5: four fifths of the money are spent, and nothing is said of why."""
    budget = _amount(evaluation, "budget_adjusted")
    spent = rounded(budget * Decimal("0.82") / 100, Decimal(1)) * 100
    changed = _set_amount(_set_amount(evaluation, "spent", "total", spent), "balance", "total", budget - spent)
    return replace(changed, execution_rate=rate_of(changed), problems="无明显问题。")


def initial_total_zero(evaluation: Evaluation) -> Evaluation:
    """F2: a column's total is written as 0 over a source that has money."""
    return _set_amount(evaluation, "budget_initial", "total", Decimal(0))


def spent_above_received(evaluation: Evaluation) -> Evaluation:
    """F4: less arrived than was spent. By a seventh, more than amounts in whole 万元 can hide."""
    received = rounded(_amount(evaluation, "spent") * Decimal("0.85") / 100, Decimal(1)) * 100
    totals = tuple(one for one in evaluation.money if one.measure != "received" or one.source == "total")
    changed = _set_amount(replace(evaluation, money=totals), "received", "total", received)
    return replace(changed, arrival_rate=percent(received, _amount(changed, "budget_adjusted")))


def yuan_for_ten_thousand(evaluation: Evaluation) -> Evaluation:
    """F5: a form's amounts are in yuan under a head that says 万元."""
    return replace(evaluation, money=tuple(replace(one, yuan=one.yuan * 10_000) for one in evaluation.money))


def years_exceed_the_whole(evaluation: Evaluation) -> Evaluation:
    """F6: what is planned for each of two years is more than the whole investment."""
    this_year = _amount(evaluation, "budget_adjusted")
    next_year = rounded(this_year * Decimal("1.3") / 100, Decimal(1)) * 100
    planned = (
        Money("planned", "total", this_year * 2),
        Money("planned", "total", this_year, year=evaluation.year),
        Money("planned", "total", next_year, year=evaluation.year + 1),
    )
    return replace(evaluation, money=(*planned, *evaluation.money))


def items_differ(evaluation: Evaluation) -> Evaluation:
    """F7: the sources that a sentence lists come to a little more than its total."""
    received = _amount(evaluation, "received")
    central = rounded(received * Decimal("0.4") / 1000, Decimal(1)) * 1000 + 100  # not round: two decimals in 万元
    province = rounded(received * Decimal("0.3") / 100, Decimal(1)) * 100
    items = {"central": central, "province": province, "county": received - central - province + 600}
    kept = tuple(one for one in evaluation.money if one.measure != "received" or one.source == "total")
    return replace(evaluation, money=(*kept, *(Money("received", source, yuan) for source, yuan in items.items())))


def points_beside_the_ratio(evaluation: Evaluation) -> Evaluation:
    """S4: a missed target has nearly all points, though not all."""
    chosen = _missed(evaluation)
    line = evaluation.lines[chosen]
    return _change_line(evaluation, chosen, replace(line, points=(line.weight or Decimal(0)) - Decimal("0.1")))


def partly_reached_in_full(evaluation: Evaluation) -> Evaluation:
    """S7: a benefit is reached in part, and scored in full."""
    chosen = next(i for i, line in enumerate(evaluation.lines) if line.level2 == "社会效益指标")
    return _change_line(evaluation, chosen, replace(evaluation.lines[chosen], actual="部分达成预期指标"))


def heads_and_rows_differ(evaluation: Evaluation) -> Evaluation:
    """W3: two heads name weights, together a hundred with the rest, that their rows do not have."""
    weights = {
        name: sum((line.weight or Decimal(0) for line in evaluation.lines if line.level1 == name), Decimal(0))
        for name in ("产出指标", "效益指标")
    }
    return replace(evaluation, subtotals=(("产出指标", weights["产出指标"] + 5), ("效益指标", weights["效益指标"] - 5)))


def weights_of_no_template(evaluation: Evaluation) -> Evaluation:
    """W4: five points are moved from output to benefit."""
    changed = evaluation
    for second, points in (("时效指标", Decimal(-5)), ("社会效益指标", Decimal(5))):
        chosen = next(i for i, line in enumerate(changed.lines) if line.level2 == second)
        line = changed.lines[chosen]
        weight = (line.weight or Decimal(0)) + points
        changed = _change_line(changed, chosen, replace(line, weight=weight, points=weight))
    return changed


def left_unfilled(evaluation: Evaluation) -> Evaluation:
    """P7: the form stands there without a single score, and with its hint."""
    lines = tuple(replace(line, actual=None, points=None, reason="") for line in evaluation.lines)
    return replace(evaluation, lines=lines, execution_points=None, total=None, achieved="(100字以内)")


def subtotal_differs(evaluation: Evaluation) -> Evaluation:
    """S3: the form has subtotals, and that of the outputs is a point below its rows."""
    points: dict[str, Decimal] = {}
    for line in evaluation.lines:
        points[line.level1] = points.get(line.level1, Decimal(0)) + (line.points or Decimal(0))
    points["产出指标"] -= 1
    return replace(evaluation, group_points=tuple(points.items()))


def line_told_twice(evaluation: Evaluation) -> Evaluation:
    """S10: two rows name one indicator with one target, and say that different things became of it."""
    chosen = _missed(evaluation)
    first = next(line for line in evaluation.lines if line.level2 == "数量指标" and line.points == line.weight)
    line = evaluation.lines[chosen]
    target = int(re.sub(r"\D", "", first.target or ""))
    done = target - max(1, target // 10)
    actual = (first.actual or "").replace(re.sub(r"\D", "", first.actual or ""), str(done))
    points = rounded((line.weight or Decimal(0)) * done / target)
    return _change_line(
        evaluation, chosen, replace(line, level3=first.level3, target=first.target, actual=actual, points=points)
    )


FLAWS: dict[str, Callable[[Evaluation], Evaluation]] = {
    **SENTENCES,
    "S3": subtotal_differs,
    "S10": line_told_twice,
    "P1": wrong_rate_of_counts,
    "P3": two_values,
    "P6": perfect_without_problems,
    "G2": half_spent_yet_excellent,
    "E1": wrong_execution_rate,
    "F3": wrong_balance,
    "G1": wrong_grade,
    "S2": wrong_total,
    "S9": above_the_full_mark,
    "E4": nothing_spent_in_full,
    "W1": weights_short,
    "F1": sources_differ,
    "S1": points_above_weight,
    "S5": missed_yet_full,
    "S6": unexplained_loss,
    "E2": execution_rounded_up,
    "W2": parent_weight_differs,
    "S8": reviewer_differs,
    "E6": arrival_scored_full,
    "E3": spent_above_budget,
    "E5": low_rate_unexplained,
    "F2": initial_total_zero,
    "F4": spent_above_received,
    "F5": yuan_for_ten_thousand,
    "F6": years_exceed_the_whole,
    "F7": items_differ,
    "S4": points_beside_the_ratio,
    "S7": partly_reached_in_full,
    "W3": heads_and_rows_differ,
    "W4": weights_of_no_template,
    "P7": left_unfilled,
}


def flawed(evaluation: Evaluation, rules: Sequence[str]) -> Evaluation:
    """The evaluation made to break the rules; itself where there are none or they concern only wording and dates."""
    for rule in rules:
        evaluation = evaluation if rule in ON_RECORD else FLAWS[rule](evaluation)
    return evaluation


def told_beside(page: Evaluation, form: Evaluation, rules: Sequence[str]) -> Evaluation:
    """The evaluation of a page as it stands beside its attached form, in its own figures where the two disagree."""
    if "D1" in rules:
        total = (form.total or Decimal(0)) - Decimal("1.5")
        return replace(page, total=total, grade=grade_of(total))
    if "F5" in rules:
        return replace(page, money=tuple(one for one in form.money if one.source == "total" and one.measure in _PROSE))
    return page


_PROSE = ("budget_adjusted", "spent")
