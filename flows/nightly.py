"""The night: crawl, parse, check, load, publish, with what ops need to see of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from prefect import State, flow
from prefect.futures import wait
from prefect.runtime import flow_run
from prefect.states import Failed
from prefect.task_runners import ThreadPoolTaskRunner

from flows import artifacts, steps
from flows.choice import select
from flows.health import crawl_nights, source_nights, write_health
from flows.lock import NightRunningError, night_lock
from flows.progress import say
from flows.report import changed_figures, failed_expectations, findings_by_rule, next_steps
from flows.resume import run_of_night
from flows.settings import Layout, Settings
from flows.space import lack_of_space
from flows.stages import begin_stage, keep_data_docs, keep_only
from flows.summary import Failure, NightSummary, SourceNight
from tasks.check.corrections import Correction, CorrectionError, load_corrections, unsettled
from tasks.crawl.handover import (
    prune_journal,
    source_rows,
    write_fetches,
    write_manifest,
    write_taken_down,
    write_withdrawn,
)
from tasks.crawl.holdings import holdings
from tasks.crawl.night import Window
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.source import Source, load_sources
from tasks.crawl.summary import CrawlSummary
from tasks.crawl.threads import let_crawls_work
from tasks.load import RunRow, corrected, known_sources, of_changed_sources, of_documents, pending, quarantined
from tasks.parse.batch import parse_workers
from tasks.parse.version import code_version

SITES_AT_ONCE = 16
"""Sites crawled side by side; each is asked one request at a time, so this bounds threads, not politeness."""


BUSY = "Busy"
"""Name of the failed state of a night that did not begin, because another one is running on the same folder."""


def _run_name() -> str:
    parameters = flow_run.parameters
    if parameters.get("replay"):
        return f"replay {datetime.now(UTC):%Y-%m-%d %H:%M}"
    what = parameters.get("folder") or ", ".join(parameters.get("sources") or []) or "all sources"
    return f"night {datetime.now(UTC):%Y-%m-%d %H:%M} {Path(str(what)).name}"


@flow(
    name="nightly",
    flow_run_name=_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=SITES_AT_ONCE),  # type: ignore[arg-type]
)
def nightly(
    sources: list[str] | None = None,
    folder: Path | None = None,
    data: Path | None = None,
    full: bool = False,
    replay: bool = False,
    window: str | None = None,
) -> NightSummary | State[NightSummary]:
    """Crawls the sources, parses what is new, checks it, loads it and publishes the warehouse.

    A night that publishes nothing ends as a failed run whose message says why; the snapshot of the night before stands.

    Args:
        sources: Names of the sources to crawl (files in sources/ without .yaml); empty for all verified ones.
        folder: A folder of saved files to take in instead of crawling.
        data: Folder of archive, warehouse and snapshots; empty for the setting JIXIAO_DATA.
        full: Parse every archived document again, not only new and changed ones.
        replay: Crawl nothing, and parse only the documents of quarantined rows again.
        window: Hours in China time in which requests may start, as 22:00-08:00; empty for any hour.
    """
    settings = Settings()
    manners = _crawl_settings(settings, window)
    layout = Layout(data or settings.data)
    if lack := lack_of_space(layout.data):
        return Failed(message=f"nothing published: {lack}")
    try:
        corrections = load_corrections(settings.corrections)
    except CorrectionError as error:
        return Failed(message=f"nothing published: the corrections cannot be read: {error}")
    try:
        with night_lock(layout.data), run_of_night(layout.data, datetime.now(UTC)) as run_id:
            summary = _night(settings, manners, layout, run_id, sources, folder, corrections, full=full, replay=replay)
    except NightRunningError as error:
        return Failed(name=BUSY, message=str(error))
    if summary.published is None:
        return Failed(message="nothing published: " + "; ".join(summary.reasons))
    return summary


def _night(
    settings: Settings,
    manners: CrawlSettings,
    layout: Layout,
    run_id: str,
    names: Sequence[str] | None,
    folder: Path | None,
    corrections: tuple[Correction, ...],
    *,
    full: bool,
    replay: bool,
) -> NightSummary:
    started, clock = datetime.now(UTC), time.monotonic()
    staged = begin_stage(layout, run_id)
    chosen = [] if replay or (folder and not names) else select(load_sources([settings.sources]), names)
    folders = [folder] if folder else []
    steps.follow_takedowns(settings.takedowns, layout, run_id)
    crawled = _crawl(chosen, folders, layout, run_id, manners)
    nights = crawl_nights(crawled)
    if crawled and all(summary.state == "red" for summary in crawled):
        reasons = tuple(f"{night.source_id}: {night.reason}" for night in nights)
        summary = NightSummary(run_id, nights, _crawl_failures(crawled), 0, reasons=("every source failed", *reasons))
        return _end(layout, summary, [], clock)
    sources = known_sources(layout.build) if replay else source_rows(chosen, folders)
    parsed, failures = _parse(settings, layout, staged, sources, run_id, corrections, full=full, replay=replay)
    checked = steps.check_staged(staged, staged / "checked", run_id, parsed, layout.build) if parsed else None
    if checked:
        keep_data_docs(layout, run_id)
    nights = source_nights(crawled, staged, layout.build, run_id)
    failures = (*_crawl_failures(crawled), *failures)
    results = failed_expectations(checked)
    if checked and not checked.publishable:
        summary = NightSummary(
            run_id, nights, failures, parsed, quarantined=sum(checked.quarantined.values()), reasons=checked.reasons
        )
        return _end(layout, summary, results, clock)
    ops = _ops_rows(layout, staged, nights, run_id)
    run = RunRow(
        run_id=run_id,
        flow_run=str(flow_run.id) if flow_run.id else None,
        started_at=started.replace(tzinfo=None),
        code_version=code_version(),
    )
    loaded = steps.load_passed(layout.build, staged / "checked" / "passed", ops, run)
    published = steps.publish_build(layout.build, layout.published, run_id, settings.keep_snapshots)
    summary = NightSummary(
        run_id,
        nights,
        failures,
        parsed,
        totals=loaded.totals,
        quarantined=sum(checked.quarantined.values()) if checked else 0,
        published=str(published.database),
    )
    artifacts.findings_table(run_id, findings_by_rule(published.database))
    artifacts.changes_table(run_id, changed_figures(published.database))
    keep_only(layout, run_id)
    prune_journal(layout.archive)
    return _end(layout, summary, results, clock)


def _crawl_settings(settings: Settings, window: str | None) -> CrawlSettings:
    """The crawl's manners; ValueError for a window that is none, before anything has begun."""
    manners = CrawlSettings(window=Window.parse(window) if window else None)
    return replace(manners, contact=settings.contact) if settings.contact else manners


