from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flows.choice import select
from flows.lock import NightRunningError, night_lock
from flows.nightly import _crawl_settings
from flows.report import next_steps
from flows.settings import SHIPPED_SOURCES, Layout, Settings
from flows.steps import batches
from flows.summary import Failure, NightSummary, SourceNight
from tasks.crawl.source import SourceError, load_sources


def test_batches_cover_every_document_once() -> None:
    assert batches(0, 200) == []
    assert batches(401, 200) == [("00000", 0), ("00001", 200), ("00002", 400)]


def test_an_unknown_source_is_named_with_those_that_are_known() -> None:
    sources = load_sources([SHIPPED_SOURCES])
    assert [source.name for source in select(sources, [sources[0].name])] == [sources[0].name]
    with pytest.raises(SourceError, match=f"unknown source nowhere: known are .*{sources[0].name}"):
        select(sources, ["nowhere"])


def test_a_night_without_names_takes_only_what_was_checked_against_the_live_site() -> None:
    sources = load_sources([SHIPPED_SOURCES])
    checked = sources[1].model_copy(update={"verified": True})
    assert select([sources[0], checked, *sources[2:]], None) == [checked]
    assert select([], None) == []
    with pytest.raises(SourceError, match=f"none of the {len(sources)} sources was checked"):
        select(sources, None)


def test_one_night_at_a_time(tmp_path: Path) -> None:
    hold = """
import sys
from pathlib import Path
from flows.lock import night_lock
with night_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
    held = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert held.stdout is not None
    assert held.stdin is not None
    assert held.stdout.readline() == "held\n"
    with pytest.raises(NightRunningError, match=str(held.pid)), night_lock(tmp_path):
        pass
    held.kill()
    held.wait()
    with night_lock(tmp_path):  # the system let go of it with the process
        assert (tmp_path / "night.lock").exists()


def test_what_to_do_names_the_trouble() -> None:
    summary = NightSummary(
        "r1",
        (SourceNight("a", 5, 5, 0, 0, "green", None), SourceNight("b", 0, 0, 0, 1, "red", "list gone")),
        (Failure("http://x.example/1", "blocked", "challenge page"), Failure("http://x.example/2", "gone", "404")),
        10,
        quarantined=3,
    )
    steps = next_steps(summary)
    assert any("`b` is red: list gone" in step for step in steps)
    assert any("http://x.example/1" in step and "by hand" in step for step in steps)
    assert any("3 rows in quarantine" in step and "quarantine replay" in step for step in steps)
    assert not any("`a`" in step for step in steps)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JIXIAO_DATA", str(tmp_path))
    monkeypatch.setenv("JIXIAO_CONTACT", "desk@example.org")
    settings = Settings()
    assert settings.data == tmp_path
    assert settings.contact == "desk@example.org"
    assert Layout(settings.data).archive == tmp_path.resolve() / "archive"


def test_a_scheduled_night_has_a_window_and_a_wrong_one_is_told_at_once() -> None:
    assert str(_crawl_settings(Settings(contact="a@b.cn"), "22:00-08:00").window) == "22:00-08:00"
    assert _crawl_settings(Settings(), None).window is None
    with pytest.raises(ValueError, match="write it in China time"):
        _crawl_settings(Settings(), "at night")
