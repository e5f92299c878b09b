"""A question to a site and its answer, apart from any web framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

CHINA_MORNING = time(1, 0, tzinfo=UTC)  # nine o'clock in China


@dataclass(frozen=True, slots=True)
class Ask:
    """What a client asks for; `query` holds the fields of the address and of a form, `body` what a POST sent."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    referer: str | None = None
    method: str = "GET"
    body: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer whose body is only made where it is sent: a 304 costs no rendering.

    Without a `tag` the answer cannot be asked for conditionally.
    """

    body: Callable[[], bytes]
    content_type: str
    tag: str | None = None
    modified: datetime | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def moment(day: date, revision: int = 0) -> datetime:
    """When a page of that day was last changed: its morning, or a day later for every correction."""
    return datetime.combine(day + timedelta(days=revision), CHINA_MORNING)


def redirect(to: str) -> Reply:
    """A 302."""
    return Reply(lambda: b"", "text/html", status=302, headers={"Location": to})
