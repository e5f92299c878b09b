"""Reading forms by their labels: self-evaluation tables, target tables, score tables and lists of funds."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.parse.document import Document
from tasks.parse.forms.build import finish
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.flow import read_flow
from tasks.parse.forms.form import Form
from tasks.parse.forms.glued import read_glued
from tasks.parse.forms.grid import read_grids
from tasks.parse.forms.labels import SOURCES, Field
from tasks.parse.forms.plausible import doubts
from tasks.parse.forms.scores import EXECUTION_LAYOUT
from tasks.parse.forms.stream import tokens

# Cells run together in short files that a converter gave up on; a long text without any table is prose.
_LONGEST_GLUED = 100_000

__all__ = ["EXECUTION_LAYOUT", "Form", "read_forms"]


def read_forms(document: Document) -> tuple[Form, ...]:
    """Every form of a document in its order, each with the evaluation that it alone states.

    Tables are read as tables. Where money stands outside of them, or a "table" is what could still be made of spaces
    and bars, the text is also read as a stream of labels and values, and of the readings that contradict themselves
    least the one that explains most of it holds.
    """
    drafts = read_grids(document)
    if not drafts or _is_flattened(document):
        drafts = _completed(*sorted((drafts, read_flow(document)), key=_rank))
    if all(draft.is_empty for draft in drafts) and len(document.text) <= _LONGEST_GLUED:
        drafts = min((drafts, read_glued(document)), key=_rank)
    return tuple(form for draft in drafts if (form := finish(draft, document)) is not None)


def _completed(best: tuple[Draft, ...], other: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The better reading, with the part of a form that it has nothing of and the other reads without a doubt."""
    if len(best) == len(other) and not sum(map(doubts, other)):
        for draft, second in zip(best, other, strict=True):
            draft.complete(second)
    return best


def _is_flattened(document: Document) -> bool:
    """Whether a form stands in a text file, in lines of text that were made a table, or as lines between tables."""
    if document.format == "text" or any(block.grid is not None and block.grid.is_loose for block in document.blocks):
        return True
    found = {token.field for token in tokens(document, prose=True)}
    return len(found & SOURCES) >= 2 and bool(found & {Field.TOTAL, Field.NAME})


def _rank(reading: Sequence[Draft]) -> tuple[bool, int, int]:
    return not reading, sum(map(doubts, reading)), -sum(draft.size for draft in reading)
