"""Putting the cells of a row under the columns of a header when merged and empty cells have been lost.

Text versions of pages drop the cells that a row span covers, and some drop empty ones: a row then has fewer cells
than its header has columns. What a header's words ask for (points, an amount, a rate, a name) and what a cell can
be decide which columns are missing: the cheapest way to lay the cells over the columns, in order, is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from warehouse.script import PINYIN, simplified

ColumnKind = Literal[
    "group", "ordinal", "level1", "level2", "body", "name", "points", "amount", "rate", "value", "unit", "sign", "text"
]

# The column heads of A4 forms: self-evaluation tables, target tables, fund lists. First match wins.
_KINDS: tuple[tuple[ColumnKind, str], ...] = (
    ("ordinal", r"^(?:序号|编号|行次)$"),
    ("level1", r"^(?:一级指标|指标类型|指标类别)$"),
    ("level2", r"^二级指标$"),
    ("name", r"^(?:三级指标|四级指标|指标名称|绩效指标|指标内容)$"),
    ("points", r"^(?:分值|权重|权数|标准分|满分|得分|自评得?分|实际得分|评价得分|考评得分|扣分|分值\(权重\))"),
    ("unit", r"^(?:度量单位|计量单位|单位)$"),
    ("sign", r"^(?:指标性质|绩效指标性质|指标方向|[运计]算符号?|比较符号?)$"),
    ("text", r"原因|备注|说明|措施|改进|评分标准|指标解释|指标描述|计算方法|佐证|依据|绩效标准"),
    ("rate", r"(?:执行率|完成率|到位率|支付率|进度|比例|占比)"),
    ("value", r"(?:指标值|目标值|完成值|实际值|完成情况|绩效目标|年度目标|预期目标|指标目标)"),
    (
        "amount",
        r"(?:预算数|执行数|预算|调整数|支出数?|决算数?|金额|到位资金|资金总额|年初预算|全年预算|资金数|财政拨款|拨付)(?:数|额)?(?:\([A-Za-z万亿千百元]*\))*$",
    ),
    (
        "name",
        r"^(?:项目名称|资金名称|支出内容|项目|名称|内容)$",
    ),
    ("body", r"^(?:责任部门|责任单位|实施单位|主管部门|项目单位|单位名称|部门名称|部门|地区|区域|县\(?市区\)?)$"),
)
_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_LABELS = frozenset(("group", "ordinal", "level1", "level2", "body", "name"))

_NUMBER = re.compile(r"^[-+−△]?\d[\d,，]*(?:\.\d+)?$")
_AMOUNT = re.compile(r"^[-+−△]?\d[\d,，]*(?:\.\d+)?\s*(?:万元?|元|亿元?)?$")
_RATE = re.compile(r"^[-+]?\d[\d,]*(?:\.\d+)?\s*[%％‰]?$")
_NOTHING = re.compile(r"^(?:[-—–―/\\]+|无)?$")
_ORDINAL = re.compile(r"^(?:[\d一二三四五六七八九十]{1,3}[、.]?|合计|总计|小计)$")
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|总\s*分|总得分|小\s*计)\s*[:：]?$")
_LEVEL1 = re.compile(
    r"^(?!绩效目标|项目立项|产出(?:数量|质量|时效|成本)|履职效益)(?:产出|效益|满意度|成本|投入|过程|决策|效果|绩效|项目|预算执行|总分|合计|管理|履职)"
)
_LEVEL2 = re.compile(
    r"^(?:绩效目标|产出数量|产出质量|产出时效|产出成本|履职|工作|预算|重点|数量|质量|时效|进度|成本|经济|社会|生态|环境|可持续|服务对象|受益|满意|资金|项目|组织)"
)
_UNIT = re.compile(r"^[^\d]{1,6}$")
_MEASURED = re.compile(r"^[≥≤=＝﹦><≧≦]{1,2}\s*\d|^\d[\d,.]*\s*[%％‰]$")
_QUALITY = re.compile(
    r"^(?:优|良|中|差|好|高|低|是|否|有|无|强|较好|良好|优秀|明显|显著|提[高升]|完成|达标|合格|优良中低差)$"
)
_SIGN = re.compile(r"^(?:[≥≤=＝﹦><≧≦]+|定性|定量|正向|反向)$")
_BANDS = frozenset("优優良中差")
_WRONG = 3.0
_TOLERABLE = 0.9
MIN_HEADER = 3
_LONGEST_HEAD = 24
MAX_COLUMNS = 24


@dataclass(frozen=True, slots=True)
class Layout:
    """Cells laid over columns: the column of each cell, and how badly they fit (0 is perfect)."""

    columns: tuple[int, ...]
    cost: float


@lru_cache(maxsize=4096)
def column_kind(label: str) -> ColumnKind | None:
    """What the columns under a header cell hold; None where the words are not those of a header."""
    plain = re.sub(r"\s+", "", label).replace("（", "(").replace("）", ")")
    plain = simplified(PINYIN.sub("", plain)) if len(plain) <= 2 * _LONGEST_HEAD else ""
    if not plain or len(plain) > _LONGEST_HEAD:
        return None
    return next((kind for kind, pattern in _COMPILED if pattern.search(plain)), None)


def header_length(cells: Sequence[str]) -> int:
    """How many of the first cells are the head of a table: at least three column labels in a row, else 0."""
    count = 0
    for cell in cells[:MAX_COLUMNS]:
        if column_kind(cell) is None:
            break
        count += 1
    return count if count >= MIN_HEADER else 0


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a table in a row of cells: from `start` to `end`, and what its columns hold."""

    start: int
    end: int
    kinds: tuple[ColumnKind, ...]


