"""What must hold of projects, evaluations, amounts, scores and claims beyond what the model says."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from expectations.expectation import Frames, RowExpectation, Staged, TableExpectation
from expectations.suites.basic import values
from expectations.suites.lineage import proved

ABSURD_YUAN = 10**13
"""Ten trillion yuan: no single budget line of any government comes near it, but a unit applied twice does."""

NUMERAL = r"[\d零〇○一二两三四五六七八九十百千万亿廿壹贰叁肆伍陆柒捌玖拾佰仟]"
ABSURD_POINTS = 1000
ABSURD_RATE = 100_000
LONGEST_NAME = 200


def _evaluation_value_proved(column: str, zh: str) -> RowExpectation:
    return RowExpectation(
        f"evaluations.{column}.evidence",
        "evaluations",
        f"{zh}有证据",
        f"A stated {column} has evidence",
        "critical",
        lambda frames: pl.col(column).is_null() | proved(frames, "evaluations", "evaluation_id", column),
        relational=True,
    )


def _one_a_place(key: str, within: str) -> pl.Expr:
    # A row that was staged twice holds its place once: which of the two stays is the key's question.
    return pl.col(key).min().over(within, "ordinal") == pl.col(key).max().over(within, "ordinal")


def _row_proved(table: str, key: str, zh: str, when: pl.Expr | None = None) -> RowExpectation:
    def holds(frames: Frames) -> pl.Expr:
        found = proved(frames, table, key)
        return found if when is None else ~when | found

    return RowExpectation(f"{table}.evidence", table, f"{zh}有证据", "The row has evidence", "critical", holds, True)


def _not_in_the_future(frames: Frames) -> pl.Expr:
    snapshots, documents = frames.get("snapshots"), frames.get("documents")
    if snapshots is None or documents is None or documents.is_empty() or snapshots.is_empty():
        return pl.lit(True)
    fetched = documents.join(snapshots.select("snapshot_id", "fetched_at"), on="snapshot_id").unique(
        "document_id", keep="first", maintain_order=True
    )
    years = fetched["fetched_at"].dt.year()
    if years.is_empty():
        return pl.lit(True)
    latest = pl.col("document_id").replace_strict(fetched["document_id"], years, default=None, return_dtype=pl.Int32)
    return pl.col("fiscal_year") <= latest + 1


EVALUATION_EXPECTATIONS = (
    RowExpectation(
        "evaluations.project.named",
        "evaluations",
        "项目有名称, 部门有单位",
        "A project has a name, a department its unit",
        "warning",
        lambda _: (
            pl.when(pl.col("project_kind") == "project")
            .then(pl.col("project_name").is_not_null())
            .otherwise(pl.col("implementing_unit").is_not_null())
        ),
    ),
    RowExpectation(
        "evaluations.project_name.length",
        "evaluations",
        f"项目名称不超过{LONGEST_NAME}字",
        f"A name has no more than {LONGEST_NAME} characters",
        "critical",
        lambda _: pl.col("project_name").str.len_chars() <= LONGEST_NAME,
    ),
    _evaluation_value_proved("stated_execution_rate", "执行率"),
    _evaluation_value_proved("stated_arrival_rate", "到位率"),
    _evaluation_value_proved("total_score", "总分"),
    _evaluation_value_proved("grade", "等级"),
    RowExpectation(
        "evaluations.ordinal.unique",
        "evaluations",
        "同一文件中序号唯一",
        "The ordinal is unique in its document",
        "critical",
        lambda _: _one_a_place("evaluation_id", "document_id"),
    ),
    RowExpectation(
        "evaluations.fiscal_year.not_future",
        "evaluations",
        "年度不晚于采集年度的次年",
        "The fiscal year is no later than the year after the fetch",
        "critical",
        _not_in_the_future,
    ),
    RowExpectation(
        "evaluations.fiscal_year.method",
        "evaluations",
        "有年度则有年度依据, 反之亦然",
        "A fiscal year stands with the method by which it was found",
        "warning",
        lambda _: pl.col("fiscal_year").is_null() == pl.col("fiscal_year_method").is_null(),
    ),
    RowExpectation(
        "evaluations.rates.bound",
        "evaluations",
        f"执行率与到位率不超过{ABSURD_RATE}%",
        f"Rates are no higher than {ABSURD_RATE} percent",
        "critical",
        lambda _: (
            pl.max_horizontal(pl.col("stated_execution_rate").fill_null(0), pl.col("stated_arrival_rate").fill_null(0))
            <= ABSURD_RATE
        ),
    ),
)

FUND_EXPECTATIONS = (
    _row_proved("funds", "fund_id", "金额"),
    RowExpectation(
        "funds.amount_yuan.magnitude",
        "funds",
        "金额绝对值不超过十万亿元",
        "An amount is no larger than ten trillion yuan",
        "critical",
        lambda _: pl.col("amount_yuan").abs() <= ABSURD_YUAN,
    ),
    RowExpectation(
        "funds.amount_as_written.digits",
        "funds",
        "金额原文含数字(零元可写作“未支出”)",
        "What was written holds a numeral; nothing may be written in words (当年未支出)",
        "critical",
        lambda _: pl.col("amount_as_written").str.contains(NUMERAL) | (pl.col("amount_yuan") == 0),
    ),
    RowExpectation(
        "funds.amount_yuan.not_negative",
        "funds",
        "结余以外的金额不为负",
        "Only a balance is negative",
        "warning",
        lambda _: (pl.col("amount_yuan") >= 0) | (pl.col("measure") == "balance"),
    ),
)

SCORE_EXPECTATIONS = (
    _row_proved("scores", "score_id", "得分", pl.col("points").is_not_null()),
    RowExpectation(
        "scores.points.bound",
        "scores",
        f"分值与得分绝对值不超过{ABSURD_POINTS}",
        f"Points are no more than {ABSURD_POINTS}",
        "critical",
        lambda _: (
            pl.max_horizontal(pl.col("points").abs().fill_null(0), pl.col("max_points").abs().fill_null(0))
            <= ABSURD_POINTS
        ),
    ),
    RowExpectation(
        "scores.ordinal.unique",
        "scores",
        "同一评价中序号唯一",
        "The ordinal is unique in its evaluation",
        "critical",
        lambda _: _one_a_place("score_id", "evaluation_id"),
    ),
    RowExpectation(
        "scores.indicator.named",
        "scores",
        "各级指标有本级名称",
        "A line has the name of its own level",
        "warning",
        lambda _: (
            pl.when(pl.col("level") == 1)
            .then(pl.col("indicator_1").is_not_null())
            .when(pl.col("level") == 2)
            .then(pl.col("indicator_2").is_not_null())
            .when(pl.col("level") == 3)
            .then(pl.col("indicator_3").is_not_null())
            .otherwise(True)
        ),
    ),
    RowExpectation(
        "scores.target_value.operator",
        "scores",
        "目标数值有比较符",
        "A target's number stands with its comparison",
        "info",
        lambda _: pl.col("target_value").is_null() | pl.col("target_operator").is_not_null(),
    ),
)

CLAIM_EXPECTATIONS = (
    _row_proved("claims", "claim_id", "陈述"),
    RowExpectation(
        "claims.evaluation_id.reference",
        "claims",
        "所属评价存在",
        "The evaluation that it names is there",
        "critical",
        lambda frames: pl.col("evaluation_id").is_in(values(frames, "evaluations", "evaluation_id")),
        relational=True,
    ),
    RowExpectation(
        "claims.name.length",
        "claims",
        f"名称为1至{LONGEST_NAME}字",
        f"A name has 1 to {LONGEST_NAME} characters",
        "critical",
        lambda _: pl.col("name").str.strip_chars().str.len_chars().is_between(1, LONGEST_NAME),
    ),
    RowExpectation(
        "claims.ordinal.unique",
        "claims",
        "同一文件中序号唯一",
        "The ordinal is unique in its document",
        "critical",
        lambda _: _one_a_place("claim_id", "document_id"),
    ),
)

MAX_OVERFULL_SHARE = 0.2


def _points_seldom_above_weight(staged: Staged) -> str | None:
    # One publisher's slip is a finding; a fifth of all lines means that we took one column for the other.
    scores = staged.frames.get("scores")
    if scores is None:
        return None
    scored = scores.filter(pl.col("points").is_not_null() & pl.col("max_points").is_not_null())
    above = scored.filter(pl.col("points") > pl.col("max_points")).height
    if scored.height < 50 or above <= MAX_OVERFULL_SHARE * scored.height:
        return None
    return f"{above} of {scored.height} lines have more points than weight"


def presence_expectations() -> Iterator[TableExpectation]:
    """Tables that may not be empty where rows are due: a lost folder must never look like a quiet night."""

    def present(table: str, zh: str, en: str, base: str, least: int, where: str = "") -> TableExpectation:
        def breach(staged: Staged) -> str | None:
            if staged.rows(base) < least or staged.rows(table) > 0:
                return None
            return f"{staged.rows(base)} rows of {base}, but none of {table}"

        return TableExpectation(f"{table}.present{where}", table, zh, en, "critical", breach)

    for table in ("documents", "snapshots", "texts"):
        base = "parses" if table == "documents" else "documents"
        yield present(table, f"有{base}则有{table}", f"Where there are {base} there are {table}", base, 1)
    yield present("sources", "有文件则有来源", "Where there are documents there are sources", "documents", 1)
    for table in ("funds", "scores", "claims"):
        yield present(
            table,
            f"评价达30项时必有{table}",
            f"Thirty evaluations cannot be without {table}",
            "evaluations",
            30,
        )
    for base in ("funds", "claims"):
        en = f"Where there are {base} there is evidence"
        yield present("evidence", f"有{base}则有证据", en, base, 1, f".{base}")
    en = "Where there are documents there is a record of parses"
    yield present("parses", "有文件则有解析记录", en, "documents", 1)
    yield TableExpectation(
        "evaluations.present",
        "evaluations",
        "解析记录有评价则有评价",
        "Where the parser recorded evaluations there are evaluations",
        "critical",
        _evaluations_where_read,
    )
    yield TableExpectation(
        "documents.corrections.fresh",
        "documents",
        "更正条目所更正的值仍在原文中",
        "Every correction still finds the value that it corrects",
        "warning",
        lambda staged: "; ".join(staged.stale_corrections) or None,
    )
    yield TableExpectation(
        "scores.points.columns",
        "scores",
        f"得分高于分值的行不超过{MAX_OVERFULL_SHARE:.0%}",
        f"No more than {MAX_OVERFULL_SHARE:.0%} of the lines have more points than weight",
        "warning",
        _points_seldom_above_weight,
    )


def _evaluations_where_read(staged: Staged) -> str | None:
    parses = staged.frames.get("parses")
    read = 0 if parses is None else int(parses["evaluations"].sum())
    return f"{read} evaluations were read, but none is staged" if read and not staged.rows("evaluations") else None
