"""Which cell of a list's row stands under which head, where the cells that are blank are lost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice, pairwise

from tasks.parse.forms.labels import INFO, MEASURES, RATES, Field
from tasks.parse.forms.listing.heads import FIGURES, SCORES, Leaf
from tasks.parse.forms.ordering import in_order
from tasks.parse.forms.stream import Token
from tasks.parse.numbers.amounts import parse_number

Placed = dict[int, Token]
_GRADE = re.compile(r"(?:[优良中差][秀好等]?|合格|及格|一般|不合格|较差)(?:[(（][一-龥]{1,4}[)）])?")
_MOST_WAYS = 2000
_FULL = Decimal(100)
_WORDS = frozenset({Field.NAME, Field.UNIT, Field.DEPARTMENT, Field.WHOLE_UNIT})


def place_row(leaves: Sequence[Leaf], row: Sequence[Token], text: str) -> Placed:
    """The cells by their column, as far as all ways agree that the row's gaps and sums allow; none without a name."""
    name = next(at for at, leaf in enumerate(leaves) if leaf.field is Field.NAME)
    agreed = place(leaves, row, text, frozenset({name}))
    return agreed if name in agreed and any(leaves[at].field in FIGURES | {Field.GRADE} for at in agreed) else {}


def place(leaves: Sequence[Leaf], row: Sequence[Token], text: str, filled: frozenset[int] = frozenset({0})) -> Placed:
    """The cells by their column as far as all ways agree, of which none leaves a column blank that must be filled."""
    found = in_order(len(leaves), len(row), lambda column, cell: fits(leaves[column], row[cell]))
    ways = [dict(zip(way, row, strict=True)) for way in islice(found, _MOST_WAYS + 1)]
    if len(ways) > _MOST_WAYS:
        return {}
    ways = [way for way in ways if filled <= way.keys()]
    if len(row) < len(leaves):
        ways = _as_the_gaps_say(ways, row, text) or ways
    if not ways:
        return {}
    return {at: cell for at, cell in ways[0].items() if all(_same(way.get(at), cell) for way in ways[1:])}


def _same(other: Token | None, cell: Token) -> bool:
    return other is not None and other.plain == cell.plain


def fits(leaf: Leaf, token: Token) -> bool:
    """Whether a cell may stand under a head by its kind: a number, a rate, a grade or words."""
    if token.is_blank or leaf.field is None:
        return True
    if leaf.field in MEASURES:
        return token.is_number or token.is_money
    if leaf.field in RATES:
        return token.is_number or token.is_percent
    if leaf.field in SCORES:
        return token.is_number and 0 <= (parse_number(token.plain.removesuffix("分")) or 0) <= 2 * _FULL
    if leaf.field is Field.GRADE:
        return bool(_GRADE.fullmatch(token.plain))
    if leaf.field in _WORDS:
        return not (token.is_number or token.is_percent or token.is_money or _GRADE.fullmatch(token.plain))
    return leaf.field in INFO or not _GRADE.fullmatch(token.plain)


def _as_the_gaps_say(ways: Sequence[Placed], row: Sequence[Token], text: str) -> list[Placed]:
    """The ways that leave columns blank just where more than between other cells stands between two.

    Where bars part the cells, they tell how many columns are blank.
    """
    gaps = [text[a.end : b.start] for a, b in pairwise(row)]
    bars = [gap.count("|") for gap in gaps]
    lines = [gap.count("\n") for gap in gaps]
    counted = bool(bars) and min(bars) > 0
    sizes = bars if counted else lines
    blank = [size - min(sizes) for size in sizes]
    skipped = [(way, [b - a - 1 for a, b in pairwise(sorted(way))]) for way in ways]
    if counted:
        return [way for way, columns in skipped if columns == blank]
    return [way for way, columns in skipped if [bool(count) for count in columns] == [bool(size) for size in blank]]
