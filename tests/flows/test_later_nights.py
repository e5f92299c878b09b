"""Later nights of one small real site, from HTTP to the snapshot: pages that change, are withdrawn, are taken down, and
a redesign after which nothing is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.health import source_nights, write_health
from flows.summary import SourceNight
from tasks.crawl.handover import source_rows, write_fetches, write_manifest, write_taken_down, write_withdrawn
from tasks.crawl.removal import apply_takedowns
from tasks.crawl.site import crawl_source
from tasks.crawl.takedown import Takedown
from tasks.load import RunRow, load, pending
from tasks.parse.batch import ParseWorkers, parse_batch, parse_workers
from tasks.publish import publish
from tests.tasks.crawl.portal import FAST, HOME, Portal, Reply, Route, listing, serve
from warehouse.tables import CORE_TABLES

PAGES = range(1, 6)
WORDS = "本单位按照预算绩效管理要求,组织实施项目并开展绩效自评,资金使用规范,管理制度健全。"


def report(number: int, spent: int = 18) -> bytes:
    title = f"青禾县教育局2022年度{'甲乙丙丁戊'[number - 1]}类教师培训经费项目绩效自评报告"
    text = f"2022年,该项目全年预算20万元,实际支出{spent}万元。经自评,该项目自评得分95分,等级为“优”。"
    body = f"<h1>{title}</h1><p>{text}</p>" + f"<p>{WORDS}</p>" * 30
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def site() -> dict[str, Route]:
    rows = {f"/jxgl/{number}.html": f"{number}号项目支出绩效自评报告" for number in PAGES}
    return {"/jxgl/": Reply(listing(rows))} | {path: Reply(report(n)) for n, path in enumerate(rows, 1)}


class Nights:
    """Nights without an orchestrator and without expectations: crawl, parse, load, publish."""

    def __init__(self, data: Path, portal: Portal, workers: ParseWorkers) -> None:
        self.archive, self.build, self.published = data / "archive", data / "build.duckdb", data / "published"
        self.data, self.source, self.workers, self.parsed = data, portal.source(), workers, 0

    def run(self, day: int, *takedowns: Takedown) -> SourceNight:
        run_id = f"202603{day:02d}T180000Z"
        staged = self.data / run_id
        apply_takedowns(self.archive, takedowns, run_id)
        summary = crawl_source(self.source, self.archive, run_id, FAST)
        sources = source_rows([self.source])
        write_manifest(self.archive, staged / "manifest.parquet")
        todo = pending(staged / "manifest.parquet", self.build, "1")
        self.parsed = todo.height
        passed, ops = staged / "checked" / "passed", staged / "ops"
        for folder in (passed, ops):
            folder.mkdir(parents=True)
        if todo.height:
            parse_batch(todo, sources, self.archive, staged, "00000", run_id, self.workers)
            for table in CORE_TABLES:
                if (staged / table.name / "00000.parquet").exists():
                    (staged / table.name / "00000.parquet").rename(passed / f"{table.name}.parquet")
            rows = pl.read_parquet(staged / "parses" / "00000.parquet").with_columns(code_version=pl.lit("1"))
            rows.write_parquet(ops / "parses.parquet")
        sources.write_parquet(passed / "sources.parquet")
        nights = source_nights([summary], staged, self.build, run_id)
        write_health(nights, run_id, ops / "source_health.parquet")
        write_fetches(self.archive, run_id, ops / "fetches.parquet")
        write_withdrawn(self.archive, ops / "withdrawn.parquet")
        write_taken_down(self.archive, ops)
        load(self.build, passed, ops, RunRow(run_id, datetime(2026, 3, day, 18, tzinfo=UTC), "1"))
        publish(self.build, self.published, run_id)
        return nights[0]

    def ask(self, sql: str) -> list[Any]:
        with duckdb.connect(str(self.published / "current" / "warehouse.duckdb"), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def spent(self) -> dict[str, int]:
        rows = self.ask(
            "SELECT url, amount_yuan FROM funds JOIN evaluations USING (evaluation_id)"
            " JOIN documents USING (document_id) WHERE measure = 'spent'"
        )
        return {url.removeprefix(HOME): int(amount) for url, amount in rows}


@contextmanager
def nights_of(routes: dict[str, Route], data: Path) -> Iterator[Nights]:
    with serve(routes) as portal, parse_workers(1) as workers:
        yield Nights(data, portal, workers)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What seven nights told, by what happened in each."""
    routes, told = site(), {}
    with nights_of(routes, tmp_path_factory.mktemp("nights")) as nights:
        told["first"] = (nights.run(1), nights.parsed, nights.spent())
        told["quiet"] = (nights.run(2), nights.parsed, nights.spent())
        routes["/jxgl/1.html"], routes["/jxgl/2.html"] = Reply(report(1, spent=15)), Reply(b"", 404)
        told["changed"] = (nights.run(3), nights.parsed, nights.spent())
        told["history"] = nights.ask("SELECT DISTINCT superseded_in FROM history.evaluations")
        nights.run(4)
        told["withdrawn"] = (nights.ask("SELECT url FROM documents WHERE withdrawn_on IS NOT NULL"), nights.spent())
        entry = Takedown(url=f"{HOME}/jxgl/3.html", reason="要求", date=date(2026, 3, 5), requested_by="甲")
        nights.run(5, entry)
        told["taken down"] = (
            nights.spent(),
            [path.name for path in nights.published.iterdir() if path.name[:2] == "20"],
        )
        menu = "<a href='/'>首页</a> <a href='/zwgk/'>政务公开</a> <a href='/hdjl/'>互动交流</a>"
        for number in (1, 4, 5):
            routes[f"/jxgl/{number}.html"] = Reply(
                f"<html><body><div>{menu}</div><div id='app'>{number}</div></body></html>".encode()
            )
        told["redesigned"] = (nights.run(6, entry), nights.parsed)
        told["health"] = nights.ask("SELECT run_id, state, parsed, lost FROM ops.source_health ORDER BY run_id")
        routes["/jxgl/"] = Reply("<html><body><div id='list'>加载中</div></body></html>".encode())
        told["emptied"] = nights.run(7, entry)
    return told


