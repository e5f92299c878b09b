"""The money of a form whose cells ran together: heads in their order, and a run of digits behind each source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from tasks.parse.alternation import any_of
from tasks.parse.document import Document
from tasks.parse.forms.closing import Piece, lay_apart
from tasks.parse.forms.columns import points_named, under
from tasks.parse.forms.cutting import Run, Span
from tasks.parse.forms.draft import Amount, Draft, Unit
from tasks.parse.forms.glued.text import ASIDE, FUNDS_END, RUN, Plain
from tasks.parse.forms.labels import (
    FISCAL_WORDS,
    MEASURES,
    RATES,
    SOURCE_WORDS,
    SOURCES,
    Field,
    Label,
    label_of,
    words_of,
)
from tasks.parse.forms.money import take_row
from tasks.parse.forms.units import unit_above, unit_near, unit_of
from tasks.parse.forms.weighing import closes, cut_block, cut_part, cut_scored_rate
from tasks.parse.numbers.amounts import parse_number

# How far before the heads the label of the total stands that has no digits behind it.
_REACH = 60
# More digits than these in one run are a row of no form.
_LONGEST_RUN = 80
_MAX_ROWS = 30
_BLOCK = 400
_NEAR = 200
_MAX_TOTALS = 50
_NONE = Decimal(0)
_SCORED = re.compile(r"[\d.%]{6,80}(?![\d.%])")


def _single(words: frozenset[str]) -> frozenset[str]:
    """The words without those that are two others side by side: 执行率得分 is glued of 执行率 and 得分."""
    return frozenset(w for w in words if not any(w[:at] in words and w[at:] in words for at in range(2, len(w) - 1)))


_HEAD = any_of(_single(words_of(MEASURES | RATES | {Field.WEIGHT, Field.POINTS})))
_SOURCE = rf"(?:{SOURCE_WORDS.replace('(', '(?:', 1)}|{FISCAL_WORDS}|{any_of(words_of(SOURCES))})"
_ONE_HEAD = re.compile(rf"(?:{_HEAD}){ASIDE}")
# 中央、市级补助 is the money of both.
_SOURCE_LABEL = re.compile(rf"(?:其中:?(?:{_SOURCE})|(?<![、和及与]){_SOURCE}){ASIDE}:?")
_ROW_LABEL = re.compile(rf"{_SOURCE_LABEL.pattern}|合计:?")
# The first head is written out before the others: where a pattern begins with letters and not with a repetition, the
# engine looks for those letters first, which is ten times as fast.
_MEASURE_HEAD = rf"{any_of(_single(words_of(MEASURES)))}{ASIDE}"
TWO_MEASURES = re.compile(rf"{_MEASURE_HEAD}{_MEASURE_HEAD}(?=\d|{_SOURCE_LABEL.pattern})")
HEADS = re.compile(rf"{_ONE_HEAD.pattern}(?:{_ONE_HEAD.pattern}){{2,}}|{TWO_MEASURES.pattern}")
_PAIR = re.compile(rf"((?:{any_of(words_of(MEASURES))}){ASIDE}):?(\d[\d.,]*(?:万元?|元)?)")
PAIRS = re.compile(rf"{_PAIR.pattern}(?:{_PAIR.pattern}|{_SOURCE_LABEL.pattern})+")
BUDGET_WORDS = words_of({Field.TOTAL, Field.PLANNED})
# 年度资金总额10606.75万元财政拨款:6923.36万元, of forms that have no heads over their money.
_BARE_TOTAL = re.compile(rf"{any_of(BUDGET_WORDS)}{ASIDE}:?((?:[1-9][\d,]*)(?:\.\d{{1,6}})?)(?![\d.,%万元年月])")
BUDGETS = re.compile(rf"{any_of(BUDGET_WORDS)}{ASIDE}:?\d[\d.,]*(?:万元?|元)?{_SOURCE_LABEL.pattern}\d")
_VALUES = re.compile(RUN)
_ONE_NUMBER = re.compile(r"((?:[1-9][\d,]*|0)(?:\.\d{1,6})?(?:万元?|元)?)(?=\D|$)(?![.,]\d|%)")
_USED = re.compile(
    r"(?:使用|支出|执行)(?:情况)?(?:\([^()]{0,6}\))?(?:合计|总额)?:?((?:[1-9]\d*|0)(?:\.\d{1,6})?)(?=万元|元)"
)
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?(?:万?元|%)?")
_SECTION = re.compile(
    rf"{any_of(w for w in words_of({Field.SECTION_FUNDS}) if len(w) >= 4)}\([^()]{{0,12}}[元分][^()]{{0,6}}\)"
)
# 1010 1.预算执行率=…: a sentence that begins with its number stands behind the last of the cells.
_ORDINAL_BEHIND = re.compile(r"\d[.,]$")


@dataclass(frozen=True, slots=True)
class _Row:
    """A label of a block of money, and where the digits behind it stand in the plain text."""

    label: Label
    begun: int
    start: int
    text: str


def read_money(document: Document, plain: Plain, start: int, end: int, draft: Draft) -> int | None:
    """Read the money of the form between two places; gives the place of its heads where it has some."""
    unit = _unit(document, plain, start, end)
    heads = HEADS.search(plain.text, start, end)
    # Two measures in a row may as well be labels of cells beside each other, of which the first is blank.
    if heads is None or not _read_block(plain, heads, end, draft, unit):
        _read_pairs(plain, start, end, draft, unit)
    if heads is not None and Field.EXECUTION_RATE not in draft.rates:
        _read_scored_rate(plain, heads, end, draft)
    if not draft.amounts and not draft.rates:
        _complete(plain, start, end, draft, unit)
    return heads.start() if heads is not None else None


def _unit(document: Document, plain: Plain, start: int, end: int) -> Unit | None:
    return unit_above(document, plain.origin[start]) or unit_near(document, plain.origin[start], plain.origin[end - 1])


def _columns(text: str) -> tuple[list[Label], Unit | None]:
    """The heads of a run, and the unit of the one that stands over the others (年度预算数(万元)年初预算…)."""
    labels = _without_echoes(label_of(match.group()) for match in _ONE_HEAD.finditer(text))
    units = [unit_of(label, "row") for label in labels]
    measures = sum(label.field in MEASURES for label in labels)
    if units and units[0] and not any(units[1:]) and measures > 2:
        return labels[1:], units[0]
    return labels, None


def _without_echoes(labels: Iterable[Label | None]) -> list[Label]:
    """The heads, 执行率权重 and 执行率得分 behind 执行率 as those of weight and points."""
    found: list[Label] = []
    rates = 0
    for label in labels:
        if label is None:
            continue
        if label.field in (Field.WEIGHT, Field.POINTS) and rates > 1 and found[-1].field is Field.EXECUTION_RATE:
            found.pop()
            rates -= 1
        rates += label.field is Field.EXECUTION_RATE
        found.append(label)
    return found


def _read_block(plain: Plain, heads: re.Match[str], end: int, draft: Draft, unit: Unit | None) -> bool:
    """Read the rows under some heads; gives whether there are rows with a total among them."""
    labels, own = _columns(heads.group())
    unit = own or unit
    fields = [label.field for label in labels]
    draft.columns |= set(fields)
    measures = [field for field in fields if field in MEASURES]
    stop = FUNDS_END.search(plain.text, heads.end(), end)
    rows = _rows(plain.text, heads, stop.start() if stop else end)
    # Of two heads that read alike one lost a word: nobody can tell which is which.
    if not rows or not measures or len(set(measures)) < len(measures):
        return bool(rows)
    sections = list(_SECTION.finditer(plain.text, max(0, heads.start() - _REACH), heads.start()))
    named = [points_named(label.aside) for label in labels if label.field in (Field.WEIGHT, Field.POINTS)]
    named += [points_named(section.group()) for section in sections[-1:]]
    mark = next((points for points in named if points is not None), None)
    cuts = cut_block([Run(row.label.field, row.text) for row in rows], fields, mark)
    columns = [under(label) for label in labels]
    for row, spans in zip(rows, cuts, strict=True):
        found = [
            (columns[at], plain.cell(row.start + first, row.start + last))
            for at, (first, last) in sorted(spans.items())
        ]
        own = unit_of(row.label, "row") or unit
        take_row(draft, row.label.field, plain.origin[row.begun], found, own, mark)
    return True


def _read_scored_rate(plain: Plain, heads: re.Match[str], end: int, draft: Draft) -> None:
    """Read the rate from the end of a row whose amounts are damaged: 79.27|10|7.93, where points follow from rate."""
    fields = [label.field for label in _columns(heads.group())[0]]
    if fields[-3:] != [Field.EXECUTION_RATE, Field.WEIGHT, Field.POINTS]:
        return
    reach = min(end, heads.end() + _BLOCK)
    stop = FUNDS_END.search(plain.text, heads.end(), reach)
    found = [
        (run.start() + first, run.start() + last)
        for run in _SCORED.finditer(plain.text, heads.end(), stop.start() if stop else reach)
        if (span := cut_scored_rate(run.group())) is not None
        for first, last in (span,)
    ]
    if found and len({plain.text[first:last] for first, last in found}) == 1:
        draft.rates[Field.EXECUTION_RATE] = (plain.cell(*found[0]), "%")


def _rows(text: str, heads: re.Match[str], limit: int) -> list[_Row]:
    """The rows of the block under some heads, the total's first; none where there is no total."""
    found: list[_Row] = []
    total: _Row | None = None
    bare: Label | None = None
    before = list(_SOURCE_LABEL.finditer(text, max(0, heads.start() - _REACH), heads.start()))
    for match in [*before, *_ROW_LABEL.finditer(text, heads.end(), limit)][:_MAX_ROWS]:
        label = label_of(match.group())
        if label is None:
            continue
        if label.field is Field.SUM:
            label = Label(Field.TOTAL, label.aside)
        at = match.end()
        run = _run(text, at, limit) if at >= heads.end() else ""
        if label.field is not Field.TOTAL:
            if run and match.start() >= heads.end():
                found.append(_Row(label, match.start(), at, run))
        elif not run:
            bare = bare or label
        elif total is None:
            total = _Row(label, match.start(), at, run)
        else:
            break
    if total is None and bare is not None and (run := _run(text, heads.end(), limit)):
        # The cell 年度资金总额 beside two rows comes before the heads of its numbers, or behind them all.
        total = _Row(bare, heads.end(), heads.end(), run)
    return [total, *found] if total is not None and len(total.text) <= _LONGEST_RUN else []


