"""Forms that are still tables: every value is found by the head of its column and the label of its row."""

from __future__ import annotations

import re

from tasks.parse.document import Block, Cell, Document, Grid
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.grid.across import across_rows, sources_across
from tasks.parse.forms.grid.info_above import info_above, opening_fields
from tasks.parse.forms.grid.lines import lines_head, lines_row, total_row
from tasks.parse.forms.grid.listing import ends_list, list_head, listed
from tasks.parse.forms.grid.money import enter_section, money_head, money_pair, money_row
from tasks.parse.forms.grid.table import Row, State, Table
from tasks.parse.forms.grid.targets import begins_project, target_list_head, targets_row
from tasks.parse.forms.labels import INFO, LEVELS, MEASURES, RATES, SECTIONS, Field, label_of
from tasks.parse.forms.listing.parts import tell_parts
from tasks.parse.forms.titles import context_above, is_title, name_in, year_in
from tasks.parse.forms.units import unit_above, unit_line
from tasks.parse.numbers.points import parse_points

LAYOUT = "form.grid"
_FIGURES = MEASURES | RATES
_SPLIT = re.compile(r"^([^:：]{2,24})[:：]\s*(\S.*)$")
# Lines between two tables of one form are captions such as 续表 or a page number, never paragraphs of prose.
_MAX_LINES_BETWEEN = 3
_MAX_LINE_LENGTH = 60


def read_grids(document: Document) -> tuple[Draft, ...]:
    """The forms of a document's tables, in their order. Tables that hold no form are passed over."""
    found: list[Draft] = []
    list_rows: list[list[Draft]] = []
    last: State | None = None
    last_index = -1
    for index, block in enumerate(document.blocks):
        if block.grid is None:
            continue
        between = document.blocks[last_index + 1 : index]
        state = last if last is not None and _may_continue(between, block.grid, last) else None
        reader = _Reader(Table(document, block, block.grid), index, state)
        read = reader.read()
        found.extend(read)
        if state is None:
            list_rows.append([])
        list_rows[-1].extend(draft for draft in read if draft.rank is not None)
        last, last_index = reader.state, index
    for rows in list_rows:
        tell_parts(rows)
    return tuple(found)


