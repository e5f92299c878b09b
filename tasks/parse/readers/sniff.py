"""The format of a file from its bytes.

Names and Content-Type headers lie: HTML is served as .xls, error pages as .pdf.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Literal

from tasks.parse.readers import limits
from tasks.parse.readers.charset import wide_charset

Format = Literal[
    "html",
    "text",
    "docx",
    "xlsx",
    "pdf",
    "ole",
    "rtf",
    "ofd",
    "zip",
    "rar",
    "7z",
    "gzip",
    "image",
    "office_xml",
    "mhtml",
    "binary",
    "empty",
    "damaged_zip",
]

_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_HTML = re.compile(
    r"<\s*(?:!doctype\s+html|html|head|body|meta|title|script|style|table|div|p|span|h[1-6]|ul|td|tr|font|center)\b",
    re.IGNORECASE,
)
# Not a page that was saved by Excel: that is HTML, and names these too.
_OFFICE_XML = re.compile(
    r"<(?:\w+:)?(?:Workbook|wordDocument|package)\b[^>]*?"
    r"(?:urn:schemas-microsoft-com:office:spreadsheet|schemas\.microsoft\.com/office/(?:word/2003|2006/xmlPackage))"
)
_HEAD = 4096
_CONTROL = bytes((*range(9), *range(14, 27), *range(28, 32)))


def sniff(data: bytes) -> Format:
    """The format of `data`."""
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        return "empty"
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    if data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data):
        return "image"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return _sniff_text(data)


def _sniff_zip(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {info.filename.lower().lstrip("/") for info in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError, RuntimeError):
        return "damaged_zip"
    if "word/document.xml" in names or "word/document2.xml" in names:
        return "docx"
    if any(name.startswith("xl/workbook.") for name in names):
        return "xlsx"
    if "ofd.xml" in names:
        return "ofd"
    return "zip"


def _sniff_text(data: bytes) -> Format:
    head = data[:_HEAD]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        wide = head[2 : _HEAD - 2].decode(
            "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be", errors="replace"
        )
        return "html" if _HTML.search(wide) else "text"
    charset = wide_charset(data)
    if charset is not None:
        return "html" if _HTML.search(head.decode(charset, errors="replace")) else "text"
    if len(head) - len(head.translate(None, _CONTROL)) > len(head) // 50:
        return "binary"
    start = head.decode("latin-1")
    if "schemas" in start and _OFFICE_XML.search(start):
        return "office_xml"
    if start[:300].lower().startswith("mime-version:") or "multipart/related" in start[:600].lower():
        return "mhtml"
    return "html" if _HTML.search(start) else "text"


def unpacked_size(data: bytes) -> int:
    """The bytes a zip container unfolds to by its own account; more than the limit for one that cannot be listed."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError, RuntimeError):
        return limits.MAX_UNPACKED_BYTES + 1
