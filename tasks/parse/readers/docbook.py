"""DocBook as antiword writes it: the one of its outputs in which tables are told."""

from __future__ import annotations

from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # comes with python-docx, without types

from tasks.parse.document import Document
from tasks.parse.readers import limits
from tasks.parse.readers.assemble import Assembler, DraftCell
from tasks.parse.readers.edges import nearest, united
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.words import join_lines, tidy

_EDGE = 3.0  # points by which the same rule may miss itself from row to row
_FEWEST_BARS = 12
_WIDEST = 24  # more cells than a row of a form has
_PROSE = ("title", "para", "simpara")


def read_docbook(data: bytes, *, reader: str, format_name: str) -> Document:
    """Read antiword's DocBook. Raises lxml's errors for broken markup."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(data, parser)
    out = Assembler()
    for element in root.iter(*_PROSE, "informaltable", "listitem"):
        if element.tag == "informaltable":
            out.table(_cells(element))
        elif element.tag != "listitem" and not _in_table(element):
            _add_prose(out, element)
    return out.document(reader=reader, format_name=format_name)


def _add_prose(out: Assembler, element: Any) -> None:
    """The text of a paragraph without the tables that stand inside it."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag != "informaltable":
            pieces.append("".join(child.itertext()))
        pieces.append(child.tail or "")
    # A paragraph's lines are cut by antiword at any place.
    text = join_lines("".join(pieces).split("\n"))
    rows = rows_between_bars(text)
    for row in rows:
        out.prose("paragraph", row)
    if rows:
        return
    level = heading_level(text) or (1 if element.tag == "title" or is_title(text) else 0)
    out.prose("heading" if level else "paragraph", text, level=level)


def rows_between_bars(text: str) -> list[str]:
    """The rows of a table that antiword took for a paragraph, a line each; empty where the text is none.

    It writes a bar behind each cell and another where a row ends, so that every so many cells one is blank.
    """
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) < _FEWEST_BARS:
        return []
    best: tuple[float, int] = (0.6, 0)
    for width in range(3, _WIDEST):
        if len(cells) >= 3 * width and not any(cells[width - 1 :: width]):
            begun = cells[::width]
            best = max(best, (sum(map(bool, begun)) / len(begun), width))
    width = best[1]
    rows = [cells[at : at + width] for at in range(0, len(cells), width)] if width else []
    return [_barred(row[:-1], width - 1) for row in rows if any(row)]


def _barred(row: list[str], width: int) -> str:
    filled = max((at + 1 for at, cell in enumerate(row) if cell), default=0)
    return " | ".join(row[:filled]) + " | " + "|" * (width - filled)


def _in_table(element: Any) -> bool:
    return any(ancestor.tag == "informaltable" for ancestor in element.iterancestors())


def _cells(table: Any) -> list[DraftCell]:
    """Rows with merged cells are groups of their own, with other columns: their edges give the grid."""
    groups = [(_edges(group), list(group.iter("row"))) for group in table.iter("tgroup")]
    grid = united((edge for edges, _ in groups for edge in edges), _EDGE)
    cells: list[DraftCell] = []
    number = 0
    for edges, rows in groups:
        columns = [nearest(grid, edge) for edge in edges]
        for row in rows[: limits.MAX_TABLE_ROWS - number]:
            for entry, left, right in zip(row.iter("entry"), columns, columns[1:], strict=False):
                if left < limits.MAX_TABLE_COLUMNS:
                    cells.append(DraftCell(_text(entry), number, left, 1, max(1, right - left)))
            number += 1
    return cells


def _text(entry: Any) -> str:
    return join_lines([tidy(line) for line in "".join(entry.itertext()).split("\n")])


def _edges(group: Any) -> list[float]:
    """Where the columns of a group begin and end, in points from the left of the table."""
    edges = [0.0]
    for column in group.iter("colspec"):
        edges.append(edges[-1] + _points(column.get("colwidth", "")))
    return edges


def _points(width: str) -> float:
    try:
        return float(width.removesuffix("pt"))
    except ValueError:
        return 10 * _EDGE
