"""`jixiao explain` on files, and on what a night published."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from tasks.load import RunRow, load
from tasks.parse.batch import parse_batch, parse_workers
from tasks.publish import publish
from tests.tasks.parse.readers.samples import xlsx_file, zip_file
from tests.tasks.parse.test_batch import archived
from warehouse.tables import table

REPORT = """青禾县教育局2022年度教师培训经费项目绩效自评报告

一、项目基本情况
2022年,教师培训经费项目全年预算20万元,实际支出18万元,预算执行率为90%。全年培训教师320人次。
二、自评结论
经自评,该项目自评得分95分,等级为“优”。
"""

URL = "http://www.qinghe.jxdemo.gov.cn/1.html"
BROKEN = "http://www.qinghe.jxdemo.gov.cn/2.html"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a published warehouse of one report and one file that nobody can read."""
    data = tmp_path_factory.mktemp("data")
    manifest = archived(data, {URL: REPORT.encode(), BROKEN: bytes(range(256)) * 8})
    sources = pl.DataFrame(
        [{"source_id": "qinghe", "title": "青禾县", "template": "vsb", "official": True, "verified": False}],
        schema=table("sources").polars_schema,
    )
    with parse_workers(1) as workers:
        parse_batch(manifest, sources, data, data / "staged", "b", "n1", workers)
    for file in (data / "staged").glob("*/b.parquet"):
        folder = data / ("ops" if file.parent.name == "parses" else "passed")
        folder.mkdir(exist_ok=True)
        file.rename(folder / f"{file.parent.name}.parquet")
    sources.write_parquet(data / "passed" / "sources.parquet")
    run = RunRow(run_id="n1", started_at=datetime(2024, 1, 1, tzinfo=UTC), code_version="1")
    load(data / "warehouse.duckdb", data / "passed", data / "ops", run)
    publish(data / "warehouse.duckdb", data / "published", "n1")
    return data


def explain(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["explain", *map(str, arguments)])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_the_facts_of_a_file_stand_over_their_marked_words(report: Path) -> None:
    result = explain(report)
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    for fact, marked in (
        ("spent (total, 2022)  180000 yuan", "«实际支出18万元»"),
        ("execution_rate  90", "90%"),
        ("grade  优", "优»"),
    ):
        (place,) = [number for number, line in enumerate(lines) if line.strip() == fact]
        assert marked in lines[place + 1]
        assert lines[place + 1].rstrip().endswith("]")  # the rule that read it
    assert any(line.startswith("Evaluation 1: ") for line in lines)


def test_every_document_of_an_archive_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(zip_file({"一.txt": REPORT.encode(), "坏.docx": b"PK\x03\x04garbage", "表.xlsx": xlsx_file()}))
    result = explain(path)
    assert result.exit_code == 0, result.output
    assert "!/一.txt" in result.output
    assert "!/表.xlsx" in result.output
    assert "坏.docx: unreadable" in result.stderr


def test_a_file_without_facts_is_named_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "noise.bin"
    path.write_bytes(bytes(range(256)) * 8)
    result = explain(path)
    assert result.exit_code == 1
    assert "noise.bin: unsupported" in result.stderr


@pytest.mark.parametrize("what", ["nowhere.html", "0123", "https://www.qinghe.jxdemo.gov.cn/a.html", "a" * 20])
def test_what_cannot_be_found_is_said(tmp_path: Path, what: str) -> None:
    result = explain(what, "--data", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith("jixiao: ")
    assert "Traceback" not in result.output


@pytest.mark.parametrize("what", ["http://[::1", "https://x:99999999/"])
def test_a_broken_address_is_no_crash(tmp_path: Path, what: str) -> None:
    result = explain(what, "--data", tmp_path)
    assert result.exit_code == 2
    assert "not a valid address" in result.stderr


def test_a_published_document_by_address_and_by_id(published: Path) -> None:
    database = published / "published" / "current" / "warehouse.duckdb"
    with duckdb.connect(str(database), read_only=True) as connection:
        row = connection.execute(
            "SELECT d.url, d.document_id, e.evaluation_id, v.quote FROM documents d"
            " JOIN evaluations e USING (document_id) JOIN funds f USING (evaluation_id)"
            " JOIN evidence v ON v.subject_id = f.fund_id ORDER BY f.fund_id LIMIT 1"
        ).fetchone()
        assert row is not None
    url, document, evaluation, quote = map(str, row)
    for what in (url, document, evaluation):
        result = explain(what, "--data", published)
        assert result.exit_code == 0, result.output
        assert url in result.output
        assert f"«{quote}»" in result.output
    assert "Document\n" not in explain(evaluation, "--data", published).output


def test_an_address_that_was_never_seen(published: Path) -> None:
    result = explain("https://www.nowhere.jxdemo.gov.cn/", "--data", published)
    assert result.exit_code == 1
    assert "is not in the warehouse" in result.stderr


def test_a_published_address_without_facts_has_its_reason(published: Path) -> None:
    result = explain(BROKEN, "--data", published)
    assert result.exit_code == 1
    assert "unsupported: an unknown binary format" in result.stderr
