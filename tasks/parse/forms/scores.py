"""The scored lines of a form: the execution rate, the indicators, their parents and the total."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from tasks.parse.document import Cell, Document
from tasks.parse.facts import Score
from tasks.parse.forms.draft import Draft, Line
from tasks.parse.forms.evidence import evidence_at
from tasks.parse.forms.labels import Field, is_slot, squeeze
from tasks.parse.numbers.amounts import is_blank
from tasks.parse.numbers.points import parse_points, weight_in_label
from tasks.parse.numbers.targets import parse_target

EXECUTION_LAYOUT = "form.execution"
EXECUTION_RATE = "预算执行率"
_EXECUTION_NAMES = re.compile("(?:预算|资金|项目资金|预算资金)?执行率")
_WEIGHT_ASIDE = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*\d\s*分[^()（）\[\]【】]*[)）\]】]\s*$")
# 指标1:沙袋, 指标1沙袋: the number of the printed slot is no part of the name.
_SLOT_NUMBER = re.compile(
    r"^指标\s*\d*\s*[:：]\s*(?=\S)|^指标\s*\d{1,2}\s*[.．、]\s*(?=[^\s\d])|^指标\s*\d{1,2}\s*(?=[\u4e00-\u9fff])"
)
_NUMBERED = re.compile(r"([1-9]\d?)(?:[.．、]\s*(?=\D)|(?=[\u4e00-\u9fff]))")
_LONGEST_QUOTE = 400
_LONGEST_NAME = 60
# No more than this stands behind the last row of a document that breaks off inside it.
_BROKEN_OFF = 40


def _execution(draft: Draft, document: Document) -> Iterable[Score]:
    """The line of the execution rate, where the form scores it beside the money and not among its indicators."""
    found = draft.execution
    if found is None:
        return
    weight = parse_points(found.weight.text) if found.weight else found.stated_weight
    points = parse_points(found.points.text) if found.points else None
    if weight is None and points is None:
        return
    if any(line.is_leaf and _is_execution_line(line) for line in draft.lines):
        return
    locator = found.points.locator if found.points else None
    evidence = evidence_at(document, found.start, found.end, EXECUTION_LAYOUT, locator)
    yield Score(1, evidence, EXECUTION_RATE, max_points=weight, points=points)


def _is_execution_line(line: Line) -> bool:
    names = (_label(line.level_1), _label(line.level_3))
    return any(name is not None and _EXECUTION_NAMES.match(name) for name in names)


def scored_lines(draft: Draft, document: Document) -> Iterable[Score]:
    """Every scored line of a form: the execution rate, parents, leaves, and the total."""
    yield from _execution(draft, document)
    parents = {(_label(line.level_1), _label(line.level_2)) for line in draft.lines if not line.is_leaf}
    for line in _without_numbers(draft.lines):
        if _is_cut(line, draft, document):
            continue
        yield from _labelled_parents(line, draft, document, parents)
        score = _score(line, draft, document)
        if score is not None:
            yield score
    if draft.total_points is not None or draft.total_weight is not None:
        points = parse_points(draft.total_points.text) if draft.total_points else None
        weight = parse_points(draft.total_weight.text) if draft.total_weight else None
        cell = draft.total_points or draft.total_weight
        if cell is not None and (points is not None or weight is not None):
            evidence = evidence_at(document, cell.start, cell.end, draft.layout, cell.locator)
            yield Score(level=0, evidence=evidence, max_points=weight, points=points, is_leaf=False)


def _without_numbers(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the numbers 1, 2, 3 before their names, where every line of a form has one."""
    found: list[Line] = []
    number = 0
    for line in lines:
        name = line.level_3
        match = _NUMBERED.match(name.text) if name is not None else None
        if name is None or match is None or int(match[1]) not in (1, number + 1):
            return lines
        number = int(match[1])
        found.append(replace(line, level_3=replace(name, text=name.text[match.end() :])))
    return found


