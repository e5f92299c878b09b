"""Bodies behind labels in running text and on covers: 项目实施单位:某中心, 主管部门为某局, 业主是某公司."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tasks.parse.extract.head.organisations import ENDS
from tasks.parse.extract.spans import Span, narrow, stated
from tasks.parse.facts import Stated
from tasks.parse.forms.labels import Field, label_of, nearness
from tasks.parse.record import record

# What ends a label and parts it from the body. A label alone in its line has the body in the next.
_LABEL_ENDS = re.compile(
    r"[单部主机业](?:位|门|体|构|主)(?:单位)?(?:名称|全称)?(?:及(?:项目)?(?:责任人|负责人)|及代码)?(?:\((?:盖?公?章|单位|部门)\))?(?:名称)?"
    r"\s*(?:[:|]\s*[为是]?|[为是](?!由)|。|(?<=人)\n)\s*"
)
_LABEL = re.compile(r"[一-龥()/]+\Z")
# 主办单位:某府 承办单位:某局 at the foot of a site; who evaluates or orders it.
_NOT_ITS_OWN = re.compile(r"主办|(?<!被)评价(?:单位|机构)")
_LONGEST_LABEL = 16
_BODY = re.compile(
    r"(?:\[\d+\]|\d{3,6}-)?([一-龥〇○()]{2,40}?(?:、[一-龥]{2,20}){0,6}?)"
    r"(?=\(以下|\(简称|本级|\(行政|[\s,。;|:*]|主管|项目(?!.{0,8}(?:指挥|领导|办公|中心))|填报|实施|预算(?:单位|部门)|评价(?:机构|时间|单位)"
    r"|组织|委托|联系|报告|二[〇○零一二三四五六七八九]{2,3}年|$)"
)
_BODY_AND_PERSON = re.compile(
    r"([一-龥]{3,30}?(?:政府|局|委|办|中心|公司|学院|学校|医院|[乡镇村](?![一-龥])|街道(?![一-龥])))"
)
# 主管部门甲局项目单位乙局项目名称…: a cover that lost its lines and colons.
_GLUED = re.compile(
    r"[单部](?:位|门)([一-龥]{3,24}?)(?=(?:项目(?:名称|单位|编码)|主管部门|(?:实施|承担|评价|填报)单位|评价机构))"
)
_OWNER = re.compile(r"(?:项目)?业主(?:单位)?|我单位全称")
# 点击登录 is a library's, 中介评价组 who evaluates; names of bodies end in few words.
_IS_A_BODY = re.compile(
    rf"(?!点击|[公盖]?章|的|和|及|等|或|与|应|按|将|照|作为|对|是|在|根据|要|自评|评价|绩效|负责|.*事务所)[一-龥〇○()、]+?(?:{ENDS}|单位)(?:\([一-龥]+\)|等)?"
)
_SHORTEST = 3


@record
class _Labelled:
    """A body and the label that it stands behind."""

    field: Field
    label: str
    body: Span


def unit_behind_label(text: str, span: Span) -> Stated[str] | None:
    """The body behind a label of those who carry out, else behind one of the body that fills the paper in."""
    return _behind(text, span, Field.UNIT) or _behind(text, span, Field.WHOLE_UNIT)


def department_behind_label(text: str, span: Span) -> Stated[str] | None:
    """The body behind a label of those above; of several levels, each with a label of its own, the nearest."""
    return _behind(text, span, Field.DEPARTMENT)


def _behind(text: str, span: Span, field: Field) -> Stated[str] | None:
    found = [each for each in _labelled(text, span) if each.field == field]
    # 建设责任主体是甲局,项目建设单位为乙校: who answers for it comes after who does it.
    best = min(found, key=lambda each: ("责任" in each.label, -nearness(each.label)), default=None)
    return stated(text, best.body.start, best.body.end, "unit_label") if best else None


@lru_cache(maxsize=4)
def _labelled(text: str, span: Span) -> tuple[_Labelled, ...]:
    """Every body behind a label of a part, first those that something parts."""
    narrowed = narrow(text)
    return tuple(
        _Labelled(field, label, body)
        for ends, body in _pairs(narrowed, span)
        if (words := narrowed[body.start : body.end])
        and len(words) >= _SHORTEST
        and _IS_A_BODY.fullmatch(words)
        and label_of(words) is None
        for field, label in _named(narrowed, ends)
    )


def _pairs(narrowed: str, span: Span) -> Iterator[tuple[Span, Span]]:
    """The end of each label and the body behind it, first those that something parts."""
    for ends in _LABEL_ENDS.finditer(narrowed, span.start, span.end):
        body = (_BODY_AND_PERSON if "责任人" in ends[0] else _BODY).match(narrowed, ends.end(), span.end)
        if body:
            yield Span(max(span.start, ends.start() - _LONGEST_LABEL), ends.end()), Span(*body.span(1))
    for glued in _GLUED.finditer(narrowed, span.start, span.end):
        yield Span(max(span.start, glued.start() - _LONGEST_LABEL), glued.start(1)), Span(*glued.span(1))


def _named(narrowed: str, ends: Span) -> Iterator[tuple[Field, str]]:
    """The label that ends there and what it names; words before it may run into it (本项目的实施单位为)."""
    words = narrowed[ends.start : ends.end].rstrip(":|为是。 \t\n")
    run = _LABEL.search(words)
    if run is None or _NOT_ITS_OWN.search(words):
        return
    for start in range(run.start(), len(words) - 1):
        known = label_of(words[start:]) if len(words) - start >= _SHORTEST else None
        if known is not None or _OWNER.fullmatch(words, start):
            yield known.field if known else Field.UNIT, words[start:]
            return
