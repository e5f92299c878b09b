"""Where facts come from: sources, documents, their states, their texts, and the evidence of every value."""

from __future__ import annotations

from warehouse.model import Column, Table, Type
from warehouse.vocabulary import CONFIDENCES, DOCUMENT_TYPES, REGION_METHODS, SIMILARITY_KINDS, TRUST_TIERS

SOURCES = Table(
    "main",
    "sources",
    "采集来源",
    "A crawled site, or a folder of saved files",
    ("source_id",),
    (
        Column("source_id", Type.TEXT, "来源编号", "Name of the source's file in sources/", nullable=False),
        Column("title", Type.TEXT, "网站名称", "What the site calls itself", nullable=False),
        Column("publisher", Type.TEXT, "发布机构", "Body that answers for the site"),
        Column("region_code", Type.TEXT, "行政区划代码", "GB/T 2260 division of the publisher"),
        Column("region_name", Type.TEXT, "行政区划名称", "Its name; names a division that the standard does not have"),
        Column("template", Type.TEXT, "网站系统", "CMS family by which it is listed", nullable=False),
        Column("home", Type.TEXT, "首页地址", "Address of the first column"),
        Column(
            "official",
            Type.BOOLEAN,
            "官方来源",
            "Whether a public body answers for the site (else an aggregator, a mirror or a folder)",
            nullable=False,
        ),
        Column(
            "verified",
            Type.BOOLEAN,
            "已核对",
            "Whether the description was checked against the live site",
            nullable=False,
        ),
    ),
)

REGIONS = Table(
    "main",
    "regions",
    "行政区划",
    "An administrative division (GB/T 2260), or one that only a source names",
    ("region_code",),
    (
        Column("region_code", Type.TEXT, "代码", "Six-digit division code", nullable=False),
        Column("name", Type.TEXT, "名称", "Name of the division", nullable=False),
        Column("former_names", Type.TEXT, "曾用名", "Names that the same code had before, separated by 、"),
        Column(
            "level",
            Type.TEXT,
            "层级",
            "Level of government",
            nullable=False,
            allowed=("province", "city", "county"),
        ),
        Column("parent_code", Type.TEXT, "上级代码", "Division above"),
        Column("valid_from", Type.INTEGER, "启用年", "First year of validity, where known"),
        Column("valid_to", Type.INTEGER, "停用年", "Last year of validity; empty while in force"),
        Column("successor_code", Type.TEXT, "后继代码", "Division that took its place"),
    ),
)

ORGANISATIONS = Table(
    "main",
    "organisations",
    "机构",
    "A body named as publisher, unit or department",
    ("organisation_id",),
    (
        Column("organisation_id", Type.TEXT, "机构编号", "Hash of name and region", nullable=False),
        Column("name", Type.TEXT, "名称", "Name as written most often", nullable=False),
        Column("also_written", Type.TEXT, "其他写法", "Other ways in which it is written, separated by 、"),
        Column("code", Type.TEXT, "预算编码", "Budget code printed before the name"),
        Column("region_code", Type.TEXT, "行政区划代码", "Division it belongs to"),
    ),
)

