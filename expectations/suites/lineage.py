"""What must hold of documents, their states and texts, of evidence, and of the parser's own record."""

from __future__ import annotations

import polars as pl

from expectations.expectation import Frames, RowExpectation, Staged, TableExpectation
from expectations.suites.basic import values

EARLIEST_PUBLICATION = 1995
"""No government of China had a website before."""


def _document_value_proved(column: str, zh: str) -> RowExpectation:
    # A publication date or title may be read from a meta tag, which is no part of the document's text.
    return RowExpectation(
        f"documents.{column}.evidence",
        "documents",
        f"{zh}有证据",
        f"A stated {column} has evidence",
        "warning",
        lambda frames: pl.col(column).is_null() | proved(frames, "documents", "document_id", column),
        relational=True,
    )


def proved(frames: Frames, subject: str, key: str, field: str | None = None) -> pl.Expr:
    """Whether evidence of the row is staged; of one field where it is named."""
    evidence = frames.get("evidence")
    if evidence is None:
        return pl.lit(False)
    of_subject = evidence.filter(pl.col("subject") == subject)
    if field is not None:
        of_subject = of_subject.filter(pl.col("field") == field)
    return pl.col(key).is_in(of_subject["subject_id"].drop_nulls().unique().implode())


def _of(frames: Frames, table: str, key: str, value: str, on: str) -> pl.Expr:
    """The value of another table's column, looked up by its key."""
    frame = frames.get(table)
    if frame is None or frame.is_empty():
        return pl.lit(None)
    known = frame.filter(pl.col(key).is_not_null()).unique(key, keep="first", maintain_order=True)
    return pl.col(on).replace_strict(known[key], known[value], default=None, return_dtype=known[value].dtype)


def _subject_stands(frames: Frames) -> pl.Expr:
    holds = pl.lit(True)
    for subject, key in SUBJECT_KEYS.items():
        holds = holds & ((pl.col("subject") != subject) | pl.col("subject_id").is_in(values(frames, subject, key)))
    return holds


def _published_plausibly(frames: Frames) -> pl.Expr:
    published = pl.col("published_on")
    fetched = _of(frames, "snapshots", "snapshot_id", "fetched_at", "snapshot_id").cast(pl.Datetime("us"))
    # Fetch times are UTC; it may be the next day in China already.
    return (published.dt.year() >= EARLIEST_PUBLICATION) & (published <= fetched.dt.offset_by("1d").cast(pl.Date))


SUBJECT_KEYS = {
    "documents": "document_id",
    "evaluations": "evaluation_id",
    "funds": "fund_id",
    "scores": "score_id",
    "claims": "claim_id",
}
"""The tables whose rows evidence proves, and their keys."""

DOCUMENT_EXPECTATIONS = (
    RowExpectation(
        "documents.text.present",
        "documents",
        "有正文的文件均已暂存正文",
        "A document with characters has its text",
        "critical",
        lambda frames: (
            (pl.col("text_length") == 0) | pl.col("document_id").is_in(values(frames, "texts", "document_id"))
        ),
        relational=True,
    ),
    RowExpectation(
        "documents.text_length.agrees",
        "documents",
        "正文字数与正文一致",
        "text_length is the length of the text",
        "warning",
        lambda frames: (
            pl.col("text_length").cast(pl.Int64) == _of(frames, "texts", "document_id", "characters", "document_id")
        ),
    ),
    RowExpectation(
        "documents.snapshot_id.own",
        "documents",
        "文件版本属于本文件",
        "The state that was read is a state of this document",
        "critical",
        lambda frames: _of(frames, "snapshots", "snapshot_id", "document_id", "snapshot_id") == pl.col("document_id"),
    ),
    RowExpectation(
        "documents.published_on.plausible",
        "documents",
        f"发布日期不早于{EARLIEST_PUBLICATION}年, 不晚于采集次日",
        f"published_on lies between {EARLIEST_PUBLICATION} and the day after the fetch",
        "warning",
        _published_plausibly,
    ),
    _document_value_proved("title", "标题"),
    _document_value_proved("publisher", "发布机构"),
    _document_value_proved("published_on", "发布日期"),
    _document_value_proved("index_no", "索引号"),
    _document_value_proved("document_no", "文号"),
    RowExpectation(
        "snapshots.sha256.digest",
        "snapshots",
        "摘要为64位十六进制数",
        "sha256 is a digest of 64 hexadecimal digits",
        "critical",
        lambda _: pl.col("sha256").str.contains(r"^[0-9a-f]{64}$"),
    ),
    RowExpectation(
        "texts.personal.masked",
        "texts",
        "正文中没有未遮蔽的手机号、身份证号和邮箱",
        "No mobile number, identity number or mail address stands unmasked in a text",
        "warning",
        lambda _: ~pl.col("personal"),
    ),
)

