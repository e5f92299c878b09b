"""Tables without rules: words that stand apart on their lines, at the same places line after line.

Office programs print a table without borders as words in columns. A cell that is too narrow goes on in the next line,
so what tells a new row is a cell that had room left before: nothing of it can go on.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Any

from tasks.parse.readers.assemble import DraftCell
from tasks.parse.readers.columns import column_kind
from tasks.parse.readers.pdf_pieces import Table
from tasks.parse.readers.printed_lines import Line, width_of_first_word
from tasks.parse.readers.words import join_lines, tidy

_GAP = 0.7  # of the size of a character: wider than any blank inside of a line
_NEAR = 2.5  # points by which the beginnings of the cells of a column may miss each other
_PADDING = 0.9  # of the size of a character: the room that cells leave at their sides
_SLACK = 0.6
_PITCH = 2.4  # of the size of a character: lines further apart are of different things
_PADDED_PITCH = 4.5
_CELL_PITCH = 3.2
_LONGEST_CELL = 40  # lines
_WITHIN = 1.5  # of the size of a character: lines no further apart are of one cell, where all rows stand
_BETWEEN = 1.8  # at least so far apart
_ALIGNED = 0.7
_MOST_STARTS = 200  # far more places than the cells of a form begin at
# A cell merged over several rows goes on beside them; a cell that begins so is a new one.
_OPENS = re.compile(
    "产出|效益|满意|服务|成本|数量|质量|时效|经济|社会|生态|可持续|其中|年度|项目|合计|总分|指标|上年|其他|单位|财政|中央|地方|[省市县]|自[有筹]|[—-]"
    "|主管|实施|绩效[目指]|评价|填报|一级|资金[投情构来使(（]|预算[执资]|部门|转移|专项|总体目标|计划"
)
_OPENS_ROW = re.compile(
    "其中|上年结|年度资|其他资|合计|总分|主管部门|实施单位|项目(?:名称|单位|负责)|资金使用单位|填报单位"
)
_WHOLE_NUMBER = re.compile("[%％万元分]$")
# How the name of a level goes on that is merged over several rows too, in the second column: 产出指|标(50分).
_TAIL = re.compile(r"度?指?标|[(（)）]|分[)）]?$")
_LAST_LEVEL = 2
_VALUE = re.compile(r"[-—/]|[<>=≤≥]*[\d,.]+%?\S{0,3}")
_CHINESE = re.compile(r"[一-龥]{1,4}")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{1,12}[)）]")
_CLOSING = re.compile(r"[^(（)）]{0,6}[)）]")
_HANGING = re.compile(r"[(（)）≥≤＞＜<>=%％。，,；;]")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line with no gap between them."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class Parted:
    """A line, and what its gaps part it into."""

    line: Line
    segments: tuple[Segment, ...]


def parted(line: Line, chars: Iterable[dict[str, Any]]) -> Parted:
    """A line parted at its gaps; `chars` are pdfplumber's."""
    runs: list[list[dict[str, Any]]] = []
    for char in sorted((c for c in chars if c["text"].strip()), key=lambda c: float(c["x0"])):
        if not runs or char["x0"] - runs[-1][-1]["x1"] > _GAP * line.size:
            runs.append([])
        runs[-1].append(char)
    return Parted(line, tuple(Segment(_words(run), run[0]["x0"], run[-1]["x1"]) for run in runs))


def _words(run: Sequence[dict[str, Any]]) -> str:
    text = run[0]["text"]
    for before, char in pairwise(run):
        blank = char["x0"] - before["x1"] > 0.2 * char["size"] and (before["text"] + char["text"]).isascii()
        text += (" " if blank else "") + char["text"]
    return tidy(text)


def with_tables(lines: Sequence[Parted], begun: Table | None) -> list[Line | Table]:
    """The lines of a page, those that make tables as such; `begun` is the table that the page before ended in."""
    found: list[Line | Table] = []
    at = 0
    while at < len(lines):
        before = begun if at == 0 else None
        end = _region_end(lines, at, before)
        table = _table(lines[at:end], before) if end > at else None
        if table is None:
            end = max(end, at + 1)
            found += [part.line for part in lines[at:end]]
        else:
            found.append(table)
        at = end
    return found


