"""Small worlds for the consistency rules: facts in a real DuckDB made from the model, every value with evidence."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import duckdb

from expectations.rules import all_rules, run_rules
from warehouse.schema import create_tables, frame
from warehouse.tables import CORE_TABLES, table


@dataclass
class World:
    """Facts of one document, told one by one; `outcome` runs every rule over them."""

    text: str = "云溪市河道清淤项目绩效自评报告"
    published_on: date | None = None
    doc_type: str = "project_report"
    title: str | None = None
    publisher: str | None = None
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add("documents", document_id="d1", source_id="yunxi", url="https://czj.yunxi.example/1.html",
                 canonical_document_id="d1", snapshot_id="s1", doc_type=self.doc_type, trust=1, trust_signals="[]",
                 title=self.title, publisher=self.publisher,
                 published_on=self.published_on, format="html", reader="html", text_length=len(self.text))  # fmt: skip
        self.add("texts", document_id="d1", text=self.text)
        if self.published_on:
            self.prove("documents", "d1", "published_on", str(self.published_on))

    def add(self, table_name: str, **values: Any) -> None:
        self.rows.setdefault(table_name, []).append(values)

    def prove(self, subject: str, subject_id: str, column: str, quote: str) -> None:
        number = len(self.rows.get("evidence", []))
        self.add("evidence", evidence_id=f"v{number}", subject=subject, subject_id=subject_id, field=column,
                 document_id="d1", snapshot_id="s1", span_start=number, span_end=number + len(quote), quote=quote,
                 reader="html", layout="form")  # fmt: skip

    def project(self, name: str, **values: Any) -> World:
        """The project of the evaluations."""
        self.add("projects", **{"project_id": "p1", "kind": "project", "name": name, **values})
        return self

    def evaluation(self, key: str = "e1", rate: str | None = None, **values: Any) -> World:
        """An evaluation; `rate` as it is written, such as 85.00%."""
        stated = Decimal(rate.rstrip("%")) if rate else None
        decimals = {name: Decimal(str(values[name])) for name in ("total_score", "full_mark") if name in values}
        self.add("evaluations", evaluation_id=key, project_id="p1", document_id="d1",
                 ordinal=len(self.rows.get("evaluations", [])) + 1, stated_execution_rate=stated,
                 **{"evaluator": "unit_self", "project_kind": "project", **values, **decimals})  # fmt: skip
        if rate:
            self.prove("evaluations", key, "stated_execution_rate", f"执行率{rate}")
        for name in ("total_score", "grade", "problems"):
            if values.get(name):
                self.prove("evaluations", key, name, str(values[name]) or " ")
        return self

    def fund(self, measure: str, written: str, source: str = "total", unit: int = 10_000, **values: Any) -> World:
        """An amount as it is written, in ten thousand yuan unless `unit` says otherwise."""
        number = len(self.rows.get("funds", []))
        amount = Decimal(written.replace(",", "")) * unit
        self.add("funds", **{"fund_id": f"f{number}", "evaluation_id": "e1", "measure": measure, "source": source,
                 "amount_yuan": amount, "amount_as_written": written, "unit_from": "column", **values})  # fmt: skip
        self.prove("funds", f"f{number}", "amount_yuan", written)
        return self

    def line(
        self,
        path: str,
        weight: str | None = None,
        points: str | None = None,
        leaf: bool = True,
        evaluation_id: str = "e1",
        quote: str | None = None,
        **values: Any,
    ) -> World:
        """A scored line by its path (产出指标/数量指标/清淤长度); the empty path is the total."""
        names = [name or None for name in path.split("/")] if path else []
        number = len(self.rows.get("scores", []))
        self.add("scores", score_id=f"c{number:02d}", evaluation_id=evaluation_id, ordinal=number + 1,
                 level=len(names), is_leaf=leaf and bool(names),
                 **{f"indicator_{depth}": name for depth, name in enumerate(names, 1)},
                 max_points=Decimal(weight) if weight else None,
                 points=Decimal(points) if points else None, **values)  # fmt: skip
        self.prove("scores", f"c{number:02d}", "points", quote or f"{path} {weight} {points}")
        return self

    def claim(self, name: str, value: str, unit: str = "%", quote: str | None = None, **values: Any) -> World:
        number = len(self.rows.get("claims", []))
        numbers = {key: Decimal(values.pop(key)) for key in ("numerator", "denominator") if key in values}
        self.add("claims", **{"claim_id": f"m{number}", "document_id": "d1", "evaluation_id": "e1",
                 "ordinal": number + 1, "name": name, "value": Decimal(value), "comparator": "=", "unit": unit,
                 "is_target": False,
                 **numbers, **values})  # fmt: skip
        self.prove("claims", f"m{number}", "value", quote or f"{name}{value}{unit}")
        return self

    def connection(self) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect()
        create_tables(connection, CORE_TABLES)
        self._fill(connection)
        return connection

    def outcome(self, rule_id: str) -> Outcome:
        connection = _tables()
        connection.begin()
        try:
            self._fill(connection)
            rules, findings = run_rules(connection, [rule for rule in all_rules() if rule.id == rule_id])
        finally:
            connection.rollback()
        (rule,) = rules.to_dicts()
        return Outcome(rule["checked"], rule["skipped"], findings.to_dicts())

    def _fill(self, connection: duckdb.DuckDBPyConnection) -> None:
        for name, rows in self.rows.items():
            connection.register("invented_rows", frame(table(name), rows))
            connection.execute(f"INSERT INTO main.{name} SELECT * FROM invented_rows")
            connection.unregister("invented_rows")


@cache
def _tables() -> duckdb.DuckDBPyConnection:
    """Empty tables for one world after another: making them takes longer than running a rule."""
    connection = duckdb.connect()
    create_tables(connection, CORE_TABLES)
    return connection


@dataclass
class Outcome:
    """What one rule made of a world."""

    checked: int
    skipped: int
    findings: list[dict[str, Any]]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Cases checked, skipped, broken."""
        return self.checked, self.skipped, len(self.findings)

    def quotes(self) -> list[str]:
        (finding,) = self.findings
        return [one["quote"] for one in json.loads(finding["evidence"])]
