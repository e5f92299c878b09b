from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tasks.check import CheckSummary, check
from tests.expectations.night import Night, night
from warehouse.schema import conform
from warehouse.tables import table

RUN = "20240601T180000"


def checked(staged_night: Night, tmp_path: Path, due: int | None = None) -> CheckSummary:
    return check(staged_night.write(tmp_path / "staged"), tmp_path / "out", RUN, due)


def passed(tmp_path: Path, name: str) -> pl.DataFrame:
    return pl.read_parquet(tmp_path / "out" / "passed" / f"{name}.parquet")


def quarantined(tmp_path: Path) -> pl.DataFrame:
    return pl.read_parquet(tmp_path / "out" / "quarantine.parquet")


def failed_ids(summary: CheckSummary) -> set[str]:
    return {failure.id for failure in summary.failures}


def test_a_sound_night_passes_whole_and_sorted(tmp_path: Path) -> None:
    sound = night(4)
    summary = checked(sound, tmp_path, due=4)
    assert summary.publishable
    assert summary.reasons == ()
    assert summary.failures == ()
    for name in sound.rows:
        model = table("ops.parses" if name == "parses" else name)
        assert conform(model, passed(tmp_path, name)).equals(sound.frame(name).sort(model.key)), name
    assert quarantined(tmp_path).is_empty()
    results = conform(table("ops.quality_results"), pl.read_parquet(tmp_path / "out" / "quality_results.parquet"))
    assert results["success"].all()
    assert results.select("table_name", "expectation").is_unique().all()
    assert results.height > 150


def test_one_broken_evaluation_takes_its_facts_with_it_and_no_others(tmp_path: Path) -> None:
    broken = night(30)
    row = broken.rows["evaluations"][0]
    row["evaluator"] = "nobody"
    summary = checked(broken, tmp_path)
    assert failed_ids(summary) == {"evaluations.evaluator.allowed"}
    assert summary.publishable  # one row of thirty is no broken night
    assert dict(summary.quarantined) | {"evidence": 0} == {
        **dict.fromkeys(summary.quarantined, 0),
        "evaluations": 1,
        "funds": 3,
        "scores": 3,
        "claims": 1,
    }
    for name in ("funds", "scores", "claims"):
        assert row["evaluation_id"] not in passed(tmp_path, name)["evaluation_id"]
    left = set(passed(tmp_path, "evidence")["subject_id"])
    assert row["evaluation_id"] not in left
    assert left <= {
        *passed(tmp_path, "documents")["document_id"],
        *passed(tmp_path, "evaluations")["evaluation_id"],
        *passed(tmp_path, "funds")["fund_id"],
        *passed(tmp_path, "scores")["score_id"],
        *passed(tmp_path, "claims")["claim_id"],
    }
    kept = conform(table("ops.quarantine"), quarantined(tmp_path))
    assert kept["quarantine_id"].is_unique().all()
    (root,) = kept.filter(~pl.col("expectation").str.starts_with("cascade:")).to_dicts()
    assert root["expectation"] == "evaluations.evaluator.allowed"
    assert root["row_key"] == row["evaluation_id"]
    assert root["document_id"] == row["document_id"]
    assert json.loads(root["row"])["total_score"] == "97.5000"
    assert {one["quote"] for one in json.loads(root["evidence"])} >= {"自评得分97.5分", "等级为优"}
    assert kept["document_id"].unique().to_list() == [row["document_id"]]


def test_a_false_quote_takes_the_amount_that_it_proves(tmp_path: Path) -> None:
    broken = night(30)
    fund = broken.rows["funds"][0]
    proof = next(row for row in broken.rows["evidence"] if row["subject_id"] == fund["fund_id"])
    proof["quote"] = "全年预算数999.00万元"
    summary = checked(broken, tmp_path)
    assert failed_ids(summary) == {"evidence.quote.stands"}
    assert fund["fund_id"] not in passed(tmp_path, "funds")["fund_id"]
    assert (summary.quarantined["funds"], summary.quarantined["evaluations"]) == (1, 0)
    reasons = set(quarantined(tmp_path)["expectation"])
    assert reasons == {"evidence.quote.stands", "cascade:funds.evidence"}


def test_too_many_broken_rows_stop_the_publication(tmp_path: Path) -> None:
    broken = night(20)
    for row in broken.rows["funds"][:11]:
        row["amount_yuan"] = Decimal(2 * 10**13)
    summary = checked(broken, tmp_path)
    assert not summary.publishable
    assert any(reason.startswith("funds.amount_yuan.magnitude") for reason in summary.reasons)


Break = Callable[[Night], Any]


def change(name: str, /, **values: Any) -> Break:
    def apply(made: Night) -> None:
        made.rows[name][0].update(values)

    return apply


def drop(name: str) -> Break:
    return lambda made: made.rows[name].clear()