def _may_continue(between: tuple[Block, ...], grid: Grid, state: State) -> bool:
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

    def __init__(self, table: Table, index: int, state: State | None) -> None:
        self.table = table
        self.document = table.document
        self.new: list[Draft] = []
        start = table.block.start
        above = (context_above(self.document, index), table.grid.caption or "")
        self.context = " ".join(part for part in above if part)
        if state is None:
            state = State(self._draft(start))
            state.unit = unit_above(self.document, start)
            name = name_in(self.context)
            if name:
                state.draft.info[Field.NAME] = self._located(name, max(0, start - 400), start)
                state.draft.start = state.draft.info[Field.NAME].start
            self._facts_above(state.draft)
            for found, cell in info_above(self.document, index, opening_fields(self.table.grid)).items():
                state.draft.info.setdefault(found, cell)
                state.draft.start = min(state.draft.start, cell.start)
        self.state = state
        state.list_body = 0

    def read(self) -> list[Draft]:
        for number in range(self.table.grid.height):
            row = self.table.row(number)
            if row.own:
                self._row(row)
        return [draft for draft in self.new if not draft.is_empty or Field.NAME in draft.info]

    def _draft(self, start: int) -> Draft:
        draft = Draft(start, start, LAYOUT, self.context)
        year = year_in(self.context)
        draft.year = (year, "title") if year else None
        self.new.append(draft)
        return draft

    def _facts_above(self, draft: Draft) -> None:
        """Names that stand in lines above the table: 项目单位：…, 主管部门：…."""
        start = self.table.block.start
        for line in self.context.splitlines():
            match = _SPLIT.match(line.strip())
            label = label_of(match.group(1)) if match else None
            if match and label and label.field in (Field.UNIT, Field.DEPARTMENT, Field.YEAR):
                draft.inform(label.field, self._located(match.group(2), max(0, start - 600), start), match.group(1))

    def _located(self, text: str, start: int, end: int) -> Cell:
        at = self.document.text.rfind(text, start, end)
        return Cell(text, at, at + len(text), 0, 0) if at >= 0 else Cell(text, start, start, 0, 0)

    def _row(self, row: Row) -> None:
        lists = self._targets(row) or list_head(self.table, row, self.state) or self._listed(row)
        if lists or across_rows(self.table, row, self.state) or sources_across(self.table, row, self.state):
            return
        state = self.state
        heads = lines_head(self.table, row, state) or money_head(self.table, row, state)
        if not heads and not money_row(self.table, row, state) and not total_row(self.table, row, state):
            in_lines = state.in_indicators and lines_row(self.table, row, state)
            if not in_lines:
                self._info_row(row)
        for cell in row.own:
            self.state.draft.cover(cell.start, cell.end)

    def _targets(self, row: Row) -> bool:
        """Read a row of a list of projects with their goals."""
        state = self.state
        if target_list_head(self.table, row, state):
            return True
        if not state.targeted or not state.in_indicators:
            return False
        if (name := begins_project(self.table, row, state)) is not None:
            columns, year, unit = state.draft.columns, state.draft.year, state.unit
            state.draft = self._draft(name.start)
            state.draft.columns, state.draft.year, state.unit = columns, year or state.draft.year, unit
            state.draft.info |= {**state.bodies, Field.NAME: name}
            state.level_1 = state.level_2 = None
        if Field.NAME in state.draft.info:
            targets_row(self.table, row, state)
            for cell in row.own:
                state.draft.cover(cell.start, cell.end)
        return True

    def _listed(self, row: Row) -> bool:
        if not self.state.listed:
            return False
        if row.number < self.state.list_body:
            return True
        if ends_list(row):
            self.state.listed = []
            return False
        draft = listed(self.table, row, self.state)
        if draft is not None:
            draft.context, draft.year = f"{self.context} {self.state.list_words}", self.state.draft.year
            self.new.append(draft)
        return True

    def _info_row(self, row: Row) -> None:
        state = self.state
        if any(row.field(c) in SECTIONS for c in row.own):
            state.in_funds = False
        if state.draft.is_empty:
            self._title(row)
        enter_section(self.table, row, state)
        for cell in row.own:
            label = row.labels.get(id(cell))
            state.unit = unit_line(cell.text) or state.unit
            if label is not None and label.field in _FIGURES:
                money_pair(self.table, row, cell, label, self.state)
            elif label is not None and label.field in INFO:
                self._inform(label.field, self.table.beside(cell.row, cell), cell.text)
            elif label is not None and label.field is Field.POINTS:
                # 自评得分 beside the project's name is the score of the whole.
                value = self.table.beside(cell.row, cell)
                self._inform(
                    Field.TOTAL_SCORE, value if value and parse_points(value.text) is not None else None, cell.text
                )
            elif label is None and (match := _SPLIT.match(cell.text.strip())):
                inner = label_of(match.group(1))
                if inner is not None and inner.field in INFO:
                    self._inform(inner.field, self._inside(cell, match.group(2)), match.group(1))

    def _title(self, row: Row) -> None:
        """Take the year and the words of a form's title that stands in the table itself."""
        draft = self.state.draft
        titles = [c.text for c in row.own if id(c) not in row.labels]
        year = next((y for text in titles if is_title(text) and (y := year_in(text))), None)
        if year and Field.NAME not in draft.info:
            draft.year = (year, "title")
        if not row.labels:
            draft.context += " " + " ".join(c.text for c in row.own)

    def _inside(self, cell: Cell, text: str) -> Cell:
        at = self.document.text.find(text, cell.start, cell.end)
        start, end = (at, at + len(text)) if at >= 0 else (cell.start, cell.end)
        return Cell(text, start, end, cell.row, cell.column, 1, 1, cell.locator)

    def _inform(self, found: Field, value: Cell | None, label: str) -> None:
        state = self.state
        starts = found is Field.NAME or (found is Field.WHOLE_UNIT and Field.NAME not in state.draft.info)
        if value is None:
            return
        old = state.draft
        if starts and (found in old.info or not old.is_empty):
            self.state = state = State(
                self._draft(value.start), unit=unit_above(self.document, value.start) or state.unit
            )
            state.draft.year = old.year
        state.draft.inform(found, value, label)
