"""A night without the orchestrator: the same steps, called one after another in this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl

from demo.portal import Portal
from demo.sources import write_sources
from tasks.check import CheckSummary, check
from tasks.crawl.folder import archive_folder
from tasks.crawl.handover import source_rows, write_manifest
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import load_sources
from tasks.load import RunRow, known_sources, load, quarantined
from tasks.parse.batch import parse_batch, parse_workers
from tasks.publish import publish

VERSION = "test"


def night_of_folder(
    folder: Path, data: Path, run_id: str = "20240601T180000", spoil: Callable[[Path], None] | None = None
) -> CheckSummary:
    """Takes a folder of saved files into the build database. `spoil` plays a defect: it may change what was staged."""
    archive_folder(folder, data / "archive", run_id)
    return _rest(data, run_id, source_rows([], [folder]), spoil=spoil)


def replay(data: Path, run_id: str) -> CheckSummary:
    """Reads the documents of quarantined rows again."""
    build = data / "build" / "warehouse.duckdb"
    return _rest(data, run_id, known_sources(build), lambda manifest: quarantined(manifest, build))


def night_of_portal(data: Path, documents: int, seed: int = 1, run_id: str = "20240601T180000") -> CheckSummary:
    """Crawls the demo portal into the build database of a data folder."""
    with Portal(documents=documents, seed=seed) as portal:
        write_sources(data / "sources", portal.addresses)
        sources = load_sources([data / "sources"])
        for source in sources:
            crawl_source(source, data / "archive", run_id, CrawlSettings())
    return _rest(data, run_id, source_rows(sources))


def _rest(
    data: Path,
    run_id: str,
    sources: pl.DataFrame,
    choose: Callable[[Path], pl.DataFrame] = pl.read_parquet,
    spoil: Callable[[Path], None] | None = None,
) -> CheckSummary:
    staged = data / "staged" / run_id
    write_manifest(data / "archive", staged / "manifest.parquet")
    manifest = choose(staged / "manifest.parquet")
    (staged / "sources").mkdir()
    sources.write_parquet(staged / "sources" / "sources.parquet")
    with parse_workers() as workers:
        parse_batch(manifest, sources, data / "archive", staged, "00000", run_id, workers)
    if spoil:
        spoil(staged)
    summary = check(staged, staged / "checked", run_id, manifest.height, data / "build" / "warehouse.duckdb")
    ops = staged / "ops"
    ops.mkdir()
    for name in ("quality_results", "quarantine", "yields"):
        shutil.copyfile(staged / "checked" / f"{name}.parquet", ops / f"{name}.parquet")
    if (staged / "corrections.parquet").exists():
        shutil.copyfile(staged / "corrections.parquet", ops / "corrections.parquet")
    pl.read_parquet(staged / "parses" / "*.parquet").write_parquet(ops / "parses.parquet")
    run = RunRow(run_id=run_id, started_at=datetime(2024, 6, 1, 18), code_version=VERSION)  # noqa: DTZ001
    load(data / "build" / "warehouse.duckdb", staged / "checked" / "passed", ops, run)
    publish(data / "build" / "warehouse.duckdb", data / "published", run_id, 3)
    return summary
