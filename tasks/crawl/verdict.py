"""What an answer really is: the page asked for, or a refusal, a challenge, an empty shell, a soft 404.

The signs are those that government sites and their firewalls show (瑞数, 加速乐, 阿里云盾, 创宇盾 ...). A challenge
is recorded and left alone, never solved.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tasks.crawl.html import HtmlError, Page, visible_text
from tasks.crawl.outcome import Next, Verdict

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
    ("人机验证", "a captcha"),
    ("拖动滑块", "a captcha"),
    ("tencentcaptcha", "a captcha"),
    ("geetest", "a captcha"),
    ("aliyun_waf", "a challenge of 阿里云盾"),
    ("/cdn-cgi/challenge-platform", "a challenge of a delivery network"),
    ("security_session_verify", "a challenge of 云锁"),
    ("wzwschallenge", "a challenge of 360网站卫士"),
    ("疑似黑客攻击", "a block page of a firewall"),
    ("云防护", "a block page of a firewall"),
    ("访问受限", "a block page of a firewall"),
    ("访问验证", "a captcha"),
    ("请完成验证", "a captcha"),
    ("点击完成验证", "a captcha"),
    ("captcha-box", "a captcha"),
    ("请开启javascript", "a page that asks for JavaScript"),
    ("请启用javascript", "a page that asks for JavaScript"),
    ("checking your browser", "a challenge of a delivery network"),
    ("just a moment...", "a challenge of a delivery network"),
    ("request rejected", "a block page of a firewall"),
    ("百度云加速", "a block page of a delivery network"),
    ("玄武盾", "a block page of a firewall"),
    ("护卫神", "a block page of a firewall"),
    ("网站管理员设置拦截", "a block page of a firewall"),
    ("请求被拦截", "a block page of a firewall"),
    ("请求已被拦截", "a block page of a firewall"),
    ("您的访问已被拦截", "a block page of a firewall"),
    ("可能对网站造成安全威胁", "a block page of a firewall"),
    ("非法请求", "a block page of a firewall"),
    ("ip已被", "a page that says that our address is shut out"),
    ("ip地址已被", "a page that says that our address is shut out"),
    ("访问频率过高", "a page that says we ask too often"),
    ("操作过于频繁", "a page that says we ask too often"),
    ("请求过于频繁", "a page that says we ask too often"),
)
_MISSING = re.compile(
    r"页面不存在|找不到(?:该|您|你|此)?.{0,8}(?:页面|网页|文件|内容)"
    r"|(?:页面|文章|内容|信息)(?:已被|已经被|已)?(?:删除|撤销|下线)|您访问的.{0,10}不存在|无法找到.{0,6}(?:页|资源|文件)"
    r"|page ?not ?found|404 ?not ?found|(?<!\d)404(?!\d).{0,12}(?:错误|error|not ?found)",
    re.IGNORECASE,
)
_MISSING_IN_FEW_WORDS = re.compile(
    r"(?:页面?|文章|内容|信息|资源|文件|网页|稿件|栏目)(?:已|已经|已被)?(?:不存在|删除|撤销|下线|下架|过期|失效|走丢|跑丢|找不到)"
    r"|没有找到(?:您|你|该|此|要|页|网页|文件)|(?:走|跑)丢了"
)
_FEW_WORDS = 120
"""Characters up to which a page that says such a thing says nothing else."""
_HOME = re.compile(r"/?(?:(?:index|default)\.(?:s?html?|jsp|aspx?|php))?", re.IGNORECASE)
_SCRIPT_REDIRECT = re.compile(
    r"location(?:\.href)?\s*=\s*(?:[\"']([^\"'<>]{1,500})[\"'])?"
    r"|location\.(?:replace|assign)\(\s*(?:[\"']([^\"'<>]{1,500})[\"'])?"
    r"|http-equiv=[\"']?refresh",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*(\d{0,4}(?:\.\d{0,3})?)\s*[;,]\s*url\s*=\s*[\"']?([^\"']+)", re.IGNORECASE)
_AT_ONCE = 10.0
"""Seconds; a page that is fetched anew after a longer time is one that keeps itself fresh."""
_LOGIN = re.compile(r"/(?:login|signin|sign-in|passport|cas|sso)(?:[/.;_-]|$)", re.IGNORECASE)
_PASSWORD = re.compile(r"<input[^>]{0,300}type\s*=\s*[\"']?password", re.IGNORECASE)
_SHOWS_OTHERWISE = re.compile(r"<(?:iframe|frame|embed|object|img|video|canvas|a)\b|showVsbpdfIframe", re.IGNORECASE)
_INSTEAD = "a web page came in place of the file"
_NEVER_HTML = re.compile(r"\.(?:pdf|docx|xlsx|zip|rar|ofd)$", re.IGNORECASE)
"""Files that no site writes as HTML, as it does write tables under .xls and texts under .doc."""


def judge_status(status: int, page: Page) -> Verdict | None:
    """What a status says, with the page that came with a refusal; None where the body has to be looked at."""
    if 200 <= status < 300:
        if status == 206:
            return Verdict("partial", "the server sent a part that was not asked for (206)")
        if status == 202 and _is_script_only(page):
            return Verdict("blocked", "a JavaScript challenge (202)", of_host=True)
        return None
    if status in (404, 410):
        return Verdict("gone", f"the server answers {status}")
    if status in (412, 521):
        return Verdict("blocked", f"a JavaScript challenge ({status})", of_host=True)
    challenge = _challenge_in(page)
    if challenge is not None:
        return Verdict("blocked", f"{challenge} ({status})", of_host=True)
    reason = f"the server answers {status}"
    if status == 429:
        return Verdict("refused", reason, Next.TONIGHT, of_host=True)
    if status in (401, 403, 405, 407, 451):
        return Verdict("refused", reason, of_host=True)
    if status == 408:
        return Verdict("timed_out", reason)
    return Verdict("broken", reason, None if status >= 500 else Next.NEXT_NIGHT, of_host=status in (502, 503, 504))


def judge_redirect(asked: str, found: str) -> Verdict | None:
    """Removed articles are often answered by a redirect to the home page, an error page, or a login page."""
    before, after = urlsplit(asked).path, urlsplit(found).path
    if after != before and _LOGIN.search(after) and not _LOGIN.search(before):
        return Verdict("refused", f"the server sends on to a login page ({after[:100]})")
    if after != before and before.strip("/") and (_HOME.fullmatch(after) or "404" in after.rsplit("/", 1)[-1]):
        return Verdict("gone", f"the server sends on to {after or '/'}")
    return None


def judge_body(page: Page, role: str, asked: str = "") -> Verdict | None:
    """What a body with status 200 is, where it is not what was asked for.

    A robots.txt is only held against challenges: an empty one and a web page in its place are no rules.
    """
    if role == "robots":
        challenge = _challenge_in(page)
        return Verdict("blocked", challenge, of_host=True) if challenge else None
    if not page.body or page.body.isspace():
        # Mostly a file that was lost at the site; asking twice more tonight would cost the host and the night.
        return Verdict("broken", "the body is empty", Next.NEXT_NIGHT)
    if page.body.startswith(b"\x1f\x8b") and role != "attachment" and "html" in (page.content_type or "").lower():
        return Verdict("broken", "the page is compressed once more than its headers say", Next.NEXT_NIGHT)
    if not page.is_html:
        return None
    if role == "attachment" and _NEVER_HTML.search(urlsplit(asked).path):
        return _short_page(page, role) or Verdict("broken", _INSTEAD, Next.NEXT_NIGHT)
    return _short_page(page, role)


def refresh_target(page: Page) -> str | None:
    """Where a page sends every reader at once (`<meta http-equiv=refresh>`); None where it does not."""
    if len(page.body) > _LONGEST_SHORT_PAGE or b"refresh" not in page.body.lower():
        return None
    try:
        tree = page.tree
    except HtmlError:
        return None
    for node in tree.css("meta[http-equiv][content]"):
        found = _REFRESH.match(node.attributes.get("content") or "")
        refreshes = (node.attributes.get("http-equiv") or "").strip().lower() == "refresh"
        if refreshes and found and float(found[1] if found[1] not in ("", ".") else 0) <= _AT_ONCE:
            return found[2].strip()
    return None


def _short_page(page: Page, role: str) -> Verdict | None:
    text = _little_text(page)
    if text is None:
        return None
    challenge = _challenge(page.text, text)
    if challenge:
        return Verdict("blocked", challenge, of_host=True)
    missing = _missing(text)
    if missing is None and refresh_target(page):
        return Verdict("changed_shape", "the page only sends on to another one")
    return missing or _login(page.text, text) or _shell(page, text, role) or _instead_of_file(page.text, role)


def _challenge_in(page: Page) -> str | None:
    """The challenge that a short page is, with whatever status it came."""
    text = _little_text(page) if page.body and page.is_html else None
    return None if text is None else _challenge(page.text, text)


def _little_text(page: Page) -> str | None:
    """The text of a page that says little; None for any other."""
    if len(page.body) > _LONGEST_SHORT_PAGE:
        return None
    try:
        text = None if page.shows(SHORT_TEXT) else visible_text(page.text)
    except HtmlError:
        return None
    return text if text is not None and len(text) < SHORT_TEXT else None


def _challenge(page: str, text: str) -> str | None:
    head = page[:_HEAD].lower()
    for sign, meaning in _CHALLENGES:
        if sign in head and (sign not in ("document.cookie", "please enable javascript") or len(text) < 100):
            return meaning
    return None


def _missing(text: str) -> Verdict | None:
    found = _MISSING.search(text) or (_MISSING_IN_FEW_WORDS.search(text) if len(text) <= _FEW_WORDS else None)
    return Verdict("gone", f"a page with status 200 that says {found.group(0)!r}") if found else None


def _login(page: str, text: str) -> Verdict | None:
    if len(text) <= _FEW_WORDS and _PASSWORD.search(page):
        return Verdict("refused", "a login page came")
    return None


def _is_script_only(page: Page) -> bool:
    """Whether a reader without scripts sees nothing at all."""
    text = _little_text(page) if page.is_html else None
    return text is not None and len(text) < 10 and "<script" in page.text.lower()


def _shell(page: Page, text: str, role: str) -> Verdict | None:
    found = _SCRIPT_REDIRECT.search(page.text) if len(text) < 50 else None
    if found is None:
        if role in ("page", "part") and _is_script_only(page) and not _SHOWS_OTHERWISE.search(page.text):
            return Verdict("changed_shape", "the page shows nothing without its scripts")
        return None
    target = next((group for group in found.groups() if group), "")[:200]
    onward = f": {target}" if target else ""
    return Verdict("changed_shape", f"the page only sends on to another one by script{onward}")


def _instead_of_file(page: str, role: str) -> Verdict | None:
    # Tables saved as HTML under .xls or .doc are real attachments; a short page without one is an error page.
    if role == "attachment" and "<table" not in page.lower():
        return Verdict("broken", _INSTEAD, Next.NEXT_NIGHT)
    return None
