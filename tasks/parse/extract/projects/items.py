"""The projects of a page that is on many, each with the text that is on it: (1)“数说红河”展厅运维经费。…

A report says that it is on many (项目共3个), or its title names none and what it lists bears projects' names. Where the
title names one, the sums of a list are parts of it, unless the list accounts for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain, zip_longest

from tasks.parse.alternation import any_of
from tasks.parse.extract.narrative.measures import nearest_measure
from tasks.parse.extract.outline import Heading, headings, siblings
from tasks.parse.extract.projects.accounted import USE_CLASS, accounted, gives_sums, opened, opening_rows
from tasks.parse.extract.projects.counted import counted_off
from tasks.parse.extract.projects.entries import (
    A_NUMBER,
    MONEYED,
    NUMBERED,
    SHORTEST,
    Entry,
    entry,
    is_expense,
    is_section,
    is_told_again,
    name_of,
    names_a_project,
    of_heading,
    sum_of,
    with_sections,
)
from tasks.parse.extract.projects.rows import (
    Row,
    bare_rows,
    clause_rows,
    heading_rows,
    inline_rows,
)
from tasks.parse.extract.projects.settled import settled_accounts
from tasks.parse.extract.projects.summaries import summaries
from tasks.parse.extract.projects.sums import bracketed, counted_sums, counts, in_scope, put_to, told_again
from tasks.parse.extract.projects.titled import read_name_in_title
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Evaluation, Fund, Stated
from tasks.parse.numbers.amounts import find_amounts, may_hold_amounts

_FOLLOWS = tuple(re.compile(rf"{words}(?:各|几|\d+)?个?项目") for words in ("以下", "下列"))
_A_LISTED = re.compile(A_NUMBER)
_A_LABEL = re.compile(":(?<=[类面目程]:)")
_LABEL = re.compile(
    r"(?:^|\n)[^\S\n]{0,9}(?P<name>(?P<grant>[一-龥]{2,14}?)(?:项目)?类|[一-龥“”]{2,30}(?:项目|工程|层面)):"
)
_SHEET = re.compile(r"(?:项目)?(?:概述|简介)[。:\n]|(?:立项|实施|设立)依据[。:\n]|实施主体[。:\n]")
_SIGHT = 80
_STOP = re.compile(r"[。\n]")
_ASIDE = re.compile(r"\)?\s*(?:\([^()]*\))?")
_BESIDE = re.compile(r"[\s:(]*(?:(?:年初|全年)?预算|投资|资金|安排|[为:])*")
"""Between a name and its sum: 协警经费:20万元, 灌区配套项目(预算1000万元)."""
_MOSTLY = 0.6
_WORKS = re.compile(r"(?:项目|工程)(?:\([^()]*\))?$")
"""The parts of a fund that a title names are projects where they are works; else they are shares or classes of it."""
_INTRODUCED = re.compile(r"(?:项目|专项)[^,。;\d]{0,2}(?:主要|具体|分别|共)?(?:有|[为是]|包括|包含|(?:情况)?如下)?:?$")
"""主要项目有:甲…;乙…."""
_OF_PROJECTS = re.compile("项目|专项")
_OF_ALL = re.compile(r"[^。,;\d]{0,16}\d\s?个")
"""甲,乙,丙项目3个,共收到158万元: what stands behind the last name is told of all."""
_SPOT_CHECK = re.compile("抽查|复核|抽评")
"""A report on a spot check is on the projects that were picked, whatever its title calls them together."""


def project_items(text: str, span: Span, title: Stated[str] | None) -> list[Entry]:
    """The projects of a report that is on many; none where fewer than two bear a project's name."""
    narrowed = narrow(text)
    name = read_name_in_title(text, title)
    named, said = _names_one(narrowed, span, title, name), _is_on_many(narrowed, span)
    several = said or (title is not None and not named)
    # What stands beneath the works that a title names are their parts.
    whole = named and not said and name is not None and _WORKS.search(narrow(name.value)) is not None
    accounts = (
        summaries(text, span)
        or _summed(text, narrowed, span, name)
        or _listed(text, narrowed, span)
        or _labelled(text, narrowed, span)
        or (() if named else settled_accounts(text, span))
        or (() if whole else accounted(text, narrowed, span, unnumbered=not named))
    )
    if accounts:
        return list(accounts)
    sums = (
        put_to(text, span)
        or (() if named else in_scope(text, span) or counted_off(text, span))
        or told_again(text, span, named=named or not several)
        or (_works_of_fund(text, narrowed, span) if named and said else ())
        or (counted_sums(text, span) or bracketed(text, span) if said and not named else ())
    )
    if sums:
        return with_sections(text, span, sums)
    if not several:
        return []
    if named:
        return _headed(text, narrowed, span, said=said, named=True)
    return (
        _recorded(text, narrowed, span)
        or _priced(text, narrowed, span)
        or _counted_rows(text, narrowed, span)
        or _headed(text, narrowed, span, said=said, named=False)
        or opened(text, narrowed, span)
    )


