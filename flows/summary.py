"""What a night came to, as data: the flow returns it, artifacts and the command line print it."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.crawl.holdings import Holding


@dataclass(frozen=True)
class SourceNight:
    """How one source did: a row of `ops.source_health` without the run."""

    source_id: str
    listed: int
    fetched: int
    unchanged: int
    failed: int
    state: str
    reason: str | None
    rested: int = 0
    new: int = 0
    gone: int = 0
    parsed: int = 0
    with_facts: int = 0
    lost: int = 0
    funds: int = 0
    scores: int = 0
    text_length: int | None = None


@dataclass(frozen=True)
class Failure:
    """A page or file of which there are no facts, and why."""

    url: str
    state: str
    reason: str


@dataclass(frozen=True)
class NightSummary:
    """One night: sources, what was parsed, what the warehouse holds, what was kept out, where it was published.

    `published` is None where nothing was published; `reasons` then say why. `archive` is what the archive
    holds after it.
    """

    run_id: str
    sources: tuple[SourceNight, ...]
    failures: tuple[Failure, ...]
    parsed: int
    totals: dict[str, int] = field(default_factory=dict)
    quarantined: int = 0
    published: str | None = None
    reasons: tuple[str, ...] = ()
    archive: tuple[Holding, ...] = ()
    seconds: float = 0.0
