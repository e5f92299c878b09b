"""From the cells of a form to what it states: numbers, names and evidence, or nothing where a cell is in doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from tasks.parse.document import Cell, Document
from tasks.parse.facts import Evaluation, Evidence, Fund, Score, Stated
from tasks.parse.forms.draft import Amount, Draft, Line
from tasks.parse.forms.form import Form
from tasks.parse.forms.labels import Field, squeeze
from tasks.parse.forms.listing import LAYOUT as LIST_LAYOUT
from tasks.parse.forms.templates import template_of
from tasks.parse.numbers.amounts import is_blank, parse_cell_amount, parse_number
from tasks.parse.numbers.percents import parse_percent
from tasks.parse.numbers.points import parse_points, weight_in_label
from tasks.parse.numbers.targets import parse_target

T = TypeVar("T")

EXECUTION_LAYOUT = "form.execution"
EXECUTION_RATE = "预算执行率"
_EXECUTION_NAMES = re.compile("(?:预算|资金|项目资金|预算资金)?执行率")

# 51000021R000000019951-工资性支出: division, year, letter and number; 219001-…镇政府 and [155]…民政局: body codes.
_PROJECT_CODE = re.compile(r"^(\d{6}\d{2}[A-Z]\d{9,14})\s*[-—－_ ]\s*(?=\S)")
_BODY_CODE = re.compile(r"^(?:\d{3,12}\s*[-—－]\s*|[\[【(（]\s*\d{2,12}\s*[\]】)）]\s*)(?=\S)")
_WEIGHT_ASIDE = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*\d\s*分[^()（）\[\]【】]*[)）\]】]\s*$")
_PLACEHOLDER = re.compile(r"^指标\s*\d*\s*[:：、.]?\s*$|^[.…。·]+$|^[xX×*]+$")
_PLACEHOLDER_HEAD = re.compile(r"^指标\s*\d*\s*[:：]\s*(?=\S)")
_GRADES = (
    ("优", "优"),
    ("良", "良"),
    ("合格", "中"),
    ("及格", "中"),
    ("一般", "中"),
    ("中", "中"),
    ("较差", "差"),
    ("差", "差"),
)
_TICK = re.compile(r"([优良中差])[秀好等]?\s*[(（\[]?\s*[☑√✓✔■R]")
# 854万(高标准农田建设400万元,畅通工程159万元): the parts in brackets are not the amount.
_PARTS = re.compile(r"(?<=\d|[万亿元])\s*[(（][^()（）]*[\u4e00-\u9fff][^()（）]*[)）]\s*$")
# The same amount printed twice into one cell.
_TWICE = re.compile(r"^(\d[\d.,]*(?:[万亿]元?|元))\1$")
# No more than this stands behind the last row of a document that breaks off inside it.
_BROKEN_OFF = 40
# Aggregators hide words from readers who have not paid.
_MASKED = re.compile(r"\*{3,}|登录后?查看|会员可见")
_LONGEST_QUOTE = 400
_HUNDRED = Decimal(100)


def finish(draft: Draft, document: Document) -> Form | None:
    """The form that a draft amounts to, or None where it states nothing."""
    funds = tuple(_funds(draft, document))
    scores = tuple(_scores(draft, document))
    info = {found: _text(document, cell, draft.layout) for found, cell in draft.info.items()}
    total = _decimal(draft.total_points, document, draft.layout) or _decimal(
        draft.info.get(Field.TOTAL_SCORE), document, draft.layout
    )
    full_mark = parse_points(draft.total_weight.text) if draft.total_weight is not None else None
    name, code = _name(info.get(Field.NAME), info.get(Field.CODE))
    unit, department = info.get(Field.UNIT), info.get(Field.DEPARTMENT)
    is_department = name is None and ("整体支出" in draft.context or Field.WHOLE_UNIT in info)
    if unit is None and info.get(Field.WHOLE_UNIT) is not None:
        unit = info[Field.WHOLE_UNIT]
    if not (funds or scores or total or name or unit):
        return None
    evaluation = Evaluation(
        kind="department" if is_department else "project",
        start=draft.start,
        end=draft.end,
        name=name,
        code=code,
        fiscal_year=draft.year[0] if draft.year else _year_cell(draft),
        fiscal_year_method=draft.year[1] if draft.year else ("title" if _year_cell(draft) else None),
        implementing_unit=_body(unit),
        competent_department=_body(department),
        template=template_of(draft, scores),
        execution_rate=_rate(draft, Field.EXECUTION_RATE, document, funds),
        arrival_rate=_rate(draft, Field.ARRIVAL_RATE, document, funds),
        total_score=total,
        full_mark=full_mark,
        grade=_grade(draft.info.get(Field.GRADE), document, draft.layout),
        problems=info.get(Field.PROBLEMS),
        suggestions=info.get(Field.SUGGESTIONS),
        funds=funds,
        scores=scores,
    )
    return Form(_kind(draft, evaluation), draft.start, draft.end, evaluation)


def _kind(draft: Draft, evaluation: Evaluation) -> str:
    if draft.layout == LIST_LAYOUT:
        return "info"
    if evaluation.kind == "department":
        return "department"
    leaves = [s for s in evaluation.scores if s.is_leaf and s.evidence.layout != EXECUTION_LAYOUT]
    if Field.SPENT in draft.columns or evaluation.execution_rate is not None:
        return "self_eval"
    if Field.ACTUAL in draft.columns:
        return "self_eval"
    if any(score.points is not None for score in leaves) or Field.POINTS in draft.columns:
        return "score"
    if leaves or (evaluation.funds and all(fund.measure.startswith("budget") for fund in evaluation.funds)):
        return "target"
    return "info"


# Evidence


def _evidence(document: Document, start: int, end: int, layout: str, locator: str | None = None) -> Evidence:
    return Evidence(start, end, document.text[start:end], layout, locator)


def _stated(value: T, document: Document, cell: Cell, layout: str) -> Stated[T]:
    evidence = _evidence(document, cell.start, cell.end, layout, cell.locator)
    return Stated(value, cell.text.strip(), evidence)


def _text(document: Document, cell: Cell, layout: str) -> Stated[str] | None:
    value = squeeze(cell.text)
    return None if is_blank(value) or _MASKED.search(value) else _stated(value, document, cell, layout)


def _decimal(cell: Cell | None, document: Document, layout: str) -> Stated[Decimal] | None:
    value = parse_points(cell.text) if cell is not None else None
    return None if value is None or cell is None else _stated(value, document, cell, layout)


# Names


def _name(name: Stated[str] | None, code: Stated[str] | None) -> tuple[Stated[str] | None, str | None]:
    stated_code = code.value if code else None
    if name is None:
        return None, stated_code
    match = _PROJECT_CODE.match(name.value)
    plain = name.value[match.end() :] if match else _BODY_CODE.sub("", name.value)
    plain = plain.strip()
    return Stated(plain, name.as_written, name.evidence), stated_code or (match.group(1) if match else None)


def _body(body: Stated[str] | None) -> Stated[str] | None:
    if body is None:
        return None
    plain = re.sub(r"\s*[(（](?:盖章|公章|签章)[)）]\s*$", "", _BODY_CODE.sub("", body.value)).strip()
    return Stated(plain, body.as_written, body.evidence) if plain else None


def _grade(cell: Cell | None, document: Document, layout: str) -> Stated[str] | None:
    if cell is None:
        return None
    text = unicodedata.normalize("NFKC", cell.text)
    ticked = _TICK.findall(text)
    if len(ticked) == 1:
        return _stated(ticked[0], document, cell, layout)
    if "□" in text or len(text) > 8:
        return None
    text = re.sub(r"[“”\"'\s]", "", text)
    for word, grade in _GRADES:
        if text.startswith(word) and sum(other in text for other in "优良中差") <= 1 and not text.startswith("不"):
            return _stated(grade, document, cell, layout)
    return _stated("差", document, cell, layout) if text.startswith(("不合格", "不及格")) else None


def _year_cell(draft: Draft) -> int | None:
    cell = draft.info.get(Field.YEAR)
    match = re.fullmatch(r"((?:19|20)\d{2})\s*年?度?", cell.text.strip()) if cell is not None else None
    return int(match.group(1)) if match else None


# Money and rates


def _funds(draft: Draft, document: Document) -> Iterable[Fund]:
    seen: set[tuple[str, str, Decimal]] = set()
    for amount in draft.amounts:
        fund = _fund(amount, document, draft.layout)
        if fund is None or (fund.measure, fund.source, fund.amount_yuan) in seen:
            continue
        seen.add((fund.measure, fund.source, fund.amount_yuan))
        yield fund


def _fund(amount: Amount, document: Document, layout: str) -> Fund | None:
    if amount.source is Field.OTHER_SOURCE:
        return None
    text = _TWICE.sub(r"\1", _PARTS.sub("", squeeze(amount.cell.text)))
    unit = amount.unit
    parsed = parse_cell_amount(text, unit.yuan if unit else None)
    if parsed is None and unit is None and parse_number(text) == 0:
        parsed = parse_cell_amount(text, Decimal(1))
    if parsed is None or parsed.yuan < 0:
        return None
    return Fund(
        measure=amount.measure.value,
        source=amount.source.value,
        amount_yuan=parsed.yuan,
        amount_as_written=parsed.as_written,
        unit_from="cell" if parsed.from_cell or unit is None else unit.origin,
        evidence=_evidence(document, amount.cell.start, amount.cell.end, layout, amount.cell.locator),
    )


def _rate(draft: Draft, found: Field, document: Document, funds: tuple[Fund, ...]) -> Stated[Decimal] | None:
    if found not in draft.rates:
        return None
    cell, aside = draft.rates[found]
    value = parse_percent(squeeze(cell.text))
    if value is None or value < 0:
        return None
    if not re.search("[%％‰]", cell.text + aside) and 0 < value <= Decimal("1.5"):
        # 0.5 under 执行率 is 50 % on some forms and half a percent on none that adds up: the amounts decide.
        computed = _computed_rate(found, funds)
        if computed is None or abs(computed - value * _HUNDRED) > 1:
            return None
        value = value * _HUNDRED
    return _stated(value, document, cell, draft.layout)


def _computed_rate(found: Field, funds: tuple[Fund, ...]) -> Decimal | None:
    totals = {fund.measure: fund.amount_yuan for fund in reversed(funds) if fund.source == "total"}
    above = totals.get("spent" if found is Field.EXECUTION_RATE else "received")
    below = totals.get("budget_adjusted") or totals.get("planned") or totals.get("budget_initial")
    return above / below * _HUNDRED if above is not None and below else None


# Scores


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
    evidence = _evidence(document, found.start, found.end, EXECUTION_LAYOUT, locator)
    yield Score(1, evidence, EXECUTION_RATE, max_points=weight, points=points)


def _is_execution_line(line: Line) -> bool:
    names = (_label(line.level_1), _label(line.level_3))
    return any(name is not None and _EXECUTION_NAMES.match(name) for name in names)


def _scores(draft: Draft, document: Document) -> Iterable[Score]:
    yield from _execution(draft, document)
    parents: set[tuple[str | None, str | None]] = set()
    for line in draft.lines:
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
            evidence = _evidence(document, cell.start, cell.end, draft.layout, cell.locator)
            yield Score(level=0, evidence=evidence, max_points=weight, points=points, is_leaf=False)


def _is_cut(line: Line, draft: Draft, document: Document) -> bool:
    """Whether the document breaks off inside this row, so that its last value may be half of one."""
    if line is not draft.lines[-1] or len(document.text) - line.end > _BROKEN_OFF:
        return False
    wanted = ((Field.POINTS, line.points), (Field.ACTUAL, line.actual))
    return any(field in draft.columns and cell is None for field, cell in wanted)


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
            evidence=_evidence(document, cell.start, cell.end, draft.layout, cell.locator),
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
        evidence=_evidence(document, start, end, draft.layout, locator),
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


def _label(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    text = squeeze(cell.text)
    text = re.sub(r"\s+", "", text) if re.fullmatch(r"[\u4e00-\u9fff\s]+", text) else text
    text = _PLACEHOLDER_HEAD.sub("", _WEIGHT_ASIDE.sub("", text))
    return None if is_blank(text) or _PLACEHOLDER.match(text) else text


def _value(cell: Cell | None) -> str | None:
    if cell is None:
        return None
    text = squeeze(cell.text)
    return None if re.fullmatch(r"[\s\-—–―－/\\]*", text) else text
