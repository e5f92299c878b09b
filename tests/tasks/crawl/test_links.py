"""Links of a page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crawl.charset import decode
from tasks.crawl.html import HtmlError, Page
from tasks.crawl.links import _resolved, absolute, find_attachments

PAGE = "http://czj.yunling.jxtest.gov.cn/jxgl/202306/t20230601_9001.html"


def urls(html: str, page: str = PAGE) -> list[str]:
    return [link.url for link in find_attachments(Page(html.encode()), page)]


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("./P020230601.pdf", "/jxgl/202306/P020230601.pdf"),
        ("../../files/a.DOCX", "/files/a.DOCX"),
        ("/module/download/downfile.jsp?filename=0a", "/module/download/downfile.jsp?filename=0a"),
        ("/system/_content/download.jsp?a=b&amp;wbfileid=1", "/system/_content/download.jsp?a=b&wbfileid=1"),
        ("附件 1.xls#top", "/jxgl/202306/%E9%99%84%E4%BB%B6%201.xls"),
        ("//czj.yunling.jxtest.gov.cn/a.zip", "/a.zip"),
        ("/get?file=a.et", "/get?file=a.et"),
    ],
)  # fmt: skip
def test_files_are_found_whatever_the_address_looks_like(href: str, expected: str) -> None:
    assert urls(f"<a href='{href}'>附件</a>") == ["http://czj.yunling.jxtest.gov.cn" + expected]


@pytest.mark.parametrize(
    "href",
    ["http://www.elsewhere.example/a.pdf", "javascript:open('a.pdf')", "/jxgl/2.html", "mailto:a@b.pdf",
     "http://[broken/a.pdf", "http://u:p@czj.yunling.jxtest.gov.cn/a.pdf", "ftp://czj.yunling.jxtest.gov.cn/a.pdf", ""],
)  # fmt: skip
def test_what_is_no_file_of_this_host_is_left(href: str) -> None:
    assert urls(f"<a href='{href}'>附件</a>") == []


def test_a_link_named_like_a_file_is_one() -> None:
    assert urls("<a href='/attach/77'>绩效自评表.xlsx</a>") == ["http://czj.yunling.jxtest.gov.cn/attach/77"]


def test_names_order_and_repeats() -> None:
    cut = "<a href='a.pdf' title='甲：项目支出绩效自评表'>甲：项目支…</a>"
    page = f"<a href='b.pdf'>乙</a>{cut}<a href='b.pdf'>再</a><a href='c.doc'></a>"
    links = find_attachments(Page(page.encode("gb18030"), "text/html; charset=gbk"), PAGE)
    assert [link.text for link in links] == ["乙", "甲：项目支出绩效自评表", "c.doc"]


def test_embedded_pdfs_and_base() -> None:
    page = "<base href='/x/'><iframe src='a.pdf'></iframe><script>showVsbpdfIframe(\"/__local/1/b.pdf\",1)</script>"
    host = "http://czj.yunling.jxtest.gov.cn"
    assert urls(page) == [f"{host}/x/a.pdf", f"{host}/__local/1/b.pdf"]


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_links_or_none(body: bytes) -> None:
    try:
        links = find_attachments(Page(b"<a href='" + body + b".pdf'>x</a>" + body), PAGE)
    except HtmlError:
        return
    for link in links:
        link.url.encode("ascii")
        link.text.encode("utf-8")


@given(st.text(max_size=100))
def test_an_address_stays_as_it_is_when_read_again(href: str) -> None:
    url = absolute(PAGE, href)
    if url is not None:
        assert absolute(url, url) == url


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_decoded_without_a_label(codec: str) -> None:
    text = "云岭县镕城堃喆昇〇项目支出绩效自评报告"
    assert decode(text.encode(codec)) == text


def test_labels_are_believed_less_than_bytes() -> None:
    text = "云岭县项目支出绩效自评报告"
    assert decode(text.encode(), "text/html; charset=gb2312") == text
    assert decode(text.encode("gbk"), "text/html; charset=gb2312") == text
    assert decode("項目評價".encode("big5"), "text/html; charset=big5") == "項目評價"
    assert decode(text.encode("gbk"), "text/html; charset=utf-8") == text
    assert decode(text.encode()[:-1], "text/html; charset=gbk").startswith("云岭县项目")
    assert decode(b"\xff\xfd \xff" + text.encode() * 9, None).endswith(text)


@given(
    st.sampled_from(["http://czj.gov.cn/jxgl/2024/1.html?x=/a", "http://CZJ.gov.cn:80", "https://a.cn:8080/x/", "x:y"]),
    st.text("ab0_-./?=&:%# \t\u00e9报", max_size=12),
)
def test_plain_links_are_read_as_all_others(base: str, href: str) -> None:
    assert absolute(base, href) == _resolved(base, href)
