"""From a printed document to the bytes of a file. The same document always gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable

from demo.formats import docx, pdf, textdump, xlsx
from demo.paper import Paper

FORMATS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (docx.render, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (xlsx.render, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (pdf.render, "application/pdf"),
    "txt": (textdump.render, "text/plain"),
}
"""Renderer and content type of each format of attachments."""
