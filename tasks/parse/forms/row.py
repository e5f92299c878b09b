"""The rows of an indicator table in a stream, where it is lost which cells were blank or merged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.forms.labels import INFO, LEVELS, SECTIONS, Field
from tasks.parse.forms.stream import Token
from tasks.parse.numbers.measures import MEASURE

Row = dict[Field, Token]
_OPTIONAL = frozenset(
    {Field.REASON, Field.OPERATOR, Field.TARGET_UNIT, Field.OTHER_COLUMN, Field.EXPLANATION, Field.BAND}
)
_OPERATOR = re.compile(
    r"[<>=≤≥≦≧＝﹦═]+|定性|定量|正向(?:指标)?|反向(?:指标)?|[大小]于(?:等于)?|等于|不[低高多少大小]于"
)
_STRUCTURE = INFO | SECTIONS | {Field.SUM, *LEVELS}
_SCORING = re.compile(r"满分|[得扣计记]\s*\d*(?:\.\d+)?\s*分")
_UNIT_ASIDE = re.compile(rf"[\u4e00-\u9fff]\((?:万元?|元|{MEASURE})\)$")
_UNIT_ALONE = re.compile(rf"[万亿]?(?:{MEASURE}|元|[%‰])")
_END_OF_NAME = re.compile(
    "(?:[率数量度性]|面积|时间|时限|成本|金额|情况|能力|水平|标准|效果|效益|收入|里程|比例|影响|环境|发展|控制|支出|经费)$"
)
_PROBABLE = ("确定能", "有可能", "不可能", "完全不可能")
"""How probable it is that a goal that is watched will be reached."""
_LONGEST_UNIT = 8
_MAX_TOKENS = 100
_MAX_COLUMNS = 14  # no form has more; every column that may be blank doubles the ways to lay out a row
_MAX_PARSES = 60
_FULL = Decimal(100)


def ends_as_name(name: str) -> bool:
    """Whether words end as names of indicators do."""
    return bool(_END_OF_NAME.search(name.rstrip(")）")))


def is_unit(token: Token) -> bool:
    """Whether a cell is a unit and nothing else."""
    return _UNIT_ALONE.fullmatch(token.plain) is not None


def fits(field: Field, token: Token, row: Row) -> bool:
    """Whether a token may be the cell of a column in a row."""
    if field in LEVELS:
        return (
            not (token.is_number or token.is_percent or token.is_blank or token.is_measured)
            and token.field not in _STRUCTURE
            and not is_unit(token)
        )
    if field is Field.OPERATOR:
        return bool(_OPERATOR.fullmatch(token.plain))
    if field is Field.TARGET_UNIT:
        is_sign = token.is_blank or _OPERATOR.fullmatch(token.plain)
        return not is_sign and len(token.plain) <= _LONGEST_UNIT and not re.search(r"\d", token.plain)
    if field in (Field.WEIGHT, Field.POINTS):
        if token.is_blank:
            return field is Field.POINTS
        value = token.number if token.is_number else None
        if value is None or not 0 <= value <= _FULL:
            return False
        other = row.get(Field.POINTS if field is Field.WEIGHT else Field.WEIGHT)
        bound = other.number if other is not None else None
        return bound is None or (value <= bound if field is Field.POINTS else bound <= value)
    if field is Field.REASON and token.plain in _PROBABLE:
        return False
    if field is Field.REASON:
        return (not token.is_measured and len(token.plain) >= 2) or token.plain in ("无", "0")
    if field is Field.EXPLANATION:
        if token.plain in ("无", "0"):
            return True
        told = not token.is_measured or bool(_SCORING.search(token.plain))
        return told and len(token.plain) >= 4 and token.field not in _STRUCTURE
    if field is Field.OTHER_COLUMN:
        return token.is_percent or token.is_blank or token.is_measured or token.plain in _PROBABLE
    # 搬迁户数(户) | 搬迁人数(人): in a blank form the next row's name stands behind a name.
    return token.field not in _STRUCTURE and _UNIT_ASIDE.search(token.plain) is None


def parse_rows(columns: Sequence[Field], values: Sequence[Token], *, cut: bool) -> list[Row]:
    """The rows that a run of tokens makes under the heads `columns` (from the third level on).

    Only rows that every possible reading has are given. `cut` allows tokens to be left over at the end.
    """
    if not values or len(values) > _MAX_TOKENS or len(columns) > _MAX_COLUMNS:
        return []
    parses: list[list[Row]] = []
    _walk(columns, values, 0, [], parses, cut)
    if not parses or len(parses) >= _MAX_PARSES:
        return []
    complete = [p for p in parses if sum(len(row) for row in p) == len(values)] or parses
    longest = max(sum(len(row) for row in p) for p in complete)
    complete = [p for p in complete if sum(len(row) for row in p) == longest]
    return [row for row in complete[0] if all(row in other for other in complete[1:])]


def _walk(
    columns: Sequence[Field], values: Sequence[Token], at: int, rows: list[Row], parses: list[list[Row]], cut: bool
) -> None:
    if len(parses) >= _MAX_PARSES:
        return
    if at == len(values) or cut:
        parses.append(list(rows))
    if at == len(values):
        return
    for row, end in _row(columns, values, at):
        rows.append(row)
        _walk(columns, values, end, rows, parses, cut)
        rows.pop()


def _row(columns: Sequence[Field], values: Sequence[Token], at: int) -> list[tuple[Row, int]]:
    found: list[tuple[Row, int]] = []

    def walk(column: int, value: int, row: Row) -> None:
        if column == len(columns):
            if row:
                found.append((dict(row), value))
            return
        field = columns[column]
        holds = value < len(values) and fits(field, values[value], row)
        if holds:
            # Two columns may bear one head (说明, 说明): the first is the one that is kept, but of two goals
            # (周期指标值, 本年度指标值) that of the year, which is the last.
            own = {field: values[value]}
            walk(column + 1, value + 1, row | own if field is Field.TARGET else own | row)
        # What reads like a sign is one: 定性 is no target where a column for signs stands before it.
        if field in _OPTIONAL and not (holds and field is Field.OPERATOR):
            walk(column + 1, value, row)

    walk(0, at, {})
    return found
