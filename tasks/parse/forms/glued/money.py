"""The money of a form whose cells ran together: heads in their order, and a run of digits behind each source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import islice, takewhile

from tasks.parse.alternation import any_of
from tasks.parse.document import Cell, Document
from tasks.parse.forms.closing import Piece, lay_apart
from tasks.parse.forms.draft import Amount, Draft
from tasks.parse.forms.flow.money import money_head, money_pair, money_row, settle
from tasks.parse.forms.glued.text import ASIDE, FUNDS_END, Plain
from tasks.parse.forms.glued.tokens import AMOUNT, HEAD, MEASURE_HEAD, SOURCE_LABEL, Digits, GluedFlow
from tasks.parse.forms.labels import MEASURES, RATES, SOURCES, Field, label_of, words_of
from tasks.parse.forms.stream import Token
from tasks.parse.forms.units import unit_above, unit_near
from tasks.parse.forms.weighing import closes, cut_scored_rate
from tasks.parse.numbers.amounts import parse_number

_NEAR = 200
_MAX_TOTALS = 50
_NONE = Decimal(0)

# The first head is written out before the others: where a pattern begins with letters and not with a repetition, the
# engine looks for those letters first, which is ten times as fast.
_MEASURE = rf"{MEASURE_HEAD}{ASIDE}"
TWO_MEASURES = re.compile(rf"{_MEASURE}{_MEASURE}(?=\d|{SOURCE_LABEL})")
HEADS = re.compile(rf"{HEAD}{ASIDE}(?:{HEAD}{ASIDE}){{2,}}|{TWO_MEASURES.pattern}")
_PAIR = rf"{any_of(words_of(MEASURES))}{ASIDE}:?\d[\d.,]*(?:万元?|元)?"
PAIRS = re.compile(rf"{_PAIR}(?:{_PAIR}|{SOURCE_LABEL})+")
# 年度资金总额10606.75万元财政拨款:6923.36万元, of forms that have no heads over their money.
_BARE_TOTAL = re.compile(
    rf"{any_of(words_of({Field.TOTAL, Field.PLANNED}))}{ASIDE}:?((?:[1-9][\d,]*)(?:\.\d{{1,6}})?)(?![\d.,%万元年月])"
)
_SOURCE = re.compile(SOURCE_LABEL)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万?元|%)?")
_USED = re.compile("使用|支出|执行")
_SCORED = {Field.EXECUTION_RATE, Field.WEIGHT, Field.POINTS}


def read_money(document: Document, plain: Plain, start: int, end: int, draft: Draft) -> None:
    """Read the money of the form between two places."""
    unit = unit_above(document, plain.origin[start]) or unit_near(document, plain.origin[start], plain.origin[end - 1])
    flow = GluedFlow(document, plain, start, end, draft, unit)
    heads = HEADS.search(plain.text, start, end)
    first = plain.origin[heads.start()] if heads is not None else None
    at = 0
    while at < len(flow.tokens):
        at = _step(flow, draft, at, first)
    settle(flow)
    if flow.tells_use and not _adds_up(draft, Field.SPENT):
        draft.amounts = [amount for amount in draft.amounts if amount.measure is not Field.SPENT]
    ended = any(map(_ends, flow.tokens))
    only_budget = all(amount.measure is Field.BUDGET_ADJUSTED for amount in draft.amounts)
    if (
        not ended
        and only_budget
        and Field.BUDGET_ADJUSTED in draft.totals
        and not _adds_up(draft, Field.BUDGET_ADJUSTED)
    ):
        # Nothing but their sum says that these are the parts of a form that has no further head.
        draft.amounts.clear()
    if Field.EXECUTION_RATE not in draft.rates and draft.columns.issuperset(_SCORED):
        _read_scored_rate(flow, draft)
    if ended and not draft.amounts and not draft.rates:
        _complete(flow, draft)


def _step(flow: GluedFlow, draft: Draft, at: int, heads: int | None) -> int:
    token = flow.tokens[at]
    found = token.field
    if _ends(token):
        settle(flow)
        flow.is_open = False
    elif flow.pairs and found is None and not isinstance(token, Digits):
        # Other words stand behind the last of the sources.
        flow.pairs, flow.is_open = [], False
    elif token.start == heads:
        flow.is_open = True
        return max(at + 1, money_head(flow, at))
    elif found in MEASURES and _is_pair(flow, at):
        flow.is_open = True
        return money_pair(flow, at)
    elif found is Field.SECTION_FUNDS and _USED.search(token.text) and (used := _use(flow, at)) is not None:
        # 资金使用情况 合计 109.8: of sources that stand twice behind it, the second is what was used.
        draft.amounts.append(Amount(Field.SPENT, Field.TOTAL, used, flow.unit))
        flow.pairs, flow.tells_use = [(Field.BUDGET_ADJUSTED, None), (Field.SPENT, None)], True
        return at + 3
    elif flow.is_open and (found in SOURCES or (found is Field.SUM and flow.columns)):
        return money_row(flow, at)
    return at + 1


def _ends(token: Token) -> bool:
    return FUNDS_END.fullmatch(token.text) is not None


def _is_pair(flow: GluedFlow, at: int) -> bool:
    """Whether a measure and a number stand together: behind others, or before others or the sources of the money."""
    values = flow.numbers(at + 1)
    if flow.columns or not values or values[0].number is None:
        return False
    behind = flow.field(at + 2)
    return bool(flow.pairs) or behind in SOURCES or (behind in MEASURES and bool(flow.numbers(at + 3)))


def _use(flow: GluedFlow, at: int) -> Cell | None:
    """The sum of what was used, behind a section that tells of it and of the budget."""
    total = at + 2 < len(flow.tokens) and flow.field(at + 1) in (Field.SUM, Field.TOTAL)
    return flow.amount(at + 2) if total and flow.draft is not None and flow.draft.totals else None


def _adds_up(draft: Draft, measure: Field) -> bool:
    """Whether the parts of a measure make its total."""
    return closes([(a.source, a.number or _NONE) for a in draft.amounts if a.measure is measure])


def _read_scored_rate(flow: GluedFlow, draft: Draft) -> None:
    """Read the rate from the end of a row whose amounts are damaged: 79.27|10|7.93, where points follow from rate."""
    heads = next((at for at in range(len(flow.tokens)) if flow.field(at) is Field.EXECUTION_RATE), 0)
    money = takewhile(lambda token: not _ends(token), flow.tokens[heads:])
    runs = (token for token in money if isinstance(token, Digits))
    found = [flow.part([run], span) for run in runs if (span := cut_scored_rate(run.text)) is not None]
    if found and len({cell.text for cell in found}) == 1:
        draft.rates[Field.EXECUTION_RATE] = (found[0], "%")


def _complete(flow: GluedFlow, draft: Draft) -> None:
    """全年预算数(A)300全年执行数(B)执行率(B/A)自治区补助300万元259.45万元86.5%: values behind heads of others."""
    money = list(takewhile(lambda token: not _ends(token), flow.tokens))
    total = next((at for at, token in enumerate(money) if token.field in SOURCES | {Field.SUM}), len(money))
    heads = [Piece(token.cell, token.field) for token in money[total:] if token.field in MEASURES | RATES]
    figures = [
        Piece(flow.part([run], match.span()), None, parse_number(match[0].rstrip("万元%")), match[0].endswith("%"))
        for run in money[total:]
        if isinstance(run, Digits)
        for match in _FIGURE.finditer(run.text)
    ]
    lay_apart(draft, [*heads, *figures], flow.unit)


def closed_budgets(text: str) -> Iterator[int]:
    """Where a total stands that the sources behind it add up to: 资金总额:2430.30负责人电话:…财政拨款:2430.30."""
    for total in islice(_BARE_TOTAL.finditer(text), _MAX_TOTALS):
        stop = FUNDS_END.search(text, total.end(), total.end() + _NEAR)
        parts = [(Field.TOTAL, parse_number(total.group(1)) or _NONE)]
        for match in _SOURCE.finditer(text, total.end(), stop.start() if stop else total.end() + _NEAR):
            label, number = label_of(match.group()), AMOUNT.match(text, match.end())
            if label is not None and number is not None:
                parts.append((label.field, parse_number(number.group(1).rstrip("万元")) or _NONE))
        if closes(parts):
            yield total.start()
