"""Quarantine from end to end: a defect keeps a row out, is mended, and the row comes back from the archive."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from cli.main import app
from tests.offline import night_of_folder, replay

FIRST, SECOND = "20240601T180000", "20240602T180000"
PAGE = """<html><head><title>云溪市{name}项目绩效自评报告</title></head><body>
<h1>云溪市{name}项目2023年度绩效自评报告</h1>
<p>项目名称:{name}项目。实施单位:云溪市水利局。</p>
<p>2023年,项目全年预算数为200万元,全年执行数150万元,预算执行率为75%。因汛期停工,余款尚未支付。</p>
<p>经综合评定,项目自评得分92分,自评等级为“优”。</p></body></html>"""


def spoil(staged: Path) -> None:
    """A unit applied twice, as a defect of the parser would do."""
    (path,) = (staged / "funds").glob("*.parquet")
    funds = pl.read_parquet(path)
    chosen = pl.col("fund_id") == funds.filter(measure="spent")["fund_id"].min()
    funds.with_columns(
        pl.when(chosen)
        .then(pl.lit(2 * 10**13).cast(pl.Decimal(18, 2)))
        .otherwise(pl.col("amount_yuan"))
        .alias("amount_yuan")
    ).write_parquet(path)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("quarantine")
    (folder / "pages").mkdir()
    for name in ("河道清淤", "渠道维修", "水库加固"):
        (folder / "pages" / f"{name}.html").write_text(PAGE.format(name=name), encoding="utf-8")
    summary = night_of_folder(folder / "pages", folder / "data", FIRST, spoil)
    assert summary.publishable
    assert summary.quarantined["funds"] == 1
    return folder / "data"


def jixiao(data: Path, *arguments: str, code: int = 0) -> str:
    answer = CliRunner().invoke(app, [*arguments, "--data", str(data)])
    assert answer.exit_code == code, answer.output
    return answer.output


def test_a_row_goes_in_is_shown_and_comes_back(data: Path, capfd: pytest.CaptureFixture[str]) -> None:
    listed = json.loads(jixiao(data, "quarantine", "list", "--format", "json"))
    magnitude = next(row for row in listed if row["expectation"] == "funds.amount_yuan.magnitude")
    assert (magnitude["table_name"], magnitude["rows"], magnitude["newest_night"]) == ("funds", 1, FIRST)
    assert "unit applied twice" in magnitude["what_to_do"]
    assert not listed[0]["expectation"].startswith("cascade:")

    shown = jixiao(data, "quarantine", "show", magnitude["example"][:12])
    assert "20000000000000.00" in shown
    assert "全年执行数150万元" in shown
    assert ".html" in shown
    assert "no row" in jixiao(data, "quarantine", "show", "zzz", code=2)

    summary = replay(data, SECOND)
    assert (summary.publishable, sum(summary.quarantined.values())) == (True, 0)
    assert summary.passed["documents"] == 1  # only the document concerned is read again
    assert "Nothing is in quarantine" in jixiao(data, "quarantine", "list")
    amounts = "SELECT count(*) AS n FROM funds WHERE measure = 'spent' AND amount_yuan = 1500000"
    assert json.loads(jixiao(data, "query", amounts, "--format", "json")) == [{"n": 3}]
    assert "Nothing is in quarantine" in jixiao(data, "quarantine", "replay")


def test_quality_tells_of_a_night_failed_first_with_what_to_do(data: Path) -> None:
    results = json.loads(jixiao(data, "quality", FIRST, "--format", "json"))
    assert len(results) > 150
    failed = [row for row in results if not row["success"]]
    assert results[: len(failed)] == failed
    assert failed[0]["expectation"] == "funds.amount_yuan.magnitude"
    assert "Mend, then replay" in failed[0]["what_to_do"]
    table = jixiao(data, "quality", FIRST)
    assert f"Night {FIRST}" in table
    assert "funds.amount_yuan.magnitude" in table
    assert "skipped: " in table  # too few nights to compare with


def test_quality_of_an_unknown_night_names_those_it_knows(data: Path, tmp_path: Path) -> None:
    assert FIRST in jixiao(data, "quality", "20200101T000000", code=2)
    assert "no night was checked" in jixiao(tmp_path, "quality", code=2)
