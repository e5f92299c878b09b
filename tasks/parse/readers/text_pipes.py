"""Tables whose cells end in a bar: what HTML-to-text converters write.

Three habits are read: a row a line ("a | b | c | |||"), a cell a line ("a |", "b |", "|||"), and Markdown
("| a | b |" over "|---|---|"). A run of bars closes a row and fills it to the width of the table, so rows can be told
even where a cell's own line breaks cut them; where no bars close the rows, the header decides.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from tasks.parse.readers import limits
from tasks.parse.readers.columns import columns_under_heads, find_header, split_rows
from tasks.parse.readers.furniture import count_info_labels, is_furniture
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.text_lines import Found, Line, Span, cell_text, table_block, trimmed

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_LONGEST_LABEL = 40
_UNCLOSED_BARS = 2
_LONGEST_RULE = 500
_MAX_LOOSE_LINES = 3
# Splitting a stream into rows costs time with its length; the longest lists printed so have some hundred rows.
_MAX_STREAM = 3000


@dataclass(slots=True)
class _Segment:
    """Cells up to a run of bars, by lines; `fill` is the length of that run, 0 at the end of the table."""

    lines: list[list[Span]] = field(default_factory=list)
    fill: int = 0

    @property
    def cells(self) -> list[Span]:
        return [span for line in self.lines for span in line]


def is_barred(line: Line) -> bool:
    """Whether a line ends a cell of such a table, or is a row of one whose last cell has no bar behind it."""
    bars = line.text.count("|")
    if bars > limits.MAX_TABLE_COLUMNS:
        return False
    return (bars >= _UNCLOSED_BARS or (bars > 0 and line.text.rstrip().endswith("|"))) and not is_furniture(line.text)


def find_barred(text: str, lines: list[Line], first: int) -> Found:
    """The table that begins at line `first`."""
    end = _run_end(lines, first)
    run = lines[first:end]
    segments = _segments(text, run)
    width = _width(segments)
    rows = [row for segment in segments for row in _rows_of(text, segment, width)]
    rows = _under_headers(text, [row for row in rows if row])
    if not _is_table(text, rows):
        return Found(None, end)
    return Found(table_block(text, rows), end)


def _run_end(lines: list[Line], first: int) -> int:
    at = end = first
    while at < len(lines) and end - first < limits.MAX_TABLE_ROWS:
        if is_barred(lines[at]) or (
            0 < lines[at].text.count("|") <= _UNCLOSED_BARS and not is_furniture(lines[at].text)
        ):
            at += 1
            end = at
        elif at - end < _MAX_LOOSE_LINES and _may_be_inside(lines[at]):
            at += 1
        else:
            break
    return end


def _may_be_inside(line: Line) -> bool:
    """Whether a line without a bar may be the first line of a cell: not prose, a heading or a title."""
    words = line.text.strip()
    return (
        0 < len(words) <= _LONGEST_LABEL
        and not words.endswith("。")
        and heading_level(words) is None
        and not is_title(words)
        and not is_furniture(words)
    )


def _is_rule(line: Line) -> bool:
    """Whether a line is the rule under the head of a Markdown table."""
    return len(line.text) <= _LONGEST_RULE and "--" in line.text and bool(_RULE.match(line.text))


def _segments(text: str, run: list[Line]) -> list[_Segment]:
    markdown = any(_is_rule(line) for line in run) or all(
        line.text.lstrip().startswith("|") and len(line.text.strip()) > 1 for line in run
    )
    segments = [_Segment()]
    open_at: int | None = None  # where a cell begins that a line break cut
    for line in run:
        if _is_rule(line):
            continue
        body_end, fill = line.end, 0
        shown = line.text.rstrip()
        body = shown.rstrip("|")
        bars = len(shown) - len(body)
        if bars >= 2 and not markdown:
            # The first of the bars closes the cell that it touches.
            own = 1 if body.strip() and not body.endswith(" ") else 0
            fill = bars - own
            body_end = line.start + len(body) + own
        start = line.start
        if markdown and line.text.lstrip().startswith("|"):
            start = line.start + line.text.index("|") + 1
        found, open_at = _cut(text, start, body_end, open_at)
        if open_at is not None and found:
            # A row whose last cell has lost its bar: the line end closes it.
            found.append(trimmed(text, open_at, body_end))
            open_at = None
        if found:
            segments[-1].lines.append(found)
        if fill or markdown:
            segments[-1].fill = fill
            segments.append(_Segment())
    if open_at is not None:
        last = trimmed(text, open_at, run[-1].end)
        segments[-1].lines.append([last])
    return [segment for segment in segments if segment.lines or segment.fill]


def _cut(text: str, start: int, end: int, open_at: int | None) -> tuple[list[Span], int | None]:
    """The cells that bars close between `start` and `end`, and where a cell begins that is still open."""
    cells: list[Span] = []
    at = start
    begin = start if open_at is None else open_at
    while True:
        bar = text.find("|", at, end)
        if bar < 0:
            break
        cells.append(trimmed(text, begin, bar))
        at = begin = bar + 1
    return cells, begin if text[begin:end].strip() else None


def _width(segments: list[_Segment]) -> int | None:
    """The width of the table: what cells and bars most often add up to."""
    sums = Counter(len(segment.cells) + segment.fill for segment in segments if segment.fill)
    if not sums:
        return None
    return max(sums, key=lambda width: (sums[width], width))


def _rows_of(text: str, segment: _Segment, width: int | None) -> list[list[Span]]:
    """The rows of a segment: one, if it fits; else split at its header, its lines or its width."""
    cells = segment.cells
    if segment.fill and width is not None and len(cells) + segment.fill <= width:
        return [cells]
    if width is not None and not segment.fill and len(cells) <= width:
        return [cells]
    if all(len(line) > 1 for line in segment.lines) and (width is None or len(segment.lines) == 1):
        return segment.lines
    if sum(1 for line in segment.lines if len(line) > 1) > len(segment.lines) / 2:
        return _by_lines(segment.lines, width)
    return _by_header(text, cells)


def _by_lines(lines: list[list[Span]], width: int | None) -> list[list[Span]]:
    """Lines put together until a row is full: a cell's own line break has cut the row in two."""
    rows: list[list[Span]] = []
    row: list[Span] = []
    for line in lines:
        if row and (width is None or len(row) + len(line) > width):
            rows.append(row)
            row = []
        row = row + line
        if width is not None and len(row) == width:
            rows.append(row)
            row = []
    return [*rows, row]


