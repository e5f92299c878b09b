"""Cells that were glued together (202010100.00%10), cut apart where only one way to cut them makes sense.

What decides: a number has no leading zero, points are no more than their weight, the rate of a row follows from its
amounts, the parts are no more than the total. Where two ways remain, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.parse.forms.labels import MEASURES, RATES, Field

Span = tuple[int, int]
Cut = dict[int, Span]

_NUMBER = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,6})?|(?:0|[1-9]\d*)(?:\.\d{1,6})?")
_UNIT = re.compile("万元?|元")
_DASHES = re.compile(r"[-—–―－/]{1,2}")
_FULL = Decimal(100)
_TOLERANCE = Decimal("0.5")
# Full marks of forms: 100, less where the ten of the execution rate are counted elsewhere, more with a bonus.
_LEAST = Decimal(50)
_MOST = Decimal(120)
# More ways than this to cut a run of digits are no knowledge at all.
_MAX_STEPS = 20000


def _numbers_at(text: str, at: int) -> Iterator[int]:
    """The ends of every number that may begin at a place."""
    run = re.compile(r"[\d.,]*").match(text, at)
    for end in range(at + 1, (run.end() if run else at) + 1):
        if _NUMBER.fullmatch(text, at, end):
            # 50万元47.68: some cells repeat the unit of their head.
            unit = _UNIT.match(text, end)
            yield unit.end() if unit else end


def _value(text: str, span: Span) -> Decimal:
    return Decimal(text[span[0] : span[1]].replace(",", "").rstrip("%万元"))


@dataclass(slots=True)
class _Budget:
    steps: int = _MAX_STEPS

    def spend(self) -> bool:
        self.steps -= 1
        return self.steps > 0


def _cuts(text: str, columns: Sequence[Field]) -> list[Cut]:
    """Every way to cut a run into one value or dash for each column; none where there are too many."""
    found: list[Cut] = []
    budget = _Budget()

    def walk(column: int, at: int, cut: Cut) -> None:
        if not budget.spend():
            return
        if column == len(columns):
            if at == len(text):
                found.append(dict(cut))
            return
        dash = _DASHES.match(text, at)
        if dash:
            for end in range(at + 1, dash.end() + 1):
                walk(column + 1, end, cut)
        for end in _numbers_at(text, at):
            rate = columns[column] in RATES
            if rate != (text[end : end + 1] == "%"):
                continue
            cut[column] = (at, end + 1 if rate else end)
            walk(column + 1, cut[column][1], cut)
            del cut[column]

    walk(0, 0, {})
    return found if budget.steps > 0 else []


def cut_total(text: str, columns: Sequence[Field]) -> Cut:
    """The places of the values of a total row, by column: amounts, weight, rate and points."""
    sound = [cut for cut in _cuts(text, columns) if _is_sound(text, columns, cut)]
    proven = [cut for cut in sound if _adds_up(text, columns, cut)]
    # A rate with decimals is computed and not rounded by hand.
    proven = [cut for cut in proven if _adds_up(text, columns, cut, exact=True)] or proven
    # 21182118100%: an amount that is spent to the last yuan stands there twice, which is no accident.
    proven = [cut for cut in proven if _is_spent(text, columns, cut)] or proven
    if not proven:
        # Three times the same amount in a row is no accident, even where the rate beside it contradicts.
        proven = [cut for cut in sound if _repeats(text, columns, cut)]
    if not proven:
        return {}
    return {c: s for c, s in proven[0].items() if all(other.get(c) == s for other in proven[1:])}


def _by_field(text: str, columns: Sequence[Field], cut: Cut) -> dict[Field, Decimal]:
    return {columns[column]: _value(text, span) for column, span in cut.items()}


def _is_sound(text: str, columns: Sequence[Field], cut: Cut) -> bool:
    values = _by_field(text, columns, cut)
    weight, points, rate = (values.get(f) for f in (Field.WEIGHT, Field.POINTS, Field.EXECUTION_RATE))
    if any(f in columns and f not in values for f in (Field.WEIGHT, Field.POINTS, Field.EXECUTION_RATE)):
        return False
    if weight is not None and not 0 < weight <= _FULL:
        return False
    if weight is not None and points is not None and points > weight:
        return False
    if None in (weight, points, rate) or weight is None or points is None or rate is None:
        return True
    return abs(weight * min(rate, _FULL) / _FULL - points) <= _TOLERANCE


def _adds_up(text: str, columns: Sequence[Field], cut: Cut, *, exact: bool = False) -> bool:
    values = _by_field(text, columns, cut)
    rate, spent = values.get(Field.EXECUTION_RATE), values.get(Field.SPENT)
    budget = values.get(Field.BUDGET_ADJUSTED, values.get(Field.BUDGET_INITIAL))
    if rate is None or spent is None or not budget:
        return False
    if rate == 0:
        return spent == 0
    exponent = rate.as_tuple().exponent
    tolerance = Decimal(1).scaleb(exponent) if exact and isinstance(exponent, int) else _TOLERANCE
    return abs(spent / budget * _FULL - rate) < tolerance


def _is_spent(text: str, columns: Sequence[Field], cut: Cut) -> bool:
    amounts = {text[slice(*span)] for column, span in cut.items() if columns[column] in MEASURES}
    rate = _by_field(text, columns, cut).get(Field.EXECUTION_RATE)
    return len(amounts) == 1 and len(min(amounts)) > 1 and rate == _FULL


def _repeats(text: str, columns: Sequence[Field], cut: Cut) -> bool:
    amounts = [text[slice(*span)] for column, span in cut.items() if columns[column] in MEASURES]
    return len(amounts) >= 3 and len(set(amounts)) == 1 and len(amounts[0]) >= 2


def cut_part(text: str, totals: Sequence[str], measures: Sequence[Field]) -> list[Span]:
    """The places of the amounts of a part (其中:财政拨款), given the total's amounts as they are written.

    The part is the whole total, column by column, or its rate proves where to cut, or there is one way alone to cut
    it that passes no total.
    """
    bounds = [_value(total, (0, len(total))) for total in totals]
    if "%" in text:
        return _cut_rated(text, bounds, measures)
    digits = text.rstrip("-—–―－/")
    spans: list[Span] = []
    at = 0
    for total in totals:
        if total and digits.startswith(total, at):
            spans.append((at, at + len(total)))
            at += len(total)
    if at == len(digits) and spans and len(spans) in (len(totals), 2):
        return spans

    def within(cut: Cut) -> bool:
        return all(_value(digits, span) <= bounds[column] for column, span in cut.items())

    cuts = [cut for cut in _cuts(digits, measures) if len(cut) == len(measures) and within(cut)]
    fewer = any(
        all(_value(digits, span) <= max(bounds) for span in cut.values())
        for count in range(1, len(totals))
        for cut in _cuts(digits, measures[:count])
    )
    return list(cuts[0].values()) if len(cuts) == 1 and not fewer else []


def _cut_rated(text: str, bounds: Sequence[Decimal], measures: Sequence[Field]) -> list[Span]:
    # The cells of weight and points are blank or a dash in a part's row.
    before = re.escape(text[: text.index("%") + 1].rstrip("%"))
    run = re.match(rf"({before}%)[-—–―－/]{{0,2}}$", text)
    if run is None:
        return []
    found: set[tuple[Span, ...]] = set()
    for columns in ([*measures, Field.EXECUTION_RATE], [*measures, Field.WEIGHT, Field.EXECUTION_RATE]):
        for cut in _cuts(run.group(1), columns):
            spans = tuple(cut[column] for column in range(len(measures)) if column in cut)
            whole = len(spans) == len(measures) and len(cut) == len(measures) + 1
            if not whole or not _adds_up(text, columns, cut):
                continue
            if all(_value(text, span) <= bound for span, bound in zip(spans, bounds, strict=True)):
                found.add(spans)
    return list(found.pop()) if len(found) == 1 else []


def cut_score(text: str) -> tuple[Span, Span] | None:
    """Full mark and points of a total row (总分10098.5), where one cut alone is possible."""
    cuts = [
        cut
        for cut in _cuts(text, [Field.WEIGHT, Field.POINTS])
        if len(cut) == 2 and _value(text, cut[1]) <= _value(text, cut[0]) and _LEAST <= _value(text, cut[0]) <= _MOST
    ]
    return (cuts[0][0], cuts[0][1]) if len(cuts) == 1 else None
