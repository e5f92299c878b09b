"""Later nights of a small real site: what rests, what was withdrawn, what stands at several addresses."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.crawl.journal import JOURNAL_NAME, open_journal
from tests.tasks.crawl.nights import (
    ITEM,
    NEXT_NIGHT,
    NIGHT,
    THIRD_NIGHT,
    assert_warcs_are_sound,
    body_of,
    crawl,
    outcomes,
    state,
)
from tests.tasks.crawl.portal import HOME, Reply, article, listing, serve, small_site

FILE = "/jxgl/files/t.xlsx"


def aged(archive: Path, days: int) -> None:
    """As if all that the journal holds had happened so many days earlier."""
    with sqlite3.connect(archive / JOURNAL_NAME) as database:
        moved = f"strftime('%Y-%m-%dT%H:%M:%S', {{0}}, '-{days} days') || substr({{0}}, 20)"
        for table, columns in {"states": ("fetched_at", "settled_at"), "misses": ("since", "last_at")}.items():
            for column in columns:
                database.execute(f"UPDATE {table} SET {column} = {moved.format(column)} WHERE {column} IS NOT NULL")


def withdrawn(archive: Path) -> dict[str, int]:
    with open_journal(archive) as journal:
        return {miss.url.removeprefix(HOME): miss.gone_nights for miss in journal.withdrawn()}


def test_a_quiet_night_asks_for_lists_only(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        aged(tmp_path, 25)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)  # everything was due after so long
        portal.hits.clear()
        summary = crawl(portal.source(), tmp_path, THIRD_NIGHT)
        assert portal.paths() == ["/robots.txt", "/jxgl/"]
    assert (summary.state, summary.listed, summary.rested, summary.unchanged) == ("green", 3, 4, 1)


def test_what_the_list_names_otherwise_is_asked_for_at_once(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        aged(tmp_path, 25)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        routes["/jxgl/"] = Reply(
            listing({ITEM: "1号项目支出绩效自评报告（更正）", "/jxgl/2024/2.html": "2号项目支出绩效自评报告"})
        )
        routes[ITEM] = Reply(article("更正"))
        portal.hits.clear()
        assert crawl(portal.source(), tmp_path, THIRD_NIGHT).fetched == 2  # the list and the page
        assert "/jxgl/2024/2.html" not in portal.paths()
    assert body_of(tmp_path, ITEM) == article("更正")


def test_a_page_whose_visit_was_cut_short_is_gone_through_again(tmp_path: Path) -> None:
    """A page that was had on an old night whose files were not: a rest must not hide them for weeks."""
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        aged(tmp_path, 25)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        with sqlite3.connect(tmp_path / JOURNAL_NAME) as database:
            database.execute("UPDATE states SET settled_at = NULL WHERE url = ?", (HOME + ITEM,))
            database.execute("DELETE FROM states WHERE url = ?", (HOME + FILE,))
        portal.hits.clear()
        crawl(portal.source(), tmp_path, THIRD_NIGHT)
        assert {ITEM, FILE} <= set(portal.paths())


def test_a_file_that_could_not_be_had_is_asked_for_again_though_its_page_rests(tmp_path: Path) -> None:
    routes = small_site()
    file, routes[FILE] = routes[FILE], Reply(b"", 500)
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        aged(tmp_path, 25)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        routes[FILE] = file
        portal.hits.clear()
        assert crawl(portal.source(), tmp_path, THIRD_NIGHT).fetched == 1
        assert ITEM not in portal.paths()
    found = state(tmp_path, FILE)
    assert found is not None
    assert found.parent_url == HOME + ITEM


def test_a_page_is_withdrawn_when_a_second_night_finds_it_gone(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        page, routes[ITEM] = routes[ITEM], Reply(b"", 404)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        crawl(portal.source(), tmp_path, NEXT_NIGHT[:9] + "200000Z")  # a second run of the same night
        assert withdrawn(tmp_path) == {}
        crawl(portal.source(), tmp_path, THIRD_NIGHT)
        assert withdrawn(tmp_path) == {ITEM: 2}
        assert body_of(tmp_path, ITEM) is not None
        routes[ITEM] = page
        crawl(portal.source(), tmp_path, "20260304T180000Z")
        assert withdrawn(tmp_path) == {}


@pytest.mark.parametrize(
    "trouble",
    [Reply(b"", 403), Reply(b"", 500), Reply(b"<script>", 412), Reply("<html>您访问的页面不存在</html>".encode())],
)
def test_what_is_refused_broken_or_softly_missing_is_not_withdrawn(tmp_path: Path, trouble: Reply) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        routes[ITEM] = trouble
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        crawl(portal.source(), tmp_path, THIRD_NIGHT)
    assert withdrawn(tmp_path) == {}


def test_what_is_delisted_and_gone_is_withdrawn_with_its_files(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        rest = {f"/jxgl/2024/{number}.html": f"{number}号项目支出绩效自评报告" for number in (2, 3)}
        routes |= {"/jxgl/": Reply(listing(rest)), ITEM: Reply(b"", 410), FILE: Reply(b"", 404)}
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert withdrawn(tmp_path) == {ITEM: 1, FILE: 1}


def test_what_is_delisted_and_still_there_is_not_withdrawn(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        routes["/jxgl/"] = Reply(listing({"/jxgl/2024/2.html": "2号项目支出绩效自评报告"}))
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert outcomes(tmp_path, NEXT_NIGHT)[ITEM].outcome == "unchanged"
    assert withdrawn(tmp_path) == {}


def test_nothing_seems_delisted_where_a_list_could_not_be_read_whole(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        routes["/jxgl/"] = Reply(listing({"/jxgl/2024/2.html": "2号项目支出绩效自评报告"}, "<div>共3条</div>"))
        portal.hits.clear()
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert ITEM not in portal.paths()


def test_the_same_body_at_another_address_is_a_revisit_that_names_the_first(tmp_path: Path) -> None:
    routes = small_site(2)
    body = article("同一份报告", "<a href='t.pdf'>附件</a>")
    routes |= {ITEM: Reply(body), "/jxgl/2024/2.html": Reply(body), "/jxgl/2024/t.pdf": Reply(b"%PDF-1.4 x")}
    rows = {ITEM: "1号项目支出绩效自评报告", "/jxgl/2024/2.html": "2号项目支出绩效自评报告"}
    with serve(routes | {"/jxgl/": Reply(listing(rows))}) as portal:
        crawl(portal.source(), tmp_path)
    first, second = state(tmp_path, ITEM), state(tmp_path, "/jxgl/2024/2.html")
    assert first is not None
    assert second is not None
    assert (first.warc_file, first.warc_offset) == (second.warc_file, second.warc_offset)
    assert second.found_url == HOME + "/jxgl/2024/2.html"
    assert second.fetched_at > first.fetched_at
    with next(tmp_path.rglob(f"{NIGHT}-*.warc.gz")).open("rb") as stream:
        (revisit,) = [record.rec_headers for record in ArchiveIterator(stream) if record.rec_type == "revisit"]
    assert revisit.get_header("WARC-Target-URI") == HOME + "/jxgl/2024/2.html"
    assert revisit.get_header("WARC-Refers-To-Target-URI") == HOME + ITEM
    assert revisit.get_header("WARC-Refers-To") == first.record_id
    with open_journal(tmp_path) as journal:
        (totals,) = journal.totals()
    assert (totals.repeats, totals.repeated_bytes) == (1, len(body))
    assert_warcs_are_sound(tmp_path)


def test_one_page_in_place_of_all_does_not_replace_what_is_known(tmp_path: Path) -> None:
    routes = small_site(9)
    pages = [path for path in routes if path.startswith("/jxgl/2024/")]
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        routes |= dict.fromkeys(pages, Reply(article("网站维护公告"), validators=False))
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert summary.state == "amber"
    kept = [path for path in pages if "网站维护" not in (body_of(tmp_path, path) or b"").decode()]
    assert len(kept) == 4
    assert {outcomes(tmp_path, NEXT_NIGHT)[path].outcome for path in kept} == {"changed_shape"}


def test_a_page_of_a_large_source_rests_by_the_day_of_its_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.crawl.visit.FEW_PAGES", 2)
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        aged(tmp_path, 1)
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert summary.listed == 3
    assert summary.rested >= 2  # published years ago: each of them is due in one night of thirty


def test_what_another_source_found_first_follows_its_page_when_that_source_is_given_up(tmp_path: Path) -> None:
    """A page in the lists of two sources counts for the first of them by name, and is read by whichever comes by."""
    routes = small_site()
    with serve(routes) as portal:
        first, second = portal.source(name="a"), portal.source(name="b")
        crawl(first, tmp_path)
        crawl(second, tmp_path)
        aged(tmp_path, 90)
        routes[ITEM] = Reply(article("更正"))
        crawl(second, tmp_path, NEXT_NIGHT)
        assert body_of(tmp_path, ITEM) == article("更正")
        held = state(tmp_path, ITEM)
        assert held is not None
        assert held.source_id == "a"


def test_two_names_of_one_page_in_two_lists_do_not_wake_it_every_night(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(name="a"), tmp_path)
        routes["/jxgl/"] = Reply(listing({ITEM: "另一栏目里的题名"}))
        crawl(portal.source(name="b"), tmp_path)
        aged(tmp_path, 25)
        crawl(portal.source(name="b"), tmp_path, NEXT_NIGHT)
        portal.hits.clear()
        crawl(portal.source(name="b"), tmp_path, THIRD_NIGHT)
        assert ITEM not in portal.paths()
