"""Decoding: what pages are in, whatever they say."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.parse.readers import read
from tasks.parse.readers.charset import decode, wide_charset

SENTENCE = "青石县水务局2022年度农村供水项目支出绩效自评报告，负责人陈镕，共计一百二十万元。"
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=60)


def test_gbk_page_labelled_utf8() -> None:
    decoded = decode(f'<meta charset="utf-8">{SENTENCE}'.encode("gbk"))
    assert decoded.text.endswith(SENTENCE)
    assert decoded.charset == "gb18030"
    assert decoded.note is not None


def test_utf8_page_labelled_gb2312() -> None:
    decoded = decode(f'<meta charset="gb2312">{SENTENCE}'.encode())
    assert decoded.text.endswith(SENTENCE)
    assert decoded.note == "labelled gb2312, is utf-8"


def test_gb2312_label_reads_characters_that_gb2312_lacks() -> None:
    decoded = decode("陈镕、李喆、〇、€".encode("gb18030"), content_type="text/html; charset=GB2312")
    assert decoded.text == "陈镕、李喆、〇、€"
    assert decoded.note is None


def test_short_unlabelled_gbk_is_not_taken_for_utf16() -> None:
    assert decode("预算数".encode("gbk")).text == "预算数"


def test_latin1_header_says_nothing() -> None:
    assert decode(SENTENCE.encode("gbk"), content_type="text/html; charset=ISO-8859-1").text == SENTENCE


def test_big5_by_its_label() -> None:
    text = "項目績效自評報告，全年預算數一百二十萬元。"
    assert decode(f'<meta charset="big5">{text}'.encode("big5")).text.endswith(text)


def test_big5_that_nothing_names() -> None:
    text = "<p>項目績效自評報告，全年預算數一百二十萬元，實際支出一百一十萬元。</p>"
    decoded = decode(text.encode("big5"))
    assert (decoded.text, decoded.note) == (text, "no charset stated, is big5")


@pytest.mark.parametrize(
    ("mark", "charset"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_byte_order_mark_decides(mark: bytes, charset: str) -> None:
    decoded = decode(mark + SENTENCE.encode(charset), content_type="text/html; charset=gbk")
    assert (decoded.text, decoded.charset) == (SENTENCE, charset)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf16_that_lost_its_mark(charset: str) -> None:
    page = f"<html><body><p>一、{SENTENCE}</p><p>一级指标 100 95.5%</p></body></html>"
    document = read(page.encode(charset))
    assert document.text.splitlines()[0] == f"一、{SENTENCE}"
    assert document.charset == charset
    assert document.notes == (f"no byte order mark, is {charset}",)
    assert wide_charset(page.encode()) is None
    assert wide_charset(bytes(range(256)) * 8) is None


def test_utf8_cut_inside_a_character_is_still_utf8() -> None:
    whole = (SENTENCE * 40).encode()
    for cut in (whole[:-1], whole[:-2]):
        assert decode(cut).charset == "utf-8"
    broken = whole[:100] + whole[101:]
    decoded = decode(broken)
    assert decoded.charset == "utf-8"
    assert decoded.note is not None
    assert "not utf-8" in decoded.note


def test_stored_mojibake_is_noted() -> None:
    decoded = decode((SENTENCE * 3).encode("gbk").decode("latin-1").encode())
    assert decoded.note == "the publisher's text is GBK that was read as Latin-1"


def test_a_space_that_the_charset_lacked_is_a_space_again_behind_the_numbers_of_cells() -> None:
    assert decode("<td>3,724.00?</td>|12? | 8?\n为什么是3?因为9?10\n".encode()).text == (
        "<td>3,724.00 </td>|12  | 8 \n为什么是3?因为9?10\n"
    )


@settings(deadline=None)
@given(HAN)
def test_utf8_is_never_misread(text: str) -> None:
    assert decode(text.encode()).text == text


@settings(deadline=None)
@given(HAN, st.sampled_from(["gb2312", "gbk", "x-gbk", "gb18030"]))
def test_labelled_gb_reads_back_unless_it_is_valid_utf8(text: str, label: str) -> None:
    data = text.encode("gb18030")
    decoded = decode(data, content_type=f"text/html;charset={label}")
    assert decoded.text == text or data.decode("utf-8", errors="ignore") == decoded.text


@settings(deadline=None)
@given(st.binary(max_size=2000), st.sampled_from([None, "text/html; charset=nonsense", "x; charset=base64", "utf-16"]))
def test_any_bytes_decode(data: bytes, content_type: str | None) -> None:
    assert isinstance(decode(data, content_type=content_type).text, str)
