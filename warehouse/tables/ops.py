"""What happened in the nights: runs, fetches, parses, expectation results, quarantine, health of sources."""

from __future__ import annotations

from warehouse.model import Column, Table, Type
from warehouse.vocabulary import EXPECTATION_SEVERITIES, FETCH_OUTCOMES, PARSE_STATES

RUNS = Table(
    "ops",
    "runs",
    "运行",
    "One night",
    ("run_id",),
    (
        Column("run_id", Type.TEXT, "运行编号", "Start time (UTC) in a sortable form", nullable=False),
        Column("flow_run", Type.TEXT, "流程运行", "Prefect flow run, where there was one"),
        Column("started_at", Type.TIMESTAMP, "开始", "Start (UTC)", nullable=False),
        Column("loaded_at", Type.TIMESTAMP, "入库", "Time of loading (UTC)", nullable=False),
        Column("code_version", Type.TEXT, "程序版本", "Version of the parser", nullable=False),
        Column("documents", Type.BIGINT, "文件数", "Documents in the warehouse after the load", nullable=False),
        Column("changed", Type.BIGINT, "变更文件数", "Documents new or changed in this night", nullable=False),
    ),
)

FETCHES = Table(
    "ops",
    "fetches",
    "采集记录",
    "One request",
    ("run_id", "fetch_no"),
    (
        Column("run_id", Type.TEXT, "运行编号", "Night", nullable=False),
        Column("fetch_no", Type.BIGINT, "序号", "Place in the journal", nullable=False),
        Column("source_id", Type.TEXT, "来源编号", "Source", nullable=False),
        Column("url", Type.TEXT, "地址", "Address asked for", nullable=False),
        Column(
            "role",
            Type.TEXT,
            "用途",
            "What it was fetched as; a trial finds out how a list may be asked for",
            nullable=False,
            allowed=("robots", "list", "trial", "page", "part", "attachment", "file"),
        ),
        Column("requested_at", Type.TIMESTAMP, "请求时间", "Time of the request (UTC)", nullable=False),
        Column("elapsed_ms", Type.INTEGER, "耗时", "Milliseconds until the body was read", minimum=0),
        Column("outcome", Type.TEXT, "结果", "Class of the outcome", nullable=False, allowed=FETCH_OUTCOMES),
        Column("http_status", Type.INTEGER, "状态码", "HTTP status, where there was an answer"),
        Column("bytes", Type.BIGINT, "字节数", "Length of the body", minimum=0),
        Column("sha256", Type.TEXT, "摘要", "SHA-256 of the body"),
        Column("reason", Type.TEXT, "原因", "Why it is not ok"),
    ),
)

PARSES = Table(
    "ops",
    "parses",
    "解析记录",
    "What became of one snapshot",
    ("snapshot_id",),
    (
        Column("snapshot_id", Type.TEXT, "版本编号", "Snapshot", nullable=False),
        Column("document_id", Type.TEXT, "文件编号", "Document", nullable=False),
        Column("source_id", Type.TEXT, "来源编号", "Source", nullable=False),
        Column("url", Type.TEXT, "地址", "Address", nullable=False),
        Column("run_id", Type.TEXT, "运行编号", "Night in which it was parsed", nullable=False),
        Column("code_version", Type.TEXT, "程序版本", "Version of the parser", nullable=False),
        Column("state", Type.TEXT, "状态", "What became of it", nullable=False, allowed=PARSE_STATES),
        Column("reason", Type.TEXT, "原因", "Why there are no facts, or not all of them"),
        Column("format", Type.TEXT, "格式", "Format found in the bytes", nullable=False),
        Column("evaluations", Type.INTEGER, "评价数", "Evaluations read", nullable=False, minimum=0),
    ),
)

QUALITY_RESULTS = Table(
    "ops",
    "quality_results",
    "质量检查",
    "Result of one expectation in one night",
    ("run_id", "table_name", "expectation"),
    (
        Column("run_id", Type.TEXT, "运行编号", "Night", nullable=False),
        Column("table_name", Type.TEXT, "表", "Table checked", nullable=False),
        Column("expectation", Type.TEXT, "期望", "What must hold", nullable=False),
        Column(
            "severity",
            Type.TEXT,
            "级别",
            "What a failure does",
            nullable=False,
            allowed=EXPECTATION_SEVERITIES,
        ),
        Column("success", Type.BOOLEAN, "通过", "Whether it held", nullable=False),
        Column("checked", Type.BIGINT, "行数", "Rows checked", nullable=False, minimum=0),
        Column("failed", Type.BIGINT, "未通过行数", "Rows that broke it", nullable=False, minimum=0),
        Column("detail", Type.TEXT, "说明", "Values that broke it, or the error"),
    ),
)

YIELDS = Table(
    "ops",
    "yields",
    "产出量",
    "What one source's documents yielded in one published night, and what the warehouse then held of it",
    ("run_id", "source_id"),
    (
        Column("run_id", Type.TEXT, "运行编号", "Night", nullable=False),
        Column("source_id", Type.TEXT, "来源编号", "Source", nullable=False),
        Column("documents", Type.BIGINT, "读取文件数", "Documents read in this night", nullable=False, minimum=0),
        Column("evaluations", Type.BIGINT, "评价数", "Evaluations read", nullable=False, minimum=0),
        Column("funds", Type.BIGINT, "金额数", "Amounts read", nullable=False, minimum=0),
        Column("scores", Type.BIGINT, "评分数", "Scored lines read", nullable=False, minimum=0),
        Column("claims", Type.BIGINT, "陈述数", "Claims read", nullable=False, minimum=0),
        Column(
            "held_evaluations",
            Type.BIGINT,
            "库存评价数",
            "Evaluations of the source in the warehouse after this night",
            nullable=False,
            minimum=0,
        ),
    ),
)

