"""Forms whose cells ran together without anything between them, read by the labels printed on them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from tasks.parse.alternation import any_of
from tasks.parse.document import Cell, Document
from tasks.parse.forms.draft import Amount, Draft, Execution, Line, Unit
from tasks.parse.forms.glued_rows import cut_repeated, cut_rows, cut_target
from tasks.parse.forms.labels import INDICATOR_COLUMNS, LEVELS, MEASURES, RATES, SOURCES, Field, label_of, words_of
from tasks.parse.forms.levels import level_names
from tasks.parse.forms.splitting import cut_part, cut_score, cut_total
from tasks.parse.forms.titles import year_in
from tasks.parse.forms.units import unit_above, unit_of
from tasks.parse.numbers.folding import replacer

LAYOUT = "form.glued"
_ASIDE = r"(?:\([^()]{0,24}\))?"
_RUN = r"(?:[\d.,%—–―/-]|(?<=\d)(?:万元?|元))*"
_VALUES = re.compile(_RUN)
_CONTEXT = 300
_REACH = 30
_LONGEST_NAME = 80
# More digits than these in one run are a row of no form; more forms than these are in no one text.
_LONGEST_RUN = 80
_MAX_ROWS = 30
_MAX_FORMS = 300


def _single(words: frozenset[str]) -> frozenset[str]:
    """The words without those that are two others side by side: 执行率得分 is glued of 执行率 and 得分."""
    return frozenset(w for w in words if not any(w[:at] in words and w[at:] in words for at in range(2, len(w) - 1)))


_FUND_HEAD = any_of(_single(words_of(MEASURES | RATES | {Field.WEIGHT, Field.POINTS})))
_LINE_HEAD = any_of(words_of((INDICATOR_COLUMNS | {Field.POINTS}) - {Field.BAND}))
_SOURCE = any_of(words_of(SOURCES))
_LEVEL = any_of(name for name in level_names() if name.endswith("指标"))
_ONE_HEAD = re.compile(rf"(?:{_FUND_HEAD}){_ASIDE}")
_ONE_LINE_HEAD = re.compile(rf"(?:{_LINE_HEAD}){_ASIDE}")
# The first head is written out before the others: where a pattern begins with letters and not with a repetition, the
# engine looks for those letters first, which is ten times as fast.
_HEADS = re.compile(rf"{_ONE_HEAD.pattern}(?:{_ONE_HEAD.pattern}){{2,}}")
_LINE_HEADS = re.compile(rf"{_ONE_LINE_HEAD.pattern}(?:{_ONE_LINE_HEAD.pattern}){{3,}}")
_SOURCE_LABEL = re.compile(rf"(?:其中:?(?:{_SOURCE})|{_SOURCE}){_ASIDE}:?")
_PAIR = re.compile(rf"((?:{any_of(words_of(MEASURES))}){_ASIDE}):?(\d[\d.,]*)")
_PAIRS = re.compile(rf"{_PAIR.pattern}(?:{_PAIR.pattern})+")
# What all three have in them: prose, which has it nowhere, is looked through once.
_A_HEAD = any_of(words_of(MEASURES | RATES | {Field.WEIGHT, Field.POINTS} | INDICATOR_COLUMNS) - words_of({Field.BAND}))
_RUN_OF_HEADS = re.compile(rf"{_A_HEAD}{_ASIDE}(?:{_A_HEAD}{_ASIDE}{_A_HEAD}|:?\d[\d.,]*{_A_HEAD})")
_ONE_NUMBER = re.compile(r"((?:[1-9][\d,]*|0)(?:\.\d{1,6})?(?:万元?|元)?)(?=\D|$)(?![.,%])")
_FUNDS_END = re.compile(r"年度总体目标|总体目标|年度目标|绩效指标|一级指标|二、|项目绩效")
_LEVEL_LABEL = re.compile(rf"(?:{_LEVEL})(?:\(\d+(?:\.\d+)?分\))?")
_LINES_END = re.compile(r"总分|合计|注[:1]|说明:|填表人|二、|三、")
_UNIT_BEFORE = re.compile(r"(?:项目资金|资金情况|资金投入情况|资金构成|预算执行情况)\([^()]{0,12}元[^()]{0,6}\)")
_INFO = re.compile(
    any_of(
        w
        for w in words_of(
            {
                Field.NAME,
                Field.CODE,
                Field.DEPARTMENT,
                Field.UNIT,
                Field.WHOLE_UNIT,
                Field.OTHER,
                Field.SECTION_FUNDS,
                Field.TOTAL_SCORE,
                Field.POINTS,
            }
            | MEASURES
        )
        if len(w) >= 4
    )
    + r"|(?:专项|项目|转移支付)\((?:项目|政策)\)名称|填报人|联系人|负责人|(?:资金|预算执行)\([万千]?元\)|[一二三四]、"
)
_NAME = re.compile(r"(?:项目(?:支出)?|专项(?:资金)?|转移支付)(?:\(?(?:项目|政策)\)?)?名称:?")
_STATED_SCORE = re.compile(
    rf"{any_of(['自评得分', *words_of({Field.TOTAL_SCORE})])}:?(\d{{1,3}}(?:\.\d{{1,2}})?)分?(?![\d.%])"
)
_WORD = re.compile(r"\S+")
_narrowed = replacer(dict(zip("（）：％，．＜＞", "():%,.<>", strict=True)))
_PAGE_MARK = re.compile(r"\n(?<=[\u4e00-\u9fff\d(]\n)\s*\d{1,2}、")


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text without white space and page marks, and where its characters stood."""

    text: str
    origin: tuple[int, ...]

    def cell(self, start: int, end: int) -> Cell:
        return Cell(self.text[start:end], self.origin[start], self.origin[end - 1] + 1, 0, 0)


