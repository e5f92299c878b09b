"""What a department's budget is made of, where forms print it as 其中: 一般公共预算:1873.66万元 under 按收入性质分."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.parse.document import Cell, Document
from tasks.parse.forms.draft import Amount, Draft
from tasks.parse.forms.labels import SOURCES, Field, label_of
from tasks.parse.numbers.amounts import parse_number

_HEAD = "按收入性质分"
_REACH = 400
_PART = re.compile(
    r"([\u4e00-\u9fff]{4,16})\s*[:：]\s*((?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*|0)(?:\.\d{1,6})?)(?![\d.%])\s*((?:万元|元)?)"
)
_END = re.compile("年度总体目标|年度绩效目标|预期目标|绩效指标")


def read_composition(draft: Draft, document: Document) -> None:
    """Add the parts of the year's budget to a form whose total alone was read."""
    totals = {amount.measure: amount for amount in draft.amounts if amount.source is Field.TOTAL}
    total = totals.get(Field.BUDGET_ADJUSTED) or totals.get(Field.BUDGET_INITIAL)
    at = document.text.find(_HEAD, draft.start) if total is not None else -1
    if at < 0 or total is None or any(amount.source is not Field.TOTAL for amount in draft.amounts):
        return
    whole = parse_number(total.cell.text.strip().rstrip("万元"))
    parts = list(_parts(document, at, total))
    values = [parse_number(part.cell.text.rstrip("万元")) for part in parts]
    if whole is not None and all(value is not None and value <= whole for value in values):
        draft.amounts.extend(parts)


def _parts(document: Document, at: int, total: Amount) -> Iterator[Amount]:
    text = document.text
    stop = _END.search(text, at, at + _REACH)
    met: set[Field] = set()
    for match in _PART.finditer(text, at + len(_HEAD), stop.start() if stop else at + _REACH):
        label = label_of(match.group(1).removeprefix("其中"))
        if label is None or label.field not in SOURCES - {Field.TOTAL, Field.OTHER_SOURCE} or label.field in met:
            continue
        met.add(label.field)
        end = match.end(3) if match.group(3) else match.end(2)
        cell = Cell(text[match.start(2) : end], match.start(2), end, total.cell.row, total.cell.column)
        yield Amount(Field.BUDGET_ADJUSTED, label.field, cell, total.unit)
