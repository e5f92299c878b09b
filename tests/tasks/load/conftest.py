from __future__ import annotations

import pytest

from expectations.rules import all_rules, runner


@pytest.fixture
def few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules enough to leave findings, for tests that load night after night and look at other things.

    All fifty take half of a small load. They run in `test_load`, in their own tests and in the demo nights.
    """
    few = tuple(rule for rule in all_rules() if rule.id in ("D1", "E1", "E5", "G2", "T1"))
    monkeypatch.setattr(runner, "all_rules", lambda: few)
