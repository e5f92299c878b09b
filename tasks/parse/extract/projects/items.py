"""Projects that a report on many of them treats each under a numbered item: (1)“数说红河”展厅运维经费。…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from tasks.parse.alternation import any_of
from tasks.parse.extract.narrative.funds import read_funds
from tasks.parse.extract.narrative.words import ITEM
from tasks.parse.extract.outline import Heading, headings, siblings
from tasks.parse.extract.projects.counted import counted_off
from tasks.parse.extract.projects.enumerated import Marked, accounted, enumerated, in_scope, put_to, told_again
from tasks.parse.extract.projects.summaries import summaries
from tasks.parse.extract.projects.tally import Entry, listed_fund, shared_out, tallied
from tasks.parse.extract.projects.titled import is_generic, read_name_in_title
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Evaluation, Fund, Stated
from tasks.parse.numbers.amounts import MONEY_SIGN, find_amounts, may_hold_amounts
from tasks.parse.record import record

# Apart, because a pattern that begins with one letter is found ten times as fast as a choice of several.
_MANY = (
    re.compile(r"项目(?:共|总数[为是]?)?\s{0,9}\d{1,6}\s{0,9}个"),
    re.compile(r"以下(?:各|几|\d+)?个?项目"),
    re.compile(r"下列(?:各|几|\d+)?个?项目"),
)
_COUNTED = re.compile(r"个(?:预算|专项|重点)?项目")
_COUNT = re.compile(r"\d\s{0,9}$")
_LONGEST_COUNT = 10
# A name may hold a pause mark (某市南、北城供热管网工程), a row of names may not be one.
_NAME = re.compile(
    r"(?!.*(?:项目|资金|经费|工程)、)[^,;:]{0,40}(?:经费|项目|工程|专项(?:资金)?|补助(?:资金)?|资金)(?:\([^()]*\))?"
)
_ENDS_OF_NAMES = ("经费", "项目", "工程", "专项", "资金", "补助", ")")
_SUMMED = re.compile(
    r"([^,;:、\d]{3,40}?(?:资金|经费|公益金|专项|补助|项目)(?:\([^()]*\))?)\s*[\d.,]{1,14}\s*[万亿]?元(?:\([^()]*\))?"
)
"""A first-level heading that gives a fund and its sum: 二、省级福利彩票公益金120万元."""
_LISTED = re.compile(
    r"(?:^|(?<=\n))[^\S\n]*项目[一二三四五六七八九十\d]{1,3}\s*[:、.]\s*"
    r"(?:[^\n,。;:]{0,16}?[〔\[]\d{4}[〕\]]\d{1,5}号)?([^\n,。;:]{3,60})(?=[,。;:\n])"
)
_A_CLASS = re.compile("类:")
_CLASS = re.compile(r"(?:^|(?<=\n))[^\S\n]*([一-龥]{2,14}?)(?:项目)?类:")
_A_LISTED = re.compile(r"项目[一二三四五六七八九十\d]{1,3}\s*[:、.]")
"""项目一:某某经费,… in a report that has no other headings."""

_STOP = re.compile(r"[。\n]")
_OPENED = re.compile(
    r"(?:\(?[一二三四五六七八九十\d]{1,3}[、.．)]{1,2}|[①-⑳])\s*([^;:。\n]{4,60}?(?:项目|工程|专项(?:资金)?)(?:\([^()\n]{1,40}\))?)(?=[,:])"
)
"""1、某村道路建设项目,铺设道路11公里。…: the paragraph of a project, whose name is its subject."""
_PRICED = re.compile(r"([^,;:、。\d]{3,40}?(?:\([^()]*\))?)[::]?\s?[\d.,]{1,14}\s?[万亿]?元")
_ON_USE = re.compile(r"(?:(?:的?(?:筹集|分配|安排|收支|使用|执行)|和|及|与|、)+情况)$")
_OF_LEVEL = re.compile(r"(?:中央|自治区|[省市县区州盟旗](?:级|本级)|[本上]级)")
_FOR_A_PROJECT = re.compile(r"用于[“\"]([^“”\"\n。,;]{3,40})[”\"](?=[。\n])")
_USE_CLASS = re.compile(r"类(?:项目|资金|经费)?$")
"""老年人福利类项目: a class of uses."""
_LONGEST_FUND = 30
_MOSTLY = 0.6
_OF_ALL = re.compile(r"[^。,;\d]{0,16}\d\s?个")
"""甲,乙,丙项目3个,共收到158万元: what stands behind the last name is told of all."""
_TOLD_APART = 4
"""Shorter names are words of the language as well."""

_SPOT_CHECK = re.compile("抽查|复核|抽评")
"""A report on a spot check is on the projects that were picked, whatever its title calls them together."""
_SECTION = re.compile(
    r"情况|概况|管理(?!专项|经费|项目)|到位|执行|安排|使用(?!财政)|完成|基本(?!公共|医疗|养老)|绩效|目标|存在|依据|背景|立项|支出$|[一二三]是"
)


@record
class Item:
    """A project's item: its name, where it begins, the stretches of text that speak of it, and the sum of a list.

    `alone` tells that the rest of the paper speaks of something else, as a settled account does of all its money.
    """

    name: Stated[str]
    span: Span
    spans: tuple[Span, ...]
    funds: tuple[Fund, ...] = ()
    alone: bool = False


def project_items(text: str, span: Span, title: Stated[str] | None) -> list[Item]:
    """The items of a report that is on many projects; none where fewer than two bear a project's name.

    A report says so (项目共3个), or its title names none and headings with sums of money do. Where the title names one,
    the sums of a list are parts of it.
    """
    narrowed = narrow(text)
    name = read_name_in_title(text, title)
    named = _names_one(narrowed, span, title, name)
    told = (
        [Item(told.name, told.span, (told.span,), alone=True) for told in summaries(text, span)]
        or _summed(text, narrowed, span, name)
        or _listed(text, narrowed, span)
        or _classed(text, narrowed, span)
    )
    if told:
        return told
    said = _is_on_many(narrowed, span)
    if accounts := _accounted(text, narrowed, span):
        return accounts
    if marked := accounted(text, span):
        return [_of_mark(one) for one in marked]
    if entries := put_to(text, span) or (() if named else in_scope(text, span)):
        return [_of_list(narrowed, headings(text, span), entry) for entry in entries]
    if counted := () if named else counted_off(text, span):
        return [Item(one.name, one.span, one.spans) for one in counted]
    if not said and (title is None or named):
        return []
    outline = headings(text, span)
    if not named and (entries := tallied(text, span) if said else shared_out(text, span)):
        return [_of_list(narrowed, outline, entry) for entry in entries]
    if not named and (priced := _priced(text, narrowed, span)):
        return priced
    if not named and (marked := enumerated(text, span)):
        return [_of_mark(one) for one in marked]
    if not named and (entries := told_again(text, span)):
        return [_of_list(narrowed, outline, entry) for entry in entries]
    found = (
        [
            heading
            for heading in outline
            if _names_a_project(heading.words) and (heading.depth >= 3 or _mostly_names(outline, heading.depth))
        ]
        if said
        else _row_of_names(text, narrowed, span)
    )
    if len(found) < 2 and not named:
        return _opened_by_names(text, narrowed, span, share=_MOSTLY if said else 1)
    return [_of_heading(text, narrowed, heading) for heading in found] if len(found) >= 2 else []


def _of_mark(one: Marked) -> Item:
    return Item(one.name, one.span, one.rest, (one.fund,) if one.fund else ())


def _names_one(narrowed: str, span: Span, title: Stated[str] | None, name: Stated[str] | None) -> bool:
    """Whether a title names the project (`name`); what the text counts (共有4个市直发展项目) is the name of many."""
    if title is None or name is None or _SPOT_CHECK.search(title.value):
        return False
    counted = narrowed.find(f"个{name.value}", span.start, span.end)
    return counted < 0 or _COUNT.search(narrowed, max(span.start, counted - _LONGEST_COUNT), counted) is None


def _opened_by_names(text: str, narrowed: str, span: Span, *, share: float) -> list[Item]:
    """The projects of a row of numbered paragraphs of which a share begin with a project's name and tell its money."""
    for row in siblings(text, span):
        names = [(heading, _OPENED.match(narrowed, heading.start, heading.end)) for heading in row]
        told = [
            _item(stated(text, *name.span(1), "item"), Span(heading.start, heading.end))
            for heading, name in names
            # 村内干道,巷道硬化项目: the words behind a comma of the name tell as much as the whole.
            if name is not None and _names_a_project(name[1].rpartition(",")[2])
        ]
        sums = sum(may_hold_amounts(narrowed, item.span.start, item.span.end) for item in told)
        if sums >= 2 and share * len(row) <= len(told):
            return told
    return []