def unprove(column: str) -> Break:
    def apply(made: Night) -> None:
        made.rows["evidence"] = [row for row in made.rows["evidence"] if row["field"] != column]

    return apply


def twice(name: str, /, **differing: Any) -> Break:
    def apply(made: Night) -> None:
        made.rows[name].append({**made.rows[name][0], **differing})

    return apply


BREAKS: list[tuple[str, Break]] = [
    ("documents.key.unique", twice("documents", title="另一标题")),
    ("funds.key.unique", twice("funds", amount_yuan=Decimal(1))),
    ("texts.key.unique", twice("texts", text="另一正文")),
    ("documents.title.evidence", unprove("title")),
    ("documents.published_on.plausible", change("documents", published_on=date(2031, 1, 1))),
    ("documents.text_length.agrees", change("documents", text_length=7)),
    ("documents.trust.allowed", change("documents", trust=9)),
    ("documents.trust.range", change("documents", trust=9)),
    ("documents.source_id.reference", change("documents", source_id="nowhere")),
    ("documents.snapshot_id.reference", change("documents", snapshot_id="none")),
    ("documents.url.not_null", change("documents", url=None)),
    ("documents.snapshot_id.own", change("snapshots", document_id="other")),
    ("documents.text.present", drop("texts")),
    ("texts.present", drop("texts")),
    ("texts.text.not_null", change("texts", text=None)),
    ("texts.personal.masked", change("texts", text="联系电话13812345678。")),
    ("snapshots.sha256.digest", change("snapshots", sha256="F" * 64)),
    ("snapshots.present", drop("snapshots")),
    ("evidence.span.length", change("evidence", span_end=99)),
    ("evidence.quote.not_blank", change("evidence", quote=" ", span_start=0, span_end=1)),
    ("evidence.quote.stands", change("evidence", span_start=3)),
    ("evidence.subject_id.reference", change("evidence", subject_id="nothing")),
    ("evidence.document_id.text", change("evidence", document_id="nothing")),
    ("evidence.snapshot_id.current", change("evidence", snapshot_id="older")),
    ("evidence.present.funds", drop("evidence")),
    ("evidence.present.claims", drop("evidence")),
    ("evaluations.project.named", change("evaluations", project_name=None)),
    ("evaluations.project_name.length", change("evaluations", project_name="长" * 201)),
    ("evaluations.total_score.evidence", unprove("total_score")),
    ("evaluations.grade.evidence", unprove("grade")),
    ("evaluations.stated_execution_rate.evidence", unprove("stated_execution_rate")),
    ("evaluations.stated_arrival_rate.evidence", change("evaluations", stated_arrival_rate=Decimal(100))),
    ("evaluations.fiscal_year.not_future", change("evaluations", fiscal_year=2031)),
    ("evaluations.fiscal_year.method", change("evaluations", fiscal_year_method=None)),
    ("evaluations.rates.bound", change("evaluations", stated_execution_rate=Decimal(200_000))),
    ("evaluations.ordinal.unique", twice("evaluations", evaluation_id="second")),
    ("evaluations.complete", twice("evaluations", evaluation_id="second", ordinal=2)),
    ("evaluations.present", drop("evaluations")),
    ("funds.evidence", unprove("amount_yuan")),
    ("funds.amount_yuan.magnitude", change("funds", amount_yuan=Decimal(10**13 + 1))),
    ("funds.amount_as_written.digits", change("funds", amount_as_written="若干")),
    ("funds.amount_yuan.not_negative", change("funds", amount_yuan=Decimal(-5))),
    ("funds.evaluation_id.reference", change("funds", evaluation_id="none")),
    ("scores.evidence", unprove("points")),
    ("scores.points.bound", change("scores", points=Decimal(1001))),
    ("scores.ordinal.unique", change("scores", ordinal=2)),
    ("scores.indicator.named", change("scores", level=2)),
    ("scores.target_value.operator", change("scores", target_value=Decimal(5))),
    ("scores.max_points.range", change("scores", max_points=Decimal(-1))),
    ("claims.evidence", unprove("value")),
    ("claims.evaluation_id.reference", change("claims", evaluation_id="none")),
    ("claims.name.length", change("claims", name=" ")),
    ("claims.ordinal.unique", twice("claims", claim_id="second")),
    ("documents.present", drop("documents")),
    ("documents.complete", drop("documents")),
    ("sources.present", drop("sources")),
    ("parses.present", drop("parses")),
    ("parses.failures.few", lambda made: [row.update(state="failed") for row in made.rows["parses"]]),
    ("parses.state.allowed", change("parses", state="lost")),
]


def test_every_expectation_is_broken_by_what_it_is_about(tmp_path: Path) -> None:
    missed = []
    for number, (expectation, break_it) in enumerate(BREAKS):
        broken = night(2)
        break_it(broken)
        if expectation not in _failing(broken, tmp_path / str(number)):
            missed.append(expectation)
    assert missed == []


