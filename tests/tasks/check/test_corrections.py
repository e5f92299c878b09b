"""Corrections: read from files, applied to what was staged, seen in the warehouse, stale when nothing is found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tasks.check import CorrectionError, apply_corrections, check, load_corrections, unsettled
from tasks.load import corrected
from tests.expectations.night import night
from tests.offline import night_of_folder
from warehouse.schema import conform
from warehouse.tables import table

URL = "https://czj.yunxi.example/jx/0.html"
ENTRY = f"""
- url: {URL}
  table: funds
  row: {{measure: spent, source: total}}
  field: amount_yuan
  found: "1500000.00"
  corrected: "150000.00"
  reason: 表头为万元, 误填为元
  reviewer: 预算绩效组
  date: 2026-11-22
"""


def folder(tmp_path: Path, text: str = ENTRY) -> Path:
    (tmp_path / "corrections").mkdir(exist_ok=True)
    (tmp_path / "corrections" / "yunxi.yaml").write_text(text, encoding="utf-8")
    return tmp_path / "corrections"


def test_a_correction_changes_one_value_and_marks_its_evidence(tmp_path: Path) -> None:
    staged = night(3).write(tmp_path / "staged")
    before = pl.read_parquet(staged / "funds" / "batch-0.parquet")
    (correction,) = corrections = load_corrections(folder(tmp_path))
    assert apply_corrections(corrections, staged, "n1") == ()
    after = pl.read_parquet(staged / "funds" / "batch-0.parquet")
    assert after.schema == before.schema
    changed = after.join(before, on=["fund_id", "amount_yuan"], how="anti")
    assert changed["amount_yuan"].to_list() == [Decimal("150000.00")]
    evidence = pl.read_parquet(staged / "evidence" / "batch-0.parquet").filter(layout="correction")
    assert evidence["subject_id"].to_list() == changed["fund_id"].to_list()
    assert evidence["reader"].to_list() == [f"correction/{correction.id}"]
    assert evidence["quote"].to_list() == ["全年执行数150.00万元"]
    rows = conform(table("ops.corrections"), pl.read_parquet(staged / "corrections.parquet"))
    assert rows.select("state", "reason", "reviewed_on").row(0) == (
        "applied",
        "表头为万元, 误填为元",
        date(2026, 11, 22),
    )
    summary = check(staged, tmp_path / "out", "n1")
    assert summary.publishable
    assert not summary.failures


def test_an_entry_that_finds_nothing_is_stale_and_warns(tmp_path: Path) -> None:
    staged = night(3).write(tmp_path / "staged")
    stale = apply_corrections(load_corrections(folder(tmp_path, ENTRY.replace("1500000", "7"))), staged, "n1")
    assert len(stale) == 1
    summary = check(staged, tmp_path / "out", "n1")
    assert summary.publishable
    (failure,) = summary.failures
    assert (failure.id, failure.severity) == ("documents.corrections.fresh", "warning")
    assert "funds.amount_yuan is not 7.00 any more" in failure.detail
    assert "take it out" in failure.advice


def test_an_entry_that_fits_two_rows_is_not_guessed(tmp_path: Path) -> None:
    made = night(1)
    made.rows["funds"].append({**made.rows["funds"][1], "fund_id": "twin"})
    staged = made.write(tmp_path / "staged")
    assert len(apply_corrections(load_corrections(folder(tmp_path)), staged, "n1")) == 1


def test_documents_that_were_not_read_are_left_alone(tmp_path: Path) -> None:
    staged = night(1).write(tmp_path / "staged")
    text = ENTRY.replace("/0.html", "/elsewhere.html")
    assert apply_corrections(load_corrections(folder(tmp_path, text)), staged, "n1") == ()
    assert pl.read_parquet(staged / "corrections.parquet").is_empty()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("table: funds", "table: findings", "table findings is none of"),
        ("field: amount_yuan", "field: amount", "funds has no column amount"),
        ("field: amount_yuan", "field: fund_id", "identity"),
        ("measure: spent", "mesure: spent", "funds has no column mesure"),
        ('corrected: "150000.00"', "corrected: many", "many is no value of amount_yuan"),
        ('corrected: "150000.00"', "corrected: null", "cannot be without a value"),
        ('corrected: "150000.00"', 'corrected: "1500000.00"', "the same"),
        ("  reason: 表头为万元, 误填为元\n", "", "reason is missing"),
        ("reviewer: 预算绩效组", "reviewer: ", "reviewer is empty"),
        ("date: 2026-11-22", "date: yesterday", "is no date"),
        ("  date:", "  colour: red\n  date:", "colour is not known"),
        (ENTRY, "entries: none", "a list of entries"),
        ("row: {", "row: [{", "is no YAML"),
    ],
)
def test_a_malformed_file_is_named_with_its_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(CorrectionError, match=r"yunxi\.yaml") as caught:
        load_corrections(folder(tmp_path, ENTRY.replace(old, new)))
    assert fault in str(caught.value)


def test_a_value_that_the_page_does_not_state_cannot_be_given_without_its_words(tmp_path: Path) -> None:
    """Its row would stand without evidence and be kept out, with all that hangs on it."""
    entry = ENTRY.replace("table: funds", "table: evaluations").replace("{measure: spent, source: total}", "{}")
    entry = entry.replace("field: amount_yuan", "field: total_score").replace('found: "1500000.00"', "found: null")
    with pytest.raises(CorrectionError, match="no words to prove it by"):
        load_corrections(folder(tmp_path, entry.replace('corrected: "150000.00"', 'corrected: "92"')))


def test_an_entry_may_not_be_there_twice_and_no_folder_is_no_fault(tmp_path: Path) -> None:
    with pytest.raises(CorrectionError, match="entry 2: it is there twice"):
        load_corrections(folder(tmp_path, ENTRY + ENTRY))
    assert load_corrections(tmp_path / "nowhere") == ()


def test_documents_are_read_again_when_their_entries_come_change_or_go(tmp_path: Path) -> None:
    (one,) = corrections = load_corrections(folder(tmp_path))
    applied = [(one.document_id, f"correction/{one.id}")]
    assert unsettled(corrections, applied) == set()
    assert unsettled(corrections, []) == {one.document_id}
    assert unsettled((), applied) == {one.document_id}


def test_analysts_see_a_correction_in_the_warehouse(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    text = (
        "<h1>云溪市河道清淤项目2023年度绩效自评报告</h1><p>2023年,项目全年预算数为200万元,全年执行数1500000万元。</p>"
    )
    (pages / "a.html").write_text(f"<html><body>{text}<p>项目自评得分92分。</p></body></html>", encoding="utf-8")
    entry = ENTRY.replace(URL, "folder://pages/a.html").replace("1500000.00", "15000000000.00")
    year = entry.replace("table: funds", "table: evaluations").replace("{measure: spent, source: total}", "{}")
    year = (
        year.replace("amount_yuan", "fiscal_year")
        .replace('"15000000000.00"', '"2023"')
        .replace('"150000.00"', '"2022"')
    )
    corrections = load_corrections(folder(tmp_path, entry + year))

    def correct(staged: Path) -> None:
        assert apply_corrections(corrections, staged, "n1") == ()

    summary = night_of_folder(pages, tmp_path / "data", spoil=correct)
    assert summary.publishable
    with duckdb.connect(str(tmp_path / "data" / "published" / "current" / "warehouse.duckdb"), read_only=True) as found:
        assert found.execute(
            "SELECT f.amount_yuan, f.amount_as_written, v.layout, c.reason FROM funds f"
            " JOIN evidence v ON v.subject_id = f.fund_id"
            " JOIN ops.corrections c ON v.reader = 'correction/' || c.correction_id WHERE f.measure = 'spent'"
        ).fetchall() == [(Decimal("150000.00"), "1500000万元", "correction", "表头为万元, 误填为元")]
    # The year has no evidence of its own to be marked; its document need not be read again for all that.
    assert unsettled(corrections, corrected(tmp_path / "data" / "build" / "warehouse.duckdb")) == set()
