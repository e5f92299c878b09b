"""Quantified statements: "1685 of 1700 directories are online, 97.4 %", each with what it counts."""

from __future__ import annotations

from tasks.parse.claims.find import find_claims

__all__ = ["find_claims"]
