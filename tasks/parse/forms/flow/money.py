"""The money of a form whose table was lost: heads in their printed order, and the numbers behind each source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from tasks.parse.forms.columns import Column, of_past_years, points_named, under
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.flow.counted import heads_by_count, sources_by_count
from tasks.parse.forms.flow.state import Flow, FundRow
from tasks.parse.forms.labels import LEVELS, MEASURES, RATES, SOURCES, Field, Label, fold, is_whole
from tasks.parse.forms.money import take_row
from tasks.parse.forms.stream import Token
from tasks.parse.forms.units import unit_of
from tasks.parse.forms.weighing import cut_block
from tasks.parse.numbers.percents import is_share

_FUND_HEADS = MEASURES | RATES | {Field.WEIGHT, Field.POINTS, Field.REASON, Field.OTHER_COLUMN}
# The label of a row that other cells came between stands no further from its heads.
_REACH = 12
# A row of more labels than these is no head: a page may be nothing else.
_MOST_HEADS = 40
# More rows than these are no parts of one total; to weigh the ways to place them costs by the square of their number.
_MOST_PARTS = 30
_FULL_MARKS = ("10", "20", "10分", "20分")
_NONE = Decimal(0)


def money_head(flow: Flow, at: int) -> int:
    """Read a head of money columns; gives the place behind it, or `at` where there is none."""
    heads, end = _heads_at(flow, at)
    # 2022年预算数, 2022年决算数, 支出总额: the label of the first row is itself a measure.
    row = heads.pop() if len(heads) > 2 and is_whole(heads[-1].text) and flow.numbers(end) else None
    fields = [head.field for head in heads]
    # 上年度安排资金, 本年度申请资金: last year's column makes the year's the second of two.
    columns = sum(f in MEASURES for f in fields) + sum(f in RATES for f in fields) + ("上年" in heads[0].plain)
    if Field.NAME in fields or columns < 2 or (end < len(flow.tokens) and flow.field(end) is None):
        counted = heads_by_count(flow, at)
        if counted is not None:
            _heads_in_force(flow, *counted)
            return at + len(counted[0])
    if Field.NAME in fields or columns < 2:
        return at
    # Where money follows at once, the heads are labels of blank cells beside each other, or the total's row lost its
    # label to another place.
    followed = flow.is_row(end, len(heads))
    bare = row or (_bare_total(flow, at, end) if followed else None)
    if (followed and bare is None) or not any(f in MEASURES for f in fields):
        return at
    over = heads[0].label if _is_over_sources(heads) else None
    heads = heads[over is not None :]
    past = of_past_years([head.text for head in heads])
    fields = [Field.OTHER_COLUMN if old else head.field for head, old in zip(heads, past, strict=True)]
    _heads_in_force(flow, heads, [field or Field.OTHER_COLUMN for field in fields])
    flow.unit = unit_of(over, "row") if over is not None else flow.unit
    if bare is not None:
        values = _first_row(flow.numbers(end), len(flow.columns))
        total = flow.row(Field.TOTAL, values)
        if total.is_cut and len(values) < len(flow.columns) - 1 and not total.has_rate:
            return end + len(values)
        flow.rows.append(FundRow(bare, Field.TOTAL, values, unit_of(bare.label, "row") if bare.label else None))
        return end + len(values)
    return end


def _heads_at(flow: Flow, at: int) -> tuple[list[Token], int]:
    """The heads in a row at a place and before it, and the place behind them."""
    first = end = at
    while first and flow.field(first - 1) is Field.OTHER_COLUMN:
        first -= 1
    while end < min(len(flow.tokens), at + _MOST_HEADS) and flow.field(end) in _FUND_HEADS | {Field.NAME}:
        end += 1
    return flow.tokens[first:end], end


def _heads_in_force(flow: Flow, heads: Sequence[Token], fields: Sequence[Field]) -> None:
    settle(flow)
    draft = flow.open(heads[0])
    labels = [head.label or Label(Field.OTHER_COLUMN, fold(head.text)[1]) for head in heads]
    flow.columns = [replace(under(label), field=f) for f, label in zip(fields, labels, strict=True)]
    flow.pairs = []
    draft.columns |= set(fields)


def _bare_total(flow: Flow, at: int, end: int) -> Token | None:
    """The label of a total's row that has no values behind it, shortly before the heads or behind the last row."""
    for place in [*range(max(0, at - _REACH), at), *range(end, min(len(flow.tokens), end + 3 * _REACH))]:
        token = flow.tokens[place]
        if place > at and token.field in LEVELS:
            break
        if token.field is Field.TOTAL:
            return None if flow.numbers(place + 1) else token
    return None


def _first_row(values: Sequence[Token], width: int) -> Sequence[Token]:
    """The values of the total's row: up to where its first part repeats it, or as many as there are heads."""
    numbers = [value.number for value in values]
    for at in range(3, min(width, len(values) - 2) + 1):
        if numbers[at : at + 3] == numbers[:3]:
            return values[:at]
    return values[:width]


