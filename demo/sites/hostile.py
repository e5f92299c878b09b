"""Sites that misbehave in every way that is known of real ones and of attackers, with the class each answer belongs to.

They are a world of their own, apart from the portal's: nothing is published there, and a crawl of them must only end
soon, with every fetch in its class and nothing asked elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from demo.sites import hostile_acts as acts
from demo.sites.hostile_acts import Act, report, say, short

COLUMN = "/jxgl/"
_GOOD = say(report("一份正常的绩效自评报告"))
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
        _site("redirects", _redirects(canary), {"/": say(report("首页")), "/kept/1.html": _GOOD}),
        _site("pages", _pages()),
        _site("load", _load()),
        _site("blocks", _blocks()),
        *_blocking(),
        *_robots(),
        HostileSite("calendar", {}, listing=_calendar(1), others=_calendar_pages(), expected=None),
    )


def _site(name: str, traps: Mapping[str, Trap], others: Mapping[str, Act] | None = None) -> HostileSite:
    """Between two traps stands a good page, so that one trap is not taken for the end of the host."""
    mixed: dict[str, Trap] = {}
    for number, (path, trap) in enumerate(traps.items()):
        mixed[path] = trap
        mixed[f"/good/{number}.html"] = Trap(_GOOD, "ok")
    return HostileSite(name, mixed, others=others or {})


def _bodies() -> dict[str, Trap]:
    page = report("半份报告")
    return {
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
        "/t/unasked.html": Trap(say(b"", 304), "broken"),
    }


def _redirects(canary: str) -> dict[str, Trap]:
    port = canary.rpartition(":")[2]
    return {
        "/t/self.html": Trap(acts.onward("/t/self.html"), "broken"),
        "/t/a.html": Trap(acts.onward("/t/b.html"), "broken"),
        "/t/b.html": Trap(acts.onward("/t/a.html", 307), "broken"),
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
        "/t/pdf.html": Trap(say(b"%PDF-1.4 " + b"0" * 4000), "ok"),
        "/t/error.pdf": Trap(say(short("系统出错,请联系管理员")), "broken"),
        "/t/whole.pdf": Trap(say(report("整页网页冒充附件")), "broken"),
        "/t/table.xls": Trap(say(short("<table><tr><td>项目名称</td></tr></table>")), "ok"),
        "/t/teapot.html": Trap(say(b"", 418), "broken"),
    }


def _load() -> dict[str, Trap]:
    return {
        "/t/wait.html": Trap(acts.first(say(b"", 429, Retry_After="1"), _GOOD), "ok"),
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
        "/t/captcha.html": Trap(say(_CAPTCHA), "blocked"),
        "/t/firewall.html": Trap(say(short("您的请求疑似攻击行为,已被网站防火墙阻止"), 403), "blocked"),
    }


def _blocking() -> tuple[HostileSite, ...]:
    """Hosts that turn everything away: after a few questions nothing more is asked."""
    items = {f"/t/{number}.html": Trap(say(_RUISHU, 412), "blocked") for number in range(9)}
    stopped = {"/robots.txt": "ok", COLUMN: "ok"} | {f"/t/{number}.html": "blocked" for number in range(3)}
    later = {f"/t/{number}.html": Trap(say(b"", 503, Retry_After="86400"), "refused") for number in range(9)}
    return (
        HostileSite("challenge", {}, "red", robots=say(_RUISHU, 412), expected={"/robots.txt": "blocked"}),
        HostileSite("wall", items, "red", expected=stopped),
        HostileSite("later", later, "red", expected={"/robots.txt": "ok", COLUMN: "ok", "/t/0.html": "refused"}),
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