def _region_end(lines: Sequence[Parted], at: int, begun: Table | None) -> int:
    """The end of the lines from one on that may be a table: lines in parts, and lines that stand under one of these."""
    starts = begun.edges[:-1] if begun else []
    end = at
    while end < len(lines) and len(starts) < _MOST_STARTS:
        part = lines[end]
        gap = part.line.top - lines[end - 1].line.top if end > at else 0.0
        size = max(part.line.size, lines[end - 1].line.size) if end > at else part.line.size
        if gap > _pitch(part, starts) * size:
            break
        if len(part.segments) == 1 and not _is_under(part.segments[0], starts):
            break
        starts += [s.x0 for s in part.segments if not any(abs(s.x0 - start) < _NEAR / 2 for start in starts)]
        end += 1
    return end


def _pitch(part: Parted, starts: Sequence[float]) -> float:
    """How far below the line before a line may stand to be of the same table, in sizes of its characters."""
    if _is_row_of(part, starts):
        return _PADDED_PITCH
    return _CELL_PITCH if len(part.segments) == 1 and _is_under(part.segments[0], starts) else _PITCH


def _is_row_of(part: Parted, starts: Sequence[float]) -> bool:
    """Whether a line is a row of a table whose rows stand far apart: its parts begin where others did."""
    aligned = sum(any(abs(segment.x0 - start) <= _NEAR for start in starts) for segment in part.segments)
    return len(part.segments) > 1 and 2 * aligned >= len(part.segments)


def _is_under(segment: Segment, starts: Sequence[float]) -> bool:
    """Whether a line is the rest of one cell: it begins where one did, and stays within its column."""
    if not any(abs(segment.x0 - start) <= _NEAR for start in starts):
        return False
    right = min((start for start in starts if start > segment.x0 + _NEAR), default=None)
    return right is None or segment.x1 <= right


def _table(region: Sequence[Parted], begun: Table | None) -> Table | None:
    multiple = [part for part in region if len(part.segments) > 1]
    begins = [segment.x0 for part in multiple for segment in part.segments]
    right = max(part.line.x1 for part in region)
    goes_on = False
    known = begun.edges[:-1] if begun else []
    columns = _columns(multiple)
    aligned = sum(any(abs(x - k) <= _NEAR for k in known) for x in begins) >= _ALIGNED * len(begins)
    # A column between those of the page before, such as the first of levels under a wide label, makes a new table.
    split = any(x < known[-1] and all(abs(x - start) > _NEAR for start in known) for x in columns) if known else False
    if begun and not split and (aligned or _is_begun_by(known, columns)):
        # Rows of more cells may follow on the next page; the columns that they have in common stay where they are.
        columns = known + [x for x in columns if x > known[-1] + _NEAR]
        right = max(right, begun.edges[-1])
        size = region[0].line.size
        places = {_column(segment, columns): segment for segment in region[0].segments}
        goes_on = all(c in begun.rest and _is_full(begun.rest[c], s, columns, right, size) for c, s in places.items())
        known = columns
    if len(multiple) < (1 if columns is known else 2) and not goes_on:
        return None
    ordered = sorted(begins)
    supported = sum(bisect_right(ordered, x + _NEAR) - bisect_left(ordered, x - _NEAR) > 1 for x in begins)
    if columns is not known and (len(columns) < 2 or supported < _ALIGNED * len(begins)):
        return None
    widths = [b - a for a, b in pairwise(columns)]
    right = max(right, columns[-1] + median(widths) - _PADDING * region[0].line.size) if widths else right
    rows = _rows(region, columns, right)
    cells = [cell for number, row in enumerate(rows) for cell in row.cells(number, columns, region[0].line)]
    rest = {column: segments[-1].x1 for column, segments in rows[-1].lines.items()}
    top, page = region[0].line.top, region[0].line.page
    return Table(cells, [*columns, right], page, top, is_ruled=False, rest=rest, goes_on=goes_on)


