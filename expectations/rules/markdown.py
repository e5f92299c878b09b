"""The page on the rules, written from the rule files."""

from __future__ import annotations

from expectations.rules.rule import all_rules

_SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "info": "提示 info"}
_HEAD = """# Consistency rules | 一致性规则

<!-- Generated from expectations/rules by `python -m expectations.rules`; do not edit. -->

Each rule looks for what a publisher got wrong. Its rows stay in the warehouse; each breach is a row of `findings`
with the evidence of every operand. A case that lacks an operand is skipped and counted, never passed. The statement
behind a rule is the file of the same id in `expectations/rules/`.
"""


def rules_markdown() -> str:
    """The text of `docs/rules.md`."""
    sections = [
        f"""## {rule.id} {rule.title_zh}

{rule.title_en}.

- Severity: {_SEVERITIES[rule.severity]}
- Tolerance 容差: {rule.tolerance}
- Source 依据: {rule.source}
- Example 例: {rule.example}
{f"- Limits 局限: {rule.limits}" + chr(10) if rule.limits else ""}"""
        for rule in all_rules()
    ]
    return "\n".join([_HEAD, *sections])
