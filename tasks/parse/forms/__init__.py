"""Reading forms by their labels: self-evaluation tables, target tables, score tables and lists of funds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from tasks.parse.document import Document, Grid
from tasks.parse.forms.bracketed import read_bracketed
from tasks.parse.forms.build import finish
from tasks.parse.forms.composition import read_composition
from tasks.parse.forms.draft import Draft, Unit
from tasks.parse.forms.flow.reading import read_flow
from tasks.parse.forms.form import Form
from tasks.parse.forms.glued.listing import read_glued_lists
from tasks.parse.forms.glued.reading import read_glued
from tasks.parse.forms.grid.reading import read_grids
from tasks.parse.forms.labels import SOURCES, Field, squeeze
from tasks.parse.forms.plausible import doubts, money_doubts
from tasks.parse.forms.said_rows import read_said
from tasks.parse.forms.scores import EXECUTION_LAYOUT
from tasks.parse.forms.stream import tokens
from tasks.parse.forms.units import unit_anywhere, unit_near
from tasks.parse.numbers.amounts import parse_number

# Cells run together in short files that a converter gave up on; a long text without any table is prose.
_LONGEST_GLUED = 100_000
_MOST_ECHOES = 8
_FEWEST_ROWS, _MOST_ROWS = 12, 0.6
_TEN_THOUSAND = Decimal(10_000)
_NO_CENTS = re.compile(r"\.0+$")
_ECHO = r"{0}(?<![\d.,]{0})(?:\.0+)?\s*(?P<unit>万?元)"

__all__ = ["EXECUTION_LAYOUT", "Form", "read_forms"]


def read_forms(document: Document) -> tuple[Form, ...]:
    """Every form of a document in its order, each with the evaluation that it alone states.

    Tables are read as tables. Where money stands outside of them, or a "table" is what could still be made of spaces
    and bars, the text is also read as a stream of labels and values, and of the readings that contradict themselves
    least the one that explains most of it holds.
    """
    if listed := read_bracketed(document):
        return _finished(listed, document)
    drafts = read_grids(document)
    if not drafts or _is_flattened(document):
        drafts = _completed(*sorted((drafts, read_flow(document)), key=_rank))
    if len(document.text) <= _LONGEST_GLUED and (
        _is_all_empty(drafts) or (_is_written_out(document, drafts) and not all(map(_has_parts, drafts)))
    ):
        drafts = _with_glued(drafts, document)
        if _is_all_empty(drafts):
            drafts = read_glued_lists(document) or drafts
    if not any(draft.lines for draft in drafts) and (told := read_said(document)) is not None:
        drafts = (*drafts, told)
    return _finished(drafts, document)


def _finished(drafts: Sequence[Draft], document: Document) -> tuple[Form, ...]:
    said = _unit_said(drafts, document)
    for draft in drafts:
        _find_unit(draft, said, document)
        read_composition(draft, document)
    return tuple(form for draft in drafts if (form := finish(draft, document)) is not None)


def _with_glued(drafts: tuple[Draft, ...], document: Document) -> tuple[Draft, ...]:
    """The reading of the cells that ran together instead of another, where it explains more money or there is none."""
    glued = read_glued(document)
    if _is_all_empty(drafts):
        return min((drafts, glued), key=_rank)
    if sum(map(money_doubts, glued)) or sum(len(d.amounts) for d in glued) < sum(len(d.amounts) for d in drafts):
        return drafts
    if len(drafts) == len(glued) and any(draft.lines for draft in drafts):
        for draft, other in zip(drafts, glued, strict=True):
            if len(other.amounts) > len(draft.amounts):
                draft.amounts, draft.unit, draft.rates = other.amounts, other.unit, draft.rates | other.rates
                draft.execution = other.execution or draft.execution
                draft.cover(other.start, other.end)
        return drafts
    return drafts if sum(map(doubts, glued)) else min((drafts, glued), key=_rank)


def _is_all_empty(drafts: Sequence[Draft]) -> bool:
    return all(draft.is_empty for draft in drafts)


def _has_parts(draft: Draft) -> bool:
    """Whether a form says of what was given and spent whose it was, so that no other way to read it would say more."""
    totals = [amount.measure for amount in draft.amounts if amount.source is Field.TOTAL]
    return Field.SPENT in totals and 1 < len(totals) < len(draft.amounts)


def _find_unit(draft: Draft, said: Unit | None, document: Document) -> None:
    """Give the money of a form, whose heads name no unit, the one that stands near it."""
    if draft.amounts and draft.unit is None and not any(amount.unit for amount in draft.amounts):
        cells = [amount.cell for amount in draft.amounts]
        first, last = min(c.start for c in cells), max(c.end for c in cells)
        draft.unit = unit_near(document, first, last) or said
        # Where some amounts have their unit beside them, a number without one may be no amount.
        if draft.unit is None and not any(cell.text.rstrip().endswith("元") for cell in cells):
            draft.unit = unit_anywhere(document)


def _unit_said(drafts: Sequence[Draft], document: Document) -> Unit | None:
    """The unit that another place repeats an amount without one with: 预算数 2.38, 其中:2.38万元; 5.00, 安排5万元.

    What is counted by the yuan is rarely less than ten thousand: 500 is no echo of 每亩补助500元.
    """
    cells = {squeeze(a.cell.text) for draft in drafts if not draft.unit for a in draft.amounts if not a.unit}
    bare = {_NO_CENTS.sub("", cell): number for cell in cells if (number := parse_number(cell))}
    units = {
        said["unit"]
        for cell, number in sorted(bare.items())[:_MOST_ECHOES]
        for said in re.finditer(_ECHO.format(re.escape(cell)), document.text)
        if said["unit"] == "万元" or number >= _TEN_THOUSAND
    }
    return Unit(_TEN_THOUSAND if units == {"万元"} else Decimal(1), "cell") if len(units) == 1 else None


def _completed(best: tuple[Draft, ...], other: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The better reading, with the part of a form that it has nothing of and the other reads without a doubt."""
    if len(best) == len(other) and not sum(map(doubts, other)):
        for draft, second in zip(best, other, strict=True):
            draft.complete(second)
    return best


def _is_flattened(document: Document) -> bool:
    """Whether a form stands in lines of text, in a table that was made of them, or as lines between tables."""
    if any(block.grid is not None and (block.grid.is_loose or _is_column(block.grid)) for block in document.blocks):
        return True
    found = {token.field for token in tokens(document, prose=True)}
    return len(found & SOURCES) >= 2 and bool(found & {Field.TOTAL, Field.NAME})


def _is_column(grid: Grid) -> bool:
    """Whether a table gives nearly every cell a row of its own."""
    own = Counter(cell.row for cell in grid.cells if cell.text.strip())
    return len(own) >= _FEWEST_ROWS and sum(count == 1 for count in own.values()) >= len(own) * _MOST_ROWS


def _is_written_out(document: Document, drafts: Sequence[Draft]) -> bool:
    """Whether the forms of a document, whatever its format, stand in no table but those that were made of lines."""
    tables = [block for block in document.blocks if block.grid is not None and not block.grid.is_loose]
    return not any(table.start <= draft.start < table.end for table in tables for draft in drafts)


def _rank(reading: Sequence[Draft]) -> tuple[bool, int, int]:
    return not reading, sum(map(doubts, reading)), -sum(draft.size for draft in reading)
