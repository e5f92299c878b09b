"""Volumes and yields against the nights before: what a broken reader or a site's new face does to many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import polars as pl

from expectations.expectation import Skipped, Staged, TableExpectation, Trailing

MOST_NIGHTS = 14
"""Two weeks: long enough to outlast a holiday, short enough to follow a site that changes for good."""

LEAST_NIGHTS = 3
"""The median of fewer is one night's whim."""

LEAST_DOCUMENTS = 20
"""Fewer documents differ by chance alone: a list of notices yields nothing, a batch of forms twice the usual."""

OVERALL_FALL = 0.6
"""All sources together seldom differ by a fifth from night to night; a lost reader or column takes far more."""

SOURCE_FALL = 0.5
"""One source may publish reports one week and forms the next, which halves what a document yields at most."""

HELD_FALL = 0.95
"""The warehouse grows; what publishers withdraw in a night is far below a twentieth."""

RETAINED = 0.8
"""A document parsed again says what it said: a better parser corrects some figures and loses no fifth of them."""

_RATIOS = (
    ("evaluations", "documents", "每份文件的评价数", "Evaluations a document"),
    ("funds", "evaluations", "每项评价的金额数", "Amounts an evaluation"),
    ("scores", "evaluations", "每项评价的评分行数", "Scored lines an evaluation"),
    ("claims", "evaluations", "每项评价的陈述数", "Claims an evaluation"),
)


def yields_of(staged: Staged) -> pl.DataFrame:
    """What every source yielded tonight and what the warehouse will hold of it, by source_id."""
    documents, evaluations = staged.frames["documents"], staged.frames["evaluations"]
    owner = (
        documents.select("document_id", "source_id")
        .drop_nulls()
        .unique("document_id", keep="first", maintain_order=True)
    )
    of_evaluation = evaluations.join(owner, on="document_id").select("evaluation_id", "source_id")
    counts = owner.group_by("source_id").agg(pl.len().cast(pl.Int64).alias("documents"))
    per_table = {
        "evaluations": of_evaluation,
        "funds": staged.frames["funds"].join(of_evaluation, on="evaluation_id"),
        "scores": staged.frames["scores"].join(of_evaluation, on="evaluation_id"),
        "claims": staged.frames["claims"].join(owner, on="document_id"),
    }
    for name, rows in per_table.items():
        counted = rows.group_by("source_id").agg(pl.len().cast(pl.Int64).alias(name))
        counts = counts.join(counted, on="source_id", how="left")
    kept = _kept(staged).group_by("source_id").agg(pl.col("evaluations").sum().cast(pl.Int64).alias("kept"))
    return (
        counts.join(kept, on="source_id", how="full", coalesce=True)
        .with_columns(pl.exclude("source_id").fill_null(0))
        .with_columns((pl.col("kept") + pl.col("evaluations")).alias("held_evaluations"))
        .drop("kept")
        .sort("source_id")
    )


def _kept(staged: Staged) -> pl.DataFrame:
    """What the warehouse holds of documents that tonight did not touch."""
    if staged.trailing is None:
        return pl.DataFrame(schema={"source_id": pl.String, "evaluations": pl.Int64})
    return staged.trailing.held.join(_read_again(staged), on="document_id", how="anti")


def _read_again(staged: Staged) -> pl.DataFrame:
    return staged.frames["parses"].select("document_id").unique()


def _median(nights: pl.DataFrame, part: str, whole: str) -> float | Skipped:
    """The median of a ratio over the nights that are large enough."""
    enough = nights.filter((pl.col("documents") >= LEAST_DOCUMENTS) & (pl.col(whole) > 0)).tail(MOST_NIGHTS)
    if enough.height < LEAST_NIGHTS:
        return Skipped(f"{enough.height} of {LEAST_NIGHTS} published nights with {LEAST_DOCUMENTS} documents")
    return float((enough[part] / enough[whole]).median() or 0)  # type: ignore[arg-type]


def _total(yields: pl.DataFrame) -> pl.DataFrame:
    return yields.group_by("run_id", maintain_order=True).agg(pl.exclude("run_id", "source_id").sum()).sort("run_id")


def _fallen(tonight: dict[str, int], nights: pl.DataFrame, part: str, whole: str, least: float) -> str | Skipped | None:
    """Why a ratio of tonight is too low beside its median; Skipped where it cannot be compared."""
    if tonight["documents"] < LEAST_DOCUMENTS:
        return Skipped(f"{tonight['documents']} of {LEAST_DOCUMENTS} documents tonight")
    median = _median(nights, part, whole)
    if isinstance(median, Skipped):
        return median
    if not tonight[whole]:
        return None if whole == "evaluations" else f"no {whole}"
    ratio = tonight[part] / tonight[whole]
    return f"{ratio:.2f} {part} to one of {whole}, the median is {median:.2f}" if ratio < least * median else None