def _row_of_names(text: str, narrowed: str, span: Span) -> list[Heading]:
    """The first row of headings that are all names of projects, two of them or more with sums of money."""
    for row in siblings(text, span):
        sums = sum(may_hold_amounts(narrowed, heading.start, heading.end) for heading in row)
        if sums >= 2 and all(_names_a_project(heading.words) for heading in row):
            return row
    return []


def _priced(text: str, narrowed: str, span: Span) -> list[Item]:
    """The projects of the first row of numbered paragraphs that open with a name and its sum (1、协警经费:20万元。)."""
    for row in siblings(text, span):
        if row[-1].end == span.end:
            row = row[:-1] if not _PRICED.fullmatch(row[-1].words) else row  # the page may break off inside the last
        found = [(heading, _PRICED.fullmatch(heading.words)) for heading in row]
        names = [(heading, match[1]) for heading, match in found if match and _names_a_project(match[1])]
        if len(row) < 2 or len(names) < len(row):
            continue
        items = []
        for heading, name in names:
            at = narrowed.find(name, heading.start)
            amount = find_amounts(narrowed, at, heading.body)[0]
            fund = listed_fund(text, at, amount, "budget_adjusted")
            rest = Span(amount.end, heading.end)
            items.append(Item(stated(text, at, at + len(name), "item"), Span(at, heading.end), (rest,), (fund,)))
        return items
    return []


