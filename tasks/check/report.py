"""What the check says of itself: rows of `ops.quality_results`, and the Data Docs pages."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from expectations.advice import advice
from expectations.expectation import Staged, TableExpectation
from expectations.gate import Answer, Gate, Judgement, Question
from expectations.suites import CHECKED_TABLES
from tasks.check.settle import Asked
from warehouse.tables import table as model_table

QUALITY_RESULTS = model_table("ops.quality_results")
EXAMPLES = 5

# The pages must be readable where there is no internet, and tell no outside host that somebody reads them.
_OUTSIDE = re.compile(
    r"<link\b[^>]*\bhref=[\"']https?://[^>]*>"
    r"|<script\b[^>]*\bsrc=[\"']https?://[^>]*>\s*</script>"
    r"|<img\b[^>]*\bsrc=[\"']https?://[^>]*>",
    re.IGNORECASE,
)
_STYLE = """<style>
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem; color: #222; }
table { border-collapse: collapse; margin: 0.5rem 0; } td, th { border: 1px solid #ccc; padding: 0.3rem 0.6rem; }
.failed { color: #a00; font-weight: bold; } .navbar, .ge-index-page-walkthrough, #gx-newsletter { display: none; }
</style>"""


WHOLE_TABLES = "whole_tables"
"""The gate of what is asked of tables as a whole."""


def gates(asked: Sequence[Asked]) -> tuple[Gate, ...]:
    """The questions: one gate for the tables as a whole, and one for the rows of each."""
    whole = [one for one in asked if isinstance(one.expectation, TableExpectation)]
    rows = [one for one in asked if not isinstance(one.expectation, TableExpectation)]
    return (
        _gate(WHOLE_TABLES, whole),
        *(_gate(table.name, [one for one in rows if one.expectation.table == table.name]) for table in CHECKED_TABLES),
    )


def _gate(name: str, asked: Sequence[Asked]) -> Gate:
    questions = tuple(
        Question(
            one.expectation.id,
            f"ok_{one.expectation.id}",
            one.expectation.severity,
            f"{one.expectation.zh} | {one.expectation.en}",
        )
        for one in asked
    )
    flags = pl.DataFrame([one.held.alias(question.column) for one, question in zip(asked, questions, strict=True)])
    return Gate(name, flags, questions)


def answers_by_id(judgements: Sequence[Judgement]) -> dict[str, Answer]:
    """Every answer by the id of its expectation."""
    return {answer.id: answer for judgement in judgements for answer in judgement.answers}


def error_of(one: Asked, answer: Answer | None) -> str | None:
    """Why a question was not judged: an error of the gate, or a count that is not the one computed here."""
    if answer is None:
        return "it was not judged"
    if answer.error is not None:
        return answer.error
    if answer.failed != one.failed:
        return f"the gate counts {answer.failed} failing rows, the rule {one.failed}"
    return None


def detail_of(one: Asked, staged: Staged) -> str | None:
    """The reason of a broken table expectation, or the keys of the first rows that broke a row expectation."""
    if one.failed == 0:
        return None
    if isinstance(one.expectation, TableExpectation):
        return one.reason
    frame = staged.frames[one.expectation.table]
    key = next(table.key for table in CHECKED_TABLES if table.name == one.expectation.table)
    rows = frame.filter(~one.held).select(key).sort(key).head(EXAMPLES).rows()
    return "keys: " + ", ".join("|".join(str(part) for part in row) for row in rows)


def quality_results(asked: Sequence[Asked], answers: dict[str, Answer], staged: Staged, run_id: str) -> pl.DataFrame:
    """A row of `ops.quality_results` for every expectation, in the order of its key."""
    rows = []
    for one in asked:
        error = error_of(one, answers.get(one.expectation.id))
        rows.append(
            {
                "run_id": run_id,
                "table_name": one.expectation.table,
                "expectation": one.expectation.id,
                "severity": one.expectation.severity,
                "success": error is None and one.failed == 0,
                "checked": 0 if one.skipped else len(one.held),
                "failed": one.failed,
                "detail": _detail(one, staged, error),
            }
        )
    return pl.DataFrame(rows, schema=QUALITY_RESULTS.polars_schema).sort(QUALITY_RESULTS.key)


def _detail(one: Asked, staged: Staged, error: str | None) -> str | None:
    if error is not None:
        return f"error: {error}"
    return f"skipped: {one.skipped}" if one.skipped else detail_of(one, staged)


def write_data_docs(
    judgements: Sequence[Judgement], results: pl.DataFrame, reasons: Sequence[str], folder: Path
) -> None:
    """The Data Docs: a page a gate as Great Expectations renders it, without outside hosts, and an index."""
    folder.mkdir(parents=True, exist_ok=True)
    for judgement in judgements:
        page = _OUTSIDE.sub("", judgement.page).replace("</head>", f"{_STYLE}</head>", 1)
        (folder / f"{judgement.name}.html").write_text(page, encoding="utf-8")
    (folder / "index.html").write_text(_index(judgements, results, reasons), encoding="utf-8")


def _index(judgements: Sequence[Judgement], results: pl.DataFrame, reasons: Sequence[str]) -> str:
    verdict = "可以发布 | may be published" if not reasons else "不予发布 | is not published"
    lines = [
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>质量检查</title>{_STYLE}</head><body>',
        f"<h1>质量检查 | Quality of the night: {verdict}</h1>",
        *(f'<p class="failed">{html.escape(reason)}</p>' for reason in reasons),
        "<table><tr><th>表 | table</th><th>期望 | expectations</th><th>未通过 | failed</th></tr>",
    ]
    for judgement in judgements:
        failed = sum(not answer.success for answer in judgement.answers)
        mark = ' class="failed"' if failed else ""
        lines.append(
            f'<tr><td><a href="{judgement.name}.html">{html.escape(judgement.name)}</a></td>'
            f"<td>{len(judgement.answers)}</td><td{mark}>{failed}</td></tr>"
        )
    heads = ("expectation", "severity", "failed", "detail", "what to do")
    lines.append("</table><table><tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>")
    for row in results.filter(~pl.col("success")).iter_rows(named=True):
        share, to_do = f"{row['failed']} / {row['checked']}", advice(row["expectation"])
        cells = (row["expectation"], row["severity"], share, row["detail"] or "", to_do)
        lines.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in cells) + "</tr>")
    lines.append("</table>")
    skipped = results.filter(pl.col("detail").str.starts_with("skipped: ")).select("expectation", "detail")
    lines.extend(f"<p>{html.escape(name)}: {html.escape(detail)}</p>" for name, detail in skipped.iter_rows())
    lines.append("</body></html>")
    return "\n".join(lines)
