"""What a load knows of its night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class RunRow:
    """What the caller knows of a night (`ops.runs`). The start is UTC, with or without a zone."""

    run_id: str
    started_at: datetime
    code_version: str
    flow_run: str | None = None

    @property
    def started_utc(self) -> datetime:
        """The start without a zone, as the model keeps times."""
        return utc(self.started_at)


def utc(moment: datetime) -> datetime:
    """UTC without a zone, as the model keeps times."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
