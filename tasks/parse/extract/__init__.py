"""The facts of a document: what it is, which projects it evaluates, and every value with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from tasks.parse.claims import find_claims
from tasks.parse.document import Document
from tasks.parse.extract.doctype import is_allocation, is_announcement, read_kind
from tasks.parse.extract.evaluator import read_evaluator
from tasks.parse.extract.head.dates import read_published_on
from tasks.parse.extract.head.heading import read_title
from tasks.parse.extract.head.index import read_document_no, read_index_no
from tasks.parse.extract.head.publisher import read_publisher
from tasks.parse.extract.head.units import read_competent_department, read_implementing_unit, tidied
from tasks.parse.extract.head.year import read_year
from tasks.parse.extract.merge import add_narrative, by_project, merge_forms, states_anything
from tasks.parse.extract.narrative import read_narrative
from tasks.parse.extract.narrative.bare import tells_of_money
from tasks.parse.extract.narrative.scores import read_total_score
from tasks.parse.extract.outline import headings
from tasks.parse.extract.projects.entries import Entry
from tasks.parse.extract.projects.fund_accounts import is_account, without_uses
from tasks.parse.extract.projects.items import project_items, sum_of_all, with_mentions
from tasks.parse.extract.projects.naming import read_announced_name, read_name
from tasks.parse.extract.projects.sections import Part, split
from tasks.parse.extract.projects.shared_scores import with_shared_scores
from tasks.parse.extract.projects.shared_sums import with_shared_sums
from tasks.parse.extract.projects.titled import OF_ONE_FUND, is_generic, read_name_in_title
from tasks.parse.extract.simplified import restore, simplify
from tasks.parse.extract.spans import Span, narrow, stated, valued, without
from tasks.parse.extract.template import report_template
from tasks.parse.extract.weighing import ENOUGH, of_facts
from tasks.parse.facts import Evaluation, Facts, Stated
from tasks.parse.forms import Form, read_forms
from tasks.parse.forms.labels import label_of
from tasks.parse.forms.listing.heads import guessed_head

_WHOLE_SPENDING = re.compile(
    r"(?:(?:19|20)\d\d年?度?)?(?:\d{1,2}-\d{1,2}月)?(?:部门|单位)?整体支出(?:绩效)?(?:自?评价?)?(?:项目|报告)?"
)
# What may run on behind a name: the full stop of its line, the label beside it.
_RAN_ON = re.compile(
    r"。$|(?<=[目程金费助贴])(?:支出)?绩效(?:自评|评价)(?:报告)?$|(?:项目)?(?:主管|实施|承担|建设|申报)(?:单位|部门)\s*[:：].*$",
    re.DOTALL,
)
_PARTS, _ALIKE = 2, 5
_POINTS = re.compile(r"(?:得|评分?|得分)?[为是:]?\s?(\d{2,3}(?:\.\d{1,2})?)分(?!钟)")
"""The points of a project right behind its name in a list: 公园养护项目85.6分、…."""
_FORMS_ALONE = ("self_eval_form", "target_form")
_NAME = 60
"""No name of a project or of a body is longer; what a cover that is one line has behind it is prose."""


def extract(document: Document) -> Facts:
    """The facts that a document states. Never raises for what a document says; a paper of another kind has none."""
    repaired = simplify(document)
    if repaired is None:
        return _extract(document)
    simplified, origin = repaired
    return restore(_extract(simplified), document, origin)


def _extract(document: Document) -> Facts:
    text = document.text
    forms = read_forms(document)
    title = read_title(document)
    kind = read_kind(text, title, {form.kind for form in forms})
    facts = Facts(
        doc_type=kind.doc_type,
        title=title,
        publisher=read_publisher(text, title),
        published_on=read_published_on(document),
        index_no=read_index_no(text),
        document_no=read_document_no(text, title),
    )
    if facts.doc_type == "negative":
        return facts
    evaluations = tuple(
        evaluation for part in split(text, title) for evaluation in _evaluations(document, facts, part, forms)
    )
    if kind.points < ENOUGH and kind.points + of_facts(evaluations) < ENOUGH:
        return replace(facts, doc_type="negative")
    if not any(states_anything(evaluation) for evaluation in evaluations):
        nameless = all(evaluation.name is None and evaluation.kind == "project" for evaluation in evaluations)
        if (nameless and not kind.report) or (not forms and title is not None and is_announcement(title)):
            return replace(facts, doc_type="negative")
    elif title is not None and is_announcement(title) and _only_sums(text, evaluations):
        return replace(facts, doc_type="negative")
    if not forms and is_account(text, title):
        evaluations = tuple(_accounted(text, evaluation) for evaluation in evaluations)
    return replace(facts, evaluations=evaluations, claims=find_claims(document, evaluations))


def _accounted(text: str, evaluation: Evaluation) -> Evaluation:
    """What an account tells of its fund as a whole, without the uses of its money."""
    if evaluation.kind != "project" or evaluation.end - evaluation.start < len(text):
        return evaluation
    name = evaluation.name.value if evaluation.name else None
    return replace(evaluation, funds=without_uses(evaluation.funds, text, name))


def _only_sums(text: str, evaluations: Sequence[Evaluation]) -> bool:
    """Whether an announcement only tells how much money the reports that hang on it are about, all together."""
    return not headings(text, Span(0, len(text))) and all(
        evaluation.name is None and evaluation.kind == "project" and evaluation.total_score is None
        and evaluation.grade is None and not evaluation.scores
        for evaluation in evaluations
    )  # fmt: skip


def _evaluations(document: Document, facts: Facts, part: Part, forms: Sequence[Form]) -> list[Evaluation]:
    """The evaluations of a part: one a project that its forms or its numbered items name, and one of its prose."""
    inside = [form for form in forms if form.start in part.span and not _ran_together(form)]
    groups = by_project([_named(form.evaluation) for form in inside])
    nameless = all(form.kind == "info" and form.evaluation.name is None for form in inside)
    of_body = all(form.evaluation.kind == "department" and form.evaluation.funds for form in inside)
    items = project_items(document.text, part.span, part.title) if nameless or of_body else []
    if inside and nameless and len(items) > 1:
        # Labels without a name that stand beneath the headings of a list are each of one of its projects.
        inside, groups = [], []
    elif inside:
        # Beside the form of a body's whole spending the prose may list its projects.
        items = [item for item in items if of_body and not any(item.span.start in Span(f.start, f.end) for f in inside)]
        kept = [Span(form.start, form.end) for form in inside]
        items = [replace(item, spans=_left(item.spans, kept)) for item in items] if len(items) > 1 else []
    holes = [_hole(document.text, form) for form in inside]
    holes += [Span(table.start, table.end) for table in document.tables() if table.grid and table.grid.width > 1]
    items = with_mentions(document.text, items, without(part.span, [*holes, *_spans(items)]))
    prose: Sequence[Span] = () if any(item.alone for item in items) else without(part.span, [*holes, *_spans(items)])
    kind = "department" if facts.doc_type == "department_report" else "project"
    if len(groups) > 1 or items:
        evaluations = [_completed(document, facts, merge_forms(group), part, sole=False) for group in groups]
        if all(form.kind == "info" and not form.evaluation.funds for form in inside):
            on = [_prose_on(document.text, part, one, evaluations, prose) for one in evaluations]
            evaluations = [
                _with_prose(document, facts.doc_type, one, own) for one, own in zip(evaluations, on, strict=True)
            ]
            prose = _left(prose, [told for own in on for told in own])
        evaluations += [_of_item(document, facts, part, item) for item in items]
        evaluations = with_shared_scores(document.text, without(part.span, holes), evaluations)
        evaluations, prose = with_shared_sums(document.text, prose, evaluations)
        return _with_whole(document, facts, part, kind, evaluations, prose)
    form = merge_forms(groups[0]) if groups else Evaluation(kind=kind, start=part.span.start, end=part.span.end)
    if part.title is not None and OF_ONE_FUND.search(narrow(part.title.value)):
        form = replace(form, kind=kind)
    if form.kind != kind and kind == "department":
        return _with_whole(document, facts, part, kind, [_completed(document, facts, form, part, sole=False)], prose)
    whole = replace(form, start=part.span.start, end=part.span.end)
    evaluation = _with_prose(document, facts.doc_type, _completed(document, facts, whole, part, sole=True), prose)
    if evaluation.scores and evaluation.total_score is None:
        # Between a table of scores and what a form says of problems stands the sentence that sums them up.
        total = read_total_score(document.text, [part.span])
        if total is not None and total.value == sum(score.points or 0 for score in evaluation.scores):
            evaluation = replace(evaluation, total_score=total)
    return [evaluation]


def _prose_on(
    text: str, part: Part, one: Evaluation, others: Sequence[Evaluation], prose: Sequence[Span]
) -> list[Span]:
    """The prose beneath a project's name (项目名称:…), up to the next name and within the section that it stands in."""
    ends = [other.start for other in others if other.start > one.start]
    ends += [heading.end for heading in headings(text, part.span) if heading.start <= one.start < heading.end]
    below = Span(one.end, max(one.end, min(ends, default=part.span.end)))
    return [
        Span(max(span.start, below.start), min(span.end, below.end))
        for span in prose
        if span.start < below.end and span.end > below.start
    ]