DOCUMENTS = Table(
    "main",
    "documents",
    "文件",
    "A page or a file, in its newest state",
    ("document_id",),
    (
        Column("document_id", Type.TEXT, "文件编号", "Hash of the canonical address", nullable=False),
        Column(
            "source_id",
            Type.TEXT,
            "来源编号",
            "Source that listed it",
            nullable=False,
            references="sources.source_id",
        ),
        Column("url", Type.TEXT, "地址", "Address it was fetched from", nullable=False),
        Column("parent_document_id", Type.TEXT, "所属网页", "Page that an attachment hangs on"),
        Column(
            "canonical_document_id",
            Type.TEXT,
            "原始文件",
            "Best original of which this is a copy; itself if none",
            nullable=False,
        ),
        Column(
            "snapshot_id",
            Type.TEXT,
            "版本编号",
            "State that the facts were read from",
            nullable=False,
            references="snapshots.snapshot_id",
        ),
        Column("doc_type", Type.TEXT, "文件类型", "Kind of document", nullable=False, allowed=DOCUMENT_TYPES),
        Column("title", Type.TEXT, "标题", "Title as printed"),
        Column("publisher", Type.TEXT, "发布机构", "Publishing body as printed"),
        Column("published_on", Type.DATE, "发布日期", "Stated date of publication"),
        Column("index_no", Type.TEXT, "索引号", "Index number of the information box"),
        Column("document_no", Type.TEXT, "文号", "The document's own number, not a cited one"),
        Column("region_code", Type.TEXT, "行政区划代码", "Division of the publisher"),
        Column("region_method", Type.TEXT, "区划依据", "How the division was found", allowed=REGION_METHODS),
        Column("region_confidence", Type.TEXT, "区划把握", "How sure that is", allowed=CONFIDENCES),
        Column(
            "region_candidates",
            Type.JSON,
            "备选区划",
            "Divisions between which a person must decide, a JSON list; NULL where nothing is open",
        ),
        Column(
            "trust",
            Type.INTEGER,
            "可信等级",
            "1 official with agreeing site code … 5 spam mirror",
            nullable=False,
            allowed=tuple(str(t) for t in TRUST_TIERS),
            minimum=1,
            maximum=5,
        ),
        Column(
            "trust_signals",
            Type.JSON,
            "可信依据",
            "Signals behind the tier, a JSON list of `sign` or `sign: what was seen`; as rows in v_trust_signal",
            nullable=False,
        ),
        Column("format", Type.TEXT, "格式", "Format found in the bytes", nullable=False),
        Column("reader", Type.TEXT, "读取器", "Reader and its version", nullable=False),
        Column(
            "text_length",
            Type.INTEGER,
            "正文字数",
            "Characters of the document's text",
            nullable=False,
            minimum=0,
        ),
        Column(
            "left_out",
            Type.TEXT,
            "未读部分",
            "What of the file was not read and why (pages, tables, hidden sheets); empty where all was read",
        ),
        Column(
            "withdrawn_on", Type.DATE, "撤下日期", "Day (UTC) on which its publisher was first seen to have removed it"
        ),
    ),
)

SNAPSHOTS = Table(
    "main",
    "snapshots",
    "文件版本",
    "A state of a document in the archive",
    ("snapshot_id",),
    (
        Column("snapshot_id", Type.TEXT, "版本编号", "Hash of document and content", nullable=False),
        Column(
            "document_id",
            Type.TEXT,
            "文件编号",
            "Document it is a state of",
            nullable=False,
            references="documents.document_id",
        ),
        Column(
            "fetched_at",
            Type.TIMESTAMP,
            "采集时间",
            "First time this content was fetched (UTC)",
            nullable=False,
        ),
        Column("http_status", Type.INTEGER, "状态码", "HTTP status; empty for saved files"),
        Column("content_type", Type.TEXT, "内容类型", "Content-Type header as sent"),
        Column("charset", Type.TEXT, "字符集", "Charset by which it was decoded; empty for binary formats"),
        Column(
            "sha256",
            Type.TEXT,
            "摘要",
            "SHA-256 of the body; of an article over several pages that of its pages' digests, one a line",
            nullable=False,
        ),
        Column(
            "bytes",
            Type.BIGINT,
            "字节数",
            "Length of the body, or of the bodies of all pages",
            nullable=False,
            minimum=0,
        ),
        Column("warc_file", Type.TEXT, "归档文件", "WARC file that holds it", nullable=False),
        Column("warc_offset", Type.BIGINT, "归档位置", "Byte offset of its record", nullable=False, minimum=0),
    ),
)

