"""The check of a night: staged rows against our own expectations, into passed rows, quarantine and a verdict."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import polars as pl

from expectations.advice import advice
from expectations.expectation import GRACE_ROWS, Staged
from expectations.gate import Answer, judge
from expectations.suites import CHECKED_TABLES
from tasks.check.corrections import stale_of
from tasks.check.quarantine import quarantine
from tasks.check.report import answers_by_id, detail_of, error_of, gates, quality_results, write_data_docs
from tasks.check.settle import Asked, Settled, ask, settle
from tasks.check.staging import read_staged, staged_files
from tasks.check.trailing import read_trailing, write_yields
from warehouse.schema import literal

MAX_QUARANTINED_SHARE = 0.1
"""Where more of a table is kept out than this, for whatever reasons together, the night is not believed."""

SORT_MEMORY = "1GB"


@dataclass(frozen=True, slots=True)
class FailedExpectation:
    """An expectation that did not hold: how many rows broke it, and which or why."""

    id: str
    severity: str
    failed: int
    detail: str

    @property
    def advice(self) -> str:
        """What to do about it."""
        return advice(self.id)


@dataclass(frozen=True, slots=True)
class CheckSummary:
    """The outcome of a check: rows by table, what failed, and whether and why the night may not be published."""

    passed: Mapping[str, int]
    quarantined: Mapping[str, int]
    failures: tuple[FailedExpectation, ...]
    publishable: bool
    reasons: tuple[str, ...]


def check(staged: Path, out: Path, run_id: str, due: int | None = None, build: Path | None = None) -> CheckSummary:
    """Check what a run staged below `staged` and write the outcome below `out`.

    `out` gets `passed/<table>.parquet` sorted by key, `quarantine.parquet`, `quality_results.parquet`,
    `yields.parquet` and `data_docs/`. `due` is the number of states that the run had to parse; with it a lost batch is
    noticed. `build` is the build database, with which tonight is compared; without it those comparisons are skipped.
    Raises FileNotFoundError where there is no staging folder: that is no quiet night.
    """
    if not staged.is_dir():
        raise FileNotFoundError(f"no staging folder {staged}")
    rows = replace(
        read_staged(staged, due),
        trailing=None if build is None else read_trailing(build),
        stale_corrections=stale_of(staged),
    )
    asked = list(ask(rows))
    settled = settle(rows, asked)
    judgements = judge(gates(asked), run_id)
    answers = answers_by_id(judgements)
    results = quality_results(asked, answers, rows, run_id)
    reasons = tuple(_reasons(rows, asked, answers, settled))

    out.mkdir(parents=True, exist_ok=True)
    _write_passed(rows, settled, staged, out / "passed")
    quarantine(settled, rows.frames, staged, run_id).write_parquet(out / "quarantine.parquet")
    results.write_parquet(out / "quality_results.parquet")
    write_yields(rows, run_id, out / "yields.parquet")
    write_data_docs(judgements, results, reasons, out / "data_docs")
    return CheckSummary(
        {name: int(passed.sum()) for name, passed in settled.passed.items()},
        {name: int((~passed).sum()) for name, passed in settled.passed.items()},
        tuple(_failures(rows, asked, answers)),
        not reasons,
        reasons,
    )


def _failures(rows: Staged, asked: list[Asked], answers: Mapping[str, Answer]) -> list[FailedExpectation]:
    failures = []
    for one in asked:
        error = error_of(one, answers.get(one.expectation.id))
        if error is not None:
            failures.append(FailedExpectation(one.expectation.id, "critical", one.failed, f"error: {error}"))
        elif one.failed:
            detail = detail_of(one, rows) or ""
            failures.append(FailedExpectation(one.expectation.id, one.expectation.severity, one.failed, detail))
    return failures


def _reasons(rows: Staged, asked: list[Asked], answers: Mapping[str, Answer], settled: Settled) -> list[str]:
    """Why the night may not be published; none where it may."""
    reasons = []
    for one in asked:
        expectation = one.expectation
        error = error_of(one, answers.get(expectation.id))
        if error is not None:
            reasons.append(f"{expectation.id} could not be judged: {error}")
        elif expectation.stops_publication(one.failed, len(one.held)):
            what = one.reason or f"{one.failed} of {len(one.held)} rows"
            reasons.append(f"{expectation.id} ({expectation.zh}): {what}")
    for name, passed in settled.passed.items():
        out = int((~passed).sum())
        if out > max(GRACE_ROWS, MAX_QUARANTINED_SHARE * len(passed)) or (out and out == len(passed)):
            reasons.append(f"{name}: {out} of {len(passed)} rows are quarantined")
    return reasons


def _write_passed(rows: Staged, settled: Settled, staged: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for table in CHECKED_TABLES:
        passed = rows.frames[table.name].filter(settled.passed[table.name])
        target = folder / f"{table.name}.parquet"
        if table.name == "texts":
            repeated = rows.frames["texts"]["document_id"].is_duplicated().any()
            _write_texts(passed["document_id"], staged, target, "DISTINCT" if repeated else "")
        else:
            passed.select(list(table.polars_schema)).sort(table.key).write_parquet(target)


def _write_texts(document_ids: pl.Series, staged: Path, target: Path, distinct: str) -> None:
    """The texts of the documents that passed, sorted outside memory: a first night's texts are gigabytes."""
    with duckdb.connect(config={"memory_limit": SORT_MEMORY, "temp_directory": str(target.parent / ".sort")}) as sorter:
        sorter.register("kept", pl.DataFrame({"document_id": document_ids}))
        readable = [path for path in staged_files(staged, "texts") if _is_parquet(path)]
        if document_ids.is_empty() or not readable:
            pl.DataFrame(schema={"document_id": pl.String, "text": pl.String}).write_parquet(target)
            return
        files = ", ".join(literal(str(path)) for path in readable)
        sorter.execute(
            f"COPY (SELECT {distinct} document_id, text FROM read_parquet([{files}], union_by_name = true) "
            f"SEMI JOIN kept USING (document_id) ORDER BY document_id) "
            f"TO {literal(str(target))} (FORMAT parquet, COMPRESSION zstd)"
        )
    shutil.rmtree(target.parent / ".sort", ignore_errors=True)


def _is_parquet(path: Path) -> bool:
    try:
        return {"document_id", "text"} <= set(pl.read_parquet_schema(path))
    except (pl.exceptions.PolarsError, OSError):
        return False
