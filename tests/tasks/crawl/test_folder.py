"""Folders of saved files as sources."""

from __future__ import annotations

import os
from pathlib import Path

from tasks.crawl import folder as folder_module
from tasks.crawl.archive import Position, read_stored
from tasks.crawl.folder import archive_folder, folder_source_id
from tasks.crawl.journal import State, open_journal
from tests.tasks.crawl.nights import assert_warcs_are_sound, warc_types

NIGHT, NEXT_NIGHT = "20260301T180000Z", "20260302T180000Z"


def saved_files(parent: Path) -> Path:
    folder = parent / "保存的网页"
    (folder / "下级").mkdir(parents=True)
    (folder / "b.txt").write_text("乙", encoding="utf-8")
    (folder / "下级" / "a 1%.html").write_bytes("<html>甲</html>".encode("gb18030"))
    (folder / ".hidden").write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    return folder


def states(archive: Path) -> dict[str, State]:
    with open_journal(archive) as journal:
        return {state.url: state for state in journal.states(["file"])}


def test_files_become_resources(tmp_path: Path) -> None:
    folder, archive = saved_files(tmp_path), tmp_path / "archive"
    summary = archive_folder(folder, archive, NIGHT)
    assert (summary.source_id, summary.state, summary.listed, summary.fetched) == ("folder-保存的网页", "green", 2, 2)
    home = "folder://%E4%BF%9D%E5%AD%98%E7%9A%84%E7%BD%91%E9%A1%B5/"
    found = states(archive)
    assert list(found) == [f"{home}%E4%B8%8B%E7%BA%A7/a%201%25.html", f"{home}b.txt"]
    state = found[f"{home}%E4%B8%8B%E7%BA%A7/a%201%25.html"]
    assert (state.name, state.http_status, state.content_type) == ("a 1%.html", None, None)
    stored = read_stored(archive, Position(state.warc_file, state.warc_offset), 1000)
    assert stored is not None
    assert stored.content == "<html>甲</html>".encode("gb18030")
    assert warc_types(archive, NIGHT) == {"warcinfo": 1, "resource": 2}
    assert_warcs_are_sound(archive)


def test_an_unchanged_night_only_notes(tmp_path: Path) -> None:
    folder, archive = saved_files(tmp_path), tmp_path / "archive"
    archive_folder(folder, archive, NIGHT)
    before = states(archive)
    (folder / "new.txt").write_text("新", encoding="utf-8")
    summary = archive_folder(folder, archive, NEXT_NIGHT)
    assert (summary.fetched, summary.unchanged) == (1, 2)
    after = states(archive)
    assert all(after[url] == state for url, state in before.items())


def test_a_changed_file_is_archived_again(tmp_path: Path) -> None:
    folder, archive = saved_files(tmp_path), tmp_path / "archive"
    archive_folder(folder, archive, NIGHT)
    (folder / "b.txt").write_text("丙", encoding="utf-8")
    assert archive_folder(folder, archive, NEXT_NIGHT).fetched == 1
    (folder / "b.txt").write_text("乙", encoding="utf-8")
    assert archive_folder(folder, archive, "20260303T180000Z").fetched == 1
    assert warc_types(archive, "20260303T180000Z") == {}


def test_what_cannot_be_archived_is_recorded(tmp_path: Path, monkeypatch: object) -> None:
    folder, archive = saved_files(tmp_path), tmp_path / "archive"
    (folder / "empty.doc").write_bytes(b"")
    (folder / "huge.pdf").write_bytes(b"x" * 1001)
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "out.txt").symlink_to("/etc/hostname")
    (folder / "in.txt").symlink_to("b.txt")
    (folder / "dir").symlink_to("下级")
    settings = folder_module.CrawlSettings
    folder_module.CrawlSettings = lambda: settings(max_bytes=1000)  # type: ignore[assignment,misc]
    try:
        summary = archive_folder(folder, archive, NIGHT)
    finally:
        folder_module.CrawlSettings = settings  # type: ignore[misc]
    assert (summary.state, summary.listed, summary.fetched, summary.failed) == ("amber", 5, 3, 2)
    assert {failure.url.rsplit("/", 1)[-1]: failure.reason for failure in summary.failures} == {
        "empty.doc": "the file is empty",
        "huge.pdf": "the file has more than the 1000 bytes allowed",
    }


def test_names_in_gbk_and_in_no_encoding_at_all(tmp_path: Path) -> None:
    folder, archive = tmp_path / "saved", tmp_path / "archive"
    folder.mkdir()
    for name in ("自评表.xls".encode("gbk"), b"\xff\xfe.txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(folder), name))).write_bytes(b"x")  # noqa: PTH118 - a name in bytes
    assert archive_folder(folder, archive, NIGHT).fetched == 2
    assert {state.name for state in states(archive).values()} >= {"自评表.xls"}


def test_a_missing_or_empty_folder_is_red(tmp_path: Path) -> None:
    assert archive_folder(tmp_path / "nowhere", tmp_path / "archive", NIGHT).state == "red"
    (tmp_path / "empty").mkdir()
    assert archive_folder(tmp_path / "empty", tmp_path / "archive", NIGHT).state == "red"


def test_a_folder_does_not_take_the_place_of_another_of_its_name(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    for parent in ("甲", "乙"):
        (tmp_path / parent / "reports").mkdir(parents=True)
        (tmp_path / parent / "reports" / "1.txt").write_text(parent)
    one, other = tmp_path / "甲" / "reports", tmp_path / "乙" / "reports"
    assert archive_folder(one, archive, NIGHT).state == "green"
    before = states(archive)
    refused = archive_folder(other, archive, NEXT_NIGHT)
    assert refused.state == "red"
    assert str(one) in str(refused)
    assert "rename" in str(refused)
    assert states(archive) == before
    assert archive_folder(one, archive, NEXT_NIGHT).state == "green"


def test_a_folder_that_was_moved_is_the_same_folder(tmp_path: Path) -> None:
    folder, archive = saved_files(tmp_path), tmp_path / "archive"
    assert archive_folder(folder, archive, NIGHT).state == "green"
    (tmp_path / "elsewhere").mkdir()
    moved = folder.rename(tmp_path / "elsewhere" / folder.name)
    summary = archive_folder(moved, archive, NEXT_NIGHT)
    assert (summary.state, summary.unchanged) == ("green", 2)


def test_source_ids_can_be_file_names() -> None:
    assert folder_source_id(Path("/data/a b:c/..x y")) == "folder-..x-y"
