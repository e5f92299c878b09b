"""Facts as rows of the model: documents, projects, evaluations, funds, scores, claims and their evidence."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl

from tasks.parse.document import Document
from tasks.parse.facts import Evaluation, Evidence, Facts, Fund, Score, Stated
from tasks.parse.identity import project_identity
from tasks.parse.region import Place, unit_place
from tasks.parse.trust import Trust
from warehouse.gazetteer import gazetteer
from warehouse.ids import identity
from warehouse.tables import table

PARSED_TABLES = (
    "documents", "snapshots", "texts", "attachments", "evaluations", "funds", "scores", "claims",
    "evidence", "ops.parses",
)  # fmt: skip
"""The tables that parsing fills."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document came from: its ids, its source, and its place in the archive (a row of the manifest)."""

    document_id: str
    snapshot_id: str
    source_id: str
    url: str
    parent_document_id: str | None
    name: str | None
    fetched_at: datetime
    http_status: int | None
    content_type: str | None
    sha256: str
    bytes: int
    warc_file: str
    warc_offset: int


@dataclass(slots=True)
class Rows:
    """Rows of the model while a batch is read; `frames` gives them their exact schemas."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in PARSED_TABLES})

    def add(self, table_name: str, /, **values: object) -> None:
        """One more row of a table."""
        self.rows[table_name].append(values)

    def extend(self, other: Rows) -> None:
        """All rows of another document."""
        for name, rows in other.rows.items():
            self.rows[name].extend(rows)

    def frames(self) -> dict[str, pl.DataFrame]:
        """A frame a table, with the columns and types of the model, sorted by key."""
        frames = {}
        for name, rows in self.rows.items():
            definition = table(name)
            frame = pl.DataFrame(rows, schema=definition.polars_schema, orient="row") if rows else definition.empty()
            frames[name] = frame.unique(definition.key, keep="first", maintain_order=True).sort(definition.key)
        return frames


def add_document(rows: Rows, origin: Origin, document: Document, facts: Facts, place: Place, trust: Trust) -> None:
    """All rows of one document that was read."""
    rows.add(
        "documents",
        document_id=origin.document_id,
        source_id=origin.source_id,
        url=origin.url,
        parent_document_id=origin.parent_document_id,
        canonical_document_id=origin.document_id,
        snapshot_id=origin.snapshot_id,
        doc_type=facts.doc_type,
        title=_value(facts.title),
        publisher=_value(facts.publisher),
        published_on=_value(facts.published_on),
        index_no=_value(facts.index_no),
        document_no=_value(facts.document_no),
        region_code=place.region_code,
        region_method=place.method,
        region_confidence=place.confidence,
        region_candidates=_candidates(place),
        trust=trust.tier,
        trust_signals=json.dumps([str(signal) for signal in trust.signals], ensure_ascii=False),
        format=document.format,
        reader=document.reader,
        text_length=len(document.text),
        left_out=document.left_out(),
    )
    rows.add(
        "snapshots",
        snapshot_id=origin.snapshot_id,
        document_id=origin.document_id,
        fetched_at=origin.fetched_at,
        http_status=origin.http_status,
        content_type=origin.content_type,
        charset=document.charset,
        sha256=origin.sha256,
        bytes=origin.bytes,
        warc_file=origin.warc_file,
        warc_offset=origin.warc_offset,
    )
    rows.add("texts", document_id=origin.document_id, text=document.text)
    proofs = _Proofs(rows, origin, document.reader)
    for name in ("title", "publisher", "published_on", "index_no", "document_no"):
        proofs.of("documents", origin.document_id, name, getattr(facts, name))
    evaluation_ids = [
        identity("evaluation", origin.document_id, ordinal, _value(evaluation.name))
        for ordinal, evaluation in enumerate(facts.evaluations, 1)
    ]
    sums = {e.start: key for key, e in zip(reversed(evaluation_ids), reversed(facts.evaluations), strict=True)}
    for ordinal, (key, evaluation) in enumerate(zip(evaluation_ids, facts.evaluations, strict=True), 1):
        part_of = sums.get(evaluation.part_of) if evaluation.part_of is not None else None
        division = _division(evaluation, place)
        _add_evaluation(rows, proofs, key, evaluation, ordinal, part_of, _value(facts.publisher), division)
    _add_claims(rows, proofs, origin, facts, evaluation_ids)


def _division(evaluation: Evaluation, place: Place) -> Place:
    unit = evaluation.implementing_unit or evaluation.competent_department
    return unit_place(_value(unit), place, gazetteer())


def _candidates(place: Place) -> str | None:
    return json.dumps(place.candidates) if place.candidates else None


def _value(stated: Stated[Any] | None) -> Any:
    return stated.value if stated else None


@dataclass(frozen=True, slots=True)
class _Proofs:
    """Writes the evidence of values of one document."""

    rows: Rows
    origin: Origin
    reader: str

    def of(self, subject: str, subject_id: str, column: str, stated: Stated[Any] | None) -> None:
        """The evidence of a stated value, if there is one."""
        if stated is not None:
            self.at(subject, subject_id, column, stated.evidence)

    def at(self, subject: str, subject_id: str, column: str, evidence: Evidence) -> None:
        """The evidence of a value at a place."""
        self.rows.add(
            "evidence",
            evidence_id=identity("evidence", subject, subject_id, column, evidence.start, evidence.end),
            subject=subject,
            subject_id=subject_id,
            field=column,
            document_id=self.origin.document_id,
            snapshot_id=self.origin.snapshot_id,
            span_start=evidence.start,
            span_end=evidence.end,
            quote=evidence.quote,
            locator=evidence.locator,
            reader=self.reader,
            layout=evidence.layout,
        )


def _add_evaluation(
    rows: Rows,
    proofs: _Proofs,
    key: str,
    evaluation: Evaluation,
    ordinal: int,
    part_of: str | None,
    publisher: str | None,
    place: Place,
) -> None:
    project = project_identity(evaluation, proofs.origin.document_id, publisher, place.region_code, place.local_name)
    rows.add(
        "evaluations",
        evaluation_id=key,
        project_id=project.project_id,
        project_method=project.method,
        project_confidence=project.confidence,
        document_id=proofs.origin.document_id,
        ordinal=ordinal,
        part_of=part_of,
        project_kind=evaluation.kind,
        project_name=_value(evaluation.name),
        project_code=evaluation.code,
        implementing_unit=_value(evaluation.implementing_unit),
        competent_department=_value(evaluation.competent_department),
        region_code=place.region_code,
        region_candidates=_candidates(place),
        fiscal_year=evaluation.fiscal_year,
        fiscal_year_method=evaluation.fiscal_year_method,
        evaluator=evaluation.evaluator,
        template=evaluation.template,
        stated_execution_rate=_value(evaluation.execution_rate),
        stated_arrival_rate=_value(evaluation.arrival_rate),
        total_score=_value(evaluation.total_score),
        full_mark=evaluation.full_mark,
        grade=_value(evaluation.grade),
        grade_as_written=evaluation.grade.as_written if evaluation.grade else None,
        problems=_value(evaluation.problems),
        suggestions=_value(evaluation.suggestions),
    )
    for column, stated in (
        ("project_name", evaluation.name),
        ("implementing_unit", evaluation.implementing_unit),
        ("competent_department", evaluation.competent_department),
        ("stated_execution_rate", evaluation.execution_rate),
        ("stated_arrival_rate", evaluation.arrival_rate),
        ("total_score", evaluation.total_score),
        ("grade", evaluation.grade),
        ("problems", evaluation.problems),
        ("suggestions", evaluation.suggestions),
    ):
        proofs.of("evaluations", key, column, stated)
    _add_funds(rows, proofs, key, evaluation.funds)
    _add_scores(rows, proofs, key, evaluation)


def _add_funds(rows: Rows, proofs: _Proofs, evaluation_id: str, funds: tuple[Fund, ...]) -> None:
    """A figure that a document repeats is one row with several pieces of evidence: sums must not count it twice."""
    for fund in funds:
        amount = fund.amount_yuan.quantize(Decimal("0.01"))
        key = identity("fund", evaluation_id, fund.measure, fund.source, fund.fiscal_year, amount)
        rows.add(
            "funds",
            fund_id=key,
            evaluation_id=evaluation_id,
            fiscal_year=fund.fiscal_year,
            measure=fund.measure,
            source=fund.source,
            amount_yuan=amount,
            amount_as_written=fund.amount_as_written,
            unit_from=fund.unit_from,
        )
        proofs.at("funds", key, "amount_yuan", fund.evidence)


def _add_scores(rows: Rows, proofs: _Proofs, evaluation_id: str, evaluation: Evaluation) -> None:
    lines = list(evaluation.scores)
    if evaluation.total_score and not any(line.level == 0 for line in lines):
        total = evaluation.total_score
        lines.append(
            Score(level=0, evidence=total.evidence, points=total.value, max_points=evaluation.full_mark, is_leaf=False)
        )
    for ordinal, line in enumerate(lines, 1):
        key = identity("score", evaluation_id, ordinal)
        rows.add(
            "scores",
            score_id=key,
            evaluation_id=evaluation_id,
            ordinal=ordinal,
            level=line.level,
            is_leaf=line.is_leaf,
            indicator_1=line.indicator_1,
            indicator_2=line.indicator_2,
            indicator_3=line.indicator_3,
            target=line.target,
            target_operator=line.target_operator,
            target_value=line.target_value,
            target_unit=line.target_unit,
            actual=line.actual,
            max_points=line.max_points,
            points=line.points,
            reason=line.reason,
        )
        proofs.at("scores", key, "points", line.evidence)


def _add_claims(rows: Rows, proofs: _Proofs, origin: Origin, facts: Facts, evaluation_ids: list[str]) -> None:
    seen: Counter[tuple[str, Decimal, int]] = Counter()
    for ordinal, claim in enumerate(facts.claims, 1):
        owner = next(
            (
                key
                for key, evaluation in zip(evaluation_ids, facts.evaluations, strict=True)
                if evaluation.start <= claim.evidence.start < evaluation.end
            ),
            evaluation_ids[0] if len(evaluation_ids) == 1 else None,
        )
        place = (claim.name, claim.value, claim.evidence.start)
        seen[place] += 1
        key = identity("claim", origin.document_id, *place, seen[place])
        rows.add(
            "claims",
            claim_id=key,
            document_id=origin.document_id,
            evaluation_id=owner,
            ordinal=ordinal,
            name=claim.name,
            value=claim.value,
            comparator=claim.comparator,
            unit=claim.unit,
            numerator=claim.numerator,
            denominator=claim.denominator,
            is_target=claim.is_target,
        )
        proofs.at("claims", key, "value", claim.evidence)
