"""Forms that are still tables: every value is found by the head of its column and the label of its row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.document import Block, Cell, Document, Grid
from tasks.parse.forms.columns import Column, column_of, columns_of, points_named, weights_by_level
from tasks.parse.forms.draft import Amount, Draft, Execution, Line, Unit
from tasks.parse.forms.labels import (
    INDICATOR_COLUMNS,
    INFO,
    LEVELS,
    MEASURES,
    RATES,
    SECTIONS,
    SOURCES,
    Field,
    Label,
    label_of,
)
from tasks.parse.forms.listing import is_list_head, listed
from tasks.parse.forms.titles import context_above, is_title, name_in, year_in
from tasks.parse.forms.units import unit_above, unit_of

LAYOUT = "form.grid"
# No more than this stands behind the last row of a document that breaks off inside it.
_BROKEN_OFF = 40
_SPLIT = re.compile(r"^([^:：]{2,24})[:：]\s*(\S.*)$")
# Lines between two tables of one form are captions such as 续表 or a page number, never paragraphs of prose.
_MAX_LINES_BETWEEN = 3
_MAX_LINE_LENGTH = 60


@dataclass(slots=True)
class _State:
    draft: Draft
    unit: Unit | None = None
    execution_weight: Decimal | None = None
    funds: list[Column] = field(default_factory=list)
    pairs: list[Column] = field(default_factory=list)
    indicators: list[Column] = field(default_factory=list)
    listed: list[Column] = field(default_factory=list)
    in_funds: bool = False
    in_indicators: bool = False
    level_1: Cell | None = None
    level_2: Cell | None = None


def read_grids(document: Document) -> tuple[Draft, ...]:
    """The forms of a document's tables, in their order. Tables that hold no form are passed over."""
    found: list[Draft] = []
    last: _State | None = None
    last_index = -1
    for index, block in enumerate(document.blocks):
        if block.grid is None:
            continue
        between = document.blocks[last_index + 1 : index]
        state = last if last is not None and _may_continue(between, block.grid, last) else None
        reader = _Reader(document, block, block.grid, index, state)
        found.extend(reader.read())
        last, last_index = reader.state, index
    return tuple(found)


def _may_continue(between: tuple[Block, ...], grid: Grid, state: _State) -> bool:
    if len(between) > _MAX_LINES_BETWEEN or any(len(block.text) > _MAX_LINE_LENGTH for block in between):
        return False
    if any(name_in(block.text) or re.search("(?<!续)表$|报告$", block.text.strip()) for block in between):
        return False
    fields = {label.field for cell in grid.cells if (label := label_of(cell.text))}
    if Field.NAME in fields or (Field.WHOLE_UNIT in fields and Field.WHOLE_UNIT in state.draft.info):
        return False
    repeats_funds = bool(state.draft.amounts) and len(fields & MEASURES) > 1
    repeats_lines = bool(state.draft.lines) and len(fields & set(LEVELS)) > 1 and state.draft.total_points is not None
    info_over = bool(state.draft.lines) and (repeats_funds or bool(fields & {Field.UNIT, Field.DEPARTMENT}))
    return not (repeats_funds or repeats_lines or info_over)


