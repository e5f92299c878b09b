"""Web archives (MHTML): what word processors save as a "single file web page" and sites serve as .doc."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers.charset import decode
from tasks.parse.readers.html import read_html


def read_mhtml(data: bytes) -> Document:
    """Read the page inside a web archive. Raises `UnreadableError("unsupported", ...)` where there is none."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return replace(read_html(decode(payload, content_type=_content_type(part))), format="mhtml")
    raise UnreadableError("unsupported", "a web archive without a page")


def _content_type(part: Message) -> str:
    return str(part.get("Content-Type", ""))
