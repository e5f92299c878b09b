"""Old Word documents (doc, Kingsoft wps) and rich text: by ourselves, else by whichever of three programs is there.

None of the programs is always right: LibreOffice keeps merged cells but runs the cells of some tables together,
antiword keeps those but loses rows with merged cells, catdoc keeps at least the words. They read what we do not:
documents older than Word 97.
"""

from __future__ import annotations

import re
import struct
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.charset import decode
from tasks.parse.readers.defects import unreadable
from tasks.parse.readers.docbook import read_docbook
from tasks.parse.readers.docx import read_docx
from tasks.parse.readers.soffice import find_soffice, to_docx
from tasks.parse.readers.text import read_text
from tasks.parse.readers.text_tables import with_tables
from tasks.parse.readers.tools import ToolError, find_tool, run_tool
from tasks.parse.readers.word_binary import read_word_binary

TABLE_LOST = f"{NOT_READ} the rows of a table, whose cells ran together"
"""The note on a document whose words are those of a form, while no program told its table."""

_SECONDS = 60
_LABEL = (
    r"项目名称|主管部门|实施单位|年初预算数?|全年预算数?|全年执行数?|年度资金总额|[一二三]级指标|年度指标值|实际完成值"
    r"|分值|得分|(?:预算)?执行率|偏差原因|预算数|执行数|序号"
)
_FORM_LABELS = re.compile(_LABEL)
_GLUED = re.compile(rf"(?:(?:{_LABEL})(?:[(（][^()（）]{{0,20}}[)）])?\s?){{3}}")
_FORM = 3
_Attempt = tuple[str, Callable[[], Document]]


def read_doc(data: bytes) -> Document:
    """Read a binary Word document. Raises `UnreadableError` where neither we nor any program installed can read it."""
    try:
        return read_word_binary(data)
    except UnreadableError as error:
        own = error
    except (struct.error, IndexError, KeyError, ValueError) as error:
        own = UnreadableError("unreadable", f"damaged: {type(error).__name__}: {error}")
    soffice, antiword, catdoc = find_soffice(), find_tool("antiword"), find_tool("catdoc")
    attempts: list[_Attempt] = []
    if soffice:
        attempts.append(("soffice", lambda: _by_soffice(soffice, data, "doc")))
    if antiword:
        attempts.append(("antiword", lambda: _by_antiword(antiword, data)))
    if catdoc:
        attempts.append(("catdoc", lambda: _by_catdoc(catdoc, data)))
    if not attempts:
        raise UnreadableError(own.state, f"doc: {own.reason}; none of soffice, antiword, catdoc is installed")
    return _best(attempts, "doc")


def read_rtf(data: bytes) -> Document:
    """Read rich text. Raises `UnreadableError` where LibreOffice is not installed or cannot read it."""
    if len(data) > limits.MAX_OLD_OFFICE_BYTES:
        raise UnreadableError("unsupported", f"rich text larger than {limits.MAX_OLD_OFFICE_BYTES} bytes")
    soffice = find_soffice()
    if soffice is None:
        raise UnreadableError("unsupported", "rtf: soffice is not installed")
    return _best([("soffice", lambda: _by_soffice(soffice, data, "rtf"))], "rtf")


def _best(attempts: list[_Attempt], format_name: str) -> Document:
    """The first reading that lost no table, else the first at all."""
    first: Document | None = None
    failures: list[UnreadableError] = []
    for name, attempt in attempts:
        try:
            document = with_tables(attempt())
        except UnreadableError as error:
            failures.append(UnreadableError(error.state, f"{name}: {error.reason}"))
        except Exception as error:
            failure = unreadable(error, f"output of {name}")
            failures.append(UnreadableError(failure.state, f"{name}: {failure.reason}"))
        else:
            if not _lost_table(document):
                return document
            first = first or document
    if first is not None:
        return replace(first, notes=(*first.notes, TABLE_LOST))
    states = {failure.state for failure in failures}
    state = "failed" if "failed" in states else "empty" if states == {"empty"} else "unreadable"
    raise UnreadableError(state, f"{format_name}: " + "; ".join(failure.reason for failure in failures)[:280])


def _lost_table(document: Document) -> bool:
    if any(_GLUED.search(block.text) for block in document.prose()):
        return True
    if next(document.tables(), None) is not None:
        return False
    return len(set(_FORM_LABELS.findall(document.text))) >= _FORM


def _by_soffice(program: str, data: bytes, suffix: str) -> Document:
    document = read_docx(_converted(program, data, suffix))
    return replace(document, reader="soffice", format=suffix)


def _converted(program: str, data: bytes, suffix: str) -> bytes:
    try:
        return to_docx(program, data, suffix)
    except ToolError as error:
        raise UnreadableError("unreadable", str(error)) from error


def _by_antiword(program: str, data: bytes) -> Document:
    written = _written([program, "-m", "UTF-8.txt", "-x", "db", "in.doc"], data)
    return read_docbook(written, reader="antiword", format_name="doc")


def _by_catdoc(program: str, data: bytes) -> Document:
    # Lines as long as they are: it would cut cells otherwise.
    written = _written([program, "-w", "-d", "utf-8", "in.doc"], data)
    return replace(read_text(decode(written), "doc"), reader="catdoc")


def _written(command: list[str], data: bytes) -> bytes:
    with tempfile.TemporaryDirectory(prefix="jixiao-doc-") as name:
        folder = Path(name)
        (folder / "in.doc").write_bytes(data)
        try:
            return run_tool(command, folder, _SECONDS)
        except ToolError as error:
            raise UnreadableError("unreadable", str(error)) from error
