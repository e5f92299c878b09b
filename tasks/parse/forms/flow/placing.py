"""Which value stands under which head where blank cells are lost: every way to place the values of a row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.forms.cutting import Cut, Span
from tasks.parse.forms.labels import MEASURES, RATES, Field
from tasks.parse.forms.stream import Token
from tasks.parse.record import record

_MAX_WAYS = 5000
_MOST_POINTS = Decimal(120)


def number_of(token: Token) -> Decimal | None:
    """The number of a token, its unit and its signs set aside."""
    text = token.plain.replace(",", "").rstrip("%‰分元万亿 ")
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


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
        found: list[Cut] = []
        tokens = self.tokens

        def walk(column: int, at: int, left: int, spans: dict[int, Span], values: dict[int, Decimal]) -> None:
            if len(columns) - column < len(tokens) - at or len(found) > _MAX_WAYS:
                return
            if column == len(columns):
                found.append(Cut(dict(spans), dict(values), blanks - left))
                return
            token = tokens[at] if at < len(tokens) else None
            empty = columns[column] in unused
            if token is not None and (token.is_blank or (not empty and _fits(columns[column], token))):
                value = None if token.is_blank else number_of(token)
                if value is not None:
                    spans[column], values[column] = (at, at + 1), value
                walk(column + 1, at + 1, left, spans, values)
                spans.pop(column, None)
                values.pop(column, None)
            if left or empty:
                walk(column + 1, at, left - (not empty), spans, values)

        walk(0, 0, blanks, {}, {})
        return found if len(found) <= _MAX_WAYS else []


def _fits(field: Field, token: Token) -> bool:
    if token.is_percent:
        return field in RATES or field is Field.OTHER_COLUMN
    if field in MEASURES:
        return token.is_number or token.is_money
    value = number_of(token)
    if token.is_money or value is None:
        return False
    return field not in (Field.WEIGHT, Field.POINTS) or 0 <= value <= _MOST_POINTS
