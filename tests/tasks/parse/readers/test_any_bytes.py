"""Whatever the bytes: a document whose spans are right, or a recorded reason."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import read
from tests.tasks.parse.readers import samples
from warehouse.vocabulary import PARSE_STATES

SHARED = Path(__file__).resolve().parents[4] / ".." / "shared"
MAGIC = [b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xff\xfe", b"<table><tr>", b""]
MARKUP = [
    "<table>",
    "<tr>",
    "<td rowspan=3>",
    "</td>",
    "</table>",
    "<p>",
    "金额",
    "</div>",
    "<div>",
    "<a href=x>",
    "<!--",
]
MARKUP += ["<td colspan='9999999'>", "2022年", "&nbsp;", "<br>"]
DUMP = [
    "\t",
    "\n",
    "|",
    "||",
    " ",
    "一级指标",
    "分值",
    "得分",
    "10",
    "产出指标",
    "一、概况",
    "。",
    "（万元）",
    "---",
    "\r\n",
]
DUMP += ["[image: a.png]", "备注"]


@lru_cache
def whole_files() -> dict[str, bytes]:
    return {
        "docx": samples.docx_file(),
        "xlsx": samples.xlsx_file(),
        "xls": (samples.FILES / "form.xls").read_bytes(),
        "pdf": samples.pdf_file(3),
        "html": samples.page(samples.PARAGRAPHS + samples.FORM).encode(),
        "gbk": samples.page(samples.PARAGRAPHS + samples.FORM).encode("gbk"),
        "text": samples.TAB_DUMP.encode(),
    }


def outcome(data: bytes) -> Document | UnreadableError:
    try:
        document = read(data)
    except UnreadableError as error:
        if error.state not in PARSE_STATES or not error.reason:
            raise AssertionError(error) from error
        return error
    samples.assert_spans(document)
    return document


@settings(deadline=None)
@given(st.sampled_from(MAGIC), st.binary(max_size=3000))
def test_random_bytes(magic: bytes, data: bytes) -> None:
    outcome(magic + data)


@settings(deadline=None)
@given(st.text(max_size=600))
def test_random_text(text: str) -> None:
    outcome(text.encode("utf-8", errors="replace"))


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKUP), max_size=80))
def test_random_markup(pieces: list[str]) -> None:
    outcome(("<html>" + "".join(pieces)).encode())


@settings(deadline=None)
@given(st.lists(st.sampled_from(DUMP), max_size=120))
def test_random_dumps(pieces: list[str]) -> None:
    outcome("".join(pieces).encode())


@pytest.mark.parametrize("name", ["docx", "xlsx", "xls", "pdf", "html", "gbk", "text"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_truncated_and_damaged_files(name: str, data: st.DataObject) -> None:
    whole = whole_files()[name]
    cut = data.draw(st.integers(0, len(whole)))
    outcome(whole[:cut])
    at = data.draw(st.integers(0, len(whole) - 1))
    outcome(whole[:at] + data.draw(st.binary(min_size=1, max_size=8)) + whole[at + 4 :])


@pytest.mark.parametrize(
    ("data", "state"),
    [
        (b"", "empty"),
        (b"  \r\n\x00", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unreadable"),
        (b"Rar!\x1a\x07\x00" + b"x" * 90, "unsupported"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "unsupported"),
        (b"PK\x03\x04garbage", "unreadable"),
        (b"%PDF-1.4\ngarbage", "unreadable"),
        (bytes(range(256)) * 20, "unsupported"),
        (b"<html><body><script>location.href='/x'</script></body></html>", "empty"),
        (b"<div>" * 90_000 + b"x", "unsupported"),
    ],
)
def test_reasons(data: bytes, state: str) -> None:
    error = outcome(data)
    assert isinstance(error, UnreadableError)
    assert error.state == state


def test_known_documents_are_read_with_right_spans() -> None:
    paths = sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("gold/dev/*.txt")])
    if not paths:
        pytest.skip("no shared documents beside this checkout")
    for path in paths:
        data = path.read_bytes()
        document = outcome(data)
        assert isinstance(document, Document), path.name
        assert document.text == data.decode().replace("\r\n", "\n")
