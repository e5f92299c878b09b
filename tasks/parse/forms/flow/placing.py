"""Which value stands under which head where blank cells are lost: every way to place the values of a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import islice

from tasks.parse.forms.cutting import Cut, Span
from tasks.parse.forms.labels import MEASURES, RATES, Field
from tasks.parse.forms.ordering import Way, in_order
from tasks.parse.forms.stream import Token
from tasks.parse.record import record

_MAX_WAYS = 5000
_MOST_POINTS = Decimal(120)


@record
class Values:
    """The values behind a label of a block of money, each a cell of its own; places are their numbers in the row."""

    source: Field
    tokens: tuple[Token, ...]

    is_cut = True

    @property
    def has_rate(self) -> bool:
        """Whether a value is written as a rate."""
        return any(token.is_percent for token in self.tokens)

    def written(self, span: Span) -> str:
        """The text of a value."""
        return self.tokens[span[0]].plain

    def ways(self, columns: Sequence[Field], blanks: int, unused: frozenset[Field] = frozenset()) -> list[Cut]:
        """Every way to put the values under heads in their order, so many heads at most left blank."""
        tokens = self.tokens

        def holds(column: int, at: int) -> bool:
            return tokens[at].is_blank or (columns[column] not in unused and _fits(columns[column], tokens[at]))

        ways = list(islice(in_order(len(columns), len(tokens), holds), _MAX_WAYS + 1))
        cuts = [self._cut(way, columns, unused) for way in ways] if len(ways) <= _MAX_WAYS else []
        return [cut for cut in cuts if cut.blanks <= blanks]

    def _cut(self, way: Way, columns: Sequence[Field], unused: frozenset[Field]) -> Cut:
        filled = [(column, at, self.tokens[at].number) for at, column in enumerate(way)]
        known = [(column, at, value) for column, at, value in filled if not self.tokens[at].is_blank]
        blanks = sum(field not in unused for column, field in enumerate(columns) if column not in way)
        values = {column: value for column, _, value in known if value is not None}
        return Cut({column: (at, at + 1) for column, at, _ in known if column in values}, values, blanks)


def _fits(field: Field, token: Token) -> bool:
    if token.is_percent:
        return field in RATES or field is Field.OTHER_COLUMN
    if field in MEASURES:
        return token.is_number or token.is_money
    value = token.number
    if token.is_money or value is None:
        return False
    return field not in (Field.WEIGHT, Field.POINTS) or 0 <= value <= _MOST_POINTS
