"""Masking personal data before anything is read out of a document, in place, so that every span stays true.

The law lets published personal data be processed within reason only (个人信息保护法 art. 13 and 27); an audit of money
needs no phone numbers and no names of clerks. Organisations, roles and amounts stay. What is masked: phones, identity
numbers, e-mail and QQ addresses, bank cards, and names where a field, a role or 同志 says that a person is named.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.parse.document import NOT_READ, Block, Document, Link
from tasks.parse.numbers.folding import fold
from tasks.parse.redact.cells import in_grid
from tasks.parse.redact.figures import figures
from tasks.parse.redact.labels import PERSON_IN_TEXT, ROLE
from tasks.parse.redact.masking import MASK, mask_of, masked
from tasks.parse.redact.names import names, repeated
from tasks.parse.redact.person_rows import person_rows

__all__ = ["MASK", "redact"]

# Without one of these nothing in a text is masked. The words are apart from the figures, because a pattern of words
# alone is found ten times as fast.
_SUSPECT_FIGURE = re.compile(r"[\d@]")
_SUSPECT_WORD = re.compile(rf"{PERSON_IN_TEXT}|{ROLE}|同志|微信")


def redact(document: Document) -> Document:
    """The document with personal data masked by ＊ of the same length in text, blocks, cells and page furniture."""
    folded = fold(document.text)
    spans = [*figures(folded), *names(folded)]
    listed = 0
    for block in document.tables():
        if block.grid is not None:
            spans.extend(in_grid(document.text, block.grid))
            persons = person_rows(block.grid)
            listed += len(persons)
            spans.extend((cell.start, cell.end) for cells in persons for cell in cells)
    spans.extend(repeated(folded, spans))
    text = masked(document.text, spans)
    blocks = tuple(_redacted_block(block, document.text, text) for block in document.blocks)
    meta = replace(
        document.meta,
        furniture=_plain(document.meta.furniture),
        html_title=None if document.meta.html_title is None else _plain(document.meta.html_title),
        tags={name: _plain(value) for name, value in document.meta.tags.items()},
        links=_plain_links(document.meta.links),
    )
    notes = (*document.notes, f"{NOT_READ} {listed} rows of persons") if listed else document.notes
    return replace(document, text=text, blocks=blocks, meta=meta, notes=notes)


def _redacted_block(block: Block, before: str, after: str) -> Block:
    grid = block.grid
    if grid is not None and grid.caption is not None:
        grid = replace(grid, caption=_plain(grid.caption))
    if before[block.start : block.end] == after[block.start : block.end]:
        return block if grid is block.grid else replace(block, grid=grid)
    mask = mask_of(before, after)
    if grid is not None:
        cells = [(cell, mask(cell.text, cell.start, cell.end)) for cell in grid.cells]
        # In most tables one cell names a person.
        masked_cells = tuple(cell if said == cell.text else replace(cell, text=said) for cell, said in cells)
        grid = replace(grid, cells=masked_cells)
    masked = mask(block.text, block.start, block.end)
    return Block(block.kind, block.start, block.end, masked, block.level, grid, block.locator)


def _plain(text: str) -> str:
    folded = fold(text)
    if not _is_suspect(folded):
        return text
    return masked(text, [*figures(folded), *names(folded)])


def _plain_links(links: tuple[Link, ...]) -> tuple[Link, ...]:
    # Most pages name nobody in any of their hundred links.
    if not _is_suspect(fold("\n".join([link.text for link in links]))):
        return links
    return tuple(replace(link, text=_plain(link.text)) for link in links)


def _is_suspect(folded: str) -> bool:
    return _SUSPECT_FIGURE.search(folded) is not None or _SUSPECT_WORD.search(folded) is not None