def _failing(broken: Night, folder: Path) -> set[str]:
    from tasks.check.settle import ask
    from tasks.check.staging import read_staged

    staged = read_staged(broken.write(folder / "staged"))
    return {one.expectation.id for one in ask(staged) if one.failed}


def test_tables_without_rows_never_pass_where_rows_are_due(tmp_path: Path) -> None:
    for name in ("funds", "scores", "claims"):
        broken = night(30)
        broken.rows[name].clear()
        assert f"{name}.present" in _failing(broken, tmp_path / name)
    broken = night(2)
    broken.rows["parses"].pop()
    summary = checked(broken, tmp_path, due=2)
    assert "parses.complete" in failed_ids(summary)
    assert not summary.publishable


def test_a_quiet_night_passes_and_a_missing_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "staged").mkdir()
    summary = check(tmp_path / "staged", tmp_path / "out", RUN)
    assert summary.publishable
    assert passed(tmp_path, "funds").is_empty()
    with pytest.raises(FileNotFoundError):
        check(tmp_path / "nothing", tmp_path / "out", RUN)


def test_unreadable_misshapen_and_foreign_files_stop_the_publication_and_crash_nothing(tmp_path: Path) -> None:
    staged = night(2).write(tmp_path / "staged")
    (staged / "funds" / "zz.parquet").write_bytes(b"PAR1 torn")
    night(1).frame("scores").drop("points").write_parquet(staged / "scores" / "zz.parquet")
    claims = night(1).frame("claims").with_columns(pl.col("value").cast(pl.String), pl.lit(1).alias("extra"))
    claims.write_parquet(staged / "claims" / "zz.parquet")
    summary = check(staged, tmp_path / "out", RUN)
    assert not summary.publishable
    assert failed_ids(summary) >= {"funds.readable", "scores.columns", "claims.types", "claims.known_columns"}


def test_repeated_sources_are_merged_whatever_the_order_of_batches(tmp_path: Path) -> None:
    outcomes = []
    for number, names in enumerate((("a", "b"), ("b", "a"))):
        staged = night(1).write(tmp_path / str(number) / "staged", batch="first")
        source = night(1).rows["sources"][0]
        for name in names:
            row = {**source, "publisher": f"{name}单位", "home": None if name == "a" else "https://b.example/"}
            frame = pl.DataFrame([row], schema=table("sources").polars_schema)
            frame.write_parquet(staged / "sources" / f"{number}{names.index(name)}.parquet")
        assert check(staged, tmp_path / str(number) / "out", RUN).failures == ()
        outcomes.append(passed(tmp_path / str(number), "sources"))
    assert outcomes[0].equals(outcomes[1])
    assert outcomes[0].rows(named=True)[0]["home"] == "https://b.example/"
    assert outcomes[0].height == 1


def test_rows_that_repeat_each_other_pass_once(tmp_path: Path) -> None:
    staged = night(30).write(tmp_path / "staged", batch="first")
    again = night(1)
    again.rows.pop("sources")
    again.write(staged, batch="again")
    summary = check(staged, tmp_path / "out", RUN)
    assert summary.passed["documents"] == summary.passed["texts"] == 30
    assert summary.quarantined["funds"] == 3
    assert passed(tmp_path, "texts")["document_id"].is_unique().all()
    assert all(failure.id.endswith((".key.unique", ".ordinal.unique", ".complete")) for failure in summary.failures)


def test_the_same_night_gives_the_same_bytes(tmp_path: Path) -> None:
    files = []
    for number in range(2):
        broken = night(12)
        broken.rows["evaluations"][3]["grade"] = "甲"
        checked(broken, tmp_path / str(number))
        out = tmp_path / str(number) / "out"
        files.append({path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.parquet"))})
    assert files[0] == files[1]


def test_the_data_docs_name_the_breach_and_no_outside_host(tmp_path: Path) -> None:
    broken = night(2)
    broken.rows["funds"][0]["measure"] = "<b>其他</b>"
    checked(broken, tmp_path)
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "data_docs").iterdir()}
    assert {"index.html", "funds.html", "whole_tables.html"} <= set(pages)
    assert "funds.measure.allowed" in pages["index.html"]
    for name, page in pages.items():
        for attribute in ('src="http', "src='http", '<link rel="stylesheet" href="http'):
            assert attribute not in page, name


def test_the_check_says_nothing_on_stderr(tmp_path: Path) -> None:
    staged = night(1).write(tmp_path / "staged")
    code = "import sys, pathlib; from tasks.check import check; check(*map(pathlib.Path, sys.argv[1:]), 'r')"
    ran = subprocess.run(
        [sys.executable, "-c", code, str(staged), str(tmp_path / "out")],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    assert ran.stderr == b""
    assert ran.stdout == b""
