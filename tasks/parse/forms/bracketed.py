"""Lists of a body's projects whose goals stand in one cell, each level in brackets above its indicators.

The offices of Anhui print them from their budget system: a row has the code of the body, the project, its sum for the
year, 【项目概况】… and, one below the other, 【产出指标-数量指标】 指标1:机柜数量(≥77台).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tasks.parse.document import Cell, Document
from tasks.parse.forms.draft import Amount, Draft, Line, line_of
from tasks.parse.forms.labels import Field

LAYOUT = "form.bracketed"
_A_SIGN = "指标】"
_PROJECT = re.compile(
    r"[\n|]\s{0,9}(?:\d{6,12}[\s|]{1,9})?([^\n|\d【][^\n|【]{1,80}?)[\s|]{1,9}(\d[\d,.]{2,16})[\s|]{1,9}【项目"
)
_LEVEL = re.compile(r"【([^【】\n]{2,12}指标)\s?[-—－]\s?([^【】\n]{2,12}指标)】")
_ROW = re.compile(
    r"指标\s?\d{1,2}\s?[:：]\s?([^\n【】|]{2,80}?)[(（]([^()（）\n【】|]{1,60})[)）](?=\s*(?:\n|$|指标\s?\d|【|\|))"
)
_GOALS = "绩效目标"
_MOST_PROJECTS, _MOST_ROWS = 300, 200


def read_bracketed(document: Document) -> tuple[Draft, ...]:
    """The projects of such a list, each a form of its own; nothing where a text has none."""
    text = document.text
    if _A_SIGN not in text:
        return ()
    heads = list(islice(_PROJECT.finditer(text), _MOST_PROJECTS))
    goals = text.find(_GOALS)
    drafts = []
    for at, head in enumerate(heads):
        end = heads[at + 1].start() if at + 1 < len(heads) else len(text)
        draft = Draft(head.start(1), end, LAYOUT, context=_GOALS if goals >= 0 else "")
        draft.info[Field.NAME] = _cell(head, 1)
        draft.amounts = [Amount(Field.BUDGET_ADJUSTED, Field.TOTAL, _cell(head, 2))]
        draft.lines = list(_lines(text, head.end() - 3, end))
        draft.columns = {Field.LEVEL_1, Field.LEVEL_2, Field.LEVEL_3, Field.TARGET} if draft.lines else set()
        drafts.append(draft)
    return tuple(drafts) if any(draft.lines for draft in drafts) else ()


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    levels = list(_LEVEL.finditer(text, start, end))[:_MOST_ROWS]
    for at, level in enumerate(levels):
        stop = levels[at + 1].start() if at + 1 < len(levels) else end
        for row in _ROW.finditer(text, level.end(), stop):
            cells = {Field.LEVEL_3: _cell(row, 1), Field.TARGET: _cell(row, 2)}
            yield line_of(cells, _cell(level, 1), _cell(level, 2))


def _cell(match: re.Match[str], group: int) -> Cell:
    return Cell(match[group], match.start(group), match.end(group), 0, 0)
