"""Old binary Office files, whatever they are called.

Kingsoft's own names hide the same containers: .et holds an Excel workbook, .wps a Word document.
"""

from __future__ import annotations

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.ole_container import Container


def read_ole(data: bytes) -> Document:
    """Read a binary Office file. Raises `UnreadableError` for other things in such a container."""
    if len(data) > limits.MAX_OLD_OFFICE_BYTES:
        raise UnreadableError("unsupported", f"a binary Office file larger than {limits.MAX_OLD_OFFICE_BYTES} bytes")
    container = Container(data)
    kind, name = container.kind()
    if kind == "xls":
        from tasks.parse.readers.xls import read_xls

        return read_xls(container.stream(name))
    if kind == "doc":
        from tasks.parse.readers.doc import read_doc

        return read_doc(data)
    if kind == "encrypted":
        raise UnreadableError("unsupported", "an Office file locked with a password")
    raise UnreadableError("unsupported", "an OLE file that is neither Word nor Excel")
