"""Progress as a person reads it: in the run's log, and marked so that the command line can show just that."""

from __future__ import annotations

import logging

from prefect import get_run_logger

MARK = "jixiao_progress"


def say(message: str) -> None:
    """One line of progress in the log of the current flow or task run."""
    get_run_logger().info(message, extra={MARK: True})


class ProgressFilter(logging.Filter):
    """Lets pass what `say` wrote: the orchestrator's own lines are in the run's log and in its final message."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is progress."""
        return bool(getattr(record, MARK, False))
