"""Tables whose columns are told apart by tabs or blanks, a row a line, under a line of column heads."""

from __future__ import annotations

import re

from tasks.parse.readers import limits
from tasks.parse.readers.columns import ColumnKind, Layout, find_header, lay_out
from tasks.parse.readers.headings import heading_level
from tasks.parse.readers.text_lines import Found, Line, Span, cell_text, table_block

_WORD = re.compile(r"\S+")
_TOLERABLE = 0.9
_LONGEST_LINE = 1000
_FEWEST_HEADS = 3


def is_spaced_header(text: str, line: Line) -> bool:
    """Whether a line is nothing but the heads of at least three columns."""
    if len(line.text) > _LONGEST_LINE or len(line.text.split(None, _FEWEST_HEADS - 1)) < _FEWEST_HEADS:
        return False
    return _kinds(text, _split(line)) is not None


def find_spaced(text: str, lines: list[Line], first: int) -> Found:
    """The table under the head at line `first`: the lines after it whose words fit under the heads.

    Empty cells leave no trace in such a line, so what a word can be decides under which head it stands.
    """
    head = _split(lines[first])
    kinds = _kinds(text, head)
    rows = [head]
    at = first + 1
    while kinds is not None and at < len(lines) and at - first < limits.MAX_TABLE_ROWS:
        row = _row(text, lines[at], kinds)
        if row is None:
            break
        rows.append(row)
        at += 1
    return Found(table_block(text, rows) if len(rows) > 1 else None, at)


def _kinds(text: str, cells: list[Span]) -> tuple[ColumnKind, ...] | None:
    """What the columns hold. The first head may be any short word, such as that of a list of funds."""
    if len(cells) < _FEWEST_HEADS:
        return None
    words = [cell_text(text, cell) for cell in cells]
    header = find_header(words, last=1)
    if header is None or header.end < len(cells) or (header.start == 1 and len(words[0]) > 12):
        return None
    return header.kinds if header.start == 0 else ("name", *header.kinds)


def _row(text: str, line: Line, kinds: tuple[ColumnKind, ...]) -> list[Span] | None:
    if line.blank or len(line.text) > _LONGEST_LINE or heading_level(line.text.strip()) is not None:
        return None
    cells = _split(line)
    if len(cells) < 2 or _kinds(text, cells) is not None:
        return None
    fitting: list[tuple[float, list[Span], Layout]] = []
    for row in (cells, _with_gaps(cells)):
        layout = lay_out([cell_text(text, cell) for cell in row], kinds)
        if layout is not None and layout.cost <= _TOLERABLE * len(row):
            fitting.append((layout.cost, row, layout))
    if not fitting:
        return None
    _, row, layout = min(fitting, key=lambda found: found[0])
    return [Span(s.start, s.end, column) for s, column in zip(row, layout.columns, strict=True)]


def _split(line: Line) -> list[Span]:
    """The words of a line, or what stands between its tabs or its wide gaps, if it has at least two of them."""
    inner = line.text.strip()
    pattern = _WORD
    if inner.count("\t") >= 2:
        pattern = re.compile(r"[^\t]*[^\t\s][^\t]*")
    elif len(re.findall(r"\S[ \u3000\u00a0]{2,}\S", inner)) >= 2 and not re.search(r"\S \S", inner):
        pattern = re.compile(r"\S+(?: \S+)*")
    cells = []
    for match in pattern.finditer(line.text):
        word = match.group()
        start = line.start + match.start() + len(word) - len(word.lstrip())
        cells.append(Span(start, start + len(word.strip())))
    return cells


def _with_gaps(cells: list[Span]) -> list[Span]:
    """The cells with an empty one for each three blanks in a row: a blank for the cell between those around it."""
    row: list[Span] = []
    for cell in cells:
        if row:
            empty = (cell.start - row[-1].end - 1) // 2
            row += [Span(row[-1].end, row[-1].end)] * min(empty, limits.MAX_TABLE_COLUMNS)
        row.append(cell)
    return row
