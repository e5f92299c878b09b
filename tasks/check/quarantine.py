"""Writes down the rows that were kept out: what they broke, what they held, and the quotes they were read from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl

from expectations.suites import CHECKED_TABLES
from expectations.suites.lineage import SUBJECT_KEYS
from tasks.check.settle import Settled
from tasks.check.staging import read_texts
from warehouse.ids import identity
from warehouse.model import Table
from warehouse.tables import table as model_table

QUARANTINE = model_table("ops.quarantine")

MAX_TEXT = 20_000
"""Characters of one value that are kept; the whole of it stays in the archive."""


def quarantine(settled: Settled, frames: Mapping[str, pl.DataFrame], staged: Path, run_id: str) -> pl.DataFrame:
    """A row of `ops.quarantine` for every expectation that a row broke, in the order of its key."""
    rows: list[dict[str, str | None]] = []
    for table in CHECKED_TABLES:
        notes = settled.kept_out.filter(pl.col("table_name") == table.name)
        if notes.is_empty():
            continue
        places = notes["at"].unique().sort()
        out = frames[table.name][places.to_list()].with_columns(places.alias("_at"))
        documents = _document_of(table, out, frames)
        quotes = _quotes(table, out, frames)
        texts = _texts(out["document_id"].to_list(), staged) if table.name == "texts" else {}
        contents: dict[int, tuple[str, str, str | None, str]] = {}
        for row, document in zip(out.iter_rows(named=True), documents, strict=True):
            values = {column.name: row.get(column.name) for column in table.columns}
            if table.name == "texts":
                values["text"] = texts.get(row["document_id"])
            key = "|".join(str(row[name]) for name in table.key)
            evidence = quotes.get(str(row[table.key[0]]), [])
            contents[row["_at"]] = (key, _json(values), document, _json(evidence))
        for at, expectation in notes.select("at", "expectation").unique(maintain_order=True).iter_rows():
            key, content, document, evidence_json = contents[at]
            rows.append(
                {
                    # The row's own content is part of the identity: rows that share a key are kept apart.
                    "quarantine_id": identity("quarantine", run_id, table.name, key, content, expectation, at),
                    "run_id": run_id,
                    "table_name": table.name,
                    "row_key": key,
                    "document_id": document,
                    "expectation": expectation,
                    "row": content,
                    "evidence": evidence_json,
                }
            )
    return pl.DataFrame(rows, schema=QUARANTINE.polars_schema).sort("quarantine_id")


def _document_of(table: Table, out: pl.DataFrame, frames: Mapping[str, pl.DataFrame]) -> list[str | None]:
    if "document_id" in out.columns:
        return out["document_id"].to_list()
    if "page_document_id" in out.columns:
        return out["page_document_id"].to_list()
    if "evaluation_id" in out.columns:
        return _looked_up(out["evaluation_id"], frames["evaluations"], "evaluation_id")
    return [None] * out.height


def _looked_up(keys: pl.Series, frame: pl.DataFrame, key: str) -> list[str | None]:
    found = frame.filter(pl.col(key).is_in(keys.implode())).sort(key, "document_id").unique(key, keep="first")
    documents = dict(zip(found[key].to_list(), found["document_id"].to_list(), strict=True))
    return [documents.get(one) for one in keys.to_list()]


def _quotes(
    table: Table, out: pl.DataFrame, frames: Mapping[str, pl.DataFrame]
) -> dict[str, list[dict[str, str | int | None]]]:
    """The evidence of the rows by their keys; a row of evidence is its own quote."""
    columns = ["field", "quote", "span_start", "span_end", "locator", "layout"]
    if table.name == "evidence":
        found, key = out, "evidence_id"
    elif table.name in SUBJECT_KEYS:
        wanted = out[SUBJECT_KEYS[table.name]].drop_nulls().unique().implode()
        found = frames["evidence"].filter((pl.col("subject") == table.name) & pl.col("subject_id").is_in(wanted))
        key = "subject_id"
    else:
        return {}
    quotes: dict[str, list[dict[str, str | int | None]]] = {}
    for row in found.sort("field", "span_start", "evidence_id", nulls_last=True).iter_rows(named=True):
        quotes.setdefault(str(row[key]), []).append({name: row[name] for name in columns})
    return quotes


def _texts(document_ids: Iterable[str | None], staged: Path) -> dict[str, str | None]:
    wanted = pl.Series([one for one in document_ids if one is not None], dtype=pl.String).unique().implode()
    found: dict[str, str | None] = {}
    for texts in read_texts(staged):
        for document_id, text in texts.filter(pl.col("document_id").is_in(wanted)).iter_rows():
            found.setdefault(document_id, text)
    return found


def _json(value: object) -> str:
    return json.dumps(_shortened(value), ensure_ascii=False, default=_plain)


def _shortened(value: object) -> object:
    if isinstance(value, dict):
        return {name: _shortened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_shortened(one) for one in value]
    return value[:MAX_TEXT] if isinstance(value, str) else value


def _plain(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"no JSON form for {type(value).__name__}")
