"""Archives: each file of one is read like a file of its own, or its reason recorded."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits, read
from tasks.parse.readers.members import Member, read_all
from tests.tasks.parse.readers import samples
from tests.tasks.parse.readers.programs import installed, needs, only, program
from tests.tasks.parse.readers.samples import assert_spans, cells, rar_file, zip_file

TEXT = "供水项目自评报告\n全年投入120.50万元。\n".encode()
FILES = {"附件/供水项目自评表.xlsx": samples.xlsx_file(), "附件/说明.txt": TEXT}


def outline(members: list[Member]) -> list[tuple[str | None, str]]:
    return [(m.name, m.content.format if isinstance(m.content, Document) else m.content.state) for m in members]


def reasons(members: list[Member]) -> dict[str | None, tuple[str, str]]:
    return {m.name: (m.content.state, m.content.reason) for m in members if isinstance(m.content, UnreadableError)}


def test_a_file_that_is_no_archive_is_its_only_member() -> None:
    (member,) = read_all(FILES["附件/供水项目自评表.xlsx"], name="x.zip")
    assert (member.name, member.content) == (None, read(FILES["附件/供水项目自评表.xlsx"]))
    (member,) = read_all(b"")
    assert reasons([member]) == {None: ("empty", "no bytes but white space")}


@pytest.mark.parametrize("charset", ["", "gbk", "utf-8"])
def test_zip_with_chinese_names(charset: str) -> None:
    members = list(read_all(zip_file(FILES, charset)))
    assert outline(members) == [("附件/供水项目自评表.xlsx", "xlsx"), ("附件/说明.txt", "text")]
    assert [(m.sha256, m.size) for m in members] == [
        (hashlib.sha256(content).hexdigest(), len(content)) for content in FILES.values()
    ]
    assert isinstance(members[0].content, Document)
    assert cells(members[0].content)[0] == ["执行率", "合计", "说明"]


def test_one_bad_file_costs_only_itself() -> None:
    whole = zip_file(
        {"好.txt": TEXT, "坏.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 900, "图.png": b"\x89PNG\r\n\x1a\n"}
    )
    assert outline(list(read_all(whole))) == [("好.txt", "text"), ("坏.xls", "unreadable"), ("图.png", "unsupported")]


def test_what_systems_leave_behind_is_passed_over() -> None:
    left = dict.fromkeys(("__MACOSX/._a.txt", ".DS_Store", "a/Thumbs.db", "~$自评表.docx"), b"x")
    assert outline(list(read_all(zip_file({**left, "a.txt": TEXT})))) == [("a.txt", "text")]
    assert reasons(list(read_all(zip_file(left)))) == {None: ("empty", "no file in this zip archive")}


def test_names_never_lead_out_of_the_archive_and_are_unique() -> None:
    names = ("../../etc/a.txt", "/etc/a.txt", "C:\\etc\\a.txt", "./etc//a.txt", "..")
    members = list(read_all(zip_file(dict.fromkeys(names, TEXT))))
    assert [m.name for m in members] == ["etc/a.txt", "etc/a.txt (2)", "etc/a.txt (3)", "etc/a.txt (4)", "unnamed"]


def test_archives_inside_archives() -> None:
    innermost = zip_file({"c.txt": TEXT})
    inner = zip_file({"b.txt": TEXT, "deep.zip": innermost})
    members = list(read_all(zip_file({"2022.zip": inner, "a.txt": TEXT})))
    assert outline(members) == [("2022.zip/b.txt", "text"), ("2022.zip/deep.zip", "unsupported"), ("a.txt", "text")]


def test_locked_files() -> None:
    whole = bytearray(zip_file({"a.txt": TEXT, "b.txt": TEXT}))
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    assert reasons(list(read_all(bytes(whole)))) == {"a.txt": ("unsupported", "locked with a password")}


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 100_000)
    zeros = b"0\n" * 30_000
    for bomb in (
        zip_file({"a.txt": TEXT, "b": zeros, "c": zeros}),
        zip_file({"a.txt": TEXT, "i.zip": zip_file({"b": zeros * 2})}),
    ):
        members = list(read_all(bomb))
        assert members[0].name == "a.txt"
        assert isinstance(members[0].content, Document)
        assert members[-1].content.state == "unsupported"
        assert "unfolds to more than is read" in members[-1].content.reason
    assert reasons(list(read_all(gzip.compress(zeros * 2)))).popitem()[1][0] == "unsupported"


def test_archives_of_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    members = list(read_all(zip_file({f"{n}.txt": TEXT for n in range(5)})))
    assert outline(members) == [("0.txt", "text"), ("1.txt", "text"), ("2.txt", "text"), (None, "unsupported")]


def test_gzip() -> None:
    assert outline(list(read_all(gzip.compress(TEXT)))) == [("content", "text")]


def test_rar_without_any_program(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    members = list(read_all(rar_file(FILES)))
    assert reasons(members) == {None: ("unsupported", "rar: neither bsdtar nor unar is installed")}


@needs("bsdtar")
def test_rar_by_bsdtar(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "bsdtar")
    members = list(read_all(rar_file(FILES)))
    assert outline(members) == [("附件/供水项目自评表.xlsx", "xlsx"), ("附件/说明.txt", "text")]
    assert members[1].sha256 == hashlib.sha256(TEXT).hexdigest()


@needs("unar", "lsar")
def test_rar_by_unar(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, "unar", "lsar")
    members = list(read_all(rar_file(FILES)))
    assert sorted(kind for _, kind in outline(members)) == ["text", "xlsx"]
    assert sum(m.size for m in members) == sum(map(len, FILES.values()))
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 40_000)
    assert reasons(list(read_all(rar_file({"a.txt": TEXT * 2000})))) == {
        None: ("unsupported", "an archive that unfolds to more than is read")
    }


@needs("bsdtar")
def test_7z(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_bytes(TEXT)
    bsdtar = shutil.which("bsdtar") or ""
    subprocess.run(
        [bsdtar, "--format=7zip", "-cf", "a.7z", "说明.txt"], cwd=tmp_path, check=True, env={"LC_ALL": "C.UTF-8"}
    )
    only(monkeypatch, "bsdtar")
    assert outline(list(read_all((tmp_path / "a.7z").read_bytes()))) == [("说明.txt", "text")]


def test_a_program_that_fails_is_recorded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    installed(monkeypatch, bsdtar=program(tmp_path, "bsdtar", "exit 1"))
    assert reasons(list(read_all(rar_file(FILES)))) == {None: ("unreadable", "rar: bsdtar: ended with code 1")}
    installed(monkeypatch, bsdtar=program(tmp_path, "bsdtar", "echo no tar"))
    assert reasons(list(read_all(rar_file(FILES))))[None][0] == "unreadable"


def check_any(data: bytes) -> None:
    for member in read_all(data):
        if isinstance(member.content, Document):
            assert_spans(member.content)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damaged_zip(data: st.DataObject) -> None:
    whole = zip_file({**FILES, "i.zip": zip_file({"b.txt": TEXT})}, "gbk")
    check_any(whole[: data.draw(st.integers(0, len(whole)))])
    at = data.draw(st.integers(0, len(whole) - 1))
    check_any(whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 4 :])
    packed = gzip.compress(TEXT)
    at = data.draw(st.integers(0, len(packed) - 1))
    check_any(packed[:at] + data.draw(st.binary(max_size=4)) + packed[at + 1 :])


@needs("bsdtar", "unar", "lsar")
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_damaged_rar(data: st.DataObject) -> None:
    whole = rar_file({"附件/说明.txt": TEXT, "b.txt": TEXT})
    check_any(whole[: data.draw(st.integers(0, len(whole)))])
    at = data.draw(st.integers(0, len(whole) - 1))
    check_any(whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 4 :])
