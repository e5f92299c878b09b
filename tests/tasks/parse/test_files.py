"""Files read in processes of their own: what takes too long, or cannot be opened, is an object with its reason."""

from __future__ import annotations

from pathlib import Path

from tasks.parse.files import extract_files, read_path


def test_a_file_that_takes_too_long_costs_itself(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text("青禾县水务局2023年供水管护项目绩效自评报告\n一、年初预算安排20万元。", encoding="utf-8")
    first, second = extract_files(paths, seconds=0.001)
    assert (first.record["path"], first.record["state"]) == (str(paths[0]), "failed")
    assert first.reason == "failed: took longer than 0.001 s"
    assert second.record["path"] == str(paths[1])


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    (found,) = read_path(str(tmp_path))
    assert found.record["state"] == "unreadable"
    assert found.reason is not None
    assert found.reason.startswith("cannot be opened")
