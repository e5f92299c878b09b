"""The title of a document: the page's own heading, a line of its head, its box or path, or what was glued to others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tasks.parse.document import Block, Document
from tasks.parse.extract.head.continued import with_continuation
from tasks.parse.extract.head.flattened import flattened_title
from tasks.parse.extract.head.organisations import is_body
from tasks.parse.extract.head.titles import (
    FORM_NAME,
    FURNITURE,
    LONGEST,
    TITLE,
    cleaned,
    is_form_name,
    is_title,
)
from tasks.parse.extract.outline import body_start
from tasks.parse.extract.spans import Span, lines, narrow, stated
from tasks.parse.facts import Stated

_DATE_LINE = re.compile(
    r"(?:发布|发文|公开|创建|成文|更新)\s*(?:日期|时间)|^\W*(?:时间|日期|来源|信息来源|作者)\s*:|来源\s*:"
)
_PAGE_DATA = re.compile(r"\s(?:作者|(?:信息|文章)?来源|(?:发布|更新)?(?:时间|日期))\s?:")
_ATTACHED = re.compile(r"^附\s*件\s*\d{0,2}\s*[:.、]")
_NUMBERED = re.compile(r"^\d{1,2}\s*[.、]")
_JOINS = (":", "：", "-", "_", "|")
_PLAIN_LINE = re.compile(r"[^\n。;,:|?!>]{4,60}")
_PAPER_AT_END = re.compile(r"(?:公示|公告|公开|通告|报告|情况|说明|总结)$")
_TITLE_LINES = 3
_SENTENCE = re.compile(r"[。;,|]|:$")
_LONG_ENOUGH = 10
# Days and numbers, names of sites, rows of links, brands.
_NO_TITLE = re.compile(r"\d月\d|\d{4}-\d|号$|网站|欢迎|www|(?i:ipv6)|^附件|_|(?:\S{1,7}\s+){3}|^\S{2,4}\s+\S{2,4}\s")
_ON_WHAT = re.compile(r"(?:19|20)\d\d|关于|项目|资金|经费|工程|补助|支出|表$")
_LETTER = re.compile(
    r"[一-龥](?<!号)[一-龥]{3,15}关于\s?(?:(?:19|20)\d\d\s?年度?)?[^\n。;:《》]{4,50}?绩效(?:自评|评价)[^\n。;:《》]{0,6}报告(?=[一-龥]{2,12}[局厅委府办室会]:)"
)
_OPENING = 3000
_TORN = re.compile(r"(?:年度?|度)(?=[一-龥])(?![货画轮终过假])")
# What stands over a table of a report: 评价表(单位:万元).
_CAPTION = re.compile(r"\(?单位\s*:\s*\S{0,2}元\)?\s*$")
# The information box names the paper where no heading does.
_BOXED = re.compile(
    r"(?:标(?<![一-龥]标)\s*题|名(?<![一-龥]名)\s*称|文(?<![一-龥]文)件名称)\s*:?[\s|]{0,6}([^\n\t|]{8,120}?)\s*(?=[|\n\t]|$)"
)
# 当前位置:首页 > 绩效管理 > 某项目绩效自评报告: the last step of the page's path is the page.
_PATH = re.compile(r"(?:位置|首页)[^\n]{0,200}[>»›]\s*([^>»›\n|]{8,100}?)\s*(?=\n|$)")
_BOX = 800
# 项目名称 | 某经费支出绩效自评表: a project may be named like a paper.
_NAMED = re.compile(r"项目(?:支出)?名称[\s:|]*$")
_LABEL_AFTER = re.compile(
    r"[^\s。]{0,8}项目(?:支出)?名称|填报|评价类型|\(?\d{4}年度\)?$|项目摘要|一、|(?:项目)?(?:主管|实施)(?:部门|单位)|项目(?:基本)?(?:情况|概况)"
)


def read_title(document: Document) -> Stated[str] | None:
    """The title: the page's own heading, else the first line of the genre above the body."""
    text = document.text
    narrowed = narrow(text)
    headings = [_behind_site(text, block) for block in document.blocks if block.kind == "heading" and block.level == 1]
    found = [
        cleaned(text, with_continuation(text, span))
        for span in headings
        if is_title(words := narrowed[span.start : span.end])
        and not _is_attachment(text, span.start)
        and not _NAMED.search(narrowed, max(0, span.start - 20), span.start)
        and not _CAPTION.search(words)
    ]
    named = [title for title in (*found, _declared(document)) if title is not None and not is_form_name(title.value)]
    boxed = _boxed(text)
    if named:
        # A title that the page prints in two lines stands whole in the information box.
        return boxed if boxed is not None and _holds(boxed, named[0]) else named[0]
    return (
        boxed
        or _whole(text, _from_lines(text))
        or next((title for title in found if title is not None), None)
        or _behind(_BOXED, text, forms=True)
        or _declared(document, ("articletitle",), of_genre=False)
        or _first_lines(text)
    )