def find_header(cells: Sequence[str], first: int = 0, last: int | None = None) -> Header | None:
    """The first head of a table that begins between `first` and `last`.

    An empty cell before the labels stands over the merged label at the side of the table ("绩效指标"); one behind
    them over remarks.
    """
    for start in range(first, min(len(cells), len(cells) if last is None else last + 1)):
        length = header_length(cells[start : start + MAX_COLUMNS])
        if not length:
            continue
        kinds = [column_kind(cell) or "text" for cell in cells[start : start + length]]
        if kinds[0] == "name" and kinds[1] == "level1":
            kinds[0] = "group"
        end = start + length
        if start > first and not cells[start - 1]:
            return Header(start - 1, end, ("group", *kinds))
        if end < len(cells) and not cells[end] and kinds[-1] != "text" and kinds[0] != "group":
            return Header(start, end + 1, (*kinds, "text"))
        return Header(start, end, tuple(kinds))
    return None


def lay_out(cells: Sequence[str], kinds: Sequence[ColumnKind]) -> Layout | None:
    """The cheapest way to put `cells` under columns of `kinds`, in order; None where there are too many cells."""
    return _layouts(cells, kinds)[len(cells)] if 0 < len(cells) <= len(kinds) else None


def is_number(cell: str) -> bool:
    """Whether a cell is an amount or a rate and nothing else."""
    return bool(_AMOUNT.match(cell.strip()) or _RATE.match(cell.strip()))


def columns_under_heads(rows: Sequence[Sequence[str]]) -> list[tuple[int, ...] | None]:
    """The columns of the cells of each row that fit the head above it; None for heads and what does not fit."""
    kinds: tuple[ColumnKind, ...] = ()
    offset = 0
    columns: list[tuple[int, ...] | None] = []
    for row in rows:
        filled = len(row) - next((at for at, cell in enumerate(reversed(row)) if cell.strip()), len(row))
        header = find_header(row, last=1)
        if header is not None and (header.end >= len(row) - 1 or header.end == filled):
            kinds, offset = header.kinds, header.start
            columns.append(None)
            continue
        if kinds[-1:] == ("text",) and filled > 1 and _are_bands(row[:filled]):
            # 绩效标准 over 优, 良, 中, 差: what the other heads reach down to is lost.
            first = offset + len(kinds) - 1
            kinds = (*kinds[:-1], *kinds[-1:] * filled)
            columns.append(tuple(range(first, first + len(row))))
            continue
        columns.append(_columns_of(row, filled, kinds, offset))
    return columns


def _are_bands(cells: Sequence[str]) -> bool:
    return _BANDS.issuperset(PINYIN.sub("", cell.strip()) for cell in cells)


def _columns_of(row: Sequence[str], filled: int, kinds: Sequence[ColumnKind], offset: int) -> tuple[int, ...] | None:
    """The columns of the cells of a row; blank ones behind the `filled` may stand for its lost first ones."""
    ends = [len(row), filled] if filled < len(row) and kinds[:1] == ("level1",) else [len(row)]
    ways = [layout for end in ends if (layout := lay_out(row[:end], kinds)) is not None]
    layout = min(ways, key=lambda way: way.cost, default=None)
    if len(row) < 2 or layout is None or layout.cost > _TOLERABLE * len(row):
        return None
    placed = [column + offset for column in layout.columns]
    return (*placed, *range(placed[-1] + 1, placed[-1] + 1 + len(row) - len(placed)))


