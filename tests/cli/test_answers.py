"""What the commands print of the warehouse, whatever stands in it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from cli.show import show_night
from flows.summary import Failure, NightSummary, SourceNight
from tasks.publish import publish
from tests.warehouse.world import WORLD, night
from warehouse.cookbook import questions


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the small world, published."""
    folder = tmp_path_factory.mktemp("data")
    night(folder, folder / "build.duckdb", WORLD, "n1")
    publish(folder / "build.duckdb", folder / "published", "n1")
    return folder


def ask(data: Path, sql: str, *options: str) -> Result:
    return CliRunner().invoke(app, ["query", sql, "--data", str(data), *options])


def test_square_brackets_are_no_markup(data: Path) -> None:
    result = ask(data, "SELECT '[bold]附件[/bold]' AS a, '[/red]' AS b, '[a]' AS c")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[1].split() == ["[bold]附件[/bold]", "[/red]", "[a]"]


def test_lists_and_bytes_have_a_place_in_csv(data: Path) -> None:
    result = ask(data, "SELECT ['甲', '乙'] AS a, {'x': 1.50} AS b, NULL::INTEGER[] AS c", "--format", "csv")
    assert result.exit_code == 0, result.output
    _, (names, struct, nothing) = csv.reader(io.StringIO(result.stdout))
    assert (json.loads(names), json.loads(struct), nothing) == (["甲", "乙"], {"x": "1.50"}, "")


@pytest.mark.parametrize("output", ["csv", "json", "table"])
def test_every_question_of_the_cookbook_is_answered_in_every_format(data: Path, output: str) -> None:
    for question in questions():
        result = ask(data, question.sql, "--format", output)
        assert result.exit_code == 0, (question.en, result.output)


@pytest.mark.parametrize(
    ("sql", "said"),
    [("", "no question"), (" ;-- nothing", "no question"), ("SELECT INTERVAL 1 DAY", "cast it to VARCHAR")],
)
def test_what_has_no_answer_is_told_in_a_line(data: Path, sql: str, said: str) -> None:
    result = ask(data, sql)
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", [["quarantine", "list"], ["quality"], ["query", "SELECT 1"]], ids=" ".join)
def test_a_snapshot_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "published" / "n1").mkdir(parents=True)
    (tmp_path / "published" / "n1" / "warehouse.duckdb").write_bytes(b"no database at all" * 1000)
    (tmp_path / "published" / "current").symlink_to("n1")
    result = CliRunner().invoke(app, [*command, "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "warehouse.duckdb" in result.stderr


def test_a_night_is_shown_whatever_a_page_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reason = "1 of 2 requests failed, the first: a page with status 200 that says '找不到[/red]页面'"
    source = SourceNight("a", 2, 1, 0, 1, "amber", reason)
    failure = Failure("http://a.example/[/b]", "gone", "[/red]")
    show_night(NightSummary("n1", (source,), (failure,), 0, published="x"), data)
    shown = capsys.readouterr().out
    assert "[/red]" in shown
    assert "http://a.example/[/b]" in shown