def test_the_first_night_yields_facts(told: dict[str, Any]) -> None:
    night, parsed, spent = told["first"]
    assert (night.state, night.listed, night.new, night.with_facts, parsed) == ("green", 5, 5, 5, 5)
    assert spent == {f"/jxgl/{number}.html": 180_000 for number in PAGES}


def test_a_quiet_night_reads_nothing_and_still_reports(told: dict[str, Any]) -> None:
    night, parsed, spent = told["quiet"]
    assert (night.state, night.fetched, night.new, night.parsed, parsed) == ("green", 0, 0, 0, 0)
    assert spent == told["first"][2]


def test_a_changed_page_is_read_again(told: dict[str, Any]) -> None:
    night, parsed, spent = told["changed"]
    assert (parsed, night.gone) == (1, 1)
    assert spent["/jxgl/1.html"] == 150_000
    assert told["history"] == [("20260303T180000Z",)]


def test_a_withdrawn_page_keeps_its_facts(told: dict[str, Any]) -> None:
    urls, spent = told["withdrawn"]
    assert urls == [(f"{HOME}/jxgl/2.html",)]
    assert spent["/jxgl/2.html"] == 180_000


def test_what_is_taken_down_leaves_warehouse_and_snapshots(told: dict[str, Any]) -> None:
    spent, snapshots = told["taken down"]
    assert set(spent) == {f"/jxgl/{number}.html" for number in (1, 2, 4, 5)}
    assert snapshots == ["20260305T180000Z"]


def test_a_redesign_makes_the_source_red_and_says_why(told: dict[str, Any]) -> None:
    night, parsed = told["redesigned"]
    assert (night.state, parsed, night.lost) == ("red", 3, 3)
    assert "3 of 3 documents read tonight had facts before and have none now" in night.reason
    assert "the part of the page that holds the content is not found any more" in night.reason
    assert told["health"][-1] == ("20260306T180000Z", "red", 3, 3)


def test_an_emptied_list_makes_the_source_red_and_says_why(told: dict[str, Any]) -> None:
    assert told["emptied"].state == "red"
    assert "its lists are empty where they had 5 items" in told["emptied"].reason
