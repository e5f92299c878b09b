"""What the crawl hands on."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tasks.crawl.folder import archive_folder
from tasks.crawl.handover import source_rows, write_fetches, write_manifest
from tests.tasks.crawl.nights import NEXT_NIGHT, NIGHT, crawl
from tests.tasks.crawl.portal import HOME, Reply, serve, small_site
from warehouse.handover import MANIFEST
from warehouse.tables.lineage import SOURCES
from warehouse.tables.ops import FETCHES
from warehouse.vocabulary import FETCH_OUTCOMES


def test_the_manifest_holds_the_current_state_of_everything(tmp_path: Path) -> None:
    archive, saved = tmp_path / "archive", tmp_path / "saved"
    saved.mkdir()
    (saved / "a.txt").write_text("甲", encoding="utf-8")
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), archive)
        routes["/jxgl/2024/2.html"] = Reply(b"", 404)
        crawl(portal.source(), archive, NEXT_NIGHT)
    archive_folder(saved, archive, NIGHT)
    assert write_manifest(archive, tmp_path / "out" / "manifest.parquet") == 5
    frame = pl.read_parquet(tmp_path / "out" / "manifest.parquet")
    assert dict(frame.schema) == MANIFEST.polars_schema
    assert frame["url"].to_list() == sorted(frame["url"].to_list())
    assert f"{HOME}/jxgl/2024/2.html" in frame["url"].to_list()  # its last good state stands
    assert f"{HOME}/jxgl/" not in frame["url"].to_list()
    assert (
        frame.select(column.name for column in MANIFEST.columns if not column.nullable).null_count().sum_horizontal()[0]
        == 0
    )


def test_the_manifest_is_the_same_however_often_it_is_written(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        write_manifest(tmp_path, tmp_path / "first")
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        write_manifest(tmp_path, tmp_path / "second")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert list(tmp_path.glob("*.part")) == []


def test_an_empty_archive_gives_empty_tables(tmp_path: Path) -> None:
    assert write_manifest(tmp_path, tmp_path / "m") == 0
    assert write_fetches(tmp_path, NIGHT, tmp_path / "f") == 0
    assert dict(pl.read_parquet(tmp_path / "m").schema) == MANIFEST.polars_schema


def test_fetches_are_rows_of_the_warehouse(tmp_path: Path) -> None:
    routes = small_site() | {"/jxgl/2024/2.html": Reply(b"", 404)}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert write_fetches(tmp_path, NIGHT, tmp_path / "f") == 6
    frame = pl.read_parquet(tmp_path / "f")
    assert dict(frame.schema) == FETCHES.polars_schema
    assert frame["fetch_no"].is_sorted()
    assert set(frame["outcome"]) == {"ok", "gone"} <= set(FETCH_OUTCOMES)
    assert frame.filter(pl.col("outcome") == "gone")["reason"].to_list() == ["the server answers 404"]
    assert set(frame["role"]) == {"robots", "list", "page", "attachment"}


def test_rows_of_sources(tmp_path: Path) -> None:
    with serve({}) as portal:
        source = portal.source()
    frame = source_rows([source], [tmp_path / "saved"])
    assert dict(frame.schema) == SOURCES.polars_schema
    assert frame["source_id"].to_list() == ["folder-saved", "yunling-czj"]
    assert frame["official"].to_list() == [False, True]
    assert frame["home"].to_list() == ["folder://saved/", f"{HOME}/jxgl/"]
    assert source_rows([]).height == 0
