"""Checks staged rows against the expectations, before anything is loaded."""

from __future__ import annotations

from tasks.check.check import CheckSummary, FailedExpectation, check
from tasks.check.corrections import Correction, CorrectionError, apply_corrections, load_corrections, unsettled

__all__ = [
    "CheckSummary",
    "Correction",
    "CorrectionError",
    "FailedExpectation",
    "apply_corrections",
    "check",
    "load_corrections",
    "unsettled",
]