def _is_over_sources(heads: Sequence[Token]) -> bool:
    """Whether the first head stands over the names of the sources: 年度预算(万元), 年初预算, 全年预算."""
    with_unit = [head for head in heads if head.label is not None and unit_of(head.label, "column")]
    return with_unit == list(heads[:1]) and sum(head.field in MEASURES for head in heads) > 2


def money_row(flow: Flow, at: int) -> int:
    """Read a source of money and the numbers behind it; gives the place behind them."""
    token = flow.tokens[at]
    if not flow.columns and (end := sources_by_count(flow, at)) > at:
        return end
    values = flow.numbers(at + 1)
    after = at + 1 + len(values)
    if flow.draft is None or token.field is None or token.label is None:
        return after
    source = Field.TOTAL if token.field is Field.SUM else token.field
    unit = unit_of(token.label, "row")
    if source is Field.TOTAL and token.plain.startswith("("):
        # 资金情况 / (万元) 年度资金总额: the bracket of the part's head slipped before the total and holds for all.
        flow.unit = unit or flow.unit
    if source is Field.TOTAL and not values and not flow.columns and (head := _amount_head(flow, after)) is not None:
        # 年度资金总额 | 金额(万元): the parts stand under a head that gives no total.
        flow.pairs, flow.unit = [(Field.BUDGET_ADJUSTED, head)], head
        flow.met.clear()
        return after + 1
    if flow.columns:
        flow.rows.append(FundRow(token, source, values, unit))
    elif len(values) > 1 and (measure := _over_labels(flow, at)) is not None:
        _total_first(flow, flow.draft, measure, values)
    elif flow.pairs:
        _paired_amounts(flow, flow.draft, source, unit, at + 1)
    elif at + 1 < len(flow.tokens) and len(values) <= 1:
        _budget(flow, flow.draft, source, unit, at)
    if values:
        flow.draft.cover(token.start, values[-1].end)
    return after


def _amount_head(flow: Flow, at: int) -> Unit | None:
    core, aside = fold(flow.tokens[at].text) if at < len(flow.tokens) else ("", "")
    return unit_of(Label(Field.TOTAL, aside), "column") if core == "金额" else None


def settle(flow: Flow) -> None:
    """Place the values of the rows under the heads in force, all of them together, and leave the heads."""
    rows, columns, draft = flow.rows, flow.columns, flow.draft
    flow.rows, flow.columns = [], []
    measures = [head.field for head in columns if head.field in MEASURES]
    if draft is None or len(set(measures)) < len(measures):
        # Of two heads that read alike one lost a word: 年初 预算数, 全年 预算数.
        return
    fields = [head.field for head in columns]
    if Field.WEIGHT in fields and Field.POINTS not in fields and any(len(row.values) > len(columns) for row in rows):
        # 得分 stands elsewhere, or lost its head.
        columns = [*columns, Column(Field.POINTS)]
        fields.append(Field.POINTS)
    rows = [row for each in rows if len((row := _without_echoes(each, fields)).values) <= len(columns)]
    total = next((row for row in rows if row.source is Field.TOTAL), None)
    # Rows without a total, and further totals, stand alone.
    others = [row for row in rows if row.source is not Field.TOTAL and row.values]
    parts = others[:_MOST_PARTS] if total is not None else []
    # 项目资金(万元) 年度资金总额: the unit of all rows stands in the label of the first.
    flow.unit = flow.unit or next((row.unit for row in rows if row.unit is not None), None)
    blocks = [[total, *parts]] if total is not None else []
    blocks += [[row] for row in rows if row is not total and row not in parts]
    named = (points_named(head.aside) for head in columns if head.field in (Field.WEIGHT, Field.POINTS))
    stated = next((points for points in named if points is not None), None)
    for block in blocks[:_MOST_PARTS]:
        placed = cut_block([flow.row(row.source, row.values) for row in block], fields, stated)
        for row, spans in zip(block, placed, strict=True):
            found = [(columns[column], flow.part(row.values, span)) for column, span in sorted(spans.items())]
            take_row(draft, row.source, row.label.start, found, row.unit or flow.unit, stated)


def _without_echoes(row: FundRow, fields: Sequence[Field]) -> FundRow:
    """A row without the amounts that it has more than heads, where all of them are the same one."""
    more = len(row.values) - len(fields)
    measures = sum(1 for _ in takewhile(MEASURES.__contains__, fields))
    if more > 0 and len({value.number for value in row.values[: measures + more]}) == 1:
        return replace(row, values=row.values[more:])
    return row


def _over_labels(flow: Flow, at: int) -> Token | None:
    """The measure before a run of sources that ends at a place and has no number in it."""
    first = at
    while first and flow.field(first) in SOURCES:
        first -= 1
    return flow.tokens[first] if first < at - 1 and flow.field(first) in MEASURES else None


def _total_first(flow: Flow, draft: Draft, measure: Token, values: Sequence[Token]) -> None:
    """Read the total of the numbers behind a run of labels, the first of which is all others together."""
    first, *others = (value.number or Decimal(0) for value in values)
    stated = any(amount.measure is measure.field for amount in draft.amounts)
    if first == sum(others) and not stated and measure.field is not None and measure.label is not None:
        unit = unit_of(measure.label, "column") or flow.unit
        draft.amounts.append(Amount(measure.field, Field.TOTAL, values[0].cell, unit))


