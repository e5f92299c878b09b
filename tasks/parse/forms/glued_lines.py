"""The indicators of a form whose cells ran together."""

from __future__ import annotations

import re
from itertools import dropwhile

from tasks.parse.alternation import any_of
from tasks.parse.document import Cell
from tasks.parse.forms.draft import Draft, Line
from tasks.parse.forms.glued_rows import Steps, cut_lines, cut_score
from tasks.parse.forms.glued_text import ASIDE, RUN, Plain, labels_in
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, Field, words_of
from tasks.parse.forms.levels import level_names
from tasks.parse.numbers.measures import MEASURE
from tasks.parse.numbers.points import parse_points

_HEAD = any_of(words_of((INDICATOR_COLUMNS | {Field.POINTS}) - {Field.BAND}))
_ONE_LINE_HEAD = re.compile(rf"(?:{_HEAD}){ASIDE}")
LINE_HEADS = re.compile(rf"{_ONE_LINE_HEAD.pattern}(?:{_ONE_LINE_HEAD.pattern}){{2,}}")
_LEVEL = any_of(name for name in level_names() if name.endswith("指标"))
_LEVEL_LABEL = re.compile(rf"(?:{_LEVEL})(?:\(\d+(?:\.\d+)?分\))?")
# 生态效益指标1受益面积: the number is that of a printed slot 指标1.
_SLOT = re.compile(rf"[1-9](?=[\u4e00-\u9fff])(?!\d(?:{MEASURE}))")
_LINES_END = re.compile(r"得分合计|总得分|总分|合计|附件:|注[:1]|说明:|填表人|二、|三、")


def read_lines(plain: Plain, start: int, end: int, draft: Draft, steps: Steps) -> None:
    """Read the indicators of the form between two places."""
    heads = LINE_HEADS.search(plain.text, start, end)
    if heads is None:
        return
    fields = [field for field, _ in labels_in(_ONE_LINE_HEAD, heads.group())]
    # 绩效目标 完成情况 before the heads name the part of the form.
    fields = list(dropwhile(lambda field: field not in LEVELS, fields))
    draft.columns |= set(fields)
    if Field.LEVEL_2 not in fields:
        return
    columns = [field for field in fields if field not in LEVELS[:2]]
    stop = _LINES_END.search(plain.text, heads.end(), end)
    limit = stop.start() if stop else end
    marks = list(_LEVEL_LABEL.finditer(plain.text, heads.end(), limit))
    first: Cell | None = None
    for number, match in enumerate(marks):
        until = marks[number + 1].start() if number + 1 < len(marks) else limit
        cell = plain.cell(match.start(), match.end())
        chunk = plain.text[match.end() : until].rstrip("…。.")
        name = re.sub(r"\(.*", "", match.group())
        opens = not chunk or first is None or name not in level_names("second")
        if opens and name in level_names("first"):
            # What stands between it and the next name may be a second level that nobody knows.
            first = cell
            continue
        if until == end and stop is None:
            continue  # The text breaks off somewhere inside this run.
        at = match.end()
        if _SLOT.match(chunk):
            at, chunk = at + 1, chunk[1:]
        for row in cut_lines(chunk, columns, plain.breaks(at, at + len(chunk)), steps):
            cells = {field: plain.cell(at + begin, at + last) for field, (begin, last) in row.items()}
            draft.lines.append(
                Line(
                    start=min(c.start for c in cells.values()),
                    end=max(c.end for c in cells.values()),
                    level_1=first,
                    level_2=cell,
                    level_3=cells.get(Field.LEVEL_3),
                    target=cells.get(Field.TARGET),
                    actual=cells.get(Field.ACTUAL),
                    weight=cells.get(Field.WEIGHT),
                    points=cells.get(Field.POINTS),
                    reason=cells.get(Field.REASON),
                )
            )
    total = re.compile(rf"(得分合计|总得分|总分|合计)({RUN})").match(plain.text, limit)
    if total is None or Field.POINTS not in columns:
        return
    at = total.start(2)
    if Field.WEIGHT not in columns or (total.group(1) == "得分合计" and parse_points(total.group(2)) is not None):
        draft.total_points = plain.cell(at, total.end()) if total.group(2) else None
    elif cut := cut_score(total.group(2)):
        draft.total_weight = plain.cell(at + cut[0][0], at + cut[0][1])
        draft.total_points = plain.cell(at + cut[1][0], at + cut[1][1])
