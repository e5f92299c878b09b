"""Crawls of small real sites on this machine."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tasks.crawl.archive import Position, read_stored
from tasks.crawl.journal import Fetch, State, open_journal
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source
from tasks.crawl.summary import CrawlSummary
from tests.tasks.crawl.portal import FAST, HOME, HOST, Hit, Reply, Route, article, listing, serve, small_site

NIGHT, NEXT_NIGHT, THIRD_NIGHT = "20260301T180000Z", "20260302T180000Z", "20260303T180000Z"
ITEM = "/jxgl/2024/1.html"


def crawl(source: Source, archive: Path, run_id: str = NIGHT, settings: CrawlSettings = FAST) -> CrawlSummary:
    return crawl_source(source, archive, run_id, settings)


def outcomes(archive: Path, run_id: str = NIGHT) -> dict[str, Fetch]:
    """Of every address (without the site), the last fetch of a run."""
    with open_journal(archive) as journal:
        return {fetch.url.removeprefix(HOME): fetch for fetch in journal.last_of_run(run_id, "yunling-czj")}


def state(archive: Path, path: str) -> State | None:
    """What an address holds, without when it was last looked at."""
    with open_journal(archive) as journal:
        found = journal.state(HOME + path)
    return replace(found, settled_at=None) if found else None


def body_of(archive: Path, path: str) -> bytes | None:
    found = state(archive, path)
    if found is None:
        return None
    stored = read_stored(archive, Position(found.warc_file, found.warc_offset), 10**8)
    return stored.content if stored else None


def assert_warcs_are_sound(archive: Path) -> None:
    files = [str(path) for path in sorted(archive.rglob("*.warc.gz"))]
    assert files
    warcio = Path(sys.executable).with_name("warcio")
    for command in ("check", "index"):
        done = subprocess.run([warcio, command, *files], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def warc_types(archive: Path, run_id: str) -> Counter[str]:
    from warcio.archiveiterator import ArchiveIterator

    types: Counter[str] = Counter()
    for path in archive.rglob(f"{run_id}-*.warc.gz"):
        with path.open("rb") as stream:
            types.update(record.rec_type for record in ArchiveIterator(stream))
    return types


def test_a_site_is_archived_with_its_files(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert (summary.state, summary.listed, summary.fetched, summary.failed) == ("green", 3, 5, 0)
    assert body_of(tmp_path, "/jxgl/files/t.xlsx") == b"PK\x03\x04 a table"
    file = state(tmp_path, "/jxgl/files/t.xlsx")
    assert file is not None
    assert (file.role, file.parent_url, file.name) == ("attachment", HOME + ITEM, "附件：绩效自评表")
    assert {hit.headers["user-agent"] for hit in portal.hits} == {f"{FAST.user_agent}"}
    assert "crawl@example.org" in FAST.user_agent
    referers = {hit.path: hit.headers.get("referer") for hit in portal.hits}
    assert referers["/jxgl/files/t.xlsx"] == HOME + ITEM
    assert_warcs_are_sound(tmp_path)


def test_an_unchanged_night_is_all_304_and_revisits(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        before = state(tmp_path, ITEM)
        portal.hits.clear()
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert all("if-none-match" in hit.headers for hit in portal.hits)
    assert (summary.state, summary.fetched, summary.unchanged, summary.bytes) == ("green", 0, 5, 0)
    assert {fetch.http_status for fetch in outcomes(tmp_path, NEXT_NIGHT).values()} == {304}
    assert state(tmp_path, ITEM) == before
    assert warc_types(tmp_path, NEXT_NIGHT) == {"warcinfo": 1, "revisit": 6, "request": 6}
    assert_warcs_are_sound(tmp_path)


def test_the_same_bytes_again_are_a_revisit_and_old_bytes_are_found_again(tmp_path: Path) -> None:
    routes = small_site()
    routes[ITEM] = Reply(article("第一版"), validators=False)
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        first = state(tmp_path, ITEM)
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).fetched == 0
        assert outcomes(tmp_path, NEXT_NIGHT)[ITEM].outcome == "unchanged"
        routes[ITEM] = Reply(article("第二版"), validators=False)
        assert crawl(portal.source(), tmp_path, THIRD_NIGHT).fetched == 1
        assert body_of(tmp_path, ITEM) == article("第二版")
        routes[ITEM] = Reply(article("第一版"), validators=False)
        crawl(portal.source(), tmp_path, "20260304T180000Z")
    assert state(tmp_path, ITEM) == first
    assert_warcs_are_sound(tmp_path)


def test_a_lost_archive_file_is_fetched_anew(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        for path in tmp_path.rglob("*.warc.gz"):
            path.unlink()
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert summary.state == "green"
    assert body_of(tmp_path, ITEM) is not None


def test_robots_txt_is_obeyed(tmp_path: Path) -> None:
    routes = small_site()
    routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /jxgl/2024/1\nDisallow: /jxgl/files/\n")
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
        assert ITEM not in portal.paths()
    assert outcomes(tmp_path)[ITEM].outcome == "refused"
    assert (summary.state, summary.fetched) == ("green", 3)


@pytest.mark.parametrize(
    "robots", [Reply(b"busy", 503), Reply(b"", 500), Reply(b"x", cut=0), Reply(b"slow", pause=1.0)]
)
def test_a_site_whose_robots_cannot_be_had_is_left_alone(tmp_path: Path, robots: Reply) -> None:
    routes = small_site() | {"/robots.txt": robots}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, read_timeout=0.3))
        assert set(portal.paths()) == {"/robots.txt"}
    assert summary.state == "red"
    assert "robots.txt" in (summary.reason or "")


def test_missing_robots_allow_everything(tmp_path: Path) -> None:
    routes = small_site()
    del routes["/robots.txt"]
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"


def test_a_dead_host_makes_a_red_summary(tmp_path: Path) -> None:
    with serve({}) as portal:
        source = portal.source()
    summary = crawl(source, tmp_path)
    assert summary.state == "red"
    assert outcomes(tmp_path)["/robots.txt"].outcome == "broken"


def test_requests_to_a_host_are_in_turn_and_apart(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(delay_seconds=0.15), tmp_path)
    gaps = [later.at - earlier.at for earlier, later in zip(portal.hits, portal.hits[1:], strict=False)]
    assert min(gaps) >= 0.14


def test_crawl_delay_of_robots_is_kept(tmp_path: Path) -> None:
    routes = small_site(1)
    routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.2\n")
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    gaps = [later.at - earlier.at for earlier, later in zip(portal.hits[1:], portal.hits[2:], strict=False)]
    assert min(gaps) >= 0.19


def failing(times: int, failure: Reply, then: Reply) -> Route:
    """Answers that fail so many times before they come."""
    left = [times]

    def answer(hit: Hit) -> Reply:
        left[0] -= 1
        return failure if left[0] >= 0 else then

    return answer


@pytest.mark.parametrize("failure", [Reply(b"", 500), Reply(b"", 502), Reply(b"", 503), Reply(b"abcdef", cut=3)])
def test_passing_trouble_is_tried_again(tmp_path: Path, failure: Reply) -> None:
    routes = small_site() | {ITEM: failing(2, failure, Reply(article("终于")))}
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
        assert portal.paths().count(ITEM) == 3
    assert body_of(tmp_path, ITEM) == article("终于")


def test_retry_after_is_waited_for(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: failing(1, Reply(b"", 429, {"Retry-After": "1"}), Reply(article("终于")))}
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
    first, second = (hit.at for hit in portal.hits if hit.path == ITEM)
    assert second - first >= 0.95


def test_a_long_retry_after_ends_the_night_at_this_host(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 503, {"Retry-After": "86400"})}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
        assert portal.paths()[-1] == ITEM
    assert outcomes(tmp_path)[ITEM].outcome == "refused"
    assert summary.state == "red"
    assert "come back in 86400 s" in (summary.reason or "")


CHALLENGE = b"<html><script>document.cookie='acw_sc__v2=1';location.reload()</script></html>"


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply(b"gone", 404), "gone"),
        (Reply("<html><body>您访问的页面不存在</body></html>".encode()), "gone"),
        (Reply(b"", 302, {"Location": "/"}), "gone"),
        (Reply(b"no", 403), "refused"),
        (Reply(b"<script>", 412), "blocked"),
        (Reply(CHALLENGE), "blocked"),
        (Reply(b""), "broken"),
        (Reply(b"x" * 300_000), "broken"),
        (Reply(b"", 500), "broken"),
        (Reply(article("截断"), cut=500), "partial"),
        (Reply(article("慢"), pause=1.5), "timed_out"),
        (Reply(b"zz", headers={"Content-Encoding": "br"}), "broken"),
        (Reply(b"zz", headers={"Content-Encoding": "gzip"}), "broken"),
        (Reply(gzip.compress(article("截断"))[:-20], headers={"Content-Encoding": "gzip"}), "partial"),
        (Reply(b"", 302), "broken"),
        (Reply(b"", 302, {"Location": ITEM}), "broken"),
        (Reply(b"", 302, {"Location": "http://127.0.0.1:9/"}), "refused"),
        (Reply(b"", 302, {"Location": "http://169.254.169.254/latest/meta-data/"}), "refused"),
        (Reply(b"", 302, {"Location": "file:///etc/passwd"}), "broken"),
        (Reply(b"", 304), "broken"),
    ],
)  # fmt: skip
def test_an_answer_that_is_not_the_page_is_recorded_and_not_archived(
    tmp_path: Path, reply: Reply, outcome: str
) -> None:
    routes = small_site() | {ITEM: reply, "/": Reply(article("首页"))}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, attempts=1, read_timeout=1.0))
    fetch = outcomes(tmp_path)[ITEM]
    assert (fetch.outcome, fetch.warc_file) == (outcome, None)
    assert fetch.reason
    assert state(tmp_path, ITEM) is None
    assert (summary.state, summary.failed) == ("amber", 1)
    assert summary.failures[0].url == HOME + ITEM
    assert outcomes(tmp_path)["/jxgl/2024/3.html"].outcome == "ok"
    assert_warcs_are_sound(tmp_path)


def test_a_page_that_is_blocked_later_keeps_its_last_good_state(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        good = state(tmp_path, ITEM)
        routes[ITEM] = Reply(CHALLENGE)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert state(tmp_path, ITEM) == good


def test_a_few_withdrawn_pages_leave_a_source_green(tmp_path: Path) -> None:
    routes = small_site(20) | {"/jxgl/2024/7.html": Reply(b"", 404)}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert (summary.state, summary.reason, summary.failed) == ("green", None, 1)
    assert summary.failures[0].outcome == "gone"


def test_a_bomb_is_cut_off(tmp_path: Path) -> None:
    bomb = zlib.compress(b"\0" * 50_000_000, 9)
    assert len(bomb) < FAST.max_bytes
    routes = small_site() | {ITEM: Reply(bomb, headers={"Content-Encoding": "deflate"})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    assert "more than the 200000 bytes allowed" in (outcomes(tmp_path)[ITEM].reason or "")


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw deflate"])
def test_compressed_bodies_are_stored_decoded(tmp_path: Path, encoding: str) -> None:
    page = article("压缩", words=400)
    raw = zlib.compressobj(wbits=-15)
    packed = {"gzip": gzip.compress(page), "deflate": zlib.compress(page)}.get(
        encoding, raw.compress(page) + raw.flush()
    )
    routes = small_site() | {ITEM: Reply(packed, headers={"Content-Encoding": encoding.split()[-1]})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    assert body_of(tmp_path, ITEM) == page
    assert_warcs_are_sound(tmp_path)


def test_a_redirect_within_the_source_is_followed_and_archived(tmp_path: Path) -> None:
    routes = small_site()
    routes[ITEM] = Reply(b"", 302, {"Location": "/moved/1.html"})
    routes["/moved/1.html"] = Reply(article("新址", "<a href='t2.pdf'>附件</a>"))
    routes["/moved/t2.pdf"] = Reply(b"%PDF-1.4 x", headers={"Content-Type": "application/pdf"})
    with serve(routes) as portal:
        assert crawl(portal.source(), tmp_path).state == "green"
    assert body_of(tmp_path, ITEM) == article("新址", "<a href='t2.pdf'>附件</a>")
    assert body_of(tmp_path, "/moved/t2.pdf") == b"%PDF-1.4 x"
    assert_warcs_are_sound(tmp_path)


def test_a_redirect_to_what_robots_forbid_is_refused(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 302, {"Location": "/admin/1.html"})}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        assert "/admin/1.html" not in portal.paths()
    assert outcomes(tmp_path)[ITEM].outcome == "refused"


def test_items_on_other_hosts_are_noted_and_not_asked_for(tmp_path: Path) -> None:
    rows = {"http://www.elsewhere.example/a.html": "别处的绩效评价报告", "/jxgl/2024/1.html": "本处的绩效评价报告"}
    routes = small_site() | {"/jxgl/": Reply(listing(rows))}
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert (summary.state, summary.listed) == ("green", 2)
    assert outcomes(tmp_path)["http://www.elsewhere.example/a.html"].outcome == "refused"


def test_a_host_that_refuses_three_times_is_left_alone(tmp_path: Path) -> None:
    routes = small_site(10)
    for number in range(1, 11):
        routes[f"/jxgl/2024/{number}.html"] = Reply(b"", 403)
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
        assert len(portal.hits) == 2 + 3
    assert summary.state == "red"
    assert "left alone" in (summary.reason or "")


def test_the_budget_of_the_night_is_kept(tmp_path: Path) -> None:
    with serve(small_site(10)) as portal:
        summary = crawl(portal.source(), tmp_path, settings=replace(FAST, night_requests=5))
        assert len(portal.hits) == 5
        assert summary.state == "red"
        assert "budget" in (summary.reason or "")


def test_too_few_items_make_a_source_red(tmp_path: Path) -> None:
    with serve(small_site(3)) as portal:
        summary = crawl(portal.source(columns=[{"url": f"{HOME}/jxgl/", "minimum": 4}]), tmp_path)
    assert summary.state == "red"
    assert "at least 4" in (summary.reason or "")


def test_a_list_of_another_shape_is_told_and_its_good_state_kept(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        good = state(tmp_path, "/jxgl/")
        routes["/jxgl/"] = Reply(article("改版公告"))
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert summary.state == "red"
    assert outcomes(tmp_path, NEXT_NIGHT)["/jxgl/"].outcome == "changed_shape"
    assert state(tmp_path, "/jxgl/") == good


def test_a_list_that_says_more_than_it_shows_is_amber(tmp_path: Path) -> None:
    routes = small_site()
    routes["/jxgl/"] = Reply(listing({ITEM: "1号项目支出绩效自评报告"}, "共9条"))
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert summary.state == "amber"
    assert "1 items listed where the list says 9" in (summary.reason or "")


def test_an_empty_page_in_mid_list_is_a_failure(tmp_path: Path) -> None:
    routes = small_site()
    routes["/jxgl/"] = Reply(listing({ITEM: "1号项目支出绩效自评报告"}, "<a href='p2.html'>下一页</a>"))
    routes["/jxgl/p2.html"] = Reply(article("空"))
    with serve(routes) as portal:
        summary = crawl(portal.source(), tmp_path)
    assert summary.state == "amber"
    assert "page 2 of the list" in (summary.reason or "")


def test_an_endless_pager_is_cut(tmp_path: Path) -> None:
    def page(hit: Hit) -> Reply:
        number = int(hit.path.removeprefix("/jxgl/p").removesuffix(".html") or 0)
        rows = {f"/jxgl/2024/{number}.html": f"{number}号项目支出绩效自评报告"}
        return Reply(listing(rows, f"<a href='/jxgl/p{number + 1}.html'>下一页</a>"))

    routes: dict[str, Route] = {f"/jxgl/p{n}.html": page for n in range(30)}
    with serve(routes) as portal:
        source = portal.source(columns=[{"url": f"{HOME}/jxgl/p0.html"}])
        summary = crawl(source, tmp_path, settings=replace(FAST, max_list_pages=4))
    assert summary.listed == 4
    assert "was cut after 4 pages" in (summary.reason or "")


def test_a_pager_that_repeats_itself_ends(tmp_path: Path) -> None:
    routes = small_site()
    rows = {ITEM: "1号项目支出绩效自评报告"}
    for number in range(30):
        more = f"<a href='/jxgl/p{number + 1}.html'>下一页</a>"
        routes[f"/jxgl/p{number}.html"] = Reply(listing(rows, more))
    with serve(routes) as portal:
        crawl(portal.source(columns=[{"url": f"{HOME}/jxgl/p0.html"}]), tmp_path)
        assert "/jxgl/p2.html" not in portal.paths()


def test_a_list_in_gb18030(tmp_path: Path) -> None:
    routes = small_site()
    row = "<li><a href='/jxgl/2024/1.html'>云岭县镕城项目自评</a>2024-05-01</li>"
    text = f"<html><meta charset=gb2312><ul class=l>{row}</ul>"
    routes["/jxgl/"] = Reply(text.encode("gb18030"), headers={"Content-Type": "text/html"})
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
    found = state(tmp_path, ITEM)
    assert found is not None
    assert found.name == "云岭县镕城项目自评"


def test_a_jcms_site_that_cuts_its_pages(tmp_path: Path) -> None:
    numbers = range(1, 8)
    routes: dict[str, Route] = {f"/art/2024/5/{n}/art_9_{n}.html": Reply(article(f"{n}号项目")) for n in numbers}
    proxy = "/module/web/jpage/dataproxy.jsp"

    def answer(hit: Hit) -> Reply:
        asked = parse_qs(urlsplit(hit.path).query)
        start = int(asked["startrecord"][0])
        rows = "".join(
            f"<record><![CDATA[<li><a href='/art/2024/5/{n}/art_9_{n}.html'>{n}号项目自评</a></li>]]></record>"
            for n in numbers[start - 1 : start + 2]
        )
        return Reply(f"<datastore><totalrecord>7</totalrecord><recordset>{rows}</recordset></datastore>".encode())

    routes["/col/col9/index.html"] = Reply(
        f"<script>url:'{proxy}?columnid=9&unitid=3'</script>".encode() + article("栏目")
    )
    routes[proxy] = answer
    with serve(routes) as portal:
        summary = crawl(portal.source("jcms", [{"url": f"{HOME}/col/col9/index.html"}]), tmp_path)
    assert (summary.state, summary.reason, summary.listed) == ("green", None, 7)


def test_a_ucap_site(tmp_path: Path) -> None:
    routes: dict[str, Route] = {f"/y/c9/202405/{n:032x}.shtml": Reply(article(f"{n}号项目")) for n in range(25)}

    def answer(hit: Hit) -> Reply:
        page = int(parse_qs(urlsplit(hit.path).query)["page"][0])
        results = [
            {"title": f"{n}号项目自评", "url": f"/y/c9/202405/{n:032x}.shtml", "publishedTimeStr": "2024-05-01"}
            for n in range(20 * (page - 1), min(25, 20 * page))
        ]
        data = {"page": page, "rows": len(results), "total": 25, "results": results}
        return Reply(json.dumps({"data": data}).encode(), headers={"Content-Type": "application/json"})

    routes["/y/c9/list.shtml"] = Reply(article("栏目", "<script>var channelId = 'a9b8';</script>"))
    routes["/common/search/a9b8"] = answer
    with serve(routes) as portal:
        summary = crawl(portal.source("ucap", [{"url": f"{HOME}/y/c9/list.shtml"}]), tmp_path)
    assert (summary.state, summary.reason, summary.listed) == ("green", None, 25)


def test_a_resumed_run_does_not_ask_again(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 500)}
    with serve(routes) as portal:
        source = portal.source()
        assert crawl(source, tmp_path).failed == 1
        portal.hits.clear()
        routes[ITEM] = small_site()[ITEM]
        summary = crawl(source, tmp_path)
        assert portal.paths() == [ITEM, "/jxgl/files/t.xlsx"]
    assert (summary.state, summary.fetched, summary.unchanged) == ("green", 5, 0)


def test_two_crawls_of_one_source_at_once_are_prevented(tmp_path: Path) -> None:
    from tasks.crawl.archive import open_archive

    with serve(small_site()) as portal, open_archive(tmp_path, "yunling-czj", NIGHT, 10**9):
        summary = crawl(portal.source(), tmp_path)
        assert portal.hits == []
    assert summary.state == "red"
    assert "another process" in (summary.reason or "")


def test_sources_are_crawled_at_the_same_time_into_one_archive(tmp_path: Path) -> None:
    with serve(small_site()) as one, serve(small_site(8)) as two:
        other_host = "czj.shuanghe.jxtest.gov.cn"
        sources = [
            one.source(),
            two.source(
                name="shuanghe-czj",
                columns=[{"url": f"http://{other_host}/jxgl/"}],
                connect={other_host: f"127.0.0.1:{two.port}"},
            ),
        ]
        with ThreadPoolExecutor(2) as pool:
            summaries = list(pool.map(lambda source: crawl(source, tmp_path), sources))
    assert [(summary.state, summary.fetched) for summary in summaries] == [("green", 5), ("green", 10)]
    assert_warcs_are_sound(tmp_path)


def test_archive_files_are_rotated_by_size(tmp_path: Path) -> None:
    with serve(small_site(6)) as portal:
        crawl(portal.source(), tmp_path, settings=replace(FAST, warc_bytes=3000))
        assert len(list(tmp_path.rglob("*.warc.gz"))) > 2
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).unchanged == 8
    assert_warcs_are_sound(tmp_path)


def test_the_hosts_real_name_is_asked_for(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
    assert {hit.headers["host"] for hit in portal.hits} == {HOST}
