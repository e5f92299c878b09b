"""Forms whose tables were lost: labels in their printed order, and the values between them."""

from __future__ import annotations

import re
from itertools import islice, pairwise, takewhile

from tasks.parse.document import Document
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.flow.across import across_block
from tasks.parse.forms.flow.apart import named_apart, wrapped
from tasks.parse.forms.flow.apart_rows import rows_apart
from tasks.parse.forms.flow.closing import complete
from tasks.parse.forms.flow.headless import rows_without_heads
from tasks.parse.forms.flow.lines import lines_block, lines_head, stated_total
from tasks.parse.forms.flow.listing import list_block
from tasks.parse.forms.flow.money import money_head, money_pair, money_row, settle
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.flow.targets import targets_block
from tasks.parse.forms.flow.upright import upright_block
from tasks.parse.forms.labels import INFO, LEVELS, MEASURES, RATES, SECTIONS, SOURCES, Field, is_grade
from tasks.parse.forms.listing.heads import opens_list
from tasks.parse.forms.stream import Token, is_level
from tasks.parse.forms.units import unit_line, unit_of

_FIGURES = MEASURES | RATES
# More words than these are no value.
_LONGEST_VALUE = 60
_SIGHT = 12
_READS_LIKE_A_LABEL = re.compile(r"[一-龥]{0,4}(?:联系人|负责人|联系电话)")
_ITEM = re.compile(r"\s*(\d{1,2})[、.．](?!\d)")
_IS_FORM = re.compile("(?:自评|评价|评分|目标|申报)表$")
_LETTERS = re.compile(r"[一-龥]{2}")
# The colon or the letters of a label set wide, and what stands for a hidden place (XX 县某局), are apart from the rest.
_STANDS_BEFORE = re.compile("[xX×*]{1,3}|[:：一-龥]")


def read_flow(document: Document) -> tuple[Draft, ...]:
    """The forms of a document that are no tables any more, in their order."""
    flow = Flow(document)
    at = 0
    while at < len(flow.tokens):
        at = _step(flow, at)
    settle(flow)
    ends = [*(draft.start for draft in flow.drafts), len(document.text)][1:]
    for draft, until in zip(flow.drafts, ends, strict=True):
        complete(flow, draft, until)
        rows_apart(flow, draft, until)
    rows_without_heads(flow)
    return tuple(draft for draft in flow.drafts if not draft.is_empty or Field.NAME in draft.info)


def _step(flow: Flow, at: int) -> int:
    token = flow.tokens[at]
    found = token.field
    if found is None:
        flow.unit = unit_line(token.text) or flow.unit
        return max(at + 1, across_block(flow, at)) if token.text.endswith("计") else at + 1
    if found is LEVELS[2] and (end := upright_block(flow, at)) > at:
        return end
    if found in LEVELS and (head := lines_head(flow, at)) is not None:
        return lines_block(flow, at, head)
    if (found is Field.NAME or (found is Field.OTHER_COLUMN and opens_list(token.text))) and (
        end := list_block(flow, at)
    ) > at:
        return end
    if found is Field.NAME and (end := targets_block(flow, at)) > at:
        return end
    if (found in _FIGURES or found is Field.NAME) and (end := money_head(flow, at)) > at:
        return end
    if found in _FIGURES:
        return money_pair(flow, at)
    if found is Field.SUM and (end := stated_total(flow, at)) > at:
        return end
    if (found in SOURCES and not _is_use(flow, at)) or (found is Field.SUM and flow.columns):
        return money_row(flow, at)
    if found is Field.SECTION_FUNDS and token.label and (unit := unit_of(token.label, "row")):
        flow.open(token)
        flow.unit = unit
    if found in SECTIONS and found is not Field.SECTION_FUNDS:
        settle(flow)
    if found in INFO:
        return _inform(flow, at)
    if found is Field.POINTS and flow.draft is not None and not flow.columns:
        # 自评得分 beside the project's name is the score of the whole.
        score = flow.numbers(at + 1) or _score_below(flow, at)
        if len(score) == 1:
            flow.draft.info.setdefault(Field.TOTAL_SCORE, score[0].cell)
            return at + 1 + (score[0] is flow.tokens[at + 1])
    return at + 1


