"""Scanned PDF files by OCR, where the extra (requirements/ocr.lock) is installed: lines, and tables by their rules."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits, ocr_worker
from tasks.parse.readers.page_layout import Words, page_pieces, without_strokes
from tasks.parse.readers.pdf_pieces import Table, assemble
from tasks.parse.readers.printed_lines import Line
from tasks.parse.readers.rules import Box, RuleBudget
from tasks.parse.readers.tools import ToolError, run_tool
from tasks.parse.readers.words import tidy

READER = "ocr"
_NEEDED = ("rapidocr", "onnxruntime", "pypdfium2")
# The worker stops between two pages; the rest is for the page at hand. Together less than a document has as a whole.
SECONDS_FOR_PAGES = 40
_SECONDS = 55


def read_scan(data: bytes, why: str) -> Document:
    """Read the pages of a PDF as images; `why` says what is wrong with its text.

    Raises `UnreadableError("unsupported", ...)` where the extra is not installed.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise UnreadableError("unsupported", f"{why}; the OCR extra (requirements/ocr.lock) is not installed")
    pieces: list[Line | Table] = []
    confidences: list[float] = []
    budget = RuleBudget()
    pages = whole = 0
    for page, of, words, rules in _recognised(data, why):
        pages, whole = pages + 1, of
        confidences += [line.confidence for line in words]
        pieces += page_pieces(words, without_strokes(rules, words), page, budget)
    notes = [why, f"read by OCR: {pages} pages, mean confidence {mean(confidences or [0.0]):.2f}"]
    if pages < whole:
        notes.append(f"{NOT_READ} {whole - pages} of {whole} pages of a scan")
    return assemble(pieces, notes, READER, "pdf")


def _recognised(data: bytes, why: str) -> Iterator[tuple[int, int, list[Words], list[Box]]]:
    with tempfile.TemporaryDirectory(prefix="jixiao-ocr-") as name:
        folder = Path(name)
        (folder / "in.pdf").write_bytes(data)
        arguments = ["in.pdf", str(limits.MAX_SCANNED_PAGES), str(SECONDS_FOR_PAGES)]
        try:
            # Isolated: the folder of the worker holds modules that are named like those of others (html, docx).
            output = run_tool([sys.executable, "-I", str(ocr_worker.__file__), *arguments], folder, _SECONDS)
        except ToolError as error:
            raise UnreadableError("unreadable", f"{why}; OCR: {error}") from error
    for line in output.decode().splitlines():
        page = json.loads(line)
        words = [Words(_box(item), tidy(item[4]), float(item[5])) for item in page["lines"]]
        yield (
            int(page["page"]),
            int(page["of"]),
            [word for word in words if word.text],
            [_box(item) for item in page["rules"]],
        )


def _box(item: list[Any]) -> Box:
    left, top, right, bottom = map(float, item[:4])
    return left, top, right, bottom
