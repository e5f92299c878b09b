"""Invents a consistent night of staged rows, which tests then break one row at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.ids import document_id, identity, snapshot_id
from warehouse.tables import table

Rows = dict[str, list[dict[str, Any]]]
STAGED = (
    "documents",
    "snapshots",
    "texts",
    "attachments",
    "evaluations",
    "funds",
    "scores",
    "claims",
    "evidence",
    "sources",
    "parses",
)


@dataclass
class Night:
    """The rows of a staged night by table; `write` puts them where the check looks for them."""

    rows: Rows = field(default_factory=lambda: {name: [] for name in STAGED})

    def frame(self, name: str) -> pl.DataFrame:
        return pl.DataFrame(self.rows[name], schema=schema(name))

    def write(self, folder: Path, batch: str = "batch-0") -> Path:
        for name in self.rows:
            (folder / name).mkdir(parents=True, exist_ok=True)
            self.frame(name).write_parquet(folder / name / f"{batch}.parquet")
        return folder

    def only(self, name: str) -> dict[str, Any]:
        (row,) = self.rows[name][:1]
        return row


def schema(name: str) -> dict[str, pl.DataType]:
    return model(name).polars_schema


def model(name: str) -> Any:
    return table("ops.parses" if name == "parses" else name)


def row_of(table_name: str, **values: Any) -> dict[str, Any]:
    """A row of a table with NULL wherever nothing is given."""
    known = schema(table_name)
    assert set(values) <= set(known), f"{table_name} has no {set(values) - set(known)}"
    return {name: values.get(name) for name in known}


def night(documents: int = 1) -> Night:
    """A night of so many documents, each with one evaluation, three amounts, a tree of scores and a claim."""
    made = Night()
    made.rows["sources"].append(
        row_of("sources", source_id="yunxi", title="云溪市财政局", template="list", official=True, verified=True)
    )
    for number in range(documents):
        _add_document(made, number)
    return made


def _add_document(made: Night, number: int) -> None:
    url = f"https://czj.yunxi.example/jx/{number}.html"
    document = document_id(url)
    digest = f"{number:064x}"
    snapshot = snapshot_id(url, digest)
    evaluation = identity("evaluation", document, 1)
    project = identity("project", number)
    text = (
        f"河道清淤项目{number}号绩效自评报告\n全年预算数200.00万元,全年执行数150.00万元,结余50.00万元,执行率75.00%,"
        "自评得分97.5分,等级为优。产出指标50分,得50分;效益指标40分,得40分;预算执行率10分,得7.5分。"
        "共受理申请200件,办结150件,办结率75%。存在问题:雨季施工进度偏慢。"
    )
    made.rows["documents"].append(
        row_of(
            "documents",
            document_id=document,
            source_id="yunxi",
            url=url,
            canonical_document_id=document,
            snapshot_id=snapshot,
            doc_type="project_report",
            title=text.split("\n")[0],
            published_on=date(2024, 5, 6),
            trust=1,
            trust_signals="[]",
            format="html",
            reader="html/1",
            text_length=len(text),
        )
    )
    made.rows["snapshots"].append(
        row_of(
            "snapshots",
            snapshot_id=snapshot,
            document_id=document,
            fetched_at=datetime(2024, 6, 1, 18, 0),  # noqa: DTZ001
            http_status=200,
            sha256=digest,
            bytes=4096,
            warc_file="night.warc.gz",
            warc_offset=number * 4096,
        )
    )
    made.rows["texts"].append(row_of("texts", document_id=document, text=text))
    made.rows["parses"].append(
        row_of(
            "parses",
            snapshot_id=snapshot,
            document_id=document,
            source_id="yunxi",
            url=url,
            run_id="20240601T180000",
            code_version="1",
            state="parsed",
            format="html",
            evaluations=1,
        )
    )

    def prove(subject: str, subject_id: str, field_name: str, quote: str) -> None:
        start = text.index(quote)
        made.rows["evidence"].append(
            row_of(
                "evidence",
                evidence_id=identity("evidence", subject, subject_id, field_name, start),
                subject=subject,
                subject_id=subject_id,
                field=field_name,
                document_id=document,
                snapshot_id=snapshot,
                span_start=start,
                span_end=start + len(quote),
                quote=quote,
                reader="html/1",
                layout="prose",
            )
        )

    prove("documents", document, "title", text.split("\n")[0])
    prove("documents", document, "published_on", "项目")
    made.rows["evaluations"].append(
        row_of(
            "evaluations",
            evaluation_id=evaluation,
            project_id=project,
            document_id=document,
            ordinal=1,
            project_kind="project",
            project_name=f"河道清淤项目{number}号",
            fiscal_year=2023,
            fiscal_year_method="title",
            evaluator="unit_self",
            stated_execution_rate=Decimal("75"),
            total_score=Decimal("97.5"),
            full_mark=Decimal(100),
            grade="优",
            grade_as_written="优",
            problems="雨季施工进度偏慢。",
        )
    )
    prove("evaluations", evaluation, "stated_execution_rate", "执行率75.00%")
    prove("evaluations", evaluation, "total_score", "自评得分97.5分")
    prove("evaluations", evaluation, "grade", "等级为优")
    prove("evaluations", evaluation, "problems", "雨季施工进度偏慢。")
    for measure, quote, yuan in (
        ("budget_adjusted", "全年预算数200.00万元", 2_000_000),
        ("spent", "全年执行数150.00万元", 1_500_000),
        ("balance", "结余50.00万元", 500_000),
    ):
        fund = identity("fund", evaluation, measure)
        made.rows["funds"].append(
            row_of(
                "funds",
                fund_id=fund,
                evaluation_id=evaluation,
                fiscal_year=2023,
                measure=measure,
                source="total",
                amount_yuan=Decimal(yuan),
                amount_as_written=quote.strip("全年预算执行数结余万元"),
                unit_from="sentence",
            )
        )
        prove("funds", fund, "amount_yuan", quote)
    lines: tuple[tuple[int, str, str, str], ...] = (
        (1, "产出指标", "50", "50"),
        (1, "效益指标", "40", "40"),
        (1, "预算执行率", "10", "7.5"),
    )
    for ordinal, (level, name, weight, points) in enumerate(lines, start=1):
        score = identity("score", evaluation, ordinal)
        made.rows["scores"].append(
            row_of(
                "scores",
                score_id=score,
                evaluation_id=evaluation,
                ordinal=ordinal,
                level=level,
                is_leaf=True,
                indicator_1=name,
                max_points=Decimal(weight),
                points=Decimal(points),
            )
        )
        prove("scores", score, "points", f"{name}{weight}分,得{points}分")
    claim = identity("claim", document, 1)
    made.rows["claims"].append(
        row_of(
            "claims",
            claim_id=claim,
            document_id=document,
            evaluation_id=evaluation,
            ordinal=1,
            name="办结率",
            value=Decimal(75),
            comparator="=",
            unit="%",
            numerator=Decimal(150),
            denominator=Decimal(200),
            is_target=False,
        )
    )
    prove("claims", claim, "value", "办结率75%")
