"""Consistency rules: what publishers get wrong in their own disclosures, found by one readable SQL file a rule."""

from __future__ import annotations

from expectations.rules.markdown import rules_markdown
from expectations.rules.rule import Rule, all_rules
from expectations.rules.runner import RuleError, run_rules

__all__ = ["Rule", "RuleError", "all_rules", "rules_markdown", "run_rules"]
