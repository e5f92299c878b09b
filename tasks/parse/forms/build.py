"""From the cells of a form to what it states: numbers, names and evidence, or nothing where a cell is in doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from tasks.parse.document import Cell, Document
from tasks.parse.facts import Evaluation, Fund, Stated
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.evidence import evidence_at, stated
from tasks.parse.forms.form import Form
from tasks.parse.forms.labels import Field, squeeze
from tasks.parse.forms.listing.projects import LAYOUT as LIST_LAYOUT
from tasks.parse.forms.scores import EXECUTION_LAYOUT, scored_lines
from tasks.parse.forms.templates import template_of
from tasks.parse.numbers.amounts import is_accounted, is_blank, parse_cell_amount, parse_number
from tasks.parse.numbers.percents import parse_percent
from tasks.parse.numbers.points import parse_points

# 51000021R000000019951-工资性支出: division, year, letter and number; 219001-…镇政府 and [155]…民政局: body codes.
_PROJECT_CODE = re.compile(r"^(\d{6}\d{2}[A-Z]\d{9,14})\s*[-—－_ ]\s*(?=\S)")
_BODY_CODE = re.compile(r"^(?:\d{3,12}\s*[-—－]\s*|[\[【(（]\s*\d{2,12}\s*[\]】)）]\s*)(?=\S)")
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
# 中央对地方专项转移支付绩效目标自评表: a body fills in its name there as well, and not for all of its money.
_OF_ONE_FUND = re.compile("转移支付|专项资金|补助项目|奖补项目|项目(?:支出)?绩效")
# Aggregators hide words from readers who have not paid.
_MASKED = re.compile(r"\*{3,}|登录后?查看|会员可见")
_HUNDRED = Decimal(100)
_WHOLE = re.compile("整体支出|(?:部门|单位)整体绩效")
# 项目名称 and behind it another label.
_BLANK_NAME = re.compile(
    r"项目名称[\s|:：]*(?:项目(?:类型|类别|属性|代码|编码|单位|负责人|实施单位)|主管部门|预算单位|实施单位|单位名称)[\s|:：]"
)
_FORM_ABOVE = 600
# Bids, and applications for money, are scored in lists too.
_EVALUATED = re.compile(r"绩效|自评|评价")


def finish(draft: Draft, document: Document) -> Form | None:
    """The form that a draft amounts to, or None where it states nothing."""
    funds = tuple(_funds(draft, document))
    scores = tuple(scored_lines(draft, document))
    info = {found: _text(document, cell, draft.layout) for found, cell in draft.info.items()}
    total = _decimal(draft.total_points, document, draft.layout) or _decimal(
        draft.info.get(Field.TOTAL_SCORE), document, draft.layout
    )
    full_mark = parse_points(draft.total_weight.text) if draft.total_weight is not None else None
    name, code = _name(info.get(Field.NAME), info.get(Field.CODE))
    unit, department = info.get(Field.UNIT) or info.get(Field.WHOLE_UNIT), info.get(Field.DEPARTMENT)
    is_whole = _WHOLE.search(draft.context) is not None or (
        Field.WHOLE_UNIT in info and not _OF_ONE_FUND.search(draft.context)
    )
    is_department = name is None and is_whole
    if not (funds or scores or total or name or unit) or (name is None and not funds and _is_blank(draft, document)):
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
        part_of=draft.part_of,
        funds=funds,
        scores=scores,
    )
    return Form(_kind(draft, evaluation), draft.start, draft.end, evaluation)


def _is_blank(draft: Draft, document: Document) -> bool:
    """Whether it is a form that nobody filled in, whose printed rows give examples."""
    if any(line.actual or line.points for line in draft.lines) or not draft.lines:
        return False
    return _BLANK_NAME.search(document.text, max(0, draft.start - _FORM_ABOVE), draft.end) is not None


def _kind(draft: Draft, evaluation: Evaluation) -> str:
    if draft.layout == LIST_LAYOUT:
        judged = evaluation.total_score or evaluation.grade or evaluation.execution_rate
        return "judged" if judged and _EVALUATED.search(draft.context) else "list"
    if evaluation.kind == "department":
        return "department"
    leaves = [s for s in evaluation.scores if s.is_leaf and s.evidence.layout != EXECUTION_LAYOUT]
    if {Field.SPENT, Field.ACTUAL} & draft.columns or evaluation.execution_rate is not None:
        return "self_eval"
    if any(score.points is not None for score in leaves) or Field.POINTS in draft.columns:
        return "score"
    if leaves or (
        # The cover of a report may give its project's sum.
        (len(evaluation.funds) > 1 or (evaluation.funds and "目标" in draft.context))
        and all(fund.measure.startswith("budget") for fund in evaluation.funds)
    ):
        return "target"
    return "info"


# Evidence


def _text(document: Document, cell: Cell, layout: str) -> Stated[str] | None:
    value = squeeze(cell.text)
    return None if is_blank(value) or _MASKED.search(value) else stated(value, document, cell, layout)


def _decimal(cell: Cell | None, document: Document, layout: str) -> Stated[Decimal] | None:
    value = parse_points(cell.text) if cell is not None else None
    return None if value is None or cell is None else stated(value, document, cell, layout)


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
        return stated(ticked[0], document, cell, layout)
    if "□" in text or len(text) > 8:
        return None
    text = re.sub(r"[“”\"'\s]", "", text)
    for word, grade in _GRADES:
        if text.startswith(word) and sum(other in text for other in "优良中差") <= 1 and not text.startswith("不"):
            return stated(grade, document, cell, layout)
    return stated("差", document, cell, layout) if text.startswith(("不合格", "不及格")) else None


def _year_cell(draft: Draft) -> int | None:
    cell = draft.info.get(Field.YEAR)
    match = re.fullmatch(r"((?:19|20)\d{2})\s*年?度?", cell.text.strip()) if cell is not None else None
    return int(match.group(1)) if match else None


# Money and rates


def _funds(draft: Draft, document: Document) -> Iterable[Fund]:
    seen: set[tuple[str, str, Decimal]] = set()
    for amount in draft.amounts:
        fund = _fund(amount, amount.unit or draft.unit, document, draft.layout)
        if fund is None or (fund.measure, fund.source, fund.amount_yuan) in seen:
            continue
        seen.add((fund.measure, fund.source, fund.amount_yuan))
        yield fund


def _fund(amount: Amount, unit: Unit | None, document: Document, layout: str) -> Fund | None:
    if amount.source is Field.OTHER_SOURCE:
        return None
    # 3,724,055.00?: what a page could not show behind a number was a blank.
    text = _TWICE.sub(r"\1", _PARTS.sub("", squeeze(amount.cell.text))).rstrip("?")
    parsed = parse_cell_amount(text, unit.yuan if unit else None)
    if unit is None and (is_accounted(text) or parse_number(text) == 0):
        unit, parsed = Unit(Decimal(1), "notation"), parse_cell_amount(text, Decimal(1))
    # More may be spent than was given; nothing else is ever below nothing.
    if parsed is None or (parsed.yuan < 0 and amount.measure is not Field.BALANCE):
        return None
    return Fund(
        measure=amount.measure.value,
        source=amount.source.value,
        amount_yuan=parsed.yuan,
        amount_as_written=parsed.as_written,
        unit_from="cell" if parsed.from_cell or unit is None else unit.origin,
        evidence=evidence_at(document, amount.cell.start, amount.cell.end, layout, amount.cell.locator),
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
    return stated(value, document, cell, draft.layout)


def _computed_rate(found: Field, funds: tuple[Fund, ...]) -> Decimal | None:
    totals = {fund.measure: fund.amount_yuan for fund in reversed(funds) if fund.source == "total"}
    above = totals.get("spent" if found is Field.EXECUTION_RATE else "received")
    below = totals.get("budget_adjusted") or totals.get("planned") or totals.get("budget_initial")
    return above / below * _HUNDRED if above is not None and below else None
