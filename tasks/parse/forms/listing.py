"""Lists of projects: a row is a project with its money, its rate and perhaps its score."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column, columns_of
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.labels import INFO, MEASURES, RATES, Field, Label, fold
from tasks.parse.forms.table import Row, State, Table

LAYOUT = "form.list"
_LONGEST_HEAD = 16
FIGURES = MEASURES | RATES | {Field.POINTS, Field.TOTAL_SCORE}
# Heads of lists whose meaning is not asked for: 债券性质, 所属领域, 截至年底已发债券规模.
_UNKNOWN_HEAD = re.compile(
    r"[^\d\s。,，;；]{0,4}(?:\d{4}年)?[^\d。,，;；]{1,16}"
    r"(?:性质|规模|类型|类别|方式|来源|领域|科目|地区|区域|时间|年度|内容|情况|单位|部门|科室|处室|代码|编码|比例|级次)"
)
# What a list calls its columns, beyond the labels of forms: each office puts the words together in its own way.
_DONE = r"(?:累计|实际|已|全年|本年|当年|年度|预算|项目|资金|财政|截至|截止|\d{4}年|年?[底末])*"
_MONEY = r"(?:债券|资金|数额?|金额|经费|额度?|规模|情况|总额)*"
_HEADS = (
    (Field.TOTAL_SCORE, re.compile(r"(?:绩效|评价|自评|综合|最终|复核|考核)*(?:得分|分数|评分|总分)")),
    (Field.GRADE, re.compile(r"(?:绩效|评价|自评|综合|评定|考核)*(?:等级|等次|级别|结果|结论)")),
    (Field.BALANCE, re.compile(rf"{_DONE}(?:结余|结转|未支付|未使用){_MONEY}")),
    (Field.SPENT, re.compile(rf"{_DONE}(?:支出|支付|使用|执行|列支|完成支出){_MONEY}")),
    (Field.RECEIVED, re.compile(rf"{_DONE}(?:到位|下达|拨付|发行|已发){_MONEY}")),
    (Field.PLANNED, re.compile(r"(?:项目|计划|概算|估算)*(?:总投资|投资额|概算)(?:额|金额)?")),
    (
        Field.BUDGET_ADJUSTED,
        re.compile(
            r"(?:项目|评价|涉及|预算|财政|安排|补助|资助|支持|分配|专项|年度)*(?:资金|金额|经费|预算)(?:量|额度?|规模|数额?|总额|总量)"
            r"|(?:项目|评价|涉及|预算|安排|补助|资助|支持|分配)+金额"
        ),
    ),
    (Field.UNIT, re.compile(r"(?:项目|业主|实施|建设|申报|承担|用款|资金使用)+单位(?:名称)?")),
    (Field.DEPARTMENT, re.compile(r"(?:项目|业务|行业|资金)?主管(?:部门|单位|局)(?:名称)?")),
)
# The numbers of a list's rows, from the groups down; a row without a number is as deep as any.
_NUMBERS = (
    re.compile(r"[一二三四五六七八九十]{1,3}[、.]?"),
    re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,3}[、.]?"),
    re.compile(r"[(（]\d{1,3}[)）]|\d{1,3}(?:\.\d{1,3})+"),
)
_DEEPEST = len(_NUMBERS) + 1
# No more than this stands behind the last row of a document that breaks off inside it.
_BROKEN_OFF = 40


def list_head(row: Row, state: State) -> bool:
    """Read a row as the head of a list: 序号 | 项目名称 | 预算数 | 执行数 | 执行率, nothing but labels."""
    fields = row.fields
    unknown = [cell for cell in row.own if id(cell) not in row.labels]
    if Field.NAME not in fields or len(row.own) < 3:
        return False
    guessed = {id(cell): label for cell in unknown if (label := guessed_head(cell.text)) is not None}
    labels = row.labels | guessed
    unknown = [cell for cell in unknown if id(cell) not in guessed]
    if not {label.field for label in labels.values()} & FIGURES or len(unknown) > len(fields) + len(guessed):
        return False
    if not all(is_unknown_head(cell.text) for cell in unknown):
        return False
    state.listed = columns_of(row.own, labels)
    return True


def guessed_head(text: str) -> Label | None:
    """What the head of a list's column means by its words, where no label of a form is so called."""
    core, aside = fold(text)
    if not 2 <= len(core) <= _LONGEST_HEAD:
        return None
    return next((Label(field, aside) for field, words in _HEADS if words.fullmatch(core)), None)


def is_unknown_head(text: str) -> bool:
    """Whether a cell reads like the head of a column that no label names."""
    return bool(_UNKNOWN_HEAD.fullmatch(text.strip()))


def ends_list(row: Row) -> bool:
    """Whether a row begins with a label of a form, so that the list above it is over."""
    return row.field(row.own[0]) not in (None, Field.SUM, Field.TOTAL)


def listed(table: Table, row: Row, state: State) -> Draft | None:
    """The project of a row (nameless in the row of the sum), or None where the row states no figures."""
    columns = state.listed
    found = [(c, cell) for c in columns if (cell := table.at(row.number, c)) and cell.row == row.number]
    cells = [(c, cell) for c, cell in found if row.field(cell) is not Field.SUM]
    summed = any(row.field(cell) is Field.SUM for cell in row.own)
    if _is_broken(table, row, columns) or not (summed or any(c.field is Field.NAME for c, _ in cells)):
        return None
    draft = project_of(row.own, cells, state.unit, summed=summed)
    if draft is not None:
        number = row.own[0].text.strip()
        depths = (depth for depth, written in enumerate(_NUMBERS, 1) if written.fullmatch(number))
        draft.rank = 0 if summed else next(depths, _DEEPEST)
    return draft


def tell_parts(rows: Sequence[Draft]) -> None:
    """Tell of each row of a list which row adds it up: the group above it, else the sum at the list's head or foot."""
    ranked = [(row.rank, row) for row in rows if row.rank is not None]
    sum_leads = bool(ranked) and ranked[0][0] == 0
    above: list[tuple[int, Draft]] = []
    groups: list[Draft] = []
    for rank, row in ranked:
        if rank == 0 and not sum_leads:
            for group in groups:
                group.part_of = row.start
            above, groups = [], []
            continue
        while above and above[-1][0] >= rank:
            above.pop()
        if above:
            row.part_of = above[-1][1].start
        else:
            groups.append(row)
        above.append((rank, row))


def _is_broken(table: Table, row: Row, columns: Sequence[Column]) -> bool:
    """Whether the document breaks off inside this row: its last cells are missing, those of the row above are not."""
    if len(table.document.text) - row.own[-1].end >= _BROKEN_OFF or row.number + 1 < table.grid.height:
        return False
    return table.at(row.number, columns[-1]) is None and table.at(row.number - 1, columns[-1]) is not None


def project_of(
    own: Sequence[Cell], cells: Sequence[tuple[Column, Cell]], unit: Unit | None, *, summed: bool
) -> Draft | None:
    """The project of a list's row from its cells and their columns; None where they state no figures."""
    draft = Draft(min(c.start for c in own), max(c.end for c in own), LAYOUT)
    for column, cell in cells:
        if column.field in MEASURES:
            draft.amounts.append(Amount(column.field, Field.TOTAL, cell, column.unit or unit))
        elif column.field in RATES:
            draft.rates[column.field] = (cell, column.aside)
        elif column.field in (Field.POINTS, Field.TOTAL_SCORE):
            draft.total_points = cell
        elif column.field in INFO and not (summed and column.field is Field.NAME):
            draft.info[column.field] = cell
    return None if draft.is_empty else draft
