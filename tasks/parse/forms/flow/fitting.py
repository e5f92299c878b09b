"""Rows of indicators whose blank cells are lost: which columns the values that are left stand under.

A row is a name and what is left of target, result, weight, points and the rest, in the order of the heads. Most rows
can be laid out in one way that leaves no half of a pair blank (a weight without points, a result without a target). Two
bare numbers may be either pair: there the sum of the weights decides, or what the other rows of the block have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice

from tasks.parse.forms.labels import LEVELS, Field
from tasks.parse.forms.ordering import in_order
from tasks.parse.forms.row import Row, fits
from tasks.parse.forms.stream import Token

_MAX_WAYS = 400
_MOST_TOKENS = 12
_SCORES = (Field.WEIGHT, Field.POINTS)
_GOALS = (Field.TARGET, Field.ACTUAL)
# How unlikely it is that a cell of a column is blank; those of other columns often are.
_BLANK = {Field.TARGET: 3, Field.ACTUAL: 2, Field.WEIGHT: 2, Field.POINTS: 2}


def fit_rows(
    columns: Sequence[Field], rows: Sequence[Sequence[Token]], others: Sequence[Row], sums: Iterable[Decimal]
) -> list[Row | None]:
    """The cells of each row, its name first among its tokens; None where they may stand under other heads as well.

    `others` are the rows of the block that lost nothing, `sums` what all weights of the block may come to.
    """
    ways = [_best_ways(columns, row) for row in rows]
    pairs = [at for at, found in enumerate(ways) if len(found) > 1 and _is_pair(rows[at])]
    certain = [*others, *(found[0] for found in ways if len(found) == 1)]
    scored = _scores_of_pairs([rows[at] for at in pairs], certain, set(sums)) if pairs else None
    for at in pairs:
        if scored is not None:
            fields = set(_SCORES if scored else _GOALS)
            ways[at] = [way for way in ways[at] if {f for f in way if f not in LEVELS} == fields]
    return [_agreed(found) for found in ways]


def _agreed(found: Sequence[Row]) -> Row | None:
    return found[0] if len(found) == 1 else None


def _best_ways(columns: Sequence[Field], values: Sequence[Token]) -> list[Row]:
    if not 1 < len(values) <= _MOST_TOKENS:
        return []
    weighed = [(_cost(columns, row), row) for row in _ways(columns, values)]
    least = min((cost for cost, _ in weighed), default=0)
    # Of two bare numbers, even those that repeat each other may be a goal that was met.
    margin = 4 if _is_pair(values) and Field.WEIGHT in columns else 0
    return [row for cost, row in weighed if cost <= least + margin]


def _is_pair(values: Sequence[Token]) -> bool:
    return len(values) == 3 and values[1].is_number and values[2].is_number


def _ways(columns: Sequence[Field], values: Sequence[Token]) -> list[Row]:
    """Every way to put the values under heads in their order, the first under the last level."""
    name = next((field for field in reversed(columns) if field in LEVELS), None)
    if name is None:
        return []
    rest = [field for field in columns if field not in LEVELS]
    found = in_order(len(rest), len(values) - 1, lambda column, at: fits(rest[column], values[at + 1], {}))
    ways = [[rest[column] for column in way] for way in islice(found, _MAX_WAYS + 1)]
    if len(ways) > _MAX_WAYS:
        return []
    rows = ({name: values[0], **dict(zip(way, values[1:], strict=True))} for way in ways if len({*way}) == len(way))
    return [row for row in rows if all(fits(field, row[field], row) for field in _SCORES if field in row)]


def _cost(columns: Sequence[Field], row: Row) -> int:
    cost = sum(weight for field, weight in _BLANK.items() if field in columns and field not in row)
    for pair in (_SCORES, _GOALS):
        if set(pair) <= set(columns):
            cost += 2 * (len(set(pair) & set(row)) == 1)
            first, second = (row.get(field) for field in pair)
            cost -= 3 * (first is not None and second is not None and first.plain == second.plain)
    return cost


def _scores_of_pairs(pairs: Sequence[Sequence[Token]], certain: Sequence[Row], sums: set[Decimal]) -> bool | None:
    """Whether the pairs of bare numbers are weights and points (else goals and results); None where nothing tells."""
    known = [_weight(row[Field.WEIGHT]) for row in certain if Field.WEIGHT in row]
    paired = [_weight(values[1]) for values in pairs]
    if any((_weight(values[2])) > _weight(values[1]) for values in pairs):
        return False
    without, with_pairs = sum(known, Decimal(0)), sum(known + paired, Decimal(0))
    if (with_pairs in sums) != (without in sums):
        return with_pairs in sums
    bare = any(token is not None and token.is_number for row in certain for token in map(row.get, _GOALS))
    # Where goals are written with their units, bare numbers are points.
    goals = any(Field.TARGET in row for row in certain)
    return True if goals and not bare and with_pairs <= max(sums, default=Decimal(0)) else None


def _weight(token: Token) -> Decimal:
    return token.number or Decimal(0)
