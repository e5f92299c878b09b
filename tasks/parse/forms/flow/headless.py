"""Rows of indicators whose heads stand on a page that is lost: the names of levels, the signs and the units tell them.

A row with a sign has the columns of the budget system (sign, goal, unit, result, weight); one without is name, goal and
result.
"""

from __future__ import annotations

from itertools import takewhile

from tasks.parse.forms.flow.rows import read_rows
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import LEVELS, Field
from tasks.parse.forms.levels import second_level
from tasks.parse.forms.row import fits
from tasks.parse.numbers.points import parse_points

_SIGNED = (*LEVELS[:3], Field.OPERATOR, Field.TARGET, Field.TARGET_UNIT, Field.ACTUAL, Field.WEIGHT)
_PLAIN = (*LEVELS[:3], Field.TARGET, Field.ACTUAL)
_FEWEST = 3
_FULL = 100


def rows_without_heads(flow: Flow) -> None:
    """Open a form for the rows of a page that begins inside of one; nothing where it has heads, or too few rows."""
    in_table = "|" in flow.document.text or any(block.grid is not None for block in flow.document.blocks)
    if not in_table or any(draft.lines or Field.NAME in draft.info for draft in flow.drafts):
        # The rows above another form are of a project that nobody knows.
        return
    fields = [token.field for token in flow.tokens]
    kinds = [at for at, token in enumerate(flow.tokens) if second_level(token.text)]
    if len(kinds) < _FEWEST or {*fields} & {*LEVELS, Field.TARGET, Field.ACTUAL}:
        return
    signs = sum(fits(Field.OPERATOR, token, {}) for token in flow.tokens)
    columns = _SIGNED if signs >= _FEWEST else _PLAIN
    body = max(0, kinds[0] - 1)
    end = body + sum(1 for _ in takewhile(lambda at: _is_of_table(flow, at), range(body, len(flow.tokens))))
    lines = list(read_rows(flow, columns, body, end, lined=False))
    weights = [parse_points(line.weight.text) or 0 for line in lines if line.weight is not None]
    if len(lines) < _FEWEST or sum(weights) > _FULL:
        return
    flow.draft = None
    draft = flow.open(flow.tokens[body])
    draft.lines, draft.columns = lines, {*columns}
    draft.cover(lines[0].start, max(line.end for line in lines))


def _is_of_table(flow: Flow, at: int) -> bool:
    """Whether a cell may be one of the rows; prose and the sum of the points stand behind them."""
    token = flow.tokens[at]
    behind = flow.tokens[at + 1].start if at + 1 < len(flow.tokens) else token.end
    is_sentence = token.text.endswith("。") and "|" not in flow.document.text[token.end : behind]
    return token.field is not Field.SUM and not is_sentence
