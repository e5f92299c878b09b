"""Tables as word processors export them: a cell a line behind a tab, a blank line after each row."""

from __future__ import annotations

import re

from tasks.parse.readers import limits
from tasks.parse.readers.headings import is_title
from tasks.parse.readers.text_lines import Found, Line, Span, cell_text, table_block, trimmed

_LED = re.compile("^[ \u00a0\u3000]*\t")
_UNIT = re.compile(r"^[(（【\[].{1,12}[)）】\]]$")
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
    if len(wide) < 2 and not any(len(row) >= 3 for row in wide):
        return False
    if any(len(row) > limits.MAX_TABLE_COLUMNS for row in wide):
        return False
    cells = [text[span.start : span.end] for row in rows for span in row]
    filled = [cell for cell in cells if cell]
    prose = sum(1 for cell in filled if len(cell) > _PROSE_LENGTH and _SENTENCE_END.search(cell))
    return bool(filled) and prose <= 0.4 * len(filled)
