"""How much of a document is read for facts: a dump of a database behind a page must not cost the night."""

from __future__ import annotations

from dataclasses import replace

from tasks.parse.document import Block, Document

MAX_CHARACTERS = 500_000
"""The printed reports of a whole county's departments come to some 300 000."""

LEFT_OUT = "read only"
"""How a note begins that tells of something left out."""


def bounded(document: Document) -> Document:
    """The document up to the most that is read; what lies behind is in the archive, and a note tells so.

    A paragraph across the end is shortened, a table across it left out: half a table says something else.
    """
    if len(document.text) <= MAX_CHARACTERS:
        return document
    blocks = [_cut(block) for block in document.blocks if block.start < MAX_CHARACTERS]
    note = f"{LEFT_OUT} the first {MAX_CHARACTERS} of {len(document.text)} characters"
    return replace(
        document,
        text=document.text[:MAX_CHARACTERS],
        blocks=tuple(block for block in blocks if block is not None),
        notes=(*document.notes, note),
    )


def _cut(block: Block) -> Block | None:
    if block.end <= MAX_CHARACTERS:
        return block
    if block.grid is not None:
        return None
    return replace(block, end=MAX_CHARACTERS, text=block.text[: MAX_CHARACTERS - block.start])