QUARANTINE = Table(
    "ops",
    "quarantine",
    "隔离",
    "A row that our own checks kept out of the warehouse",
    ("quarantine_id",),
    (
        Column("quarantine_id", Type.TEXT, "隔离编号", "Hash of run, table, row and expectation", nullable=False),
        Column("run_id", Type.TEXT, "运行编号", "Night", nullable=False),
        Column("table_name", Type.TEXT, "表", "Table it was meant for", nullable=False),
        Column("row_key", Type.TEXT, "行键", "Key of the row", nullable=False),
        Column("document_id", Type.TEXT, "文件编号", "Document it was read in"),
        Column("expectation", Type.TEXT, "期望", "What it broke", nullable=False),
        Column("row", Type.JSON, "内容", "The row as JSON", nullable=False),
        Column("evidence", Type.JSON, "证据", "Quotes it was read from, a JSON list", nullable=False),
    ),
)

CORRECTIONS = Table(
    "ops",
    "corrections",
    "更正",
    "A reviewed correction of one value; evidence read by correction/<its id> is of a corrected value",
    ("correction_id",),
    (
        Column("correction_id", Type.TEXT, "更正编号", "Hash of what is corrected into what", nullable=False),
        Column("run_id", Type.TEXT, "运行编号", "Night in which its document was read last", nullable=False),
        Column("document_id", Type.TEXT, "文件编号", "Document", nullable=False),
        Column("url", Type.TEXT, "地址", "Address of the document", nullable=False),
        Column("table_name", Type.TEXT, "表", "Table", nullable=False),
        Column("row", Type.JSON, "行", "Columns by which the row is found in its document", nullable=False),
        Column("field", Type.TEXT, "字段", "Column that is corrected", nullable=False),
        Column("found", Type.TEXT, "原值", "Value that the parser reads; empty for none"),
        Column("corrected", Type.TEXT, "更正值", "Value that stands in the warehouse instead; empty for none"),
        Column("reason", Type.TEXT, "理由", "Why", nullable=False),
        Column("reviewer", Type.TEXT, "复核人", "Who reviewed it", nullable=False),
        Column("reviewed_on", Type.DATE, "复核日期", "When", nullable=False),
        Column(
            "state",
            Type.TEXT,
            "状态",
            "applied, or stale where the value it corrects is no longer found",
            nullable=False,
            allowed=("applied", "stale"),
        ),
    ),
)

SOURCE_HEALTH = Table(
    "ops",
    "source_health",
    "来源状况",
    "How one source did in one night",
    ("run_id", "source_id"),
    (
        Column("run_id", Type.TEXT, "运行编号", "Night", nullable=False),
        Column("source_id", Type.TEXT, "来源编号", "Source", nullable=False),
        Column(
            "state",
            Type.TEXT,
            "状况",
            "green, amber or red",
            nullable=False,
            allowed=("green", "amber", "red"),
        ),
        Column("listed", Type.BIGINT, "列出", "Items on its lists", nullable=False, minimum=0),
        Column("fetched", Type.BIGINT, "新取", "Bodies fetched", nullable=False, minimum=0),
        Column("unchanged", Type.BIGINT, "未变", "Answered as unchanged", nullable=False, minimum=0),
        Column("failed", Type.BIGINT, "失败", "Requests that failed", nullable=False, minimum=0),
        Column("reason", Type.TEXT, "原因", "Why it is not green"),
        Column("rested", Type.BIGINT, "未到期", "Known addresses that were not due", minimum=0),
        Column("new", Type.BIGINT, "新页面", "Pages never seen before", minimum=0),
        Column("gone", Type.BIGINT, "新失效", "Known addresses found gone for the first time", minimum=0),
        Column("parsed", Type.BIGINT, "解析", "Documents read in this night", minimum=0),
        Column("with_facts", Type.BIGINT, "有事实", "Documents among them with evaluations", minimum=0),
        Column("lost", Type.BIGINT, "丢失事实", "Documents among them that had evaluations before", minimum=0),
        Column("funds", Type.BIGINT, "金额数", "Amounts read", minimum=0),
        Column("scores", Type.BIGINT, "得分行数", "Scored lines read", minimum=0),
        Column("text_length", Type.BIGINT, "正文字数", "Median characters of the documents read", minimum=0),
    ),
)

TAKEDOWNS = Table(
    "ops",
    "takedowns",
    "撤除",
    "What was taken out of archive and warehouse on request",
    ("kind", "value"),
    (
        Column("kind", Type.TEXT, "类别", "What is named", nullable=False, allowed=("url", "sha256")),
        Column("value", Type.TEXT, "对象", "Canonical address, or SHA-256 of a body", nullable=False),
        Column("reason", Type.TEXT, "原因", "Why it was taken out", nullable=False),
        Column("listed_on", Type.DATE, "列入日期", "Day on which it was listed", nullable=False),
        Column("run_id", Type.TEXT, "运行编号", "Night that last took documents out for it", nullable=False),
        Column("documents", Type.BIGINT, "文件数", "Documents taken out for it so far", nullable=False, minimum=0),
    ),
)

OPS_TABLES = (RUNS, FETCHES, PARSES, QUALITY_RESULTS, YIELDS, QUARANTINE, CORRECTIONS, SOURCE_HEALTH, TAKEDOWNS)
