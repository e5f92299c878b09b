"""An auditor of its own for the demo's records: it knows the rules of arithmetic and nothing of what was planted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from demo.evaluations import HAINAN_TREE
from demo.record import Evaluation, Record

ZERO = Decimal(0)
RATE_TOLERANCE = Decimal("0.005")
POINT_TOLERANCE = Decimal("0.05")
TENTH = Decimal("0.1")


def breaches(record: Record) -> set[str]:
    """The rules that the figures of a record break."""
    found: set[str] = set()
    for e in record.evaluations:
        found.update(_money(e, record.layout))
        found.update(_scores(e, record.layout))
        found.update(_form(e, record.layout))
        found.update(_prose(e))
    return found


def _money(e: Evaluation, layout: str) -> Iterator[str]:
    sums: dict[str, dict[str, Decimal]] = defaultdict(dict)
    years = [money.yuan for money in e.money if money.year is not None]
    if years and sum(years, ZERO) != e.amount("planned"):
        yield "F6"
    for money in (one for one in e.money if one.year is None):
        if money.source in sums[money.measure]:
            assert money.yuan == sums[money.measure]["total"], "an amount is stated twice"
            yield "F8"
            continue
        sums[money.measure][money.source] = money.yuan
    for by_source in sums.values():
        parts = [yuan for source, yuan in by_source.items() if source != "total"]
        if parts and by_source["total"] == 0:
            yield from ("F2",) if any(parts) else ()
        elif parts and sum(parts, ZERO) != by_source["total"]:
            yield "F7" if layout == "narrative" else "F1"
    spent, budget, balance = (e.amount(measure) for measure in ("spent", "budget_adjusted", "balance"))
    received, planned = e.amount("received"), e.amount("planned")
    if None not in (spent, budget, balance) and balance != budget - spent:  # type: ignore[operator]
        yield "F3"
    if spent is not None and any(limit is not None and spent > limit for limit in (received, planned)):
        yield "F4"
    # No project has so much money: the figures are in yuan, whatever the head says.
    if budget is not None and budget >= 100_000_000:
        yield "F5"
    if spent is not None and budget:
        rate = spent * 100 / budget
        if rate > 100:
            yield "E3"
        if rate < 90 and not e.cause and (e.problems is None or e.problems.startswith("无")):
            yield "E5"
        if e.execution_rate is not None and abs(e.execution_rate - rate) > RATE_TOLERANCE:
            yield "E1"
        if e.execution_points is not None and abs(e.execution_points - min(rate, Decimal(100)) / 10) > POINT_TOLERANCE:
            yield "E2"
        if rate < 80 and e.problems is not None and e.problems.startswith("无"):
            yield "E8"
        if rate < 90 and any("没有大的偏离" in remark for remark in e.remarks):
            yield "E7"
        if rate < 60 and e.grade == "优":
            yield "G2"
    if budget == 0 and (spent or e.execution_rate is not None):
        yield "E4"
    full = {line.level3: line.points == line.weight for line in e.lines}
    if received is not None and planned is not None and received < planned and full.get("到位率"):
        yield "E6"


def _scores(e: Evaluation, layout: str) -> Iterator[str]:
    rows = [line for line in e.lines if line.weight is not None and line.points is not None]
    extra = Decimal(10) if layout in ("central_form", "department_form") else ZERO
    if rows:
        if sum((line.weight for line in rows if line.weight is not None), extra) != 100:
            yield "W1"
        points = sum((line.points for line in rows if line.points is not None), e.execution_points or ZERO)
        if e.total is None or abs(points - e.total) > POINT_TOLERANCE:
            yield "S2"
    for line in rows:
        assert line.weight is not None
        assert line.points is not None
        if not 0 <= line.points <= line.weight:
            yield "S1"
        target, actual = (re.match(r"≥?(\d+)", text or "") for text in (line.target, line.actual))
        missed = line.level2 == "数量指标" and target and actual and int(actual[1]) < int(target[1])
        if missed and line.points == line.weight:
            yield "S5"
        elif missed and target and actual and abs(line.points - line.weight * int(actual[1]) / int(target[1])) > TENTH:
            yield "S4"
        if line.actual == "部分达成预期指标" and line.points > line.weight * 8 / 10:
            yield "S7"
        if line.points < line.weight and not line.reason and layout != "hainan_form":
            yield "S6"
    if e.grade is not None and e.total is not None:
        bands = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))
        if e.grade != next(grade for least, grade in bands if e.total >= least):
            yield "G1"
    if e.total is not None:
        if not 0 <= e.total <= 100:
            yield "S9"
        if e.total >= Decimal("99.5") and (e.problems is None or e.problems.startswith("无")):
            yield "P6"
    if e.reviewer_scores and e.total not in (sum(e.reviewer_scores) / len(e.reviewer_scores), *e.reviewer_scores[2:]):
        yield "S8"
    weights = dict(e.subtotals) if layout == "hainan_form" else {}
    for first, _, middle in HAINAN_TREE if weights else ():
        if weights[first] != sum(weights[second] for second, _, _ in middle):
            yield "W2"
        if any(weights[second] != sum(weight for _, weight in leaves) for second, _, leaves in middle):
            yield "W2"


def _form(e: Evaluation, layout: str) -> Iterator[str]:
    if layout not in ("central_form", "department_form"):
        return
    weights: dict[str, Decimal] = defaultdict(Decimal)
    for line in e.lines:
        weights[line.level1] += line.weight or ZERO
    if any(weights[name] != weight for name, weight in e.subtotals):
        yield "W3"
    elif sum(weights.values(), ZERO) == 90 and tuple(map(int, weights.values())) != (50, 30, 10):
        yield "W4"
    for name, points in e.group_points:
        if sum((line.points or ZERO for line in e.lines if line.level1 == name), ZERO) != points:
            yield "S3"
    told: dict[tuple[str, str | None], str | None] = {}
    for line in (one for one in e.lines if one.level2 == "数量指标"):
        if told.setdefault((line.level3, line.target), line.actual) != line.actual:
            yield "S10"
    if e.total is None and "字以内" in e.achieved:
        yield "P7"


def _prose(e: Evaluation) -> Iterator[str]:
    if e.tally is not None and abs(e.tally.rate - Decimal(e.tally.done) * 100 / e.tally.base) > RATE_TOLERANCE:
        yield "P1"
    if e.quantity is not None and e.quantity.first != e.quantity.second:
        yield "P3"