def _layouts(cells: Sequence[str], kinds: Sequence[ColumnKind]) -> list[Layout | None]:
    """The cheapest layout of the first n cells, at index n. Two orders of columns at one cost: the leftmost wins."""
    width = len(kinds)
    # The row of the total has its numbers under points and amounts, and nothing in between.
    total = bool(cells) and bool(_TOTAL.match(cells[0].strip()))
    leading = _running(kinds, lambda kind: _missing_cost(kind, leading=True, trailing=False))
    between = _running(kinds, lambda kind: 0.1 if total else _missing_cost(kind, leading=False, trailing=False))
    trailing = _running(kinds, lambda kind: _missing_cost(kind, leading=False, trailing=True))
    found: list[Layout | None] = [None]
    # Of each column: the cost with the last cell put there, and the columns of the cells before it.
    states: list[_State | None] = [None] * width
    for index, cell in enumerate(cells):
        following: list[_State | None] = [None] * width
        cheapest: _State | None = None  # over the columns so far, less what is missing up to there
        for column, kind in enumerate(kinds):
            if index == 0:
                before: _State | None = (leading[column], ())
            else:
                before = (cheapest[0] + between[column], cheapest[1]) if cheapest is not None else None
            if before is not None:
                following[column] = (before[0] + _cell_cost(cell, kind, total), (*before[1], column))
            state = states[column]
            if state is not None:
                offered = (state[0] - between[column + 1], state[1])
                cheapest = offered if cheapest is None or offered < cheapest else cheapest
        states = following
        ends = [
            (state[0] + trailing[width] - trailing[column + 1], state[1])
            for column, state in enumerate(states)
            if state is not None
        ]
        found.append(Layout(min(ends)[1], min(ends)[0]) if ends else None)
    return found


_State = tuple[float, tuple[int, ...]]


def _running(kinds: Sequence[ColumnKind], cost: Callable[[ColumnKind], float]) -> list[float]:
    sums = [0.0]
    for kind in kinds:
        sums.append(sums[-1] + cost(kind))
    return sums


def _missing_cost(kind: ColumnKind, leading: bool, trailing: bool) -> float:
    """Cells under a row span are lost at the left, empty remarks at the right, signs and units anywhere."""
    if leading and kind in _LABELS:
        return {"group": 0.1, "name": 0.9}.get(kind, 0.5)
    if trailing:
        return 0.3 if kind in ("text", "unit", "sign") else 0.9
    if kind in ("sign", "unit", "text"):
        return 0.5
    return {"name": 2.0, "value": 2.0, "body": 0.8}.get(kind, 1.2)


def _cell_cost(cell: str, kind: ColumnKind, total: bool) -> float:
    cell = cell.strip()
    if total and _NUMBER.match(cell) and kind not in ("points", "amount"):
        return _WRONG
    if _NOTHING.match(cell):
        return 0.0 if kind in ("group", "text", "unit", "sign", "points", "amount", "rate") else 0.4
    pattern = {
        "points": _NUMBER,
        "amount": _AMOUNT,
        "rate": _RATE,
        "ordinal": _ORDINAL,
        "level1": _LEVEL1,
        "level2": _LEVEL2,
        "unit": _UNIT,
        "sign": _SIGN,
    }.get(kind)
    if pattern is not None:
        if kind == "unit" and _QUALITY.match(cell):
            return 1.2
        if pattern.match(cell):
            return 0.2 if kind == "rate" and "%" not in cell else 0.0
        wordy = kind in ("level1", "level2", "unit", "rate") and not (_RATE.match(cell) or _MEASURED.match(cell))
        return 1.2 if wordy else _WRONG
    if kind == "group":
        return 2.0
    if kind in ("name", "body"):
        return _WRONG if _AMOUNT.match(cell) or _RATE.match(cell) else 0.1
    if kind == "value":
        return 0.1 if re.search(r"\d", cell) else 0.5
    return 1.5 if _RATE.match(cell) else 0.2


def split_rows(cells: Sequence[str], kinds: Sequence[ColumnKind]) -> list[Layout] | None:
    """A stream of cells without row ends as rows under a header, as cheaply as can be; None where nothing fits.

    The rows follow each other in the stream; their lengths are the numbers of columns in the layouts.
    """
    width = len(kinds)
    count = len(cells)
    best: list[tuple[float, int, Layout | None]] = [(0.0, 0, None)]
    best += [(float("inf"), 0, None)] * count
    for start in range(count):
        base = best[start][0]
        if base == float("inf"):
            continue
        layouts = _layouts(cells[start : start + width], kinds)
        for length, layout in enumerate(layouts):
            if layout is not None and base + layout.cost + 0.5 < best[start + length][0]:
                best[start + length] = (base + layout.cost + 0.5, start, layout)
    rows: list[Layout] = []
    at = count
    while at > 0:
        _, start, layout = best[at]
        if layout is None:
            return None
        rows.append(layout)
        at = start
    return rows[::-1]
