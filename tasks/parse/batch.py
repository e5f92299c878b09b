"""A batch of archived documents, from their bytes to Parquet: the unit of work of a night's parsing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.parse.archive import ArchiveError, read_body
from tasks.parse.document import Document, UnreadableError
from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.frames import Origin, Rows, add_document
from tasks.parse.readers import read
from tasks.parse.redact import redact
from tasks.parse.region import Gazetteer, locate
from tasks.parse.trust import judge
from tasks.parse.version import code_version
from warehouse.ids import document_id, snapshot_id
from warehouse.reference import regions


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What parsing must know of a source: whether a public body answers for it, and where that body is."""

    official: bool
    region_code: str | None


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """How a batch went: documents by state, and the reasons of those without facts (url, state, reason)."""

    documents: int
    states: dict[str, int]
    failures: tuple[tuple[str, str, str], ...]


def read_facts(data: bytes, *, content_type: str | None = None, name: str | None = None) -> tuple[Document, Facts]:
    """A document and its facts from bytes alone; raises UnreadableError with the reason where there are none.

    Personal data is masked before anything is read out of the text, so that no quote can carry it.
    """
    if not data:
        raise UnreadableError("empty", "the file is empty")
    document = redact(read(data, content_type=content_type, name=name))
    return document, extract(document)


def parse_batch(
    manifest: pl.DataFrame, sources: pl.DataFrame, archive: Path, staged: Path, batch: str, run_id: str
) -> BatchSummary:
    """Reads every document of the manifest and writes `<table>/<batch>.parquet` into `staged`.

    `manifest` has the schema of `warehouse.handover.MANIFEST`, `sources` that of `main.sources`. A document that
    cannot be read is a row of `ops.parses` with its reason, and the batch goes on.
    """
    gazetteer = _gazetteer()
    known = {row["source_id"]: SourceInfo(row["official"], row["region_code"]) for row in sources.iter_rows(named=True)}
    rows = Rows()
    states: Counter[str] = Counter()
    failures: list[tuple[str, str, str]] = []
    for row in manifest.iter_rows(named=True):
        origin = _origin(row)
        state, reason, form, evaluations = _parse_one(
            rows, origin, archive, known.get(origin.source_id, SourceInfo(official=False, region_code=None)), gazetteer
        )
        if origin.parent_document_id:
            _add_attachment(rows, origin, readable=state in ("parsed", "negative"))
        states[state] += 1
        if reason:
            failures.append((origin.url, state, reason))
        rows.add(
            "ops.parses",
            snapshot_id=origin.snapshot_id,
            document_id=origin.document_id,
            source_id=origin.source_id,
            url=origin.url,
            run_id=run_id,
            code_version=code_version(),
            state=state,
            reason=reason,
            format=form,
            evaluations=evaluations,
        )
    for name, frame in rows.frames().items():
        target = staged / name.removeprefix("ops.") / f"{batch}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        frame.write_parquet(target)
    return BatchSummary(manifest.height, dict(sorted(states.items())), tuple(failures))


def _parse_one(
    rows: Rows, origin: Origin, archive: Path, source: SourceInfo, gazetteer: Gazetteer
) -> tuple[str, str | None, str, int]:
    """State, reason, format and number of evaluations of one document, whose rows are added."""
    try:
        body = read_body(archive, origin.warc_file, origin.warc_offset)
        document, facts = read_facts(body, content_type=origin.content_type, name=origin.name)
    except UnreadableError as error:
        return error.state, error.reason, "unknown", 0
    except ArchiveError as error:
        return "unreadable", str(error), "unknown", 0
    except Exception as error:  # a defect of ours must cost one document, not the night
        return "failed", f"{type(error).__name__}: {error}", "unknown", 0
    trust = judge(document, origin.url, official_source=source.official, region_code=source.region_code)
    place = locate(document, facts, source.region_code, gazetteer)
    add_document(rows, origin, document, facts, place, trust)
    return ("parsed" if facts.evaluations else "negative"), None, document.format, len(facts.evaluations)


def _origin(row: dict[str, object]) -> Origin:
    """A row of the manifest with the ids of its document and state."""
    url, sha256 = str(row["url"]), str(row["sha256"])
    parent = row["parent_url"]
    carried = {
        name: row[name]
        for name in (
            "source_id", "url", "name", "fetched_at", "http_status", "content_type", "sha256", "bytes", "warc_file",
            "warc_offset",
        )
    }  # fmt: skip
    return Origin(
        document_id=document_id(url),
        snapshot_id=snapshot_id(url, sha256),
        parent_document_id=document_id(str(parent)) if parent else None,
        **carried,  # type: ignore[arg-type]
    )


def _add_attachment(rows: Rows, origin: Origin, *, readable: bool) -> None:
    rows.add(
        "attachments",
        page_document_id=origin.parent_document_id,
        url=origin.url,
        name=origin.name,
        document_id=origin.document_id if readable else None,
    )


def _gazetteer() -> Gazetteer:
    frame = regions()
    return Gazetteer(
        names=dict(zip(frame["region_code"].to_list(), frame["name"].to_list(), strict=True)),
        successors={
            row["region_code"]: row["successor_code"] for row in frame.iter_rows(named=True) if row["successor_code"]
        },
    )