def _whole(text: str, title: Stated[str] | None) -> Stated[str] | None:
    """A title whose year and body a library cut off (度某某项目…报告), as the text prints it further on."""
    if title is None:
        return None
    narrowed, words = narrow(text), narrow(title.value)
    if not _TORN.match(words):
        # 某市卫计委绩效评价报告.doc: the file is named in short, its letter bears the whole title.
        letter = None if _ON_WHAT.search(words) else _LETTER.search(narrowed, 0, _OPENING)
        return stated(text, *letter.span(), "title") if letter else title
    found = re.search(rf"[一-龥]{{0,24}}(?:19|20)\d\d\s?年?{re.escape(words)}", narrowed)
    return stated(text, *found.span(), "title") if found else title


def _behind_site(text: str, line: Block | Span) -> Span:
    """A line without the name of the site, the first line of its page, that runs into it (某某网:某县…报告)."""
    site = text[: line.start].strip().partition("\n")[0].strip()
    start = line.start + len(site)
    glued = site and text.startswith(site, line.start) and text[start : start + 1] in _JOINS
    return Span(start + 1, line.end) if glued and start + 1 < line.end else Span(line.start, line.end)


def _first_lines(text: str) -> Stated[str] | None:
    """The lines that a text opens with, where they are long enough for a title and no sentence, label or body alone.

    Reports that lost their title begin with a sentence, a numbered heading, a label or those whom they address.
    """
    narrowed = narrow(text)
    rows: list[Span] = []
    for line in lines(text, Span(0, min(body_start(text), _BOX))):
        words = narrowed[line.start : line.end]
        plain = _PLAIN_LINE.fullmatch(words) and not FURNITURE.search(words) and not _NO_TITLE.search(words)
        if plain and len(rows) < _TITLE_LINES:
            rows.append(line)
            if _PAPER_AT_END.search(words):
                break
        elif any(_may_be_title(narrowed[row.start : row.end]) for row in rows) or _SENTENCE.search(words):
            break
        else:
            rows = []
    titles = [row for row in rows if _may_be_title(narrowed[row.start : row.end])]
    if not titles:
        return None
    first = next(row for row in rows if row in titles or is_body(narrowed[row.start : row.end]))
    whole = _PAPER_AT_END.search(narrowed[rows[-1].start : rows[-1].end])
    return cleaned(text, Span(first.start, (rows[-1] if whole else titles[0]).end))


def _may_be_title(words: str) -> bool:
    return len(words) >= _LONG_ENOUGH and not is_body(words)


def _holds(whole: Stated[str], part: Stated[str]) -> bool:
    return len(part.value) < len(whole.value) and narrow(part.value) in narrow(whole.value)


def _boxed(text: str) -> Stated[str] | None:
    """The title that the information box gives beside 标题 or 名称."""
    return _behind(_BOXED, text)


def _behind(label: re.Pattern[str], text: str, *, forms: bool = False) -> Stated[str] | None:
    match = label.search(narrow(text), 0, _BOX)
    if match is None or not is_title(match.group(1)) or (is_form_name(match.group(1)) and not forms):
        return None
    return cleaned(text, Span(*match.span(1)))


def _said_again(text: str) -> Stated[str] | None:
    """The last step of the page's path where the line below repeats it: sites cut long titles short in both places."""
    narrowed = narrow(text)
    step = _PATH.search(narrowed, 0, _BOX)
    if step is None:
        return None
    again = re.compile(rf"[\s•·]*{re.escape(step[1])}[^\S\n]*\n").match(narrowed, step.end())
    return stated(text, again.start() + again[0].find(step[1]), again.end(), "title") if again else None