def _works_of_fund(text: str, narrowed: str, span: Span) -> Sequence[Entry]:
    """The works that a page counts beneath the fund that its title names."""
    told = counted_sums(text, span) or _counted_rows(text, narrowed, span)
    names = [narrow(one.name.value) for one in told]
    return told if all(_WORKS.search(words) and not USE_CLASS.search(words) for words in names) else ()


def _names_one(narrowed: str, span: Span, title: Stated[str] | None, name: Stated[str] | None) -> bool:
    """Whether a title names the project (`name`); what the text counts (共有4个市直发展项目) is the name of many."""
    if title is None or name is None or _SPOT_CHECK.search(title.value):
        return False
    counted = narrowed.find(f"个{name.value}", span.start, span.end)
    return counted < 0 or not narrowed[:counted].rstrip()[-1:].isdecimal()


def _is_on_many(narrowed: str, span: Span) -> bool:
    """Whether a part says that it is on several projects: 项目共3个, 5个专项项目, 以下各项目."""
    return next(counts(narrowed, span), None) is not None or any(
        words.search(narrowed, span.start, span.end) for words in _FOLLOWS
    )


def _entries(text: str, narrowed: str, row: Row) -> list[Entry]:
    """The projects that the stretches of a row name."""
    measure = nearest_measure(row.before) or "budget_adjusted"
    return [told for one in row.stretches if (told := entry(text, narrowed, one, measure)) is not None]


def _summed(text: str, narrowed: str, span: Span, title: Stated[str] | None) -> list[Entry]:
    """The first-level headings that give a fund and its sum (二、某某公益金120万元), but for that of the title."""
    whole = narrow(title.value) if title else None
    return [
        Entry(told.name, Span(heading.start, heading.end), (Span(heading.start, heading.end),))
        for heading in headings(text, span)
        if heading.depth == 1
        and (told := _with_its_sum(text, narrowed, heading)) is not None
        and narrow(told.name.value) != whole
        and MONEYED.search(narrow(told.name.value))
        and not is_section(narrow(told.name.value))
        and not USE_CLASS.search(narrow(told.name.value))
    ]


def _priced(text: str, narrowed: str, span: Span) -> list[Entry]:
    """The projects of the first row of numbered paragraphs that open with a name and its sum (1、协警经费:20万元。)."""
    for row in siblings(text, span):
        told = [_with_its_sum(text, narrowed, heading) for heading in row]
        if told[-1] is None and row[-1].end == span.end:
            told.pop()  # the page may break off inside the last
        found = [one for one in told if one is not None and names_a_project(narrow(one.name.value))]
        if len(row) > 1 and found and len(found) == len(told):
            return found
    return []


def _with_its_sum(text: str, narrowed: str, heading: Heading) -> Entry | None:
    """The project of a heading that is a name and a sum and nothing else."""
    at = narrowed.find(heading.words, heading.start)
    name = name_of(narrowed, Span(at, at + len(heading.words)))
    if name is None or name.amount is None or not _BESIDE.fullmatch(narrowed, name.end, name.amount.start):
        return None
    if not _ASIDE.fullmatch(narrowed, name.amount.end, at + len(heading.words)):
        return None
    return entry(text, narrowed, Span(at, heading.end))