def _is_begun_by(known: Sequence[float], columns: Sequence[float]) -> bool:
    return len(columns) > len(known) and all(abs(a - b) <= _NEAR for a, b in zip(known, columns, strict=False))


def _columns(lines: Sequence[Parted]) -> list[float]:
    """Where the columns begin. Two beginnings that no line has both are of one column, as of numbers set right."""
    clusters: list[list[float]] = []
    for x in sorted(segment.x0 for part in lines for segment in part.segments):
        if not clusters or x - clusters[-1][-1] > _NEAR:
            clusters.append([])
        clusters[-1].append(x)
    columns = [min(cluster) for cluster in clusters]
    at = 1
    while at < len(columns):
        left, this = columns[at - 1], columns[at]
        after = columns[at + 1] if at + 1 < len(columns) else float("inf")
        both = any(
            any(left - _NEAR <= s.x0 < this - _NEAR for s in part.segments)
            and any(this - _NEAR <= s.x0 < after - _NEAR for s in part.segments)
            for part in lines
        )
        if both:
            at += 1
        else:
            del columns[at]
    return columns


@dataclass(slots=True)
class _Row:
    """The cells of a row by column: the lines of each, and over how many columns they reach."""

    lines: dict[int, list[Segment]] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)

    def add(self, column: int, segment: Segment, span: int) -> None:
        self.lines.setdefault(column, []).append(segment)
        self.spans[column] = max(self.spans.get(column, 1), span)

    def is_open(self, column: int) -> bool:
        """Whether a bracket in a cell is not closed yet."""
        text = "".join(segment.text for segment in self.lines.get(column, ()))
        return max(text.rfind("("), text.rfind("（")) > max(text.rfind(")"), text.rfind("）"))

    def cells(self, number: int, columns: Sequence[float], line: Line) -> Iterator[DraftCell]:
        for column, segments in self.lines.items():
            text = segments[0].text
            for before, after in pairwise(segments):
                # A number that is too long for a narrow cell is cut anywhere.
                cut = after.text[0].isdigit() and before.text[-1].isdigit()
                cut = cut and _is_full(before.x1, replace(after, text="0"), columns, float("inf"), line.size)
                text = text + after.text if cut else join_lines([text, after.text])
            yield DraftCell(text, number, column, 1, self.spans[column], f"page {line.page}")


def _bands(region: Sequence[Parted]) -> list[list[Parted]]:
    """The lines of each row, where the room between them tells rows apart however cells are set; else one band."""
    gaps = [(b.line.top - a.line.top) / max(a.line.size, b.line.size) for a, b in pairwise(region)]
    apart = sum(gap >= _BETWEEN for gap in gaps)
    if apart < 2 or apart < 0.3 * len(gaps) or any(_WITHIN < gap < _BETWEEN for gap in gaps):
        return [list(region)]
    bands = [[region[0]]]
    for gap, part in zip(gaps, region[1:], strict=True):
        if gap >= _BETWEEN:
            bands.append([])
        bands[-1].append(part)
    return bands


def _one_row(band: Sequence[Parted], columns: Sequence[float]) -> _Row | None:
    """The lines between two gaps as a row; None where they are too many, or two hold values as two rows do."""
    row = _Row()
    if len(band) > _LONGEST_CELL or _has_values(band):
        return None
    for part in band:
        for segment in part.segments:
            row.add(_column(segment, columns), segment, 1 + _reach(segment, columns))
    return row


def _has_values(band: Sequence[Parted]) -> bool:
    """Whether more than one of the lines holds numbers in two cells."""
    numbers = [sum(bool(_VALUE.fullmatch(s.text)) for s in part.segments) for part in band]
    return sum(count > 1 for count in numbers) > 1


def _reach(segment: Segment, columns: Sequence[float]) -> int:
    return sum(1 for start in columns if segment.x0 + _NEAR < start < segment.x1 - _NEAR)


