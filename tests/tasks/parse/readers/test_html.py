"""Pages: content, furniture, what a page says of itself."""

from __future__ import annotations

import pytest

from tasks.parse.readers import read
from tests.tasks.parse.readers.samples import FOOTER, FORM, NAVIGATION, PARAGRAPHS, TITLE, assert_spans, cells, page

BODY = f"<p>一、项目概况</p>{PARAGRAPHS}{FORM}"


@pytest.mark.parametrize(
    "container",
    [
        '<div class="TRS_Editor">{}</div>',
        '<div id="vsb_content_2"><div class="v_news_content">{}</div></div>',
        "<ucapcontent>{}</ucapcontent>",
        '<div id="zoom">{}</div>',
        '<div class="con"><div class="box">{}</div></div>',
        "<table><tr><td>左栏</td><td><table><tr><td>{}</td></tr></table></td></tr></table>",
    ],
)
def test_content_is_found_in_every_container(container: str) -> None:
    document = read(page(container.format(BODY)).encode())
    assert_spans(document)
    kinds = [(block.kind, block.level) for block in document.blocks]
    assert kinds == [("heading", 1), ("heading", 2)] + [("paragraph", 0)] * 12 + [("table", 0)]
    assert document.blocks[0].text == TITLE
    assert "栏目3" not in document.text
    assert "主办单位" not in document.text
    assert "栏目3" in document.meta.furniture
    assert document.meta.site_id_code == "4399990003"


def test_title_information_box_and_publication_line_around_the_content_are_kept() -> None:
    around = (
        f"<h2>{TITLE}</h2><table><tr><td>索引号</td><td>439/2023-1</td><td>发布机构</td><td>青石县水务局</td></tr></table>"
        "<ul><li><b>文号</b><span>青水〔2023〕7号</span></li></ul><dl><dt>主题词</dt><dd>供水</dd></dl>"
        '<div>发布时间：2023-03-01 10:00 <a href="#">打印本页</a></div><div>上一篇：<a href="/x">其他</a></div>'
    )
    document = read(page(f'<div id="zoom">{BODY}</div>', around=around).encode())
    texts = [block.text for block in document.blocks[:5]]
    assert texts == [
        TITLE,
        "索引号\t439/2023-1\t发布机构\t青石县水务局",
        "文号 青水〔2023〕7号",
        "主题词 供水",
        "发布时间：2023-03-01 10:00 打印本页",
    ]
    assert "上一篇" in document.meta.furniture


def test_what_a_page_says_of_itself() -> None:
    head = (
        '<meta content="4399990003" name="SiteIDCode"><META NAME="PubDate" CONTENT="2023-03-01 10:00">'
        '<meta name="ArticleTitle" content="供水项目自评"><meta name="PubDate" content="later">'
    )
    document = read(page(BODY + '<p>附件：<a href="./P0202303.xls">自评表.xls</a></p>', head=head).encode())
    assert document.meta.tags == {
        "siteidcode": "4399990003",
        "pubdate": "2023-03-01 10:00",
        "articletitle": "供水项目自评",
    }
    assert document.meta.html_title == f"{TITLE}_青石县人民政府"
    assert ("./P0202303.xls", "自评表.xls") in [(link.href, link.text) for link in document.meta.links]
    assert document.blocks[-1].text == "附件：自评表.xls"


def test_gbk_page_that_calls_itself_xls() -> None:
    data = f'<html><head><meta charset="gb2312"></head><body>{FORM}</body></html>'.encode("gbk")
    document = read(data, content_type="application/vnd.ms-excel", name="自评表.xls")
    assert document.format == "html"
    assert document.charset == "gb18030"
    assert cells(document) == [["项目资金", "年初预算数", "全年执行数"], ["120.50", ""], ["合计"]]


def test_scripts_styles_hidden_words_and_comments_are_no_text() -> None:
    noise = '<script>var 甲="乙"</script><style>.a{}</style><!-- 注 --><span style="DISPLAY: none">投注平台</span>'
    document = read(page(f"<div id=zoom><p>投入{noise}120万元。</p></div>").encode())
    assert document.blocks[-1].text == "投入120万元。"


