"""Rows in the demo portal's proportions: its sixty kinds of documents, read once and repeated under other ids."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

import polars as pl

from demo.formats import FORMATS
from demo.formats.html import body
from demo.items import slot_item
from demo.placement import SITES
from demo.record import Record
from demo.writers import write
from tasks.parse.frames import Origin, Rows
from tasks.parse.readers.members import read_all
from tasks.parse.single import SourceInfo, outcome_of
from warehouse.ids import document_id, snapshot_id
from warehouse.tables import table

KINDS = 60
"""The first sixty documents of the portal hold every layout, format and planted contradiction."""

_IDS = (
    "document_id", "canonical_document_id", "parent_document_id", "page_document_id", "snapshot_id", "evaluation_id",
    "project_id", "fund_id", "score_id", "claim_id", "evidence_id", "subject_id", "url", "sha256",
)  # fmt: skip


def read_once() -> dict[str, pl.DataFrame]:
    """The rows of the sixty documents with their attachments, by table."""
    rows = Rows()
    for number in range(KINDS):
        item = slot_item(1, number % SITES, number // SITES)
        _read(rows, f"https://site{number % SITES}.example/{number}", "html", item.page)
        for place, file in enumerate(item.attachments):
            _read(rows, f"https://site{number % SITES}.example/{number}/{place}", file.format, file.record)
    return rows.frames()


def _read(rows: Rows, url: str, kind: str, record: Record) -> None:
    paper = write(record)
    html = f'<html><head><meta charset="utf-8"></head><body><div id="zoom">{body(paper)}</div></body></html>'
    content = html.encode() if kind == "html" else FORMATS[kind][0](paper)
    digest = hashlib.sha256(content).hexdigest()
    origin = Origin(
        document_id(url), snapshot_id(url, digest), url.split("/")[2].removesuffix(".example"), url, None, None,
        datetime(2024, 6, 1), 200, None, digest, len(content), "bench.warc.gz", 0,  # noqa: DTZ001  UTC, as stored
    )  # fmt: skip
    (member,) = read_all(content, name=url)
    outcome = outcome_of(origin, member.content, SourceInfo(official=True, region_code=None))
    rows.extend(outcome.rows)
    rows.add(
        "ops.parses", snapshot_id=origin.snapshot_id, document_id=origin.document_id, source_id=origin.source_id,
        url=url, run_id="bench", code_version="bench", state=outcome.state, reason=outcome.reason,
        format=outcome.format, evaluations=outcome.evaluations,
    )  # fmt: skip


def repeated(frame: pl.DataFrame, first: int, until: int) -> pl.DataFrame:
    """The rows once for each number, each time under other ids. A digest stays one of 64 hexadecimal digits."""
    again = pl.DataFrame({"_copy": range(first, until)}, schema={"_copy": pl.UInt32})
    columns = [name for name in _IDS if name in frame.columns]
    new_ids = [
        (pl.col(name).str.slice(0, 56) + pl.col("_copy").cast(pl.String).str.zfill(8)).alias(name)
        if name == "sha256"
        else (pl.col(name) + "-" + pl.col("_copy").cast(pl.String)).alias(name)
        for name in columns
    ]
    return frame.join(again, how="cross").with_columns(new_ids).drop("_copy")


def sources(documents: pl.DataFrame) -> pl.DataFrame:
    """Rows of `main.sources` for the documents."""
    rows = [
        {"source_id": one, "title": one, "template": "plain", "official": True, "verified": True}
        for one in documents["source_id"].unique().sort()
    ]
    return pl.DataFrame(rows, schema=table("sources").polars_schema)


def total(frames: Mapping[str, pl.DataFrame]) -> int:
    """Rows of all tables together."""
    return sum(frame.height for frame in frames.values())
