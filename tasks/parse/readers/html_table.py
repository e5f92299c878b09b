"""HTML tables as grids: spans counted out, nested tables kept apart, layout tables told from data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.parse.readers import limits
from tasks.parse.readers.assemble import DraftCell
from tasks.parse.readers.html_tree import LINE_TAGS, TEXT, only_text, walk
from tasks.parse.readers.words import join_tidied, tidy

_PLAIN = frozenset(("p", "span", "div", "font", "b", "strong", "em", "i", "u", "center", "a"))
_SECTIONS = frozenset(("thead", "tbody", "tfoot"))
# A cell with the lines of an article in a table of few cells is the page's column, not a form's field.
_ARTICLE_LINES = 8
_ARTICLE_LENGTH = 800
_LAYOUT_CELLS = 6


@dataclass(frozen=True, slots=True)
class TableDraft:
    """A table of a page: its cells, its caption, the tables inside its cells, and whether rows were left out."""

    cells: list[DraftCell]
    caption: str | None
    nested: list[LexborNode]
    is_layout: bool
    cut: bool


@dataclass(slots=True)
class _CellContent:
    lines: list[str]
    nested: list[LexborNode]


def read_table(table: LexborNode, hidden: frozenset[int] = frozenset()) -> TableDraft:
    """The grid of `table`. The text of a nested table is no part of the cell around it: it is a table of its own."""
    cells: list[DraftCell] = []
    nested: list[LexborNode] = []
    article = False
    taken: dict[int, int] = {}  # column -> first row that is free again below a row span
    height = cut = 0
    for row, tr in enumerate(_rows(table)):
        if row >= limits.MAX_TABLE_ROWS:
            cut = 1
            break
        height = row + 1
        column = 0
        for td in tr.iter():
            if td.tag not in ("td", "th"):
                continue
            while taken.get(column, 0) > row:
                column += 1
            if column >= limits.MAX_TABLE_COLUMNS:
                cut = 1
                break
            rows = columns = 1
            attributes = td.attributes
            if attributes:
                if "rowspan" in attributes:
                    rows = _span(attributes["rowspan"], limits.MAX_TABLE_ROWS)
                if "colspan" in attributes:
                    columns = _span(attributes["colspan"], limits.MAX_TABLE_COLUMNS)
                    columns = min(columns, limits.MAX_TABLE_COLUMNS - column)
            single = only_text(td, _PLAIN, hidden)
            if single is not None:
                text = tidy(single[0])
            else:
                content = _content(td, hidden)
                text = join_tidied(content.lines)
                article = article or (len(content.lines) >= _ARTICLE_LINES and len(text) >= _ARTICLE_LENGTH)
                nested += content.nested
            cells.append(DraftCell(text, row, column, rows, columns))
            if rows > 1:
                for covered in range(column, column + columns):
                    taken[covered] = max(taken.get(covered, 0), row + rows)
            column += columns
    cells = [cell if cell.row + cell.row_span <= height else _clipped(cell, height) for cell in cells]
    return TableDraft(cells, _caption(table), nested, _is_layout(cells, nested, article), bool(cut))


def _is_layout(cells: list[DraftCell], nested: list[LexborNode], article: bool) -> bool:
    if all(cell.column == 0 for cell in cells):
        return True
    if article and len(cells) <= _LAYOUT_CELLS:
        return True
    if not nested:
        return False
    own = sum(len(cell.text) for cell in cells)
    return own <= sum(len(tidy(table.text())) for table in nested)


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in _SECTIONS:
            yield from (row for row in child.iter() if row.tag == "tr")


def _content(td: LexborNode, hidden: frozenset[int]) -> _CellContent:
    content = _CellContent([], [])
    inline: list[str] = []

    def close() -> None:
        text = tidy("".join(inline))
        inline.clear()
        if text:
            content.lines.append(text)

    for node, tag, entered in walk(td, lambda node: node.tag == "table", hidden):
        if tag == TEXT:
            inline.append(node.text_content or "")
        elif tag == "table":
            if entered:
                close()
                content.nested.append(node)
        elif tag in LINE_TAGS:
            close()
    close()
    return content


def _caption(table: LexborNode) -> str | None:
    caption = next((child for child in table.iter() if child.tag == "caption"), None)
    return (tidy(caption.text()) or None) if caption is not None else None


def _span(value: str | None, most: int) -> int:
    """A span as browsers read it: digits only, at least 1, and never past the table's bounds."""
    digits = (value or "").strip()[:6]
    return max(1, min(int(digits), most)) if digits.isascii() and digits.isdigit() else 1


def _clipped(cell: DraftCell, height: int) -> DraftCell:
    return DraftCell(cell.text, cell.row, cell.column, height - cell.row, cell.column_span)
