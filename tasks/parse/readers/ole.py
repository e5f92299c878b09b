"""OLE containers: which of the old binary Office formats is inside, whatever the file is called.

Kingsoft's own names hide the same containers: .et holds an Excel workbook, .wps a Word document.
"""

from __future__ import annotations

from io import StringIO
from typing import Literal

from xlrd.compdoc import CompDoc  # type: ignore[import-untyped]

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits

OleKind = Literal["xls", "doc", "encrypted", "other"]
_KINDS: tuple[tuple[str, OleKind], ...] = (
    # A workbook may carry a Word document inside, and a Word document a workbook, but not beside it in the root.
    ("encryptedpackage", "encrypted"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("worddocument", "doc"),
)


def read_ole(data: bytes) -> Document:
    """Read a binary Office file. Raises `UnreadableError` for other things in such a container."""
    if len(data) > limits.MAX_OLD_OFFICE_BYTES:
        raise UnreadableError("unsupported", f"a binary Office file larger than {limits.MAX_OLD_OFFICE_BYTES} bytes")
    kind = ole_kind(data)
    if kind == "xls":
        from tasks.parse.readers.xls import read_xls

        return read_xls(data)
    if kind == "doc":
        from tasks.parse.readers.doc import read_doc

        return read_doc(data)
    if kind == "encrypted":
        raise UnreadableError("unsupported", "an Office file locked with a password")
    raise UnreadableError("unsupported", "an OLE file that is neither Word nor Excel")


def ole_kind(data: bytes) -> OleKind:
    """What stands in the root of the container. Raises xlrd's errors for damaged containers."""
    entries = CompDoc(data, logfile=StringIO()).dirlist
    names = {entries[index].name.lower() for index in entries[0].children}
    return next((kind for name, kind in _KINDS if name in names), "other")
