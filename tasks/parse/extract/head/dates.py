"""When a document was published: the labelled date of the page, never a date that the report speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tasks.parse.document import Document
from tasks.parse.extract.outline import body_start
from tasks.parse.extract.spans import Span, lines, narrow, valued
from tasks.parse.facts import Stated
from tasks.parse.numbers.dates import FoundDate, find_dates

# The day on which a page went up holds before the one on which its paper was drawn up.
_LABELS = (
    re.compile(
        r"(?:发\s*布|公\s*布|公\s*开|刊登|信息|发稿|发表)\s*(?:日\s*期|时\s*间)[\s:|\[\]【]*|发布于\s*:?\s*|(?<![一-龥])发布\s*:\s*"
    ),
    re.compile(r"(?:发文|创建|录入|生成|成文)\s*(?:日期|时间)[\s:|\[\]【]*|(?<![一-龥])(?:时间|日期)\s*:\s*[\[【]?"),
)
_OTHER = re.compile(r"(?:归档|上传|更新|评价|报告|上报|填报|起止|截至|截止|实施|报送)\s*(?:日期|时间)?\s*:?\s*$")
_TIME_OF_DAY = re.compile(r"(?:\s{1,3}\d{1,2}:\d{2}(?::\d{2})?)?")
_CLOCK = re.compile(r"\s{1,3}\d{1,2}:\d{2}")
"""Only pages tell the time of day."""
_PAGE_DATA = re.compile(r"来源|稿源|作者|编辑|责编|浏览|阅读|点击|字体|字号|发布")
_ALONE = re.compile(r"\W{0,4}")
_BENEATH_TITLE = 4
"""The first lines of a page: a day that stands there alone is the page's, even above a form that has no body."""
_META_TAGS = ("pubdate", "publishdate", "article:published_time", "createdate")


def read_published_on(document: Document) -> Stated[date] | None:
    """The date of publication: after its label, else on the line of page data above the body."""
    text = document.text
    narrowed = narrow(text)
    top = Span(0, min(len(text), max(body_start(text), 600)))
    labels = (match for kind in _LABELS for match in kind.finditer(narrowed, top.start, top.end))
    for label in labels:
        found = find_dates(narrowed, label.end(), label.end() + 20)
        before = narrowed[max(0, label.start() - 6) : label.start()].rpartition("\n")[2]
        if found and found[0].start == label.end() and not _OTHER.search(before):
            page = _line_of_page(text, narrowed, label.start()) if label[0].startswith("公开") else None
            return page or _valued(text, found[0], "date_label")
    head = Span(0, body_start(text))
    rows = list(lines(text, head))
    for at, line in enumerate(rows):
        words = narrowed[line.start : line.end]
        found = find_dates(narrowed, line.start, line.end)
        if not found or _OTHER.search(narrowed[line.start : found[-1].start]):
            continue
        alone = len(words) <= 40 and bool(_TIME_OF_DAY.fullmatch(narrowed, found[-1].end, line.end))
        timed = _CLOCK.match(narrowed, found[-1].end, line.end)
        bodied = head.end < len(text) or (document.format == "html" and at < _BENEATH_TITLE)
        if timed or _PAGE_DATA.search(words) or (alone and bodied and not _is_signature(narrowed, line)):
            return _valued(text, _last_alone(narrowed, rows[at:]) or found[-1], "page_data")
    return _from_meta(document)


def _last_alone(narrowed: str, rows: Sequence[Span]) -> FoundDate | None:
    """The last of days on lines of their own, one beneath the other: boxes without labels end in the day of release."""
    last = None
    for row in rows:
        found = find_dates(narrowed, row.start, row.end)
        if not found or found[0].end < row.end or not _ALONE.fullmatch(narrowed, row.start, found[0].start):
            break
        last = found[0]
    return last


def _line_of_page(text: str, narrowed: str, end: int) -> Stated[date] | None:
    """The date on a page's own line (2022-09-19 作者: 点击数:), above the cover of a paper that prints its 公开时间."""
    for line in lines(text, Span(0, end)):
        found = find_dates(narrowed, line.start, line.end)
        if found and found[-1].end < end and _PAGE_DATA.search(narrowed, line.start, line.end):
            return (
                None if _OTHER.search(narrowed[line.start : found[-1].start]) else _valued(text, found[-1], "page_data")
            )
    return None


def _is_signature(narrowed: str, line: Span) -> bool:
    """Whether a bare date is signed under a form or a letter rather than printed under a title."""
    return line.end - line.start <= 14 and bool(re.search(r"(?:章|签字)\W*$|:\s*$", narrowed[: line.start].rstrip()))


def _valued(text: str, found: FoundDate, layout: str) -> Stated[date]:
    return valued(found.value, text, found.start, found.end, layout)


def _from_meta(document: Document) -> Stated[date] | None:
    """A date of the page's meta tags counts where the text shows it too, since evidence lies in the text."""
    for tag in _META_TAGS:
        declared = find_dates(document.meta.tags.get(tag, ""))
        shown = find_dates(document.text) if declared else []
        same = next((d for d in shown if d.value == declared[0].value), None)
        if same is not None:
            return _valued(document.text, same, "meta_tag")
    return None
