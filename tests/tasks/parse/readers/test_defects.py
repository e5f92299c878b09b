"""A mistake of our own must not pass for a damaged file."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO

import pytest

from tasks.parse.document import UnreadableError
from tasks.parse.frames import Origin
from tasks.parse.readers import html, read
from tasks.parse.readers.defects import defect_at, unreadable
from tasks.parse.readers.members import read_all
from tasks.parse.single import SourceInfo, outcome_of
from tests.tasks.parse.readers.samples import docx_file, zip_file

ORIGIN = Origin(
    "d", "s", "qinghe", "http://www.qinghe.jxdemo.gov.cn/a", None, None, datetime(2024, 1, 1), None, None, "0" * 64, 1,  # noqa: DTZ001
    "a.warc.gz", 0,
)  # fmt: skip


def reason(data: bytes) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read(data)
    return caught.value


def test_a_mistake_of_ours_says_what_it_is_and_where(monkeypatch: pytest.MonkeyPatch) -> None:
    # A bound that somebody made a word: the comparison fails inside our own reader.
    monkeypatch.setattr(html.limits, "MAX_LINKS", "many")
    error = reason('<html><body><p>正文</p><a href="a.html">一</a></body></html>'.encode())
    assert error.state == "failed"
    assert error.reason.startswith("reader defect: TypeError: ")
    assert " at readers/html.py:" in error.reason
    (member,) = read_all(b'<html><body><p>a</p><a href="a.html">b</a></body></html>')
    outcome = outcome_of(ORIGIN, member.content, SourceInfo(official=True, region_code=None))
    assert (outcome.state, outcome.reason) == ("failed", error.reason)


@pytest.mark.parametrize("error", [UnicodeDecodeError("gbk", b"x", 0, 1, "bad"), EOFError(), OSError(), MemoryError()])
def test_what_decoders_say_of_damaged_bytes_is_no_defect(error: BaseException) -> None:
    assert defect_at(error) is None
    assert unreadable(error, "xls file").state == "unreadable"


def test_a_defect_of_the_extraction_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.parse.bounds.MAX_CHARACTERS", "many")
    (member,) = read_all("<html><body><p>正文</p></body></html>".encode())
    outcome = outcome_of(ORIGIN, member.content, SourceInfo(official=True, region_code=None))
    assert outcome.state == "failed"
    assert (outcome.reason or "").startswith("parser defect: TypeError: ")
    assert " at bounds.py:" in (outcome.reason or "")


def test_a_damaged_member_of_an_archive_is_no_defect() -> None:
    states = [member.content for member in read_all(zip_file({"坏.docx": docx_file()[:900]}))]
    assert [content.state for content in states if isinstance(content, UnreadableError)] == ["unreadable"]


def test_a_damaged_file_is_not_called_a_defect() -> None:
    whole = docx_file()
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, body[: len(body) // 2] if name == "word/document.xml" else body)
    error = reason(stream.getvalue())
    assert (error.state, error.reason.split(":")[0]) == ("unreadable", "damaged docx file")


def test_a_word_file_whose_main_part_is_another_is_damaged() -> None:
    with zipfile.ZipFile(BytesIO(docx_file())) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["word/document.xml"] = parts["word/styles.xml"]
    error = reason(zip_file(parts))
    assert (error.state, error.reason) == ("unreadable", "a docx file without a body")
