"""The indicators of a form whose table was lost: heads in their printed order, and the rows behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from tasks.parse.forms.draft import is_sum_of_points
from tasks.parse.forms.flow.heads import may_be_head, rows_under
from tasks.parse.forms.flow.money import settle
from tasks.parse.forms.flow.state import Flow
from tasks.parse.forms.flow.tree import lines_of_tree
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, RATES, Field, is_grade, label_of
from tasks.parse.forms.levels import first_level, second_level
from tasks.parse.forms.listing.heads import opens_list
from tasks.parse.forms.stream import is_level
from tasks.parse.forms.units import unit_line
from tasks.parse.record import record

# Hubei's forms have a block of indicators for each goal of the year.
_NEXT_GOAL = re.compile(r"年度(?:绩效)?目标\d")
# The title of the next form, or the cell for reasons under the last row.
_NEXT_FORM = re.compile(r".{2,30}(?:绩效目标|自评|绩效评价|申报)表(?:\(.*\)|填[报表写]说明)?")
# Signatures under a form, and what a page has under its text.
_FOOT = re.compile(
    r"附件|\[?(?:下载|打印|关闭|扫一扫|上一[篇条]|下一[篇条]|分享)|内容保障|经办人|.{0,20}[(](?:盖章|签字|签章)[)]"
)
# 其他需要说明的事项 stands between the last row and the sum on some forms.
_REMARKS = "其他需"
_MOST_HEADS = 24
_MOST_UNKNOWN = 3
_BODY_HEADS = (INDICATOR_COLUMNS | RATES) - {Field.BAND}


@record
class LinesHead:
    """The columns of an indicator block, and the place of its first row; `lined` where rows stand on lines.

    A column is None where nobody knows what its head means.
    """

    columns: list[Field | None]
    body: int
    lined: bool


def lines_head(flow: Flow, at: int) -> LinesHead | None:
    """The head of an indicator block that begins at a place."""
    end = at
    fields: list[Field | None] = []
    while end < len(flow.tokens) and ((found := _head_field(flow, end)) is not None or _is_among(flow, end, fields)):
        if found in RATES and Field.POINTS in fields:
            # 预算执行率 behind the head of the points is the first of the rows.
            break
        fields.append(found)
        end += 1
    named = sum(f in LEVELS for f in fields)
    torn = _torn_head(flow, at) if named else None
    if torn is not None:
        return torn
    if not named or len(fields) < 2 or len(fields) == named:
        return None
    return LinesHead(fields, end, flow.tokens[end - 2].line == flow.tokens[end - 1].line)


def _is_among(flow: Flow, at: int, before: Sequence[Field | None]) -> bool:
    """Whether a cell that nobody knows is a head between others of a block that names its levels, or the last."""
    if {*LEVELS[:2]} - {*before}:
        return False
    near = range(at, min(at + _MOST_UNKNOWN + 1, len(flow.tokens) - 1))
    known = next((i for i in near if not may_be_head(flow.tokens[i])), at)
    opens = first_level(flow.tokens[known].text) and second_level(flow.tokens[known + 1].text) if known > at else False
    return known > at and (opens or _head_field(flow, known) is not None)


def _head_field(flow: Flow, at: int) -> Field | None:
    found = flow.field(at)
    if is_level(flow.tokens[at]):
        return None
    if found is Field.BAND:
        # 绩效标准 without 优, 良, 中, 差 below it says whose standard a goal is: 计划标准, 行业标准.
        alone = len(flow.tokens[at].plain) > 1 and flow.field(at + 1) is not Field.BAND
        return Field.EXPLANATION if alone else None
    return found if found in _BODY_HEADS else None


def _torn_head(flow: Flow, at: int) -> LinesHead | None:
    """A head whose narrow cells broke over two lines: 三级指标 年度 实际 分值 / 指标值 完成值."""
    lines = [list(group) for _, group in groupby(flow.tokens[at : at + _MOST_HEADS], key=lambda token: token.line)]
    if len(lines) < 2:
        return None
    heads = [flow.field(at + place) for place in range(len(lines[0]))]
    open_heads = [place for place, found in enumerate(heads) if found not in _BODY_HEADS]
    if not open_heads or len(open_heads) != len(lines[1]):
        return None
    fields = dict(enumerate(heads))
    for place, tail in zip(open_heads, lines[1], strict=True):
        label = label_of(lines[0][place].text + tail.text)
        fields[place] = label.field if label is not None else None
    known: list[Field | None] = [found for _, found in sorted(fields.items()) if found in _BODY_HEADS]
    return LinesHead(known, at + len(heads) + len(lines[1]), lined=True) if len(known) == len(heads) else None


def lines_block(flow: Flow, at: int, head: LinesHead) -> int:
    """Read the rows under the heads from `at` on; gives the place behind them."""
    draft = flow.open(flow.tokens[at])
    settle(flow)
    flow.pairs = []
    columns, body = head.columns, head.body
    columns += _reaching_down(flow, at, columns)
    if LEVELS[1] not in columns and {LEVELS[2], Field.EXPLANATION} <= {*columns} and _names_levels(flow, body):
        # 指标名称 stands over the names of second levels, and 指标描述 over those of the indicators.
        moved = {LEVELS[2]: LEVELS[1], Field.EXPLANATION: LEVELS[2]}
        columns = [moved.get(column, column) if column else None for column in columns]
    end = lines_end(flow, body)
    if columns.count(Field.WEIGHT) > 1:
        draft.lines += lines_of_tree(flow.tokens[body:end])
    else:
        named, lines = rows_under(flow, columns, body, end, lined=head.lined)
        columns = [*named]
        draft.lines += lines
    draft.columns |= {column for column in columns if column is not None}
    if end > body:
        draft.cover(flow.tokens[body].start, flow.tokens[end - 1].end)
    if end < len(flow.tokens) and flow.tokens[end].plain.startswith(_REMARKS):
        end = next((e for e in range(end, min(end + 4, len(flow.tokens))) if flow.field(e) is Field.SUM), end)
    if end < len(flow.tokens) and flow.field(end) in (Field.SUM, Field.TOTAL_SCORE):
        return total_of_points(flow, [column for column in columns if column is not None], end)
    return end


def lines_end(flow: Flow, body: int) -> int:
    """The place behind the rows of a block that begin at a place."""
    end = body
    while end < len(flow.tokens) and not _ends(flow, end):
        end += 1
    return end


def _reaching_down(flow: Flow, at: int, columns: Sequence[Field | None]) -> list[Field]:
    """The heads of the row above that stand behind 年度指标值, which stands over others (Yunnan's forms)."""
    first = at
    while first and flow.field(first - 1) in _BODY_HEADS:
        first -= 1
    above = [f for i in range(first, at) if (f := flow.field(i)) is not None]
    over = Field.TARGET in above[:1] and Field.TARGET in columns and Field.POINTS not in columns
    return above[1:] if over and not set(above) & set(LEVELS) else []


def _names_levels(flow: Flow, body: int) -> bool:
    """Whether a row begins 产出指标 | 数量指标."""
    first, second = flow.tokens[body : body + 2] if body + 1 < len(flow.tokens) else (None, None)
    return first is not None and second is not None and first_level(first.text) and second_level(second.text)


def _ends(flow: Flow, at: int) -> bool:
    found = flow.field(at)
    if _NEXT_GOAL.match(flow.tokens[at].plain) or opens_list(flow.tokens[at].text):
        return True
    if "□" in flow.tokens[at].text or any(unit_line(token.text) for token in flow.tokens[at : at + 2]):
        # Boxes to tick stand under the indicators, and 单位:万元 over the next form.
        return True
    if found in (
        Field.SUM,
        Field.NAME,
        Field.GRADE,
        Field.TOTAL_SCORE,
        Field.PROBLEMS,
        Field.SECTION_OTHER,
        Field.REASON,
    ):
        return True
    if _NEXT_FORM.fullmatch(flow.tokens[at].plain):
        return True
    if found in LEVELS and not is_level(flow.tokens[at]):
        return True
    if _FOOT.match(flow.tokens[at].plain):
        return True
    return flow.tokens[at].plain.startswith(("注:", "注1", "(三)", "(四)", "三、", "四、", "说明:", _REMARKS))


def total_of_points(flow: Flow, columns: Sequence[Field], at: int) -> int:
    """Read the row that adds the points up, and the grade in it (总分 100 96 优); gives the place behind it."""
    draft = flow.draft
    numbers = [token for token in flow.numbers(at + 1) if not token.is_blank]
    reversed_ = (
        Field.WEIGHT in columns
        and Field.POINTS in columns
        and columns.index(Field.POINTS) < columns.index(Field.WEIGHT)
    )
    if draft is not None and Field.POINTS in columns:
        both = len(numbers) >= 2 and all(token.is_number for token in numbers)
        # One number alone may be the sum of the weights of a form that nobody scored.
        if both and (len(numbers) == 2 or columns.count(Field.WEIGHT) > 1):
            weight, points = (numbers[-1], numbers[-2]) if reversed_ else (numbers[-2], numbers[-1])
            draft.total_weight, draft.total_points = weight.cell, points.cell
        elif (
            len(numbers) == 1
            and numbers[0].is_number
            and (Field.WEIGHT not in columns or is_sum_of_points(numbers[0].cell, draft))
        ):
            draft.total_points = numbers[0].cell
        if draft.total_points is not None:
            draft.cover(flow.tokens[at].start, draft.total_points.end)
        behind = flow.tokens[at + 1 + len(numbers) : at + 2 + len(numbers)]
        if draft.total_points is not None and behind and is_grade(behind[0].text):
            draft.info.setdefault(Field.GRADE, behind[0].cell)
    return at + 1 + len(numbers)


def stated_total(flow: Flow, at: int) -> int:
    """Read a total of points whose rows were cut off (总分 100 99); gives the place behind it, or `at`."""
    numbers = [token.number for token in flow.numbers(at + 1)]
    if flow.draft is None or "分" not in flow.tokens[at].plain or len(numbers) != 2 or numbers[0] != 100:
        return at
    return total_of_points(flow, (Field.WEIGHT, Field.POINTS), at)
