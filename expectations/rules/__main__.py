"""Writes docs/rules.md."""

from __future__ import annotations

from expectations.rules import rules_markdown

print(rules_markdown(), end="")  # noqa: T201
