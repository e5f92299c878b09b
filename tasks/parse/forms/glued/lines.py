"""The indicators of a form whose cells ran together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile

from tasks.parse.alternation import any_of
from tasks.parse.document import Cell
from tasks.parse.forms.draft import Draft, Line, line_of
from tasks.parse.forms.glued.rows import GluedRow, Steps, cut_lines, cut_score
from tasks.parse.forms.glued.text import ASIDE, RUN, Plain
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, Field, label_of, words_of
from tasks.parse.forms.levels import level_names
from tasks.parse.forms.row import ends_as_name
from tasks.parse.numbers.measures import MEASURE
from tasks.parse.numbers.points import parse_points, weight_in_label
from tasks.parse.record import record

_HEAD = any_of(words_of((INDICATOR_COLUMNS | {Field.POINTS}) - {Field.BAND}))
_ONE_LINE_HEAD = re.compile(rf"(?:{_HEAD}){ASIDE}")
LINE_HEADS = re.compile(rf"{_ONE_LINE_HEAD.pattern}(?:{_ONE_LINE_HEAD.pattern}){{2,}}")
_LEVEL = any_of(name for name in level_names() if name.endswith("指标"))
_LEVEL_LABEL = re.compile(rf"(?:{_LEVEL})(?:\(\d+(?:\.\d+)?分\))?")
# 生态效益指标1受益面积: the number is that of a printed slot 指标1.
_SLOT = re.compile(rf"[1-9](?=[\u4e00-\u9fff])(?!\d(?:{MEASURE}))")
# 年成值全完值 between other heads: scans put the letters of a head in another order.
_TORN_HEAD = re.compile(rf"[\u4e00-\u9fff()（）]{{2,10}}?((?:{_HEAD}{ASIDE}){{2,}})")
# 绩效指标 and 投入目标(28分) beside the rows of a part run into the name of one.
_PART = re.compile(r"(?:绩效指标(?=.{4})|[\u4e00-\u9fff]{2,12}\(\d+(?:\.\d+)?分\))+")
_SLOTS = re.compile(r"(?:指标\d:)+$")
# A text that ends so has hardly lost a part of its last cell.
_WHOLE_VALUE = re.compile(r"\d(?:[%‰]|万?元)$")
_LINES_END = re.compile(r"得分合计|总得分|总分|合计|附件:|注[:1]|说明:|填表人|二、|三、")


def read_lines(plain: Plain, start: int, end: int, draft: Draft, steps: Steps) -> None:
    """Read the indicators of the form between two places."""
    heads = LINE_HEADS.search(plain.text, start, end)
    if heads is None:
        return
    columns, body = _columns(plain, heads, end)
    draft.columns |= set(columns)
    stop = _LINES_END.search(plain.text, body, end)
    limit = stop.start() if stop else end
    if Field.LEVEL_2 in columns:
        columns = [field for field in columns if field not in LEVELS[:2]]
        draft.lines += _under_levels(plain, columns, body, limit, end if stop is None else None, steps)
    elif {Field.LEVEL_3, Field.WEIGHT, Field.POINTS} <= set(columns):
        draft.lines += _without_levels(plain, columns, body, limit, stop is None, steps)
    _read_total(plain, columns, limit, draft)


def _columns(plain: Plain, heads: re.Match[str], end: int) -> tuple[list[Field], int]:
    """The columns that a run of heads names, and the place behind it.

    A head that nobody knows between two runs of heads is that of the results, where these have none.
    """
    fields = _fields(heads.group())
    body = heads.end()
    torn = _TORN_HEAD.match(plain.text, body, end)
    if torn is not None and Field.TARGET in fields and Field.ACTUAL not in fields:
        fields += [Field.ACTUAL, *_fields(torn.group(1))]
        body = torn.end()
    # 绩效目标 完成情况 before the heads name the part of the form.
    return list(dropwhile(lambda field: field not in LEVELS, fields)), body


def _fields(heads: str) -> list[Field]:
    found = []
    for match in _ONE_LINE_HEAD.finditer(heads):
        label = label_of(match.group())
        if label is not None:
            # Of the columns that no row is without some are numbers, others 是 or 否.
            word = match.group()
            kind = Field.BAND if "是否" in word else Field.EXECUTION_RATE if "系数" in word else label.field
            found.append(kind)
    return found


def _without_levels(
    plain: Plain, columns: list[Field], body: int, limit: int, cut: bool, steps: Steps
) -> Iterator[Line]:
    """The rows of a block whose heads name no levels: 指标名称 计量单位 指标性质 指标值 权重 完成值 得分."""
    chunk = plain.text[body:limit].rstrip("…。.")
    gaps = plain.gaps(body, body + len(chunk))
    if Field.TARGET_UNIT in columns:
        # With so many columns, words behind the points could be cut in too many ways.
        columns = [field for field in columns if field is not Field.REASON]
    rows = cut_lines(chunk, columns, plain.breaks(body, body + len(chunk)), steps, gaps=gaps, cut=cut)
    for row in rows:
        start, end = row[Field.LEVEL_3]
        part = _PART.match(chunk, start, end)
        row[Field.LEVEL_3] = (part.end() if part else start, end)
        name = chunk[slice(*row[Field.LEVEL_3])]
        if Field.TARGET_UNIT in columns and Field.TARGET_UNIT not in row and not ends_as_name(name):
            # What is left of the unit may be the end of the name.
            continue
        yield _line(plain, body, row, None, None)


def _under_levels(
    plain: Plain, columns: list[Field], body: int, limit: int, end: int | None, steps: Steps
) -> list[Line]:
    """The rows between names of levels; `end` is where the text breaks off inside of a run."""
    runs = list(_runs(plain, body, limit, end))
    lines = [line for run in runs for line in _rows_of(plain, run, columns, steps)]
    if lines or not {Field.WEIGHT, Field.TARGET} <= {*columns}:
        return lines
    # Nobody scored the single rows, or only the first levels: 产出指标(50分) 数量指标 资助人数3018301850.
    goals = [field for field in columns if field not in (Field.WEIGHT, Field.POINTS)]
    return [line for run in runs for line in _rows_of(plain, run, goals, steps)]


@record
class _Run:
    """The cells between two names of levels."""

    first: Cell | None
    second: Cell
    start: int
    text: str


def _runs(plain: Plain, body: int, limit: int, end: int | None) -> Iterator[_Run]:
    marks = list(_LEVEL_LABEL.finditer(plain.text, body, limit))
    first: Cell | None = None
    for number, match in enumerate(marks):
        until = marks[number + 1].start() if number + 1 < len(marks) else limit
        cell = plain.cell(match.start(), match.end())
        # 绩效指标 at the side of the table may stand between any two rows.
        chunk = plain.text[match.end() : until].rstrip("…。.").removesuffix("绩效指标")
        # 合格2020指标2: and the slots that the next rows left blank.
        chunk = _SLOTS.sub("", chunk)
        name = re.sub(r"\(.*", "", match.group())
        opens = not chunk or first is None or name not in level_names("second")
        if opens and name in level_names("first"):
            # What stands between it and the next name may be a second level that nobody knows.
            first = cell
            continue
        if until == end and not _WHOLE_VALUE.search(chunk):
            continue  # The text breaks off somewhere inside this run.
        slot = int(_SLOT.match(chunk) is not None)
        yield _Run(first, cell, match.end() + slot, chunk[slot:])


def _rows_of(plain: Plain, run: _Run, columns: Sequence[Field], steps: Steps) -> Iterator[Line]:
    text = run.text
    whole = weight_in_label(run.first.text) if run.first is not None and Field.WEIGHT not in columns else None
    if whole is not None and text.endswith(mark := f"{whole.normalize():f}"):
        # The points of the first level stand beside its first row.
        text = text.removesuffix(mark)
    rows = cut_lines(text, columns, plain.breaks(run.start, run.start + len(text)), steps)
    for row in rows:
        if len(rows) == 1 and len(text) < len(run.text):
            row[Field.WEIGHT] = (len(text), len(run.text))
        yield _line(plain, run.start, row, run.first, run.second)


def _line(plain: Plain, at: int, row: GluedRow, first: Cell | None, second: Cell | None) -> Line:
    cells = {field: plain.cell(at + begin, at + last) for field, (begin, last) in row.items()}
    return line_of(cells, first, second)


def _read_total(plain: Plain, columns: list[Field], limit: int, draft: Draft) -> None:
    total = re.compile(rf"(得分合计|总得分|总分|合计)({RUN})").match(plain.text, limit)
    if total is None or Field.POINTS not in columns:
        return
    at = total.start(2)
    if Field.WEIGHT not in columns or (total.group(1) == "得分合计" and parse_points(total.group(2)) is not None):
        draft.total_points = plain.cell(at, total.end()) if total.group(2) else None
    elif cut := cut_score(total.group(2)):
        draft.total_weight = plain.cell(at + cut[0][0], at + cut[0][1])
        draft.total_points = plain.cell(at + cut[1][0], at + cut[1][1])
