"""Mirror pages in traditional characters with pinyin in brackets, read as the simplified text they were made from.

Copies on foreign hosts turn 项目 into 項(xiàng)目 and 预算数 into 預(yù)算數(shù); converters break lines in the
middle of words. The rules work on a repaired document; afterwards every span is carried back, so that evidence quotes
the page as it stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from tasks.parse.document import Block, Document
from tasks.parse.extract.wraps import page_breaks, wraps
from tasks.parse.facts import Evidence, Facts, Score, Stated
from warehouse.script import PINYIN, simplified, traditional_share

T = TypeVar("T")
# With the number that a document library put before a page.
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*(?:\d{1,2}、)?")

# A simplified page may hold a few such characters in names; a converted page has them in every line.
_CONVERTED_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the characters of a repaired text stood: `source[i]` holds from `target[i]` on, in step with the text."""

    target: tuple[int, ...]
    source: tuple[int, ...]

    def back(self, position: int) -> int:
        """The place in the original text of a place in the repaired one."""
        run = bisect_right(self.target, position) - 1
        return self.source[run] + position - self.target[run]


def is_converted(text: str) -> bool:
    """Whether a page was turned into traditional characters or had pinyin put into it."""
    if len(PINYIN.findall(text)) >= 3:
        return True
    return traditional_share(text) > _CONVERTED_SHARE


def simplify(document: Document) -> tuple[Document, Origin] | None:
    """The repaired document and the way back to the original, or None where there is nothing to repair."""
    converted = is_converted(document.text)
    pages, lines = ([(at.start, at.end) for at in found] for found in (page_breaks(document.text), wraps(document)))
    holes = sorted({*pages, *lines})
    if not converted and not holes:
        return None
    if converted:
        holes = sorted({*holes, *(match.span() for match in PINYIN.finditer(document.text))})
    target, source, starts = [0], [0], [-1]
    pieces: list[str] = []
    position = length = 0
    for start, end in holes:
        pieces.append(document.text[position:start])
        starts.append(start)
        length += start - position
        position = end
        target.append(length)
        source.append(position)
    pieces.append(document.text[position:])
    text = simplified("".join(pieces)) if converted else "".join(pieces)

    def forward(place: int) -> int:
        run = bisect_right(starts, place - 1) - 1
        return max(target[run], target[run] + place - source[run])

    words = _words if converted else str
    joints, wrapped = ({forward(start) for start, _ in found} for found in (pages, lines))
    blocks = _joined([_block(block, words, forward) for block in document.blocks], joints, text)
    # Half of a sentence is no heading.
    blocks = tuple(
        replace(block, kind="paragraph") if block.kind == "heading" and block.end in wrapped else block
        for block in blocks
    )
    return replace(document, text=text, blocks=blocks), Origin(tuple(target), tuple(source))


def _joined(blocks: Sequence[Block], joints: Collection[int], text: str) -> tuple[Block, ...]:
    """The blocks, with the two that meet where a page broke as one."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        meet = block.start in joints and last is not None and last.end == block.start
        if last is not None and meet and last.kind == "paragraph" and block.grid is None:
            found[-1] = replace(last, end=block.end, text=text[last.start : block.end])
        else:
            found.append(block)
    return tuple(found)


def _words(text: str) -> str:
    return simplified(PINYIN.sub("", text))


def _block(block: Block, words: Callable[[str], str], forward: Callable[[int], int]) -> Block:
    start, end = forward(block.start), forward(block.end)
    grid = block.grid
    if grid is not None:
        cells = tuple(
            replace(cell, text=words(cell.text), start=forward(cell.start), end=forward(cell.end))
            for cell in grid.cells
        )
        grid = replace(grid, cells=cells, caption=words(grid.caption) if grid.caption else None)
    return replace(block, start=start, end=end, text=words(block.text), grid=grid)


def restore(facts: Facts, document: Document, origin: Origin) -> Facts:
    """The facts of a repaired document with every span, and every name, as the original page has it."""
    return _restored(facts, document.text, origin)


def _restored(value: T, text: str, origin: Origin) -> T:
    if isinstance(value, Evidence):
        start, end = _ends(value.start, value.end, origin)
        end -= len(text[start:end]) - len(text[start:end].rstrip())
        return replace(value, start=start, end=end, quote=text[start:end])
    if isinstance(value, tuple):
        return tuple(_restored(item, text, origin) for item in value)  # type: ignore[return-value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    changes: dict[str, Any] = {f.name: _restored(getattr(value, f.name), text, origin) for f in fields(value)}
    if "start" in changes and "end" in changes:
        changes["start"], changes["end"] = _ends(changes["start"], changes["end"], origin)
    if isinstance(value, Score):
        changes |= _written(value, changes["evidence"], text)
    if isinstance(value, Stated):
        quote = changes["evidence"].quote
        if isinstance(value.value, str) and value.value == value.evidence.quote:
            changes["value"] = _LINE_BREAK.sub("", quote)
        changes["as_written"] = quote if value.as_written == value.evidence.quote else value.as_written
    return replace(value, **changes)


def _written(score: Score, evidence: Evidence, text: str) -> dict[str, str]:
    """The words of a scored line as the page writes them; the names of levels are words of the form and stay plain."""
    noise = {p for m in PINYIN.finditer(text, evidence.start, evidence.end) for p in range(*m.span())}
    places = [p for p in range(evidence.start, evidence.end) if p not in noise and not text[p].isspace()]
    plain = simplified("".join(text[place] for place in places))
    deepest = next((name for name in ("indicator_3", "indicator_2", "indicator_1") if getattr(score, name)), "reason")
    found: dict[str, str] = {}
    for name in (deepest, "target", "actual", "reason"):
        wanted = "".join((getattr(score, name) or "").split())
        start = plain.find(wanted)
        if not wanted or start < 0 or len(plain) != len(places):
            continue
        last = places[start + len(wanted) - 1] + 1
        behind = PINYIN.match(text, last)
        found[name] = "".join(text[places[start] : behind.end() if behind else last].split())
    return found


def _ends(start: int, end: int, origin: Origin) -> tuple[int, int]:
    # The end is carried back from the last character inside, then over the pinyin that belongs to it.
    return origin.back(start), origin.back(end) if end > start else origin.back(start)
