"""The facts of a document: what it is, which projects it evaluates, and every value with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.parse.claims import find_claims
from tasks.parse.document import Document
from tasks.parse.extract.dates import read_published_on
from tasks.parse.extract.doctype import read_document_type
from tasks.parse.extract.evaluator import read_evaluator
from tasks.parse.extract.heading import read_title
from tasks.parse.extract.index import read_document_no, read_index_no
from tasks.parse.extract.merge import add_narrative, merge_forms
from tasks.parse.extract.naming import read_name
from tasks.parse.extract.narrative import read_narrative
from tasks.parse.extract.publisher import read_publisher
from tasks.parse.extract.sections import Part, split
from tasks.parse.extract.simplified import restore, simplify
from tasks.parse.extract.spans import Span, without
from tasks.parse.extract.units import read_competent_department, read_implementing_unit
from tasks.parse.extract.year import read_year
from tasks.parse.facts import Evaluation, Facts
from tasks.parse.forms import Form, read_forms
from warehouse.ids import match_key


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
    facts = Facts(
        doc_type=read_document_type(text, title, {form.kind for form in forms}),
        title=title,
        publisher=read_publisher(text, title),
        published_on=read_published_on(document),
        index_no=read_index_no(text),
        document_no=read_document_no(text),
    )
    if facts.doc_type == "negative":
        return facts
    evaluations = tuple(
        evaluation for part in split(text, title) for evaluation in _evaluations(document, facts, part, forms)
    )
    return replace(facts, evaluations=evaluations, claims=find_claims(document, evaluations))


def _evaluations(document: Document, facts: Facts, part: Part, forms: Sequence[Form]) -> list[Evaluation]:
    """The evaluations of a part: one a project that its forms name, else one of its prose."""
    inside = [form for form in forms if form.start in part.span]
    groups = _by_project(inside)
    holes = [Span(form.start, form.end) for form in inside]
    holes += [Span(table.start, table.end) for table in document.tables() if table.grid and table.grid.width > 1]
    if len(groups) > 1:
        return [_completed(document, facts, merge_forms(group), part) for group in groups]
    kind = "department" if facts.doc_type == "department_report" else "project"
    form = merge_forms(groups[0]) if groups else Evaluation(kind=kind, start=part.span.start, end=part.span.end)
    whole = _completed(document, facts, replace(form, start=part.span.start, end=part.span.end), part)
    name = whole.name.value if whole.name else None
    return [add_narrative(whole, read_narrative(document.text, without(part.span, holes), name))]


def _by_project(forms: Sequence[Form]) -> list[list[Evaluation]]:
    """The forms' evaluations by the project they name; a form without a name belongs with the one before it."""
    groups: list[list[Evaluation]] = []
    for form in forms:
        evaluation = form.evaluation
        key = match_key(evaluation.name.value) if evaluation.name else None
        for group in groups:
            names = {match_key(e.name.value) for e in group if e.name} if evaluation.kind == group[0].kind else set()
            if key and any(key in name or name in key for name in names):
                group.append(evaluation)
                break
        else:
            last = groups[-1] if groups else None
            if last is not None and last[0].kind == evaluation.kind and (not key or not any(e.name for e in last)):
                last.append(evaluation)
            else:
                groups.append([evaluation])
    return groups


def _completed(document: Document, facts: Facts, evaluation: Evaluation, part: Part) -> Evaluation:
    """The evaluation with its name, units, year and evaluator, where its form did not give them."""
    text, span = document.text, Span(evaluation.start, evaluation.end)
    year, method = read_year(text, span, part.title or facts.title, facts.published_on)
    if evaluation.fiscal_year is not None:
        year, method = evaluation.fiscal_year, evaluation.fiscal_year_method or "title"
    name = evaluation.name
    if name is None and evaluation.kind == "project":
        name = read_name(text, part.span, part.title)
    unit = evaluation.implementing_unit or read_implementing_unit(
        text, span, part.title or facts.title, facts.publisher
    )
    return replace(
        evaluation,
        name=name,
        fiscal_year=year,
        fiscal_year_method=method,
        implementing_unit=unit,
        competent_department=evaluation.competent_department or read_competent_department(text, span),
        evaluator=read_evaluator(text),
    )