def test_line_breaks_and_blanks() -> None:
    document = read(
        page('<div id="zoom">　　一、项目概况<br>　　投入&nbsp;&nbsp;120万元。<br/><br/>好。</div>').encode()
    )
    assert [block.text for block in document.blocks[1:]] == ["一、项目概况", "投入 120万元。", "好。"]


def test_a_number_that_wrapped_markup_breaks_is_whole_again() -> None:
    wrapped = "投入1,234.\n56万元，支出1\n.5万元，计1,\n234.56万元。1.\n2.5万元"
    document = read(page(f"<div id=zoom><p>{wrapped}</p></div>").encode())
    assert document.blocks[-1].text == "投入1,234.56万元，支出1.5万元，计1,234.56万元。1. 2.5万元"


def test_unclosed_formatting_does_not_grow_with_the_square() -> None:
    markup = "".join(f"<font color={n}>第{n}行<p>" for n in range(6000))
    document = read(f"<html><body><div id=zoom>{markup}</div></body></html>".encode())
    assert document.text.count("\n") == 5999


def test_footer_of_a_short_page_is_not_its_content() -> None:
    markup = f'<html><body>{NAVIGATION}<div class="content"><p>见附件。</p></div>{FOOTER}</body></html>'
    assert read(markup.encode()).text == "见附件。"


def test_titles_of_other_articles_behind_the_content_are_furniture() -> None:
    beside = "<ul><li>2020年度某校自评得分99分的自评报告</li><li>关于下达500万元资金的通知</li></ul>"
    document = read(page(f'<div class="TRS_Editor">{BODY}</div>{beside}').encode())
    assert "99分" not in document.text
    assert "99分" in document.meta.furniture


@pytest.mark.parametrize(
    "line",
    [
        "#PAGE_BREAK#",
        "_ueditor_page_break_tag_",
        "[NextPage]",
        "#p#分页标题#e#",
        "上一页 1 2 3 下一页",
        "首页 上页 [1] [2] 下页 尾页",
        "共3页 1 2 3 下一页 尾页",
        "<< 上一页 1 2 ... 9 下一页 >>",
    ],
)
def test_page_breaks_and_pagers_inside_an_article_are_no_text(line: str) -> None:
    text = line.replace("<", "&lt;").replace(">", "&gt;")
    document = read(page(f'<div id="zoom">{BODY}<p>{text}</p><p>三、自评结论</p></div>').encode())
    assert line not in document.text
    assert document.text.endswith("三、自评结论")


@pytest.mark.parametrize("line", ["1 2 3", "第1页", "2022", "绩效自评首页共3页", "100 95"])
def test_numbers_are_no_pager(line: str) -> None:
    assert line in read(page(f'<div id="zoom">{BODY}<p>{line}</p></div>').encode()).text


@pytest.mark.parametrize("around", ["<pre>{}</pre>", '<div style="white-space: pre-wrap"><span>{}</span></div>'])
def test_lines_that_a_page_shows_as_they_are_written(around: str) -> None:
    lines = "2023年度青石县供水项目绩效自评报告\n一、项目概况\n  全年预算120万元。\n\n二、绩效情况\n已完成。"
    page = f'<html><body><div id="zoom"><p>附:</p>{around.format(lines)}</div></body></html>'
    texts = [block.text for block in read(page.encode()).blocks]
    assert texts == ["附:", *(line.strip() for line in lines.split("\n") if line)]


@pytest.mark.parametrize("name", ["青石县人民政府", "青石县水务局", "一、项目概况"])
def test_the_name_of_a_site_or_a_section_is_no_title(name: str) -> None:
    page = f"<html><head><title>{name}</title></head><body><p>全年预算120万元，支出118万元。</p></body></html>"
    assert [block.text for block in read(page.encode()).blocks] == ["全年预算120万元，支出118万元。"]
