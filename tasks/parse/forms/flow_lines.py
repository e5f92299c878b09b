"""The indicators of a form whose table was lost: heads in their printed order, and the rows behind them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from tasks.parse.forms.draft import Line, is_sum_of_points
from tasks.parse.forms.flow_money import settle
from tasks.parse.forms.flow_state import Flow
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, RATES, Field, is_slot
from tasks.parse.forms.levels import first_level, second_level
from tasks.parse.forms.rows import Row, leaves_of_tree, parse_rows
from tasks.parse.forms.stream import Token, is_level

# Hubei's forms have a block of indicators for each goal of the year.
_NEXT_GOAL = re.compile(r"年度(?:绩效)?目标\d")
# The title of the next form, or the cell for reasons under the last row.
_NEXT_FORM = re.compile(r".{2,30}(?:绩效目标|自评|绩效评价)表(?:\(.*\))?")
_SUBTOTAL = re.compile(r"小\s*计:?")
_BODY_HEADS = (INDICATOR_COLUMNS | RATES) - {Field.BAND}


def lines_head(flow: Flow, at: int) -> int:
    """Read the head of an indicator block; gives the place behind it, or `at` where there is none."""
    end = at
    while end < len(flow.tokens) and flow.field(end) in _BODY_HEADS and not is_level(flow.tokens[end]):
        if flow.field(end) in RATES and any(flow.field(i) is Field.POINTS for i in range(at, end)):
            # 预算执行率 behind the head of the points is the first of the rows.
            break
        end += 1
    fields = [flow.field(i) for i in range(at, end)]
    named = sum(f in LEVELS for f in fields)
    return end if named and len(fields) >= 2 and len(fields) > named else at


def lines_block(flow: Flow, at: int, body: int) -> int:
    """Read the rows from `body` on under the heads from `at` on; gives the place behind them."""
    draft = flow.open(flow.tokens[at])
    settle(flow)
    flow.pairs = []
    columns = [f for i in range(at, body) if (f := flow.field(i)) is not None]
    columns += _reaching_down(flow, at, columns)
    draft.columns |= set(columns)
    end = body
    while end < len(flow.tokens) and not _ends(flow, end):
        end += 1
    last = flow.tokens[body - 2 : body]
    lined = flow.tokens[at].piece == last[1].piece or flow.document.text[last[0].end : last[1].start].strip(" \t") == ""
    if columns.count(Field.WEIGHT) > 1:
        _tree(flow, flow.tokens[body:end])
    else:
        _body(flow, columns, body, end, lined)
    if end > body:
        draft.cover(flow.tokens[body].start, flow.tokens[end - 1].end)
    if end < len(flow.tokens) and flow.field(end) in (Field.SUM, Field.TOTAL_SCORE):
        return _total(flow, columns, end)
    return end


def _reaching_down(flow: Flow, at: int, columns: list[Field]) -> list[Field]:
    """The heads of the row above that stand behind 年度指标值, which stands over others (Yunnan's forms)."""
    first = at
    while first and flow.field(first - 1) in _BODY_HEADS:
        first -= 1
    above = [f for i in range(first, at) if (f := flow.field(i)) is not None]
    over = Field.TARGET in above[:1] and Field.TARGET in columns and Field.POINTS not in columns
    return above[1:] if over and not set(above) & set(LEVELS) else []


def _ends(flow: Flow, at: int) -> bool:
    found = flow.field(at)
    if _NEXT_GOAL.match(flow.tokens[at].plain):
        return True
    if found in (
        Field.SUM,
        Field.NAME,
        Field.GRADE,
        Field.TOTAL_SCORE,
        Field.PROBLEMS,
        Field.SECTION_OTHER,
        Field.REASON,
    ):
        return True
    if _NEXT_FORM.fullmatch(flow.tokens[at].plain):
        return True
    if found in LEVELS and not is_level(flow.tokens[at]):
        return True
    return flow.tokens[at].plain.startswith(("注:", "注1", "(三)", "(四)", "三、", "四、", "说明:"))


def _body(flow: Flow, columns: list[Field], body: int, end: int, lined: bool) -> None:
    parents = LEVELS[:2] if set(columns) & set(LEVELS[2:]) else LEVELS[:1]
    rest = [f for f in columns if f not in parents]
    if not any(f in LEVELS for f in rest):
        return
    first: Token | None = None
    second: Token | None = None
    at = body
    while at < end:
        token = flow.tokens[at]
        follower = flow.tokens[at + 1] if at + 1 < end else None
        if Field.LEVEL_1 in columns and _is_first(token, follower, parents):
            first, second = token, None
            at += 1
            continue
        rates = _rates(flow, at, end) if Field.LEVEL_1 in columns else 0
        if rates > 1:
            first, second = token, flow.tokens[at + 1] if rates > 2 else None
            at += rates - 1
        elif second_level(token.text) and Field.LEVEL_2 in parents and second is not token:
            # 满意度指标 alone behind another level's rows may be a first level without a second.
            named = "满意度" in token.text and first_level(token.text)
            doubtful = named and Field.LEVEL_1 in columns and second is not None
            first, second = (None, None) if doubtful else (first, token)
            at += 1
            continue
        stop = at
        while stop < end and not (stop > at and _rates(flow, stop, end) > 1) and not _opens(flow.tokens[stop], parents):
            stop += 1
        _segment(flow, rest, flow.tokens[at:stop], first, second, lined, cut=stop == len(flow.tokens))
        at = max(stop, at + 1)


def _is_first(token: Token, follower: Token | None, parents: Collection[Field]) -> bool:
    if not first_level(token.text):
        return False
    if not second_level(token.text) or Field.LEVEL_2 not in parents:
        return True
    return follower is not None and second_level(follower.text)


def _rates(flow: Flow, at: int, end: int) -> int:
    """How many cells in a row read 预算执行率: some forms score the rate as an indicator of its own name."""
    count = 0
    while at + count < end and flow.field(at + count) is Field.EXECUTION_RATE:
        count += 1
    return count


def _opens(token: Token, columns: Collection[Field]) -> bool:
    if Field.LEVEL_2 in columns and second_level(token.text):
        return True
    return Field.LEVEL_1 in columns and first_level(token.text)


def _segment(
    flow: Flow,
    columns: list[Field],
    values: Sequence[Token],
    first: Token | None,
    second: Token | None,
    lined: bool,
    *,
    cut: bool,
) -> None:
    if first is None and second is None:
        return
    filled = _without_subtotals([token for token in values if not is_slot(token.plain)])
    runs = [filled]
    if lined:
        lines: dict[int, list[Token]] = {}
        for token in filled:
            lines.setdefault(token.line, []).append(token)
        runs = list(lines.values())
    for run in runs:
        for row in parse_rows(columns, run, cut=cut and not lined):
            _line(flow, row, first, second)


def _without_subtotals(values: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    skipping = False
    for token in values:
        skipping = bool(_SUBTOTAL.fullmatch(token.plain)) or (skipping and (token.is_number or token.is_blank))
        if not skipping:
            kept.append(token)
    return kept


def _line(flow: Flow, row: Row, first: Token | None, second: Token | None) -> None:
    if flow.draft is None:
        return
    name = row.get(Field.LEVEL_4) or row.get(Field.LEVEL_3)
    second = row.get(Field.LEVEL_2) or second
    cells = {field: token.cell for field, token in row.items()}
    flow.draft.lines.append(
        Line(
            start=min(token.start for token in row.values()),
            end=max(token.end for token in row.values()),
            level_1=first.cell if first else None,
            level_2=second.cell if second else None,
            level_3=name.cell if name else None,
            operator=cells.get(Field.OPERATOR),
            target=cells.get(Field.TARGET),
            target_unit=cells.get(Field.TARGET_UNIT),
            actual=cells.get(Field.ACTUAL),
            weight=cells.get(Field.WEIGHT),
            points=cells.get(Field.POINTS),
            reason=cells.get(Field.REASON),
        )
    )


def _tree(flow: Flow, values: Sequence[Token]) -> None:
    if flow.draft is None:
        return
    for leaf in leaves_of_tree(values):
        first = leaf.first.cell if leaf.first else None
        second = leaf.second.cell if leaf.second else None
        for level, name, weight in leaf.begun:
            flow.draft.lines.append(
                Line(name.start, weight.end, first, second if level == 2 else None, weight=weight.cell, is_leaf=False)
            )
        flow.draft.lines.append(
            Line(
                leaf.name.start,
                leaf.points.end,
                first,
                second,
                leaf.name.cell,
                weight=leaf.weight.cell,
                points=leaf.points.cell,
            )
        )


def _total(flow: Flow, columns: list[Field], at: int) -> int:
    draft = flow.draft
    numbers = [token for token in flow.numbers(at + 1) if not token.is_blank]
    reversed_ = (
        Field.WEIGHT in columns
        and Field.POINTS in columns
        and columns.index(Field.POINTS) < columns.index(Field.WEIGHT)
    )
    if draft is not None and Field.POINTS in columns:
        both = len(numbers) >= 2 and all(token.is_number for token in numbers)
        # One number alone may be the sum of the weights of a form that nobody scored.
        if both and (len(numbers) == 2 or columns.count(Field.WEIGHT) > 1):
            weight, points = (numbers[-1], numbers[-2]) if reversed_ else (numbers[-2], numbers[-1])
            draft.total_weight, draft.total_points = weight.cell, points.cell
        elif (
            len(numbers) == 1
            and numbers[0].is_number
            and (Field.WEIGHT not in columns or is_sum_of_points(numbers[0].cell, draft))
        ):
            draft.total_points = numbers[0].cell
        if draft.total_points is not None:
            draft.cover(flow.tokens[at].start, draft.total_points.end)
    return at + 1 + len(numbers)
