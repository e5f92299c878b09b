"""A folder of saved files as a source, then a night in which every source fails, on one data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import httpx
import pytest
import yaml

from cli.server import free_port, note_running, prefect_server
from tests.night.conftest import Ended, core_rows, jixiao

pytestmark = pytest.mark.night

REPORT = """青禾县教育局2022年度教师培训经费项目绩效自评报告

一、项目基本情况
2022年,教师培训经费项目全年预算20万元,实际支出18万元,预算执行率为90%。
二、自评结论
经自评,该项目自评得分95分,等级为“优”。
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder on which a server runs already, as `jixiao ui` leaves word of it: the nights here use that one."""
    folder = tmp_path_factory.mktemp("folder-night")
    home = folder / "prefect"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PREFECT_API_URL", raising=False)
        patch.setenv("PREFECT_HOME", str(home))
        with prefect_server(home) as api:
            note_running(home, api)
            yield folder
            runs = httpx.post(f"{api}/flow_runs/filter", json={"sort": "START_TIME_ASC"}).json()
    assert [run["state_type"] for run in runs] == ["COMPLETED", "FAILED", "COMPLETED"]


@pytest.fixture(scope="module")
def taken(data: Path) -> Ended:
    folder = data / "saved"
    folder.mkdir()
    (folder / "报告.txt").write_text(REPORT, encoding="utf-8")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 16)
    (folder / "empty.html").write_bytes(b"")
    return jixiao("run", "--folder", folder, "--data", data)


def test_a_folder_is_a_source(data: Path, taken: Ended) -> None:
    assert taken.code == 0, taken.err
    with duckdb.connect(str(data / "published" / "current" / "warehouse.duckdb"), read_only=True) as connection:
        found = connection.execute(
            "SELECT p.name, e.fiscal_year, e.total_score, e.grade, e.stated_execution_rate, d.url"
            " FROM evaluations e JOIN projects p USING (project_id) JOIN documents d USING (document_id)"
        ).fetchall()
        money = connection.execute("SELECT measure, amount_yuan FROM funds ORDER BY ALL").fetchall()
    ((name, *rest, url),) = found
    assert name.removesuffix("项目") == "教师培训经费"
    assert rest == [2022, 95, "优", 90]
    assert url.startswith("folder://saved/")
    assert money == [("budget_adjusted", 200000), ("spent", 180000)]


def test_bad_files_are_named_with_their_reason(taken: Ended) -> None:
    for name in ("noise.bin", "empty.html"):
        assert name in taken.out
    assert "Traceback" not in taken.err


def test_a_night_without_any_source_publishes_nothing(data: Path, taken: Ended) -> None:
    sources = data / "dead-sources"
    sources.mkdir()
    (sources / "dead.yaml").write_text(
        yaml.safe_dump(
            {
                "name": "dead", "title": "死站", "publisher": "死站", "region_code": "999101", "region_name": "青禾县",
                "official": True, "verified": True, "template": "plain", "delay_seconds": 0.0,
                "delay_reason": "a portal on this machine",
                "columns": [{"url": "http://dead.jxdemo.gov.cn/a/", "minimum": 1}],
                "connect": {"dead.jxdemo.gov.cn": f"127.0.0.1:{free_port()}"},
            },
            allow_unicode=True,
        ),
        encoding="utf-8",
    )  # fmt: skip
    before = (data / "published" / "current").resolve()
    ended = jixiao("run", "--data", data, env={"JIXIAO_SOURCES": str(sources)})
    assert ended.code == 1
    assert "nothing published: every source failed" in ended.err
    assert "still stands" in ended.err
    assert "Traceback" not in ended.err + ended.out
    assert (data / "published" / "current").resolve() == before


def test_a_full_night_reads_everything_again_and_changes_nothing(data: Path, taken: Ended) -> None:
    snapshot = data / "published" / "current" / "warehouse.duckdb"
    before = core_rows(snapshot)
    again = jixiao("run", "--folder", data / "saved", "--data", data, "--full")
    assert again.code == 0, again.err
    assert "2 unchanged" in again.err  # the empty file is nothing to keep
    assert "parse: 2 documents" in again.err
    assert core_rows(snapshot) == before