def _accounted(text: str, narrowed: str, span: Span) -> list[Item]:
    """The headings, names of projects, beneath each of which a report accounts for money: what came, what was spent."""
    for row in siblings(text, span):
        if len(row) < 2:
            continue
        named = [(heading, name) for heading in row if (name := _account_name(text, narrowed, heading))]
        if len(named) < 2 or len(named) < _MOSTLY * len(row):
            continue
        told = [{fund.measure for fund in read_funds(text, [Span(h.start, h.end)])} for h, _ in named]
        funds = all(told) and all(heading.words.endswith("公益金") for heading in row)
        accounts = sum("spent" in measures and len(measures) > 1 for measures in told)
        if accounts < max(2, _MOSTLY * len(named)) and not funds:
            continue
        items: list[Item] = []
        for heading, name in named:
            # (二)用于福利的公益金 may itself account for 1. and 2.
            inner = _accounted(text, narrowed, Span(heading.body, heading.end))
            items += [_item(name, Span(heading.start, inner[0].span.start if inner else heading.end)), *inner]
        return items
    return []


def _account_name(text: str, narrowed: str, heading: Heading) -> Stated[str] | None:
    """The project whose account stands beneath a heading: the heading's own words, or what its money is said to be for.

    The share of a level in a fund (中央彩票公益金使用情况) is no project.
    """
    words = _ON_USE.sub("", heading.words) if heading.words.endswith("情况") else heading.words
    fund = words.endswith("公益金") and len(words) < _LONGEST_FUND and not _OF_LEVEL.match(words)
    if (fund and not _SECTION.search(words)) or _names_a_project(words):
        at = narrowed.find(words, heading.start)
        return stated(text, at, at + len(words), "item")
    if MONEY_SIGN.search(heading.words) is None:
        return None
    told_for = _FOR_A_PROJECT.search(narrowed, heading.start, heading.end)
    return stated(text, *told_for.span(1), "item") if told_for else None


def _of_heading(text: str, narrowed: str, heading: Heading) -> Item:
    at = narrowed.find(heading.words, heading.start)
    return _item(stated(text, at, at + len(heading.words), "item"), Span(heading.start, heading.end))


def with_mentions(text: str, items: Sequence[Item], prose: Sequence[Span]) -> list[Item]:
    """The items with what else the prose says of each: a clause that begins with a project's name, up to the next.

    Reports on several projects tell their sums section by section (三、资金使用 甲项目支出10万元,乙项目支出20万元).
    """
    cores = {narrow(item.name.value).removesuffix("项目"): at for at, item in enumerate(items)}
    cores = {core: at for core, at in cores.items() if len(core) >= _TOLD_APART and not items[at].alone}
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
                    return (listed_fund(text, amount.start, amount, measure),)
    return ()