def _ran_together(form: Form) -> bool:
    """Whether all that a form gives is a name too long for one: a table whose cells ran into the prose behind it."""
    evaluation = form.evaluation
    name = evaluation.name.value if evaluation.name else ""
    return len(name) > 2 * _NAME and not states_anything(evaluation)


def _left(spans: Sequence[Span], holes: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(left for span in spans for left in without(span, holes))


def _spans(items: Sequence[Entry]) -> list[Span]:
    return [span for item in items for span in (item.span, *item.spans)]


def _named(evaluation: Evaluation) -> Evaluation:
    """A form or cover that fills 整体支出 in for the project's name is the department's; a label is no name."""
    if evaluation.kind == "project" and evaluation.name and _WHOLE_SPENDING.fullmatch(evaluation.name.value):
        return replace(evaluation, kind="department", name=None)
    if evaluation.name and (
        is_generic(evaluation.name.value) or label_of(evaluation.name.value) or guessed_head(evaluation.name.value)
    ):
        return replace(evaluation, name=None)
    if evaluation.name and _RAN_ON.search(evaluation.name.value):
        evaluation = replace(
            evaluation, name=replace(evaluation.name, value=_RAN_ON.sub("", evaluation.name.value).strip())
        )
    return evaluation


def _hole(text: str, form: Form) -> Span:
    """What a form takes out of the prose; the cover of a report ends where the report's first heading begins.

    Where a report without headings is one line, its cover ends with the last name on it.
    """
    if form.kind == "info" and not form.evaluation.scores:
        # (一)项目名称 … (四)资金额度: beneath numbered labels that name money stands prose.
        found = [
            h.start
            for h in headings(text, Span(form.start, form.end))
            if h.depth == 1 or tells_of_money(h.words.partition(":")[0])
        ]
        said = (form.evaluation.name, form.evaluation.implementing_unit, form.evaluation.competent_department)
        one_line = "\n" not in text[form.start : form.end]
        ends = [name.evidence.start + min(len(name.evidence.quote), _NAME) for name in said if one_line and name]
        return Span(form.start, found[0] if found else max(ends, default=form.end))
    return Span(form.start, form.end)


def _with_whole(
    document: Document, facts: Facts, part: Part, kind: str, evaluations: list[Evaluation], prose: Sequence[Span]
) -> list[Evaluation]:
    """Several projects, and what the prose says of them together: of the department, or of all without a name."""
    for index, evaluation in enumerate(evaluations):
        if evaluation.name is None and evaluation.kind == kind:
            return [
                *evaluations[:index],
                _with_prose(document, facts.doc_type, evaluation, prose),
                *evaluations[index + 1 :],
            ]
    name = None
    if kind == "project" and not evaluations[0].scores:
        name = read_name_in_title(document.text, part.title) if part.title else _in_common(document.text, evaluations)
        name = name or read_announced_name(document.text, part.span)
    bare = Evaluation(kind=kind, start=part.span.start, end=part.span.end, name=name)
    whole = _with_prose(document, facts.doc_type, _completed(document, facts, bare, part, sole=False), prose)
    if whole.grade is not None and any(
        one.grade is not None and one.grade.evidence.end == whole.grade.evidence.end for one in evaluations
    ):
        whole = replace(whole, grade=None)  # the words that grade one of several say nothing of them all
    whole = replace(whole, funds=(*whole.funds, *sum_of_all(document.text, prose, whole.funds, evaluations)))
    if whole.funds or whole.total_score or whole.grade:
        return [whole, *evaluations]
    # What a paper only tells of stands behind what it states.
    return [*evaluations, whole] if kind == "department" else evaluations


def _in_common(text: str, evaluations: Sequence[Evaluation]) -> Stated[str] | None:
    """What the parts of a fund are called alike (中央福彩公益金, 省级福彩公益金), where no title names the whole."""
    names = [evaluation.name.evidence for evaluation in evaluations if evaluation.name]
    backwards = zip(*(reversed(name.quote) for name in names), strict=False)
    alike = len(list(takewhile(lambda letters: len({*letters}) == 1, backwards)))
    if not len(evaluations) == len(names) >= _PARTS or alike < _ALIKE:
        return None
    common = names[0].quote[-alike:].lstrip("的")
    return stated(text, names[0].end - len(common), names[0].end, "item")


def _with_prose(document: Document, doc_type: str, evaluation: Evaluation, prose: Sequence[Span]) -> Evaluation:
    name = evaluation.name.value if evaluation.name else None
    narrative = read_narrative(document.text, prose, name, department=evaluation.kind == "department")
    if doc_type in _FORMS_ALONE and (evaluation.funds or is_allocation(document.text)):
        # Around a form stand its goals and notes; the amounts in them are plans and uses, not the form's money.
        narrative = replace(narrative, funds=())
    return add_narrative(evaluation, narrative)


def _of_item(document: Document, facts: Facts, part: Part, item: Entry) -> Evaluation:
    """The evaluation of a project that a report on many treats under a numbered item of its own."""
    bare = Evaluation(kind="project", start=item.span.start, end=item.span.end, name=item.name, funds=item.funds)
    points = _POINTS.match(document.text, item.name.evidence.end)
    if points:
        score = valued(Decimal(points[1]), document.text, *points.span(), "prose")
        bare = replace(bare, total_score=score)
    return _with_prose(document, facts.doc_type, _completed(document, facts, bare, part, sole=False), item.spans)


def _completed(document: Document, facts: Facts, evaluation: Evaluation, part: Part, *, sole: bool) -> Evaluation:
    """The evaluation with its name, units, year and evaluator, where its form did not give them.

    The title and the prose name the project only where the part has no other (`sole`).
    """
    text, span = document.text, Span(evaluation.start, evaluation.end)
    title = part.title or facts.title
    name = evaluation.name
    if name is None and sole and evaluation.kind == "project":
        name = read_name(text, part.span, part.title)
    planned, published = facts.doc_type == "target_form", facts.published_on
    year, method = read_year(text, span, title, published, name, planned=planned)
    if year is None or method == "published":
        # An item of a report on many projects seldom repeats the year that the report is on.
        year, method = read_year(text, part.span, title, published, name, planned=planned)
    if evaluation.fiscal_year is not None and not (
        published and evaluation.fiscal_year > published.value.year + planned
    ):
        year, method = evaluation.fiscal_year, evaluation.fiscal_year_method or "title"
    unit = (
        tidied(text, evaluation.implementing_unit)
        or read_implementing_unit(text, span, title, facts.publisher)
        # An item of a report on many seldom says whose it is.
        or (read_implementing_unit(text, part.span, title, facts.publisher) if span != part.span else None)
    )
    department = tidied(text, evaluation.competent_department) or read_competent_department(text, span, unit)
    return replace(
        evaluation,
        name=name,
        fiscal_year=year,
        fiscal_year_method=method,
        implementing_unit=unit,
        competent_department=department,
        evaluator=read_evaluator(text, title.value if title else ""),
        template=evaluation.template or report_template(text, part.span),
    )
