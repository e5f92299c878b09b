"""What columns hold whose heads nobody knows: told by what the amounts make, and by the cells under them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from itertools import permutations

from tasks.parse.forms.labels import BUDGETS, MEASURES, Field
from tasks.parse.forms.row import fits, is_unit
from tasks.parse.forms.stream import Token
from tasks.parse.numbers.percents import is_share

_LEAST_KNOWN = 2
_FEWEST_CELLS = 2
_LONGEST_VALUE = 30
_FULL = Decimal(100)
# What is left for the goals where the execution of the budget has ten or twenty points.
_SUMS = frozenset({_FULL, _FULL - 10, _FULL - 20})
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")


def is_head(text: str) -> bool:
    """Whether a cell may be a head."""
    return len(text) <= _LONGEST_VALUE and _WORDS.search(text) is not None


def named_by_arithmetic(heads: Sequence[Field | None], values: Sequence[Decimal]) -> list[Field] | None:
    """What each column holds, those without a name by what the total's amounts make.

    `Field.OTHER_COLUMN` is a column that nobody asks for; None where neither words nor arithmetic tell of money.
    """
    fields = list(heads)
    ways = [
        (budget, spent)
        for budget, spent in permutations(range(len(fields)), 2)
        if fields[budget] in (None, *BUDGETS) and fields[spent] in (None, Field.SPENT, Field.RECEIVED)
        if _closes(fields, values, budget, spent)
    ]
    budgets, spends = ({way[role] for way in ways} for role in (0, 1))
    for places, measure, known in ((budgets, Field.BUDGET_ADJUSTED, BUDGETS), (spends, Field.SPENT, (Field.SPENT,))):
        # 年度拨付 that makes the rate of execution is what was spent.
        if len(places) == 1 and not any(fields[place] in known for place in places) and measure not in fields:
            fields[places.pop()] = measure
    if not ways and sum(field in MEASURES for field in fields) < _LEAST_KNOWN:
        return None
    return [field or Field.OTHER_COLUMN for field in fields]


def _closes(fields: Sequence[Field | None], values: Sequence[Decimal], budget: int, spent: int) -> bool:
    """Whether the rate of two amounts, or what is left of them, stands in its column beside them."""
    others = [(fields[at], value) for at, value in enumerate(values) if at not in (budget, spent)]
    return any(
        is_share(values[spent], values[budget], value)
        if field is Field.EXECUTION_RATE
        else field is Field.BALANCE and value == values[budget] - values[spent] and bool(value)
        for field, value in others
    )


def named_by_cells(cells: Sequence[Token], known: Collection[Field]) -> Field | None:
    """What the column of these cells holds in a block of indicators whose other columns hold what is `known`."""
    if len(cells) < _FEWEST_CELLS:
        return None
    numbers = [cell.number if cell.is_number else None for cell in cells]
    points = [number for number in numbers if number is not None and 0 <= number <= _FULL]
    if Field.WEIGHT not in known and len(points) == len(cells) and sum(points) in _SUMS:
        return Field.WEIGHT
    if Field.OPERATOR not in known and all(fits(Field.OPERATOR, cell, {}) for cell in cells):
        return Field.OPERATOR
    if Field.TARGET_UNIT not in known and all(map(is_unit, cells)):
        return Field.TARGET_UNIT
    measured = 2 * sum(cell.is_measured for cell in cells) > len(cells)
    if not measured or any(len(cell.plain) > _LONGEST_VALUE for cell in cells):
        return None
    # Goals are printed before results.
    return next((field for field in (Field.TARGET, Field.ACTUAL) if field not in known), None)
