from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app
from flows.takedowns import listed_takedowns
from tasks.crawl.takedown import TakedownError

LIST = "takedowns:\n- {url: 'http://a.gov.cn/1', reason: 要求, date: 2026-03-01, requested_by: 甲}\n"


def test_the_list_of_the_data_folder_is_followed_where_there_is_one(tmp_path: Path) -> None:
    assert listed_takedowns(None, tmp_path) == []
    (tmp_path / "takedowns.yaml").write_text(LIST, encoding="utf-8")
    assert [entry.value for entry in listed_takedowns(None, tmp_path)] == ["http://a.gov.cn/1"]


def test_a_list_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(TakedownError, match="cannot be read"):
        listed_takedowns(tmp_path / "elsewhere.yaml", tmp_path)


def test_a_night_does_not_begin_with_a_list_that_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "takedowns.yaml").write_text(LIST.replace("reason: 要求, ", ""), encoding="utf-8")
    (tmp_path / "saved").mkdir()
    done = CliRunner().invoke(app, ["run", "--folder", str(tmp_path / "saved"), "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "entry 1: reason" in done.stderr