def _listed(text: str, narrowed: str, span: Span) -> list[Entry]:
    """The projects of lines that are numbered as such (项目一:某某经费,…)."""
    if not _A_LISTED.search(narrowed, span.start, span.end):
        return []
    marks = list(NUMBERED.finditer(narrowed, span.start, span.end))
    if len(marks) < 2 and not (marks and _is_on_many(narrowed, span)):
        return []
    ends = [mark.start() for mark in marks[1:]] + [span.end]
    # What stands behind a number once more is on the project that it numbered first.
    told: dict[str, Entry] = {}
    for mark, end in zip(marks, ends, strict=True):
        here = Span(mark.end(), end)
        if known := told.get(mark[0].strip()):
            told[mark[0].strip()] = replace(known, spans=(*known.spans, here))
        elif named := entry(text, narrowed, here):
            told[mark[0].strip()] = named
    return list(told.values())


def _counted_rows(text: str, narrowed: str, span: Span) -> list[Entry]:
    """The projects of the first row of marks that are as many as the page counts, or that it tells of again."""
    counted = {count for count, _ in counts(narrowed, span)}
    for row in chain(
        inline_rows(narrowed, span),
        heading_rows(text, narrowed, span),
        clause_rows(narrowed, span),
        clause_rows(narrowed, span, "元"),
        opening_rows(text, narrowed, span),
    ):
        if not gives_sums(narrowed, row):
            continue
        named = _entries(text, narrowed, row)
        words = [narrow(one.name.value) for one in named]
        if len(named) < len(row.stretches):
            continue
        moneyed = all(MONEYED.search(one) for one in words)
        if (
            (row.last in counted and row.marked)
            or (moneyed and all(is_told_again(narrowed, one, span, row.span) for one in words))
            or (_INTRODUCED.search(row.before) and (moneyed or _closes(narrowed, span, row, named)))
            or (_may_be_all(words) and _OF_PROJECTS.search(row.before) and _closes(narrowed, span, row, named))
        ):
            return named
    return []


def _closes(narrowed: str, span: Span, row: Row, named: Sequence[Entry]) -> bool:
    """Whether the sums of a list come to one that the words ahead of it tell."""
    total = sum((one.funds[0].amount_yuan for one in named if one.funds), Decimal(0))
    start = max(span.start, row.span.start - len(row.before) - _SIGHT)
    return any(amount.yuan == total for amount in find_amounts(narrowed, start, row.span.start))


def _may_be_all(names: Sequence[str]) -> bool:
    """Whether names may be those of all projects: some say money or works, none an expense or a class of spending."""
    return any(MONEYED.search(name) for name in names) and not any(
        is_expense(name) or name.endswith("支出") for name in names
    )


def _recorded(text: str, narrowed: str, span: Span) -> list[Entry]:
    """The projects of a row of paragraphs that each open with a name and a label of a project's sheet behind it."""
    if _SHEET.search(narrowed, span.start, span.end) is None:
        return []
    for row in chain(heading_rows(text, narrowed, span), bare_rows(narrowed, span)):
        sheets = [_SHEET.search(narrowed, one.start, min(one.end, one.start + _SIGHT)) for one in row.stretches]
        if all(sheets) and len(sheets) > 1:
            named = [
                told
                for one, sheet in zip(row.stretches, sheets, strict=True)
                if sheet and (told := entry(text, narrowed, Span(one.start, sheet.start()))) is not None
            ]
            if len(named) == len(row.stretches):
                return [replace(told, span=one, spans=(one,)) for told, one in zip(named, row.stretches, strict=True)]
    return []


def _headed(text: str, narrowed: str, span: Span, *, said: bool, named: bool) -> list[Entry]:
    """The projects whose names are headings or open numbered paragraphs, two of them or more with sums of money."""
    outline = headings(text, span)
    if said:
        found = [h for h in outline if names_a_project(h.words) and (h.depth >= 3 or _mostly_names(outline, h.depth))]
        if len(found) > 1:
            return [of_heading(text, heading) for heading in found]
    for row in heading_rows(text, narrowed, span) if not named else ():
        told = [
            one for one in _entries(text, narrowed, row) if names_a_project(narrow(one.name.value).rpartition(",")[2])
        ]
        sums = sum(may_hold_amounts(narrowed, one.span.start, one.span.end) for one in told)
        if sums > 1 and (_MOSTLY if said else 1) * len(row.stretches) <= len(told):
            return told
    return []


