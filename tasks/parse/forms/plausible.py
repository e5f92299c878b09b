"""How far a reading of a form contradicts itself: the sign that cells were counted under the wrong heads."""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Amount, Draft, Line
from tasks.parse.forms.labels import Field, squeeze
from tasks.parse.forms.levels import first_level
from tasks.parse.numbers.amounts import is_blank
from tasks.parse.numbers.percents import parse_percent
from tasks.parse.numbers.points import parse_points

_FULL = Decimal(100)


def doubts(draft: Draft) -> int:
    """The number of contradictions in a reading; publishers make some, shifted columns make many."""
    # A page may have lost the name of the first level above the first rows; behind a name, a reading has lost it.
    named = next((at for at, line in enumerate(draft.lines) if line.level_1 is not None), len(draft.lines))
    behind = draft.lines[named:] if draft.layout == "form.flow" else draft.lines
    lost = sum(line.is_leaf and line.level_1 is None and Field.LEVEL_1 in draft.columns for line in behind)
    firsts = [line.level_1 for line in draft.lines if line.level_1 is not None]
    known = [first_level(cell.text) for cell in firsts]
    # 效果良好 between 产出指标 and 满意度指标 is a value that slipped under the head of levels.
    strange = known.count(False) if any(known) else 0
    shifted = sum(_is_shifted(line, draft) for line in draft.lines)
    return money_doubts(draft) + sum(map(_line_doubts, draft.lines)) + lost + strange + shifted


def _is_shifted(line: Line, draft: Draft) -> bool:
    """Whether a row of a table whose blank cells are lost may stand under other heads: points under those of values."""
    if draft.layout != "form.grid" or not line.is_leaf or line.target is None:
        return False
    if line.level_3 is None and Field.LEVEL_3 in draft.columns:
        return True
    values = [cell for cell in (line.target, line.actual) if cell is not None and _points(cell) is not None]
    blank = {Field.WEIGHT, Field.POINTS} <= draft.columns and line.weight is None and line.points is None
    return len(values) == 2 and blank


def money_doubts(draft: Draft) -> int:
    """How often the money of a form contradicts itself."""
    wrong = sum(1 for amount in draft.amounts if re.search("[%％]", amount.cell.text))
    totals = {measure: _value(amount) for measure, amount in draft.totals.items()}
    rated = draft.rates.get(Field.EXECUTION_RATE)
    rate = parse_percent(squeeze(rated[0].text)) if rated else None
    spent, budget = totals.get(Field.SPENT), totals.get(Field.BUDGET_ADJUSTED)
    if rate is not None and spent is not None and budget:
        computed = spent / budget * _FULL
        wrong += abs(computed - rate) > 1 and abs(computed - rate * _FULL) > 1
    return wrong


def _value(amount: Amount) -> Decimal | None:
    """The number of an amount in yuan where a head names its unit, else as it is written."""
    number = amount.number
    return number * amount.unit.yuan if number is not None and amount.unit is not None else number


def _line_doubts(line: Line) -> int:
    weight, points = _points(line.weight), _points(line.points)
    wrong = sum(1 for cell, value in ((line.weight, weight), (line.points, points)) if _written(cell) and value is None)
    wrong += weight is not None and points is not None and points > weight
    wrong += any(cell is not None and first_level(cell.text) for cell in (line.target, line.actual, line.reason))
    return wrong


def _written(cell: Cell | None) -> bool:
    return cell is not None and not is_blank(cell.text)


def _points(cell: Cell | None) -> Decimal | None:
    return parse_points(cell.text) if cell is not None else None
