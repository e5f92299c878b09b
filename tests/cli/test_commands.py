from __future__ import annotations

import json
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from cli.main import app
from cli.server import free_port, port_in_use

ROOT = Path(__file__).parents[2]


def commands(of: object, *path: str) -> list[list[str]]:
    """Every command there is, by the words that call it."""
    inner = getattr(of, "commands", None)
    if inner is None:
        return [list(path)]
    return [words for name, command in inner.items() for words in commands(command, *path, name)]


REPORT = """青禾县教育局2022年度教师培训经费项目绩效自评报告

一、项目基本情况
2022年,教师培训经费项目全年预算20万元,实际支出18万元,预算执行率为90%。
二、自评结论
经自评,该项目自评得分95分,等级为“优”。
"""


def jixiao(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.mark.parametrize("command", commands(get_command(app)), ids=" ".join)
def test_every_command_explains_itself_with_an_example(command: list[str]) -> None:
    result = jixiao(*command, "--help")
    assert result.exit_code == 0
    assert "Example" in result.output


def test_the_help_waits_for_no_library_that_it_does_not_need() -> None:
    seen = "import sys, cli.main; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"prefect", "polars", "duckdb", "httpx", "pandas", "great_expectations", "flows", "tasks", "demo"}
    assert heavy.isdisjoint(done.stdout.split())


def test_without_a_command_the_help_is_shown() -> None:
    assert "extract" in jixiao().output


def test_extract_prints_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, encoding="utf-8")
    result = jixiao("extract", path)
    assert result.exit_code == 0, result.output
    (project,) = json.loads(result.stdout)["projects"]
    assert {(f["measure"], f["amount_yuan"]) for f in project["funds"]} == {
        ("budget_adjusted", "200000.00"),
        ("spent", "180000.00"),
    }
    assert (project["execution_rate"], project["total_score"], project["grade"]) == (90, 95, "优")


def test_extract_goes_on_after_a_file_that_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "b.html").write_bytes(b"")
    (tmp_path / "c.txt").write_text(REPORT, encoding="utf-8")
    result = jixiao("extract", tmp_path)
    assert result.exit_code == 1
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["doc_type"] is None for record in records] == [True, True, False]
    assert all(record["reason"] for record in records[:2])
    assert "a.bin" in result.stderr
    assert "b.html" in result.stderr


def test_extract_reads_the_files_of_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "forms.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/report.txt", REPORT)
        archive.writestr("b.bin", bytes(range(256)) * 8)
    result = jixiao("extract", path)
    assert result.exit_code == 1
    report, broken = map(json.loads, result.stdout.splitlines())
    assert report["path"] == f"{path}!/a/report.txt"
    assert report["projects"][0]["total_score"] == 95
    assert (broken["path"], broken["state"]) == (f"{path}!/b.bin", "unsupported")