def _rows(region: Sequence[Parted], columns: Sequence[float], right: float) -> list[_Row]:
    bands = _bands(region)
    if len(bands) == 1:
        return _rows_by_room(region, columns, right)
    rows: list[_Row] = []
    for band in bands:
        row = _one_row(band, columns)
        rows += [row] if row is not None else _rows_by_room(band, columns, right)
    return rows


def _rows_by_room(region: Sequence[Parted], columns: Sequence[float], right: float) -> list[_Row]:
    rows: list[_Row] = []
    last: dict[int, tuple[_Row, Segment]] = {}
    for part in region:
        placed = [(_column(segment, columns), segment) for segment in part.segments]
        size = part.line.size
        full = {
            column: segment
            for column, segment in placed
            if column in last
            and (last[column][0].is_open(column) or _runs_on(last[column][1], segment, columns, right, size))
        }
        if not rows or (len(full) < len(placed) and not _hangs(placed, last)):
            rows.append(_Row())
            full = {
                c: s
                for c, s in full.items()
                if _ends(c, last[c][0], s) or _is_beside(c, last[c][1], s, columns, right, size)
            }
            last = {column: kept for column, kept in last.items() if column in full}
        for column, segment in placed:
            row = last[column][0] if column in full and column in last else rows[-1]
            row.add(column, segment, 1 + _reach(segment, columns))
            last[column] = (row, segment)
    return [row for row in rows if row.lines]


def _column(segment: Segment, columns: Sequence[float]) -> int:
    return max(0, sum(1 for start in columns if start <= segment.x0 + _NEAR) - 1)


def _hangs(placed: list[tuple[int, Segment]], last: dict[int, tuple[_Row, Segment]]) -> bool:
    """Whether a line has nothing but the bracket or the sign with which the cell above it goes on."""
    (column, segment), *others = placed
    return not others and column in last and bool(_HANGING.match(segment.text))


def _ends(column: int, row: _Row, segment: Segment) -> bool:
    """Whether a line ends what a cell beside several rows began: 项目资金(万 / 元), 实际完 / 成值."""
    if column <= 1 and (_IN_BRACKETS.fullmatch(segment.text) or (row.is_open(column) and _CLOSING.match(segment.text))):
        return True
    before = "".join(part.text for part in row.lines.get(column, ()))
    parts = column_kind(before) is not None or column_kind(segment.text) is not None
    return not parts and bool(_CHINESE.fullmatch(segment.text)) and column_kind(before + segment.text) is not None


def _is_beside(
    column: int, before: Segment, after: Segment, columns: Sequence[float], right: float, size: float
) -> bool:
    """Whether a line goes on in a cell that is merged over several rows, beside a row that begins."""
    if _TAIL.match(after.text):
        return column <= 1 and _is_full(before.x1, replace(after, text="一"), columns, right, size)
    if column <= _LAST_LEVEL and len(after.text) <= 2 and _CHINESE.fullmatch(after.text):
        # 资金到 / 位: the second level is merged over the rows of its third ones too.
        return _is_full(before.x1, replace(after, text="一"), columns, right, size)
    if column > 0 or _OPENS.match(after.text) or re.search(r"\d", before.text + after.text):
        return False
    return _is_full(before.x1, replace(after, text="一"), columns, right, size)


def _runs_on(before: Segment, after: Segment, columns: Sequence[float], right: float, size: float) -> bool:
    if _OPENS_ROW.match(after.text) or (_WHOLE_NUMBER.search(before.text) and after.text[0].isdigit()):
        return False
    return _is_full(before.x1, after, columns, right, size)


def _is_full(end: float, after: Segment, columns: Sequence[float], right: float, size: float) -> bool:
    """Whether the first word of a line found no room behind the place where the line before it ends."""
    edge = min((start - _PADDING * size for start in columns if start > end), default=right)
    return end + (width_of_first_word(after.text) + _SLACK) * size >= edge
