"""What ops read in the Prefect UI: the crawl, the quality results, findings, changes, and the night as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.summary import NightSummary
from tasks.crawl.holdings import Holding

_MOST_ROWS = 200  # an artifact is stored in Prefect's own database and read by a person


def crawl_table(summary: NightSummary) -> None:
    """A row a source: what it listed, what came, what was read of it, its state and why."""
    _table("crawl", [vars(source) for source in summary.sources], f"Crawl of {summary.run_id}")


def archive_table(summary: NightSummary) -> None:
    """A row a source: files, bytes stored and spared, captures, the oldest and the newest; then all together."""
    rows = [{**_fields(holding), "packed_bytes": holding.packed_bytes} for holding in summary.archive]
    sums = ("files", "stored_bytes", "captures", "fetched_bytes", "repeated_bytes", "unsent_bytes", "packed_bytes")
    total = {"source_id": "all", **{name: sum(row[name] for row in rows) for name in sums}}
    _table(
        "archive",
        [*rows, {name: total.get(name) for name in rows[0]}] if rows else [],
        f"Archive after {summary.run_id}",
    )


def failures_table(summary: NightSummary) -> None:
    """Pages and files without facts, each with its reason."""
    _table("failures", [vars(failure) for failure in summary.failures], f"Without facts in {summary.run_id}")


def quality_table(run_id: str, rows: Sequence[dict[str, Any]]) -> None:
    """Expectations that did not hold, gravest first."""
    _table("quality", rows, f"Expectations that failed in {run_id}")


def findings_table(run_id: str, rows: Sequence[dict[str, Any]]) -> None:
    """What the publishers' own figures contradict, by rule."""
    _table("findings", rows, f"Findings in the warehouse after {run_id}")


def changes_table(run_id: str, rows: Sequence[dict[str, Any]]) -> None:
    """What documents say otherwise than in the snapshot before, or no more."""
    _table("changes", rows, f"Changed or withdrawn in {run_id}")


def night_report(summary: NightSummary, next_steps: Sequence[str]) -> None:
    """The night on one page, with what to do about what went wrong."""
    state = f"published as `{summary.published}`" if summary.published else "**nothing published**"
    lines = [f"# Night {summary.run_id}", "", f"{state}, {summary.seconds:.0f} s", ""]
    lines += [f"- {reason}" for reason in summary.reasons]
    lines += ["", "| rows | |", "|---|---:|", *(f"| {name} | {count} |" for name, count in summary.totals.items())]
    lines += [f"| quarantined | {summary.quarantined} |", ""]
    lines += ["The pages of Great Expectations are in `data_docs/index.html` of the data folder.", ""]
    if next_steps:
        lines += ["## What to do", "", *(f"- {step}" for step in next_steps)]
    create_markdown_artifact("\n".join(lines), key="night", description=f"Night {summary.run_id}")


def _fields(holding: Holding) -> dict[str, Any]:
    return {field.name: getattr(holding, field.name) for field in fields(holding)}


def _table(key: str, rows: Sequence[dict[str, Any]], description: str) -> None:
    shown = [{name: "" if value is None else str(value) for name, value in row.items()} for row in rows[:_MOST_ROWS]]
    if len(rows) > _MOST_ROWS:
        description += f" (the first {_MOST_ROWS} of {len(rows)})"
    create_table_artifact(shown or [{"": "none"}], key=key, description=description)