def _overall(part: str, whole: str) -> Callable[[Staged], str | Skipped | None]:
    def breach(staged: Staged) -> str | Skipped | None:
        if staged.trailing is None:
            return Skipped("nothing is known of the nights before")
        (tonight,) = yields_of(staged).select(pl.exclude("source_id").sum()).to_dicts()
        return _fallen(tonight, _total(staged.trailing.nights), part, whole, OVERALL_FALL)

    return breach


def _by_source(part: str, whole: str) -> Callable[[Staged], str | Skipped | None]:
    def breach(staged: Staged) -> str | Skipped | None:
        if staged.trailing is None:
            return Skipped("nothing is known of the nights before")
        answers = {}
        for row in yields_of(staged).filter(pl.col("documents") > 0).iter_rows(named=True):
            nights = staged.trailing.nights.filter(pl.col("source_id") == row["source_id"]).sort("run_id")
            answers[row["source_id"]] = _fallen(row, nights, part, whole, SOURCE_FALL)
        broken = [f"{source}: {answer}" for source, answer in answers.items() if isinstance(answer, str)]
        if broken:
            return "; ".join(broken)
        if all(isinstance(answer, Skipped) for answer in answers.values()):
            return Skipped("no source has enough documents and nights to compare")
        return None

    return breach


def _held(staged: Staged) -> str | Skipped | None:
    if staged.trailing is None:
        return Skipped("nothing is known of the nights before")
    nights = _total(staged.trailing.nights).tail(MOST_NIGHTS)
    if nights.height < LEAST_NIGHTS:
        return Skipped(f"{nights.height} of {LEAST_NIGHTS} published nights")
    will_hold = int(yields_of(staged)["held_evaluations"].sum())
    median = float(nights["held_evaluations"].median() or 0)  # type: ignore[arg-type]
    return (
        f"the warehouse would hold {will_hold} evaluations, the median is {median:.0f}"
        if will_hold < HELD_FALL * median
        else None
    )


def _retained(what: str) -> Callable[[Staged], str | Skipped | None]:
    def breach(staged: Staged) -> str | Skipped | None:
        if staged.trailing is None:
            return Skipped("nothing is known of the nights before")
        known = staged.trailing.held.join(_read_again(staged), on="document_id", how="semi")
        if known.height < LEAST_DOCUMENTS:
            return Skipped(f"{known.height} of {LEAST_DOCUMENTS} documents were in the warehouse before")
        evaluations = staged.frames["evaluations"].join(known, on="document_id", how="semi")
        rows = (
            evaluations
            if what == "evaluations"
            else staged.frames[what].join(evaluations, on="evaluation_id", how="semi")
        )
        before = int(known[what].sum())
        return f"{rows.height} {what} where {before} were" if rows.height < RETAINED * before else None

    return breach


def trailing_expectations() -> Iterator[TableExpectation]:
    """Every expectation that compares tonight with the nights before."""
    for part, whole, zh, en in _RATIOS:
        yield TableExpectation(
            f"{part}.yield.overall",
            part,
            f"{zh}不低于近{MOST_NIGHTS}夜中位数的{OVERALL_FALL:.0%}",
            f"{en} are no fewer than {OVERALL_FALL:.0%} of the median of {MOST_NIGHTS} nights",
            "critical",
            _overall(part, whole),
        )
        yield TableExpectation(
            f"{part}.yield.source",
            part,
            f"各来源{zh}不低于其近{MOST_NIGHTS}夜中位数的{SOURCE_FALL:.0%}",
            f"{en} of each source are no fewer than {SOURCE_FALL:.0%} of its median of {MOST_NIGHTS} nights",
            "warning",
            _by_source(part, whole),
        )
    yield TableExpectation(
        "evaluations.held",
        "evaluations",
        f"入库后评价总数不低于近{MOST_NIGHTS}夜中位数的{HELD_FALL:.0%}",
        f"The warehouse will hold no fewer than {HELD_FALL:.0%} of the evaluations of its median night",
        "critical",
        _held,
    )
    for what, zh in (("evaluations", "评价"), ("funds", "金额")):
        yield TableExpectation(
            f"{what}.retained",
            what,
            f"重新解析的文件仍有原有{zh}的{RETAINED:.0%}",
            f"Documents read again have {RETAINED:.0%} of the {what} that they had",
            "critical",
            _retained(what),
        )


def empty_trailing() -> Trailing:
    """Nothing known: the first night."""
    held = {"document_id": pl.String, "source_id": pl.String, "evaluations": pl.Int64, "funds": pl.Int64}
    counts = ("documents", "evaluations", "funds", "scores", "claims", "held_evaluations")
    nights = {"run_id": pl.String, "source_id": pl.String, **dict.fromkeys(counts, pl.Int64)}
    return Trailing(pl.DataFrame(schema=nights), pl.DataFrame(schema=held))
