"""What the crawl hands on: the manifest of archived states, the night's fetches, the rows of `sources`."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from tasks.crawl.folder import folder_home, folder_source_id
from tasks.crawl.journal import State, open_journal
from tasks.crawl.source import Source
from warehouse.handover import MANIFEST, REMOVED, TAKEN_DOWN, WITHDRAWN
from warehouse.model import Table
from warehouse.tables.lineage import SOURCES
from warehouse.tables.ops import FETCHES

_CONTENT_ROLES = ("page", "attachment", "file")
_ROWS_AT_ONCE = 20_000
_KEPT_RUNS = 30
"""Runs whose fetches stay in the journal: a month, so that nights that were never loaded can be looked at."""


def write_manifest(archive: Path, path: Path) -> int:
    """Write the current state of every page, attachment and file as Parquet, by address; the number of rows."""
    with open_journal(archive) as journal:
        parts: dict[str, list[State]] = {}
        for part in journal.states(("part",)):
            parts.setdefault(part.parent_url or "", []).append(part)
        states = journal.states(_CONTENT_ROLES)
        return _write(MANIFEST, (_manifest_row(state, parts.get(state.url, [])) for state in states), path)


def _manifest_row(state: State, parts: list[State]) -> Mapping[str, object]:
    return {
        "source_id": state.source_id,
        "url": state.url,
        "parent_url": state.parent_url,
        "name": state.name,
        "fetched_at": state.fetched_at,
        "http_status": state.http_status,
        "content_type": state.content_type,
        "warc_file": state.warc_file,
        "warc_offset": state.warc_offset,
        **_content(state, parts),
    }


def _content(page: State, parts: list[State]) -> Mapping[str, object]:
    """What identifies the content of a page, and where its further pages stand."""
    if not parts:
        return {"sha256": page.sha256, "bytes": page.bytes, "parts": None}
    parts = sorted(parts, key=lambda part: int((part.name or "0").split("/")[0]))
    digests = "\n".join(state.sha256 for state in (page, *parts))
    places = [[part.name, part.warc_file, part.warc_offset, part.content_type] for part in parts]
    return {
        "sha256": hashlib.sha256(digests.encode()).hexdigest(),
        "bytes": page.bytes + sum(part.bytes for part in parts),
        "parts": json.dumps(places, ensure_ascii=False),
    }


def write_fetches(archive: Path, run_id: str, path: Path) -> int:
    """Write a run's fetches as rows of `ops.fetches`, in the order of the journal; the number of rows."""
    with open_journal(archive) as journal:
        rows = (
            {
                "run_id": fetch.run_id,
                "fetch_no": number,
                "source_id": fetch.source_id,
                "url": fetch.url,
                "role": fetch.role,
                "requested_at": fetch.requested_at,
                "elapsed_ms": fetch.elapsed_ms,
                "outcome": fetch.outcome,
                "http_status": fetch.http_status,
                "bytes": fetch.bytes,
                "sha256": fetch.sha256,
                "reason": fetch.reason,
            }
            for number, fetch in journal.fetches(run_id)
        )
        return _write(FETCHES, rows, path)


def write_withdrawn(archive: Path, path: Path) -> int:
    """Write every address whose publisher took it away, with the day it was first found gone; the number of rows."""
    with open_journal(archive) as journal:
        rows = (
            {"url": miss.url, "withdrawn_on": miss.gone_since.date()}
            for miss in journal.withdrawn()
            if miss.gone_since is not None
        )
        return _write(WITHDRAWN, rows, path)


def write_taken_down(archive: Path, folder: Path) -> None:
    """Write the takedown list as the archive follows it, and the bodies that were removed for it."""
    with open_journal(archive) as journal:
        listed = (
            {"kind": kind, "value": value, "reason": reason, "listed_on": date.fromisoformat(day)}
            for kind, value, reason, day in journal.takedowns.listed()
        )
        _write(TAKEN_DOWN, listed, folder / f"{TAKEN_DOWN.name}.parquet")
        removed = (
            {"url": url, "sha256": sha256, "page_url": parent_url if role == "part" else None}
            for url, sha256, role, parent_url in journal.takedowns.removed()
        )
        _write(REMOVED, removed, folder / f"{REMOVED.name}.parquet")


def prune_journal(archive: Path) -> int:
    """Forget the fetches of old runs, which the warehouse has in `ops.fetches`; how many were forgotten."""
    with open_journal(archive) as journal:
        return journal.prune(_KEPT_RUNS)


def source_rows(sources: Sequence[Source], folders: Sequence[Path] = ()) -> pl.DataFrame:
    """The rows of `main.sources` for crawled sites and for folders of saved files, by source_id."""
    rows: list[Mapping[str, object]] = [
        {
            "source_id": source.name,
            "title": source.title,
            "publisher": source.publisher,
            "region_code": source.region_code,
            "region_name": source.region_name,
            "template": source.template,
            "home": source.columns[0].url,
            "official": source.official,
            "verified": source.verified,
        }
        for source in sources
    ]
    rows += [
        {
            "source_id": folder_source_id(folder),
            "title": folder.resolve().name,
            "publisher": None,
            "region_code": None,
            "region_name": None,
            "template": "folder",
            "home": folder_home(folder),
            "official": False,
            "verified": False,
        }
        for folder in folders
    ]
    return _frame(SOURCES, rows).sort("source_id")


def _frame(table: Table, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=table.polars_schema, orient="row")


def _write(table: Table, rows: Iterable[Mapping[str, object]], path: Path) -> int:
    """Write a file whole or not at all: a kill must not leave half a Parquet file for the next step.

    Rows are written as they come, some thousand at a time: an archive of years has more than fit into memory well.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".part")
    count, coming = 0, iter(rows)
    with pq.ParquetWriter(unfinished, table.empty().to_arrow().schema, compression="zstd") as writer:
        while some := list(islice(coming, _ROWS_AT_ONCE)):
            writer.write_table(_frame(table, some).to_arrow())
            count += len(some)
    with unfinished.open("rb") as stream:
        os.fsync(stream.fileno())
    unfinished.replace(path)
    return count