def _paired_amounts(flow: Flow, draft: Draft, source: Field, row_unit: Unit | None, at: int) -> None:
    values, stated = flow.numbers(at), draft.totals
    totals = [(measure, (stated[measure].number if measure in stated else None) or _NONE) for measure, _ in flow.pairs]
    place = flow.met[source]
    in_row = flow.met.total() % len(flow.pairs)
    if not place and len(values) == 1 and totals[in_row][1] == values[0].number != totals[0][1]:
        # 市县财政 2500 | 市县财政 2500 | 市财政 1543: one cell of a row calls the source something else.
        place = in_row
    flow.met[source] += 1
    shares = flow.shares(at, totals[place:]) if values else []
    for (measure, unit), cell in zip(flow.pairs[place:], shares, strict=False):
        if cell is not None:
            draft.amounts.append(Amount(measure, source, cell, row_unit or unit or flow.unit))


def _budget(flow: Flow, draft: Draft, source: Field, row_unit: Unit | None, at: int) -> None:
    """Read the money of a budget-stage form, which has no head over it: 年度资金总额 10."""
    # 资金情况(万元) 省级补助 1763: a part that has no total above it.
    section = flow.tokens[at - 1].label if at and flow.field(at - 1) is Field.SECTION_FUNDS else None
    opens = source is Field.TOTAL or (section is not None and unit_of(section, "row") is not None)
    cell = flow.amount(at + 1) if opens or draft.amounts else None
    # 中期资金总额, 年度资金总额: where a source stands twice in a row, the year's money is behind the second.
    second = at + 1 + len(flow.numbers(at + 1))
    again = source is not Field.OTHER_SOURCE and flow.field(second) is flow.field(at) and flow.numbers(second + 1)
    if cell is not None and not again and not any(amount.source is source for amount in draft.amounts):
        draft.amounts.append(Amount(Field.BUDGET_ADJUSTED, source, cell, row_unit or flow.unit))


def money_pair(flow: Flow, at: int) -> int:
    """Read a measure or a rate and the number behind it; gives the place behind what was read."""
    token, draft = flow.tokens[at], flow.draft
    if draft is None and token.field in MEASURES and _stands_alone(token, flow.numbers(at + 1)):
        draft = flow.open(token)
    if token.label is None or token.field is None or flow.columns or draft is None:
        return at + 1
    values = _without_remarks(flow.numbers(at + 1), token.field, draft)
    if len(values) > 1:
        return at + 1
    if token.field in RATES:
        # 预算执行(10分): points are no rate.
        if values and not values[0].plain.endswith("分"):
            draft.rates.setdefault(token.field, (values[0].cell, token.label.aside))
        return at + 1 + len(values)
    unit = unit_of(token.label, "column")
    if not any(measure is token.field for measure, _ in flow.pairs):
        flow.pairs.append((token.field, unit))
        flow.met.clear()
    elif any(amount.measure is token.field for amount in draft.amounts):
        return at + 1 + len(values)
    else:
        # The labels stood together above, and this one of them again with its value.
        flow.pairs = [(token.field, unit)]
    if values and not values[0].is_blank:
        draft.amounts.append(Amount(token.field, Field.TOTAL, values[0].cell, unit or flow.unit))
        draft.cover(token.start, values[0].end)
    return at + 1 + len(values)


def _stands_alone(label: Token, values: Sequence[Token]) -> bool:
    """Whether a label and a sum with its unit have a line each (投资总额 / 392万元): no name need stand above them."""
    return len(values) == 1 and values[0].is_money and values[0].line == label.line + 1


def _without_remarks(values: list[Token], measure: Field, draft: Draft) -> list[Token]:
    """An amount without its share of the total (执行数: 108 90%), its points, or itself again behind it."""
    if len(values) != 2:
        return values
    amount, behind = values
    progress = _is_progress(amount, behind, draft)
    if progress and measure is Field.SPENT:
        draft.rates.setdefault(Field.EXECUTION_RATE, (behind.cell, "%"))
    share = behind.is_percent and not amount.is_percent
    again = amount.is_money and amount.plain == behind.plain
    scored = measure is Field.SPENT and _is_scored(amount, behind, draft)
    return values[:1] if progress or share or again or scored else values


def _is_scored(spent: Token, points: Token, draft: Draft) -> bool:
    """Whether the second of two numbers is the points for having spent all of the budget before them."""
    totals = [amount.number for amount in draft.totals.values()]
    return points.plain in _FULL_MARKS and spent.number in totals


def _is_progress(spent: Token, rate: Token, draft: Draft) -> bool:
    """Whether the second of two numbers is the first one's share of a total that stands before them."""
    part, shown = spent.number, rate.number
    if part is None or shown is None:
        return False
    return any(is_share(part, total.number or _NONE, shown) for total in draft.totals.values())