def _pages(text: str) -> list[tuple[int, int]]:
    """What stands between the marks of pages."""
    marks = [mark.span() for mark in _PAGE_MARK.finditer(text)]
    return list(zip([0, *(end for _, end in marks)], [*(start for start, _ in marks), len(text)], strict=True))


def read_glued(document: Document) -> tuple[Draft, ...]:
    """The forms of a text whose cells ran together; empty where it has no run of printed heads."""
    pages = _pages(document.text)
    text = _narrowed("".join(word for start, end in pages for word in document.text[start:end].split()))
    if _RUN_OF_HEADS.search(text) is None:
        return ()
    heads = sorted(m.start() for pattern in (_HEADS, _LINE_HEADS, _PAIRS) for m in pattern.finditer(text))
    if not heads:
        return ()
    words = (word.span() for start, end in pages for word in _WORD.finditer(document.text, start, end))
    plain = _Plain(text, tuple(chain.from_iterable(range(start, end) for start, end in words)))
    drafts = [_read(document, plain, start, end) for start, end in _reaches(text, heads)]
    return tuple(draft for draft in drafts if not draft.is_empty or Field.NAME in draft.info)


def _reaches(text: str, heads: Sequence[int]) -> list[tuple[int, int]]:
    """From where to where each form reaches: from its name to the next one's.

    A name with no heads behind it is one in a list or in prose.
    """
    names: list[int] = []
    for match in _NAME.finditer(text):
        if not names or not _same_name(text, match, names[-1]):
            names.append(match.start())
    spans = pairwise([*names, len(text)])
    starts = [name for name, after in spans if bisect_right(heads, name) < bisect_left(heads, after)] or [heads[0]]
    starts = starts[:_MAX_FORMS]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _same_name(text: str, match: re.Match[str], before: int) -> bool:
    """Whether a name stands a second time, over the next table of the same form."""
    earlier = _NAME.match(text, before)
    return earlier is not None and text[match.end() :][:10] == text[earlier.end() :][:10]


def _read(document: Document, plain: _Plain, start: int, end: int) -> Draft:
    origin = plain.origin[start]
    draft = Draft(origin, origin, LAYOUT, document.text[max(0, origin - _CONTEXT) : origin])
    year = year_in(draft.context)
    draft.year = (year, "title") if year else None
    _read_info(plain, start, end, draft)
    unit = _unit(document, plain, start, end)
    heads = _HEADS.search(plain.text, start, end)
    if heads is not None:
        _read_funds(plain, heads, end, draft, unit)
    else:
        _read_pairs(plain, start, end, draft, unit)
    _read_lines(plain, start, end, draft)
    score = _STATED_SCORE.search(plain.text, start, heads.start() if heads is not None else start)
    if score is not None:
        draft.info[Field.TOTAL_SCORE] = plain.cell(score.start(1), score.end(1))
    cells = [*draft.info.values(), *(a.cell for a in draft.amounts), *(cell for cell, _ in draft.rates.values())]
    for cell in cells:
        draft.cover(cell.start, cell.end)
    for line in draft.lines:
        draft.cover(line.start, line.end)
    if draft.total_points is not None:
        draft.cover(draft.total_points.start, draft.total_points.end)
    return draft


