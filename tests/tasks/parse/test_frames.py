from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest

from tasks.parse.document import Document
from tasks.parse.facts import Claim, Evaluation, Evidence, Facts, Fund, Score, Stated
from tasks.parse.frames import Origin, Rows, add_document
from tasks.parse.region import Place
from tasks.parse.signals import Signal
from tasks.parse.trust import Trust
from warehouse.tables import table

TEXT = "青禾县教育局2022年培训经费项目,预算20万元,支出20万元,支出20万元,自评得分95分。办结104件。"


def at(quote: str, nth: int = 0) -> Evidence:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(quote, start + 1)
    return Evidence(start, start + len(quote), quote, "test")


def fund(measure: str, nth: int) -> Fund:
    return Fund(measure, "total", Decimal("200000"), "20", "sentence", at("20万元", nth))


FACTS = Facts(
    "project_report",
    title=Stated("培训经费项目", "培训经费项目", at("培训经费项目")),
    evaluations=(
        Evaluation(
            "project",
            0,
            len(TEXT),
            name=Stated("培训经费", "培训经费", at("培训经费")),
            implementing_unit=Stated("青禾县教育局", "青禾县教育局", at("青禾县教育局")),
            total_score=Stated(Decimal(95), "95", at("95分")),
            funds=(fund("budget_adjusted", 0), fund("spent", 1), fund("spent", 2)),
        ),
    ),
    claims=(Claim("办结", Decimal(104), "件", "=", at("办结104件")),),
)
ORIGIN = Origin(
    "d1", "s1", "folder-x", "folder://x/a.txt", None, "a.txt", datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    None, None, "0" * 64, 10, "a.warc.gz", 0,
)  # fmt: skip


@pytest.fixture
def frames() -> dict[str, pl.DataFrame]:
    rows = Rows()
    document = Document(TEXT, (), "text/1", "text", "utf-8")
    add_document(rows, ORIGIN, document, FACTS, Place("999101", "source"), Trust(3, (Signal("saved_file"),)))
    return rows.frames()


def test_every_frame_has_the_schema_of_its_table(frames: dict[str, pl.DataFrame]) -> None:
    for name, frame in frames.items():
        assert dict(frame.schema) == table(name).polars_schema, name


def test_a_repeated_amount_is_one_row_with_two_proofs(frames: dict[str, pl.DataFrame]) -> None:
    spent = frames["funds"].filter(pl.col("measure") == "spent")
    assert spent["amount_yuan"].to_list() == [Decimal("200000.00")]
    proofs = frames["evidence"].filter(pl.col("subject_id") == spent["fund_id"][0])
    assert proofs["quote"].to_list() == ["20万元", "20万元"]


def test_every_quote_stands_at_its_span(frames: dict[str, pl.DataFrame]) -> None:
    assert frames["evidence"].height == 9  # title, name, unit, total twice, three amounts, a claim
    for row in frames["evidence"].iter_rows(named=True):
        assert TEXT[row["span_start"] : row["span_end"]] == row["quote"]


def test_a_total_in_prose_is_line_zero(frames: dict[str, pl.DataFrame]) -> None:
    total = frames["scores"].row(0, named=True)
    assert (total["level"], total["points"], total["max_points"], total["is_leaf"]) == (0, Decimal(95), None, False)


def test_a_total_in_the_form_is_not_doubled() -> None:
    line = Score(level=0, evidence=at("95分"), points=Decimal(95), max_points=Decimal(100), is_leaf=False)
    evaluation = Evaluation("project", 0, len(TEXT), total_score=Stated(Decimal(95), "95", at("95分")), scores=(line,))
    rows = Rows()
    add_document(
        rows, ORIGIN, Document(TEXT, (), "t", "text"), Facts("self_eval_form", evaluations=(evaluation,)),
        Place(None, None), Trust(3, ()),
    )  # fmt: skip
    assert rows.frames()["scores"].height == 1


def test_a_row_of_a_list_names_the_evaluation_that_adds_it_up() -> None:
    listed = tuple(Evaluation("project", start, start + 4, part_of=of) for start, of in ((0, None), (5, 0), (9, 99)))
    rows = Rows()
    facts = Facts("project_report", evaluations=listed)
    add_document(rows, ORIGIN, Document(TEXT, (), "t", "text"), facts, Place(None, None), Trust(3, ()))
    found = rows.frames()["evaluations"].sort("ordinal")
    assert found["part_of"].to_list() == [None, found["evaluation_id"][0], None]


@pytest.mark.parametrize("unit", ["青禾县教育局", "县教育局"])
def test_a_unit_is_one_body_however_its_county_is_written(unit: str) -> None:
    evaluation = replace(FACTS.evaluations[0], implementing_unit=Stated(unit, unit, at("青禾县教育局")))
    rows = Rows()
    place = Place("999101", "source", local_name="青禾县")
    facts = replace(FACTS, evaluations=(evaluation,))
    add_document(rows, ORIGIN, Document(TEXT, (), "t", "text"), facts, place, Trust(3, ()))
    fulls = Rows()
    add_document(fulls, ORIGIN, Document(TEXT, (), "t", "text"), FACTS, place, Trust(3, ()))
    project = fulls.frames()["evaluations"]["project_id"]
    assert rows.frames()["evaluations"]["project_id"].equals(project)


def test_a_claim_belongs_to_the_part_in_which_it_stands(frames: dict[str, pl.DataFrame]) -> None:
    assert frames["claims"]["evaluation_id"].to_list() == frames["evaluations"]["evaluation_id"].to_list()


def test_reading_the_same_twice_gives_the_same_rows(frames: dict[str, pl.DataFrame]) -> None:
    rows = Rows()
    for _ in range(2):
        document = Document(TEXT, (), "text/1", "text", "utf-8")
        add_document(rows, ORIGIN, document, FACTS, Place("999101", "source"), Trust(3, (Signal("saved_file"),)))
    for name, frame in rows.frames().items():
        assert frame.equals(frames[name]), name