def _item(name: Stated[str], span: Span) -> Item:
    return Item(name, span, (span,))


def _of_list(narrowed: str, outline: Sequence[Heading], entry: Entry) -> Item:
    """A project of a list with its sum; the headings that begin with its name speak of it (甲项目:…)."""
    name = narrow(entry.name.value).removesuffix("项目")
    own = [h for h in outline if h.words.startswith(name) and narrowed.find(name, h.start) not in entry.span]
    return Item(entry.name, entry.span, tuple(Span(h.start, h.end) for h in own), (entry.fund,))


def _is_on_many(narrowed: str, span: Span) -> bool:
    """Whether a part says that it is on several projects: 项目共3个, 5个专项项目, 以下各项目."""
    if any(many.search(narrowed, span.start, span.end) for many in _MANY):
        return True
    counted = (match.start() for match in _COUNTED.finditer(narrowed, span.start, span.end))
    return any(_COUNT.search(narrowed, max(span.start, at - _LONGEST_COUNT), at) for at in counted)


def _names_a_project(words: str) -> bool:
    return (
        words.endswith(_ENDS_OF_NAMES)
        and _NAME.fullmatch(words) is not None
        and not (is_generic(words) or _SECTION.search(words) or ITEM.search(words))
    )


def _mostly_names(outline: Sequence[Heading], depth: int) -> bool:
    """Whether headings of a depth are projects (一、防汛经费 二、河长制工作经费), and not a report's sections."""
    level = [heading for heading in outline if heading.depth == depth]
    return 3 * sum(_names_a_project(heading.words) for heading in level) > 2 * len(level)


def _summed(text: str, narrowed: str, span: Span, title: Stated[str] | None) -> list[Item]:
    found = []
    for heading in headings(text, span):
        match = _SUMMED.fullmatch(heading.words) if heading.depth == 1 else None
        if match is None or is_generic(match[1]) or _SECTION.search(match[1]) or _USE_CLASS.search(match[1]):
            continue
        if title is not None and narrow(title.value) == match[1]:
            continue  # the fund of the title, with its sum
        at = narrowed.find(match.group(1), heading.start)
        name = stated(text, at, at + len(match.group(1)), "item")
        found.append(_item(name, Span(heading.start, heading.end)))
    return found


def _classed(text: str, narrowed: str, span: Span) -> list[Item]:
    """The grants of a report that tells section by section what became of each: 土壤防治类:… 大气防治类:…."""
    if _A_CLASS.search(narrowed, span.start, span.end) is None:
        return []
    labels = list(_CLASS.finditer(narrowed, span.start, span.end))
    names = dict.fromkeys(label[1] for label in labels)
    # A class of indicators or of uses stands once; a grant is spoken of in more than one section.
    if len(names) < 2 or len(labels) == len(names):
        return []
    sections = {heading.start for heading in headings(text, span) if heading.depth < 3}
    stops = sorted({label.start() for label in labels} | sections | {span.end})
    items = []
    for name in names:
        spans = [
            Span(label.end(), next(stop for stop in stops if stop > label.start()))
            for label in labels
            if label[1] == name
        ]
        at = narrowed.find(f"{name}资金", span.start, span.end)
        first = next(label for label in labels if label[1] == name)
        found = stated(text, at, at + len(name) + 2, "item") if at >= 0 else stated(text, *first.span(1), "item")
        items.append(Item(found, Span(first.start(1), first.end()), tuple(spans)))
    return items


def _listed(text: str, narrowed: str, span: Span) -> list[Item]:
    if not _A_LISTED.search(narrowed, span.start, span.end):
        return []
    rows = list(_LISTED.finditer(narrowed, span.start, span.end))
    if len(rows) < 2 and not (rows and _is_on_many(narrowed, span)):
        return []
    ends = [row.start() for row in rows[1:]] + [span.end]
    return [
        _item(stated(text, row.start(1), row.end(1), "item"), Span(row.start(), end))
        for row, end in zip(rows, ends, strict=True)
    ]
