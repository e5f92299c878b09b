"""Dates and years as documents write them: 2020年05月25日, 2019-06-21, 21.06.2019, 二○二三年, 2022年度, 2018-2019年."""

from __future__ import annotations

import re
from datetime import date

from tasks.parse.numbers.chinese import parse_chinese_number
from tasks.parse.numbers.folding import fold, part
from tasks.parse.record import record

_DIGITS = {**dict(zip("〇一二三四五六七八九", "0123456789", strict=True)), "零": "0", "O": "0", "o": "0"}
_SPOKEN_YEAR = "[一二][〇零Oo九][〇零Oo一二三四五六七八九]{2}"
_YEAR = rf"(?:(?<!\d)(?:19|20)\d{{2}}|{_SPOKEN_YEAR})"
_SMALL = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_DATE = re.compile(
    rf"(?P<year>{_YEAR})\s?年\s?(?P<month>{_SMALL})\s?月\s?(?P<day>{_SMALL})\s?[日号]"
    r"|(?<![\d.\-/])(?P<year2>(?:19|20)\d{2})(?P<mark>[-/.])\s?(?P<month2>\d{1,2})(?P=mark)\s?(?P<day2>\d{1,2}(?!\d)|\d{2}(?=\d{2}(?:时|:\d\d)))(?![.\-/]\d)"
    r"|(?<![\d.\-/])(?P<day3>\d{2})\.(?P<month3>\d{2})\.(?P<year3>(?:19|20)\d{2})(?![\d]|[.\-/]\d)"
)
# Begun with a set of letters, for which the engine looks before it tries anything.
_A_YEAR = r"[12一二](?:(?:(?<=1)9|(?<=2)0)(?<!\d..)\d{2}|(?<=[一二])[〇零Oo九][〇零Oo一二三四五六七八九]{2})"
_YEARS = re.compile(
    rf"(?P<year>{_A_YEAR})(?:\s?(?:年度?)?\s?(?:-|—|–|~|至|到)+\s?(?P<last>{_A_YEAR}))?\s?(?P<label>年度|年)"
)
_CUTOFF_BEFORE = re.compile(r"(?:截至|截止到?|至)\s?$")
_CUTOFF_AFTER = re.compile(r"\s?12\s?月\s?31\s?日|\s?十二月三十一日|\s?(?:年?底|末)")


@record
class FoundDate:
    """A date at its place in a text."""

    start: int
    end: int
    as_written: str
    value: date


@record
class FoundYear:
    """A year at its place in a text.

    `label` is "年度", "年", "range" (either end of 2018-2019年) or "cutoff" (截至2022年12月31日).
    """

    start: int
    end: int
    year: int
    label: str


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[FoundDate]:
    """The dates between `start` and `end`, in order; impossible dates (2月30日) and digit strings are left out."""
    within, base = part(text, start, end)
    found = []
    for match in _DATE.finditer(fold(within), start - base):
        value = _date_of(match)
        if value is not None:
            first, last = match.start() + base, match.end() + base
            found.append(FoundDate(first, last, text[first:last], value))
    return found


def find_years(text: str, start: int = 0, end: int | None = None) -> list[FoundYear]:
    """The years between `start` and `end` that stand before 年 or 年度, in order.

    The year of a document number (〔2018〕26号) and the numbers of policy spans (十四五) are no years of account.
    """
    within, base = part(text, start, end)
    found: list[FoundYear] = []
    if "年" not in within:
        return found
    folded = fold(within)
    for match in _YEARS.finditer(folded, start - base):
        year, of = _year_of(match["year"]), "year"
        if match["last"]:
            first, year, of = year, _year_of(match["last"]), "last"
            is_range = first < year
            found.append(FoundYear(*match.span("year"), first, "range" if is_range else "年"))
            if is_range:
                found.append(FoundYear(match.start("last"), match.end(), year, "range"))
                continue
        found.append(FoundYear(match.start(of), match.end(), year, _label(folded, match, match.start(of))))
    if not base:
        return found
    return [FoundYear(year.start + base, year.end + base, year.year, year.label) for year in found]


def _label(folded: str, match: re.Match[str], start: int) -> str:
    if match["label"] == "年度":
        return "年度"
    before = folded[max(0, start - 4) : start]
    if _CUTOFF_BEFORE.search(before) and _CUTOFF_AFTER.match(folded, match.end()):
        return "cutoff"
    return "年"


def _year_of(written: str) -> int:
    return int("".join(_DIGITS.get(char, char) for char in written))


def _small_of(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    value = parse_chinese_number(written)
    return None if value is None else int(value)


def _date_of(match: re.Match[str]) -> date | None:
    groups = match.groupdict()
    year, month, day = (
        next((groups[f"{of}{at}"] for at in ("", "2", "3") if groups.get(f"{of}{at}")), "")
        for of in ("year", "month", "day")
    )
    in_month, on_day = _small_of(month), _small_of(day)
    if not year or in_month is None or on_day is None:
        return None
    try:
        return date(_year_of(year), in_month, on_day)
    except ValueError:
        return None
