"""A small world of invented disclosures, written as the files that a night hands to loading."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from tasks.load import LoadSummary, RunRow, load
from warehouse.ids import document_id, identity, snapshot_id
from warehouse.schema import frame
from warehouse.tables import ALL_TABLES, table

FILLER = "".join(f"第{i}条经办机构按照批复的绩效目标组织实施并逐项核对完成情况{i * 7919}。" for i in range(60))
"""Prose long enough that a changed line leaves two texts nearly equal."""


@dataclass(frozen=True)
class Line:
    """A scored line of a form."""

    indicator: str
    max_points: str
    points: str
    target: str | None = None
    actual: str | None = None


@dataclass(frozen=True)
class Evaluated:
    """One evaluation; amounts in yuan by "measure source"."""

    name: str | None
    unit: str | None
    year: int = 2022
    money: tuple[tuple[str, str], ...] = ()
    score: str | None = None
    grade: str | None = None
    rate: str | None = None
    evaluator: str = "unit_self"
    problems: str | None = None
    kind: str = "project"
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page in one state."""

    url: str
    source: str
    evaluations: tuple[Evaluated, ...] = ()
    text: str = FILLER
    trust: int = 1
    region: str | None = "510923"
    published: date | None = date(2023, 6, 1)
    publisher: str | None = "大英县行政审批局"
    fetched: datetime = datetime(2023, 7, 1, 2)  # noqa: DTZ001 - the model keeps UTC without a zone
    claims: tuple[tuple[str, str], ...] = ()
    signals: tuple[str, ...] = ("government_host",)
    candidates: tuple[str, ...] = ()
    parent: str | None = None
    state: str = "parsed"

    @property
    def id(self) -> str:
        return document_id(self.url)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.text}{self.evaluations}".encode()).hexdigest()

    @property
    def snapshot(self) -> str:
        return snapshot_id(self.url, self.sha256)


@dataclass
class Rows:
    by_table: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table_name: str, /, **row: object) -> None:
        self.by_table.setdefault(table_name, []).append(row)

    def write(self, passed: Path, ops: Path) -> None:
        for model in ALL_TABLES:
            name = model.name if model.schema == "main" else model.qualified
            folder = passed if model.schema == "main" else ops
            folder.mkdir(parents=True, exist_ok=True)
            if name in self.by_table:
                data = frame(table(name), self.by_table[name]).unique(model.key, keep="first", maintain_order=True)
                data.write_parquet(folder / f"{model.name}.parquet")


def write_night(folder: Path, pages: list[Page], run_id: str, version: str = "1") -> tuple[Path, Path]:
    """Writes the passed rows and the journal of a night in which these pages were parsed."""
    rows = Rows()
    for source in sorted({page.source for page in pages}):
        rows.add(
            "sources",
            source_id=source,
            title=source,
            template="vsb",
            official=True,
            verified=False,
            region_code="999101",
            region_name="青禾县",
        )
    for page in pages:
        _page(rows, page, run_id, version)
    rows.add("ops.source_health", run_id=run_id, source_id="daying", state="green", listed=1, fetched=1, unchanged=0, failed=0)  # fmt: skip  # noqa: E501
    rows.write(folder / "passed", folder / "ops")
    return folder / "passed", folder / "ops"


def night(folder: Path, build: Path, pages: list[Page], run_id: str, version: str = "1") -> LoadSummary:
    """Writes and loads a night."""
    passed, ops = write_night(folder / run_id, pages, run_id, version)
    return load(
        build, passed, ops, RunRow(run_id=run_id, started_at=datetime(2023, 7, 1, tzinfo=UTC), code_version=version)
    )


