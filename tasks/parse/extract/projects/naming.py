"""The name of the project that a report speaks of: by its label, the brackets under the title, the title, the body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tasks.parse.extract.head.titles import is_collection
from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.titled import (
    LONG,
    ONLY_WHOSE,
    SHORTEST,
    behind_dash,
    behind_year,
    in_brackets,
    in_second_title,
    in_title,
    is_generic,
    read_name_in_title,
    transfers_of_title,
    whole_title,
)
from tasks.parse.extract.projects.wordings import (
    IN_SENTENCES,
    LABELS,
    LOTTERY,
    MONEY_NAME,
    OF_PAPERS,
    QUOTED,
    QUOTED_MONEY,
    SIGNS_OF_LABELS,
    SPENT_ON,
    YEARLY,
    Wording,
)
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated

_TRAILING = re.compile(r"(?:(?:19|20)\d\d\s*年度?|\((?:以下|下文)?[简统]称[^()\n]{1,40}\))\s*$")
"""Behind a name: its year, and what it is called in short from here on."""
_NUMBER = re.compile(r"\s*(?:\d{1,2}\s*[.、]|\(\d{1,2}\)|\(?[一二三四五六七八九十]{1,2}[)、])\s*")
_CITED = re.compile(r"《[^《》\n]{0,120}》")
"""Acts that a paper cites bear the name of its project as well, and of works that are none of its own."""
_SHORTEST, _OFTEN = 3, 3
_OURS = re.compile(r"(?:该|[我本](?:[县市区镇乡州省局校院司]|单位|部门)?)(?=[一-龥]{6})(?!项目)")
"""Before what the page speaks of as its own: 该双创专项资金项目, 我县学前教育项目."""
_NO_NAME = re.compile(
    r"^(?:[一二三四五六七八九]是|现将|本|该|此|这|我|其|各|全部|所有|上述|以上|每个|一个|项目|主要|根据|按照"
    r"|通过|完成|建设|实施|确保|财政(?!专项扶贫|衔接)|专款|严格|下达|投入|安排|拨付|收到|使用|批复|共|用于|至|给|到|将|以|从|等)"
    r"|部分(?:预算单位|项目)|等项目$|[\d一二两三四五六七八九十]个[^个]{0,6}项目$|本级的|(?:经常|一次|延续|持续)性|[“\"][优良中差][”\"]"
    r"|\([一二三四五六七八九十]\)|存在的?问题|\*\*|点击|填报|项目名称|自评|实事$|^(?:日常|公用|人员|[和、])+经费$|^(?:建筑|安装|土建|装饰|附属|主体)+工程$"
)
"""Pronouns and verbs with which clauses begin, classes of projects, labels of forms, kinds of building work."""


def read_name(text: str, span: Span, title: Stated[str] | None) -> Stated[str] | None:
    """The project's name in a part of a document; None where the part names none (or only the genre's words)."""
    narrowed = narrow(text)
    if title is not None and is_collection(narrowed):
        return _read_name(text, narrowed, span, None) or _told_of(text, narrowed, span, title)
    return _read_name(text, narrowed, span, title)


def _told_of(text: str, narrowed: str, span: Span, title: Stated[str]) -> Stated[str] | None:
    """The name in the title of a collection, where its sample says the words other than in its own title."""
    name = read_name_in_title(text, title)
    told = name and re.search(rf"{re.escape(name.value)}(?!(?:项目|资金)?(?:支出)?(?:绩效|自评))", narrowed[: span.end])
    return name if told else None


def _read_name(text: str, narrowed: str, span: Span, title: Stated[str] | None) -> Stated[str] | None:
    labels = LABELS if any(sign in narrowed for sign in SIGNS_OF_LABELS) else ()
    return (
        _first(labels, text, narrowed, span)
        or in_brackets(text, title)
        or behind_dash(text, title)
        or _named_heading(text, narrowed, span)
        or in_title(text, title)
        or in_second_title(text, narrowed, span, title)
        or _first(OF_PAPERS, text, narrowed, span)
        or _most_said(QUOTED, text, narrowed, span, "quoted", least=1)
        or _most_said(QUOTED_MONEY, text, narrowed, span, "quoted")
        or _most_said(YEARLY, text, narrowed, span, "body")
        or _most_repeated(text, narrowed, span)
        or _first(IN_SENTENCES, text, narrowed, span)
        or transfers_of_title(text, title)
        or whole_title(text, title)
        or _first((LOTTERY,), text, narrowed, span)
    )


def read_announced_name(text: str, span: Span) -> Stated[str] | None:
    """The fund that the opening sentence of an account names (现将2022年度某某公益金使用情况公告如下)."""
    return _first((SPENT_ON,), text, narrow(text), span)


def _named_heading(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """A first-level heading that names money instead of a section: 一、中央自然灾害救灾资金(租机补助经费)."""
    first = next((h for h in headings(text, span) if h.depth == 1), None)
    if first is None or len(first.words) < 6:
        return None
    if not re.search(r"(?:资金|经费|工程|专项|补助)(?:\([^()]*\))?$", first.words) or re.search(
        r"情况|使用|管理|项目资金|概况|决策|目标|评价|绩效|和|及|[,:;]|\d\s?[万亿]?元", first.words
    ):
        return None
    at = narrowed.find(first.words, first.start)
    return stated(text, at, at + len(first.words), "heading")


def _first(wordings: Iterable[Wording], text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The first words of the first wording that may be a name."""
    for wording in wordings:
        for match in wording.pattern.finditer(narrowed, span.start, span.end):
            name = _bare(narrowed, Span(*match.span(match.lastindex or 0)))
            if _is_name(narrowed[name.start : name.end].strip(), genres=wording.genres):
                return stated(text, name.start, name.end, wording.layout)
    return None