def _unit(document: Document, plain: _Plain, start: int, end: int) -> Unit | None:
    match = _UNIT_BEFORE.search(plain.text, start, end)
    label = label_of(match.group()) if match else None
    return (unit_of(label, "row") if label else None) or unit_above(document, plain.origin[start])


def _read_info(plain: _Plain, start: int, end: int, draft: Draft) -> None:
    met: set[Field] = set()
    marks: list[tuple[int, int, Field]] = []
    for match in _INFO.finditer(plain.text, start, end):
        label = label_of(match.group())
        found = label.field if label is not None else Field.OTHER
        if found in met and found is not Field.OTHER:
            continue
        met.add(found)
        marks.append((match.start(), match.end(), found))
    for (_, at, found), (until, _, _) in pairwise(marks):
        aside = re.compile(r"(?:\([^()]{0,6}\))?:?").match(plain.text, at)
        at = aside.end() if aside else at
        if found in (Field.NAME, Field.DEPARTMENT, Field.UNIT, Field.WHOLE_UNIT) and 1 < until - at <= _LONGEST_NAME:
            draft.info[found] = plain.cell(at, until)


def _labels(pattern: re.Pattern[str], text: str) -> Iterator[tuple[Field, str]]:
    for match in pattern.finditer(text):
        label = label_of(match.group())
        if label is not None:
            yield label.field, label.aside


def _read_funds(plain: _Plain, heads: re.Match[str], end: int, draft: Draft, unit: Unit | None) -> None:
    columns = list(_labels(_ONE_HEAD, heads.group()))
    fields = [field for field, _ in columns]
    draft.columns |= set(fields)
    stop = _FUNDS_END.search(plain.text, heads.end(), end)
    limit = stop.start() if stop else end
    measures = [c for c, field in enumerate(fields) if field in MEASURES]
    totals: dict[int, str] = {}
    tried = False
    labels = [(match, match.end()) for match in _SOURCE_LABEL.finditer(plain.text, heads.end(), limit)]
    # The cell 年度资金总额 beside two rows comes before the heads of its numbers.
    before = _SOURCE_LABEL.finditer(plain.text, max(0, heads.start() - _REACH), heads.start())
    labels = [(match, heads.end()) for match in before if match.end() == heads.start()] + labels
    for match, behind in labels[:_MAX_ROWS]:
        label = label_of(match.group())
        run = _VALUES.match(plain.text, behind, limit)
        if label is None or run is None or not run.group():
            continue
        row_unit = unit_of(label, "row") or unit
        text, at = run.group(), run.start()
        if len(text) > _LONGEST_RUN or (label.field is Field.TOTAL and tried):
            break
        if label.field is Field.TOTAL:
            tried = True
            scored: dict[Field, Cell] = {}
            for column, (first, last) in cut_total(text, fields).items():
                cell = plain.cell(at + first, at + last)
                if fields[column] in MEASURES:
                    totals[column] = text[first:last]
                    draft.amounts.append(Amount(fields[column], Field.TOTAL, cell, row_unit))
                elif fields[column] in RATES:
                    draft.rates[fields[column]] = (cell, columns[column][1])
                else:
                    scored[fields[column]] = cell
            if scored:
                weight, points = scored.get(Field.WEIGHT), scored.get(Field.POINTS)
                begun = plain.origin[match.start()]
                draft.execution = Execution(begun, max(cell.end for cell in scored.values()), weight, points)
        elif len(totals) == len(measures):
            spans = cut_part(text, [totals[column] for column in measures], [fields[column] for column in measures])
            for column, (first, last) in zip(measures, spans, strict=False):
                cell = plain.cell(at + first, at + last)
                draft.amounts.append(Amount(fields[column], label.field, cell, row_unit))