def _mostly_names(outline: Sequence[Heading], depth: int) -> bool:
    """Whether headings of a depth are projects (一、防汛经费 二、河长制工作经费), and not a report's sections."""
    level = [heading for heading in outline if heading.depth == depth]
    return 3 * sum(names_a_project(heading.words) for heading in level) > 2 * len(level)


def _labelled(text: str, narrowed: str, span: Span) -> list[Entry]:
    """The projects that label lines in several sections (土壤防治类:…, 学校层面:…); classes of uses do so in one."""
    if _A_LABEL.search(narrowed, span.start, span.end) is None:
        return []
    # The line break before the span's first line may stand outside of it.
    labels = list(_LABEL.finditer(narrowed, max(0, span.start - 1), span.end))
    first = {label["name"]: label for label in reversed(labels)}
    if len(first) < 2 or len(labels) == len(first):
        return []
    sections = {heading.start for heading in headings(text, span) if heading.depth < 3}
    stops = sorted({label.start("name") for label in labels} | sections | {span.end})
    ends = [next(stop for stop in stops if stop > label.start("name")) for label in labels]
    told = []
    for name, label in sorted(first.items(), key=lambda item: item[1].start()):
        spans = [Span(one.end(), end) for one, end in zip(labels, ends, strict=True) if one["name"] == name]
        grant = narrowed.find(f"{label['grant']}资金", span.start, span.end) if label["grant"] else -1
        called = Span(grant, grant + len(label["grant"]) + 2) if grant >= 0 else Span(*label.span("name"))
        told.append(Entry(stated(text, called.start, called.end, "item"), Span(*label.span()), tuple(spans)))
    return told


def with_mentions(text: str, items: Sequence[Entry], prose: Sequence[Span]) -> list[Entry]:
    """The items with what else the prose says of each: a clause that begins with a project's name, up to the next.

    Reports on several projects tell their sums section by section (三、资金使用 甲项目支出10万元,乙项目支出20万元).
    """
    names = [narrow(item.name.value) for item in items]
    bare = [name.removesuffix("项目") for name in names]
    cores = {words if len(words) >= SHORTEST else names[at]: at for at, words in enumerate(bare)}
    cores = {
        core: at for core, at in cores.items() if len(core) >= SHORTEST and not (items[at].alone or items[at].settled)
    }
    if len(cores) < 2:
        return list(items)
    # 甲项目、乙项目共支出30万元 is of neither alone.
    clause = re.compile(rf"(?:(?<=[\n。;,:)])|(?<=\d[、.]))[^\S\n]*({any_of(cores)})(?!(?:项目)?[、和及与])")
    narrowed = narrow(text)
    found: list[list[Span]] = [[] for _ in items]
    for span in prose:
        mentions = list(clause.finditer(narrowed, span.start, span.end))
        for here, behind in zip_longest(mentions, mentions[1:]):
            stop = _STOP.search(narrowed, here.end(), span.end)
            end = stop.start() if stop else span.end
            if _OF_ALL.match(narrowed, here.end(), end):
                continue
            found[cores[here[1]]].append(Span(here.start(1), min(end, behind.start(1)) if behind else end))
    return [replace(item, spans=(*item.spans, *more)) for item, more in zip(items, found, strict=True)]


def sum_of_all(
    text: str, prose: Sequence[Span], told: Sequence[Fund], evaluations: Sequence[Evaluation]
) -> tuple[Fund, ...]:
    """The sum that the prose states without a word of what it measures, and to which the projects' own sums come."""
    rows = [{fund.measure: fund for fund in reversed(one.funds) if fund.source == "total"} for one in evaluations]
    known = {fund.amount_yuan for fund in told}
    for measure in set.intersection(*(set(row) for row in rows)) & {"budget_initial", "budget_adjusted", "received"}:
        total = sum((row[measure].amount_yuan for row in rows), Decimal(0))
        for span in prose if total not in known else ():
            for amount in find_amounts(narrow(text), span.start, span.end):
                if amount.yuan == total:
                    return (sum_of(text, amount.start, amount, measure),)
    return ()
