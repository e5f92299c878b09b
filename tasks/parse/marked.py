"""Facts beside the words they were read from: rows of the model turned into excerpts with the value marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

_AROUND = 30
_LONGEST_QUOTE = 120
_NAMES = {"stated_execution_rate": "execution_rate", "stated_arrival_rate": "arrival_rate"}


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote with what stands around it, on one line; `locator` names page or cell, `layout` the rule."""

    before: str
    quote: str
    after: str
    start: int
    layout: str
    locator: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: what it is, its value as the warehouse holds it, and every place it was read from."""

    name: str
    value: str
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of the document itself (`evaluation_id` None), or those of one evaluation."""

    heading: str
    evaluation_id: str | None
    facts: tuple[Fact, ...]


def sections(frames: Mapping[str, pl.DataFrame]) -> list[Section]:
    """The facts of one document: first its own, then evaluation by evaluation, in the order of the text."""
    (document,) = frames["documents"].iter_rows(named=True)
    (text,) = frames["texts"]["text"]
    places = _places(frames["evidence"], text)
    own = [
        fact
        for name in ("title", "publisher", "published_on", "index_no", "document_no")
        if (fact := _fact(name, document[name], places.get(("documents", document["document_id"], name))))
    ]
    loose = [_claim(row, places) for row in _rows(frames["claims"], "ordinal") if row["evaluation_id"] is None]
    found = [Section("Document", None, (*own, *loose))]
    for row in _rows(frames["evaluations"], "ordinal"):
        facts = _of_evaluation(row, places)
        key = str(row["evaluation_id"])
        facts += [_fund(fund, places) for fund in _rows(frames["funds"], "fund_id") if fund["evaluation_id"] == key]
        facts += [
            _score(score, places) for score in _rows(frames["scores"], "ordinal") if score["evaluation_id"] == key
        ]
        facts += [
            _claim(claim, places) for claim in _rows(frames["claims"], "ordinal") if claim["evaluation_id"] == key
        ]
        year = f", {row['fiscal_year']}" if row["fiscal_year"] else ""
        heading = f"{row['project_name'] or row['implementing_unit'] or 'without a name'}{year}"
        found.append(Section(f"Evaluation {row['ordinal']}: {heading}", key, tuple(sorted(facts, key=_first_place))))
    return found


def excerpt_of(text: str, row: Mapping[str, object]) -> Excerpt:
    """The words around a row of evidence; a long quote loses its middle."""
    start, end = int(str(row["span_start"])), int(str(row["span_end"]))
    quote = text[start:end]
    if len(quote) > _LONGEST_QUOTE:
        quote = f"{quote[: _LONGEST_QUOTE // 2]} … {quote[-_LONGEST_QUOTE // 2 :]}"
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    locator = row["locator"]
    return Excerpt(
        _line(f"…{before}" if start > _AROUND else before),
        _line(quote),
        _line(f"{after}…" if end + _AROUND < len(text) else after),
        start,
        str(row["layout"]),
        str(locator) if locator else None,
    )


_Places = dict[tuple[str, str, str], tuple[Excerpt, ...]]


def _places(evidence: pl.DataFrame, text: str) -> _Places:
    places: _Places = {}
    for row in evidence.sort("span_start", "span_end", "evidence_id").iter_rows(named=True):
        key = (row["subject"], row["subject_id"], row["field"])
        places[key] = (*places.get(key, ()), excerpt_of(text, row))
    return places


def _rows(frame: pl.DataFrame, by: str) -> list[dict[str, object]]:
    return list(frame.sort(by).iter_rows(named=True))


def _fact(name: str, value: object, excerpts: tuple[Excerpt, ...] | None) -> Fact | None:
    return None if value is None else Fact(_NAMES.get(name, name), _shown(value), excerpts or ())


_OF_EVALUATION = (
    "project_name",
    "implementing_unit",
    "competent_department",
    "stated_execution_rate",
    "stated_arrival_rate",
    "total_score",
    "grade",
    "problems",
    "suggestions",
)


def _of_evaluation(row: Mapping[str, object], places: _Places) -> list[Fact]:
    key = str(row["evaluation_id"])
    found = [_fact(name, row[name], places.get(("evaluations", key, name))) for name in _OF_EVALUATION]
    return [fact for fact in found if fact]


def _fund(row: Mapping[str, object], places: _Places) -> Fact:
    year = f", {row['fiscal_year']}" if row["fiscal_year"] else ""
    name = f"{row['measure']} ({row['source']}{year})"
    return Fact(
        name, f"{_shown(row['amount_yuan'])} yuan", places.get(("funds", str(row["fund_id"]), "amount_yuan"), ())
    )


def _score(row: Mapping[str, object], places: _Places) -> Fact:
    path = [str(row[f"indicator_{level}"]) for level in (1, 2, 3) if row[f"indicator_{level}"]]
    weight = f" of {_shown(row['max_points'])}" if row["max_points"] is not None else ""
    value = f"{_shown(row['points'])}{weight} points"
    if row["target"] or row["actual"]:
        value += f", target {row['target'] or '-'}, actual {row['actual'] or '-'}"
    return Fact(" > ".join(path) or "total", value, places.get(("scores", str(row["score_id"]), "points"), ()))


def _claim(row: Mapping[str, object], places: _Places) -> Fact:
    comparator = "" if row["comparator"] == "=" else f"{row['comparator']} "
    value = f"{comparator}{_shown(row['value'])} {row['unit'] or ''}".rstrip()
    return Fact(str(row["name"]), value, places.get(("claims", str(row["claim_id"]), "value"), ()))


def _first_place(fact: Fact) -> tuple[int, str, str]:
    return (fact.excerpts[0].start if fact.excerpts else -1, fact.name, fact.value)


def _shown(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return "-" if value is None else _line(str(value)[:_LONGEST_QUOTE])


def _line(text: str) -> str:
    return " ".join(text.replace("\t", " ").split()) if "\n" in text or "\t" in text else text
