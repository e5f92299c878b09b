"""Rows of an indicator table whose cells were glued together (安装水标尺10≥266米≥266米10)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.parse.forms.cutting import Span, ways_to_cut
from tasks.parse.forms.labels import LEVELS, Field
from tasks.parse.numbers.measures import MEASURE

GluedRow = dict[Field, Span]
_POINTS = re.compile(r"(?:0|[1-9]\d?|100)(?:\.\d{1,2})?")
_VALUE = re.compile(r"[<>≤≥＝=]{0,2}(?:0|[1-9]\d*)(?:\.\d+)?(?:%|‰|[^\d<>≤≥＝=%.,，。]{0,8})")
_WORDS = re.compile(r"[^\d<>≤≥＝=%]{2,30}")
# The unit of a number that was cut off from it is no value in words.
_BARE_UNIT = re.compile(rf"万?元.{{0,4}}|(?:{MEASURE}).{{0,2}}")
_NAME = re.compile(r"[★*]*[\u4e00-\u9fff(（“\"A-Za-z][^<>≤≥＝=%]{1,44}")
_NAME_AND_TARGET = re.compile(
    r"([★*]*[^\d<>≤≥＝=%.,，。]{2,40})([<>≤≥＝=]{0,2}\d+(?:\.\d+)?(?:%|‰|[^\d<>≤≥＝=%.,，。]{0,6}))"
)
_NAME_AND_BOTH = re.compile(
    r"([★*]*[^\d<>≤≥＝=%.,，。]{2,40})([<>≤≥＝=]{0,2}(?:0|[1-9]\d*)(?:\.\d+)?(?:%|‰|[^\d<>≤≥＝=%.,，。]{0,6}))(\2)"
)
# Full marks of forms: 100, less where the ten of the execution rate are counted elsewhere, more with a bonus.
_LEAST = Decimal(50)
_MOST = Decimal(120)
_MAX_STEPS = 3000
_MAX_PARSES = 50
_MAX_CHUNK = 300


def _ends(field: Field, text: str, at: int) -> Iterator[int]:
    longest = min(len(text), at + 50)
    if field in LEVELS:
        for end in range(at + 2, longest + 1):
            piece = text[at:end]
            if (
                not piece[-1].isdigit()
                and piece != "小计"
                and _NAME.fullmatch(piece)
                and piece.count("(") == piece.count(")")
            ):
                yield end
        return
    pattern = {Field.WEIGHT: _POINTS, Field.POINTS: _POINTS, Field.REASON: _WORDS}.get(field)
    for end in range(at + 1, longest + 1):
        if pattern is not None:
            if pattern.fullmatch(text, at, end):
                yield end
        elif _VALUE.fullmatch(text, at, end) or (
            _WORDS.fullmatch(text, at, end) and not _BARE_UNIT.fullmatch(text, at, end)
        ):
            yield end


def cut_rows(text: str, columns: Sequence[Field]) -> list[GluedRow]:
    """The rows of a run under one second-level indicator, where they can be cut in one way only."""
    if not text or len(text) > _MAX_CHUNK or Field.WEIGHT not in columns or Field.POINTS not in columns:
        return []
    parses: list[list[GluedRow]] = []
    steps = _MAX_STEPS

    def walk(column: int, at: int, row: GluedRow, rows: list[GluedRow]) -> None:
        nonlocal steps
        steps -= 1
        if steps < 0 or len(parses) > _MAX_PARSES:
            return
        if column == len(columns):
            if at == len(text):
                parses.append([*rows, dict(row)])
            else:
                walk(0, at, {}, [*rows, dict(row)])
            return
        field = columns[column]
        if field is Field.REASON:
            walk(column + 1, at, row, rows)
            # Nobody explains full points; words behind them begin the next row.
            points, weight = row.get(Field.POINTS), row.get(Field.WEIGHT)
            if points and weight and text[slice(*points)] == text[slice(*weight)]:
                return
        for end in _ends(field, text, at):
            wider = {field: (at, end)} | row
            if _is_sound(text, wider):
                walk(column + 1, end, wider, rows)

    walk(0, 0, {}, [])
    if steps < 0 or len(parses) > _MAX_PARSES:
        return []
    # A result that repeats its target and points that repeat their weight are no accident of where one cuts.
    repeating = [rows for rows in parses if all(_repeats(text, row) for row in rows)]
    certain = repeating if len(parses) > 1 else parses
    return certain[0] if len(certain) == 1 else []


def cut_target(text: str, columns: Sequence[Field]) -> list[GluedRow]:
    """The one row of a target form (name and target only) whose target begins at the first digit or sign."""
    if not set(columns) <= {Field.LEVEL_3, Field.TARGET, Field.REASON}:
        return []
    match = _NAME_AND_TARGET.fullmatch(text)
    return [{Field.LEVEL_3: match.span(1), Field.TARGET: match.span(2)}] if match else []


def cut_repeated(text: str, columns: Sequence[Field]) -> list[GluedRow]:
    """The one row of a form without points whose result repeats its target (验收合格率100%100%)."""
    if [column for column in columns if column is not Field.REASON] != [Field.LEVEL_3, Field.TARGET, Field.ACTUAL]:
        return []
    match = _NAME_AND_BOTH.fullmatch(text)
    return [dict(zip(columns, (match.span(1), match.span(2), match.span(3)), strict=False))] if match else []


def _repeats(text: str, row: GluedRow) -> bool:
    same = ((Field.TARGET, Field.ACTUAL), (Field.WEIGHT, Field.POINTS))
    return all(a in row and b in row and text[slice(*row[a])] == text[slice(*row[b])] for a, b in same)


def _is_sound(text: str, row: GluedRow) -> bool:
    weight, points = row.get(Field.WEIGHT), row.get(Field.POINTS)
    if weight is None or points is None:
        return True
    return Decimal(text[slice(*points)]) <= Decimal(text[slice(*weight)])


def cut_score(text: str) -> tuple[Span, Span] | None:
    """Full mark and points of a total row (总分10098.5), where one cut alone is possible."""
    cuts = [
        cut.spans
        for cut in ways_to_cut(text, [Field.WEIGHT, Field.POINTS])
        if len(cut.spans) == 2 and cut.values[1] <= cut.values[0] and _LEAST <= cut.values[0] <= _MOST
    ]
    return (cuts[0][0], cuts[0][1]) if len(cuts) == 1 else None
