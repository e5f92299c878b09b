"""Forms whose cells ran together without anything between them, read by the labels printed on them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice, pairwise

from tasks.parse.alternation import any_of, whether
from tasks.parse.document import Document
from tasks.parse.forms.draft import Draft
from tasks.parse.forms.glued.lines import LINE_HEADS, read_lines
from tasks.parse.forms.glued.money import HEADS, PAIRS, TWO_MEASURES, closed_budgets, read_money
from tasks.parse.forms.glued.rows import Steps
from tasks.parse.forms.glued.text import ASIDE, Plain, pages_of, plain_of, plain_text
from tasks.parse.forms.labels import (
    DEPARTMENT_WORDS,
    INDICATOR_COLUMNS,
    MEASURES,
    RATES,
    UNIT_WORDS,
    Field,
    label_of,
    words_of,
)
from tasks.parse.forms.titles import year_in

LAYOUT = "form.glued"
_CONTEXT = 300
_LONGEST_NAME = 80
_MOST_STEPS = 150_000
_MAX_FORMS = 300
_HEAD_WORDS = words_of(MEASURES | RATES | {Field.WEIGHT, Field.POINTS} | INDICATOR_COLUMNS) - words_of({Field.BAND})
_A_HEAD = any_of(_HEAD_WORDS)
# What every other run of heads than of two measures has in it.
_RUN_OF_HEADS = rf"{_A_HEAD}{ASIDE}(?:{_A_HEAD}{ASIDE}{_A_HEAD}|:?\d[\d.,]*{_A_HEAD})"
# Prose has none of them anywhere.
_GLUED_HEADS = re.compile(whether(_HEAD_WORDS, _RUN_OF_HEADS, TWO_MEASURES.pattern))
_INFO = re.compile(
    rf"{DEPARTMENT_WORDS}|{UNIT_WORDS}|"
    + any_of(
        w
        for w in words_of(
            {
                Field.NAME,
                Field.CODE,
                Field.DEPARTMENT,
                Field.UNIT,
                Field.WHOLE_UNIT,
                Field.OTHER,
                Field.YEAR,
                Field.SECTION_FUNDS,
                Field.TOTAL_SCORE,
                Field.POINTS,
                Field.TOTAL,
            }
            | MEASURES
        )
        if len(w) >= 4
    )
    + r"|(?:专项|项目|转移支付)\((?:项目|政策)\)名称|填报人|联系人|负责人|(?:资金|预算执行)\([万千]?元\)|[一二三四]、"
)
# 示范项目 / 实施单位 rather than 示范 / 项目实施单位: the printed labels of the central forms need no 项目.
_OWN_LABEL = re.compile("项目(?=主管部门|实施单位)|资金(?!使用|管理|情况)")
# 实施单位 | 相关项目建设单位: a body without a name.
_NO_LABEL = re.compile("(?:相关|有关|各|该)$")
_ENDS_A_NAME = re.compile("(?:项目|工程|资金|经费|专项|补助|补贴|建设|费)$")
_BODIES = (Field.DEPARTMENT, Field.UNIT, Field.WHOLE_UNIT)
_CODE = re.compile(r"\d{3,12}-?(?=[一-龥])")
_ABOVE_HEADS = 200
_COVER, _TWO = 240, 2
_TORN = 4
_ASIDE = re.compile(r"(?:\([^()]{0,6}\))?:?")
# What may not stand before it is asked behind its first letter, for which the engine looks.
_NAME = re.compile(
    r"(?:项(?<!子项)目(?:支出)?|专(?<!子专)项(?:资金)?|资(?<!子资)金|转(?<!子转)移支付)(?:\(?(?:项目|政策)\)?)?名称:?"
)
_TITLE = re.compile("绩效(?:目标|自评)(?:申报)?表")
_STATED_SCORE = re.compile(
    rf"{any_of(['自评得分', *words_of({Field.TOTAL_SCORE})])}(?:\(分\))?:?(\d{{1,3}}(?:\.\d{{1,2}})?)分?(?![\d.%])"
)


def read_glued(document: Document) -> tuple[Draft, ...]:
    """The forms of a text whose cells ran together; empty where it has no run of printed heads."""
    pages = pages_of(document.text)
    text = plain_text(document, pages)
    covers = _covers(text)
    closed = list(closed_budgets(text))
    if not covers and not closed and _GLUED_HEADS.search(text) is None:
        return ()
    found = (m.start() for pattern in (HEADS, LINE_HEADS, PAIRS) for m in pattern.finditer(text))
    heads = sorted((*found, *covers, *closed))
    if not heads:
        return ()
    plain = plain_of(document, pages, text)
    steps = Steps(_MOST_STEPS)
    drafts = [_read(document, plain, start, end, steps) for start, end in _reaches(text, heads, closed)]
    return tuple(draft for draft in drafts if not draft.is_empty or Field.NAME in draft.info)


def _covers(text: str) -> list[int]:
    """Where a form begins that names its project and the bodies of it in a row, whatever its money is printed like."""
    found = []
    for name in islice(_NAME.finditer(text), _MAX_FORMS) if "名称" in text else ():
        behind = _INFO.finditer(text, name.end(), name.end() + _COVER)
        fields = [label.field for match in behind if (label := label_of(match.group())) is not None]
        ran_together = not name[0].endswith(":") and "|" not in text[name.end() : name.end() + _COVER]
        bodies = sum(field in _BODIES for field in fields)
        titled = _TITLE.search(text, name.end(), name.end() + _COVER) is not None
        if ran_together and (bodies >= _TWO or (bodies and Field.TOTAL in fields and not titled)):
            found.append(name.end())
    return found


def _reaches(text: str, heads: Sequence[int], closed: Sequence[int]) -> list[tuple[int, int]]:
    """From where to where each form reaches: from its name to the next one's.

    A name with no heads behind it is one in a list or in prose, and so is one before the title over `closed` budgets.
    """
    names = [match.start() for match in _NAME.finditer(text)]
    for budget in closed:
        before = bisect_right(names, budget)
        if before and (title := _TITLE.search(text, names[before - 1], budget)):
            names.insert(before, title.end())
    spans = pairwise([*names, len(text)])
    starts = [name for name, after in spans if bisect_right(heads, name) < bisect_left(heads, after)] or [
        _opening(text, heads[0])
    ]
    starts = starts[:_MAX_FORMS]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _opening(text: str, heads: int) -> int:
    """Where a form without a project's name begins: with the body that it is of, else with its heads."""
    labels = _INFO.finditer(text, max(0, heads - _ABOVE_HEADS), heads)
    found = ((label.start(), label_of(label.group())) for label in labels)
    return next((start for start, label in found if label is not None and label.field in _BODIES), heads)


