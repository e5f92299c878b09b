"""The money of a form whose cells ran together as a stream: its labels, runs of digits, and the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tasks.parse.alternation import any_of
from tasks.parse.document import Cell, Document
from tasks.parse.forms.cutting import Run, Span
from tasks.parse.forms.draft import Draft, Unit
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.glued.text import ASIDE, FUNDS_END, Plain
from tasks.parse.forms.labels import FISCAL_WORDS, MEASURES, RATES, SOURCE_WORDS, SOURCES, Field, words_of
from tasks.parse.forms.stream import Token
from tasks.parse.forms.weighing import cut_part
from tasks.parse.record import record

# More digits than these in one run are a row of no form.
_LONGEST_RUN = 80


def _single(words: frozenset[str]) -> frozenset[str]:
    """The words without those that are two others side by side: 执行率得分 is glued of 执行率 and 得分."""
    return frozenset(w for w in words if not any(w[:at] in words and w[at:] in words for at in range(2, len(w) - 1)))


_HEAD_WORDS = words_of(MEASURES | RATES | {Field.WEIGHT, Field.POINTS})
# 执行率 执行率权重 执行率得分: behind the rate itself, its words belong to the next head.
HEAD = f"(?:执行率(?:(?<=[率)]执行率)权重|(?<=权重执行率)得分)|{any_of(_single(_HEAD_WORDS))})"
MEASURE_HEAD = any_of(_single(words_of(MEASURES)))
_SOURCE = rf"(?:{SOURCE_WORDS.replace('(', '(?:', 1)}|{FISCAL_WORDS}|{any_of(words_of(SOURCES))})"
# 中央、市级补助 is the money of both.
SOURCE_LABEL = rf"(?:其中:?(?:{_SOURCE})|(?<![、和及与]){_SOURCE}){ASIDE}:?"
_SECTION = any_of(w for w in words_of({Field.SECTION_FUNDS}) if len(w) >= 4)
_TOKEN = re.compile(
    rf"(?:{FUNDS_END.pattern})|(?:{_SECTION}|{HEAD}){ASIDE}:?|{SOURCE_LABEL}|合计:?"
    r"|(?P<digits>[\d—–―/-](?:[\d.,%—–―/-]|(?<=\d)(?:万元?|元))*)"
)
AMOUNT = re.compile(r"((?:[1-9][\d,]*|0)(?:\.\d{1,6})?(?:万元?|元)?)(?=\D|$)(?![.,]\d|%)")


@record
class Words(Token):
    """What stands between labels and digits, which is no label whatever it reads."""

    @property
    def field(self) -> None:
        """None."""
        return None


@record
class Digits(Token):
    """A run of digits, which may be several cells; `at` is its place in the plain text."""

    at: int = 0


class GluedFlow(Flow):
    """The money of a form between two places of a plain text: a flow whose numbers are runs that arithmetic cuts.

    Sources are read while it `is_open`: up to what ends the money, and again behind heads or a measure and its number.
    """

    def __init__(self, document: Document, plain: Plain, start: int, end: int, draft: Draft, unit: Unit | None) -> None:
        super().__init__(document, list(_tokens(plain, start, end)))
        self.plain, self.draft, self.unit = plain, draft, unit
        self.is_open, self.tells_use = True, False

    def numbers(self, at: int) -> list[Token]:
        """The run of digits at a place."""
        token = self.tokens[at] if at < len(self.tokens) else None
        return [token] if isinstance(token, Digits) else []

    def is_row(self, at: int, columns: int) -> bool:
        """Whether a run of so many digits stands at a place that it may be a row."""
        return any(len(run.text) >= columns for run in self.numbers(at))

    def row(self, source: Field, values: Sequence[Token]) -> Run:
        """The run behind the label of a source."""
        return Run(source, values[0].text if values else "")

    def part(self, values: Sequence[Token], span: Span) -> Cell:
        """The cell of a part of a run."""
        at = values[0].at if isinstance(values[0], Digits) else 0
        return self.plain.cell(at + span[0], at + span[1])

    def amount(self, at: int) -> Cell | None:
        """The amount that a run is or begins with."""
        run = self.numbers(at)
        number = AMOUNT.match(run[0].text) if run else None
        return self.part(run, number.span(1)) if number is not None else None

    def shares(self, at: int, totals: Sequence[tuple[Field, Decimal]]) -> list[Cell | None]:
        """The amounts of a run, one of each total; where the same source follows, it has but the first."""
        run = self.numbers(at)
        whole: list[Span | None] = [(0, len(run[0].text))]
        alone = len(totals) < 2 or self.field(at + 1) is self.field(at - 1)
        spans = whole if alone else cut_part(run[0].text, totals)
        return [self.part(run, span) if span and span[1] > span[0] else None for span in spans]


def _tokens(plain: Plain, start: int, end: int) -> Iterator[Token]:
    at = start
    for match in _TOKEN.finditer(plain.text, start, end):
        if match.start() > at:
            yield _token(Words, plain, at, match.start())
        at = match.end()
        if match["digits"] is None:
            yield _token(Token, plain, match.start(), at)
            continue
        at = match.start() + len(match.group().rstrip(".,"))
        # 5、预算执行率=…: the number of the sentence behind the last of the cells.
        at -= plain.text[at : at + 1] == "、" and plain.text[at - 1].isdigit()
        if match.start() < at <= match.start() + _LONGEST_RUN:
            cell = plain.cell(match.start(), at)
            yield Digits(cell.text, cell.start, cell.end, 0, 0, match.start())
    if at < end:
        yield _token(Words, plain, at, end)


def _token(kind: type[Token], plain: Plain, start: int, end: int) -> Token:
    cell = plain.cell(start, end)
    return kind(cell.text, cell.start, cell.end, 0, 0)
