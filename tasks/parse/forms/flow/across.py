"""Tables of a whole body's money by source (see `listing.across`) that were lost."""

from __future__ import annotations

import re

from tasks.parse.forms.draft import Amount
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import Field
from tasks.parse.forms.listing.across import is_evaluation, leaf_of, whole_of
from tasks.parse.forms.listing.rows import place

_AMONG = re.compile(r"其\s*中[:：]?")
_MOST_HEADS = 16


def across_block(flow: Flow, at: int) -> int:
    """Read the row of all bodies together under such heads; gives the place behind it, or `at` where there is none."""
    measure = whole_of(flow.tokens[at].text)
    body = _body(flow, at) if measure is not None and is_evaluation(flow.document) else None
    if measure is None or body is None:
        return at
    leaves = [leaf_of(token.text, measure) for token in flow.tokens[at:body] if not _AMONG.fullmatch(token.plain)]
    values = flow.numbers(body + 1)
    if len(values) > len(leaves):
        return at
    placed = place(leaves, values, flow.document.text) if measure is Field.RECEIVED else {0: values[0]}
    draft = flow.open(flow.tokens[at])
    for column, value in sorted(placed.items()):
        if leaves[column].field is not None and not value.is_blank:
            draft.amounts.append(Amount(measure, leaves[column].source, value.cell, flow.unit))
    draft.cover(values[0].start, values[-1].end)
    return body + 1 + len(values)


def _body(flow: Flow, at: int) -> int | None:
    """The place of the first row's name: words with a number behind them."""
    if at + 1 < len(flow.tokens) and (flow.tokens[at + 1].is_number or flow.tokens[at + 1].is_money):
        # The sum of a list of uses, and no head.
        return None
    for place_ in range(at + 2, min(at + _MOST_HEADS, len(flow.tokens) - 1)):
        if flow.tokens[place_ + 1].is_number:
            return place_
    return None
