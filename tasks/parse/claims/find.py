"""Finding the claims of a document, paragraph by paragraph and in the long cells of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.parse.claims.names import clause_start, name_of
from tasks.parse.claims.quantities import Quantity, find_quantities
from tasks.parse.claims.shares import pair_shares
from tasks.parse.document import Document
from tasks.parse.facts import Claim, Evaluation, Evidence
from tasks.parse.numbers.folding import fold

_SENTENCE_END = re.compile(r"[。!?\n]")
_PROSE_CELL = re.compile(r"[,。;:]")
_SHORTEST_PROSE_CELL = 20
_GOAL = re.compile(r"将(?:达到|实现|完成|建成)|计划|力争|预计|拟|预期|目标[是为]|底前|年内实现|确保")
_DONE = re.compile(r"[已了]|实际|完成")


def find_claims(document: Document, evaluations: Sequence[Evaluation]) -> tuple[Claim, ...]:
    """The quantified statements of a document that holds evaluations, in the order of the text.

    Sums of money are no claims (they are funds), nor are dates, ordinals, document numbers or scoring rules. A page
    without an evaluation makes no claims: its numbers speak of something else.
    """
    if not evaluations:
        return ()
    folded = fold(document.text)
    claims: list[Claim] = []
    for start, end, locator, layout in _passages(document):
        for first, last in _sentences(folded, start, end):
            found = [
                _claim(document.text, folded, quantity, first, last, layout, locator)
                for quantity in find_quantities(document.text, first, last)
            ]
            claims.extend(pair_shares(found, folded))
    return tuple(sorted(claims, key=lambda claim: (claim.evidence.start, claim.evidence.end)))


def _passages(document: Document) -> Iterator[tuple[int, int, str | None, str]]:
    """The spans in which sentences stand: paragraphs, and cells long enough to hold prose."""
    for block in document.blocks:
        if block.grid is None:
            if block.kind == "paragraph":
                yield block.start, block.end, block.locator, "claims.prose"
            continue
        for cell in block.grid.cells:
            if len(cell.text) >= _SHORTEST_PROSE_CELL and _PROSE_CELL.search(fold(cell.text)):
                yield cell.start, cell.end, cell.locator, "claims.cell"


def _sentences(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _SENTENCE_END.finditer(folded, start, end):
        yield first, match.end()
        first = match.end()
    if first < end:
        yield first, end


def _claim(
    text: str, folded: str, quantity: Quantity, first: int, last: int, layout: str, locator: str | None
) -> Claim:
    start = clause_start(folded, first, quantity.start)
    start += len(text[start : quantity.start]) - len(text[start : quantity.start].lstrip())
    evidence = Evidence(start, quantity.end, text[start : quantity.end], layout, locator)
    name = name_of(text, first, quantity.start, quantity.end, last)
    said = folded[first : quantity.start]
    is_target = _GOAL.search(said) is not None and _DONE.search(folded[start : quantity.start]) is None
    return Claim(name, quantity.value, quantity.unit, quantity.comparator, evidence, is_target=is_target)