def _is_cut(line: Line, draft: Draft, document: Document) -> bool:
    """Whether the document breaks off inside this row, so that its last value may be half of one."""
    if line.start != draft.lines[-1].start or not line.is_leaf or len(document.text) - line.end > _BROKEN_OFF:
        return False
    total = draft.total_points or draft.total_weight
    if total is not None and total.start >= line.end:  # a blank form ends with its total all the same
        return False
    # Where no other row was given points, this one lost none.
    scored = len(draft.lines) == 1 or any(other.points is not None for other in draft.lines)
    lost_points = Field.POINTS in draft.columns and line.points is None and scored
    return lost_points or (Field.ACTUAL in draft.columns and line.actual is None)


def _labelled_parents(
    line: Line, draft: Draft, document: Document, seen: set[tuple[str | None, str | None]]
) -> Iterable[Score]:
    """Parents whose weight stands in their names, as 产出指标(50分)."""
    levels = (line.level_1, line.level_2) if line.level_3 is not None else (line.level_1,)
    for depth, cell in enumerate(levels, 1):
        weight = weight_in_label(cell.text) if cell is not None else None
        key = (_label(line.level_1), _label(line.level_2) if depth == 2 else None)
        if cell is None or weight is None or key in seen:
            continue
        seen.add(key)
        yield Score(
            level=depth,
            evidence=evidence_at(document, cell.start, cell.end, draft.layout, cell.locator),
            indicator_1=key[0],
            indicator_2=key[1],
            max_points=weight,
            is_leaf=False,
        )


def _score(line: Line, draft: Draft, document: Document) -> Score | None:
    names = [_label(cell) for cell in (line.level_1, line.level_2, line.level_3)]
    deepest = max((depth for depth, name in enumerate(names, 1) if name), default=0)
    if not deepest:
        return None
    last = (line.level_1, line.level_2, line.level_3)[deepest - 1]
    weight = parse_points(line.weight.text) if line.weight else (weight_in_label(last.text) if last else None)
    target, actual = _value(line.target), _value(line.actual)
    points = parse_points(line.points.text) if line.points else None
    if line.is_leaf and all(value is None for value in (weight, points, target, actual)):
        return None
    read = parse_target(
        target or "",
        squeeze(line.operator.text) if line.operator else None,
        squeeze(line.target_unit.text) if line.target_unit else None,
    )
    locator = last.locator if last else None
    start, end = line.start, line.end
    if end - start > _LONGEST_QUOTE and last is not None:
        start, end = last.start, last.end
    return Score(
        level=deepest,
        evidence=evidence_at(document, start, end, draft.layout, locator),
        indicator_1=names[0],
        indicator_2=names[1],
        indicator_3=names[2],
        target=target,
        target_operator=read.operator if target else None,
        target_value=read.value if target else None,
        target_unit=read.unit if target else None,
        actual=actual,
        max_points=weight,
        points=points,
        reason=_value(line.reason),
        is_leaf=line.is_leaf,
    )


_BLANK = re.compile(r"[\s\-—–―－/\\]*")


def _label(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    return _short_name(cell.text) if len(cell.text) <= _LONGEST_NAME else _name(cell.text)


def _name(written: str) -> str | None:
    text = squeeze(written)
    text = re.sub(r"\s+", "", text) if re.fullmatch(r"[\u4e00-\u9fff\s]+", text) else text
    text = _SLOT_NUMBER.sub("", _WEIGHT_ASIDE.sub("", text))
    return None if is_blank(text) or is_slot(text) else text


# The names of levels stand beside every line under them, and on most forms.
_short_name = lru_cache(maxsize=4096)(_name)


def _value(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    text = squeeze(cell.text)
    # ≤****000元: pages hide digits from readers who have not paid.
    return None if _BLANK.fullmatch(text) or is_slot(text) or "***" in text else text
