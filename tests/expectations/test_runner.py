from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest

from expectations.rules import RuleError, all_rules, rules_markdown, run_rules
from expectations.rules import runner as runner_module
from expectations.rules.rule import Rule, RuleFileError, read_rule
from tests.expectations.world import World
from warehouse.ids import identity
from warehouse.schema import conform, create_tables
from warehouse.tables import CORE_TABLES, table

ASKED = {
    *("W1", "W2", "W3", "W4", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "G1", "G2"),
    *("E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10"),
    *("P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8", "P9", "P10", "P11", "P12", "P13", "T1", "T2", "D1"),
}


def broken_world() -> World:
    world = World(text="一是甲;三是丙。").evaluation(rate="85%", grade="优", total_score=88)
    world.fund("budget_adjusted", "200").fund("spent", "150").fund("balance", "20")
    return world.line("产出指标", "60", "61").line("效益指标", "50", "27")


def test_every_rule_of_the_domain_is_there_once() -> None:
    ids = [rule.id for rule in all_rules()]
    assert set(ids) == ASKED
    assert ids == sorted(set(ids))


def test_rules_and_findings_fit_the_model() -> None:
    rules, findings = run_rules(broken_world().connection())
    assert conform(table("rules"), rules).height == len(all_rules())
    assert conform(table("findings"), findings).height == rules["found"].sum() > 5
    assert findings["finding_id"].is_unique().all()


def test_every_finding_of_a_value_carries_its_quotes() -> None:
    _, findings = run_rules(broken_world().connection())
    for row in findings.iter_rows(named=True):
        evidence = json.loads(row["evidence"])
        assert evidence, row["message"]
        assert all(one["quote"] and one["span_end"] > one["span_start"] for one in evidence)
        assert row["message"]


def test_a_finding_is_named_as_everything_is_and_its_evidence_is_plain_json() -> None:
    world = World(text="“一”").evaluation("e1").line("产出/数量/书\\目\t“册”", "5", "6", quote="书\\目\t“册”\n5\u20286")
    (finding,) = world.outcome("S1").findings
    assert finding["finding_id"] == identity("finding", "S1", "d1", "e1", "scores/c00/points")
    assert finding["evidence"] == json.dumps(json.loads(finding["evidence"]), ensure_ascii=False)
    (quote,) = json.loads(finding["evidence"])
    assert list(quote) == ["field", "quote", "document_id", "span_start", "span_end", "locator"]
    assert quote["quote"] == "书\\目\t“册”\n5\u20286"
    (whole,) = World(text="一是甲;三是丙。").outcome("P2").findings
    assert whole["finding_id"] == identity("finding", "P2", "d1", None, "texts/d1/0-6")


def test_a_report_that_lacks_a_value_tells_the_title_of_its_rule() -> None:
    cases = "SELECT document_id, false AS holds FROM main.documents"
    report = """
        SELECT *, NULL AS evaluation_id, 1 AS stated, 0 AS expected, 0 AS tolerance, NULL::VARCHAR AS message,
            [operand('documents', document_id, 'title')] AS subjects
        FROM rule_breaches"""
    _, findings = run_rules(World().connection(), [Rule("X1", "error", "d'une", "", "", "", "", cases, report)])
    assert findings["message"].to_list() == ["d'une"]


def test_a_second_run_gives_the_same_and_leaves_nothing_behind() -> None:
    connection = broken_world().connection()
    before = connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()
    first, second = run_rules(connection), run_rules(connection)
    assert first[0].equals(second[0])
    assert first[1].equals(second[1])
    assert connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall() == before


def test_rules_run_inside_a_transaction_and_on_an_empty_warehouse() -> None:
    connection = duckdb.connect()
    create_tables(connection, CORE_TABLES)
    connection.execute("BEGIN")
    rules, findings = run_rules(connection)
    connection.execute("COMMIT")
    assert findings.is_empty()
    assert rules.select("checked", "skipped", "found").sum().row(0) == (0, 0, 0)


def test_a_statement_that_fails_names_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("X1", "error", "", "", "", "", "", "SELECT nothing FROM nowhere", "")
    monkeypatch.setattr(runner_module, "all_rules", lambda: (rule,))
    connection = World().connection()
    with pytest.raises(RuleError, match="X1"):
        run_rules(connection)
    assert not connection.execute("SELECT * FROM duckdb_tables() WHERE temporary").fetchall()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "/*---\nid: A1\n---*/\nSELECT 1",
        "/*---\nid: A1\n---*/\nSELECT 1;\nSELECT 2",
        "/*---\n- a\n---*/\nSELECT 1;\nSELECT 2",
    ],
)
def test_a_rule_file_that_lacks_a_part_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a1_bad.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match="a1_bad"):
        read_rule(path)


def test_an_unknown_severity_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a1_bad.sql"
    names = ("title_zh", "title_en", "tolerance", "source", "example")
    path.write_text(
        "/*---\nid: A1\nseverity: fatal\n" + "".join(f"{n}: x\n" for n in names) + "---*/\nSELECT 1;\nSELECT 2"
    )
    with pytest.raises(RuleFileError, match="fatal"):
        read_rule(path)


def test_the_page_on_the_rules_tells_every_rule() -> None:
    page = rules_markdown()
    for rule in all_rules():
        assert f"## {rule.id} {rule.title_zh}" in page
        assert rule.tolerance in page
        assert rule.source in page
        assert rule.limits in page
