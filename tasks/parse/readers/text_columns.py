"""Tables whose columns are told apart by tabs or blanks, a row a line, under a line of column heads."""

from __future__ import annotations

import re

from tasks.parse.readers import limits
from tasks.parse.readers.columns import ColumnKind, Layout, column_kind, find_header, lay_out
from tasks.parse.readers.headings import heading_level
from tasks.parse.readers.text_lines import Found, Line, Span, cell_text, table_block

_WORD = re.compile(r"\S+")
_TOLERABLE = 0.9
_LONGEST_LINE = 1000
_FEWEST_HEADS = 3
_NAMES_UNIT = re.compile(r"[(（][^()（）]*元[)）]$")


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
    if kinds is not None and at < len(lines) and (both := _two_rows(text, head, lines[at])) is not None:
        kinds = both
        rows.append(_split(lines[at]))
        at += 1
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
    kinds = header.kinds
    if kinds[0] == "amount" and _NAMES_UNIT.search(words[header.start]) and kinds[1:3] == ("amount", "amount"):
        # 年度预算(万元) stands over the names of the sources, and beside the heads of the amounts.
        kinds = ("name", *kinds[1:])
        return kinds if header.start == 0 else ("group", *kinds)
    return kinds if header.start == 0 else ("name", *kinds)


def _two_rows(text: str, upper: list[Span], line: Line) -> tuple[ColumnKind, ...] | None:
    """What the columns hold under two rows of heads, or None where the second line is none.

    年度指标值 stands over 指标性质, 指标值 and 度量单位; the heads behind it reach down beside them.
    """
    lower = _kinds(text, _split(line))
    words = [cell_text(text, cell) for cell in upper]
    at = next((i for i, word in enumerate(words) if column_kind(word) == "value"), None)
    if lower is None or at is None or "level1" not in lower or any(column_kind(w) == "level1" for w in words):
        return None
    return (*lower, *(column_kind(word) or "text" for word in words[at + 1 :]))


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
