"""Reads what parsing staged, whatever became of the files, into frames of the model's exact schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from expectations.expectation import STAGED_EXTRAS, Arrival, Staged
from expectations.suites import CHECKED_TABLES
from warehouse.model import Table

REPEATABLE = ("sources", "regions")
"""Tables of which two batches may hold the same row."""

TEXT_BATCH_BYTES = 32 * 1024 * 1024
"""Parquet bytes of text read at once: some hundred megabytes of text."""

# What must never stand in a published text: a mobile number, an identity number, a mail address.
PERSONAL = (
    r"(?:^|[^0-9A-Za-z])(?:1[3-9][0-9]{9}|[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx])(?:$|[^0-9A-Za-z])"
    r"|[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+\.[A-Za-z]{2}"
)


def read_staged(staged: Path, due: int | None = None) -> Staged:
    """Everything below a staging folder; a file that cannot be read becomes a note in the table's arrival."""
    frames: dict[str, pl.DataFrame] = {}
    arrivals: dict[str, Arrival] = {}
    for table in CHECKED_TABLES:
        frames[table.name], arrivals[table.name] = _read_table(table, staged_files(staged, table.name))
    frames["evidence"] = _with_quotes_compared(frames["evidence"], staged)
    for name in REPEATABLE:
        frames[name] = _merged(frames[name], next(t for t in CHECKED_TABLES if t.name == name))
    return Staged(frames, arrivals, due)


def staged_files(staged: Path, table: str) -> list[Path]:
    """The Parquet files of a table, in the order of their names."""
    return sorted((staged / table).glob("*.parquet"))


def read_texts(staged: Path) -> Iterator[pl.DataFrame]:
    """The texts with their documents, some hundred megabytes at a time; unreadable files are left out."""
    batch: list[pl.DataFrame] = []
    size = 0
    for path in staged_files(staged, "texts"):
        frame = _text_columns(path)
        if frame is None:
            continue
        batch.append(frame)
        size += path.stat().st_size
        if size >= TEXT_BATCH_BYTES:
            yield pl.concat(batch)
            batch, size = [], 0
    if batch:
        yield pl.concat(batch)


def _text_columns(path: Path) -> pl.DataFrame | None:
    try:
        return pl.read_parquet(path, columns=["document_id", "text"]).cast(pl.String)
    except (PolarsError, OSError):
        return None


def _read_table(table: Table, files: list[Path]) -> tuple[pl.DataFrame, Arrival]:
    frames: list[pl.DataFrame] = []
    unreadable: list[str] = []
    faults: dict[str, set[str]] = {"missing": set(), "mistyped": set(), "unknown": set()}
    for path in files:
        try:
            schema = pl.read_parquet_schema(path)
            known = [column.name for column in table.columns if column.name in schema]
            frame = pl.read_parquet(path, columns=known) if known else pl.DataFrame()
        except (PolarsError, OSError) as error:
            unreadable.append(f"{path.name}: {type(error).__name__}")
            continue
        faults["unknown"] |= {name for name in schema if name not in table.polars_schema}
        frames.append(_conformed(table, frame, faults))
    empty = _conformed(table, table.empty(), {"missing": set(), "mistyped": set(), "unknown": set()})
    arrival = Arrival(
        len(files),
        tuple(unreadable),
        tuple(sorted(faults["missing"])),
        tuple(sorted(faults["mistyped"])),
        tuple(sorted(faults["unknown"])),
    )
    return pl.concat([empty, *frames], rechunk=True), arrival


def _conformed(table: Table, frame: pl.DataFrame, faults: Mapping[str, set[str]]) -> pl.DataFrame:
    """The frame in the model's schema: a missing column is NULL, a wrong type cast where that can be done."""
    columns: list[pl.Series] = []
    for name, dtype in table.polars_schema.items():
        if name not in frame.columns:
            faults["missing"].add(name)
            columns.append(pl.Series(name, [None] * frame.height, dtype=dtype))
            continue
        column = frame[name]
        if column.dtype != dtype:
            faults["mistyped"].add(f"{name}: {column.dtype} instead of {dtype}")
            column = _cast(column, dtype)
        columns.append(column)
    conformed = pl.DataFrame(columns)
    if table.name == "texts":
        return conformed.select(
            "document_id",
            pl.col("text").str.len_chars().cast(pl.Int64).alias("characters"),
            pl.col("text").hash().alias("digest"),
            pl.col("text").str.contains(PERSONAL).alias("personal"),
        )
    return conformed


def _cast(column: pl.Series, dtype: pl.DataType) -> pl.Series:
    try:
        return column.cast(dtype, strict=False)
    except PolarsError:
        return pl.Series(column.name, [None] * len(column), dtype=dtype)


def _with_quotes_compared(evidence: pl.DataFrame, staged: Path) -> pl.DataFrame:
    evidence = evidence.with_row_index("_at")
    spans = evidence.select("_at", "document_id", "span_start", "span_end", "quote")
    compared = [
        spans.join(texts.unique("document_id", keep="first", maintain_order=True), on="document_id").select(
            "_at",
            (
                pl.col("text").str.slice(
                    pl.col("span_start").clip(0), (pl.col("span_end") - pl.col("span_start")).clip(0)
                )
                == pl.col("quote")
            ).alias("quote_stands"),
        )
        for texts in read_texts(staged)
    ]
    schema = {"_at": pl.UInt32(), **STAGED_EXTRAS["evidence"]}
    stands = pl.concat([pl.DataFrame(schema=schema), *compared]).unique("_at", keep="first", maintain_order=True)
    return evidence.join(stands, on="_at", how="left", maintain_order="left").drop("_at")


def _merged(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """One row a key: of each column the least value that is given, so that the order of batches decides nothing."""
    if not frame.select(table.key).is_duplicated().any():
        return frame
    others = [name for name in frame.columns if name not in table.key]
    return (
        frame.group_by(table.key, maintain_order=True).agg(pl.col(name).min() for name in others).select(frame.columns)
    )
