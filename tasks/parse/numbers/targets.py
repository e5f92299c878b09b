"""Targets of indicators as an operator, a value and a unit: ≥95%, 不少于3次, 90%以上, ＝100."""

from __future__ import annotations

import re
from decimal import Decimal

from tasks.parse.numbers.amounts import is_blank
from tasks.parse.numbers.folding import fold
from tasks.parse.numbers.measures import MEASURE
from tasks.parse.numbers.numerals import ARABIC, CHINESE, MULTIPLES, OPERATORS, number_value
from tasks.parse.record import record

_OPERATOR = "|".join(sorted((re.escape(word) for word in OPERATORS), key=len, reverse=True))
_UNIT = r"%|‰|[一-龥㎡℃A-Za-z/·]{0,8}?(?:\([一-龥]{1,4}\))?"
_TARGET = re.compile(
    rf"(?P<label>[^\d<>=≥≤]{{0,20}}?)(?P<operator>{_OPERATOR})?\s*"
    rf"(?P<number>-?{ARABIC}|{CHINESE})\s*\(?(?P<unit>{_UNIT})\)?\s*(?P<after>{_OPERATOR})?"
)
_MULTIPLIED = re.compile(r"(?P<multiple>万|亿)(?P<unit>[人户件次亩个条平台套])")


@record
class Target:
    """A target read: operator of `warehouse.vocabulary.COMPARATORS`, value and unit; each None where not given."""

    operator: str | None
    value: Decimal | None
    unit: str | None


def parse_target(text: str, operator: str | None = None, unit: str | None = None) -> Target:
    """The target of a cell, helped by the columns 指标性质 (`operator`) and 度量单位 (`unit`) where a form has them.

    A wordy target (定性, 效果明显, 12月底前) has no value. A number behind other words is a value only where an
    operator ties it to them, since numbers in prose may count something else.
    """
    given = OPERATORS.get(fold(operator).strip()) if operator else None
    unit_given = unit.strip() if unit and not is_blank(unit) else None
    folded = fold(text).strip().rstrip("。;")
    match = _TARGET.fullmatch(folded)
    if match is None:
        return Target(given, None, unit_given)
    stated = OPERATORS.get(match["after"] or match["operator"] or "") or given
    wordy = bool(match["label"].strip()) and not (match["after"] or match["operator"])
    spoken = not match["number"].lstrip("-")[:1].isdigit()
    value = number_value(match["number"].lstrip("-"))
    # 一定程度 and 三公经费 begin with a numeral but count nothing.
    uncounted = spoken and re.fullmatch(rf"%|(?:{MEASURE})", match["unit"] or "") is None
    if value is None or wordy or uncounted:
        return Target(given, None, unit_given)
    if match["number"].startswith("-"):
        value = -value
    own_unit = match["unit"] or None
    multiplied = _MULTIPLIED.match(own_unit or "")
    if multiplied:
        value, own_unit = value * MULTIPLES[multiplied["multiple"]], (own_unit or "")[1:]
    return Target(stated, value, own_unit or unit_given)