def _run(text: str, at: int, limit: int) -> str:
    match = _VALUES.match(text, at, limit)
    run = match.group() if match else ""
    behind = text[at + len(run) : at + len(run) + 1]
    if _ORDINAL_BEHIND.search(run):
        return run[:-2]
    return run[:-1] if behind == "、" and run[-1:].isdigit() else run


def _read_pairs(plain: Plain, start: int, end: int, draft: Draft, unit: Unit | None) -> None:
    """计划投资额144实际到位资金144实际使用情况142, then each source once for every measure."""
    pairs: list[tuple[Field, Decimal, Unit | None]] = []
    after = start
    for match in _PAIR.finditer(plain.text, start, end):
        label = label_of(match.group(1))
        if label is None or (pairs and match.start() != after):
            break
        own = unit_of(label, "column") or unit
        total = parse_number(match.group(2).rstrip("万元"))
        if total is None:
            break
        pairs.append((label.field, total, own))
        draft.amounts.append(Amount(label.field, Field.TOTAL, plain.cell(match.start(2), match.end(2)), own))
        after = match.end()
    if len(pairs) < 2 and not (pairs and _SOURCE_LABEL.match(plain.text, after)):
        draft.amounts.clear()
        _read_budget(plain, start, end, draft, unit)
        return
    met: Counter[Field] = Counter()
    at = after
    while found := _SOURCE_LABEL.match(plain.text, at, end):
        label = label_of(found.group())
        run = _VALUES.match(plain.text, found.end(), end)
        at = run.end() if run else found.end()
        if label is None or run is None or len(run.group()) > _LONGEST_RUN:
            continue
        first = met[label.field]
        met[label.field] += 1
        rest = pairs[first:]
        spans: Sequence[Span | None] = [(0, len(run.group()))]
        if len(rest) > 1 and not _same_source_follows(plain.text, at, label.field):
            spans = cut_part(run.group(), [total for _, total, _ in rest], [measure for measure, _, _ in rest])
        for (measure, _, own), span in zip(rest, spans, strict=False):
            if span and span[1] > span[0]:
                cell = plain.cell(run.start() + span[0], run.start() + span[1])
                draft.amounts.append(Amount(measure, label.field, cell, own))


