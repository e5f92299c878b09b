"""What ops read of a night: failed expectations, findings by rule, and what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.summary import NightSummary
from tasks.publish.diff import NoSuchSnapshotError, SnapshotHeldError, compare
from tasks.publish.query import QueryError, run_query

if TYPE_CHECKING:
    from tasks.check import CheckSummary

_ADVICE = {
    "blocked": "is blocked by a challenge page: leave it alone and collect by hand, or ask the site",
    "refused": "refuses: look at robots.txt and at the delay in its source file",
    "timed_out": "timed out: it is asked again next night; raise delay_seconds if it stays slow",
    "failed": "a defect of the parser: `jixiao extract` on the saved body shows it",
    "changed_shape": "its list looks different: compare the list page with the template of its source file",
}


_FINDINGS = """
SELECT r.rule_id AS rule, r.severity, r.title_zh AS meaning, r.found, r.checked, r.skipped,
       (SELECT min(f.message) FROM findings f WHERE f.rule_id = r.rule_id) AS example
FROM rules r WHERE r.found > 0
ORDER BY CASE r.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, r.found DESC, r.rule_id
"""


def failed_expectations(checked: CheckSummary | None) -> list[dict[str, object]]:
    """The expectations that did not hold, as rows."""
    if checked is None:
        return []
    return [
        {
            "expectation": failure.id,
            "severity": failure.severity,
            "failed rows": failure.failed,
            "detail": failure.detail,
            "what to do": failure.advice,
        }
        for failure in checked.failures
    ]


def findings_by_rule(published: Path) -> list[dict[str, object]]:
    """Findings in the published snapshot by rule, gravest first, with one example each.

    A row with the reason where it does not open: what is only told must not fail a night that is published.
    """
    try:
        result = run_query(published.parent.parent, _FINDINGS)
    except QueryError as error:
        return [{"not told": str(error)}]
    return result.to_dicts()


def changed_figures(published: Path) -> list[dict[str, object]]:
    """What earlier documents say otherwise, or no more, since the snapshot before: scores, grades, rates, amounts."""
    try:
        changes = compare(published.parent.parent)
    except NoSuchSnapshotError:
        return []
    except SnapshotHeldError as error:
        return [{"not told": str(error)}]
    return changes.filter(pl.col("change") != "new").to_dicts()


def next_steps(summary: NightSummary) -> list[str]:
    """One line for each thing that a person should look at."""
    steps = [f"source `{s.source_id}` is {s.state}: {s.reason}" for s in summary.sources if s.state != "green"]
    steps.extend(
        f"{failure.url} {_ADVICE[failure.state]} ({failure.reason})"
        for failure in summary.failures
        if failure.state in _ADVICE
    )
    if summary.quarantined:
        steps.append(
            f"{summary.quarantined} rows in quarantine: `jixiao quarantine list` has the reasons, "
            "`jixiao quarantine replay` reads their documents again once the parser is mended"
        )
    return steps
