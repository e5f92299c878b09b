"""How a source did in a run, told from the journal, so that a resumed run tells the same as an undisturbed one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
    fetches: Iterable[Fetch],
    red: Sequence[str] = (),
    amber: Sequence[str] = (),
    notes: Sequence[str] = (),
    rested: int = 0,
    new: int = 0,
    gone: int = 0,
) -> CrawlSummary:
    """Sum up a run: `red` and `amber` are the troubles found beyond single requests, `notes` what is good to know."""
    outcomes, failures = Counter[str](), list[Failure]()
    counted = failed = withdrawn = still = length = 0
    for fetch in fetches:
        if fetch.role in _NOT_COUNTED:
            continue
        counted += 1
        outcomes[fetch.outcome] += 1
        still += fetch.role in _DISCLOSED and fetch.outcome in _GOOD
        length += (fetch.bytes or 0) if fetch.outcome == "ok" else 0
        if _failed(fetch):
            failed += 1
            withdrawn += fetch.outcome == "gone"
            if len(failures) < MOST_FAILURES:
                failures.append(Failure(fetch.url, fetch.outcome, fetch.reason or ""))
    red, amber = list(red), list(amber)
    still -= new
    if gone >= FEWEST_GONE and gone >= still:
        red.append(
            f"{gone} of {gone + max(still, 0)} known addresses asked for are gone: the site may have new addresses"
        )
    if failed > withdrawn or withdrawn > counted * MOST_WITHDRAWN:
        amber.append(f"{failed} of {counted} requests failed, the first: {failures[0].reason}")
    return CrawlSummary(
        source_id=source_id,
        listed=listed,
        fetched=outcomes["ok"],
        unchanged=outcomes["unchanged"],
        failed=failed,
        rested=rested,
        new=new,
        gone=gone,
        bytes=length,
        state="red" if red else "amber" if amber else "green",
        reason="; ".join([*red, *amber, *notes]) or None,
        failures=tuple(failures),
    )


def _failed(fetch: Fetch) -> bool:
    return fetch.outcome not in _GOOD and not fetch.not_asked