def _page(rows: Rows, page: Page, run_id: str, version: str) -> None:
    rows.add("ops.parses", snapshot_id=page.snapshot, document_id=page.id, source_id=page.source, url=page.url, run_id=run_id, code_version=version, state=page.state, format="html", evaluations=len(page.evaluations))  # fmt: skip  # noqa: E501
    if page.state not in ("parsed", "negative"):
        return
    rows.add("documents", document_id=page.id, source_id=page.source, url=page.url, parent_document_id=document_id(page.parent) if page.parent else None, canonical_document_id=page.id, snapshot_id=page.snapshot, doc_type="project_report" if page.evaluations else "negative", title=f"题目 {page.url}", publisher=page.publisher, published_on=page.published, region_code=page.region, region_candidates=json.dumps(page.candidates) if page.candidates else None, trust=page.trust, trust_signals=json.dumps(page.signals), format="html", reader="html", text_length=len(page.text))  # fmt: skip  # noqa: E501
    rows.add("snapshots", snapshot_id=page.snapshot, document_id=page.id, fetched_at=page.fetched, sha256=page.sha256, bytes=len(page.text), warc_file="a.warc.gz", warc_offset=0)  # fmt: skip  # noqa: E501
    rows.add("texts", document_id=page.id, text=page.text)
    for ordinal, evaluated in enumerate(page.evaluations, 1):
        _evaluation(rows, page, ordinal, evaluated)
    for ordinal, (name, value) in enumerate(page.claims, 1):
        key = identity("claim", page.id, ordinal)
        rows.add("claims", claim_id=key, document_id=page.id, ordinal=ordinal, name=name, value=Decimal(value), comparator="=", unit="%", is_target=False)  # fmt: skip  # noqa: E501
        _proof(rows, page, "claims", key, "value", value)


def _evaluation(rows: Rows, page: Page, ordinal: int, it: Evaluated) -> None:
    project = identity(it.kind, it.name, it.unit, page.region)
    key = identity("evaluation", page.id, ordinal, it.name)
    rows.add("evaluations", evaluation_id=key, project_id=project, project_method="unit" if it.unit else "publisher", project_confidence="probable" if it.unit else "possible", document_id=page.id, ordinal=ordinal, project_kind=it.kind, project_name=it.name, implementing_unit=it.unit, region_code=page.region, region_candidates=json.dumps(page.candidates) if page.candidates else None, fiscal_year=it.year, fiscal_year_method="title", evaluator=it.evaluator, stated_execution_rate=_decimal(it.rate), total_score=_decimal(it.score), grade=it.grade, grade_as_written=it.grade, problems=it.problems)  # fmt: skip  # noqa: E501
    if it.score:
        _proof(rows, page, "evaluations", key, "total_score", it.score)
    for what, amount in it.money:
        measure, source = what.split()
        fund = identity("fund", key, measure, source, amount)
        rows.add("funds", fund_id=fund, evaluation_id=key, measure=measure, source=source, amount_yuan=Decimal(amount), amount_as_written=amount, unit_from="cell")  # fmt: skip  # noqa: E501
        _proof(rows, page, "funds", fund, "amount_yuan", amount)
    for place, line in enumerate(it.lines, 1):
        score = identity("score", key, place)
        rows.add("scores", score_id=score, evaluation_id=key, ordinal=place, level=3, is_leaf=True, indicator_1="产出指标", indicator_2=line.indicator, indicator_3=line.indicator, target=line.target, target_operator="=" if line.target else None, target_value=_decimal(line.target), actual=line.actual, max_points=Decimal(line.max_points), points=Decimal(line.points))  # fmt: skip  # noqa: E501
        _proof(rows, page, "scores", score, "points", line.points)
    if it.lines and it.score:
        rows.add("scores", score_id=identity("score", key, 0), evaluation_id=key, ordinal=len(it.lines) + 1, level=0, is_leaf=False, points=Decimal(it.score))  # fmt: skip  # noqa: E501


def _proof(rows: Rows, page: Page, subject: str, key: str, column: str, quote: str) -> None:
    rows.add("evidence", evidence_id=identity(subject, key, column), subject=subject, subject_id=key, field=column, document_id=page.id, snapshot_id=page.snapshot, span_start=0, span_end=len(quote), quote=quote, reader="html", layout="form")  # fmt: skip  # noqa: E501


