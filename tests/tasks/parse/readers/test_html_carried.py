"""Articles that a page carries where nobody sees them, and what else of a page stands in odd places."""

from __future__ import annotations

import html
import json

import pytest

from tasks.parse.document import UnreadableError
from tasks.parse.readers import read
from tests.tasks.parse.readers.samples import PARAGRAPHS, TITLE, assert_spans, page

BODY = f"<p>一、项目概况</p>{PARAGRAPHS}<p>三、自评结论</p><p>自评得分96分。</p>"
QUOTED = json.dumps({"id": 7, "title": TITLE, "content": BODY, "attachment": []}, ensure_ascii=True)
FIELD = html.escape(BODY)


@pytest.mark.parametrize(
    "carrier",
    [
        f"<div id=app></div><script>window._CONFIG = {{SID: '755001', DETAIL: {QUOTED}}};</script>",
        f'<script>var info = {{title: "{TITLE}", content: {json.dumps(BODY, ensure_ascii=False)}}};</script>',
        f"<script>var d = {json.dumps({'body': html.escape(BODY)})};</script>",
        f'<textarea id="content" style="display:none">{FIELD}</textarea><div id="show"></div>',
        f'<input type="hidden" value="{FIELD}">',
        f'<iframe srcdoc="{html.escape(f"<html><body>{BODY}</body></html>")}"></iframe>',
    ],
)
def test_a_carried_article_is_the_document(carrier: str) -> None:
    document = read(page(carrier, around="<div>2023-06-07 10:00 来源：青石县水务局</div>").encode())
    assert_spans(document)
    assert document.text.splitlines()[-1] == "自评得分96分。"
    assert TITLE in document.text
    assert "青石县水务局" in document.text
    assert "栏目3" not in document.text


def test_what_the_page_shows_holds_before_what_it_carries() -> None:
    other = html.escape("<p>" + "另一篇文章的正文。" * 30 + "</p>")
    document = read(page(f'<div id="zoom">{BODY}{PARAGRAPHS}</div><textarea>{other}</textarea>').encode())
    assert "另一篇" not in document.text


@pytest.mark.parametrize(
    "carrier",
    [
        "<textarea>请输入您的意见</textarea>",
        '<script>var a = {"content": "\\x3cp\\x3e' + "一" * 300 + '"};</script>',
        '<script>var a = {"content": "<p>' + "一" * 300 + "</script>",
        "<script>" + 'content:"' * 5000 + "</script>",
        "<textarea>" + "&lt;div&gt;" * 9000 + "一" * 300 + "</textarea>",
    ],
)
def test_other_scripts_and_fields_are_no_articles(carrier: str) -> None:
    document = read(page(f"<p>{TITLE}公布于本页，共有若干段正文。</p>{carrier}").encode())
    assert "意见" not in document.text
    assert "一一一" not in document.text


def test_a_page_of_nothing_but_scripts_is_empty() -> None:
    with pytest.raises(UnreadableError, match="no text"):
        read(b"<html><body><script>var a = {content: 'x'};</script></body></html>")


def test_a_label_and_its_value_in_boxes_of_their_own_stay_together() -> None:
    box = (
        '<div class="gk"><div class="l">索引号</div><div class="r">K12345678/2023-00099</div>'
        '<div class="l">公开日期：</div><div class="r">2023-06-07</div><div>欢迎您</div></div>'
    )
    lines = read(page(f'<div id="zoom">{BODY}</div>', around=f"{box}<h2>{TITLE}</h2>").encode()).text.splitlines()
    assert lines[:5] == ["索引号", "K12345678/2023-00099", "公开日期：", "2023-06-07", TITLE]


def test_a_bare_day_under_the_title_is_page_data() -> None:
    around = f'<h1>{TITLE}</h1><div class="d">2023-06-07 10:20</div><div>欢迎您</div>'
    lines = read(page(f'<div id="zoom">{BODY}</div>', around=around).encode()).text.splitlines()
    assert lines[:3] == [TITLE, "2023-06-07 10:20", "一、项目概况"]


def test_a_title_broken_for_the_eye_is_one_line() -> None:
    around = "<h1>青石县水务局<br/>2022年度农村供水项目支出绩效自评报告</h1>"
    document = read(page(f'<div id="zoom">{BODY}</div>', around=around).encode())
    assert document.blocks[0].text == "青石县水务局2022年度农村供水项目支出绩效自评报告"


def test_what_a_frameset_says_to_programs_without_frames_is_its_body() -> None:
    frames = f'<frameset cols="20%,80%"><frame src="a.html"><noframes><body><h1>{TITLE}</h1>{BODY}</body></noframes>'
    assert read(f"<html>{frames}</frameset></html>".encode()).text.startswith(TITLE)


def test_the_names_of_columns_behind_a_title_are_cut_off() -> None:
    head = f"<head><title>{TITLE}-绩效信息-青石县水务局</title></head>"
    markup = f'<html>{head}<body><div id="zoom">{BODY}</div></body></html>'
    assert read(markup.encode()).blocks[0].text == TITLE


def test_a_short_article_in_a_script_is_read_where_the_page_shows_nothing() -> None:
    body = f"<p>{TITLE}</p><p>全年预算数120万元，全年执行数118.5万元，执行率98.75%，自评得分99分。</p>"
    state = json.dumps({"detail": {"content": body}}, ensure_ascii=False)
    document = read(f"<html><body><div id=app></div><script>var state={state};</script></body></html>".encode())
    assert document.text.splitlines()[-1].endswith("自评得分99分。")
