"""Findings on the gold documents: what is listed as wrong is found, and every error found is one that was looked up."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from tests.offline import night_of_folder

SHARED = Path(__file__).parents[2] / ".." / "shared"

pytestmark = pytest.mark.skipif(not (SHARED / "gold" / "dev").is_dir(), reason="the gold documents are not here")

LISTED = {
    "000": {"T1"},
    "001": {"G2", "P8"},
    "002": {"P2", "P4", "P5", "P13"},
    "003": {"P1", "P5"},
    "004": {"P1", "P3", "P6", "P9"},
    "d001": {"P10"},
    "d005": {"E1", "E2"},
    "d007": {"P12"},
    "d008": {"F9"},
    "d010": {"E1"},
    "d011": {"F10"},
    "d014": {"F2", "F7"},
    "d015": {"F8"},
    "d017": {"S5"},
    "d018": {"E7"},
    "d025": {"E8"},
    "d026": {"E1"},
    "d032": {"W1"},
    "d035": {"E6"},
    "d038": {"S10"},
    "d039": {"F7"},
    "d045": {"T2"},
}
"""What the gold files list as contradictory and a rule can see, by the rules that see it."""

ERRORS = {
    "d005": {"E1", "E2"},  # 35550/35550 is not 82.12 %, and 10 x 82.12 % is not 8.5
    "d010": {"E1"},  # 2595.6208/2596 is 99.99 %, not 99 %
    "d014": {"E4", "F2"},  # total 0 0 0 over 90 / 89.974 / 89.974, and a rate of 0 % of that nothing
    "d017": {"S5"},  # 4604 of at least 4754, 5830 of at most 5300, both in full
    "d026": {"E1"},  # 76/76 is not 92.54 %
    "d032": {"W1"},  # 10+70+20+10 = 110
    "d035": {"E6", "W2"},  # 398.88/570 scored in full; two rows of 项目管理 are not in the excerpt
}
"""Every finding of severity error, each looked up in its text."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, set[str]]]:
    folder = tmp_path_factory.mktemp("gold")
    (folder / "pages").mkdir()
    for path in (*(SHARED / "seeds").glob("*.txt"), *(SHARED / "gold" / "dev").glob("*.txt")):
        shutil.copyfile(path, folder / "pages" / path.name)
    assert night_of_folder(folder / "pages", folder / "data").publishable
    findings: dict[str, dict[str, set[str]]] = {}
    with duckdb.connect(str(folder / "data" / "build" / "warehouse.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "SELECT split_part(url, '/', -1), rule_id, f.severity"
            " FROM main.findings f JOIN main.documents USING (document_id)"
        ).fetchall()
    for name, rule, severity in rows:
        key = name.split("_")[0].removesuffix(".txt")
        findings.setdefault(key, {}).setdefault(severity, set()).add(rule)
    return findings


def test_what_is_listed_is_found(found: dict[str, dict[str, set[str]]]) -> None:
    missing = {
        key: rules - set().union(*found.get(key, {}).values())
        for key, rules in LISTED.items()
        if rules - set().union(*found.get(key, {}).values())
    }
    assert not missing


def test_every_error_was_looked_up(found: dict[str, dict[str, set[str]]]) -> None:
    errors = {key: by_severity["error"] for key, by_severity in found.items() if "error" in by_severity}
    assert errors == ERRORS
