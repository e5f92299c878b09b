"""The indicators of a form that is a table: the head of the block, its rows, and the row of the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tasks.parse.document import Cell
from tasks.parse.forms.columns import Column, column_of, columns_of, weights_by_level
from tasks.parse.forms.draft import Line, is_sum_of_points, line_of
from tasks.parse.forms.grid.table import Row, State, Table, Under
from tasks.parse.forms.labels import INDICATOR_COLUMNS, INFO, LEVELS, SECTIONS, Field, is_grade, label_of, squeeze
from tasks.parse.forms.levels import first_level, groups_levels, second_level
from tasks.parse.forms.listing.heads import opens_list
from tasks.parse.forms.stream import Token
from tasks.parse.forms.unnamed import is_head, named_by_cells
from tasks.parse.numbers.points import parse_points

_FULL = 100
_SUBTOTAL = re.compile(r".{0,8}小计(?:得分)?(?:[（(].{1,8}[)）])?[:：]?")


def lines_head(table: Table, row: Row, state: State) -> bool:
    """Read a row as the head of an indicator block: 一级指标 | 二级指标 | ... | 得分."""
    known = [f for f in row.fields if f in INDICATOR_COLUMNS]
    if state.in_indicators and not state.draft.lines and known and len(known) == len(row.own):
        # The second row of a head: 绩效标准 over 优, 良, 中, 差. What stands under a level is none of its parts.
        deeper = [c for c in columns_of(row.own, row.labels) if c.field is not Field.BAND]
        state.indicators = [
            c
            for c in state.indicators
            if c.field in LEVELS or not any(d.first <= c.first and c.last <= d.last for d in deeper)
        ] + deeper
        state.under = _under(state.indicators)
        return True
    if not set(known) & set(LEVELS) or len(known) < 2:
        return False
    # A head of two rows: 年度指标值 over 指标性质, 指标值, 度量单位, and beside them 分值 over both rows.
    beside = [c for c in row.cells if c.row < row.number and row.field(c) in INDICATOR_COLUMNS]
    state.indicators = columns_of([*row.own, *beside], row.labels)
    state.indicators += _beside_levels(row, known)
    for place, cell in table.above_blanks(row):
        label = label_of(cell.text)
        if label is not None and label.field in INDICATOR_COLUMNS:
            state.indicators.append(replace(column_of(cell, label), first=place, last=place))
    state.indicators = _described(table, row, state.indicators)
    state.indicators += _reaching_down(table, row, state.indicators)
    state.indicators = _of_one_half(table, row, state.indicators)
    state.indicators += _unnamed(table, row, state.indicators)
    state.indicators += _unnamed_points(table, row, state.indicators)
    state.under = _under(state.indicators)
    state.indicators_end = table.end(row.number)
    state.draft.columns |= {column.field for column in state.indicators}
    state.in_indicators, state.in_funds = True, False
    state.level_1 = state.level_2 = None
    return True


def _beside_levels(row: Row, known: Sequence[Field]) -> list[Column]:
    """The columns of levels that are no labels by themselves.

    Hainan's forms call the names 绩效指标, between 指标类型 and the goal; into a 一级指标 the line above may have run.
    """
    levels = {*known} & {*LEVELS}
    first, second = row.own[:2]
    if levels == {Field.LEVEL_1} and row.field(first) in levels and row.field(second) is Field.SECTION_INDICATORS:
        return [replace(column_of(second, row.labels[id(second)]), field=Field.LEVEL_3)]
    if row.field(first) is None and row.field(second) is Field.LEVEL_2 and first.text.endswith("一级指标"):
        return [Column(Field.LEVEL_1, first=first.column, last=first.column)]
    return []


def _described(table: Table, row: Row, heads: list[Column]) -> list[Column]:
    """The heads where 指标名称 stands over the names of second levels, and 指标描述 over those of the indicators."""
    by_field = {head.field: head for head in heads}
    names, said = by_field.get(Field.LEVEL_3), by_field.get(Field.EXPLANATION)
    if names is None or said is None or Field.LEVEL_2 in by_field or row.number + 1 >= table.grid.height:
        return heads
    first = table.at(row.number + 1, names)
    if first is None or not (second_level(first.text) and first.text.strip().endswith("指标")):
        return heads
    moved = {id(names): Field.LEVEL_2, id(said): Field.LEVEL_3}
    return [replace(head, field=moved.get(id(head), head.field)) for head in heads]


def _reaching_down(table: Table, row: Row, heads: Sequence[Column]) -> list[Column]:
    """The heads of the row above that stand behind 年度指标值, where the cells that they reach down to are lost."""
    if not row.number or any(head.field is Field.POINTS for head in heads):
        return []
    above = table.row(row.number - 1)
    at = next((i for i, cell in enumerate(above.own) if above.field(cell) is Field.TARGET), None)
    if at is None or any(above.field(cell) in LEVELS for cell in above.own):
        return []
    behind = [(cell, label) for cell in above.own[at + 1 :] if (label := above.labels.get(id(cell))) is not None]
    if table.is_loose:
        end = table.end(row.number)
        return [replace(column_of(c, label), first=end + n, last=end + n) for n, (c, label) in enumerate(behind)]
    # Where a page shows no rules, nothing stands under them in the second row.
    return [column_of(c, label) for c, label in behind if table.position(row.number, c.column) is None]


def _unnamed(table: Table, row: Row, heads: Sequence[Column]) -> list[Column]:
    """The columns whose heads nobody knows, between those of a block that names its levels."""
    known = {head.field for head in heads}
    if table.is_loose or {*LEVELS[:2]} - known:
        return []
    found: list[Column] = []
    for cell in row.own:
        if id(cell) in row.labels or not is_head(cell.text):
            continue
        column = Column(Field.OTHER_COLUMN, first=cell.column, last=cell.column + cell.column_span - 1)
        second = next((head for head in heads if head.field is LEVELS[1]), None)
        if LEVELS[2] not in known and second is not None and second.last + 1 == column.first:
            field: Field | None = LEVELS[2]
        else:
            field = named_by_cells(_column_cells(table, row.number, column), known)
        if field is not None:
            known.add(field)
            found.append(replace(column, field=field))
    return found


def _column_cells(table: Table, number: int, column: Column) -> list[Token]:
    """The cells under a head, up to the row of the sum."""
    found: list[Token] = []
    for below in range(number + 1, table.grid.height):
        own = table.row(below).own
        if own and (label := label_of(own[0].text)) is not None and label.field in INFO | SECTIONS | {Field.SUM}:
            break
        cell = table.at(below, column)
        if cell is not None and cell.row == below:
            found.append(Token(cell.text, cell.start, cell.end, below, below))
    return found


def _unnamed_points(table: Table, row: Row, heads: Sequence[Column]) -> list[Column]:
    """The column of points behind the results whose head stands over another part of the form, or is their sum."""
    last = max(heads, key=lambda column: column.last)
    if last.field is not Field.ACTUAL or any(head.field in (Field.WEIGHT, Field.POINTS) for head in heads):
        return []
    column = Column(Field.POINTS, first=last.last + 1, last=last.last + 1)
    filled = [
        cell
        for number in range(row.number + 1, table.grid.height)
        if (cell := table.at(number, column)) is not None and cell.row == number and table.at(number, last) is not None
    ]
    points = [value for cell in filled if (value := parse_points(cell.text)) is not None]
    named = (head := table.at(row.number, column)) is not None and parse_points(head.text) is None
    return [column] if len(points) > 1 and len(points) == len(filled) and sum(points) <= _FULL and not named else []


def _of_one_half(table: Table, row: Row, columns: list[Column]) -> list[Column]:
    """The heads without those of the goals of several years, or without those of the year where they are blank."""
    names = [column for column in columns if column.field is Field.LEVEL_3]
    if len(names) != 2 or sum(column.field is Field.TARGET for column in columns) != 2:
        return columns
    years, year = sorted(names, key=lambda column: column.first)
    is_filled = any(table.at(number, year) is not None for number in range(row.number + 1, table.grid.height))
    seconds = [c.first for c in columns if c.field is Field.LEVEL_2 and years.first < c.first < year.first]
    border = seconds[0] if seconds else year.first
    left_out = {Field.LEVEL_2, Field.LEVEL_3, Field.TARGET}
    if is_filled:
        kept_out = [c for c in columns if c.field in left_out and c.first < border]
    else:
        kept_out = [c for c in columns if c.first >= border]
    if not seconds:
        # 二级指标 stands once, before both.
        kept_out = [c for c in kept_out if c.field is not Field.LEVEL_2]
    return [c for c in columns if c not in kept_out]


def _under(columns: Sequence[Column]) -> Under:
    heads = {column.field: column for column in columns if column.field is not Field.WEIGHT}
    levels = [heads[level] for level in LEVELS if level in heads]
    weights = weights_by_level(columns, levels)
    values: dict[Field, Column] = {
        f: column for f, column in heads.items() if f in INDICATOR_COLUMNS and f not in LEVELS
    }
    if (weight := weights.get(levels[-1].field)) is not None:
        values[Field.WEIGHT] = weight
    return Under(min(column.first for column in columns), levels, weights, values)


def total_row(table: Table, row: Row, state: State) -> bool:
    """Read the row under the indicators that adds them up: 总分 | 100 | 96.95."""
    first = row.own[0]
    if not state.in_indicators or first.row_span > 1 or row.field(first) not in (Field.SUM, Field.TOTAL_SCORE):
        return False
    scored = _totals(table, row, state)
    weights, points = ([c for column, c in scored if column.field is f] for f in (Field.WEIGHT, Field.POINTS))
    state.draft.total_weight = weights[-1] if weights else None
    state.draft.total_points = points[-1] if points else None
    state.in_indicators = False
    _grade(table, row, state)
    return True


def _grade(table: Table, row: Row, state: State) -> None:
    """Take the grade in the row of totals: 总分 | 100 | 96 | 优, 总分 | 100 | 自评等级 | 优."""
    labelled = [table.beside(row.number, cell) for cell in row.own if row.field(cell) is Field.GRADE]
    grades = [cell for cell in labelled if cell is not None] or [cell for cell in row.own if is_grade(cell.text)]
    if len(grades) == 1:
        state.draft.info.setdefault(Field.GRADE, grades[0])


def _totals(table: Table, row: Row, state: State) -> list[tuple[Column, Cell]]:
    """The cells of a row of totals under the heads of weights and points."""
    columns = [c for c in state.indicators if c.field in (Field.WEIGHT, Field.POINTS)]
    if table.is_loose and table.end(row.number) != state.indicators_end:
        # The cell of the label covered others: what is left of the row is its numbers, in the order of their heads.
        numbers = [cell for cell in row.own[1:] if parse_points(cell.text) is not None]
        columns.sort(key=lambda column: column.first)
        if len(numbers) == 1 and is_sum_of_points(numbers[0], state.draft):
            columns = [column for column in columns if column.field is Field.POINTS]
        return list(zip(columns, numbers, strict=True)) if len(numbers) == len(columns) else []
    found = [(c, cell) for c in columns if (cell := table.at(row.number, c)) is not None and cell is not row.own[0]]
    # A cell under both heads is the weight.
    weights = [cell for column, cell in found if column.field is Field.WEIGHT]
    return [(c, cell) for c, cell in found if c.field is Field.WEIGHT or cell not in weights]


def lines_row(table: Table, row: Row, state: State) -> bool:
    """Read a row of the indicator block; a row of another part ends the block."""
    fields, under = row.fields, state.under
    ends = (fields and fields[0] in INFO | SECTIONS) or opens_list(row.own[0].text)
    if under is None or (ends and row.own[0].column <= under.first) or any("□" in cell.text for cell in row.own):
        state.in_indicators = False
        return False
    if _opens_part(row, under, state):
        return True
    names = {column.field: table.at(row.number, column) for column in under.levels}
    if table.is_loose and names.get(LEVELS[0], row) is None and _is_first_alone(row):
        # Left of its head stands the name of a first level where the cell of the whole block is gone from the row.
        names[LEVELS[0]] = row.own[0]
    if _SUBTOTAL.fullmatch(squeeze(row.own[0].text)):
        deep = names.get(Field.LEVEL_3) is row.own[0] and names.get(Field.LEVEL_2) is not row.own[0]
        # Where merged cells were lost, a subtotal under the third level may be one of the first.
        if not (deep and table.is_loose):
            state.draft.lines.append(_subtotal(table, row, state, deep=deep))
        return True
    if table.is_loose and _are_misplaced(names, state):
        return True
    _open_parents(names, state)
    state.draft.lines += _parents(table, row, under, names, state)
    _add_line(table, row, under, names, state)
    return True


def _add_line(table: Table, row: Row, under: Under, names: dict[Field, Cell | None], state: State) -> None:
    third = names.get(Field.LEVEL_4) or names.get(Field.LEVEL_3)
    if third is names.get(Field.LEVEL_1) or third is names.get(Field.LEVEL_2):
        third = None
    values = _values(table, row, under.values, list(names.values()))
    second = names.get(Field.LEVEL_2)
    named = third is not None or (Field.LEVEL_3 not in names and second is not None and second.row == row.number)
    if named or any(f in values for f in (Field.TARGET, Field.ACTUAL, Field.POINTS)):
        line = _line(row, third, values, state)
        above = state.draft.lines[-1] if state.draft.lines and third is None else None
        if above is not None and above.level_3 is not None and _is_bare(above):
            # A name that broke over two lines took the values behind it into a row of their own.
            line = replace(line, start=above.start, level_3=above.level_3)
            state.draft.lines.pop()
        state.draft.lines.append(line)


def _is_bare(line: Line) -> bool:
    return line.is_leaf and all(cell is None for cell in (line.target, line.actual, line.weight, line.points))


def _opens_part(row: Row, under: Under, state: State) -> bool:
    """Take a row that holds nothing but the name of a level, where no column holds such names."""
    if len(row.own) != 1 or any(column.field in LEVELS[:2] for column in under.levels):
        return False
    (cell,) = row.own
    if first_level(cell.text):
        state.level_1, state.level_2 = cell, None
    elif second_level(cell.text):
        state.level_2 = cell
    else:
        return False
    return True


def _is_first_alone(row: Row) -> bool:
    """Whether a row begins 产出指标 | 数量指标; 成本指标 and 项目效益 stand under other levels on some forms."""
    first, *rest = (cell.text for cell in row.own)
    return first_level(first) and not second_level(first) and bool(rest) and second_level(rest[0])


def _subtotal(table: Table, row: Row, state: State, *, deep: bool) -> Line:
    """A row 小计 below the lines that it adds up: of a second level where it stands under the third, or of a first."""
    label = row.own[0]
    cells = {column.field: cell for column, cell in _totals(table, row, state)}
    return Line(
        start=label.start,
        end=max([label.end, *(cell.end for cell in cells.values())]),
        level_1=state.level_1,
        level_2=state.level_2 if deep else None,
        weight=cells.get(Field.WEIGHT),
        points=cells.get(Field.POINTS),
        is_leaf=False,
    )


def _are_misplaced(names: dict[Field, Cell | None], state: State) -> bool:
    """Whether names stand under the wrong level, as in text where the cells that a merged cell covers are gone."""
    first, second, third = (names.get(level) for level in LEVELS[:3])
    if first is not None and state.level_1 is not None and groups_levels(state.level_1.text):
        return first_level(first.text) and not groups_levels(first.text)
    if first is not None and second_level(first.text) and not first_level(first.text):
        return True
    if third is None or third is first or third is second:
        return False
    # 经济效益 names a third level on some forms, 经济效益指标 none.
    return (second_level(third.text) and third.text.strip().endswith("指标")) or not re.search(r"[^\W\d_]", third.text)


def _open_parents(names: dict[Field, Cell | None], state: State) -> None:
    first, second = names.get(Field.LEVEL_1), names.get(Field.LEVEL_2)
    if first is not None and first is not state.level_1:
        state.level_1, state.level_2 = first, None
    if second is not None and second is not first and second is not state.level_2:
        state.level_2 = second


def _values(table: Table, row: Row, columns: dict[Field, Column], names: Sequence[Cell | None]) -> dict[Field, Cell]:
    """The cells of a row that are its own, by what their columns hold."""
    found = {f: table.at(row.number, column) for f, column in columns.items()}
    taken = set(map(id, names))
    return {f: c for f, c in found.items() if c is not None and c.row == row.number and id(c) not in taken}


def _line(row: Row, third: Cell | None, values: dict[Field, Cell], state: State) -> Line:
    spans = [c for c in row.own if c.end > c.start] or row.own
    line = line_of(values, state.level_1, state.level_2)
    return replace(line, start=min(c.start for c in spans), end=max(c.end for c in spans), level_3=third)


def _parents(table: Table, row: Row, under: Under, names: dict[Field, Cell | None], state: State) -> Iterator[Line]:
    """The levels that begin in a row and have points of their own."""
    for column in under.levels[:-1]:
        cell = names[column.field]
        over = under.weights.get(column.field)
        weight = table.at(row.number, over) if over else None
        if cell is not None and cell.row == row.number and weight is not None and weight.row == row.number:
            yield _parent(column.field, weight, state)


def _parent(level: Field, weight: Cell, state: State) -> Line:
    first, second = state.level_1, state.level_2
    cell = (first if level is Field.LEVEL_1 else second) or weight
    return Line(
        start=min(cell.start, weight.start),
        end=max(cell.end, weight.end),
        level_1=first,
        level_2=second if level is not Field.LEVEL_1 else None,
        weight=weight,
        is_leaf=False,
    )