TEXTS = Table(
    "main",
    "texts",
    "正文",
    "The text of a document, to which spans of evidence refer; personal data is masked",
    ("document_id",),
    (
        Column(
            "document_id",
            Type.TEXT,
            "文件编号",
            "Document",
            nullable=False,
            references="documents.document_id",
        ),
        Column("text", Type.TEXT, "正文", "Text with its blocks one after another", nullable=False),
    ),
)

ATTACHMENTS = Table(
    "main",
    "attachments",
    "附件",
    "A file that hangs on a page",
    ("page_document_id", "url"),
    (
        Column(
            "page_document_id",
            Type.TEXT,
            "网页编号",
            "Page that links it (it may itself have been unreadable)",
            nullable=False,
        ),
        Column("url", Type.TEXT, "地址", "Address of the file", nullable=False),
        Column("name", Type.TEXT, "名称", "Text of the link"),
        Column("document_id", Type.TEXT, "文件编号", "Document that was read from it; empty where none could be"),
    ),
)

EVIDENCE = Table(
    "main",
    "evidence",
    "证据",
    "Where a value was read",
    ("evidence_id",),
    (
        Column("evidence_id", Type.TEXT, "证据编号", "Hash of subject, field and span", nullable=False),
        Column(
            "subject",
            Type.TEXT,
            "事实表",
            "Table whose row it proves",
            nullable=False,
            allowed=("documents", "evaluations", "funds", "scores", "claims"),
        ),
        Column("subject_id", Type.TEXT, "事实编号", "Key of that row", nullable=False),
        Column("field", Type.TEXT, "字段", "Column it proves", nullable=False),
        Column(
            "document_id",
            Type.TEXT,
            "文件编号",
            "Document it was read in",
            nullable=False,
            references="documents.document_id",
        ),
        Column("snapshot_id", Type.TEXT, "版本编号", "State it was read in", nullable=False),
        Column(
            "span_start",
            Type.INTEGER,
            "起点",
            "First character in the document's text",
            nullable=False,
            minimum=0,
        ),
        Column("span_end", Type.INTEGER, "终点", "Character after the last", nullable=False, minimum=0),
        Column("quote", Type.TEXT, "原文", "Text at the span", nullable=False),
        Column("locator", Type.TEXT, "单元格或页码", "Sheet and cell, or page, where the format has them"),
        Column("reader", Type.TEXT, "读取器", "Reader that produced the text", nullable=False),
        Column("layout", Type.TEXT, "版式", "Layout rule that found the value", nullable=False),
    ),
)

SIMILARITIES = Table(
    "main",
    "similarities",
    "相似文件",
    "Two documents whose texts share at least half of their 5-character sequences, or copies of one original; of each"
    " document the 20 likest of its unit and the 20 likest others",
    ("document_id", "other_document_id"),
    (
        Column(
            "document_id",
            Type.TEXT,
            "文件编号",
            "Document with the smaller id",
            nullable=False,
            references="documents.document_id",
        ),
        Column(
            "other_document_id",
            Type.TEXT,
            "另一文件",
            "Document with the larger id",
            nullable=False,
            references="documents.document_id",
        ),
        Column(
            "kind",
            Type.TEXT,
            "关系",
            "Copies of one original; nearly one text (90 % alike, or 95 % contained) with other facts; one boilerplate",
            nullable=False,
            allowed=SIMILARITY_KINDS,
        ),
        Column(
            "jaccard",
            Type.PERCENT,
            "相似度",
            "Sequences in both texts of those in either, estimated from 256 MinHash values (standard error 2 to 3)",
            nullable=False,
            unit="percent",
            minimum=0,
            maximum=100,
        ),
        Column(
            "containment",
            Type.PERCENT,
            "包含度",
            "Sequences in both texts of those in the shorter one, estimated likewise",
            nullable=False,
            unit="percent",
            minimum=0,
            maximum=100,
        ),
    ),
)

LINEAGE_TABLES = (
    SOURCES, REGIONS, ORGANISATIONS, DOCUMENTS, SNAPSHOTS, TEXTS, ATTACHMENTS, EVIDENCE, SIMILARITIES,
)  # fmt: skip