EVIDENCE_EXPECTATIONS = (
    RowExpectation(
        "evidence.span.length",
        "evidence",
        "原文长度等于起止范围",
        "The quote is as long as the span",
        "critical",
        lambda _: (
            (pl.col("span_end") - pl.col("span_start")).cast(pl.Int64) == pl.col("quote").str.len_chars().cast(pl.Int64)
        ),
    ),
    RowExpectation(
        "evidence.quote.not_blank",
        "evidence",
        "原文不为空白",
        "The quote is not blank",
        "critical",
        lambda _: pl.col("quote").str.strip_chars().str.len_bytes() > 0,
    ),
    RowExpectation(
        "evidence.quote.stands",
        "evidence",
        "正文在该范围处即为原文",
        "The document's text at the span is the quote",
        "critical",
        lambda _: pl.col("quote_stands"),
    ),
    RowExpectation(
        "evidence.document_id.text",
        "evidence",
        "证据所在文件有正文",
        "The document of the evidence has a text",
        "critical",
        lambda frames: pl.col("document_id").is_in(values(frames, "texts", "document_id")),
        relational=True,
    ),
    RowExpectation(
        "evidence.subject_id.reference",
        "evidence",
        "所证明的事实存在",
        "The row that it proves is there",
        "critical",
        _subject_stands,
        relational=True,
    ),
    RowExpectation(
        "evidence.snapshot_id.current",
        "evidence",
        "证据读自文件当前版本",
        "It was read in the state that the document names",
        "critical",
        lambda frames: _of(frames, "documents", "document_id", "snapshot_id", "document_id") == pl.col("snapshot_id"),
    ),
)

MAX_FAILED_SHARE = 0.1
"""A parser that fails on more of the states than this is broken, and its night is not to be believed."""


def _every_state_recorded(staged: Staged) -> str | None:
    if staged.due is None or staged.rows("parses") >= staged.due:
        return None
    return f"{staged.due} states were to be parsed, {staged.rows('parses')} are recorded"


def _few_failures(staged: Staged) -> str | None:
    parses = staged.frames.get("parses")
    if parses is None or parses.is_empty():
        return None
    failed = parses.filter(pl.col("state") == "failed").height
    too_many = failed == parses.height or (failed > 5 and failed > MAX_FAILED_SHARE * parses.height)
    return f"the parser failed on {failed} of {parses.height} states" if too_many else None


def _every_parse_has_document(staged: Staged) -> str | None:
    parses = staged.frames.get("parses")
    if parses is None:
        return None
    read = parses.filter(pl.col("state").is_in(["parsed", "negative"]))
    absent = read.filter(~pl.col("document_id").is_in(values(staged.frames, "documents", "document_id")))
    if absent.is_empty():
        return None
    example = absent["document_id"].sort()[0]
    return f"{absent['document_id'].n_unique()} documents that were read are not staged, such as {example}"


def _every_evaluation_staged(staged: Staged) -> str | None:
    parses = staged.frames.get("parses")
    read = 0 if parses is None else int(parses["evaluations"].sum())
    staged_rows = staged.rows("evaluations")
    return None if read == staged_rows else f"{read} evaluations were read, {staged_rows} are staged"


PARSE_EXPECTATIONS = (
    TableExpectation(
        "parses.complete",
        "parses",
        "每个待解析版本都有解析记录",
        "Every state that was to be parsed is recorded",
        "critical",
        _every_state_recorded,
    ),
    TableExpectation(
        "parses.failures.few",
        "parses",
        f"解析失败不超过{MAX_FAILED_SHARE:.0%}",
        f"The parser fails on no more than {MAX_FAILED_SHARE:.0%} of the states",
        "critical",
        _few_failures,
    ),
    TableExpectation(
        "documents.complete",
        "documents",
        "已读取的文件均已暂存",
        "Every document that was read is staged",
        "critical",
        _every_parse_has_document,
    ),
    TableExpectation(
        "evaluations.complete",
        "evaluations",
        "已读出的评价均已暂存",
        "As many evaluations are staged as were read",
        "warning",
        _every_evaluation_staged,
    ),
)