def _read(document: Document, plain: Plain, start: int, end: int, steps: Steps) -> Draft:
    origin = plain.origin[start]
    draft = Draft(origin, origin, LAYOUT, document.text[max(0, origin - _CONTEXT) : origin])
    year = year_in(draft.context)
    draft.year = (year, "title") if year else None
    _read_info(plain, start, end, draft)
    read_money(document, plain, start, end, draft)
    read_lines(plain, start, end, draft, steps)
    heads = HEADS.search(plain.text, start, end)
    score = _STATED_SCORE.search(plain.text, start, heads.start() if heads is not None else start)
    if score is not None:
        draft.info[Field.TOTAL_SCORE] = plain.cell(score.start(1), score.end(1))
    # The labels that nothing was read behind may be of prose.
    draft.start = draft.end = origin
    cells = [*draft.info.values(), *(a.cell for a in draft.amounts), *(cell for cell, _ in draft.rates.values())]
    for cell in cells:
        draft.cover(cell.start, cell.end)
    for line in draft.lines:
        draft.cover(line.start, line.end)
    if draft.total_points is not None:
        draft.cover(draft.total_points.start, draft.total_points.end)
    return draft


def _read_info(plain: Plain, start: int, end: int, draft: Draft) -> None:
    marks = [
        (_label_start(plain, match), match)
        for match in _INFO.finditer(plain.text, start, end)
        if not _NO_LABEL.search(plain.text, max(start, match.start() - 2), match.start())
    ]
    named: set[str] = set()
    for (_, match), (until, _) in pairwise(marks):
        label = label_of(match.group())
        found = label.field if label is not None else Field.OTHER
        if found not in (Field.NAME, Field.YEAR, *_BODIES) or match.group() in named:
            continue
        named.add(match.group())
        aside = _ASIDE.match(plain.text, match.end())
        at = aside.end() if aside else match.end()
        if found in _BODIES and (code := _CODE.match(plain.text, at, until)):
            at = code.end()
        if found is Field.NAME:
            until = _name_end(plain.text, at, until)
        if 1 < until - at <= _LONGEST_NAME:
            draft.inform(found, plain.cell(at, until), match.group())


def _name_end(text: str, start: int, label: int) -> int:
    """Where a name ends that runs into a label whose first word may be the name's last."""
    own = _OWN_LABEL.match(text, label)
    return own.end() if own and (own[0] == "资金" or not _ENDS_A_NAME.search(text, start, label)) else label


def _label_start(plain: Plain, label: re.Match[str]) -> int:
    """Where a label begins: behind a line's end among its first words, which are then the value's before it."""
    return label.start() + min(plain.breaks(label.start(), label.start() + _TORN), default=0)
