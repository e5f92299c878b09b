"""The readers: from the bytes of a file to a `Document`, whatever the format, or a recorded reason."""

from __future__ import annotations

from dataclasses import replace

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.charset import decode
from tasks.parse.readers.defects import unreadable
from tasks.parse.readers.html import read_html
from tasks.parse.readers.lost_cells import with_lost_cells
from tasks.parse.readers.mhtml import read_mhtml
from tasks.parse.readers.sniff import Format, sniff
from tasks.parse.readers.text import read_text
from tasks.parse.readers.text_tables import with_tables
from tasks.parse.readers.titles import with_title_lines

__all__ = ["read"]

_UNSUPPORTED: dict[Format, str] = {
    "zip": "a zip archive: its files are documents of their own",
    "rar": "a rar archive: its files are documents of their own",
    "7z": "a 7z archive: its files are documents of their own",
    "gzip": "a gzip archive: its file is a document of its own",
    "image": "an image",
    "binary": "an unknown binary format",
}


def read(data: bytes, *, content_type: str | None = None, name: str | None = None) -> Document:
    """Read a file of any supported format.

    The format is found in the bytes: `content_type` gives only a charset, `name` is not trusted at all. Raises
    `UnreadableError` with the state and the reason to record, and nothing else, whatever the bytes; its state tells a
    mistake of our own ("failed") from a damaged file ("unreadable").
    """
    if len(data) > limits.MAX_BYTES:
        raise UnreadableError("unsupported", f"larger than {limits.MAX_BYTES} bytes")
    found = sniff(data)
    try:
        document = _read(data, found, content_type)
        if document.reader == "text":
            return document
        document = with_lost_cells(with_tables(document))
        blocks = tuple(with_title_lines(document.blocks))
        return document if blocks == document.blocks else replace(document, blocks=blocks)
    except UnreadableError:
        raise
    except BaseException as error:
        # Every library below may stumble over damaged bytes in ways of its own; a panic in one that is written in
        # Rust is not even an `Exception`.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise unreadable(error, f"{found} file") from error


def _read(data: bytes, found: Format, content_type: str | None) -> Document:
    if found == "empty":
        raise UnreadableError("empty", "no bytes but white space")
    if found == "damaged_zip":
        raise UnreadableError("unreadable", "a damaged zip container")
    if found in ("html", "text", "mhtml", "office_xml"):
        if len(data) > limits.MAX_MARKUP_BYTES:
            raise UnreadableError("unsupported", f"a page or text larger than {limits.MAX_MARKUP_BYTES} bytes")
        if found == "mhtml":
            return read_mhtml(data)
        if found == "office_xml":
            from tasks.parse.readers.office_xml import read_office_xml

            return read_office_xml(data)
        decoded = decode(data, content_type=content_type)
        return read_html(decoded) if found == "html" else read_text(decoded)
    # Their libraries take longer to import than a hundred pages take to read, and most batches hold pages only.
    if found == "docx":
        from tasks.parse.readers.docx import read_docx

        return read_docx(data)
    if found == "xlsx":
        from tasks.parse.readers.xlsx import read_xlsx

        return read_xlsx(data)
    if found == "ole":
        from tasks.parse.readers.ole import read_ole

        return read_ole(data)
    if found == "rtf":
        from tasks.parse.readers.doc import read_rtf

        return read_rtf(data)
    if found == "ofd":
        from tasks.parse.readers.ofd import read_ofd

        return read_ofd(data)
    if found == "pdf":
        from tasks.parse.readers.pdf import read_pdf

        return read_pdf(data)
    raise UnreadableError("unsupported", _UNSUPPORTED.get(found, f"a {found} file"))
