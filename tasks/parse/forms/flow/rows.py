"""The rows of an indicator block whose table was lost: names of levels, and between them the cells of rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby, takewhile

from tasks.parse.forms.draft import Line, line_of
from tasks.parse.forms.flow.fitting import fit_rows
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import LEVELS, Field, is_slot, squeeze
from tasks.parse.forms.levels import first_level, groups_levels, second_level
from tasks.parse.forms.row import Row, fits, is_unit, parse_rows
from tasks.parse.forms.stream import Token, is_level
from tasks.parse.numbers.measures import MEASURE
from tasks.parse.record import record

_SUBTOTAL = re.compile(r"小\s*计:?")
_FULL = Decimal(100)
_SCORES = (Field.WEIGHT, Field.POINTS)
_MOST_PARTS_OF_NAME = 4
_COUNTED = re.compile(rf"[-+]?[\d,.]+\s*[万亿]?(?:{MEASURE})(?:/(?:{MEASURE}))?")
_SIGNED = re.compile(r"[<>=≤≥≦≧＝﹦]+\s*[\d.,*]+\D{0,6}")


Read = tuple["Stretch", list[Row]]


@record
class Stretch:
    """The cells between two names of levels, or on one line of these: of one row or of several.

    `half` is 1 where the name of the second level stands there a second time, for the goals of the year beside those of
    several years.
    """

    first: Token | None
    second: Token | None
    values: Sequence[Token]
    half: int = 0


def read_rows(flow: Flow, columns: Sequence[Field], body: int, end: int, *, lined: bool) -> Iterator[Line]:
    """The rows between two places, in their order; `lined` where each stands on a line of its own."""
    parents = LEVELS[:2] if set(columns) & set(LEVELS[2:]) else LEVELS[:1]
    rest = [f for f in columns if f not in parents]
    halves = rest[: len(rest) // 2] * 2 == rest
    rest = rest[: len(rest) // 2] if halves else rest
    if not any(f in LEVELS for f in rest):
        yield from _of_one_level(flow, columns, body, end)
        return
    tokens = list(_with_brackets_closed(flow, body, end))
    stretches = [
        replace(stretch, values=_without_subtotals([t for t in stretch.values if not is_slot(t.plain)]))
        for stretch in _stretches(tokens, columns, parents, halves=halves, lined=lined, head=flow.tokens[body - 1].line)
    ]
    stretches = _with_first_from_below(stretches)
    cut = end == len(flow.tokens)
    read: list[Read] = []
    for at, stretch in enumerate(stretches):
        read += _read_stretch(rest, stretch, lined=lined, cut=at == len(stretches) - 1)
    lost = [at for at, (_, rows) in enumerate(read) if not rows]
    if cut and lost and lost[-1] == len(read) - 1:
        # The text breaks off inside this row.
        lost.pop()
    fitted = fit_rows(
        rest, [read[at][0].values for at in lost], [r for _, rows in read for r in rows], _sums(flow, end)
    )
    for at, row in zip(lost, fitted, strict=True):
        read[at][1].extend([row] if row is not None else [])
    if halves:
        read = _of_one_half(read[:-1] if cut else read, lined=lined)
    for part, rows in read:
        yield from (_line(row, part.first, part.second) for row in rows)


def _of_one_level(flow: Flow, columns: Sequence[Field], body: int, end: int) -> Iterator[Line]:
    """The rows of a summary that names first levels alone, with their points, where the weights add up."""
    if {*_SCORES} - {*columns}:
        return
    own = takewhile(lambda token: not _SUBTOTAL.fullmatch(token.plain), flow.tokens[body:end])
    rows = parse_rows(columns, list(own), cut=False)
    if sum(row[Field.WEIGHT].number or 0 for row in rows) in _sums(flow, end):
        for row in rows:
            cells = {field: token.cell for field, token in row.items()}
            yield line_of(cells, cells.pop(LEVELS[0]), None)


def _of_one_half(read: Sequence[Read], *, lined: bool) -> list[Read]:
    """The goals of the year, or where it has none under the name of a level, those of several years beside them."""
    found: list[Read] = []
    for _, group in groupby(read, key=lambda item: (item[0].first, item[0].second and item[0].second.plain)):
        halves: tuple[list[Read], list[Read]] = ([], [])
        half = 0
        for part, rows in group:
            if not lined or part.second is None or part.values[0].line == part.second.line:
                half = part.half
            for at, row in enumerate(rows):
                halves[at if lined and len(rows) == 2 else half].append((part, [row]))
        found += halves[1] or halves[0]
    return found


def _read_stretch(columns: Sequence[Field], stretch: Stretch, *, lined: bool, cut: bool) -> list[Read]:
    """The parts of a stretch with the rows of each; a part that has lost cells has none."""
    if not lined and (rows := parse_rows(columns, stretch.values, cut=cut)):
        # Behind the last row something else of the page may stand.
        return [(stretch, rows)]
    parts = _lines_of(stretch, len(columns)) if lined else _parts_of(stretch, columns)
    read = [(part, parse_rows(columns, part.values, cut=cut and part is parts[-1])) for part in parts]
    if lined and not any(rows for _, rows in read) and (rows := parse_rows(columns, stretch.values, cut=False)):
        # Some pages break the lines of rows, where cells are blank.
        return [(stretch, rows)]
    return read


def _with_brackets_closed(flow: Flow, body: int, end: int) -> Iterator[Token]:
    """The cells between two places; blanks inside of brackets part none."""
    at = body
    while at < end:
        token = flow.tokens[at]
        at += 1
        for other in flow.tokens[at : min(end, at + _MOST_PARTS_OF_NAME)]:
            if token.plain.count("(") <= token.plain.count(")") or other.line != token.line:
                break
            token = replace(token, text=flow.document.text[token.start : other.end], end=other.end)
            at += 1
        yield token


# Levels


def _stretches(
    tokens: Sequence[Token],
    columns: Sequence[Field],
    parents: Collection[Field],
    *,
    halves: bool,
    lined: bool,
    head: int,
) -> Iterator[Stretch]:
    first: Token | None = None
    second: Token | None = None
    half = at = 0
    while at < len(tokens):
        token = tokens[at]
        follower = tokens[at + 1] if at + 1 < len(tokens) else None
        named = _is_named_as_level(tokens, at)
        under = first is not None and groups_levels(first.text) and first_level(token.text)
        twin = halves and follower is not None and follower.plain == token.plain
        if not (named or under or twin) and _is_first(token, follower, parents):
            begun = first is None and follower is not None and not is_level(follower)
            first, second = token, second if begun else None
            at += 1
            continue
        rates = _rates(tokens, at)
        if rates > 1:
            first, second = token, tokens[at + 1] if rates > 2 else None
            at += rates - 1
        elif not named and (under or second_level(token.text)) and Field.LEVEL_2 in parents and second is not token:
            # 满意度指标 behind another level's rows is a first level that has no second.
            alone = second is not None and squeeze(token.plain) == "满意度指标" and Field.LEVEL_1 in columns
            half = int(second is not None and second.plain == token.plain)
            first, second = (token, None) if alone else (first, token)
            at += 1
            continue
        stop = _end_of_stretch(tokens, at, parents)
        # Before the first level rows may stand that lost the names of theirs; a line then holds one.
        if first is not None or second is not None:
            yield Stretch(first, second, tokens[at:stop], half)
        elif lined:
            yield Stretch(None, None, _below_heads(tokens[at:stop], head))
        at = max(stop, at + 1)


def _end_of_stretch(tokens: Sequence[Token], at: int, parents: Collection[Field]) -> int:
    stop = at
    while stop < len(tokens) and not (stop > at and _rates(tokens, stop) > 1):
        if _opens(tokens[stop], parents) and not _is_named_as_level(tokens, stop):
            break
        stop += 1
    return stop


def _below_heads(tokens: Sequence[Token], head: int) -> list[Token]:
    """The tokens from the first line on that has a value; the rest of the heads has none."""
    lines = [
        token.line for token in tokens if token.line > head and (_is_value(token) or fits(Field.OPERATOR, token, {}))
    ]
    return [token for token in tokens if lines and token.line >= lines[0]]


def _with_first_from_below(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with the name of the first level that stands in the middle of its rows for those above it."""
    above = list(takewhile(lambda stretch: stretch.first is None, stretches))
    below = stretches[len(above) :][:1]
    if not above or not below or below[0].second is not above[-1].second:
        return list(stretches)
    return [replace(stretch, first=stretch.first or below[0].first) for stretch in stretches]