def _is_attachment(text: str, start: int) -> bool:
    """Whether a line stands in a list of papers: attachments at the foot of a letter, or names behind bare numbers."""
    narrowed = narrow(text)
    rows = list(lines(text, Span(max(0, start - 400), min(len(text), start + 20))))
    above = [row for row in rows if row.end <= start]
    if above and re.fullmatch(r"\d{1,2}", narrowed[above[-1].start : above[-1].end]):
        return True
    for row in reversed([row for row in rows if row.start <= start]):
        words = narrowed[row.start : row.end]
        if row.start > 0 and _ATTACHED.match(words):
            return True
        if not _NUMBERED.match(words):
            return False
    return False


def _declared(
    document: Document, tags: Sequence[str] = ("articletitle", "title"), *, of_genre: bool = True
) -> Stated[str] | None:
    """The title of the page's meta tags, where the text repeats it."""
    for tag in tags:
        words = document.meta.tags.get(tag, "").strip()
        if len(words) >= 6 and (is_title(narrow(words)) or not of_genre):
            at = document.text.find(words)
            if at >= 0:
                return cleaned(document.text, with_continuation(document.text, Span(at, at + len(words))))
    return None


def _from_lines(text: str) -> Stated[str] | None:
    body = body_start(text)
    head = list(lines(text, Span(0, body)))[:40]
    found = _in_head(text, head) or _above_page_data(text, head)
    if found is not None and not is_form_name(found.value):
        return found
    # A file may begin with forms; its report, and the report's title, then stand behind them.
    below = Span(body, min(len(text), body + 20000))
    report = _of_paper(text, below, "报告")
    if title := report or _behind(_PATH, text) or _said_again(text) or found:
        return title
    flattened = flattened_title(narrow(text), _BOX, is_title)
    return cleaned(text, flattened) if flattened else _of_paper(text, below, "表")


def _in_head(text: str, head: list[Span]) -> Stated[str] | None:
    """The first line above the body that is a title, one that only names a form last."""
    narrowed = narrow(text)
    found = []
    for span in (_before_page_data(narrowed, _behind_site(text, row)) for row in head):
        line = narrowed[span.start : span.end]
        if is_title(line):
            if _is_attachment(text, span.start) or _NAMED.search(narrowed, max(0, span.start - 20), span.start):
                continue
            found.append(cleaned(text, with_continuation(text, span)))
        elif not FURNITURE.search(line):
            glued = _glued(narrowed, span)
            found.append(cleaned(text, glued) if glued is not None else None)
    titles = [title for title in found if title is not None]
    return next((title for title in titles if not is_form_name(title.value)), titles[0] if titles else None)


def _before_page_data(narrowed: str, line: Span) -> Span:
    """A title without the page's data that run on behind it (某镇…报告 作者:某镇 | 时间:2023-04-27)."""
    data = _PAGE_DATA.search(narrowed, line.start, line.end)
    if data is None:
        return line
    start = data.start() - len(narrowed[line.start : data.start()].lstrip("•· "))
    return Span(start, data.start()) if is_title(narrowed[start : data.start()]) else line


def _above_page_data(text: str, head: list[Span]) -> Stated[str] | None:
    narrowed = narrow(text)
    for first, second in pairwise(head[:11]):
        line = narrowed[first.start : first.end]
        if (
            len(line) >= 8
            and "|" not in line
            and "\t" not in line
            and not FURNITURE.search(line)
            and _DATE_LINE.search(narrowed[second.start : second.end])
        ):
            return cleaned(text, first)
    return None


def _of_paper(text: str, span: Span, kind: str) -> Stated[str] | None:
    """The first line below the head that is the title of a report, or of a form where no report is."""
    narrowed = narrow(text)
    for line in lines(text, span):
        words = narrowed[line.start : line.end].rstrip("| ")
        if (
            len(words) <= 80
            and words.endswith(kind)
            and is_title(words)
            and (FORM_NAME.match(words) and ":" not in words if kind == "表" else not FORM_NAME.fullmatch(words))
            and not _NUMBERED.match(words)
        ):
            return cleaned(text, with_continuation(text, line))
    return None


def _glued(narrowed: str, span: Span) -> Span | None:
    """A title to which a document library or a flattened table has glued the text that follows."""
    match = TITLE.match(narrowed, span.start, min(span.end, span.start + LONGEST))
    if match is None or len(match.group().strip()) < 8 or len(match.group()) > 90 or "\t" in match.group():
        return None
    behind = narrowed[match.end() : match.end() + 12]
    if _LABEL_AFTER.match(behind.lstrip()):
        return Span(*match.span())
    return None
