"""How a source did in a run, told from the journal, so that a resumed run tells the same as an undisturbed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.crawl.journal import Fetch

MOST_FAILURES = 50
MOST_WITHDRAWN = 0.1
"""Share of addresses that may be gone in a green run: lists keep links to withdrawn pages for years."""
FEWEST_GONE = 3
"""Addresses gone in one night from which on half of what was asked for is no coincidence."""
_GOOD = ("ok", "unchanged")
_DISCLOSED = ("page", "attachment")
_NOT_COUNTED = ("robots", "trial")


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that could not be had: the class of the outcome, and why."""

    url: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """What a run brought of one source.

    `listed` counts items on lists, `fetched` new or changed bodies, `unchanged` what is as it was, `failed` requests
    that failed, `rested` what is known and was not due, `new` pages never seen before, `gone` known addresses that were
    found gone for the first time, `bytes` the length of the new bodies. `reason` says why the
    state is not green, and what nobody could verify of a green one.
    """

    source_id: str
    listed: int
    fetched: int
    unchanged: int
    failed: int
    rested: int
    new: int
    gone: int
    bytes: int
    state: str
    reason: str | None
    failures: tuple[Failure, ...]


def summarise(
    source_id: str,
    listed: int,
    fetches: Sequence[Fetch],
    red: Sequence[str] = (),
    amber: Sequence[str] = (),
    notes: Sequence[str] = (),
    rested: int = 0,
    new: int = 0,
    gone: int = 0,
) -> CrawlSummary:
    """Sum up a run: `red` and `amber` are the troubles found beyond single requests, `notes` what is good to know."""
    counted = [fetch for fetch in fetches if fetch.role not in _NOT_COUNTED]
    fetched = [fetch for fetch in counted if fetch.outcome == "ok"]
    failed = [fetch for fetch in counted if _failed(fetch)]
    red, amber = list(red), list(amber)
    still = sum(fetch.role in _DISCLOSED and fetch.outcome in _GOOD for fetch in counted) - new
    if gone >= FEWEST_GONE and gone >= still:
        red.append(
            f"{gone} of {gone + max(still, 0)} known addresses asked for are gone: the site may have new addresses"
        )
    withdrawn = sum(fetch.outcome == "gone" for fetch in failed)
    if len(failed) > withdrawn or withdrawn > len(counted) * MOST_WITHDRAWN:
        amber.append(f"{len(failed)} of {len(counted)} requests failed, the first: {failed[0].reason}")
    return CrawlSummary(
        source_id=source_id,
        listed=listed,
        fetched=len(fetched),
        unchanged=sum(fetch.outcome == "unchanged" for fetch in counted),
        failed=len(failed),
        rested=rested,
        new=new,
        gone=gone,
        bytes=sum(fetch.bytes or 0 for fetch in fetched),
        state="red" if red else "amber" if amber else "green",
        reason="; ".join([*red, *amber, *notes]) or None,
        failures=tuple(Failure(fetch.url, fetch.outcome, fetch.reason or "") for fetch in failed[:MOST_FAILURES]),
    )


def _failed(fetch: Fetch) -> bool:
    return fetch.outcome not in _GOOD and not fetch.not_asked