def _is_first(token: Token, follower: Token | None, parents: Collection[Field]) -> bool:
    if not first_level(token.text):
        return False
    if not second_level(token.text) or Field.LEVEL_2 not in parents:
        return True
    return follower is not None and second_level(follower.text)


def _is_named_as_level(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name of a level is that of an indicator: 满意度 | ≥90% | 100%."""
    if not is_level(tokens[at]):
        return False
    before = tokens[at - 1] if at else None
    if before is not None and before.line == tokens[at].line and second_level(before.text):
        # 成本指标 | 项目成本 | 20万元: levels stand in their order.
        return not second_level(tokens[at].text)
    behind = tokens[at + 1 : at + 3]
    # 产出指标 | 50 | 数量指标: the points of a level.
    if len(behind) == 2 and is_unit(behind[0]) and fits(Field.OPERATOR, behind[1], {}):
        return True
    return len(behind) == 2 and _is_value(behind[0]) and not (behind[0].is_number and is_level(behind[1]))


def _is_value(token: Token) -> bool:
    """Whether a cell holds a value, and not a name that begins with a number."""
    if token.is_number or token.is_percent or token.is_money or token.is_blank:
        return True
    return bool(_COUNTED.fullmatch(token.plain) or _SIGNED.fullmatch(token.plain))


def _rates(tokens: Sequence[Token], at: int) -> int:
    """How many cells in a row read 预算执行率: some forms score the rate as an indicator of its own name."""
    count = 0
    while at + count < len(tokens) and tokens[at + count].field is Field.EXECUTION_RATE:
        count += 1
    return count


def _opens(token: Token, columns: Collection[Field]) -> bool:
    if Field.LEVEL_2 in columns and second_level(token.text):
        return True
    return first_level(token.text)


# Rows


def _without_subtotals(values: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    skipping = False
    for token in values:
        skipping = bool(_SUBTOTAL.fullmatch(token.plain)) or (skipping and (token.is_number or token.is_blank))
        if not skipping:
            kept.append(token)
    return kept


def _lines_of(stretch: Stretch, columns: int) -> list[Stretch]:
    """The lines of a stretch; one that begins with a value goes on with the row above it, as does the rest of a row."""
    lines: list[list[Token]] = []
    values = stretch.values
    for at, token in enumerate(values):
        own = lines and lines[-1][-1].line == token.line
        behind = values[at + 1] if at + 1 < len(values) else None
        before = lines[-1] if lines else []
        # 完成时间 定性 / 11月底 / 5: nothing stands beside the rest of a row that has no value yet.
        open_ = len(before) > 1 and not any(map(_is_value, before))
        alone = behind is None or behind.line != token.line
        rest = open_ and alone and (behind is None or not _is_value(behind) or fits(Field.OPERATOR, before[-1], {}))
        goes_on = len(before) < columns and (_is_value(token) or rest)
        if lines and (own or goes_on):
            lines[-1].append(token)
        else:
            lines.append([token])
    return [replace(stretch, values=line) for line in lines]


def _parts_of(stretch: Stretch, columns: Sequence[Field]) -> list[Stretch]:
    """The rows of a stretch where each ends with its points, behind which only words begin the next."""
    if columns[-1] not in (Field.WEIGHT, Field.POINTS, Field.REASON) or Field.POINTS not in columns:
        return [stretch]
    parts: list[list[Token]] = []
    for token in stretch.values:
        before = parts[-1][-1] if parts else None
        if before is None or (before.is_number and not _is_value(token) and len(parts[-1]) > 1):
            parts.append([token])
        else:
            parts[-1].append(token)
    return [replace(stretch, values=part) for part in parts]


def _sums(flow: Flow, end: int) -> set[Decimal]:
    """What the weights of all rows may come to: the stated sum, or 100 and what the execution rate leaves of it."""
    found = {_FULL}
    if end < len(flow.tokens) and flow.field(end) in (Field.SUM, Field.TOTAL_SCORE):
        found |= {value for token in flow.numbers(end + 1) if (value := token.number) is not None}
    weight = flow.draft.weight_of_rate if flow.draft is not None else None
    return found | {total - weight for total in found if weight is not None}


def _line(row: Row, first: Token | None, second: Token | None) -> Line:
    second = row.get(Field.LEVEL_2) or second
    cells = {field: token.cell for field, token in row.items()}
    return line_of(cells, first.cell if first else None, second.cell if second else None)
