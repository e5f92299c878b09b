"""The fiscal year that an evaluation speaks of, and where it was read. The day of publication is the last resort."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from tasks.parse.extract.spans import Span, lines, narrow
from tasks.parse.facts import Stated
from tasks.parse.numbers.dates import find_years

_CITED = re.compile(r"《[^》]{0,200}》|[〔\[【﹝(]\s*\d{4}\s*[〕\]】﹞)]\s*\d*\s*号")
# 2023沅江市: titles drop 年; a caption (2022年度) loses a bracket now and then.
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=[一-龥])")
_CAPTION = re.compile(r"\(?\s*(?:19|20)\d\d\s*年?度\s*\)|(?:评价|预算|所属)?年度\s*:\s*(?:19|20)\d\d\s*年")
# 某某资金项目支出绩效自评报告 / (2024年度): the line says what year is evaluated, the name what year's money it was.
_UNDER_TITLE = re.compile(r"\n\s{0,20}\(\s?((?:19|20)\d\d)\s?年度\s?\)\s{0,20}\n")
_YEAR = re.compile(r"(?:19|20)\d\d\s?年?度?")
_FIRST_LINES, _LONG_ENOUGH = 400, 6
_GIVEN_FOR = re.compile(
    r"(?:(?:下达|拨付|安排|分配)\s*((?:19|20)\d\d)\s*年|开展\s*((?:19|20)\d\d)\s*年度[^》\n]{0,30}(?:自评|评价))"
)
# Since when something has been there, and what it shall be one day, is no year of its money.
_FOUNDED = re.compile(r"[到至]\s*20[3-9]\d\s*年|(?:自|从|始建于|成立于|建于|创办于|创建于)\s*(?:19|20)\d\d\s*年(?!度)")
# Libraries of sample texts hide the year (20xx年度); the day on which they put a text up says nothing of it.
_HIDDEN = re.compile(r"(?:19|20)[xX×*_]{2}\s*年")
# 项目起止时间 | 2014年 5 月起至 2015 年 12 月止: a report on a project is written when it is over.
_PERIOD = re.compile(
    r"起止(?:时间|日期|年限)[^\n]{0,4}\s*(?:[^\n]{0,30}[至到\-—~]\s*)?((?:19|20)\d\d)\s*[年.](?!\d{1,2}\s?月?\s?[至到\-—~]\s?(?:19|20))"
)
_ENDS_CAPTION = re.compile(r"度\s*[):]")
# What may not stand before it is asked behind its first digit, for which the engine looks.
_A_YEAR = r"\d(?<!截至.)(?<!截止.)(?<!截止到.)\d{3}\s*年"
_MONTH_AND_DAY = re.compile(_A_YEAR + r"\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
_MONTH = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月")
_A_MONTH = re.compile(_A_YEAR + r"\s*\d{1,2}\s*月(?!\s*(?:底|末))")


def read_year(
    text: str,
    span: Span,
    title: Stated[str] | None,
    published: Stated[date] | None,
    name: Stated[str] | None = None,
    *,
    planned: bool = False,
) -> tuple[int | None, str | None]:
    """The year and the word of `warehouse.vocabulary.YEAR_METHODS` for how it was found; both None without a sign.

    The title and the caption hold before the project's `name`, which tells of what year the money was. What is
    `planned` is so for the year in which it is published or the next; an evaluation speaks of what has been.
    """
    narrowed = narrow(text)
    latest = published.value.year + planned if published else 9999
    titles = _titles(narrowed, span, title) if title else ()
    for words in (*titles, _caption(narrowed, span), narrow(name.value) if name else ""):
        year = _named_in(words)
        if year is not None and year <= latest:
            return year, "title"
    # A month tells when something happened; a year alone or 年度 what the money is of.
    part = _A_MONTH.sub("", _MONTH_AND_DAY.sub("", _CITED.sub("", _FOUNDED.sub("", narrowed[span.start : span.end]))))
    found = find_years(part)
    cutoff = next((year for year in found if year.label == "cutoff"), None)
    if cutoff is not None:
        return cutoff.year, "cutoff"
    years = Counter(y.year for y in found for _ in range(2 if y.label == "年度" else 1) if y.year <= latest)
    if years:
        return max(years, key=lambda year: (years[year], year)), "body"
    acts = Counter(int(given[1] or given[2]) for given in _GIVEN_FOR.finditer(narrowed, span.start, span.end))
    if acts:
        # The title of the act that gave the money (《关于下达2022年…资金预算的通知》) names its year.
        return max(acts, key=lambda year: (acts[year], year)), "body"
    if _HIDDEN.search(narrowed, span.start, span.end):
        return None, None
    period = _PERIOD.search(narrowed, span.start, span.end)
    if period:
        return int(period[1]), "body"
    return (published.value.year - (not planned), "published") if published else (None, None)


def _titles(narrowed: str, span: Span, title: Stated[str]) -> Iterator[str]:
    """What stands beneath the title (2024年度), the title as the paper itself prints it beneath the page's, the title.

    Sites that copy sample reports put the year of the day into the page's title and leave the paper's own as it was.
    """
    below = Span(title.evidence.end, min(span.end, title.evidence.end + _FIRST_LINES))
    beneath = _UNDER_TITLE.search(narrowed, below.start, below.end)
    words = narrow(title.value)
    again = _without_year(words)
    rows = [narrowed[row.start : row.end] for row in lines(narrowed, below)]
    if beneath and not narrowed[below.start : beneath.start()].replace(words, "").strip():
        yield beneath[1] + "年"
    if len(again) >= _LONG_ENOUGH:
        yield from (
            row
            for row in rows
            if len(row) < 2 * len(words) and _without_year(row).endswith(again) and _YEAR.search(row)
        )
    yield words


def _without_year(words: str) -> str:
    return "".join(_YEAR.sub("", words).split())


def _named_in(words: str) -> int | None:
    """The year that a title, a caption or a name tells; the last of several (2019-2021年)."""
    named = find_years(_MONTH.sub("", words))
    if named:
        return named[-1].year if named[-1].label == "range" else named[0].year
    bare = _BARE_YEAR.search(words)
    return int(bare[1]) if bare else None


def _caption(narrowed: str, span: Span) -> str:
    until = min(span.end, span.start + 1500)
    match = _CAPTION.search(narrowed, span.start, until) if _ENDS_CAPTION.search(narrowed, span.start, until) else None
    return match.group() if match else ""