def _read_budget(plain: Plain, start: int, end: int, draft: Draft, unit: Unit | None) -> None:
    """The money of a target form, which has no heads over it: 年度资金总额48.6其中:财政拨款48.6."""
    stop = FUNDS_END.search(plain.text, start, end)
    limit = stop.start() if stop else min(end, start + _BLOCK)
    met: set[Field] = set()
    used: list[Amount] = []
    # 资金情况(万元)省级补助1763: a part that has no total above it.
    sections = {section.end() for section in _SECTION.finditer(plain.text, start, limit)}
    for match in _SOURCE_LABEL.finditer(plain.text, start, limit):
        label = label_of(match.group())
        number = _ONE_NUMBER.match(plain.text, match.end(), end)
        opens = match.start() in sections or (label is not None and label.field is Field.TOTAL)
        if label is None or number is None or not (opens or draft.amounts):
            continue
        cell = plain.cell(number.start(1), number.end(1))
        again = label.field in met
        met.add(label.field)
        measure, kept = (Field.SPENT, used) if again else (Field.BUDGET_ADJUSTED, draft.amounts)
        kept.append(Amount(measure, label.field, cell, unit_of(label, "row") or unit))
    opened = bool(draft.amounts) and draft.amounts[0].source is not Field.TOTAL
    if stop is None and not opened and not closes([(a.source, a.number or _NONE) for a in draft.amounts]):
        # Nothing but their sum says that these are the parts of a form that has no further head.
        draft.amounts.clear()
        return
    for match in _USED.finditer(plain.text, start, limit) if used else ():
        # 资金使用情况合计109.8: a source that stands twice has its budget first, and behind it what was used of it.
        if sum(amount.number or _NONE for amount in used) == parse_number(match.group(1)):
            total = plain.cell(match.start(1), match.end(1))
            draft.amounts += [Amount(Field.SPENT, Field.TOTAL, total, unit), *used]


