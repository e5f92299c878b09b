"""The same archive and the same code give the same warehouse, whatever the order and the number of workers."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from tasks.check import check
from tasks.crawl.handover import write_manifest
from tasks.load import RunRow, load
from tasks.parse.batch import parse_batch, parse_workers
from tasks.publish import publish
from tests.night.conftest import Nights


def digests(published: Path) -> dict[str, str]:
    folder = published / "current" / "parquet"
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.parquet"))}


def rebuilt(nights: Nights, folder: Path, *, seed: int, batch: int, workers: int) -> Path:
    """The warehouse out of the archive of the nights, its documents parsed in a shuffled order."""
    archive, staged = nights.data / "archive", folder / "staged"
    staged.mkdir(parents=True)
    write_manifest(archive, staged / "manifest.parquet")
    manifest = pl.read_parquet(staged / "manifest.parquet").sample(fraction=1, shuffle=True, seed=seed)
    (sources_file,) = (nights.data / "staged").glob("*/sources/sources.parquet")
    sources = pl.read_parquet(sources_file)
    (staged / "sources").mkdir()
    sources.write_parquet(staged / "sources" / "sources.parquet")
    with parse_workers(workers) as pool:
        for number, rows in enumerate(manifest.iter_slices(batch)):
            parse_batch(rows, sources, archive, staged, f"{number:05d}", "r", pool)
    assert check(staged, staged / "checked", "r", manifest.height).publishable
    run = RunRow(run_id="r", started_at=datetime(2026, 1, 1, tzinfo=UTC), code_version="1")
    load(folder / "build.duckdb", staged / "checked" / "passed", staged / "ops", run)
    publish(folder / "build.duckdb", folder / "published", "r")
    return folder / "published"


@pytest.mark.parametrize(("seed", "batch", "workers"), [(1, 7, 2), (2, 1000, 1)])
def test_any_order_and_number_of_workers_give_the_same_bytes(
    nights: Nights, tmp_path: Path, seed: int, batch: int, workers: int
) -> None:
    expected = digests(nights.data / "published")
    assert len(expected) > 10
    assert digests(rebuilt(nights, tmp_path, seed=seed, batch=batch, workers=workers)) == expected
