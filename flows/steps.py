"""The steps as Prefect tasks: thin wrappers, a task a source or a batch, never one a page.

What they hand on are paths and small summaries; frames travel as Parquet (`NO_CACHE`, because hashing a frame for
Prefect's cache costs more than most steps).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.progress import say
from flows.settings import Layout
from flows.takedowns import listed_takedowns
from tasks.check.corrections import Correction, apply_corrections
from tasks.crawl.folder import archive_folder
from tasks.crawl.removal import apply_takedowns
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source
from tasks.crawl.summary import CrawlSummary
from tasks.load import LoadSummary, RunRow, load
from tasks.parse.batch import BatchSummary, ParseWorkers, parse_batch
from tasks.publish import PublishSummary, publish

if TYPE_CHECKING:
    from tasks.check import CheckSummary


def _told(summary: CrawlSummary) -> CrawlSummary:
    line = f"crawl {summary.source_id}: {summary.listed} listed, {summary.fetched} fetched, "
    line += f"{summary.unchanged} unchanged, {summary.failed} failed"
    say(line + (f" ({summary.state}: {summary.reason})" if summary.reason else ""))
    return summary


@task(name="crawl", task_run_name="crawl {source.name}", cache_policy=NO_CACHE)
def crawl_site(source: Source, archive: Path, run_id: str, settings: CrawlSettings) -> CrawlSummary:
    """Lists and fetches one site into the archive."""
    return _told(crawl_source(source, archive, run_id, settings))


def follow_takedowns(given: Path | None, layout: Layout, run_id: str) -> None:
    """Takes out of the archive what is new on the takedown list; a list that was named must be there."""
    removed = apply_takedowns(layout.archive, listed_takedowns(given, layout.data), run_id)
    if removed.records:
        say(f"takedown: {removed.records} bodies removed from {len(removed.rewritten)} WARC files")


@task(name="archive-folder", task_run_name="folder {folder.name}", cache_policy=NO_CACHE)
def take_folder(folder: Path, archive: Path, run_id: str) -> CrawlSummary:
    """Takes saved files of a folder into the archive."""
    return _told(archive_folder(folder, archive, run_id))


@task(name="parse", task_run_name="parse batch {batch}", cache_policy=NO_CACHE)
def parse(
    pending: Path,
    sources: Path,
    archive: Path,
    staged: Path,
    batch: str,
    first: int,
    size: int,
    run_id: str,
    workers: ParseWorkers,
) -> BatchSummary:
    """Reads one batch of documents out of the archive into staged Parquet."""
    rows = pl.read_parquet(pending).slice(first, size)
    summary = parse_batch(rows, pl.read_parquet(sources), archive, staged, batch, run_id, workers)
    states = ", ".join(f"{count} {state}" for state, count in summary.states.items())
    say(f"parse batch {batch}: {summary.documents} documents ({states})")
    return summary


@task(name="correct", task_run_name="correct", cache_policy=NO_CACHE)
def correct(corrections: tuple[Correction, ...], staged: Path, run_id: str) -> None:
    """Sets right what reviewed corrections say of the documents that were read."""
    stale = apply_corrections(corrections, staged, run_id)
    say(f"correct: {len(corrections)} corrections, {len(stale)} stale")


@task(name="check", task_run_name="check", cache_policy=NO_CACHE)
def check_staged(staged: Path, out: Path, run_id: str, due: int, build: Path) -> CheckSummary:
    """Runs the expectations on the staged frames; Great Expectations is imported here, for its import takes seconds."""
    from tasks.check import check

    summary = check(staged, out, run_id, due, build)
    say(f"check: {sum(summary.passed.values())} rows passed, {sum(summary.quarantined.values())} quarantined")
    return summary


@task(name="load", task_run_name="load", cache_policy=NO_CACHE)
def load_passed(build: Path, passed: Path, ops: Path, run: RunRow) -> LoadSummary:
    """Loads passed rows into the build database in one transaction."""
    summary = load(build, passed, ops, run)
    say(f"load: {summary.changed} documents changed, {summary.documents} in the warehouse")
    return summary


@task(name="publish", task_run_name="publish", cache_policy=NO_CACHE)
def publish_build(build: Path, published: Path, run_id: str, keep: int) -> PublishSummary:
    """Publishes a compact copy by one atomic rename."""
    summary = publish(build, published, run_id, keep)
    say(f"publish: {published / 'current'} -> {run_id}")
    return summary


def batches(documents: int, size: int) -> list[tuple[str, int]]:
    """Name and first row of each batch of a list of documents."""
    return [(f"{number:05d}", first) for number, first in enumerate(range(0, documents, size))]
