"""Putting ＊ of the same length over spans, so that every other span of the text stays true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

MASK = "＊"
Span = tuple[int, int]
_MASKED = re.compile(r"[^\n\t]+")
_LONGEST_GAP = 4096


def masked(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans, which may overlap, under masks."""
    pieces: list[str] = []
    written = 0
    for first, last in sorted(spans):
        if last > written:
            pieces += (text[written:first], _blackened(text[max(first, written) : last]))
            written = last
    return "".join([*pieces, text[written:]])


def _blackened(words: str) -> str:
    """As many masks as characters; line breaks and tabs stay, for they part cells and lines."""
    if "\n" not in words and "\t" not in words:
        return MASK * len(words)
    return _MASKED.sub(lambda run: MASK * len(run[0]), words)


def mask_of(before: str, after: str) -> Callable[[str, int, int], str]:
    """A function that masks a part of the text which may lack line breaks and spaces of its span."""

    def mask(part: str, start: int, end: int) -> str:
        old, new = before[start:end], after[start:end]
        if old == new:
            return part
        if old == part:
            return new
        chars, at = [], 0
        for char in part:
            found = old.find(char, at, at + _LONGEST_GAP)
            # A character that the reader put in itself (a space between lines) is none of the document's.
            if found < 0 or (char.isspace() and not old[at : at + 1].isspace()):
                chars.append(char if char.isspace() or found >= 0 else MASK)
                continue
            chars.append(new[found])
            at = found + 1
        return "".join(chars)

    return mask
