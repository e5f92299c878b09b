"""A batch of archived documents, from their bytes to Parquet: the unit of work of a night's parsing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.parse.frames import Origin, Rows
from tasks.parse.isolate import Lost, Workers
from tasks.parse.parts import parts_of
from tasks.parse.single import ArchivedFile, Outcome, SourceInfo, origin_of, read_facts
from tasks.parse.version import code_version

__all__ = ["BatchSummary", "ParseWorkers", "parse_batch", "parse_workers", "read_facts"]

ParseWorkers = Workers[ArchivedFile, Outcome]
"""Processes that read documents; one pool serves all batches of a night."""

_UNKNOWN_SOURCE = SourceInfo(official=False, region_code=None)


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """How a batch went: documents by state, and the reasons of those without facts (url, state, reason).

    The files of an archive count as documents, beside the archive itself.
    """

    documents: int
    states: dict[str, int]
    failures: tuple[tuple[str, str, str], ...]


def parse_workers(count: int | None = None) -> ParseWorkers:
    """A pool for `parse_batch`, of as many processes as there are cores; close it at the end of the night."""
    return Workers("tasks.parse.single:read_archived", count)


def parse_batch(
    manifest: pl.DataFrame,
    sources: pl.DataFrame,
    archive: Path,
    staged: Path,
    batch: str,
    run_id: str,
    workers: ParseWorkers,
) -> BatchSummary:
    """Reads every document of the manifest and writes `<table>/<batch>.parquet` into `staged`.

    `manifest` has the schema of `warehouse.handover.MANIFEST`, `sources` that of `main.sources`. A document that
    cannot be read, or that its worker does not survive, is a row of `ops.parses` with its reason, and the batch goes
    on. What is written does not depend on the number of workers.
    """
    known = {
        row["source_id"]: SourceInfo(row["official"], row["region_code"], row["region_name"])
        for row in sources.iter_rows(named=True)
    }
    jobs = [
        ArchivedFile(origin_of(row), str(archive), known.get(row["source_id"], _UNKNOWN_SOURCE), parts_of(row["parts"]))
        for row in manifest.iter_rows(named=True)
    ]
    rows = Rows()
    states: Counter[str] = Counter()
    failures: list[tuple[str, str, str]] = []
    for job, answers in zip(jobs, workers.run(jobs), strict=True):
        for outcome in _outcomes(job, answers):
            _add(rows, outcome, run_id)
            states[outcome.state] += 1
            if outcome.reason and not outcome.is_read and not outcome.is_opened_archive:
                failures.append((outcome.origin.url, outcome.state, outcome.reason))
    for name, frame in rows.frames().items():
        target = staged / name.removeprefix("ops.") / f"{batch}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(target)
    return BatchSummary(states.total(), dict(sorted(states.items())), tuple(failures))


def _outcomes(job: ArchivedFile, answers: Iterable[Outcome | Lost]) -> list[Outcome]:
    """What became of a file and its members; where the worker was lost, the file itself is what failed."""
    outcomes: list[Outcome] = []
    for answer in answers:
        if isinstance(answer, Lost):
            behind = f" behind {outcomes[-1].origin.name}" if outcomes else ""
            outcomes.append(Outcome(job.origin, "failed", answer.reason + behind))
        else:
            outcomes.append(answer)
    return outcomes


def _add(rows: Rows, outcome: Outcome, run_id: str) -> None:
    origin = outcome.origin
    rows.extend(outcome.rows)
    if origin.parent_document_id:
        _add_attachment(rows, origin, readable=outcome.is_read)
    rows.add(
        "ops.parses",
        snapshot_id=origin.snapshot_id,
        document_id=origin.document_id,
        source_id=origin.source_id,
        url=origin.url,
        run_id=run_id,
        code_version=code_version(),
        state=outcome.state,
        reason=outcome.reason,
        format=outcome.format,
        evaluations=outcome.evaluations,
    )


def _add_attachment(rows: Rows, origin: Origin, *, readable: bool) -> None:
    rows.add(
        "attachments",
        page_document_id=origin.parent_document_id,
        url=origin.url,
        name=origin.name,
        document_id=origin.document_id if readable else None,
    )
