"""What the crawl hands on: to the parser a manifest of archived states, one Parquet file a night; to loading, what
became of addresses since.

The bodies themselves stay in the WARC files; a row says where. Parsing needs no other knowledge of the crawl.
"""

from __future__ import annotations

from warehouse.model import Column, Table, Type

MANIFEST = Table(
    "handover",
    "manifest",
    "交接单",
    "An archived state of a page or file, to be parsed",
    ("url", "sha256"),
    (
        Column("source_id", Type.TEXT, "来源编号", "Source that listed it", nullable=False),
        Column("url", Type.TEXT, "地址", "Address it was fetched from", nullable=False),
        Column("parent_url", Type.TEXT, "所属网页", "Page that an attachment hangs on"),
        Column("name", Type.TEXT, "名称", "Text of the link that led to it, or the file's name"),
        Column(
            "fetched_at",
            Type.TIMESTAMP,
            "采集时间",
            "First time this content was fetched (UTC)",
            nullable=False,
        ),
        Column("http_status", Type.INTEGER, "状态码", "HTTP status; empty for saved files"),
        Column("content_type", Type.TEXT, "内容类型", "Content-Type header as sent"),
        Column(
            "sha256",
            Type.TEXT,
            "摘要",
            "SHA-256 of the body; of an article over several pages that of its pages' digests, one a line",
            nullable=False,
        ),
        Column("bytes", Type.BIGINT, "字节数", "Length of the body, or of the bodies of all pages", nullable=False),
        Column("warc_file", Type.TEXT, "归档文件", "WARC file, relative to the archive folder", nullable=False),
        Column("warc_offset", Type.BIGINT, "归档位置", "Byte offset of its record", nullable=False),
        Column(
            "parts",
            Type.JSON,
            "后续页",
            "Further pages of an article: a JSON list of [number/of, WARC file, offset, Content-Type]",
        ),
    ),
)

WITHDRAWN = Table(
    "handover",
    "withdrawn",
    "撤下",
    "An address that the archive holds and its publisher took away",
    ("url",),
    (
        Column("url", Type.TEXT, "地址", "Address of the page or file", nullable=False),
        Column("withdrawn_on", Type.DATE, "撤下日期", "Day (UTC) on which it was first found gone", nullable=False),
    ),
)

TAKEN_DOWN = Table(
    "handover",
    "taken_down",
    "撤除清单",
    "An entry of the takedown list",
    ("kind", "value"),
    (
        Column("kind", Type.TEXT, "类别", "What is named", nullable=False, allowed=("url", "sha256")),
        Column("value", Type.TEXT, "对象", "Canonical address, or SHA-256 of a body", nullable=False),
        Column("reason", Type.TEXT, "原因", "Why it is listed", nullable=False),
        Column("listed_on", Type.DATE, "列入日期", "Day on which it was listed", nullable=False),
    ),
)

REMOVED = Table(
    "handover",
    "removed",
    "已撤除",
    "A body that was taken out of the archive",
    ("url", "sha256"),
    (
        Column("url", Type.TEXT, "地址", "Address that held it", nullable=False),
        Column("sha256", Type.TEXT, "摘要", "SHA-256 of the body", nullable=False),
        Column("page_url", Type.TEXT, "所属文章", "Page of the article of which it was a further page"),
    ),
)
