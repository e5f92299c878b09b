"""What a sum is made of, where forms say source and amount in one cell: 其中: 一般公共预算:1873.66万元.

Hunan's forms break the year's budget down so under 按收入性质分, or in a numbered list behind its total, whatever
became of their cells. The amounts are parts of the budget and of nothing else; where more numbers follow
on the line, they are a row of a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks.parse.document import Cell, Document
from tasks.parse.forms.draft import Amount, Draft
from tasks.parse.forms.labels import BUDGETS, SOURCES, Field, label_of
from tasks.parse.numbers.amounts import parse_number

_HEAD = "按收入性质分"
_REACH = 400
_AMOUNT = r"(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?:\.\d{1,6})?"
_SAID = re.compile(
    r"(?<![^一二三四五六七八九十\d]、)(?<![和及与])([\u4e00-\u9fff]{2,16})\s*(?:[(（][^()（）\d]{1,24}[)）]\s*)?"
    rf"(?:[:：]\s*({_AMOUNT})(?![\d.%])\s*((?:万元|元)?)|({_AMOUNT})\s*(万元))(?![ \t|]*\d+(?:[.,]\d|\s|$))"
)
_END = re.compile(r"年度总体目标|年度绩效目标|预期目标|绩效指标|项目概况|起止时间|立项依据|情况说明")
_Part = tuple[Amount, Decimal]


def read_composition(draft: Draft, document: Document) -> None:
    """Add to a form's budget the parts that it states behind the sum."""
    totals = draft.totals
    total = next((totals[measure] for measure in BUDGETS if measure in totals), None)
    whole = total.number if total is not None else None
    if total is None or not whole:
        return
    at = document.text.find(_HEAD, draft.start)
    behind = at + len(_HEAD) if at >= 0 else total.cell.end
    found = list(_parts(document, behind, total))
    values = [value for _, value in found]
    if not found or any(value > whole for value in values) or (at < 0 and sum(values) != whole):
        return
    stated = {
        amount.source for amount in draft.amounts if amount.measure is total.measure and amount.cell != total.cell
    }
    named = {part.source for part, value in found if value}
    draft.amounts += [
        part for part, value in found if part.source not in stated and (value or part.source not in named)
    ]


def _parts(document: Document, at: int, total: Amount) -> Iterator[_Part]:
    text = document.text
    stop = _END.search(text, at, at + _REACH)
    for match in _SAID.finditer(text, at, stop.start() if stop else at + _REACH):
        source = _source(match.group(1))
        number = 2 if match.group(2) else 4
        value = parse_number(match.group(number))
        if source is not None and value is not None:
            start, end = match.start(number), match.end(number + 1)
            cell = Cell(text[start:end], start, end, total.cell.row, total.cell.column)
            yield Amount(total.measure, source, cell, total.unit), value


def _source(words: str) -> Field | None:
    """Whose money words name; 预算资金 beside 自有资金 is the treasury's, and uses of money are nobody's."""
    label = label_of(words.removeprefix("其中"))
    if label is None:
        return None
    if label.field is Field.BUDGET_ADJUSTED and words.endswith("预算资金"):
        return Field.FISCAL
    return label.field if label.field in SOURCES - {Field.TOTAL, Field.OTHER_SOURCE} else None