def test_extract_leaves_hidden_files_and_folders_alone(tmp_path: Path) -> None:
    for name in (".git/config.txt", "a/.hidden.txt", "a/report.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    (record,) = map(json.loads, jixiao("extract", tmp_path).stdout.splitlines())
    assert record["path"] == str(tmp_path / "a/report.txt")


def test_extract_names_a_missing_file() -> None:
    result = jixiao("extract", "nowhere.html")
    assert result.exit_code == 2
    assert "nowhere.html" in result.stderr


def test_query_without_a_snapshot_says_what_to_do(tmp_path: Path) -> None:
    result = jixiao("query", "SELECT 1", "--data", tmp_path)
    assert result.exit_code == 2
    assert "run a night" in result.stderr
    assert "Traceback" not in result.output


def test_run_names_an_unknown_source(tmp_path: Path) -> None:
    result = jixiao("run", "--source", "nowhere", "--data", tmp_path)
    assert result.exit_code == 2
    assert "unknown source nowhere" in result.stderr


def test_run_names_a_folder_that_is_none(tmp_path: Path) -> None:
    result = jixiao("run", "--folder", tmp_path / "none", "--data", tmp_path)
    assert result.exit_code == 2
    assert "not a folder" in result.stderr


def test_run_on_real_sites_asks_for_a_contact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JIXIAO_CONTACT", raising=False)
    monkeypatch.delenv("JIXIAO_SOURCES", raising=False)
    result = jixiao("run", "--source", "daying", "--data", tmp_path)
    assert result.exit_code == 2
    assert "JIXIAO_CONTACT" in result.stderr


def test_run_without_names_leaves_unverified_sites_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_CONTACT", "crawl@example.org")
    monkeypatch.delenv("JIXIAO_SOURCES", raising=False)
    result = jixiao("run", "--data", tmp_path)
    assert result.exit_code == 2
    assert "checked against its live site" in result.stderr
    assert not list(tmp_path.iterdir())


def test_sources_list_and_check_the_shipped_ones() -> None:
    listed = jixiao("sources", "list")
    assert listed.exit_code == 0, listed.output
    assert "保山市" in listed.output
    assert jixiao("sources", "check").exit_code == 0


def test_sources_check_names_file_and_fault(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("name: other\n", encoding="utf-8")
    result = jixiao("sources", "check", "--sources", tmp_path)
    assert result.exit_code == 1
    assert "broken.yaml" in result.output


@pytest.mark.parametrize("pair", ["nonsense", "=127.0.0.1:80", "a.example=10.0.0.1:80", "a.example=127.0.0.1"])
def test_a_portal_that_is_none_on_this_machine_is_named(pair: str) -> None:
    result = jixiao("sources", "detect", "http://a.example/", "--connect", pair)
    assert result.exit_code == 2
    assert "HOST=127.0.0.1:PORT" in result.stderr


def test_a_setting_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_BATCH_SIZE", "many")
    result = jixiao("run", "--folder", tmp_path, "--data", tmp_path)
    assert result.exit_code == 2
    assert "JIXIAO_BATCH_SIZE=many" in result.stderr


def test_corrections_that_cannot_be_read_are_said_before_anything_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "a.yaml").write_text("- x", encoding="utf-8")
    monkeypatch.setenv("JIXIAO_CORRECTIONS", str(tmp_path / "mine"))
    result = jixiao("run", "--folder", tmp_path, "--data", tmp_path / "data")
    assert result.exit_code == 2
    assert "a.yaml, entry 1" in result.stderr
    assert not (tmp_path / "data").exists()


def test_the_demo_stays_out_of_the_data_folder_of_real_nights() -> None:
    shown = {name: jixiao(*words, "--help").output for name, words in (("run", ["run"]), ("demo", ["demo", "run"]))}
    assert "JIXIAO_DATA" in shown["run"]
    assert "JIXIAO_DATA" not in shown["demo"]


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_is_none_is_a_wrong_call(tmp_path: Path, port: str) -> None:
    assert jixiao("ui", "--port", port, "--data", tmp_path).exit_code == 2


def test_ui_on_a_taken_port_says_so(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port_in_use(port)
        result = jixiao("ui", "--port", str(port), "--data", tmp_path)
    assert result.exit_code == 3
    assert f"port {port}" in result.stderr


def test_a_free_port_is_free() -> None:
    assert not port_in_use(free_port())


def test_a_night_without_room_or_without_the_server_that_was_named_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "saved").mkdir()
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{free_port()}/api")
    night = ("run", "--folder", tmp_path / "saved", "--data", tmp_path / "data")
    result = jixiao(*night)
    assert result.exit_code == 1
    assert "where PREFECT_API_URL leads" in result.stderr
    monkeypatch.setattr("flows.space.LEAST_FREE", 10**18)
    result = jixiao(*night)
    assert result.exit_code == 1
    assert "MB are free in" in result.stderr


def test_the_runbook_knows_what_is_said_of_a_folder_without_a_night(tmp_path: Path) -> None:
    result = jixiao("query", "SELECT 1", "--data", tmp_path)
    said = result.stderr.replace(str(tmp_path / "published"), "…").partition(": ")[2].partition(":")[0]
    assert f"`{said}`" in (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")


def test_extract_says_that_a_folder_holds_nothing(tmp_path: Path) -> None:
    result = jixiao("extract", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "no file" in result.stderr
