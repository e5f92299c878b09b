"""An article that a site spreads over several pages, as the one document that it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tasks.parse.document import NOT_READ, Block, Cell, Document
from tasks.parse.readers.furniture import count_info_labels, is_publication_line


@dataclass(frozen=True, slots=True)
class Part:
    """A further page: which one it is, of how many, and where the archive has it."""

    number: int
    of: int
    warc_file: str
    warc_offset: int
    content_type: str | None


def parts_of(stated: str | None) -> tuple[Part, ...]:
    """The further pages that a row of the manifest names, in their order."""
    found = []
    for name, warc_file, warc_offset, content_type in json.loads(stated or "[]"):
        number, of = map(int, name.split("/"))
        found.append(Part(number, of, warc_file, warc_offset, content_type))
    return tuple(found)


def join_parts(first: Document, further: Mapping[int, Document], of: int) -> Document:
    """The first page and those behind it, by their number, as one document; a note tells which of them are missing.

    The title and the page data that every page begins with stand once. Spans are those of the joined text.
    """
    text = first.text
    blocks = list(first.blocks)
    notes = list(first.notes)
    for number in sorted(further):
        page = further[number]
        notes += [note for note in page.notes if note not in notes]
        kept = _own_blocks(first, page)
        if not kept:
            continue
        start, end = kept[0].start, kept[-1].end
        shift = len(text) + 1 - start
        text = f"{text}\n{page.text[start:end]}"
        blocks += [replace(_shifted(block, shift), locator=block.locator or f"page {number}") for block in kept]
    missing = [number for number in range(2, of + 1) if number not in further]
    if missing:
        notes.append(f"{NOT_READ} {len(missing)} of the article's {of} pages")
    return replace(first, text=text, blocks=tuple(blocks), notes=tuple(notes))


def _own_blocks(first: Document, page: Document) -> tuple[Block, ...]:
    """The blocks of a further page behind the title and page data that it begins with, as the first page does."""
    if page.text == first.text:
        return ()
    titles = tuple(filter(None, (page.meta.tags.get("articletitle"), page.meta.html_title)))
    own = 0
    for at, (block, before) in enumerate(zip(page.blocks, first.blocks, strict=False), 1):
        is_data = is_publication_line(block.text) or count_info_labels(block.text) >= 2
        if block.text != before.text and not is_data:
            break
        if is_data or any(title.startswith(block.text) for title in titles):
            own = at
    return page.blocks[own:]


def _shifted(block: Block, by: int) -> Block:
    grid = block.grid
    if grid is not None:
        grid = replace(grid, cells=tuple(_shifted_cell(cell, by) for cell in grid.cells))
    return replace(block, start=block.start + by, end=block.end + by, grid=grid)


def _shifted_cell(cell: Cell, by: int) -> Cell:
    return replace(cell, start=cell.start + by, end=cell.end + by)
