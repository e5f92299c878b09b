"""What a fetch can come to, and what happens then: the one table of classes.

A host that blocks us and an answer that is broken say nothing of whether the publisher withdrew a page: only `gone`
does, and only when a later night confirms it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum


class Next(Enum):
    """When an address is asked for again."""

    DUE = "when a look at it is due"
    TONIGHT = "again tonight, after a pause that grows; then in the next night"
    NEXT_NIGHT = "in the next night"
    DAYS = "the host is left alone for days, longer each time"
    NEVER = "not as long as our rules and the source's file stand"


AFTER: Mapping[str, Next] = {
    "ok": Next.DUE,
    "unchanged": Next.DUE,
    "gone": Next.NEXT_NIGHT,
    "changed_shape": Next.NEXT_NIGHT,
    "partial": Next.TONIGHT,
    "refused": Next.NEXT_NIGHT,
    "blocked": Next.DAYS,
    "timed_out": Next.TONIGHT,
    "broken": Next.TONIGHT,
    "out_of_budget": Next.NEXT_NIGHT,
}
"""By class (`warehouse.vocabulary.FETCH_OUTCOMES`)."""

LONGEST_LEAVE = timedelta(days=14)
_SLACK = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a fetch that did not bring what was asked for, and why.

    `after` is given where the case departs from its class: a body that is too large will be so in an hour. `of_host`
    says that the host is overloaded or turns us away, as against a page that has a fault of its own.
    """

    outcome: str
    reason: str
    after: Next | None = None
    of_host: bool = False

    @property
    def next(self) -> Next:
        """When the address is asked for again."""
        return self.after or AFTER[self.outcome]


def leave_of(blocked_nights: int) -> timedelta:
    """How long a host is left alone that blocked us in so many nights on end: 1, 2, 4 ... days, at most 14.

    Less a few hours, so that the night of the last day finds it free although it may start a little earlier.
    """
    return min(timedelta(days=2 ** min(blocked_nights - 1, 10)), LONGEST_LEAVE) - _SLACK
