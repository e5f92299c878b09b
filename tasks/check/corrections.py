"""Reviewed corrections: what a publisher or our parser is known to get wrong on one page, set right before the check.

They live in `corrections/` of the repository and not in the warehouse: a correction is a person's word against a
document, so it is reviewed, dated and kept like code, and the warehouse can be rebuilt from archive and repository.
"""

# ruff: noqa: TRY004 - what a file holds is a wrong value, whatever its type

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml
from polars.exceptions import PolarsError

from expectations.suites import suite
from expectations.suites.lineage import SUBJECT_KEYS
from warehouse.ids import document_id, identity
from warehouse.model import Column
from warehouse.tables import table as model_table

TABLES = ("documents", "evaluations", "funds", "scores", "claims")
READER = "correction/"
LAYOUT = "correction"
_FIELDS = ("url", "table", "row", "field", "found", "corrected", "reason", "reviewer", "date")
_OPS = model_table("ops.corrections")
_PROVED = frozenset(one.id for name in TABLES for one in suite(name))
"""The expectations, among them those by which a value without evidence takes its row out."""


class CorrectionError(ValueError):
    """A file of corrections that cannot be believed. The message names the file, the entry and the fault."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry. `row` are columns by which the row is found in its document; values as written, None for no value."""

    url: str
    table: str
    field: str
    found: str | None
    corrected: str | None
    reason: str
    reviewer: str
    reviewed_on: date
    row: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """What tells it apart: what is corrected into what, not by whom."""
        return identity("correction", self.url, self.table, *self.row, self.field, self.found, self.corrected)

    @property
    def document_id(self) -> str:
        """The document that it corrects."""
        return document_id(self.url)


def load_corrections(folder: Path) -> tuple[Correction, ...]:
    """The entries of every YAML file of a folder, in the order of files; none where there is no folder.

    Raises CorrectionError for the first fault.
    """
    found: dict[str, Correction] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise CorrectionError(f"{path.name} is no YAML: {str(error).splitlines()[0]}") from error
        if not isinstance(entries, list):
            raise CorrectionError(f"{path.name} must be a list of entries")
        for number, entry in enumerate(entries, 1):
            try:
                correction = _correction(entry)
            except ValueError as error:
                raise CorrectionError(f"{path.name}, entry {number}: {error}") from error
            if correction.id in found:
                raise CorrectionError(f"{path.name}, entry {number}: it is there twice")
            found[correction.id] = correction
    return tuple(found.values())


def _correction(entry: Any) -> Correction:
    if not isinstance(entry, dict):
        raise ValueError("it must have " + ", ".join(_FIELDS))
    if missing := [name for name in _FIELDS if name not in entry]:
        raise ValueError(f"{', '.join(missing)} is missing")
    if unknown := sorted(str(name) for name in set(entry) - set(_FIELDS)):
        raise ValueError(f"{', '.join(unknown)} is not known")
    if entry["table"] not in TABLES:
        raise ValueError(f"table {entry['table']} is none of {', '.join(TABLES)}")
    if not isinstance(entry["row"], dict):
        raise ValueError("row must name columns and their values ({} for a document)")
    if not isinstance(entry["date"], date):
        raise ValueError(f"date {entry['date']} is no date (2026-11-22)")
    if blank := [name for name in ("url", "reason", "reviewer") if not str(entry[name] or "").strip()]:
        raise ValueError(f"{', '.join(blank)} is empty")
    column = _column(entry["table"], str(entry["field"]))
    if column.name.endswith("_id"):
        raise ValueError(f"{column.name} is an identity and cannot be corrected")
    found, corrected = (_text(entry[name]) for name in ("found", "corrected"))
    for value in (found, corrected):
        _typed(column, value)
    if corrected is None and not column.nullable:
        raise ValueError(f"{column.name} cannot be without a value")
    if corrected is not None and column.allowed and corrected not in column.allowed:
        raise ValueError(f"{corrected} is none of {', '.join(column.allowed)}")
    if found is None and f"{entry['table']}.{column.name}.evidence" in _PROVED:
        raise ValueError(f"the page states no {column.name}, and there are no words to prove it by")
    if found == corrected:
        raise ValueError("found and corrected are the same")
    row = tuple(sorted((str(name), str(value)) for name, value in entry["row"].items()))
    for name, value in row:
        _typed(_column(entry["table"], name), value)
    return Correction(
        str(entry["url"]), entry["table"], column.name, found, corrected, str(entry["reason"]), str(entry["reviewer"]),
        entry["date"], row,
    )  # fmt: skip


