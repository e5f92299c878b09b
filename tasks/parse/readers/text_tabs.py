"""Tables with tabs: a cell a line behind a tab and a blank line after each row, or a row a line.

The first is how word processors export tables, the second how they come out of spreadsheets.
"""

from __future__ import annotations

import re

from tasks.parse.readers import limits
from tasks.parse.readers.headings import is_title
from tasks.parse.readers.text_lines import Found, Line, Span, cell_text, table_block, trimmed

_LED = re.compile("^[ \u00a0\u3000]*\t")
_UNIT = re.compile(r"^[(（【\[].{1,12}[)）】\]]$")
# "1.", tab, "负责…": a numbered paragraph of a word processor, not a row.
_NUMBER_ONLY = re.compile(r"^(?:\d{1,2}[.、．)]?|[(（]?[一二三四五六七八九十\d]{1,3}[)）、.]|[•●·\-—])$")
_SENTENCE_END = re.compile(r"[。；！？]$")
_LONGEST_PIECE = 600
_PROSE_LENGTH = 40


def starts_tabbed(line: Line) -> bool:
    """Whether a line opens a cell of such a table."""
    return bool(_LED.match(line.text))


def find_tabbed(text: str, lines: list[Line], first: int) -> Found:
    """The table that begins at line `first`, whose rows may be of different widths as merged cells stand once.

    Paragraphs that are merely indented with a tab are no table.
    """
    rows: list[list[Span]] = [[]]
    at = first
    while at < len(lines) and len(rows) <= limits.MAX_TABLE_ROWS:
        line = lines[at]
        if starts_tabbed(line):
            if len(rows[-1]) <= limits.MAX_TABLE_COLUMNS:
                rows[-1] += _cells_of(line)
            at += 1
            continue
        piece = _continuation(lines, at, text, rows)
        if piece is not None:
            row = rows[-1] or rows[-2]
            if not rows[-1]:
                rows.pop()
            row[-1] = Span(row[-1].start, lines[piece - 1].end)
            at = piece
        elif line.blank:
            following = _next_filled(lines, at)
            if following is None or not (
                starts_tabbed(lines[following]) or _continuation(lines, following, text, rows, gap=following - at)
            ):
                break
            if rows[-1]:
                rows.append([])
            at = following
        else:
            break
    rows = [[trimmed(text, span.start, span.end) for span in row] for row in rows if row]
    return Found(table_block(text, rows) if _is_table(text, rows) else None, max(at, first + 1))


def is_tabbed_row(line: Line) -> bool:
    """Whether a line holds words on both sides of a tab: a row of its own."""
    return "\t" in line.text.strip()


def find_tabbed_rows(text: str, lines: list[Line], first: int) -> Found:
    """The table of the lines from `first` on that are rows of their own; an empty cell is two tabs side by side."""
    at = first
    rows: list[list[Span]] = []
    while at < len(lines) and "\t" in lines[at].text.strip(" ") and len(rows) < limits.MAX_TABLE_ROWS:
        position = lines[at].start
        row = []
        for piece in lines[at].text.split("\t")[: limits.MAX_TABLE_COLUMNS]:
            row.append(trimmed(text, position, position + len(piece)))
            position += len(piece) + 1
        rows.append(row)
        at += 1
    if all(row[0].start == row[0].end and len(row) > 1 for row in rows):
        # The whole table is set in by a tab.
        rows = [row[1:] for row in rows]
    numbered = sum(1 for row in rows if len(row) == 2 and _NUMBER_ONLY.match(text[row[0].start : row[0].end]))
    wide = sum(1 for row in rows if sum(1 for span in row if span.end > span.start) >= 2)
    is_table = wide >= 2 and numbered < len(rows) / 2 and _is_table(text, rows)
    return Found(table_block(text, rows) if is_table else None, at)


def _cells_of(line: Line) -> list[Span]:
    """The cells that a line opens: one, or several where tabs stand inside it too."""
    match = _LED.match(line.text)
    position = line.start + (match.end() if match else 0)
    cells = []
    for piece in line.text[position - line.start :].rstrip("\t ").split("\t"):
        cells.append(Span(position, position + len(piece)))
        position += len(piece) + 1
    return cells


def _continuation(lines: list[Line], at: int, text: str, rows: list[list[Span]], gap: int = 0) -> int | None:
    """The line after the lines at `at` that still belong to the last cell, or None where they do not.

    A cell runs on over lines without a tab ("目标1：...", "目标2：...") as long as another cell follows. Behind one
    blank line only a broken label runs on ("计划投资额", blank, "（万元）"), and the row with it.
    """
    last = (rows[-1] or (rows[-2] if len(rows) > 1 else []))[-1:]
    if lines[at].blank or not last:
        return None
    after = at
    length = 0
    while after < len(lines) and not lines[after].blank and not starts_tabbed(lines[after]):
        length += len(lines[after].text)
        after += 1
    if after == len(lines) or length > _LONGEST_PIECE:
        return None
    label = cell_text(text, last[0])
    behind_gap = gap > 0 or (not rows[-1] and len(rows) > 1)
    if behind_gap:
        piece = lines[at].text.strip()
        is_label = bool(label) and len(label) <= 16 and gap <= 1 and after == at + 1 and starts_tabbed(lines[after])
        short = len(piece) <= 5 and not is_title(piece) and not re.search(r"[：:。\d]", piece + label)
        return after if is_label and (bool(_UNIT.match(piece)) or short) else None
    if starts_tabbed(lines[after]):
        return after
    following = _next_filled(lines, after)
    return after if label and following is not None and starts_tabbed(lines[following]) else None


def _next_filled(lines: list[Line], at: int) -> int | None:
    while at < len(lines) and lines[at].blank:
        at += 1
    return at if at < len(lines) else None


def _is_table(text: str, rows: list[list[Span]]) -> bool:
    wide = [row for row in rows if len(row) >= 2]
    if len(rows) < 2 or (len(wide) < 2 and not any(len(row) >= 3 for row in wide)):
        return False
    if any(len(row) > limits.MAX_TABLE_COLUMNS for row in wide):
        return False
    cells = [text[span.start : span.end] for row in rows for span in row]
    filled = [cell for cell in cells if cell]
    prose = sum(1 for cell in filled if len(cell) > _PROSE_LENGTH and _SENTENCE_END.search(cell))
    return bool(filled) and prose <= 0.4 * len(filled)
