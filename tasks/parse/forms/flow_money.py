"""The money of a form whose table was lost: heads in their printed order, and the numbers behind each source."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.forms.align import align
from tasks.parse.forms.columns import points_named
from tasks.parse.forms.draft import Amount, Draft, Execution, Unit
from tasks.parse.forms.flow_state import Flow, Head
from tasks.parse.forms.labels import MEASURES, RATES, Field
from tasks.parse.forms.stream import Token
from tasks.parse.forms.units import unit_of

_FUND_HEADS = MEASURES | RATES | {Field.WEIGHT, Field.POINTS, Field.REASON, Field.OTHER_COLUMN}
_OWN_UNIT = re.compile(r"\d[\d.,]*\s*[万亿元]")


def money_head(flow: Flow, at: int) -> int:
    """Read a head of money columns; gives the place behind it, or `at` where there is none."""
    first = at
    while first and flow.field(first - 1) is Field.OTHER_COLUMN:
        first -= 1
    heads: list[Token] = flow.tokens[first:at]
    end = at
    while end < len(flow.tokens) and flow.field(end) in _FUND_HEADS | {Field.NAME}:
        heads.append(flow.tokens[end])
        end += 1
    fields = [head.field for head in heads]
    if Field.NAME in fields or sum(f in MEASURES for f in fields) + sum(f in RATES for f in fields) < 2:
        return at
    # Where money follows at once, the heads are labels of blank cells beside each other.
    followed = end < len(flow.tokens) and (flow.tokens[end].is_number or flow.tokens[end].is_money)
    if followed or not any(f in MEASURES for f in fields):
        return at
    draft = flow.open(heads[0])
    if _is_over_sources(heads) and heads[0].label is not None:
        flow.unit = unit_of(heads[0].label, "row")
        heads = heads[1:]
    flow.columns = [
        Head(label.field, unit_of(label, "column"), label.aside) for head in heads if (label := head.label) is not None
    ]
    flow.pairs = []
    draft.columns |= {head.field for head in flow.columns}
    return end


def _is_over_sources(heads: Sequence[Token]) -> bool:
    """Whether the first head stands over the names of the sources: 年度预算(万元), 年初预算, 全年预算."""
    with_unit = [head for head in heads if head.label is not None and unit_of(head.label, "column")]
    return with_unit == list(heads[:1]) and sum(head.field in MEASURES for head in heads) > 2


def money_row(flow: Flow, at: int) -> int:
    """Read a source of money and the numbers behind it; gives the place behind them."""
    token = flow.tokens[at]
    values = flow.numbers(at + 1)
    after = at + 1 + len(values)
    if flow.draft is None or token.field is None or token.label is None:
        return after
    source = Field.TOTAL if token.field is Field.SUM else token.field
    unit = unit_of(token.label, "row")
    if flow.columns:
        _amounts(flow, flow.draft, token, source, unit, values)
    elif flow.pairs:
        _paired_amounts(flow, flow.draft, source, unit, values)
    elif at + 1 < len(flow.tokens) and len(values) <= 1:
        _budget(flow, flow.draft, source, unit, flow.tokens[at + 1])
    if values:
        flow.draft.cover(token.start, values[-1].end)
    return after


def _amounts(
    flow: Flow, draft: Draft, label: Token, source: Field, row_unit: Unit | None, values: Sequence[Token]
) -> None:
    measures = [head.field for head in flow.columns if head.field in MEASURES]
    if len(set(measures)) < len(measures):
        # Of two heads that read alike one lost a word: 年初 预算数, 全年 预算数.
        return
    placed = align([head.field for head in flow.columns], values)
    found = [(flow.columns[column], value.cell) for column, value in placed.items() if not value.is_blank]
    for head, cell in found:
        if head.field in MEASURES:
            draft.amounts.append(Amount(head.field, source, cell, head.unit or row_unit or flow.unit))
        elif head.field in RATES and source is Field.TOTAL:
            draft.rates.setdefault(head.field, (cell, head.aside))
    scored = {head.field: cell for head, cell in found if head.field in (Field.WEIGHT, Field.POINTS)}
    if scored and source is Field.TOTAL and draft.execution is None:
        stated = next((points_named(head.aside) for head in flow.columns if head.field is Field.POINTS), None)
        end = max(cell.end for cell in scored.values())
        draft.execution = Execution(label.start, end, scored.get(Field.WEIGHT), scored.get(Field.POINTS), stated)


def _paired_amounts(flow: Flow, draft: Draft, source: Field, row_unit: Unit | None, values: Sequence[Token]) -> None:
    place = flow.met[source]
    flow.met[source] += 1
    for (measure, unit), value in zip(flow.pairs[place:], values, strict=False):
        if not value.is_blank:
            draft.amounts.append(Amount(measure, source, value.cell, row_unit or unit or flow.unit))


def _budget(flow: Flow, draft: Draft, source: Field, row_unit: Unit | None, beside: Token) -> None:
    """Read the money of a budget-stage form, which has no head over it: 年度资金总额 10."""
    opened = source is Field.TOTAL or any(a.source is Field.TOTAL for a in draft.amounts)
    is_amount = beside.is_number or beside.is_money or beside.is_percent or beside.is_blank
    if opened and (is_amount or _OWN_UNIT.match(beside.plain)):
        draft.amounts.append(Amount(Field.BUDGET_ADJUSTED, source, beside.cell, row_unit or flow.unit))


def money_pair(flow: Flow, at: int) -> int:
    """Read a measure or a rate and the number behind it; gives the place behind what was read."""
    token = flow.tokens[at]
    values = flow.numbers(at + 1)
    if token.label is None or token.field is None or flow.columns:
        return at + 1
    if flow.draft is None and token.field not in MEASURES:
        return at + 1
    if len(values) == 2 and values[1].is_percent and not values[0].is_percent:
        # 执行数: 108 90%: the progress stands behind the last of the amounts.
        values = values[:1]
    if flow.draft is None or len(values) > 1:
        return at + 1
    draft = flow.draft
    if token.field in RATES:
        if values:
            draft.rates.setdefault(token.field, (values[0].cell, token.label.aside))
        return at + 1 + len(values)
    unit = unit_of(token.label, "column")
    if any(measure is token.field for measure, _ in flow.pairs):
        return at + 1 + len(values)
    flow.pairs.append((token.field, unit))
    flow.met.clear()
    if values and not values[0].is_blank:
        draft.amounts.append(Amount(token.field, Field.TOTAL, values[0].cell, unit or flow.unit))
        draft.cover(token.start, values[0].end)
    return at + 1 + len(values)
