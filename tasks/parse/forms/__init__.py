"""Reading forms by their labels: self-evaluation tables, target tables, score tables and lists of funds."""

from __future__ import annotations

from tasks.parse.document import Document
from tasks.parse.forms.build import finish
from tasks.parse.forms.form import Form
from tasks.parse.forms.grid import read_grids

__all__ = ["Form", "read_forms"]


def read_forms(document: Document) -> tuple[Form, ...]:
    """Every form of a document in its order, each with the evaluation that it alone states."""
    return tuple(form for draft in read_grids(document) if (form := finish(draft, document)) is not None)
