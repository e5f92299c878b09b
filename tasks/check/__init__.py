"""Checks staged rows against the expectations, before anything is loaded."""

from __future__ import annotations

from tasks.check.check import CheckSummary, FailedExpectation, check

__all__ = ["CheckSummary", "FailedExpectation", "check"]
