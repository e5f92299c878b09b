"""A form whose table was lost, while it is walked over token by token."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice, takewhile

from tasks.parse.document import Cell, Document
from tasks.parse.forms.columns import Column
from tasks.parse.forms.cutting import Span
from tasks.parse.forms.draft import Draft, Unit
from tasks.parse.forms.flow.placing import Values
from tasks.parse.forms.labels import Field, squeeze
from tasks.parse.forms.stream import Token, tokens
from tasks.parse.forms.titles import year_in
from tasks.parse.forms.units import unit_above
from tasks.parse.forms.weighing import Row
from tasks.parse.record import record

LAYOUT = "form.flow"
# More numbers than these in a row are no row of a form.
_LONGEST_ROW = 24
# Lines above a form in which its title and year stand.
_CONTEXT = 300
_OWN_UNIT = re.compile(r"\d[\d.,]*\s*[万亿元]")


@record
class FundRow:
    """A source of money under the heads in force, and the values behind it."""

    label: Token
    source: Field
    values: Sequence[Token]
    unit: Unit | None


class Flow:
    """The tokens of a document, and what is known at one of them from those before it.

    `columns` are the heads of money in force and `rows` those under them, `pairs` the measures named beside each other
    and `met` how often each source was met since.
    """

    def __init__(self, document: Document, found: list[Token] | None = None) -> None:
        self.document = document
        self.tokens = tokens(document) if found is None else found
        self.drafts: list[Draft] = []
        self.draft: Draft | None = None
        self.unit: Unit | None = None
        self.columns: list[Column] = []
        self.pairs: list[tuple[Field, Unit | None]] = []
        self.met: Counter[Field] = Counter()
        self.rows: list[FundRow] = []

    def open(self, token: Token) -> Draft:
        """The form that a token belongs to, begun with it where there is none."""
        if self.draft is None:
            above = self.document.text[max(0, token.start - _CONTEXT) : token.start]
            self.draft = Draft(token.start, token.end, LAYOUT, above)
            year = year_in(above)
            self.draft.year = (year, "title") if year else None
            self.unit = unit_above(self.document, token.start)
            self.columns, self.pairs = [], []
            self.drafts.append(self.draft)
        self.draft.cover(token.start, token.end)
        return self.draft

    def field(self, at: int) -> Field | None:
        """What the token at a place names; None behind the last."""
        return self.tokens[at].field if at < len(self.tokens) else None

    def cell(self, words: Sequence[Token]) -> Cell:
        """The words of a value as one cell."""
        start, end = words[0].start, words[-1].end
        # 项 目 名 称 : 某 某 项 目: the colon of a label that is set wide stands apart from it.
        while start < end - 1 and self.document.text[start] in ":： ":
            start += 1
        return Cell(squeeze(self.document.text[start:end]), start, end, words[0].line, 0)

    def numbers(self, at: int) -> list[Token]:
        """The numbers and dashes from a place on."""

        def holds(token: Token) -> bool:
            return token.is_number or token.is_percent or token.is_money or token.is_blank

        return list(takewhile(holds, islice(self.tokens, at, at + _LONGEST_ROW)))

    # What is asked of numbers: where cells ran together, they are cut here as they are needed.

    def is_row(self, at: int, columns: int) -> bool:
        """Whether amounts stand at a place where heads of so many `columns` end."""
        return at < len(self.tokens) and (self.tokens[at].is_number or self.tokens[at].is_money)

    def row(self, source: Field, values: Sequence[Token]) -> Row:
        """The values behind the label of a source, to be placed under heads."""
        return Values(source, tuple(values))

    def part(self, values: Sequence[Token], span: Span) -> Cell:
        """The cell of one of the values that were placed."""
        return values[span[0]].cell

    def amount(self, at: int) -> Cell | None:
        """The amount at a place, alone behind its source."""
        token = self.tokens[at]
        holds = token.is_number or token.is_money or token.is_percent or token.is_blank
        return token.cell if holds or _OWN_UNIT.match(token.plain) else None

    def shares(self, at: int, totals: Sequence[tuple[Field, Decimal]]) -> list[Cell | None]:
        """What a source has of each of these totals, from a place on."""
        return [None if value.is_blank else value.cell for value in self.numbers(at)]