def _decimal(value: str | None) -> Decimal | None:
    return Decimal(value) if value else None


CENTRE = Evaluated("便民服务中心建设", "大英县行政审批局", money=(("budget_adjusted total", "800000"), ("received total", "800000"), ("spent total", "800000"), ("spent county", "300000"), ("spent province", "500000")), score="100", grade="优", rate="100", problems="无。", lines=(Line("数量指标", "50", "50", "7", "7"), Line("质量指标", "40", "40", "100", "90")))  # fmt: skip  # noqa: E501
NETWORK = Evaluated("电子政务外网", "大英县行政审批局", money=(("budget_initial total", "100000"), ("budget_adjusted total", "150000"), ("spent total", "75000")), score="92.5", grade="优", rate="50", problems="执行进度较慢")  # fmt: skip  # noqa: E501
REPORT = Page(
    "https://www.daying.gov.cn/info/1/2.htm",
    "daying",
    (CENTRE, NETWORK),
    claims=(("办结率", "97.4"),),
    signals=("government_host: www.daying.gov.cn", "site_code_agrees: 5109230001", "registered: 蜀ICP备1号"),
)
FISCAL = Page("https://www.daying.gov.cn/info/1/3.htm", "daying", (Evaluated("便民服务中心建设", "大英县行政审批局", money=(("spent total", "790000"),), score="80", grade="良", evaluator="fiscal"),), text="财政重点评价" + FILLER[::-1], published=date(2023, 9, 30))  # fmt: skip  # noqa: E501
EARLIER = Page("https://www.daying.gov.cn/info/1/1.htm", "daying", (Evaluated("便民服务中心建设", "大英县行政审批局", year=2021, money=(("budget_adjusted total", "400000"), ("spent total", "396000")), score="95", grade="优"),), text="上年" + FILLER[40:], published=date(2022, 6, 29))  # fmt: skip  # noqa: E501
DEPARTMENT = Page("https://www.shaodong.gov.cn/c/1.shtml", "shaodong", (Evaluated(None, "邵东市财政局", money=(("budget_initial total", "1000000"), ("budget_adjusted total", "2000000"), ("spent total", "1500000")), score="85", grade="良", kind="department", problems="预算编制不细"),), text="部门整体" + FILLER[100:], region="430582", publisher="邵东市财政局", published=date(2023, 12, 10))  # fmt: skip  # noqa: E501
MIRROR = Page("http://m6.example.com/news/9.html", "mirrors", (CENTRE, NETWORK), text="m6平台" + FILLER, trust=5, region=None, publisher="m6", signals=("foreign_host: m6.example.com", "site_code_elsewhere: 5109230001", "registered: 蜀ICP备1号"))  # fmt: skip  # noqa: E501
UNKNOWN = Page("http://copy.example.net/1.html", "mirrors", (Evaluated("联网建设", "某中心", year=2011, money=(("spent total", "2237000"),), score="94", grade="优"),), text="联网" + FILLER[200:], trust=5, region=None, candidates=("320106", "320302"))  # fmt: skip  # noqa: E501
NEGATIVE = Page("https://www.daying.gov.cn/info/1/9.htm", "daying", text="放假通知", state="negative")
FLAWED = Page("https://www.shaodong.gov.cn/c/2.shtml", "shaodong", (Evaluated("便民服务中心建设", "邵东市财政局", year=2023, money=(("planned total", "500000"), ("received total", "400000"), ("budget_adjusted total", "500000"), ("spent total", "400000")), score="88", grade="优", rate="90", problems="预算编制不细", lines=(Line("数量指标", "60", "60", "10", "20"), Line("质量指标", "40", "30", "100", "80"))),), text="专项" + FILLER[300:], region="430582", publisher="邵东市财政局", published=date(2024, 5, 30))  # fmt: skip  # noqa: E501
WORLD = [FLAWED, REPORT, FISCAL, EARLIER, DEPARTMENT, MIRROR, UNKNOWN, NEGATIVE]
