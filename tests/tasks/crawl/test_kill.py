"""kill -9 at any moment, then the same run again: archive and journal agree and nothing is lost."""

from __future__ import annotations

import gzip
import hashlib
import random
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tasks.crawl.archive import Position, read_stored
from tasks.crawl.folder import archive_folder
from tasks.crawl.handover import write_manifest
from tasks.crawl.journal import open_journal
from tasks.crawl.site import crawl_source
from tests.tasks.crawl.nights import assert_warcs_are_sound
from tests.tasks.crawl.portal import FAST, serve, small_site

ROOT = Path(__file__).parents[3]
RUN = "20260301T180000Z"
KILLER = """
import os, signal, sys
from pathlib import Path
from tasks.crawl.journal import Journal

point, left = sys.argv[1], [int(sys.argv[2])]

def dying(function, before):
    def call(*args, **kwargs):
        left[0] -= 1
        if before and left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **kwargs)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

if point == "in the archive":
    os.fsync = dying(os.fsync, before=True)
elif point == "between archive and journal":
    Journal.record = dying(Journal.record, before=True)
else:
    Journal.record = dying(Journal.record, before=False)
"""
CRAWL = """
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source
from tests.tasks.crawl.portal import FAST
crawl_source(Source.model_validate_json(sys.argv[4]), Path(sys.argv[3]), "20260301T180000Z", FAST)
"""
FOLDER = """
import tasks.crawl.folder
tasks.crawl.folder._BATCH_FILES = 2
tasks.crawl.folder.archive_folder(Path(sys.argv[4]), Path(sys.argv[3]), "20260301T180000Z")
"""


def run_and_die(script: str, point: str, count: int, archive: Path, argument: str) -> int:
    command = [sys.executable, "-c", KILLER + script, point, str(count), str(archive), argument]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=120).returncode


def contents(archive: Path, scratch: Path) -> pl.DataFrame:
    """What is handed on, without times and places, after looking that every body is where it is said to be."""
    write_manifest(archive, scratch)
    frame = pl.read_parquet(scratch)
    for row in frame.iter_rows(named=True):
        stored = read_stored(archive, Position(row["warc_file"], row["warc_offset"]), 10**8)
        assert stored is not None
        assert hashlib.sha256(stored.content).hexdigest() == row["sha256"]
    return frame.drop("fetched_at", "warc_file", "warc_offset")


def torn(archive: Path) -> None:
    """What a kill in the middle of a write leaves behind."""
    files = sorted(archive.rglob("*.warc.gz"))
    if files:
        with files[-1].open("ab") as stream:
            stream.write(gzip.compress(random.Random(1).randbytes(5000))[:3000])  # noqa: S311 - no secret


@pytest.mark.parametrize("point", ["in the archive", "between archive and journal", "after the journal"])
@pytest.mark.parametrize("count", [1, 3, 5])
def test_a_killed_crawl_is_resumed_without_loss(tmp_path: Path, point: str, count: int) -> None:
    disturbed, calm = tmp_path / "disturbed", tmp_path / "calm"
    with serve(small_site()) as portal:
        source = portal.source()
        expected_summary = crawl_source(source, calm, RUN, FAST)
        portal.hits.clear()
        assert run_and_die(CRAWL, point, count, disturbed, source.model_dump_json()) == -9
        torn(disturbed)
        with open_journal(disturbed) as journal:
            had = {fetch.url for _, fetch in journal.fetches(RUN) if fetch.outcome == "ok"}
        portal.hits.clear()
        summary = crawl_source(source, disturbed, RUN, FAST)
        asked = {f"http://{hit.headers['host']}{hit.path}" for hit in portal.hits}
    assert asked.isdisjoint(had)
    assert summary == expected_summary
    assert contents(disturbed, tmp_path / "a").equals(contents(calm, tmp_path / "b"))
    assert_warcs_are_sound(disturbed)


@pytest.mark.parametrize("point", ["in the archive", "between archive and journal", "after the journal"])
def test_a_killed_folder_is_resumed_without_loss(tmp_path: Path, point: str) -> None:
    saved = tmp_path / "saved"
    saved.mkdir()
    for number in range(7):
        (saved / f"{number}.txt").write_text(f"第{number}份自评报告", encoding="utf-8")
    disturbed, calm = tmp_path / "disturbed", tmp_path / "calm"
    expected_summary = archive_folder(saved, calm, RUN)
    assert run_and_die(FOLDER, point, 3, disturbed, str(saved)) == -9
    torn(disturbed)
    assert archive_folder(saved, disturbed, RUN) == expected_summary
    assert contents(disturbed, tmp_path / "a").equals(contents(calm, tmp_path / "b"))
    assert_warcs_are_sound(disturbed)
