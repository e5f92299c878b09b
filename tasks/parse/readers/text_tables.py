"""Tables that stand in text line by line: in text files, and as lines in the prose of every other format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from tasks.parse.document import Block, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.text_columns import find_spaced, is_spaced_header
from tasks.parse.readers.text_lines import Found, Line
from tasks.parse.readers.text_pipes import find_barred, is_barred
from tasks.parse.readers.text_tabs import find_tabbed, find_tabbed_rows, is_tabbed_row, starts_tabbed


def with_tables(document: Document) -> Document:
    """A document in which the lines of prose that are rows of a table have become one.

    Pages and files are often pasted from a converter's text, each row or each cell a paragraph.
    """
    blocks: list[Block] = []
    for is_table, run in groupby(document.blocks, key=lambda block: block.grid is not None):
        if is_table:
            blocks += run
            continue
        prose = {block.start: block for block in run}
        if not any(_may_hold_cells(block.text) for block in prose.values()):
            blocks += prose.values()
            continue
        lines = [Line(block.start, block.end, block.text) for block in prose.values()]
        for piece in tables_and_lines(document.text, lines):
            blocks.append(piece if isinstance(piece, Block) else prose[piece.start])
    return replace(document, blocks=tuple(blocks)) if len(blocks) < len(document.blocks) else document


def _may_hold_cells(line: str) -> bool:
    """Whether a line has what parts cells: a tab, a bar, or blanks between at least three words."""
    return "\t" in line or "|" in line or len(line.split(None, 2)) > 2


def tables_and_lines(text: str, lines: list[Line]) -> Iterator[Block | Line]:
    """The tables that lines make, and the lines outside of them, in their order."""
    at = plain_until = cells = 0
    while at < len(lines):
        if at >= plain_until:
            found = _find(text, lines, at) if _may_hold_cells(lines[at].text) else None
            if found is not None and found.block is not None:
                yield found.block
                cells += len(found.block.grid.cells) if found.block.grid else 0
                if cells > limits.MAX_CELLS:
                    raise UnreadableError("unsupported", f"more than {limits.MAX_CELLS} cells")
                at = plain_until = found.next_line
                continue
            if found is not None:
                # What was no table as a whole is not looked at again line by line: time stays linear.
                plain_until = found.next_line
        yield lines[at]
        at += 1


def _find(text: str, lines: list[Line], at: int) -> Found | None:
    if is_tabbed_row(lines[at]):
        found = find_tabbed_rows(text, lines, at)
        return (
            found if found.block is not None or not is_spaced_header(text, lines[at]) else find_spaced(text, lines, at)
        )
    if starts_tabbed(lines[at]):
        return find_tabbed(text, lines, at)
    if is_barred(lines[at]):
        return find_barred(text, lines, at)
    if is_spaced_header(text, lines[at]):
        return find_spaced(text, lines, at)
    return None