def _is_use(flow: Flow, at: int) -> bool:
    """Whether a row goes on a numbered list of what money is for (3、咨询费 … 4、其他), which are no sources."""
    item = _ITEM.match(flow.tokens[at].text)
    if item is None:
        return False
    before = pairwise(flow.tokens[max(0, at - _SIGHT) : at])
    uses = (_ITEM.match(t.text) for t, value in before if t.field is None and value.is_number)
    return any(use is not None and int(use[1]) == int(item[1]) - 1 for use in uses)


def _score_below(flow: Flow, at: int) -> list[Token]:
    """The number behind the other labels and their values that stand above the form's money, where it is none's."""
    behind = takewhile(lambda t: t.field in INFO or t.field is None, islice(flow.tokens, at + 1, at + _SIGHT))
    found = [
        t for t, after in pairwise([flow.tokens[at], *behind]) if after.is_number and not t.label for t in (after,)
    ]
    return found if flow.draft is not None and flow.draft.is_empty else []


def _inform(flow: Flow, at: int) -> int:
    token = flow.tokens[at]
    found = token.field
    values = wrapped(flow, at + 1, _value(flow, at + 1, token), found)
    second = found is Field.NAME and token.plain.startswith("二级") and flow.draft and found in flow.draft.info
    if not values and found is not None:
        _inform_apart(flow, at)
    if not values or found is None or second:
        return at + 1
    cell = flow.cell(values)
    starts = found is Field.NAME and flow.draft is not None
    if starts and flow.draft is not None and _is_named_as_a_form(flow.draft):
        del flow.draft.info[Field.NAME]
    if starts and flow.draft is not None and (found in flow.draft.info or not flow.draft.is_empty or flow.rows):
        settle(flow)
        flow.draft = None
    if flow.draft is None and found not in (Field.NAME, Field.UNIT, Field.WHOLE_UNIT):
        return at + 1 + len(values)
    draft = flow.open(token)
    draft.cover(values[0].start, values[-1].end)
    draft.inform(found, cell, token.text)
    return at + 1 + len(values)


def _is_named_as_a_form(draft: Draft) -> bool:
    """Whether nothing is known but a title: sites print it behind 项目名称, above the form that names its project."""
    return draft.info.keys() == {Field.NAME} and draft.is_empty and bool(_IS_FORM.search(draft.info[Field.NAME].text))


def _inform_apart(flow: Flow, at: int) -> None:
    """Take names that are printed apart from their labels; a name begins a form."""
    apart = named_apart(flow, at)
    if not apart:
        return
    if flow.draft is not None and flow.tokens[at].field is Field.NAME:
        settle(flow)
        flow.draft = None
    draft = flow.open(flow.tokens[at])
    for found, cell in apart.items():
        draft.info.setdefault(found, cell)
        draft.cover(cell.start, cell.end)


def _value(flow: Flow, at: int, label: Token) -> list[Token]:
    """The tokens of a value: the next cell, or the words of its line up to the next label."""
    if at >= len(flow.tokens):
        return []
    first = flow.tokens[at]
    if (
        label.field is Field.NAME
        and first.field in SOURCES
        and "其中" not in first.text
        and first.line - label.line <= 3
    ):
        return [first]
    if label.field is Field.GRADE and is_grade(first.text):
        return [first]
    if first.label or is_level(first) or _READS_LIKE_A_LABEL.fullmatch(first.text):
        return []
    beginning = islice(flow.tokens, at, at + (3 if _STANDS_BEFORE.fullmatch(first.text) else 1))
    if label.field in (Field.UNIT, Field.DEPARTMENT) and not _LETTERS.search("".join(t.text for t in beginning)):
        return []
    if first.line - label.line > 3:
        return []
    same = takewhile(lambda t: t.piece == first.piece and not t.label, islice(flow.tokens, at, at + _LONGEST_VALUE))
    return list(same)
