"""Rows of an indicator table whose cells were glued together (安装水标尺10≥266米≥266米10).

Every way to cut a run into rows is weighed by what would be an accident elsewhere: a result that repeats its target,
points that repeat their weight, a name that ends as names of indicators do, a unit that is one. What all ways agree on
that come near the best is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.parse.forms.cutting import Span, ways_to_cut
from tasks.parse.forms.labels import Field
from tasks.parse.forms.row import ends_as_name
from tasks.parse.numbers.measures import MEASURE

GluedRow = dict[Field, Span]
_NUMBER = re.compile(r"(?:0|[1-9]\d?|1[01]\d|120)(?:\.\d{1,2})?%?")
# What character recognition makes of ≥ before a number as well: %=99, ^80%, 二100.
_SIGN = r"(?:[<>≤≥＝=]{1,2}|%=|[二工^](?=\d))?"
_VALUE = re.compile(rf"{_SIGN}(?:0|[1-9]\d*)(?:\.\d+)?(?:[%‰]|[^\d<>≤≥＝=%.,，。、;；:：^]{{0,8}})")
_UNIT = re.compile(
    r"(?:[12]\d{3}年(?:[01]?\d月)?|1?\d月)(?:[0-3]?\d日)?[底末前]{0,2}|"
    rf"{_SIGN}(?:0|[1-9]\d*)(?:\.\d+)?(?:[%‰]|万?亿?(?:{MEASURE})?(?:/(?:{MEASURE}))?(?:以[上下内]|左右)?)"
)
_WORDS = re.compile(r"[^\d<>≤≥＝=%]{1,30}")
_QUALITY = re.compile(
    "(?:显著|明显|逐步|不断|有效|持续|进一步|较|基本|已|未|按期|按时|及时|全部|大幅|稳步|长期|长远|严格|得到|有所|程度)*"
    "(?:提升|提高|改善|增强|保障|完成|达标|达到|合格|良好|优良|优|高|较?好|是|无|显著|明显|有效|及时|完善|健全|促进|满意|落实|"
    "到位|长期|长远|稳定|加强|增加|减少|下降|发放|完工|验收)"
)
_NAME = re.compile(r"[★*]*[\u4e00-\u9fff(（“\"A-Za-z\d][^<>≤≥＝=%。]{1,44}")
_NO_NAME = frozenset({"小计", "合计", "总计", "总分"})
_STARTS_WITH_UNIT = re.compile(MEASURE)
_LONGEST_CELL = 50
_LONGEST_PARTED = 20
_OPENS_VALUE = frozenset("<>≤≥＝=0123456789定正反")
_MAX_CHUNK = 1200
_MAX_STEPS = 30000
# How many ways are kept at each place, and by how much one must be beaten.
_KEPT = 8
_MARGIN = 4
# Full marks of forms: 100, less where the ten of the execution rate are counted elsewhere, more with a bonus.
_LEAST_MARK = Decimal(50)
_MOST_MARK = Decimal(120)
# What a row of Chongqing's forms has besides: a unit, whether the goal is a number, how far it was reached, and whether
# it is one of the core.
_ASIDES = {
    Field.TARGET_UNIT: re.compile(rf"[%‰]|[万亿]?(?:{MEASURE}|元)(?:/(?:{MEASURE}))?|文字描述"),
    Field.OPERATOR: re.compile("[<>≤≥＝=]{1,2}|定[性量](?:指标)?|[正反]向(?:指标)?"),
    Field.EXECUTION_RATE: re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,2})?%?"),
    Field.BAND: re.compile("[是否]"),
}
_SUPPORTED = frozenset({Field.LEVEL_3, Field.TARGET, Field.ACTUAL, Field.WEIGHT, Field.POINTS, Field.REASON, *_ASIDES})


@dataclass(slots=True)
class Steps:
    """How much search is left: a text of a hundred runs with many ways each must not take seconds."""

    left: int = _MAX_STEPS


def cut_lines(
    text: str,
    columns: Sequence[Field],
    breaks: Collection[int] = (),
    document: Steps | None = None,
    *,
    gaps: Collection[int] = (),
    cut: bool = False,
) -> list[GluedRow]:
    """The rows of a run under one second level, as far as they are certain; `breaks` are where its lines ended.

    `document` is what the runs of a document have in common to spend; a run that it does not suffice for gives none.
    `gaps` are where blanks stood, which part some of the cells; `cut` allows words of a row that breaks off behind the
    last whole one.
    """
    columns = [field for field in columns if field is not Field.OTHER_COLUMN]
    if not 0 < len(text) <= _MAX_CHUNK or not _can_be_cut(columns):
        return []
    steps = Steps(min(_MAX_STEPS, document.left) if document else _MAX_STEPS)
    granted = steps.left
    # By place: the most probable ways to cut what stands before it.
    ways: dict[int, list[tuple[int, tuple[GluedRow, ...]]]] = {0: [(0, ())]}
    for at in range(len(text)):
        if at not in ways or steps.left < 0:
            continue
        before = sorted(ways[at], key=lambda way: -way[0])[:_KEPT]
        for row, end in _rows_at(text, at, columns, steps, gaps):
            weight = _weight(text, row, columns) + _weight_of_breaks(at, end, row, breaks) + _weight_of_gaps(row, gaps)
            ways.setdefault(end, []).extend((total + weight, (*rows, row)) for total, rows in before)
    if document:
        document.left -= granted - steps.left
    last = min((at for at in ways if at and not re.search(r"\d", text[at:])), default=0) if cut else len(text)
    whole = ways.get(last, [])
    if not whole or steps.left < 0:
        return []
    best = max(weight for weight, _ in whole)
    near = [rows for weight, rows in whole if weight > best - _MARGIN]
    certain = [row for row in near[0] if all(row in rows for rows in near[1:])] if best >= 0 else []
    return [{field: _plain(text, field, span) for field, span in row.items()} for row in certain]


def _can_be_cut(columns: Sequence[Field]) -> bool:
    """Whether rows of such columns can be told from each other: a name stands first, and a number behind it."""
    known = Field.LEVEL_3 in columns[:1] and not set(columns) - _SUPPORTED and len(set(columns)) == len(columns)
    return known and (Field.TARGET in columns or Field.WEIGHT in columns)


def _plain(text: str, field: Field, span: Span) -> Span:
    """The place of a cell; some forms write weights as shares of a hundred (20%)."""
    is_share = field in (Field.WEIGHT, Field.POINTS) and text[span[1] - 1] == "%"
    return (span[0], span[1] - is_share)


def _rows_at(
    text: str, at: int, columns: Sequence[Field], steps: Steps, gaps: Collection[int]
) -> Iterator[tuple[GluedRow, int]]:
    optional = {Field.REASON, *_ASIDES}
    if Field.TARGET_UNIT in columns:
        optional |= {Field.TARGET, Field.ACTUAL}

    def walk(column: int, place: int, row: GluedRow) -> Iterator[tuple[GluedRow, int]]:
        steps.left -= 1
        if steps.left < 0:
            return
        if column == len(columns):
            yield dict(row), place
            return
        field = columns[column]
        if field in optional:
            yield from walk(column + 1, place, row)
        for end in _ends(text, place, field, row, columns, gaps):
            row[field] = (place, end)
            yield from walk(column + 1, end, row)
            del row[field]

    return walk(0, at, {})


def _ends(
    text: str, at: int, field: Field, row: GluedRow, columns: Sequence[Field], gaps: Collection[int]
) -> Iterator[int]:
    longest = min(len(text), at + _LONGEST_CELL)
    if (aside := _ASIDES.get(field)) is not None:
        found = aside.match(text, at)
        yield from () if found is None else (found.end(),)
    elif field is Field.LEVEL_3 and Field.TARGET_UNIT in columns and text[at].isdigit() and text[at - 1 : at].isdigit():
        return
    elif field is Field.LEVEL_3:
        for end in range(at + 2, longest):
            name = text[at:end]
            if name[-1].isdigit() or name in _NO_NAME or name.count("(") != name.count(")") or name[-1] in "、,，.(":
                continue
            begins = text[end] in "<>≤≥＝=0123456789%‰^" or end in gaps or _may_be_words(text, end)
            begins = begins or (text[end] in "二工" and text[end + 1 : end + 2].isdigit())
            if _NAME.fullmatch(name) and (begins or _may_be_aside(text, end, columns)):
                yield end
    elif field in (Field.WEIGHT, Field.POINTS):
        other = row.get(Field.WEIGHT if field is Field.POINTS else Field.POINTS)
        for end in range(at + 1, min(longest, at + 7) + 1):
            if _NUMBER.fullmatch(text, at, end) and (other is None or _is_within(text, field, (at, end), other)):
                yield end
    elif field is Field.REASON:
        # Nobody explains full points or a goal that was reached; words behind them begin the next row.
        same = ((Field.WEIGHT, Field.POINTS), (Field.TARGET, Field.ACTUAL))
        if not any(a in row and b in row and text[slice(*row[a])] == text[slice(*row[b])] for a, b in same):
            yield from (end for end in range(at + 2, longest + 1) if _WORDS.fullmatch(text, at, end))
    else:
        target = row.get(Field.TARGET)
        goal = text[slice(*target)] if field is Field.ACTUAL and target else None
        for end in range(at + 1, longest + 1):
            repeated = field is Field.TARGET and text.startswith(text[at:end], end) and _WORDS.fullmatch(text, at, end)
            number = _UNIT if Field.TARGET_UNIT in columns else _VALUE
            is_value = number.fullmatch(text, at, end) or _QUALITY.fullmatch(text, at, end)
            parted = at in gaps and end in gaps and end - at <= _LONGEST_PARTED
            if is_value or repeated or parted or text[at:end] == goal:
                yield end


def _is_within(text: str, field: Field, own: Span, other: Span) -> bool:
    """Whether points do not pass their weight."""
    first, second = (Decimal(text[slice(*span)].rstrip("%")) for span in (own, other))
    return first <= second if field is Field.POINTS else second <= first


def _is_share(mark: str) -> bool:
    return mark.endswith("%")


def _may_be_aside(text: str, at: int, columns: Sequence[Field]) -> bool:
    """Whether a unit or a sign stands at a place, and a value behind it."""
    for field in (Field.TARGET_UNIT, Field.OPERATOR):
        found = _ASIDES[field].match(text, at) if field in columns else None
        if found is not None and (text[found.end() :][:1] in _OPENS_VALUE or _may_be_words(text, found.end())):
            return True
    return False


def _may_be_words(text: str, at: int) -> bool:
    """Whether words that stand at a place may be a target: those of a quality, or what is repeated at once."""
    if _QUALITY.match(text, at):
        return True
    return any(text.startswith(text[at:end], end) for end in range(at + 2, min(len(text), at + 31)))


def _weight(text: str, row: GluedRow, columns: Sequence[Field]) -> int:
    """What speaks for a row."""
    start, end = row[Field.LEVEL_3]
    name = text[start:end]
    weight = 4 if ends_as_name(name) or name.endswith(")") else -2
    weight -= 3 * (len(name) < 4) + 2 * (len(name) > 25) + sum(letter.isdigit() for letter in name)
    if start and text[start - 1].isdigit() and (name[0].isdigit() or _STARTS_WITH_UNIT.match(name)):
        weight -= 5
    places = [row[field] for field in (Field.TARGET, Field.ACTUAL) if field in row]
    values = [text[slice(*place)] for place in places]
    weight += sum(_weight_of_value(value) for value in values)
    # 优 may be the beginning of a name (优质课数); 高高 is a goal and its result.
    weight -= 3 * sum(len(value) < 2 and not value.isdigit() and values.count(value) < 2 for value in values)
    # 人次 is not 人 and the next name's 次.
    longest = [(unit.end(), stop) for at, stop in places if (unit := _UNIT.match(text, at)) is not None]
    weight -= 5 * sum(end > stop and not text[stop - 1].isdigit() for end, stop in longest)
    if len(values) == 2 and values[0].lstrip("<>≤≥＝=") == values[1].lstrip("<>≤≥＝="):
        weight += min(9, 3 * len(values[1]))
    written = [text[slice(*row[field])] for field in (Field.WEIGHT, Field.POINTS) if field in row]
    marks = [mark.rstrip("%") for mark in written]
    # A goal reached to the letter does not lose all of its points, and shares of a hundred stand in both columns.
    reached = len(values) == 2 and values[0] == values[1]
    weight -= 9 * (len(marks) == 2 and ((reached and Decimal(marks[1]) == 0) or len(set(map(_is_share, written))) == 2))
    weight += sum(_weight_of_mark(Decimal(mark)) for mark in marks)
    if len(marks) == 2:
        weight += 4 if marks[0] == marks[1] else -1
    if (rate := row.get(Field.EXECUTION_RATE)) is not None and len(marks) == 2:
        # Who has all points reached all of the goal.
        weight += 3 if (text[slice(*rate)].rstrip("%") == "100") == (marks[0] == marks[1]) else -4
    if Field.BAND in columns:
        weight += 3 * (Field.BAND in row) - 3 * (name[0] in "是否")
    if Field.TARGET_UNIT in columns:
        # Blank units are rare and blank goals rarer; hardly a share passes the whole.
        counted = row.get(Field.TARGET_UNIT)
        weight -= 2 * (counted is None) + 6 * (len(values) < 2)
        is_share = counted is not None and text[slice(*counted)] == "%"
        weight -= 4 * sum(is_share and len(value.split(".")[0]) > len("100") for value in values)
    # Words behind points that were lost may explain them, or begin the next name: one as well as the other.
    return weight - (Field.REASON in row)


def _weight_of_value(value: str) -> int:
    if not any(letter.isdigit() for letter in value):
        return 0 if _QUALITY.fullmatch(value) else -1
    if not _UNIT.fullmatch(value):
        return -3
    return (value[0] in "<>≤≥＝=") + (value[-1] in "%‰") - value[-1].isdigit()


def _weight_of_mark(mark: Decimal) -> int:
    if not mark:
        return -4
    return -2 * (mark > 30) - 4 * (mark > 60) - (mark != mark.to_integral_value())


def _weight_of_gaps(row: GluedRow, gaps: Collection[int]) -> int:
    """What blanks say: they part cells more often than words."""
    if not gaps:
        return 0
    return sum(2 * (end in gaps) - 2 * sum(start < place < end for place in gaps) for start, end in row.values())


def _weight_of_breaks(at: int, end: int, row: GluedRow, breaks: Collection[int]) -> int:
    """What the ends of lines say: rows end with them more often than names, and names more often than values."""
    inside = sum(at < place < end for place in breaks)
    values = [row[field] for field in row if field is not Field.LEVEL_3]
    torn = sum(start < place < stop for start, stop in values for place in breaks)
    return 3 * (end in breaks) - inside - 3 * torn


def cut_score(text: str) -> tuple[Span, Span] | None:
    """Full mark and points of a total row (总分10098.5), where one cut alone is possible."""
    cuts = [
        cut.spans
        for cut in ways_to_cut(text, [Field.WEIGHT, Field.POINTS])
        if len(cut.spans) == 2 and cut.values[1] <= cut.values[0] and _LEAST_MARK <= cut.values[0] <= _MOST_MARK
    ]
    return (cuts[0][0], cuts[0][1]) if len(cuts) == 1 else None
