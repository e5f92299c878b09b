"""What does not add up in the disclosures themselves: consistency rules and the findings they make."""

from __future__ import annotations

from warehouse.model import Column, Table, Type
from warehouse.vocabulary import SEVERITIES

RULES = Table(
    "main",
    "rules",
    "一致性规则",
    "A consistency rule",
    ("rule_id",),
    (
        Column("rule_id", Type.TEXT, "规则编号", "Identifier (W1, S2, P1 …)", nullable=False),
        Column("severity", Type.TEXT, "级别", "How grave a breach is", nullable=False, allowed=SEVERITIES),
        Column("title_zh", Type.TEXT, "规则", "What must hold, in Chinese", nullable=False),
        Column("title_en", Type.TEXT, "规则(英文)", "What must hold", nullable=False),
        Column("tolerance", Type.TEXT, "容差", "Deviation that rounding excuses", nullable=False),
        Column("source", Type.TEXT, "依据", "Where the rule comes from", nullable=False),
        Column("checked", Type.BIGINT, "已核对", "Cases with all operands", nullable=False, minimum=0),
        Column(
            "skipped",
            Type.BIGINT,
            "已跳过",
            "Cases left out because an operand is missing",
            nullable=False,
            minimum=0,
        ),
        Column("found", Type.BIGINT, "发现", "Breaches", nullable=False, minimum=0),
    ),
)

FINDINGS = Table(
    "main",
    "findings",
    "发现",
    "A breach of a consistency rule by the publisher",
    ("finding_id",),
    (
        Column("finding_id", Type.TEXT, "发现编号", "Hash of rule and operands", nullable=False),
        Column(
            "rule_id",
            Type.TEXT,
            "规则编号",
            "Rule that is broken",
            nullable=False,
            references="rules.rule_id",
        ),
        Column("severity", Type.TEXT, "级别", "How grave it is", nullable=False, allowed=SEVERITIES),
        Column(
            "document_id",
            Type.TEXT,
            "文件编号",
            "Document that breaks it",
            nullable=False,
            references="documents.document_id",
        ),
        Column("evaluation_id", Type.TEXT, "评价编号", "Evaluation concerned, where it is one"),
        Column("stated", Type.QUANTITY, "陈述值", "Value that the document states"),
        Column("expected", Type.QUANTITY, "应为", "Value that follows from the operands"),
        Column("difference", Type.QUANTITY, "差额", "Stated less expected"),
        Column("tolerance", Type.QUANTITY, "容差", "Deviation that would have been let pass"),
        Column("message", Type.TEXT, "说明", "The breach in one sentence", nullable=False),
        Column(
            "evidence",
            Type.JSON,
            "证据",
            "Evidence of every operand, a JSON list of field, quote, document and span",
            nullable=False,
        ),
    ),
)

AUDIT_TABLES = (RULES, FINDINGS)