class _Reader:
    """Reads one table from the top to the bottom."""

    def __init__(self, document: Document, block: Block, grid: Grid, index: int, state: _State | None) -> None:
        self.document = document
        self.block = block
        self.grid = grid
        self.rows = grid.rows()
        self.new: list[Draft] = []
        self.context = " ".join(part for part in (context_above(document, index), grid.caption or "") if part)
        if state is None:
            state = _State(self._draft(block.start))
            state.unit = unit_above(document, block.start)
            above = name_in(self.context)
            if above:
                state.draft.info[Field.NAME] = self._located(above, max(0, block.start - 400), block.start)
                state.draft.start = state.draft.info[Field.NAME].start
            self._facts_above(state.draft)
        self.state = state

    def read(self) -> list[Draft]:
        for number in range(self.grid.height):
            self._row(number)
        return [draft for draft in self.new if not draft.is_empty or Field.NAME in draft.info]

    def _draft(self, start: int) -> Draft:
        draft = Draft(start, start, LAYOUT, self.context)
        year = year_in(self.context)
        draft.year = (year, "title") if year else None
        self.new.append(draft)
        return draft

    def _facts_above(self, draft: Draft) -> None:
        """Names that stand in lines above the table: 项目单位：…, 主管部门：…."""
        for line in self.context.splitlines():
            match = _SPLIT.match(line.strip())
            label = label_of(match.group(1)) if match else None
            if match and label and label.field in (Field.UNIT, Field.DEPARTMENT, Field.YEAR):
                cell = self._located(match.group(2), max(0, self.block.start - 600), self.block.start)
                draft.info.setdefault(label.field, cell)

    def _located(self, text: str, start: int, end: int) -> Cell:
        at = self.document.text.rfind(text, start, end)
        return Cell(text, at, at + len(text), 0, 0) if at >= 0 else Cell(text, start, start, 0, 0)

    def _row(self, number: int) -> None:
        cells: list[Cell] = []
        for cell in self.rows[number]:
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        own = [cell for cell in cells if cell.row == number and cell.text.strip()]
        if not own:
            return
        labels = {id(cell): label for cell in cells if (label := label_of(cell.text))}
        fields = [labels[id(cell)].field for cell in own if id(cell) in labels]
        if self._list_head(own, labels, fields):
            return
        if self.state.listed and self._list_row(number, own, labels):
            return
        if self._indicator_head(number, own, labels, fields) or self._fund_head(number, own, labels, fields):
            self._reach(own)
            return
        if self._fund_row(number, cells, labels) or self._total_row(number, own, labels):
            self._reach(own)
            return
        if self.state.in_indicators and self._indicator_row(number, own, labels, fields):
            self._reach(own)
            return
        self._info_row(number, own, labels)
        self._reach(own)

    def _reach(self, own: list[Cell]) -> None:
        for cell in own:
            self.state.draft.cover(cell.start, cell.end)

    # Heads

    def _indicator_head(self, number: int, own: list[Cell], labels: dict[int, Label], fields: list[Field]) -> bool:
        known = [f for f in fields if f in INDICATOR_COLUMNS]
        if self.state.in_indicators and not self.state.draft.lines and known and len(known) == len(own):
            # The second row of a head: 绩效标准 over 优, 良, 中, 差.
            deeper = columns_of(own, labels)
            self.state.indicators = [
                c for c in self.state.indicators if not any(d.first <= c.first and c.last <= d.last for d in deeper)
            ] + deeper
            return True
        if not set(known) & set(LEVELS) or len(known) < 2:
            return False
        self.state.indicators = columns_of(own, labels)
        self.state.draft.columns |= set(known)
        self.state.in_indicators, self.state.in_funds = True, False
        self.state.level_1 = self.state.level_2 = None
        return True

    def _fund_head(self, number: int, own: list[Cell], labels: dict[int, Label], fields: list[Field]) -> bool:
        measures = [f for f in fields if f in MEASURES]
        if not measures or len(measures) + sum(f in RATES for f in fields) < 2 or self.state.in_indicators:
            return False
        heads = [cell for cell in own if id(cell) in labels]
        if len(heads) < len(own) - 1 or self._is_paired(number, own, labels):
            return False
        self.state.unit = self._section_unit(number, labels) or self.state.unit
        self.state.funds = columns_of(own, labels)
        self.state.in_funds = True
        self.state.draft.columns |= set(fields)
        return True

    def _list_head(self, own: list[Cell], labels: dict[int, Label], fields: list[Field]) -> bool:
        if not is_list_head(fields, len(own)):
            return False
        self.state.listed = columns_of(own, labels)
        return True

    def _list_row(self, number: int, own: list[Cell], labels: dict[int, Label]) -> bool:
        if any(id(c) in labels and labels[id(c)].field not in (Field.SUM, Field.TOTAL) for c in own[:1]):
            self.state.listed = []
            return False
        columns = self.state.listed
        found = [(c, cell) for c in columns if (cell := self._at(number, c)) and cell.row == number]
        cells = [(c, cell) for c, cell in found if id(cell) not in labels or labels[id(cell)].field is not Field.SUM]
        summed = any(id(c) in labels and labels[id(c)].field is Field.SUM for c in own)
        ended = self.rows[number][columns[-1].first] is not None
        broken = not ended and len(self.document.text) - own[-1].end < _BROKEN_OFF
        if broken or not (summed or any(c.field is Field.NAME for c, _ in cells)):
            return True
        draft = listed(own, cells, self.state.unit, summed=summed)
        if draft is not None:
            draft.context, draft.year = self.context, self.state.draft.year
            self.new.append(draft)
        return True

    def _is_paired(self, number: int, own: list[Cell], labels: dict[int, Label]) -> bool:
        """Whether labels and values alternate in a row (计划投资额 | 261.10 | 实际到位资金 | 261.10)."""
        heads = [c for c in own if id(c) in labels and labels[id(c)].field in MEASURES]
        row = self.rows[number]
        beside = [row[c.column + c.column_span] if c.column + c.column_span < self.grid.width else None for c in heads]
        return all(b is None or not (label_of(b.text) and b.text.strip()) for b in beside)

    def _section_unit(self, number: int, labels: dict[int, Label]) -> Unit | None:
        for cell in self.rows[number]:
            if cell is not None and id(cell) in labels and labels[id(cell)].field is Field.SECTION_FUNDS:
                self.state.execution_weight = points_named(labels[id(cell)].aside)
                return unit_of(labels[id(cell)], "row")
        return None

    # Rows

    def _at(self, number: int, column: Column) -> Cell | None:
        for position in range(column.first, column.last + 1):
            cell = self.rows[number][position]
            if cell is not None and cell.text.strip():
                return cell
        return None

    def _fund_row(self, number: int, cells: list[Cell], labels: dict[int, Label]) -> bool:
        state = self.state
        heads = [c for c in cells if id(c) in labels and c.text.strip() and c.row + c.row_span - 1 == number]
        sources = [c for c in heads if labels[id(c)].field in SOURCES]
        if state.in_funds and state.funds:
            first = next((c for c in heads if labels[id(c)].field in SOURCES | {Field.SUM}), None)
            if first is None:
                return False
            self._amounts(number, first, labels[id(first)])
            return True
        if not sources:
            return False
        if state.pairs:
            return self._pair_sources(number, sources, labels)
        if state.in_indicators:
            return False
        # A budget-stage form has one money column and no head over it: 年度资金总额 | 10.
        opened = any(a.source is Field.TOTAL for a in state.draft.amounts)
        taken = False
        for cell in sources:
            value = self._beside(number, cell)
            if value is None or not (opened or labels[id(cell)].field is Field.TOTAL):
                continue
            state.unit = self._section_unit(number, labels) or state.unit
            unit = unit_of(labels[id(cell)], "row") or state.unit
            state.draft.amounts.append(Amount(Field.BUDGET_ADJUSTED, labels[id(cell)].field, value, unit))
            opened = taken = True
        return taken

    def _amounts(self, number: int, head: Cell, label: Label) -> None:
        source = Field.TOTAL if label.field is Field.SUM else label.field
        for column in self.state.funds:
            cell = self._at(number, column)
            if cell is None or cell is head or cell.column <= head.column or cell.row != number:
                continue
            if column.field in MEASURES:
                unit = column.unit or unit_of(label, "row") or self.state.unit
                self.state.draft.amounts.append(Amount(column.field, source, cell, unit))
            elif column.field in RATES and source is Field.TOTAL:
                self.state.draft.rates.setdefault(column.field, (cell, column.aside))
        if source is Field.TOTAL and self.state.draft.execution is None:
            self.state.draft.execution = self._execution(number, head)

    def _execution(self, number: int, head: Cell) -> Execution | None:
        """The points in the row of the money's totals."""
        cells: dict[Field, Cell] = {}
        stated = self.state.execution_weight
        for column in self.state.funds:
            cell = self._at(number, column)
            if column.field in (Field.WEIGHT, Field.POINTS) and cell is not None and cell.row == number:
                cells.setdefault(column.field, cell)
            if column.field is Field.POINTS:
                stated = points_named(column.aside) or stated
        if not cells:
            return None
        end = max(head.end, *(cell.end for cell in cells.values()))
        return Execution(head.start, end, cells.get(Field.WEIGHT), cells.get(Field.POINTS), stated)

    def _pair_sources(self, number: int, sources: list[Cell], labels: dict[int, Label]) -> bool:
        taken = False
        for cell in sources:
            column = next((p for p in self.state.pairs if p.first <= cell.column <= p.last), None)
            value = self._beside(number, cell)
            if column is None or value is None:
                continue
            unit = unit_of(labels[id(cell)], "row") or column.unit or self.state.unit
            self.state.draft.amounts.append(Amount(column.field, labels[id(cell)].field, value, unit))
            taken = True
        return taken or bool(sources)

    def _beside(self, number: int, cell: Cell) -> Cell | None:
        """The value right of a label, or None where the next cell is blank or another label."""
        position = cell.column + cell.column_span
        if position >= self.grid.width:
            return None
        value = self.rows[number][position]
        if value is None or not value.text.strip():
            return None
        label = label_of(value.text)
        # 优 is the head of a column on target forms and a grade beside 评价等次.
        return value if label is None or label.field is Field.BAND else None

    def _total_row(self, number: int, own: list[Cell], labels: dict[int, Label]) -> bool:
        state = self.state
        if not state.in_indicators or own[0].row_span > 1:
            return False
        label = labels.get(id(own[0]))
        if label is None or label.field not in (Field.SUM, Field.TOTAL_SCORE):
            return False
        weights = [c for c in state.indicators if c.field is Field.WEIGHT]
        points = [c for c in state.indicators if c.field is Field.POINTS]
        weight = self._at(number, weights[-1]) if weights else None
        scored = self._at(number, points[-1]) if points else None
        state.draft.total_weight = weight if weight is not own[0] else None
        state.draft.total_points = scored if scored is not own[0] and scored is not weight else None
        state.in_indicators = False
        return True

    def _indicator_row(self, number: int, own: list[Cell], labels: dict[int, Label], fields: list[Field]) -> bool:
        state = self.state
        leaves = {c.field: c for c in state.indicators if c.field is not Field.WEIGHT}
        if fields and (fields[0] in INFO | SECTIONS) and own[0].column <= min(c.first for c in state.indicators):
            state.in_indicators = False
            return False
        levels = [leaves[level] for level in LEVELS if level in leaves]
        names = [self._at(number, column) for column in levels]
        by_level = dict(zip((c.field for c in levels), names, strict=True))
        first = by_level.get(Field.LEVEL_1)
        if first is not None and first is not state.level_1:
            state.level_1, state.level_2 = first, None
        second = by_level.get(Field.LEVEL_2)
        if second is not None and second is not first and second is not state.level_2:
            state.level_2 = second
        third = by_level.get(Field.LEVEL_4) or by_level.get(Field.LEVEL_3)
        if third is first or third is second:
            third = None
        weights = weights_by_level(state.indicators, levels)
        deepest = levels[-1]
        values: dict[Field, Cell | None] = {
            f: self._at(number, leaves[f]) for f in leaves if f in INDICATOR_COLUMNS and f not in LEVELS
        }
        leaf_weight = weights.get(deepest.field)
        values[Field.WEIGHT] = self._at(number, leaf_weight) if leaf_weight else None
        fresh: dict[Field, Cell] = {
            f: c for f, c in values.items() if c is not None and c.row == number and c not in names
        }
        for column in levels[:-1]:
            cell = by_level[column.field]
            over = weights.get(column.field)
            weight = self._at(number, over) if over else None
            if cell is not None and cell.row == number and weight is not None and weight.row == number:
                state.draft.lines.append(self._parent(column.field, weight))
        named = third is not None or (Field.LEVEL_3 not in by_level and second is not None and second.row == number)
        if not named and not any(f in fresh for f in (Field.TARGET, Field.ACTUAL, Field.POINTS)):
            return True
        spans = [c for c in own if c.end > c.start] or own
        state.draft.lines.append(
            Line(
                start=min(c.start for c in spans),
                end=max(c.end for c in spans),
                level_1=state.level_1,
                level_2=state.level_2,
                level_3=third,
                operator=fresh.get(Field.OPERATOR),
                target=fresh.get(Field.TARGET),
                target_unit=fresh.get(Field.TARGET_UNIT),
                actual=fresh.get(Field.ACTUAL),
                weight=fresh.get(Field.WEIGHT),
                points=fresh.get(Field.POINTS),
                reason=fresh.get(Field.REASON),
            )
        )
        return True

    def _parent(self, level: Field, weight: Cell) -> Line:
        first, second = self.state.level_1, self.state.level_2
        owner = first if level is Field.LEVEL_1 else second
        cell = owner or weight
        return Line(
            start=min(cell.start, weight.start),
            end=max(cell.end, weight.end),
            level_1=first,
            level_2=second if level is not Field.LEVEL_1 else None,
            weight=weight,
            is_leaf=False,
        )

    def _info_row(self, number: int, own: list[Cell], labels: dict[int, Label]) -> None:
        state = self.state
        if any(id(c) in labels and labels[id(c)].field in SECTIONS for c in own):
            state.in_funds = False
        titles = [c.text for c in own if id(c) not in labels] if state.draft.is_empty else []
        year = next((y for text in titles if is_title(text) and (y := year_in(text))), None)
        if year and Field.NAME not in state.draft.info:
            state.draft.year = (year, "title")
        state.draft.context += " " + " ".join(c.text for c in own) if state.draft.is_empty and not labels else ""
        state.unit = self._section_unit(number, labels) or state.unit
        for cell in own:
            label = labels.get(id(cell))
            if label is not None and label.field in MEASURES | RATES:
                self._pair(cell, label)
            elif label is not None and label.field in INFO:
                self._inform(label.field, self._beside(cell.row, cell))
            elif label is None and (match := _SPLIT.match(cell.text.strip())):
                inner = label_of(match.group(1))
                if inner is not None and inner.field in INFO:
                    self._inform(inner.field, self._inside(cell, match.group(2)))

    def _inside(self, cell: Cell, text: str) -> Cell:
        at = self.document.text.find(text, cell.start, cell.end)
        start, end = (at, at + len(text)) if at >= 0 else (cell.start, cell.end)
        return Cell(text, start, end, cell.row, cell.column, 1, 1, cell.locator)

    def _pair(self, cell: Cell, label: Label) -> None:
        state = self.state
        value = self._beside(cell.row, cell)
        column = column_of(cell, label)
        if label.field in RATES:
            if value is not None:
                state.draft.rates.setdefault(label.field, (value, label.aside))
            return
        state.pairs = [p for p in state.pairs if p.first != column.first] + [column]
        if value is not None:
            state.draft.amounts.append(Amount(label.field, Field.TOTAL, value, column.unit or state.unit))

    def _inform(self, found: Field, value: Cell | None) -> None:
        state = self.state
        starts = found is Field.NAME or (found is Field.WHOLE_UNIT and Field.NAME not in state.draft.info)
        if starts and value is not None and (found in state.draft.info or not state.draft.is_empty):
            old = state.draft
            if not old.is_empty or found in old.info:
                unit = state.unit
                self.state = state = _State(
                    self._draft(value.start), unit=unit_above(self.document, value.start) or unit
                )
                state.draft.year = old.year
        if value is not None:
            state.draft.info.setdefault(found, value)
