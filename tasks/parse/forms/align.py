"""Which value stands under which head, where blank cells are lost: what every possible reading agrees on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.parse.forms.labels import MEASURES, RATES, Field
from tasks.parse.forms.stream import Token

Reading = dict[int, Token]
_MAX_READINGS = 5000
_HUNDRED = Decimal(100)


def number_of(token: Token) -> Decimal | None:
    """The number of a token, its unit and its signs set aside."""
    text = token.plain.replace(",", "").rstrip("%‰分元万亿 ")
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def _fits(field: Field, token: Token) -> bool:
    if token.is_blank:
        return True
    if token.is_percent:
        return field in RATES
    if field in MEASURES:
        return token.is_number or token.is_money
    if token.is_money:
        return False
    value = number_of(token)
    return value is not None and (field not in (Field.WEIGHT, Field.POINTS) or 0 <= value <= _HUNDRED)


def _readings(columns: Sequence[Field], values: Sequence[Token]) -> Iterator[Reading]:
    """Every way to put values under heads in their order, heads left blank where values are fewer."""

    def walk(column: int, value: int, reading: Reading) -> Iterator[Reading]:
        if value == len(values):
            yield dict(reading)
            return
        if len(columns) - column < len(values) - value:
            return
        if _fits(columns[column], values[value]):
            reading[column] = values[value]
            yield from walk(column + 1, value + 1, reading)
            del reading[column]
        yield from walk(column + 1, value, reading)

    return walk(0, 0, {})


def _filled(columns: Sequence[Field], reading: Reading) -> int:
    return sum(1 for column in reading if columns[column] in MEASURES)


def _numbers(columns: Sequence[Field], reading: Reading) -> dict[Field, Decimal]:
    found: dict[Field, Decimal] = {}
    for column, token in reading.items():
        value = None if token.is_blank else number_of(token)
        if value is not None:
            found.setdefault(columns[column], value)
    return found


def adds_up(columns: Sequence[Field], reading: Reading) -> bool | None:
    """Whether the rate of a row follows from its amounts; None where the row cannot be checked."""
    numbers = _numbers(columns, reading)
    rate, spent = numbers.get(Field.EXECUTION_RATE), numbers.get(Field.SPENT)
    budget = numbers.get(Field.BUDGET_ADJUSTED, numbers.get(Field.BUDGET_INITIAL))
    weight, points = numbers.get(Field.WEIGHT), numbers.get(Field.POINTS)
    if weight is not None and points is not None and points > weight:
        return False
    if rate is None or spent is None or not budget:
        return None
    return abs(spent / budget * _HUNDRED - rate) <= 1


def align(columns: Sequence[Field], values: Sequence[Token]) -> Reading:
    """The values by their column, as far as certain; a value of which readings disagree is left out."""
    if not values or len(values) > len(columns):
        return {}
    if len(values) == len(columns) and all(_fits(c, v) for c, v in zip(columns, values, strict=True)):
        return dict(enumerate(values))
    readings: list[Reading] = []
    for reading in _readings(columns, values):
        readings.append(reading)
        if len(readings) > _MAX_READINGS:
            return {}
    proven = [r for r in readings if adds_up(columns, r)]
    possible = proven or [r for r in readings if adds_up(columns, r) is None]
    if not possible:
        return {}
    most = max(_filled(columns, r) for r in possible)
    possible = [r for r in possible if _filled(columns, r) == most]
    if not proven and most < sum(c in MEASURES for c in columns):
        return {}
    agreed = possible[0].items()
    return {c: t for c, t in agreed if all(other.get(c) is t or _same(other.get(c), t) for other in possible[1:])}


def _same(a: Token | None, b: Token) -> bool:
    return a is not None and a.plain == b.plain
