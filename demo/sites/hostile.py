"""Sites that misbehave in every way that is known of real ones and of attackers, with the class each answer belongs to.

They are a world of their own, apart from the portal's: nothing is published there, and a crawl of them must only end
soon, with every fetch in its class and nothing asked elsewhere.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from demo.sites import hostile_acts as acts
from demo.sites.hostile_acts import Act, report, say, short

COLUMN = "/jxgl/"
_GOOD = say(report("一份正常的绩效自评报告"))
_LOGIN = short("<form>用户名<input name='u'>密码<input type='password' name='p'></form>")
_ROBOTS = say(b"User-agent: *\nDisallow: /admin/\n", Content_Type="text/plain")


@dataclass(frozen=True, slots=True)
class Trap:
    """An address that misbehaves, and the class of outcome (`warehouse.vocabulary`) that a fetch of it must have."""

    act: Act
    outcome: str


@dataclass(frozen=True, slots=True)
class HostileSite:
    """A host with a list of its traps. `expected` are the outcomes by path; what it leaves out must not be asked for.

    `others` are addresses that no list names. `state` is the state of the source in the summary of a night.
    """

    name: str
    traps: Mapping[str, Trap]
    state: str = "amber"
    robots: Act = _ROBOTS
    listing: Act | None = None
    others: Mapping[str, Act] = field(default_factory=dict)
    expected: Mapping[str, str] | None = None

    @property
    def host(self) -> str:
        """The name under which it is crawled."""
        return f"{self.name}.jxtest.gov.cn"

    def act(self, path: str) -> Act:
        """What answers a path."""
        if path == "/robots.txt":
            return self.robots
        if path == COLUMN:
            return self.listing or say(self._list())
        if path in self.traps:
            return self.traps[path].act
        return self.others.get(path) or say(short("您访问的页面不存在"), 404)

    @property
    def outcomes(self) -> Mapping[str, str]:
        """The class that a fetch of each path must have."""
        if self.expected is not None:
            return self.expected
        own = {path: trap.outcome for path, trap in self.traps.items()}
        return {"/robots.txt": "ok", COLUMN: "ok"} | own

    def _list(self) -> bytes:
        rows = "".join(
            f'<li><a href="{path}">第{number}号项目支出绩效自评报告</a><span>2024-05-06</span></li>'
            for number, path in enumerate(self.traps)
        )
        return short(f"<ul class='list'>{rows}</ul><div>共{len(self.traps)}条</div>")


def hostile_sites(canary: str) -> tuple[HostileSite, ...]:
    """All of them. `canary` is an address and port on this machine that must never be asked: `127.0.0.1:4444`."""
    return (
        _site("bodies", _bodies()),
        _site("connections", _connections()),
        _site("redirects", _redirects(canary), _WHERE_REDIRECTS_LEAD),
        _site("pages", _pages()),
        _site("load", _load()),
        _site("blocks", _blocks()),
        *_blocking(),
        *_robots(),
        *_unreadable_robots(),
        _one_page_for_all(),
        HostileSite("calendar", {}, listing=_calendar(1), others=_calendar_pages(), expected=None),
    )


def _site(name: str, traps: Mapping[str, Trap], others: Mapping[str, Act] | None = None) -> HostileSite:
    """Between two traps stands a good page, so that one trap is not taken for the end of the host."""
    mixed: dict[str, Trap] = {}
    for number, (path, trap) in enumerate(traps.items()):
        mixed[path] = trap
        mixed[f"/good/{number}.html"] = Trap(say(report(f"{name}的第{number}份绩效自评报告")), "ok")
    return HostileSite(name, mixed, others=others or {})


_WHERE_REDIRECTS_LEAD = {
    "/": say(report("首页")),
    "/kept/1.html": _GOOD,
    "/login.jsp": say(_LOGIN),
    **{f"/r/{number}.html": acts.onward(f"/r/{number + 1}.html", 301) for number in range(20)},
}


def _bodies() -> dict[str, Trap]:
    page = report("半份报告")
    packed = gzip.compress(report("两次压缩"))
    return {
        "/t/longer.html": Trap(acts.too_long(report("长一些")), "ok"),
        "/t/lengths.html": Trap(acts.two_lengths(page), "broken"),
        "/t/size.html": Trap(acts.bad_chunk(page), "partial"),
        "/t/twice.html": Trap(say(gzip.compress(packed), Content_Encoding="gzip"), "broken"),
        "/t/silently.html": Trap(say(packed), "broken"),
        "/t/list.html": Trap(say(gzip.compress(packed), Content_Encoding="gzip, gzip"), "broken"),
        "/t/bare.html": Trap(say(zlib.compress(report("裸流"))[2:-4], Content_Encoding="deflate"), "ok"),
        "/t/nothing.html": Trap(acts.raw(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"), "broken"),
        "/t/length.html": Trap(acts.too_short(page), "partial"),
        "/t/chunk.html": Trap(acts.cut_chunk(page), "partial"),
        "/t/half.html": Trap(acts.reset(acts.head(200, {"Content-Length": "90000"}) + page), "partial"),
        "/t/gzip.html": Trap(acts.bomb("gzip"), "broken"),
        "/t/deflate.html": Trap(acts.bomb("deflate"), "broken"),
        "/t/damaged.html": Trap(say(b"\x1f\x8b\x08 no gzip at all", Content_Encoding="gzip"), "broken"),
        "/t/br.html": Trap(say(b"\x0b\x02\x80", Content_Encoding="br"), "broken"),
        "/t/zstd.html": Trap(say(b"\x28\xb5\x2f\xfd\x00", Content_Encoding="zstd"), "broken"),
        "/t/endless.html": Trap(acts.endless_chunks(), "broken"),
        "/t/empty.html": Trap(say(b" \r\n"), "broken"),
        "/t/part.html": Trap(say(page, 206), "partial"),
        "/t/line.html": Trap(say(report("长行", "x" * 1_000_000)), "ok"),
        "/t/deep.html": Trap(say(report("深处", "<div>" * 60_000)), "ok"),
        "/t/charset.html": Trap(say(report("错标").decode().encode("gb18030")), "ok"),
    }


def _connections() -> dict[str, Trap]:
    page = report("慢")
    length = {"Content-Type": "text/html", "Content-Length": "900000"}
    return {
        "/t/silent.html": Trap(acts.stall(), "timed_out"),
        "/t/stalled.html": Trap(acts.stall(acts.head(200, length) + page), "timed_out"),
        "/t/drip.html": Trap(acts.drip(acts.head(200, length)), "timed_out"),
        "/t/slow-head.html": Trap(acts.drip(b"HTTP/1.1 200 OK\r\nX-Slow: "), "timed_out"),
        "/t/reset.html": Trap(acts.reset(), "broken"),
        "/t/closed.html": Trap(acts.raw(b""), "broken"),
        "/t/garbage.html": Trap(acts.raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "broken"),
        "/t/flood.html": Trap(acts.flood(2000), "broken"),
        "/t/headers.html": Trap(acts.endless_headers(), "broken"),
        "/t/lines.html": Trap(acts.flood(10_000), "broken"),
        "/t/wide.html": Trap(acts.odd_header(b"v" * 1_000_000), "broken"),
        "/t/nul.html": Trap(acts.odd_header(b"a\x00b"), "broken"),
        "/t/gbk.html": Trap(acts.odd_header("预算".encode("gb18030") + b"\xff"), "ok"),
        "/t/promises.html": Trap(acts.promises(), "broken"),
        "/t/first.html": Trap(acts.raw(page), "broken"),
        "/t/second.html": Trap(acts.old(b"HTTP/1.0 200 OK", report("旧一")), "ok"),
        "/t/reason.html": Trap(acts.old(b"HTTP/1.1 200", report("旧二")), "ok"),
        "/t/feeds.html": Trap(acts.old(b"HTTP/1.1 200 OK", report("旧三"), b"\n"), "ok"),
        "/t/status.html": Trap(acts.old(b"HTTP/1.1 2OO OK", page), "broken"),
        "/t/unasked.html": Trap(say(b"", 304), "broken"),
    }


def _redirects(canary: str) -> dict[str, Trap]:
    port = canary.rpartition(":")[2]
    return {
        "/t/self.html": Trap(acts.onward("/t/self.html"), "broken"),
        "/t/a.html": Trap(acts.onward("/t/b.html"), "broken"),
        "/t/b.html": Trap(acts.onward("/t/a.html", 307), "broken"),
        "/t/chain.html": Trap(acts.onward("/r/0.html"), "broken"),
        "/t/cookie.html": Trap(acts.cookies_without_end("/t/cookie.html"), "broken"),
        "/t/login.html": Trap(acts.onward("/login.jsp"), "refused"),
        "/t/again.html": Trap(acts.refreshing("/t/again.html"), "broken"),
        "/t/elsewhere.html": Trap(acts.onward("//www.elsewhere.jxtest.gov.cn/1.html"), "refused"),
        "/t/six.html": Trap(acts.onward(f"http://[::1]:{port}/"), "refused"),
        "/t/user.html": Trap(acts.onward(f"http://redirects.jxtest.gov.cn@{canary}/"), "broken"),
        "/t/nowhere.html": Trap(say(b"", 302), "broken"),
        "/t/long.html": Trap(acts.onward("/" + "x" * 50_000), "broken"),
        "/t/local.html": Trap(acts.onward(f"http://{canary}/admin"), "refused"),
        "/t/decimal.html": Trap(acts.onward(f"http://2130706433:{port}/"), "refused"),
        "/t/octal.html": Trap(acts.onward(f"http://0177.0.0.1:{port}/"), "broken"),
        "/t/mapped.html": Trap(acts.onward(f"http://[::ffff:127.0.0.1]:{port}/"), "refused"),
        "/t/metadata.html": Trap(acts.onward("http://169.254.169.254/latest/meta-data/"), "refused"),
        "/t/file.html": Trap(acts.onward("file:///etc/passwd"), "broken"),
        "/t/gopher.html": Trap(acts.onward(f"gopher://{canary}/_x"), "broken"),
        "/t/home.html": Trap(acts.onward("/"), "gone"),
        "/t/kept.html": Trap(acts.onward("/kept/1.html", 301), "ok"),
        "/t/refresh.html": Trap(acts.refreshing("/kept/1.html"), "ok"),
        "/t/inward.html": Trap(acts.refreshing(f"http://{canary}/"), "refused"),
        "/t/script.html": Trap(say(short("", "<script>location.href='/kept/1.html'</script>")), "changed_shape"),
    }


def _pages() -> dict[str, Trap]:
    return {
        "/t/gone.html": Trap(say(b"", 410), "gone"),
        "/t/soft.html": Trap(say(short("抱歉,您访问的页面不存在或已被删除")), "gone"),
        "/t/offline.html": Trap(say(short("<h3>提示</h3>该信息已下架")), "gone"),
        "/t/password.html": Trap(say(_LOGIN), "refused"),
        "/t/shell.html": Trap(say(short("<div id='app'></div>", "<script src='/app.js'></script>")), "changed_shape"),
        "/t/pdf.html": Trap(say(b"%PDF-1.4 " + b"0" * 4000), "ok"),
        "/t/error.pdf": Trap(say(short("系统出错,请联系管理员")), "broken"),
        "/t/whole.pdf": Trap(say(report("整页网页冒充附件")), "broken"),
        "/t/table.xls": Trap(say(short("<table><tr><td>项目名称</td></tr></table>")), "ok"),
        "/t/teapot.html": Trap(say(b"", 418), "broken"),
    }


def _load() -> dict[str, Trap]:
    return {
        "/t/wait.html": Trap(acts.first(say(b"", 429, Retry_After="1"), _GOOD), "ok"),
        "/t/past.html": Trap(acts.first(say(b"", 429, Retry_After="Fri, 01 Mar 2024 08:00:00 GMT"), _GOOD), "ok"),
        "/t/soon.html": Trap(acts.first(say(b"", 503, Retry_After="soon"), _GOOD), "ok"),
        "/t/often.html": Trap(say(b"", 429), "refused"),
        "/t/burst.html": Trap(acts.first(say(b"", 503), _GOOD), "ok"),
        "/t/error.html": Trap(say(b"", 500), "broken"),
        "/t/forbidden.html": Trap(say(short("Forbidden"), 403), "refused"),
    }


_RUISHU = short("", '<script r="m">$_ts=window["$_ts"];if(!$_ts)$_ts={};</script>')
_JIASULE = short("", "<script>document.cookie='__jsl_clearance_s=17.1|0|x';location.href=location.pathname</script>")
_ALIYUN = short("", "<script>var arg1='AB12';document.cookie='acw_sc__v2='+arg1;location.reload()</script>")
_CAPTCHA = short("访问过于频繁,请完成滑动验证后继续访问")


def _blocks() -> dict[str, Trap]:
    return {
        "/t/ruishu.html": Trap(say(_RUISHU, 412), "blocked"),
        "/t/jiasule.html": Trap(say(_JIASULE, 521), "blocked"),
        "/t/aliyun.html": Trap(say(_ALIYUN), "blocked"),
        "/t/accepted.html": Trap(say(_RUISHU.replace(b"$_ts", b"$_tz"), 202), "blocked"),
        "/t/human.html": Trap(say(short("<h2>人机验证</h2>请完成下列操作")), "blocked"),
        "/t/knownsec.html": Trap(say(short("当前访问已被创宇盾拦截", "<title>405</title>")), "blocked"),
        "/t/safedog.html": Trap(say(short("您的请求带有不合法的参数,已被安全狗拦截")), "blocked"),
        "/t/cloud.html": Trap(say(short("", "<title>Just a moment...</title>"), 403), "blocked"),
        "/t/captcha.html": Trap(say(_CAPTCHA), "blocked"),
        "/t/firewall.html": Trap(say(short("您的请求疑似攻击行为,已被网站防火墙阻止"), 403), "blocked"),
    }


def _blocking() -> tuple[HostileSite, ...]:
    """Hosts that turn everything away: after a few questions nothing more is asked."""
    items = {f"/t/{number}.html": Trap(say(_RUISHU, 412), "blocked") for number in range(9)}
    stopped = {"/robots.txt": "ok", COLUMN: "ok"} | {f"/t/{number}.html": "blocked" for number in range(3)}
    later = {f"/t/{number}.html": Trap(say(b"", 503, Retry_After="86400"), "refused") for number in range(9)}
    never = {f"/t/{number}.html": Trap(say(b"", 429, Retry_After="9" * 40), "refused") for number in range(9)}
    soonest = {"/robots.txt": "ok", COLUMN: "ok", "/t/0.html": "refused"}
    return (
        HostileSite("never", never, "red", expected=soonest),
        HostileSite("challenge", {}, "red", robots=say(_RUISHU, 412), expected={"/robots.txt": "blocked"}),
        HostileSite("wall", items, "red", expected=stopped),
        HostileSite("later", later, "red", expected=soonest),
    )


def _robots() -> tuple[HostileSite, ...]:
    """Hosts whose robots.txt cannot be had, so that they are left alone, and one whose is only too long."""
    item = {"/t/1.html": Trap(_GOOD, "ok")}
    rules = b"User-agent: *\nDisallow: /admin/\n" + b"# and so on\n" * 100_000 + b"User-agent: *\nDisallow: /\n"
    return (
        HostileSite("robots-error", item, "red", robots=say(b"", 503), expected={"/robots.txt": "broken"}),
        HostileSite("robots-silent", item, "red", robots=acts.stall(), expected={"/robots.txt": "timed_out"}),
        HostileSite("robots-loop", item, "red", robots=acts.onward("/robots.txt"), expected={"/robots.txt": "broken"}),
        HostileSite(
            "robots-cut", item, "red", robots=acts.too_short(b"User-agent: *\n"), expected={"/robots.txt": "partial"}
        ),
        HostileSite("robots-huge", item, "green", robots=say(rules, Content_Type="text/plain")),
    )


def _unreadable_robots() -> tuple[HostileSite, ...]:
    """Hosts whose robots.txt is written in an odd way, or is none."""
    item = {"/t/1.html": Trap(_GOOD, "ok")}
    no = "# 请勿抓取\nUser-agent: *\nDisallow: /t/\n"
    kept_out = {"/robots.txt": "ok", COLUMN: "ok", "/t/1.html": "refused"}
    texts = {"bom": b"\xef\xbb\xbf" + no.encode(), "utf16": no.encode("utf-16"), "gbk": no.encode("gb18030")}
    away = acts.onward("http://www.elsewhere.jxtest.gov.cn/robots.txt")
    return (
        *(HostileSite(f"robots-{name}", item, "green", say(text), expected=kept_out) for name, text in texts.items()),
        HostileSite("robots-html", item, "green", robots=say(short("您访问的页面不存在"))),
        HostileSite("robots-none", item, "green", say(b"", 404), expected={"/robots.txt": "gone", "/t/1.html": "ok"}),
        HostileSite("robots-away", item, "red", robots=away, expected={"/robots.txt": "refused"}),
    )


def _one_page_for_all() -> HostileSite:
    """A site that answers every address with the same page."""
    page = say(report("欢迎访问本站"))
    return HostileSite("copies", {f"/t/{n}.html": Trap(page, "ok" if n < 5 else "changed_shape") for n in range(12)})


def _calendar(number: int) -> Act:
    """A pager that always has one more page, with something new on it."""
    row = f'<li><a href="/day/{number}.html">第{number}日项目支出绩效自评报告</a><span>2024-05-06</span></li>'
    return say(short(f"<ul class='list'>{row}</ul><a href='/jxgl/day_{number + 1}.html'>下一页</a>"))


class _Days(dict[str, Act]):
    """Pages of the calendar and its reports, without end."""

    def get(self, path: str, otherwise: Act | None = None) -> Act | None:  # type: ignore[override]
        """The page of any day."""
        day = re.fullmatch(r"/jxgl/day_(\d{1,9})\.html", path)
        if day:
            return _calendar(int(day[1]))
        return _GOOD if re.fullmatch(r"/day/\d{1,9}\.html", path) else otherwise


def _calendar_pages() -> Mapping[str, Act]:
    return _Days()
