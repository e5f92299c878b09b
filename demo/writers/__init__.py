"""From what a document says to what it prints: one writer a layout."""

from __future__ import annotations

from collections.abc import Callable

from demo.paper import Paper
from demo.record import Record
from demo.writers import department, forms, narrative, negative, several

_WRITERS: dict[str, Callable[[Record], Paper]] = {
    "narrative": narrative.report,
    "third_party": narrative.third_party_report,
    "several": several.chapters,
    "department_report": department.report,
    "department_form": forms.department_form,
    "central_form": forms.central_form,
    "hainan_form": forms.hainan_form,
    "news": negative.news,
    "notice": negative.notice,
    "rules": negative.rules,
    "cover": negative.cover,
    "unrelated": negative.unrelated,
}


def write(record: Record) -> Paper:
    """The record as it is printed."""
    return _WRITERS[record.layout](record)
