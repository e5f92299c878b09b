from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from tasks.load import LoadError, known_sources, of_changed_sources, pending
from tests.warehouse.world import REPORT, WORLD, Page, night
from warehouse.handover import MANIFEST
from warehouse.schema import frame

pytestmark = pytest.mark.usefixtures("few_rules")

LATER = replace(REPORT, text=REPORT.text + "更正", fetched=REPORT.fetched + timedelta(days=1))


def manifest(folder: Path, pages: list[Page]) -> Path:
    rows = [
        {
            "source_id": page.source,
            "url": page.url,
            "fetched_at": page.fetched,
            "sha256": page.sha256,
            "bytes": 1,
            "warc_file": "a.warc.gz",
            "warc_offset": 0,
        }
        for page in pages
    ]
    path = folder / "manifest.parquet"
    frame(MANIFEST, rows).write_parquet(path)
    return path


def test_without_a_build_database_everything_is_pending_in_the_order_of_addresses(tmp_path: Path) -> None:
    found = pending(manifest(tmp_path, WORLD), tmp_path / "none.duckdb", "1")
    assert found.schema == MANIFEST.empty().schema
    assert found["url"].to_list() == sorted(page.url for page in WORLD)


def test_what_this_version_read_is_not_pending_and_all_is_for_another_version(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1", version="1")
    assert pending(manifest(tmp_path, WORLD), build, "1").is_empty()
    assert pending(manifest(tmp_path, WORLD), build, "2").height == len(WORLD)
    changed = pending(manifest(tmp_path, [LATER, *WORLD[2:]]), build, "1")
    assert changed["sha256"].to_list() == [LATER.sha256]


def test_a_file_that_cannot_be_read_is_not_tried_every_night(tmp_path: Path) -> None:
    broken = replace(REPORT, state="unreadable", evaluations=())
    night(tmp_path, tmp_path / "b.duckdb", [broken], "n1")
    assert pending(manifest(tmp_path, [broken]), tmp_path / "b.duckdb", "1").is_empty()


def test_of_several_states_the_newest_is_pending(tmp_path: Path) -> None:
    found = pending(manifest(tmp_path, [LATER, REPORT]), tmp_path / "none.duckdb", "1")
    assert found["sha256"].to_list() == [LATER.sha256]


def test_a_page_that_went_back_to_an_earlier_text_is_read_again(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, [REPORT], "n1")
    night(tmp_path, build, [LATER], "n2")
    assert pending(manifest(tmp_path, [LATER]), build, "1").is_empty()
    assert pending(manifest(tmp_path, [REPORT]), build, "1")["sha256"].to_list() == [REPORT.sha256]
    night(tmp_path, build, [REPORT], "n3")
    assert pending(manifest(tmp_path, [REPORT]), build, "1").is_empty()


def test_pages_of_a_source_that_belongs_to_another_place_are_read_again(tmp_path: Path) -> None:
    build = tmp_path / "b.duckdb"
    night(tmp_path, build, WORLD, "n1")
    listed, sources = manifest(tmp_path, WORLD), known_sources(build)
    assert of_changed_sources(listed, build, sources).is_empty()
    moved = sources.with_columns(
        region_code=pl.when(source_id=REPORT.source).then(pl.lit("430582")).otherwise("region_code")
    )
    found = of_changed_sources(listed, build, moved)
    assert set(found["url"]) == {page.url for page in WORLD if page.source == REPORT.source}
    assert of_changed_sources(listed, tmp_path / "none.duckdb", moved).is_empty()


def test_an_empty_database_left_by_a_killed_first_night_holds_nothing(tmp_path: Path) -> None:
    import duckdb

    duckdb.connect(str(tmp_path / "b.duckdb")).close()
    assert pending(manifest(tmp_path, WORLD), tmp_path / "b.duckdb", "1").height == len(WORLD)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "b.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(LoadError, match="does not open"):
        pending(manifest(tmp_path, WORLD), tmp_path / "b.duckdb", "1")


def test_an_empty_manifest_is_no_work(tmp_path: Path) -> None:
    assert pending(manifest(tmp_path, []), tmp_path / "none.duckdb", "1").equals(
        pl.DataFrame(schema=MANIFEST.polars_schema)
    )
