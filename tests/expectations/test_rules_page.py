from __future__ import annotations

from pathlib import Path

from expectations.rules import rules_markdown


def test_the_page_of_rules_is_the_one_of_the_rule_files() -> None:
    page = Path(__file__).parents[2] / "docs" / "rules.md"
    written = page.read_text(encoding="utf-8")
    assert written == rules_markdown(), "run: python -m expectations.rules > docs/rules.md"