def _crawl(
    chosen: Sequence[Source], folders: Sequence[Path], layout: Layout, run_id: str, settings: CrawlSettings
) -> list[CrawlSummary]:
    """All sources side by side; the summaries in the order of their names."""
    say("crawl: " + ", ".join([*(source.name for source in chosen), *(str(folder) for folder in folders)]))
    let_crawls_work()
    futures = [steps.crawl_site.submit(source, layout.archive, run_id, settings) for source in chosen]
    futures += [steps.take_folder.submit(folder, layout.archive, run_id) for folder in folders]
    wait(futures)
    return [future.result() for future in futures]


def _parse(
    settings: Settings,
    layout: Layout,
    staged: Path,
    sources: pl.DataFrame,
    run_id: str,
    corrections: tuple[Correction, ...],
    *,
    full: bool,
    replay: bool,
) -> tuple[int, tuple[Failure, ...]]:
    """Parses what the archive holds of these sources and the warehouse has not; how many, and those without facts."""
    manifest = staged / "manifest.parquet"
    write_manifest(layout.archive, manifest)
    if replay:
        todo = quarantined(manifest, layout.build)
    else:
        todo = pl.read_parquet(manifest) if full else pending(manifest, layout.build, code_version())
        again = of_documents(manifest, unsettled(corrections, corrected(layout.build)))
        moved = of_changed_sources(manifest, layout.build, sources)
        todo = pl.concat([todo, again, moved]).unique(["url", "sha256"]).sort("url", "sha256")
    todo = todo.filter(pl.col("source_id").is_in(sources["source_id"].to_list()))
    todo_path, sources_path = staged / "pending.parquet", staged / "sources" / "sources.parquet"
    todo.write_parquet(todo_path)
    sources_path.parent.mkdir()
    sources.write_parquet(sources_path)
    say(f"parse: {todo.height} documents" + ("" if full or replay else " new, changed or not read by this parser yet"))
    with parse_workers() as workers:
        futures = [
            steps.parse.submit(
                todo_path, sources_path, layout.archive, staged, name, first, settings.batch_size, run_id, workers
            )
            for name, first in steps.batches(todo.height, settings.batch_size)
        ]
        wait(futures)
    if corrections and todo.height:
        steps.correct(corrections, staged, run_id)
    failures = [Failure(*failure) for future in futures for failure in future.result().failures]
    return todo.height, tuple(sorted(failures, key=lambda failure: failure.url))


def _ops_rows(layout: Layout, staged: Path, nights: Sequence[SourceNight], run_id: str) -> Path:
    """The folder of Parquet files with this night's rows of the schema ops, and what was withdrawn."""
    ops = staged / "ops"
    ops.mkdir()
    write_fetches(layout.archive, run_id, ops / "fetches.parquet")
    write_withdrawn(layout.archive, ops / "withdrawn.parquet")
    write_taken_down(layout.archive, ops)
    write_health(nights, run_id, ops / "source_health.parquet")
    for name in ("quality_results", "quarantine", "yields"):
        found = staged / "checked" / f"{name}.parquet"
        if found.exists():
            shutil.copyfile(found, ops / f"{name}.parquet")
    if (made := staged / "corrections.parquet").exists():
        shutil.copyfile(made, ops / "corrections.parquet")
    if batches := sorted((staged / "parses").glob("*.parquet")):
        pl.concat(pl.read_parquet(batch) for batch in batches).write_parquet(ops / "parses.parquet")
    return ops


def _end(layout: Layout, summary: NightSummary, failed: list[dict[str, object]], clock: float) -> NightSummary:
    """Writes the artifacts of the night."""
    held = tuple(holdings(layout.archive))
    summary = replace(summary, archive=held, seconds=time.monotonic() - clock)
    artifacts.crawl_table(summary)
    artifacts.archive_table(summary)
    artifacts.failures_table(summary)
    artifacts.quality_table(summary.run_id, failed)
    artifacts.night_report(summary, next_steps(summary))
    return summary


def _crawl_failures(crawled: Sequence[CrawlSummary]) -> tuple[Failure, ...]:
    return tuple(Failure(f.url, f.outcome, f.reason) for summary in crawled for f in summary.failures)
