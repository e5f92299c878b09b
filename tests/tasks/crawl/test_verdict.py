"""An answer is told from what merely looks like one."""

from __future__ import annotations

import pytest

from tasks.crawl.html import Page
from tasks.crawl.verdict import judge_body, judge_redirect, judge_status
from tests.tasks.crawl.portal import article

HTML = "text/html; charset=utf-8"


def outcome(body: bytes | str, role: str = "page", content_type: str = HTML) -> str | None:
    verdict = judge_body(Page(body.encode() if isinstance(body, str) else body, content_type), role)
    return verdict.outcome if verdict else None


def test_a_real_page_passes() -> None:
    assert outcome(article("云岭县人民医院设备购置项目绩效自评报告")) is None


def test_a_real_page_with_a_login_box_and_a_word_about_captchas_passes() -> None:
    box = "<form>请输入验证码<input name=codeValue></form><script>document.cookie='a=1'</script>"
    assert outcome(article("自评报告", box)) is None


def test_a_short_page_whose_report_is_a_file_passes() -> None:
    body = (
        "<html><body><h1>2023年度部门整体支出绩效自评报告</h1><p>附件：<a href=a.pdf>自评报告.pdf</a></p></body></html>"
    )
    assert outcome(body) is None


@pytest.mark.parametrize(
    "body",
    [
        "<html><script>var arg1='AB';document.cookie='acw_sc__v2='+arg1</script></html>",
        "<script>document.cookie=('__jsl_clearance_s=1');location.href=location.pathname</script>",
        "<!DOCTYPE html><html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>",
        "<html><body>Please enable JavaScript and refresh the page.</body></html>",
        "<html><body><h3>您的请求疑似攻击行为，已被网站防火墙阻止！</h3></body></html>",
        "<html><body>访问过于频繁，请完成滑动验证后继续</body></html>",
    ],
)
def test_challenges_and_block_pages(body: str) -> None:
    assert outcome(body) == "blocked"


@pytest.mark.parametrize(
    "body",
    [
        "<html><body><p>抱歉，您访问的页面不存在或已被删除</p></body></html>",
        "<html><head><title>404</title></head><body>404 错误</body></html>",
        "<html><body>对不起，找不到您要访问的页面</body></html>",
        "<html><body>该信息已被撤销</body></html>",
    ],
)
def test_missing_pages_with_status_200(body: str) -> None:
    assert outcome(body) == "gone"
    assert outcome(body.encode("gb18030"), content_type="text/html; charset=gbk") == "gone"


@pytest.mark.parametrize("body", ["", " \r\n\t "])
def test_empty_bodies(body: str) -> None:
    assert outcome(body) == "broken"


def test_a_page_that_only_sends_on_by_script() -> None:
    assert outcome("<html><script>window.location.href='/new/';</script></html>") == "changed_shape"


def test_an_error_page_in_place_of_a_file() -> None:
    assert outcome("<html><body><script>alert('下载出错')</script>下载出错</body></html>", "attachment") == "broken"
    assert outcome("<html><body>请输入验证码后下载</body></html>", "attachment") == "blocked"


def test_a_table_saved_as_html_is_a_file() -> None:
    assert outcome("<html><body><table><tr><td>项目</td></tr></table></body></html>", "attachment") is None


def test_binary_files_are_not_looked_into() -> None:
    assert outcome(b"%PDF-1.4 404 not found", "attachment", "application/pdf") is None
    assert outcome(b"\xd0\xcf\x11\xe0acw_sc__v2", "attachment", "text/html") is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (200, None), (404, "gone"), (410, "gone"), (412, "blocked"), (521, "blocked"), (403, "refused"),
        (405, "refused"), (429, "refused"), (500, "broken"), (503, "broken"), (206, "partial"), (418, "broken"),
    ],
)  # fmt: skip
def test_statuses(status: int, expected: str | None) -> None:
    verdict = judge_status(status, Page(b""))
    assert (verdict.outcome if verdict else None) == expected


def test_a_redirect_home_means_that_the_page_is_gone() -> None:
    site = "http://czj.yunling.jxtest.gov.cn"
    for home in ("/", "/index.html", "/404.html", "/default.aspx"):
        verdict = judge_redirect(f"{site}/jxgl/1.html", site + home)
        assert verdict is not None
        assert verdict.outcome == "gone"
    assert judge_redirect(f"{site}/module/download/downfile.jsp?filename=a.pdf", f"{site}/attach/0/a.pdf") is None
    assert judge_redirect(f"{site}/", f"{site}/index.html") is None