def _read_pairs(plain: _Plain, start: int, end: int, draft: Draft, unit: Unit | None) -> None:
    """计划投资额144实际到位资金144实际使用情况142, then each source once for every measure."""
    pairs: list[tuple[Field, str, Unit | None]] = []
    after = start
    for match in _PAIR.finditer(plain.text, start, end):
        label = label_of(match.group(1))
        if label is None or (pairs and match.start() != after):
            break
        own = unit_of(label, "column") or unit
        pairs.append((label.field, match.group(2), own))
        draft.amounts.append(Amount(label.field, Field.TOTAL, plain.cell(match.start(2), match.end(2)), own))
        after = match.end()
    if len(pairs) < 2:
        draft.amounts.clear()
        _read_budget(plain, start, end, draft, unit)
        return
    met: Counter[Field] = Counter()
    at = after
    while found := _SOURCE_LABEL.match(plain.text, at, end):
        label = label_of(found.group())
        run = _VALUES.match(plain.text, found.end(), end)
        at = run.end() if run else found.end()
        if label is None or run is None:
            continue
        first = met[label.field]
        met[label.field] += 1
        rest = pairs[first:]
        spans = [(0, len(run.group()))] if len(rest) == 1 or _same_source_follows(plain.text, at, label.field) else []
        spans = spans or cut_part(run.group(), [total for _, total, _ in rest], [measure for measure, _, _ in rest])
        for (measure, _, own), (begin, stop) in zip(rest, spans, strict=False):
            if stop > begin:
                cell = plain.cell(run.start() + begin, run.start() + stop)
                draft.amounts.append(Amount(measure, label.field, cell, own))


def _read_budget(plain: _Plain, start: int, end: int, draft: Draft, unit: Unit | None) -> None:
    """The money of a target form, which has no heads over it: 年度资金总额48.6其中:财政拨款48.6."""
    stop = _FUNDS_END.search(plain.text, start, end)
    for match in _SOURCE_LABEL.finditer(plain.text, start, stop.start() if stop else start):
        label = label_of(match.group())
        number = _ONE_NUMBER.match(plain.text, match.end(), end)
        if label is None or number is None or (label.field is not Field.TOTAL and not draft.amounts):
            continue
        cell = plain.cell(number.start(1), number.end(1))
        draft.amounts.append(Amount(Field.BUDGET_ADJUSTED, label.field, cell, unit_of(label, "row") or unit))


def _same_source_follows(text: str, at: int, field: Field) -> bool:
    """Whether the same source follows at once, so that what stood before belongs to one measure alone."""
    match = _SOURCE_LABEL.match(text, at)
    label = label_of(match.group()) if match else None
    return label is not None and label.field is field


def _read_lines(plain: _Plain, start: int, end: int, draft: Draft) -> None:
    heads = _LINE_HEADS.search(plain.text, start, end)
    if heads is None:
        return
    fields = [field for field, _ in _labels(_ONE_LINE_HEAD, heads.group())]
    draft.columns |= set(fields)
    if Field.LEVEL_1 not in fields or Field.LEVEL_2 not in fields:
        return
    columns = [field for field in fields if field not in LEVELS[:2]]
    stop = _LINES_END.search(plain.text, heads.end(), end)
    limit = stop.start() if stop else end
    marks = list(_LEVEL_LABEL.finditer(plain.text, heads.end(), limit))
    first: Cell | None = None
    for number, match in enumerate(marks):
        until = marks[number + 1].start() if number + 1 < len(marks) else limit
        cell = plain.cell(match.start(), match.end())
        chunk = plain.text[match.end() : until].rstrip("…。.")
        name = re.sub(r"\(.*", "", match.group())
        opens = not chunk or first is None or name not in level_names("second")
        if opens and name in level_names("first"):
            # What stands between it and the next name may be a second level that nobody knows.
            first = cell
            continue
        if until == end and stop is None:
            continue  # The text breaks off somewhere inside this run.
        for row in cut_target(chunk, columns) or cut_rows(chunk, columns) or cut_repeated(chunk, columns):
            at = match.end()
            cells = {field: plain.cell(at + begin, at + last) for field, (begin, last) in row.items()}
            draft.lines.append(
                Line(
                    start=min(c.start for c in cells.values()),
                    end=max(c.end for c in cells.values()),
                    level_1=first,
                    level_2=cell,
                    level_3=cells.get(Field.LEVEL_3),
                    target=cells.get(Field.TARGET),
                    actual=cells.get(Field.ACTUAL),
                    weight=cells.get(Field.WEIGHT),
                    points=cells.get(Field.POINTS),
                    reason=cells.get(Field.REASON),
                )
            )
    total = re.compile(rf"(?:总分|合计)({_RUN})").match(plain.text, limit)
    if total is None or Field.POINTS not in columns:
        return
    at = total.start(1)
    if Field.WEIGHT not in columns:
        draft.total_points = plain.cell(at, total.end()) if total.group(1) else None
    elif cut := cut_score(total.group(1)):
        draft.total_weight = plain.cell(at + cut[0][0], at + cut[0][1])
        draft.total_points = plain.cell(at + cut[1][0], at + cut[1][1])
