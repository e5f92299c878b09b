"""Nights in China time: when a scheduled crawl may ask, and which night a request belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def utc_now() -> datetime:
    """The time as it is written everywhere here: UTC without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Window:
    """The hours of the day, in China time, in which requests may start. It may go over midnight."""

    opens: time
    closes: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """The window written as `22:00-07:00`; ValueError for anything else."""
        found = _WINDOW.fullmatch(text.strip())
        if found is None or found[1] + found[2] == found[3] + found[4]:
            raise ValueError(f"{text!r} is no night window, write it in China time as 22:00-07:00")
        hours = [int(part) for part in found.groups()]
        return cls(time(hours[0], hours[1]), time(hours[2], hours[3]))

    def holds(self, now: datetime) -> bool:
        """Whether a request may start now (UTC without a zone)."""
        at = china_time(now).time()
        if self.opens < self.closes:
            return self.opens <= at < self.closes
        return at >= self.opens or at < self.closes

    def __str__(self) -> str:
        """As it is written."""
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def china_time(now: datetime) -> datetime:
    """A time of ours (UTC without a zone) as the clocks in China show it."""
    return now.replace(tzinfo=UTC).astimezone(CHINA)


def night_of(now: datetime) -> int:
    """The number of the night that a time belongs to; nights are counted from noon to noon in China.

    Budgets hold for a night, whatever runs fall into it.
    """
    return (china_time(now) - timedelta(hours=12)).date().toordinal()
