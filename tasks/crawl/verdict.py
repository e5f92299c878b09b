"""What an answer really is: the page asked for, or a refusal, a challenge, an empty shell, a soft 404.

The signs are those that government sites and their firewalls show (瑞数, 加速乐, 阿里云盾, 创宇盾 ...). A challenge
is recorded and left alone, never solved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from tasks.crawl.charset import decode
from tasks.crawl.html import HtmlError, parse_html

SHORT_TEXT = 600
"""Characters: challenge and error pages say little, whereas a real page may well have a login box with a captcha."""
_LONGEST_SHORT_PAGE = 1024 * 1024
_HEAD = 3000
_CHALLENGES = (
    ("__jsl_clearance", "a challenge of 加速乐"),
    ("acw_sc__v2", "a challenge of 阿里云盾"),
    ("$_ts=", "a challenge of 瑞数"),
    ("please enable javascript", "a page that asks for JavaScript"),
    ("document.cookie", "a page that sets a cookie by script"),
    ("创宇盾", "a block page of 创宇盾"),
    ("安全狗", "a block page of 安全狗"),
    ("网站防火墙", "a block page of a firewall"),
    ("web应用防火墙", "a block page of a firewall"),
    ("访问被拦截", "a block page of a firewall"),
    ("访问被阻断", "a block page of a firewall"),
    ("请求疑似攻击", "a block page of a firewall"),
    ("访问过于频繁", "a page that says we ask too often"),
    ("滑动验证", "a captcha"),
    ("安全验证", "a captcha"),
    ("请输入验证码", "a captcha"),
    ("codevalue", "a captcha"),
)
_MISSING = re.compile(
    r"页面不存在|找不到(?:该|您|你|此)?.{0,8}(?:页面|网页|文件|内容)"
    r"|(?:页面|文章|内容|信息)(?:已被|已经被|已)?(?:删除|撤销|下线)|您访问的.{0,10}不存在|无法找到.{0,6}(?:页|资源|文件)"
    r"|page ?not ?found|404 ?not ?found|(?<!\d)404(?!\d).{0,12}(?:错误|error|not ?found)",
    re.IGNORECASE,
)
_HOME = re.compile(r"/?(?:(?:index|default)\.(?:s?html?|jsp|aspx?|php))?", re.IGNORECASE)
_SCRIPT_REDIRECT = re.compile(r"location(?:\.href)?\s*=|location\.replace\(|http-equiv=[\"']?refresh", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """An outcome other than ok, and why."""

    outcome: str
    reason: str


def judge_status(status: int) -> Verdict | None:
    """What a status says by itself; None where the body has to be looked at."""
    if 200 <= status < 300:
        return None if status != 206 else Verdict("partial", "the server sent a part that was not asked for (206)")
    if status in (404, 410):
        return Verdict("gone", f"the server answers {status}")
    if status in (412, 521):
        return Verdict("blocked", f"a JavaScript challenge ({status})")
    if status in (401, 403, 405, 407, 429, 451):
        return Verdict("refused", f"the server answers {status}")
    return Verdict("broken", f"the server answers {status}")


def judge_redirect(asked: str, found: str) -> Verdict | None:
    """Removed articles are often answered by a redirect to the home page or to an error page."""
    before, after = urlsplit(asked).path, urlsplit(found).path
    if after != before and before.strip("/") and (_HOME.fullmatch(after) or "404" in after.rsplit("/", 1)[-1]):
        return Verdict("gone", f"the server sends on to {after or '/'}")
    return None


def judge_body(body: bytes, content_type: str | None, role: str) -> Verdict | None:
    """What a body with status 200 is, where it is not what was asked for."""
    if not body.strip():
        return Verdict("broken", "the body is empty")
    if len(body) > _LONGEST_SHORT_PAGE or not _is_html(body, content_type):
        return None
    page = decode(body, content_type)
    try:
        text = visible_text(page)
    except HtmlError:
        return None
    if len(text) >= SHORT_TEXT:
        return None
    return _challenge(page, text) or _missing(text) or _shell(page, text) or _instead_of_file(page, role)


def visible_text(page: str) -> str:
    """What a reader sees of a page, without spaces."""
    tree = parse_html(page)
    tree.strip_tags(["script", "style", "noscript", "template"])
    root = tree.body or tree.root
    return re.sub(r"\s+", "", root.text()) if root is not None else ""


def _is_html(body: bytes, content_type: str | None) -> bool:
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head", b"<script", b"<body", b"<meta")) or (
        "html" in (content_type or "").lower() and start.startswith(b"<")
    )


def _challenge(page: str, text: str) -> Verdict | None:
    head = page[:_HEAD].lower()
    for sign, meaning in _CHALLENGES:
        if sign in head and (sign not in ("document.cookie", "please enable javascript") or len(text) < 100):
            return Verdict("blocked", meaning)
    return None


def _missing(text: str) -> Verdict | None:
    found = _MISSING.search(text)
    return Verdict("gone", f"a page with status 200 that says {found.group(0)!r}") if found else None


def _shell(page: str, text: str) -> Verdict | None:
    if len(text) < 50 and _SCRIPT_REDIRECT.search(page):
        return Verdict("changed_shape", "the page only sends on to another one by script")
    return None


def _instead_of_file(page: str, role: str) -> Verdict | None:
    # Tables saved as HTML under .xls or .doc are real attachments; a short page without one is an error page.
    if role == "attachment" and "<table" not in page.lower():
        return Verdict("broken", "a short web page came in place of the file")
    return None
