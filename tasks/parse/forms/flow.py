"""Forms whose tables were lost: labels in their printed order, and the values between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from tasks.parse.document import Cell, Document
from tasks.parse.forms.align import align
from tasks.parse.forms.columns import points_named
from tasks.parse.forms.draft import Amount, Draft, Execution, Line, Unit
from tasks.parse.forms.labels import (
    INDICATOR_COLUMNS,
    INFO,
    LEVELS,
    MEASURES,
    RATES,
    SECTIONS,
    SOURCES,
    Field,
    squeeze,
)
from tasks.parse.forms.levels import first_level, second_level
from tasks.parse.forms.rows import Row, leaves_of_tree, parse_rows
from tasks.parse.forms.stream import Token, is_level, tokens
from tasks.parse.forms.titles import year_in
from tasks.parse.forms.units import unit_above, unit_of

LAYOUT = "form.flow"
_FUND_HEADS = MEASURES | RATES | {Field.WEIGHT, Field.POINTS, Field.REASON, Field.OTHER_COLUMN}
_BODY_HEADS = (INDICATOR_COLUMNS | RATES) - {Field.BAND}
_OWN_UNIT = re.compile(r"\d[\d.,]*\s*[万亿元]")
# More words or numbers than these are no value and no row of a form.
_LONGEST_VALUE = 60
_LONGEST_ROW = 24
# Lines above a form in which its title and year stand.
_CONTEXT = 300


def read_flow(document: Document) -> tuple[Draft, ...]:
    """The forms of a document that are no tables any more, in their order."""
    return tuple(draft for draft in _Reader(document).read() if not draft.is_empty or Field.NAME in draft.info)


class _Reader:
    """Walks over the tokens of a document from the first label of a form on."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tokens = tokens(document)
        self.drafts: list[Draft] = []
        self.draft: Draft | None = None
        self.unit: Unit | None = None
        self.columns: list[tuple[Field, Unit | None, str]] = []
        self.pairs: list[tuple[Field, Unit | None]] = []
        self.met: Counter[Field] = Counter()

    def read(self) -> list[Draft]:
        at = 0
        while at < len(self.tokens):
            at = self._step(at)
        return self.drafts

    def _open(self, token: Token) -> Draft:
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

    def _field(self, at: int) -> Field | None:
        return self.tokens[at].field if at < len(self.tokens) else None

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        found = token.field
        if found is None:
            return at + 1
        if found in LEVELS and (end := self._indicator_head(at)) > at:
            return self._indicators(at, end)
        if found in (MEASURES | RATES | {Field.NAME}) and (end := self._fund_head(at)) > at:
            return end
        if found in MEASURES | RATES:
            return self._pair(at)
        if found in SOURCES or (found is Field.SUM and self.columns):
            return self._source(at)
        if found is Field.SECTION_FUNDS and token.label and (unit := unit_of(token.label, "row")):
            self.unit = unit
        if found in SECTIONS and found is not Field.SECTION_FUNDS:
            self.columns = []
        if found in INFO:
            return self._inform(at)
        return at + 1

    # Names

    def _inform(self, at: int) -> int:
        token = self.tokens[at]
        found = token.field
        values = self._value(at + 1, token)
        if not values or found is None:
            return at + 1
        cell = self._joined(values)
        starts = found is Field.NAME and self.draft is not None
        if starts and self.draft is not None and (found in self.draft.info or not self.draft.is_empty):
            self.draft = None
        if self.draft is None and found not in (Field.NAME, Field.UNIT, Field.WHOLE_UNIT):
            return at + 1 + len(values)
        draft = self._open(token)
        draft.cover(values[0].start, values[-1].end)
        draft.info.setdefault(found, cell)
        return at + 1 + len(values)

    def _value(self, at: int, label: Token) -> list[Token]:
        """The tokens of a value: the next cell, or the words of its line up to the next label."""
        if at >= len(self.tokens) or self.tokens[at].label or is_level(self.tokens[at]):
            return []
        first = self.tokens[at]
        if first.line - label.line > 3:
            return []
        same = takewhile(lambda t: t.piece == first.piece and not t.label, islice(self.tokens, at, at + _LONGEST_VALUE))
        return list(same)

    def _joined(self, values: Sequence[Token]) -> Cell:
        start, end = values[0].start, values[-1].end
        return Cell(squeeze(self.document.text[start:end]), start, end, values[0].line, 0)

    # Money

    def _fund_head(self, at: int) -> int:
        """Read a head of money columns; gives the place behind it, or `at` where there is none."""
        first = at
        while first and self._field(first - 1) is Field.OTHER_COLUMN:
            first -= 1
        heads: list[Token] = self.tokens[first:at]
        end = at
        while end < len(self.tokens) and self._field(end) in _FUND_HEADS | {Field.NAME}:
            heads.append(self.tokens[end])
            end += 1
        fields = [head.field for head in heads]
        if Field.NAME in fields or sum(f in MEASURES for f in fields) + sum(f in RATES for f in fields) < 2:
            return at
        if not any(f in MEASURES for f in fields) or self._values_follow(heads, end):
            return at
        self._open(heads[0])
        self.columns = [
            (head.field, unit_of(head.label, "column"), head.label.aside)
            for head in heads
            if head.label and head.field is not None
        ]
        self.pairs = []
        assert self.draft is not None  # noqa: S101 - opened two lines above
        self.draft.columns |= {c[0] for c in self.columns}
        return end

    def _values_follow(self, heads: Sequence[Token], end: int) -> bool:
        """Whether money follows at once, so that the heads are labels of blank cells beside each other."""
        return end < len(self.tokens) and (self.tokens[end].is_number or self.tokens[end].is_money)

    def _numbers(self, at: int) -> list[Token]:
        def holds(token: Token) -> bool:
            return token.is_number or token.is_percent or token.is_money or token.is_blank

        return list(takewhile(holds, islice(self.tokens, at, at + _LONGEST_ROW)))

    def _source(self, at: int) -> int:
        token = self.tokens[at]
        values = self._numbers(at + 1)
        if self.draft is None or token.field is None or token.label is None:
            return at + 1 + len(values)
        source = Field.TOTAL if token.field is Field.SUM else token.field
        row_unit = unit_of(token.label, "row")
        draft = self.draft
        if self.columns:
            fields = [c[0] for c in self.columns]
            found = align(fields, values)
            if source is Field.TOTAL and draft.execution is None:
                draft.execution = self._execution(token, found)
            for column, value in found.items():
                field, unit, aside = self.columns[column]
                if value.is_blank:
                    continue
                if field in MEASURES:
                    draft.amounts.append(Amount(field, source, value.cell, unit or row_unit or self.unit))
                elif field in RATES and source is Field.TOTAL:
                    draft.rates.setdefault(field, (value.cell, aside))
        elif self.pairs:
            place = self.met[source]
            self.met[source] += 1
            for offset, value in enumerate(values):
                if place + offset < len(self.pairs) and not value.is_blank:
                    measure, unit = self.pairs[place + offset]
                    draft.amounts.append(Amount(measure, source, value.cell, row_unit or unit or self.unit))
        else:
            opened = source is Field.TOTAL or any(a.source is Field.TOTAL for a in draft.amounts)
            beside = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
            if opened and beside is not None and len(values) <= 1 and (values or _OWN_UNIT.match(beside.plain)):
                draft.amounts.append(Amount(Field.BUDGET_ADJUSTED, source, beside.cell, row_unit or self.unit))
        if values:
            draft.cover(token.start, values[-1].end)
        return at + 1 + len(values)

    def _execution(self, label: Token, found: Mapping[int, Token]) -> Execution | None:
        """The points of the execution rate in the row of the money's totals."""
        cells = {
            self.columns[column][0]: value.cell
            for column, value in found.items()
            if self.columns[column][0] in (Field.WEIGHT, Field.POINTS) and not value.is_blank
        }
        if not cells:
            return None
        stated = next((points_named(aside) for field, _, aside in self.columns if field is Field.POINTS), None)
        end = max(cell.end for cell in cells.values())
        return Execution(label.start, end, cells.get(Field.WEIGHT), cells.get(Field.POINTS), stated)

    def _pair(self, at: int) -> int:
        token = self.tokens[at]
        values = self._numbers(at + 1)
        if token.label is None or token.field is None or self.columns:
            return at + 1
        if self.draft is None and token.field not in MEASURES:
            return at + 1
        if self.draft is None or len(values) > 1:
            return at + 1
        draft = self.draft
        if token.field in RATES:
            if values:
                draft.rates.setdefault(token.field, (values[0].cell, token.label.aside))
            return at + 1 + len(values)
        unit = unit_of(token.label, "column")
        if any(measure is token.field for measure, _ in self.pairs):
            return at + 1 + len(values)
        self.pairs.append((token.field, unit))
        self.met.clear()
        if values and not values[0].is_blank:
            draft.amounts.append(Amount(token.field, Field.TOTAL, values[0].cell, unit or self.unit))
            draft.cover(token.start, values[0].end)
        return at + 1 + len(values)

    # Indicators

    def _indicator_head(self, at: int) -> int:
        end = at
        while end < len(self.tokens) and self._field(end) in _BODY_HEADS and not self._is_row(end):
            end += 1
        fields = [self._field(i) for i in range(at, end)]
        named = sum(f in LEVELS for f in fields)
        return end if named and len(fields) >= 2 and len(fields) > named else at

    def _is_row(self, at: int) -> bool:
        return is_level(self.tokens[at])

    def _indicators(self, at: int, body: int) -> int:
        draft = self._open(self.tokens[at])
        self.columns, self.pairs = [], []
        columns = [f for i in range(at, body) if (f := self._field(i)) is not None]
        draft.columns |= set(columns)
        end = body
        while end < len(self.tokens) and not self._ends(end):
            end += 1
        lined = self.tokens[at].piece == self.tokens[body - 1].piece
        if columns.count(Field.WEIGHT) > 1:
            self._tree(self.tokens[body:end])
        else:
            self._body(columns, body, end, lined)
        if end > body:
            draft.cover(self.tokens[body].start, self.tokens[end - 1].end)
        if end < len(self.tokens) and self._field(end) in (Field.SUM, Field.TOTAL_SCORE):
            return self._total(columns, end)
        return end

    def _ends(self, at: int) -> bool:
        found = self._field(at)
        if found in (Field.SUM, Field.NAME, Field.GRADE, Field.TOTAL_SCORE, Field.PROBLEMS, Field.SECTION_OTHER):
            return True
        if found in LEVELS and not is_level(self.tokens[at]):
            return True
        return self.tokens[at].plain.startswith(("注:", "注1", "(三)", "(四)", "三、", "四、", "说明:"))

    def _body(self, columns: list[Field], body: int, end: int, lined: bool) -> None:
        rest = [f for f in columns if f not in LEVELS[:2]]
        if not any(f in LEVELS for f in rest):
            return
        first: Token | None = None
        second: Token | None = None
        at = body
        while at < end:
            token = self.tokens[at]
            follower = self.tokens[at + 1] if at + 1 < end else None
            if self._is_first(token, follower, first, columns):
                first, second = token, None
                at += 1
                continue
            if second_level(token.text) and Field.LEVEL_2 in columns and second is not token:
                second = token
                at += 1
                continue
            stop = at
            while stop < end and not self._opens(stop, end, columns):
                stop += 1
            self._segment(rest, self.tokens[at:stop], first, second, lined, cut=stop == len(self.tokens))
            at = max(stop, at + 1)

    def _is_first(self, token: Token, follower: Token | None, first: Token | None, columns: list[Field]) -> bool:
        if not first_level(token.text) or Field.LEVEL_1 not in columns:
            return False
        if not second_level(token.text) or Field.LEVEL_2 not in columns:
            return True
        return follower is not None and second_level(follower.text)

    def _opens(self, at: int, end: int, columns: list[Field]) -> bool:
        token = self.tokens[at]
        if Field.LEVEL_2 in columns and second_level(token.text):
            return True
        return Field.LEVEL_1 in columns and first_level(token.text)

    def _segment(
        self,
        columns: list[Field],
        values: Sequence[Token],
        first: Token | None,
        second: Token | None,
        lined: bool,
        *,
        cut: bool,
    ) -> None:
        if first is None and second is None:
            return
        runs = [list(values)]
        if lined:
            lines: dict[int, list[Token]] = {}
            for token in values:
                lines.setdefault(token.line, []).append(token)
            runs = list(lines.values())
        for run in runs:
            for row in parse_rows(columns, run, cut=cut and not lined):
                self._line(row, first, second)

    def _line(self, row: Row, first: Token | None, second: Token | None) -> None:
        if self.draft is None:
            return
        name = row.get(Field.LEVEL_4) or row.get(Field.LEVEL_3) or row.get(Field.LEVEL_2)
        cells = {field: token.cell for field, token in row.items()}
        self.draft.lines.append(
            Line(
                start=min(token.start for token in row.values()),
                end=max(token.end for token in row.values()),
                level_1=first.cell if first else None,
                level_2=second.cell if second else None,
                level_3=name.cell if name else None,
                operator=cells.get(Field.OPERATOR),
                target=cells.get(Field.TARGET),
                target_unit=cells.get(Field.TARGET_UNIT),
                actual=cells.get(Field.ACTUAL),
                weight=cells.get(Field.WEIGHT),
                points=cells.get(Field.POINTS),
                reason=cells.get(Field.REASON),
            )
        )

    def _tree(self, values: Sequence[Token]) -> None:
        if self.draft is None:
            return
        for leaf in leaves_of_tree(values):
            first = leaf.first.cell if leaf.first else None
            second = leaf.second.cell if leaf.second else None
            for level, name, weight in leaf.begun:
                self.draft.lines.append(
                    Line(
                        name.start, weight.end, first, second if level == 2 else None, weight=weight.cell, is_leaf=False
                    )
                )
            self.draft.lines.append(
                Line(
                    leaf.name.start,
                    leaf.points.end,
                    first,
                    second,
                    leaf.name.cell,
                    weight=leaf.weight.cell,
                    points=leaf.points.cell,
                )
            )

    def _total(self, columns: list[Field], at: int) -> int:
        draft = self.draft
        numbers = [token for token in self._numbers(at + 1) if not token.is_blank]
        if draft is not None and Field.POINTS in columns:
            both = len(numbers) >= 2 and all(token.is_number for token in numbers)
            # One number alone may be the sum of the weights of a form that nobody scored.
            if both and (len(numbers) == 2 or columns.count(Field.WEIGHT) > 1):
                draft.total_weight, draft.total_points = numbers[-2].cell, numbers[-1].cell
            elif len(numbers) == 1 and numbers[0].is_number and Field.WEIGHT not in columns:
                draft.total_points = numbers[0].cell
            if draft.total_points is not None:
                draft.cover(self.tokens[at].start, draft.total_points.end)
        return at + 1 + len(numbers)
