"""Plain text: exports of word processors and text versions of pages."""

from __future__ import annotations

import re

from tasks.parse.document import Block, Document, PageMeta, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.charset import Decoded
from tasks.parse.readers.furniture import is_furniture, site_code
from tasks.parse.readers.headings import heading_level, is_title

READER = "text"
_LINE = re.compile(r"[^\n]+")


def read_text(decoded: Decoded, format_name: str = "text") -> Document:
    """Read plain text. `Document.text` is the text itself with line ends made "\\n": blocks stand in it."""
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    blocks: list[Block] = []
    furniture: list[str] = []
    for match in _LINE.finditer(text):
        block = _line_block(text, match.start(), match.end())
        if block is None:
            continue
        if is_furniture(block.text):
            furniture.append(block.text)
        else:
            blocks.append(block)
    if not blocks:
        raise UnreadableError("empty", "no text in this text file")
    meta = PageMeta(
        site_id_code=site_code("\n".join(furniture)),
        furniture="\n".join(furniture)[: limits.MAX_FURNITURE],
        encoding_note=decoded.note,
    )
    notes = (decoded.note,) if decoded.note else ()
    return Document(text, tuple(blocks), READER, format_name, decoded.charset, meta, notes)


def _line_block(text: str, start: int, end: int) -> Block | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    line = text[start:end]
    level = heading_level(line) or (1 if is_title(line) else 0)
    return Block("heading" if level else "paragraph", start, end, line, level=level)