def closed_budgets(text: str) -> Iterator[int]:
    """Where a total stands that the sources behind it add up to: 资金总额:2430.30负责人电话:…财政拨款:2430.30."""
    for total in islice(_BARE_TOTAL.finditer(text), _MAX_TOTALS):
        stop = FUNDS_END.search(text, total.end(), total.end() + _NEAR)
        parts = [(Field.TOTAL, parse_number(total.group(1)) or Decimal(0))]
        for match in _SOURCE_LABEL.finditer(text, total.end(), stop.start() if stop else total.end() + _NEAR):
            label, number = label_of(match.group()), _ONE_NUMBER.match(text, match.end())
            if label is not None and number is not None:
                parts.append((label.field, parse_number(number.group(1).rstrip("万元")) or Decimal(0)))
        if closes(parts):
            yield total.start()


def _complete(plain: Plain, start: int, end: int, draft: Draft, unit: Unit | None) -> None:
    """全年预算数(A)300全年执行数(B)执行率(B/A)自治区补助300万元259.45万元86.5%: values behind heads of others."""
    total = _ROW_LABEL.search(plain.text, start, end)
    stop = FUNDS_END.search(plain.text, total.end(), min(end, total.end() + _BLOCK)) if total is not None else None
    if total is None or stop is None:
        return
    heads = [
        Piece(plain.cell(*match.span()), label.field)
        for match in _ONE_HEAD.finditer(plain.text, total.start(), stop.start())
        if (label := label_of(match.group()))
    ]
    figures = [
        Piece(plain.cell(*match.span()), None, parse_number(text.rstrip("万元%")), is_rate=text.endswith("%"))
        for match in _FIGURE.finditer(plain.text, total.end(), stop.start())
        for text in (match.group(),)
    ]
    lay_apart(draft, [*heads, *figures], unit)


def _same_source_follows(text: str, at: int, field: Field) -> bool:
    """Whether the same source follows at once, so that what stood before belongs to one measure alone."""
    match = _SOURCE_LABEL.match(text, at)
    label = label_of(match.group()) if match else None
    return label is not None and label.field is field
