"""How every source did in a night: its crawl, and what was read of it against the nights before."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from flows.summary import SourceNight
from tasks.check.yields import SourceYield, judge_yield, night_yields
from tasks.crawl.summary import CrawlSummary
from tasks.load import documents_with_facts, earlier_health
from warehouse.tables import table


def source_nights(crawled: Sequence[CrawlSummary], staged: Path, build: Path, run_id: str) -> tuple[SourceNight, ...]:
    """A row a source, in the order of the summaries: the worse of what the crawl and the yield say."""
    yields = night_yields(staged, staged / "checked" / "passed", documents_with_facts(build))
    before = earlier_health(build, run_id)
    return tuple(
        _judged(summary, yields.get(summary.source_id, SourceYield()), before.get(summary.source_id, []))
        for summary in crawled
    )


def crawl_nights(crawled: Sequence[CrawlSummary]) -> tuple[SourceNight, ...]:
    """The same of a night that ends with its crawl."""
    return tuple(_judged(summary, SourceYield(), []) for summary in crawled)


def write_health(nights: Sequence[SourceNight], run_id: str, path: Path) -> None:
    """The rows of `ops.source_health`."""
    definition = table("ops.source_health")
    rows = [{"run_id": run_id, **vars(night)} for night in nights]
    pl.DataFrame(rows, schema=definition.polars_schema).sort(definition.key).write_parquet(path)


def _judged(summary: CrawlSummary, tonight: SourceYield, before: list[dict[str, object]]) -> SourceNight:
    judgement = judge_yield(summary.listed, tonight, before)
    state = summary.state
    if judgement.red:
        state = "red"
    elif judgement.amber and state == "green":
        state = "amber"
    reasons = [*judgement.red, *([summary.reason] if summary.reason else []), *judgement.amber]
    return SourceNight(
        summary.source_id,
        summary.listed,
        summary.fetched,
        summary.unchanged,
        summary.failed,
        state,
        "; ".join(reasons) or None,
        summary.rested,
        summary.new,
        summary.gone,
        tonight.parsed,
        tonight.with_facts,
        tonight.lost,
        tonight.funds,
        tonight.scores,
        tonight.text_length,
    )
