"""Heads of money among which some are unknown: as many heads as a row has numbers, and arithmetic that names them.

Offices put columns of their own between those of the central forms (年中调整, 小计, 资金结余率), or call a known one
otherwise. Where every row under the heads has a number for each of them, nothing has to be guessed about the columns.
"""

from __future__ import annotations

import re

from tasks.parse.forms.draft import Amount
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import MEASURES, RATES, SOURCES, Field
from tasks.parse.forms.stream import Token
from tasks.parse.forms.unnamed import named_by_arithmetic
from tasks.parse.forms.weighing import closes

_WORDS = re.compile(r"[一-龥]{2}")
_ROW = SOURCES | {Field.SUM}
_FEWEST, _MOST = 3, 14
_LEAST_KNOWN = 2
_LONGEST_HEAD = 30
# The second line of heads that broke over two: ③=①+②.
_MOST_BETWEEN = 3


def heads_by_count(flow: Flow, at: int) -> tuple[list[Token], list[Field]] | None:
    """The heads from a place on that are as many as the numbers of the first row, with what each means.

    `Field.OTHER_COLUMN` is a column that nobody asks for.
    """
    end = at
    while end < min(len(flow.tokens), at + _MOST) and _is_head(flow.tokens[end]):
        end += 1
    body = next((i for i in range(end, min(len(flow.tokens), end + _MOST_BETWEEN)) if flow.field(i) in _ROW), None)
    if body is None or not _FEWEST <= end - at <= _MOST:
        return None
    values = [token.number for token in flow.numbers(body + 1)]
    heads = flow.tokens[at:end]
    if len(values) != len(heads) or None in values:
        return None
    fields = named_by_arithmetic([head.field for head in heads], [value for value in values if value is not None])
    return (heads, fields) if fields is not None else None


def sources_by_count(flow: Flow, at: int) -> int:
    """Read sources that stand side by side over as many amounts; gives the place behind these, or `at`."""
    end = at
    while end < min(len(flow.tokens), at + _MOST) and flow.field(end) in SOURCES:
        end += 1
    heads, values = flow.tokens[at:end], flow.numbers(end)
    if (
        flow.draft is None
        or (at and flow.field(at - 1) in SOURCES)
        or len(heads) < _LEAST_KNOWN
        or len(values) != len(heads)
    ):
        return at
    in_lines = len({head.line for head in heads}) == 1 == len({value.line for value in values})
    read = [(head.field, value.number) for head, value in zip(heads, values, strict=True)]
    if not (in_lines or closes([(source, number) for source, number in read if source and number is not None])):
        return at
    measure = flow.pairs[0][0] if len(flow.pairs) == 1 and not flow.draft.amounts else Field.BUDGET_ADJUSTED
    for (source, number), value in zip(read, values, strict=True):
        if source is not None and number is not None:
            flow.draft.amounts.append(Amount(measure, source, value.cell, flow.unit))
    flow.draft.cover(heads[0].start, values[-1].end)
    return end + len(values)


def _is_head(token: Token) -> bool:
    if len(token.text) > _LONGEST_HEAD or not _WORDS.search(token.text):
        return False
    return token.field is None or token.field in MEASURES | RATES | {Field.OTHER_COLUMN, Field.WEIGHT, Field.POINTS}
