from __future__ import annotations

from pathlib import Path

import pytest

from tasks.parse import version

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "read", ["tasks/parse/forms/labels.yaml", "warehouse/gazetteer.py", "warehouse/reference/regions.csv"]
)
def test_the_version_changes_with_whatever_decides_on_a_fact(read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real, before = Path.read_bytes, version.code_version()
    changed = ROOT / read
    monkeypatch.setattr(Path, "read_bytes", lambda path: real(path) + (b"#" if path == changed else b""))
    assert version.code_version.__wrapped__() != before


def test_views_and_questions_are_no_reason_to_read_documents_again() -> None:
    assert {path.suffix for path in version._sources()} == {".py", ".yaml", ".csv"}
