"""What a night yielded of each source, against the nights before: a redesigned site must not silently give nothing.

Thresholds are shares of the median of up to 14 nights, because one strange night moves a median little and two weeks
hold every weekday twice. Nights in which the source was red are left out: a broken month must not become the rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import polars as pl

LIST_AMBER, LIST_RED = 0.85, 0.5
"""Of the items listed before. Lists grow and lose a page now and then; a loss of a seventh is none of these, and one of
half is another list."""
TEXT_RED = 0.2
"""Of the characters of a page before: navigation and footer alone are about a tenth of a page of disclosure."""
YIELD_AMBER = 0.5
"""Of the documents with facts, or of the amounts and scores a document: years differ, but not by half."""
FEWEST = 3
"""Documents from which on a median or a share says anything."""


@dataclass(frozen=True, slots=True)
class SourceYield:
    """What was read of a source in a night: documents, those with facts, those that lost theirs, amounts, scored lines.

    `text_length` is the median of characters; None where nothing was read.
    """

    parsed: int = 0
    with_facts: int = 0
    lost: int = 0
    funds: int = 0
    scores: int = 0
    text_length: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a source's yield, in words: what makes it red, and what makes it amber."""

    red: tuple[str, ...] = ()
    amber: tuple[str, ...] = ()


def night_yields(staged: Path, passed: Path, had_facts: pl.DataFrame) -> dict[str, SourceYield]:
    """The yield of every source of which something was read.

    `staged/parses` and `passed` are what parsing and checking wrote, `had_facts` (document_id) the documents that had
    evaluations before this night.
    """
    parses = _read(sorted((staged / "parses").glob("*.parquet")), ("source_id", "document_id"))
    if parses.is_empty():
        return {}
    documents = _table(passed, "documents", ("document_id", "text_length"))
    evaluations = _table(passed, "evaluations", ("evaluation_id", "document_id"))
    counts = {
        name: _table(passed, name, ("evaluation_id",))
        .join(evaluations, on="evaluation_id")
        .group_by("document_id")
        .len(name)
        for name in ("funds", "scores")
    }
    rows = (
        parses.unique("document_id", keep="first", maintain_order=True)
        .join(documents, on="document_id", how="left")
        .join(counts["funds"], on="document_id", how="left")
        .join(counts["scores"], on="document_id", how="left")
        .with_columns(
            facts=pl.col("document_id").is_in(evaluations["document_id"].unique().implode()),
            had=pl.col("document_id").is_in(had_facts["document_id"].implode()),
        )
        .group_by("source_id")
        .agg(
            pl.len().alias("parsed"),
            pl.col("facts").sum().alias("with_facts"),
            (pl.col("had") & ~pl.col("facts")).sum().alias("lost"),
            pl.col("funds").sum(),
            pl.col("scores").sum(),
            pl.col("text_length").median(),
        )
    )
    return {
        row["source_id"]: SourceYield(
            row["parsed"],
            row["with_facts"],
            row["lost"],
            row["funds"],
            row["scores"],
            None if row["text_length"] is None else int(row["text_length"]),
        )
        for row in rows.iter_rows(named=True)
    }


def judge_yield(listed: int, tonight: SourceYield, before: Sequence[Mapping[str, object]]) -> Judgement:
    """Hold a night of a source against rows of `ops.source_health` of the nights before, newest first.

    A source without such nights is not judged: nobody knows yet what it yields.
    """
    red: list[str] = []
    amber: list[str] = []
    _judge_list(listed, before, red, amber)
    if tonight.parsed:
        _judge_reading(tonight, before, red, amber)
    return Judgement(tuple(red), tuple(amber))


def _judge_list(listed: int, before: Sequence[Mapping[str, object]], red: list[str], amber: list[str]) -> None:
    usual = _median(before, "listed")
    if not usual:
        return
    if listed == 0:
        red.append(f"its lists are empty where they had {usual:.0f} items")
    elif listed < LIST_RED * usual:
        red.append(f"its lists have shrunk to {listed} items from {usual:.0f}")
    elif listed < LIST_AMBER * usual:
        amber.append(f"its lists have {listed} items where they had {usual:.0f}")


def _judge_reading(
    tonight: SourceYield, before: Sequence[Mapping[str, object]], red: list[str], amber: list[str]
) -> None:
    if tonight.lost:
        what = f"{tonight.lost} of {tonight.parsed} documents read tonight had facts before and have none now"
        most = tonight.lost >= FEWEST and 2 * tonight.lost >= tonight.parsed
        (red if most else amber).append(what)
    if tonight.parsed < FEWEST:
        return
    read = [night for night in before if _number(night, "parsed") >= FEWEST]
    usual = _median(read, "text_length")
    if usual and (tonight.text_length or 0) < TEXT_RED * usual:
        red.append(
            f"the text of its pages has shrunk to {tonight.text_length or 0} characters from {usual:.0f}:"
            " the part of the page that holds the content is not found any more"
        )
    share = _share(read, "with_facts", "parsed")
    if share and tonight.with_facts < YIELD_AMBER * share * tonight.parsed:
        amber.append(f"{tonight.with_facts} of {tonight.parsed} documents have facts where {share:.0%} had")
    for name, zh in (("funds", "amounts"), ("scores", "scored lines")):
        each = _share(read, name, "with_facts")
        found = getattr(tonight, name) / tonight.with_facts if tonight.with_facts else 0.0
        if each and tonight.with_facts >= FEWEST and found < YIELD_AMBER * each:
            amber.append(f"{found:.1f} {zh} a document where there were {each:.1f}")


def _median(nights: Sequence[Mapping[str, object]], name: str) -> float | None:
    values = [_number(night, name) for night in nights if night.get(name) is not None]
    return float(median(values)) if values else None


def _share(nights: Sequence[Mapping[str, object]], part: str, whole: str) -> float | None:
    total = sum(_number(night, whole) for night in nights)
    return sum(_number(night, part) for night in nights) / total if total else None


def _number(night: Mapping[str, object], name: str) -> int:
    value = night.get(name)
    return value if isinstance(value, int) else 0


def _table(passed: Path, name: str, columns: Sequence[str]) -> pl.DataFrame:
    path = passed / f"{name}.parquet"
    return _read([path] if path.exists() else [], columns)


def _read(files: Sequence[Path], columns: Sequence[str]) -> pl.DataFrame:
    if not files:
        kinds = {"text_length": pl.Int32}
        return pl.DataFrame(schema={name: kinds.get(name, pl.String) for name in columns})
    return pl.concat(pl.read_parquet(path, columns=list(columns)) for path in files)
