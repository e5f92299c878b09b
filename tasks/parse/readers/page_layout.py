"""Pages of which only words and ruled lines are known, with their places: from OCR, and from OFD files."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import Any

from tasks.parse.readers.pdf_pieces import Table, table_of
from tasks.parse.readers.printed_lines import Line, without_page_number
from tasks.parse.readers.rules import Box, Places, RuleBudget, ruled_tables
from tasks.parse.readers.words import join_lines

_MISS = 4.0  # points by which the pieces of one rule may miss each other in a scan
_MAX_BARS = 5_000
_APART = 0.5  # of the height of a line: a gap between two words
_INNER = 0.15  # of the height of a line of text, where strokes of its characters look like rules


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text as it was recognised, and how surely (0 to 1)."""

    box: Box
    text: str
    confidence: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle of its box."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

    @property
    def height(self) -> float:
        """The height of its box."""
        return self.box[3] - self.box[1]


def page_pieces(words: list[Words], rules: list[Box], page: int, budget: RuleBudget) -> list[Line | Table]:
    """A page in reading order: tables where its rules close cells around text, lines elsewhere."""
    placed: list[tuple[float, Line | Table]] = []
    rest = words
    for boxes in ruled_tables([_edge(rule) for rule in rules], _MISS, budget) or ():
        places = Places(boxes)
        held: list[list[Words]] = [[] for _ in boxes]
        outside: list[Words] = []
        for line in rest:
            index = places.find(*line.middle)
            (outside if index is None else held[index]).append(line)
        table = table_of(boxes, [join_lines([_text(row) for row in rows_of(inner)]) for inner in held], page)
        if table is not None:
            rest = outside
            placed.append((min(box[1] for box in boxes), table))
    tops = [top for top, _ in placed]
    placed += [(line.top, line) for line in without_page_number(_lines(rest, page), None, tops)]
    placed.sort(key=lambda pair: pair[0])
    return [piece for _, piece in placed]


def _lines(words: list[Words], page: int) -> list[Line]:
    usual = median(line.height for line in words) if words else 0.0
    lines = []
    for row in rows_of(words):
        height = row[0].height
        # The boxes of one font differ by a third, as its characters do.
        size = usual if 0.7 * usual <= height <= 1.4 * usual else height
        left, right = min(line.box[0] for line in row), max(line.box[2] for line in row)
        lines.append(Line(_text(row), left, right, row[0].box[1], size, page))
    return lines


def rows_of(words: list[Words]) -> list[list[Words]]:
    """Lines of text that stand side by side, from left to right, row by row from the top."""
    rows: list[list[Words]] = []
    for line in sorted(words, key=lambda line: (line.middle[1], line.box, line.text)):
        last = rows[-1][0] if rows else None
        if last is not None and line.middle[1] - last.middle[1] < 0.5 * min(line.height, last.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: (line.box, line.text)) for row in rows]


def _text(row: list[Words]) -> str:
    """The words of a row, with a blank where they stand apart: programs print a line in pieces, even in characters."""
    text = ""
    end = None
    for line in row:
        if end is not None and line.box[0] - end > _APART * line.height:
            text += " "
        text += line.text
        end = line.box[2]
    return text


def without_strokes(rules: list[Box], words: list[Words]) -> list[Box]:
    """The bars that OCR found on a page, without those that are strokes of characters."""
    return [rule for rule in rules[:_MAX_BARS] if not _is_stroke(rule, words)]


def _is_stroke(rule: Box, words: list[Words]) -> bool:
    """Whether a bar is a stroke of characters: it runs through a line of text and hardly further."""
    left, top, right, bottom = rule
    x, y = (left + right) / 2, (top + bottom) / 2
    for line in words:
        x0, y0, x1, y1 = line.box
        inner = _INNER * line.height
        if right - left > bottom - top:
            if y0 + inner < y < y1 - inner and left >= x0 - _MISS and right <= x1 + _MISS:
                return True
        elif x0 + inner < x < x1 - inner and top >= y0 - _MISS and bottom <= y1 + _MISS:
            return True
    return False


def _edge(rule: Box) -> dict[str, Any]:
    """A rule as the edge that pdfplumber makes of one, without its thickness."""
    left, top, right, bottom = rule
    across = right - left > bottom - top
    if across:
        top = bottom = (top + bottom) / 2
    else:
        left = right = (left + right) / 2
    return {
        "object_type": "line",
        "orientation": "h" if across else "v",
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": right - left,
        "height": bottom - top,
    }