def _column(table: str, name: str) -> Column:
    try:
        return model_table(table).column(name)
    except KeyError:
        raise ValueError(f"{table} has no column {name}") from None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _typed(column: Column, value: str | None) -> pl.Series:
    """The value as a series of one, in the column's type."""
    try:
        return pl.Series([value], dtype=pl.String).cast(column.type.polars, strict=True)
    except PolarsError:
        raise ValueError(f"{value} is no value of {column.name} ({column.type.duckdb})") from None


def unsettled(corrections: Sequence[Correction], applied: Iterable[tuple[str, str]]) -> set[str]:
    """The documents that must be read again, because entries came, went or changed since they were read.

    `applied` are pairs of document_id and the reader of its corrected evidence.
    """
    now = {(one.document_id, READER + one.id) for one in corrections}
    return {document for document, _ in now.symmetric_difference(applied)}


def apply_corrections(corrections: Sequence[Correction], staged: Path, run_id: str) -> tuple[str, ...]:
    """Correct what a run staged below `staged`, and write `corrections.parquet`: the stale entries, in words.

    An entry applies where exactly one row of its document fits and holds the value it expects; else it is stale. The
    evidence of a corrected value keeps its words and is marked as read by the correction.
    """
    here = _documents(staged)
    concerned = [one for one in corrections if one.document_id in here]
    states = [(one, _apply(one, staged)) for one in concerned]
    rows = [_ops_row(one, run_id, applied=applied) for one, applied in states]
    pl.DataFrame(rows, schema=_OPS.polars_schema, orient="row").sort("correction_id").write_parquet(
        staged / "corrections.parquet"
    )
    return tuple(
        f"{one.url}: {one.table}.{one.field} is not {one.found} any more" for one, applied in states if not applied
    )


def stale_of(staged: Path) -> tuple[str, ...]:
    """The stale entries that `apply_corrections` wrote down, in words."""
    path = staged / "corrections.parquet"
    if not path.exists():
        return ()
    stale = pl.read_parquet(path).filter(pl.col("state") == "stale").select("url", "table_name", "field", "found")
    return tuple(f"{url}: {table}.{name} is not {found} any more" for url, table, name, found in stale.iter_rows())


def _documents(staged: Path) -> set[str]:
    found: set[str] = set()
    for path in (staged / "documents").glob("*.parquet"):
        found.update(pl.read_parquet(path, columns=["document_id"])["document_id"].drop_nulls().to_list())
    return found


def _apply(one: Correction, staged: Path) -> bool:
    model = model_table(one.table)
    column, key = model.column(one.field), model.key[0]
    for path in sorted((staged / one.table).glob("*.parquet")):
        frame = pl.read_parquet(path)
        fits = _of_document(frame, one, staged, path.name)
        for name, value in (*one.row, (one.field, one.found)):
            fits = fits & frame[name].eq_missing(_typed(model.column(name), value))
        if fits.sum() != 1:
            continue
        right = _typed(column, one.corrected)
        changed = frame.with_columns(pl.when(fits).then(right).otherwise(pl.col(one.field)).alias(one.field))
        changed.write_parquet(path)
        _mark(one, frame.filter(fits)[key][0], staged)
        return True
    return False


def _of_document(frame: pl.DataFrame, one: Correction, staged: Path, batch: str) -> pl.Series:
    if "document_id" in frame.columns:
        return frame["document_id"] == one.document_id
    evaluations = pl.read_parquet(staged / "evaluations" / batch).filter(pl.col("document_id") == one.document_id)
    return frame["evaluation_id"].is_in(evaluations["evaluation_id"].implode())


def _mark(one: Correction, key: str, staged: Path) -> None:
    """A row of funds, scores or claims is proved as a whole; of others the field has evidence of its own."""
    whole = one.table in ("funds", "scores", "claims")
    for path in sorted((staged / "evidence").glob("*.parquet")):
        frame = pl.read_parquet(path)
        mine = (pl.col("subject") == one.table) & (pl.col("subject_id") == key)
        mine = mine if whole else mine & (pl.col("field") == one.field)
        frame.with_columns(
            pl.when(mine).then(pl.lit(READER + one.id)).otherwise(pl.col("reader")).alias("reader"),
            pl.when(mine).then(pl.lit(LAYOUT)).otherwise(pl.col("layout")).alias("layout"),
        ).write_parquet(path)


def _ops_row(one: Correction, run_id: str, *, applied: bool) -> dict[str, object]:
    return {
        "correction_id": one.id,
        "run_id": run_id,
        "document_id": one.document_id,
        "url": one.url,
        "table_name": one.table,
        "row": json.dumps(dict(one.row), ensure_ascii=False),
        "field": one.field,
        "found": one.found,
        "corrected": one.corrected,
        "reason": one.reason,
        "reviewer": one.reviewer,
        "reviewed_on": one.reviewed_on,
        "state": "applied" if applied else "stale",
    }


assert set(TABLES) == set(SUBJECT_KEYS)  # noqa: S101  what can be corrected is what has evidence to mark
