"""Reading forms by their labels: self-evaluation tables, target tables, score tables and lists of funds."""

from __future__ import annotations

from tasks.parse.document import Document
from tasks.parse.forms.build import finish
from tasks.parse.forms.flow import read_flow
from tasks.parse.forms.form import Form
from tasks.parse.forms.glued import read_glued
from tasks.parse.forms.grid import read_grids

__all__ = ["Form", "read_forms"]


def read_forms(document: Document) -> tuple[Form, ...]:
    """Every form of a document in its order, each with the evaluation that it alone states.

    Tables are read as tables. In plain text a "table" is what a reader could still make of spaces and bars: there
    the text is also read as a stream of labels and values, and the reading that explains most of it holds.
    """
    drafts = read_grids(document)
    if document.format == "text" or not drafts:
        for other in (read_flow(document), read_glued(document)):
            if sum(draft.size for draft in other) > sum(draft.size for draft in drafts):
                drafts = other
    return tuple(form for draft in drafts if (form := finish(draft, document)) is not None)
