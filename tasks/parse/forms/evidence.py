"""The evidence of a form's values: the span of a cell or a row, and the text there."""

from __future__ import annotations

from typing import TypeVar

from tasks.parse.document import Cell, Document
from tasks.parse.facts import Evidence, Stated

T = TypeVar("T")


def evidence_at(document: Document, start: int, end: int, layout: str, locator: str | None = None) -> Evidence:
    """The evidence of a span of the document's text."""
    return Evidence(start, end, document.text[start:end], layout, locator)


def stated(value: T, document: Document, cell: Cell, layout: str) -> Stated[T]:
    """A value with the cell that states it."""
    return Stated(value, cell.text.strip(), evidence_at(document, cell.start, cell.end, layout, cell.locator))
