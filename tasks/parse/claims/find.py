"""Finding the claims of a document, sentence by sentence, in its paragraphs and in the long cells of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.parse.claims.clauses import Prose
from tasks.parse.claims.names import lead_of, name_of, phrase_end, rank_name
from tasks.parse.claims.quantities import Quantity, find_quantities, places_of_quantities
from tasks.parse.claims.shares import pair_shares
from tasks.parse.claims.target_rows import cells_under_targets, find_target_rows
from tasks.parse.document import Document
from tasks.parse.facts import Claim, Evaluation, Evidence
from tasks.parse.numbers.folding import fold
from tasks.parse.record import record

MAX_CLAIMS = 5_000
"""Claims of a document; long reports make some hundred. A list of numbers is no report, and would only cost time."""

_PROSE_CELL = re.compile(r"[,。;:]")
_SHORTEST_PROSE_CELL = 20
_GOAL = re.compile(
    r"将(?:达|实现|完成|建成|覆盖)|计(?<!按计)划(?:完成|实现|建|安排|培训|开展)|力争|预计|拟(?<!模拟)|预期(?:达|目标)|目标[是为]"
    r"|年底前|月底前"
)
_DONE = re.compile(r"[已了]|实际|截至")
_SAYS_SOMETHING = re.compile(r"[一-龥]")
_SHORT_NAME = 4
_RATE_NAME = re.compile(r"[率度]$")
_PROPORTIONS = ("占", "占比")


@record
class _Passage:
    """A span in which sentences stand."""

    start: int
    end: int
    layout: str
    locator: str | None = None
    is_target: bool = False


def find_claims(document: Document, evaluations: Sequence[Evaluation]) -> tuple[Claim, ...]:
    """The quantified statements of a document that holds evaluations, in the order of the text.

    Sums of money are no claims (they are funds), nor are dates, ordinals, document numbers or scoring rules. A page
    without an evaluation makes no claims: its numbers speak of something else. Rows of a table of targets are claims
    only where no evaluation has them as scored lines.
    """
    if not evaluations:
        return ()
    prose = Prose.of(document.text)
    claims = list(find_target_rows(document, evaluations))
    places = places_of_quantities(prose.folded)
    for passage in _passages(document):
        for start, end in prose.sentences_with(places, passage.start, passage.end):
            if len(claims) >= MAX_CLAIMS:
                break
            claims += _claims_of(document.text, prose, start, end, passage)
    claims.sort(key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.name))
    return tuple(claims[:MAX_CLAIMS])


def _passages(document: Document) -> Iterator[_Passage]:
    """Paragraphs, and cells long enough to hold prose."""
    for block in document.blocks:
        if block.grid is None:
            if block.kind == "paragraph":
                yield _Passage(block.start, block.end, "claims.prose", block.locator)
            continue
        long = [(index, cell) for index, cell in enumerate(block.grid.cells) if len(cell.text) >= _SHORTEST_PROSE_CELL]
        prose = [(index, cell) for index, cell in long if _PROSE_CELL.search(fold(cell.text))]
        goals = cells_under_targets(block.grid) if prose else set()
        for index, cell in prose:
            yield _Passage(cell.start, cell.end, "claims.cell", cell.locator, index in goals)


def _claims_of(text: str, prose: Prose, start: int, end: int, passage: _Passage) -> list[Claim]:
    """The claims of one sentence; a number of which the sentence says nothing makes none."""
    found = []
    behind = start
    quantities = find_quantities(prose.folded, start, end)
    if not quantities:
        return []
    for quantity in quantities:
        last = phrase_end(prose, quantity.end, end)
        clause = prose.clause_start(start, quantity.start)
        # What stands before another number is that one's.
        own = clause if behind == start else prose.clause_start(behind, quantity.start)
        name = _name(prose, behind, own, quantity, last)
        behind = quantity.end
        if _SAYS_SOMETHING.search(name):
            first = quantity.start - len(text[clause : quantity.start].lstrip())
            evidence = Evidence(first, last, text[first:last], passage.layout, passage.locator)
            is_target = passage.is_target or _is_goal(prose, start, clause, quantity)
            found.append(Claim(name, quantity.value, quantity.unit, quantity.comparator, evidence, is_target=is_target))
    lead = lead_of(prose, start, found[0].evidence.start) if found else ""
    return _with_full_names(pair_shares(found, prose.folded), lead)


def _name(prose: Prose, start: int, clause: int, quantity: Quantity, last: int) -> str:
    if quantity.is_rank:
        return rank_name(prose.folded[clause : quantity.start])
    return name_of(prose, start, clause, (quantity.start, quantity.end), last)


def _is_goal(prose: Prose, start: int, clause: int, quantity: Quantity) -> bool:
    """Whether the clause of a number, which begins at `clause`, or the one before it speaks of what is to come."""
    earlier = prose.clause_start(start, clause - 1) if clause > start else clause
    said = prose.folded[earlier : quantity.start]
    if said.endswith(("≥", "≤", ">=", "<=")):
        return True
    return _GOAL.search(said) is not None and _DONE.search(said) is None


def _with_full_names(claims: list[Claim], lead: str) -> list[Claim]:
    """Bare names (办结, 办结率, 占比) set behind what their sentence spoke of before, so that two never look alike.

    A bare rate belongs to the last count, not to another rate; anything else bare goes on from the claim before it.
    """
    named: list[Claim] = []
    subject = counted = lead
    for claim in claims:
        is_rate = claim.unit in ("%", "‰")
        if claim.name in _PROPORTIONS and named:
            named.append(_renamed(claim, f"{named[-1].name}占比"))
            continue
        if len(claim.name) >= _SHORT_NAME:
            subject = claim.name
            counted = counted if is_rate else claim.name
            named.append(claim)
            continue
        before = counted if _RATE_NAME.search(claim.name) else subject
        named.append(_renamed(claim, f"{before}·{claim.name}") if before else claim)
    return named


def _renamed(claim: Claim, name: str) -> Claim:
    return Claim(
        name,
        claim.value,
        claim.unit,
        claim.comparator,
        claim.evidence,
        claim.numerator,
        claim.denominator,
        claim.is_target,
    )