def _by_header(text: str, cells: list[Span]) -> list[list[Span]]:
    """A stream of single cells as rows; the words of its headers say what belongs where."""
    words = [cell_text(text, cell) for cell in cells]
    header = find_header(words) if len(cells) <= _MAX_STREAM else None
    if header is None:
        return [[cell] for cell in cells]
    rows = [_filled(cells[: header.start])]
    while header is not None:
        following = find_header(words, header.end)
        at, end = header.end, following.start if following is not None else len(cells)
        rows.append(cells[header.start : at])
        for layout in split_rows(words[at:end], header.kinds) or []:
            row = cells[at : at + len(layout.columns)]
            rows.append([Span(s.start, s.end, column) for s, column in zip(row, layout.columns, strict=True)])
            at += len(layout.columns)
        rows += [[cell] for cell in cells[at:end]]
        header = following
    return rows


def _filled(row: list[Span]) -> list[Span]:
    return row if any(span.end > span.start for span in row) else []


def _under_headers(text: str, rows: list[list[Span]]) -> list[list[Span]]:
    """Rows under a header with the columns that their cells belong to, as far as they fit it."""
    words = [[] if row[0].column is not None else [cell_text(text, span) for span in row] for row in rows]
    return [
        row if columns is None else [Span(s.start, s.end, c) for s, c in zip(row, columns, strict=True)]
        for row, columns in zip(rows, columns_under_heads(words), strict=True)
    ]


def _is_table(text: str, rows: list[list[Span]]) -> bool:
    filled = [span for row in rows for span in row if span.end > span.start]
    if len(filled) < 3 or sum(1 for row in rows if len(row) > 1) < 1:
        return False
    if len(rows) >= 2 and len(filled) >= 4:
        return sum(1 for row in rows if len(row) > 1) >= len(rows) / 3
    return count_info_labels(" ".join(text[span.start : span.end] for span in filled)) >= 2
