"""Score tables in which every level has points of its own, after their cells ran together: names and their numbers.

A name with weight and points is a row, one with a weight alone a level. Levels stand before their rows, or beside one
of them where the cell was centred: the rows whose weights add up to a level's are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.document import Cell
from tasks.parse.forms.draft import Line
from tasks.parse.forms.labels import Field, label_of
from tasks.parse.forms.levels import first_level
from tasks.parse.forms.stream import Token

# 4决策依据: a line's end was lost between them. The page marks of document libraries stand anywhere.
_PART = re.compile(r"(?P<mark>\d{1,2}、)|(?P<number>\d+(?:\.\d+)?)(?:分(?![一-龥]))?|(?P<word>[^\d\s]+)")
_HEADS = (Field.POINTS, Field.WEIGHT)
# Hainan's form calls second levels what are first ones elsewhere: 项目产出, 项目效益.
_HAINAN = ("项目决策", "项目管理", "项目绩效")
_FULL = Decimal(100)
_FEWEST = 3
_MOST = 120


@dataclass(slots=True)
class _Named:
    """A name and the numbers behind it; `at` is how many rows stand before it."""

    cell: Cell
    numbers: list[Cell] = field(default_factory=list)
    at: int = 0

    def value(self, place: int) -> Decimal:
        return Decimal(self.numbers[place].text)

    @property
    def is_row(self) -> bool:
        return len(self.numbers) > 1


def lines_of_tree(tokens: Sequence[Token]) -> list[Line]:
    """The rows and levels of such a table; nothing where its numbers are no points."""
    named = list(_named(tokens))[:_MOST]
    rows = [name for name in named if name.is_row]
    if len(rows) < _FEWEST or sum(row.value(0) for row in rows) > _FULL:
        return []
    levels = [name for name in named if len(name.numbers) == 1]
    top = {*_HAINAN} & {level.cell.text for level in levels}
    firsts = [level for level in levels if (level.cell.text in top if top else first_level(level.cell.text))]
    seconds = [level for level in levels if level not in firsts]
    over = [_owners(kind, rows) for kind in (firsts, seconds)]
    found: list[Line] = []
    for name in (name for name in named if name.numbers):
        first, second = (owners.get(name.at) for owners in over)
        if name.at == len(rows) and firsts:
            # The text breaks off before the rows of a second level.
            first = firsts[-1].cell
        weight, last = name.numbers[0], name.numbers[-1]
        if name.is_row:
            found.append(Line(name.cell.start, last.end, first, second, name.cell, weight=weight, points=last))
        elif name in firsts:
            found.append(Line(name.cell.start, last.end, name.cell, weight=weight, is_leaf=False))
        else:
            found.append(Line(name.cell.start, last.end, first, name.cell, weight=weight, is_leaf=False))
    return found


def _owners(levels: Sequence[_Named], rows: Sequence[_Named]) -> dict[int, Cell]:
    """The level that each row is of, by the row's number: the next rows whose weights make the level's.

    Where rows are missing (the text breaks off, or left some out), those up to the next level are its own.
    """
    owners: dict[int, Cell] = {}
    begin = 0
    for number, level in enumerate(levels):
        for start in dict.fromkeys((begin, level.at)):
            stop = _making(level.value(0), rows, start)
            if stop is not None and start <= level.at <= stop:
                break
        else:
            is_last = level is levels[-1]
            start = begin if is_last else level.at
            stop = len(rows) if is_last else levels[number + 1].at
            if start < begin or sum(row.value(0) for row in rows[start:stop]) > level.value(0):
                continue
        owners |= dict.fromkeys(range(start, stop), level.cell)
        begin = stop
    return owners


def _making(weight: Decimal, rows: Sequence[_Named], start: int) -> int | None:
    """The end of the rows that make a weight; None where they do not."""
    total, stop = Decimal(0), start
    while stop < len(rows) and total < weight:
        total += rows[stop].value(0)
        stop += 1
    return stop if total == weight else None


def _named(tokens: Sequence[Token]) -> Iterator[_Named]:
    """The names with their numbers, in their order."""
    name: _Named | None = None
    rows = 0
    for kind, cell in _parts(tokens):
        if kind == "number":
            if name is not None:
                name.numbers.append(cell)
        elif kind == "rest" and name is not None and not name.numbers:
            name.cell = Cell(name.cell.text + cell.text, name.cell.start, cell.end, 0, 0)
        else:
            if name is not None:
                yield _settled(name)
                rows += name.is_row
            name = _Named(cell, at=rows)
    if name is not None:
        yield _settled(name)


def _settled(name: _Named) -> _Named:
    """The name with weight and points of its own; a third number is a level's beside it, or a page's."""
    if len(name.numbers) > 1:
        weight, points = name.numbers[:2]
        if name.value(1) > name.value(0):
            # 4 43: the number of a page ran into full points.
            cut = points.text.startswith(weight.text)
            points = Cell(weight.text, points.start, points.start + len(weight.text), 0, 0)
            name.numbers = [weight, points] if cut else []
        else:
            name.numbers = [weight, points]
    return name


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, Cell]]:
    """Names and numbers, apart where they ran together; the "rest" of a name stands behind the mark of a page."""
    behind_mark = False
    for number, token in enumerate(tokens):
        for match in () if token.is_blank else _PART.finditer(token.text):
            kind = match.lastgroup or ""
            start, text = token.start + match.start(), match["number"] or match["word"]
            if kind == "word" and not number and (head := _head(text)):
                # 得分项目目标: the last head ran into the first name.
                start, text = start + len(head), text[len(head) :]
            if kind != "mark":
                yield ("rest" if behind_mark and kind == "word" else kind), Cell(text, start, start + len(text), 0, 0)
            behind_mark = kind == "mark"


def _head(text: str) -> str:
    ends = (text[:at] for at in range(2, min(5, len(text))))
    return next((head for head in ends if (label := label_of(head)) is not None and label.field in _HEADS), "")
