"""Plain text: exports of word processors and text versions of pages."""

from __future__ import annotations

from tasks.parse.document import Block, Document, PageMeta, UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.charset import Decoded
from tasks.parse.readers.furniture import is_furniture, site_code
from tasks.parse.readers.headings import heading_level, is_title
from tasks.parse.readers.text_lines import Line, split_lines, trimmed
from tasks.parse.readers.text_tables import tables_and_lines
from tasks.parse.readers.titles import with_title_lines

READER = "text"
_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0B, 0x20), 0x7F), " ")


def read_text(decoded: Decoded, format_name: str = "text") -> Document:
    """Read plain text. `Document.text` is the text itself; blocks stand in it.

    Only line ends are made plain line breaks and control characters blanks. Furniture stays in the text, but no
    block covers it.
    """
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)
    blocks, furniture = _blocks(text)
    if not blocks:
        raise UnreadableError("empty", "no text in this text file")
    around = "\n".join(furniture)
    meta = PageMeta(
        site_id_code=site_code(around), furniture=around[: limits.MAX_FURNITURE], encoding_note=decoded.note
    )
    notes = (decoded.note,) if decoded.note else ()
    return Document(text, tuple(blocks), READER, format_name, decoded.charset, meta, notes)


def _blocks(text: str) -> tuple[list[Block], list[str]]:
    blocks: list[Block] = []
    furniture: list[str] = []
    for piece in tables_and_lines(text, split_lines(text)):
        block = piece if isinstance(piece, Block) else _line_block(text, piece)
        if block is not None and block.grid is None and is_furniture(block.text):
            furniture.append(block.text)
        elif block is not None:
            blocks.append(block)
    return with_title_lines(blocks), furniture


def _line_block(text: str, line: Line) -> Block | None:
    span = trimmed(text, line.start, line.start + len(line.text.rstrip("| \t\u00a0\u3000")))
    if span.start == span.end:
        return None
    words = text[span.start : span.end]
    level = heading_level(words) or (1 if is_title(words) else 0)
    return Block("heading" if level else "paragraph", span.start, span.end, words, level=level)
