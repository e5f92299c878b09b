"""Rows of indicators in the text of a PDF, whose program printed the cells in another order than that of the page.

Heads stand scattered, and some names away from their values. What goes on to stand together are the values of a row, as
many as there are heads for them. A name right before them is theirs; names and rows between two such rows, or in the
whole block where the weights add up, belong together in their order where they are equally many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Draft, Line, line_of
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.labels import LEVELS, Field, squeeze
from tasks.parse.forms.levels import second_level
from tasks.parse.forms.row import Row, ends_as_name, fits
from tasks.parse.forms.stream import Token, is_level
from tasks.parse.forms.titles import is_title

_VALUES = (Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.POINTS)
_MOST_TOKENS = 400
_MOST_WORDS = 3
_LONGEST_NAME = 40
_LONGEST_ALONE = 24
_FULL = Decimal(100)
_LETTERS = re.compile(r"[\u4e00-\u9fff]{2}|^[率性度量]$")


@dataclass(slots=True)
class _Name:
    """Words that may be a name, and the name of a second level right before them; `end` is the place behind them."""

    end: int
    words: list[Token]
    second: Token | None = None


@dataclass(slots=True)
class _Values:
    """The values of a row, its place in the stream, and the name right before it."""

    at: int
    row: Row
    name: _Name | None


@dataclass(slots=True)
class _Found:
    names: list[_Name] = field(default_factory=list)
    rows: list[_Values] = field(default_factory=list)


def rows_apart(flow: Flow, draft: Draft, until: int) -> None:
    """Give a form without a row of indicators those of its tokens up to a place that can be put together again."""
    if draft.lines:
        return
    own = [token for token in flow.tokens if draft.start <= token.start < until]
    heads = next((at for at, token in enumerate(own) if token.field is LEVELS[2]), len(own))
    region = own[heads : heads + _MOST_TOKENS]
    columns = _columns(region)
    if not columns or columns[-1] is Field.ACTUAL:
        return
    found = _walk(region, columns)
    pairs = _named(found, draft)
    weights = [values.row[column].number or Decimal(0) for _, values in pairs for column in columns[-1:]]
    if len(pairs) < 2 or (columns[-1] in _VALUES[2:] and sum(weights) > _FULL):
        return
    draft.columns |= {*columns, LEVELS[2]}
    draft.lines += [_line(name, values) for name, values in pairs]
    draft.cover(min(line.start for line in draft.lines), max(line.end for line in draft.lines))


def _columns(region: Sequence[Token]) -> list[Field]:
    """The heads of values in their order; 年度 of 年度指标值 may stand elsewhere, so that two are of results."""
    fields = [token.field for token in region if token.field in _VALUES]
    if Field.TARGET not in fields and fields.count(Field.ACTUAL) > 1:
        fields[fields.index(Field.ACTUAL)] = Field.TARGET
    columns = [found for found in dict.fromkeys(fields) if found is not None]
    return columns if Field.TARGET in columns else []


def _walk(region: Sequence[Token], columns: Sequence[Field]) -> _Found:
    found = _Found()
    at = 0
    while at < len(region):
        if (row := _row_at(region, at, columns)) is not None:
            last = found.names[-1] if found.names else None
            beside = last is not None and last.end == at and last.words[-1].piece == region[at].piece
            found.rows.append(_Values(at, row, last if beside else None))
            at += len(columns)
        elif _is_word(region[at]):
            at = _add_name(found, region, at)
        else:
            at += 1
    return found


def _row_at(region: Sequence[Token], at: int, columns: Sequence[Field]) -> Row | None:
    """The values of a row at a place: numbers, or words that a result repeats; no bars part them."""
    values = [token for token in region[at : at + len(columns)] if token.piece == region[at].piece]
    row: Row = {}
    for column, token in zip(columns, values, strict=False):
        if token.label is not None or is_level(token) or token.is_blank or not fits(column, token, row):
            return None
        row[column] = token
    words = [token for token in row.values() if not token.is_measured]
    repeated = len(words) == 2 and words[0].plain == words[1].plain and row.get(Field.TARGET) is words[0]
    return row if len(row) == len(columns) and (not words or (repeated and len(columns) > 2)) else None


def _add_name(found: _Found, region: Sequence[Token], at: int) -> int:
    """Take the words at a place as a name, where they are not too many for one; gives the place behind them."""
    start, end = at, at + 1
    while end < len(region) and _is_word(region[end]) and not ends_as_name(region[end - 1].plain):
        if region[end].plain.startswith("指标"):
            # Before 指标1 stands the name of a level, of which a line is torn away.
            start = end
        end += 1
    words = list(region[start:end])
    open_name = found.names[-1] if found.names else None
    if len(words[0].plain) == 1 and open_name is not None and not ends_as_name(open_name.words[-1].plain):
        # The last letter of a name, which broke over two lines of its cell.
        open_name.words.append(words[0])
        return start + 1
    if len(words) <= _MOST_WORDS and _LETTERS.search(words[0].plain) and not is_title(words[0].plain):
        second = region[start - 1] if start and second_level(region[start - 1].text) else None
        found.names.append(_Name(end, words, second))
    return end


def _is_word(token: Token) -> bool:
    return token.label is None and not is_level(token) and not token.is_measured


def _named(found: _Found, draft: Draft) -> list[tuple[_Name, _Values]]:
    """The rows with their names, as far as these are certain."""
    certain = [values for values in found.rows if values.name is not None]
    pairs = [(values.name, values) for values in certain if values.name is not None]
    bounds = [-1, *(values.at for values in certain), _MOST_TOKENS]
    for low, high in pairwise(bounds):
        rows = [values for values in found.rows if low < values.at < high]
        own = {id(name) for name, _ in pairs}
        names = [name for name in found.names if low < name.end <= high and id(name) not in own]
        closes = bool(certain) and low >= 0
        if rows and len(rows) == len(names) and (closes or _adds_up(found.rows, draft)):
            pairs += list(zip(names, rows, strict=True))
    return [(name, values) for name, values in sorted(pairs, key=lambda pair: pair[1].at) if _is_name(name, values)]


def _adds_up(rows: Sequence[_Values], draft: Draft) -> bool:
    """Whether the weights of all rows come to a hundred, with that of the execution rate or without."""
    weights = [values.row[Field.WEIGHT].number or Decimal(0) for values in rows if Field.WEIGHT in values.row]
    return sum(weights) in {_FULL, _FULL - (draft.weight_of_rate or 10)}


def _is_name(name: _Name, values: _Values) -> bool:
    text = "".join(word.plain for word in name.words)
    return 2 < len(text) <= (_LONGEST_NAME if len(values.row) > 1 else _LONGEST_ALONE) and not text.endswith("。")


def _line(name: _Name, values: _Values) -> Line:
    text = "".join(squeeze(word.text) for word in name.words)
    cell = Cell(text, name.words[0].start, name.words[0].end, name.words[0].line, 0)
    # Only beside its values has a name kept its place among those of the levels.
    second = name.second.cell if name.second is not None and values.name is name else None
    return line_of({LEVELS[2]: cell, **{column: token.cell for column, token in values.row.items()}}, None, second)