def _bare(narrowed: str, words: Span) -> Span:
    """A name without its number, its year and 我县 before it, and without its year and its short name behind it."""
    number = _NUMBER.match(narrowed, words.start, words.end)
    start = behind_year(narrowed, number.end() if number else words.start, words.end)
    ours = _OURS.match(narrowed, start, words.end)
    start = ours.end() if ours else start
    trailing = _TRAILING.search(narrowed, start, words.end)
    return Span(start, trailing.start() if trailing else words.end)


def _most_said(
    pattern: re.Pattern[str], text: str, narrowed: str, span: Span, layout: str, *, least: int = 2
) -> Stated[str] | None:
    """What a part without a title calls so most often, the first of those called so equally often."""
    found = [match for match in pattern.finditer(narrowed, span.start, span.end) if _is_name(match[1])]
    own = _CITED.sub("", narrowed[span.start : span.end]) if found else ""
    # Acts on money bear the project's name; plans for works bear that of works it may be none of.
    found = [match for match in found if match[1] in own or not match[1].endswith("工程")]
    counted = Counter(match[1] for match in found)
    best = max(found, key=lambda match: (counted[match[1]], -match.start()), default=None)
    return stated(text, *best.span(1), layout) if best and counted[best[1]] >= least else None


def _most_repeated(text: str, narrowed: str, span: Span) -> Stated[str] | None:
    """The longest words that end in 资金, 项目 … and that a part without a title says three times or more."""
    part = narrowed[span.start : span.end]
    ends = Counter(
        phrase[at:]
        for phrase in MONEY_NAME.findall(part)
        if not phrase.startswith("其中")
        for at in range(len(phrase) - SHORTEST + 1)
    )
    often = [w for w, count in ends.items() if count >= (_OFTEN if len(w) < LONG else 2) and _is_name(w)]
    own = _CITED.sub("", part) if often else ""
    often = [words for words in often if words in own and not ONLY_WHOSE.fullmatch(words)]
    if not often:
        return None
    best = max(often, key=lambda words: (len(words), ends[words], words))
    at = narrowed.find(best, span.start)
    return stated(text, at, at + len(best), "body")


def _is_name(words: str, *, genres: bool = False) -> bool:
    """Whether words may be a name; words of the genre alone only where `genres` says so."""
    return len(words) >= _SHORTEST and _NO_NAME.search(words) is None and (genres or not is_generic(words))
