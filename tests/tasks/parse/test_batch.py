"""A batch, from archived bytes to Parquet: the same whoever reads it, and no document takes another with it."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import polars as pl
import pytest
from warcio.warcwriter import WARCWriter

from tasks.parse.batch import BatchSummary, ParseWorkers, parse_batch, parse_workers
from tasks.parse.frames import PARSED_TABLES
from tasks.parse.isolate import Limits, Workers
from tasks.parse.single import ArchivedFile, Outcome, read_archived
from tests.tasks.parse.readers.samples import docx_file, xlsx_file, zip_file
from warehouse.handover import MANIFEST
from warehouse.ids import document_id
from warehouse.tables import table

PAGE = "http://www.qinghe.jxdemo.gov.cn/a.html"
ZIP = "http://www.qinghe.jxdemo.gov.cn/a.zip"
REPORT = """青禾县教育局2022年度{name}项目绩效自评报告

一、项目基本情况
2022年,{name}项目全年预算20万元,实际支出18万元,预算执行率为90%。培训教师{number}人次。
二、自评结论
经自评,该项目自评得分95分,等级为“优”。
"""


def report(number: int) -> bytes:
    return REPORT.format(name=f"教师培训{number}号经费", number=number).encode()


def archived(folder: Path, files: dict[str, bytes], parent: str | None = None) -> pl.DataFrame:
    """Files in a WARC file, and the manifest that tells where."""
    folder.mkdir(exist_ok=True)
    rows = []
    with (folder / "a.warc.gz").open("ab") as stream:
        writer = WARCWriter(stream, gzip=True)
        for url, body in files.items():
            place = stream.tell()
            writer.write_record(writer.create_warc_record(url, "resource", BytesIO(body)))
            rows.append(
                {
                    "source_id": "qinghe", "url": url, "parent_url": parent, "name": url.rsplit("/")[-1],
                    "fetched_at": datetime(2024, 1, 1), "http_status": 200, "content_type": None,  # noqa: DTZ001
                    "sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body), "warc_file": "a.warc.gz",
                    "warc_offset": place,
                }
            )  # fmt: skip
    return pl.DataFrame(rows, schema=MANIFEST.polars_schema)


def parsed(folder: Path, manifest: pl.DataFrame, workers: ParseWorkers, name: str = "b") -> BatchSummary:
    with workers:
        return parse_batch(manifest, table("sources").empty(), folder, folder / name, "00000", "r1", workers)


def staged(folder: Path, name: str = "b") -> dict[str, pl.DataFrame]:
    tables = [item.removeprefix("ops.") for item in PARSED_TABLES]
    return {item: pl.read_parquet(folder / name / item / "00000.parquet") for item in tables}


def ill_fated(file: ArchivedFile) -> Iterator[Outcome]:
    """Reads files, but hangs, crashes or eats memory on those so named."""
    if "hang" in file.origin.url:
        time.sleep(600)
    if "crash" in file.origin.url:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "eat" in file.origin.url:
        bytearray(4 * 1024**3)
    for outcome in read_archived(file):
        yield outcome
        if "fatal" in (outcome.origin.name or ""):
            os.kill(os.getpid(), signal.SIGSEGV)


def test_what_is_staged_depends_neither_on_the_number_of_workers_nor_on_the_order(tmp_path: Path) -> None:
    files = {f"http://www.qinghe.jxdemo.gov.cn/{number}.txt": report(number) for number in range(30)}
    files["http://www.qinghe.jxdemo.gov.cn/form.xlsx"] = xlsx_file()
    files["http://www.qinghe.jxdemo.gov.cn/all.zip"] = zip_file({"一.txt": report(100), "二.docx": docx_file()})
    manifest = archived(tmp_path, files)
    summary = parsed(tmp_path, manifest, parse_workers(1), "one")
    assert summary.states["parsed"] >= 31
    assert parsed(tmp_path, manifest, parse_workers(2), "two") == summary
    parsed(tmp_path, manifest.reverse(), parse_workers(2), "reversed")
    for name, frame in staged(tmp_path, "one").items():
        assert (tmp_path / "one" / name / "00000.parquet").read_bytes() == (
            tmp_path / "two" / name / "00000.parquet"
        ).read_bytes(), name
        assert frame.equals(staged(tmp_path, "reversed")[name]), name


def test_documents_that_hang_or_crash_are_rows_with_reasons(tmp_path: Path) -> None:
    names = ["1", "hang", "2", "crash", "3", "eat", "4", "5", "6", "7", "8", "9"]
    host = "http://www.qinghe.jxdemo.gov.cn"
    manifest = archived(tmp_path, {f"{host}/{name}.txt": report(n) for n, name in enumerate(names)})
    workers: ParseWorkers = Workers(f"{__name__}:ill_fated", 2, Limits(seconds=5))
    summary = parsed(tmp_path, manifest, workers)
    assert summary.states == {"failed": 3, "parsed": 9}
    assert {url.rsplit("/", 1)[1]: reason for url, _, reason in summary.failures} == {
        "hang.txt": "took longer than 5 s",
        "crash.txt": "killed by signal 11 (SIGSEGV)",
        "eat.txt": "ran out of memory",
    }
    frames = staged(tmp_path)
    assert frames["documents"].height == 9
    failed = frames["parses"].filter(pl.col("state") == "failed")
    assert sorted(failed["reason"]) == sorted(reason for _, _, reason in summary.failures)


def test_the_files_of_an_archive_are_documents_of_their_own(tmp_path: Path) -> None:
    inside = {"附件/自评报告.txt": report(1), "附件/自评表.xlsx": xlsx_file(), "坏.docx": b"PK\x03\x04garbage"}
    manifest = archived(tmp_path, {ZIP: zip_file(inside)}, PAGE)
    summary = parsed(tmp_path, manifest, parse_workers(1))
    frames = staged(tmp_path)
    addresses = {name: f"{ZIP}!/{quote(name)}" for name in inside}
    documents = {row["url"]: row for row in frames["documents"].iter_rows(named=True)}
    assert set(documents) == {addresses["附件/自评报告.txt"], addresses["附件/自评表.xlsx"]}
    assert {row["parent_document_id"] for row in documents.values()} == {document_id(PAGE)}
    (archive,) = manifest.iter_rows(named=True)
    for row in frames["snapshots"].iter_rows(named=True):
        assert (row["warc_file"], row["warc_offset"]) == (archive["warc_file"], archive["warc_offset"])
    assert set(frames["snapshots"]["sha256"]) == {hashlib.sha256(inside[name]).hexdigest() for name in list(inside)[:2]}
    states = {row["url"]: (row["state"], row["reason"]) for row in frames["parses"].iter_rows(named=True)}
    assert states[addresses["坏.docx"]][0] == "unreadable"
    assert states[addresses["附件/自评报告.txt"]] == ("parsed", None)
    assert states[ZIP] == ("unsupported", "an archive: its files are documents of their own")
    assert [url for url, _, _ in summary.failures] == [addresses["坏.docx"]]
    hanging = {row["name"]: row["document_id"] for row in frames["attachments"].iter_rows(named=True)}
    assert hanging["附件/自评报告.txt"] == document_id(addresses["附件/自评报告.txt"])
    assert hanging["坏.docx"] is None


def test_an_archive_that_does_not_open_is_one_row(tmp_path: Path) -> None:
    summary = parsed(tmp_path, archived(tmp_path, {ZIP: b"Rar!\x1a\x07\x00" + b"x" * 90}), parse_workers(1))
    ((url, state, reason),) = summary.failures
    assert url == ZIP
    assert state in ("unsupported", "unreadable", "empty")  # by the programs that are installed
    assert reason


def test_an_archive_whose_worker_crashes_keeps_the_files_before(tmp_path: Path) -> None:
    manifest = archived(tmp_path, {ZIP: zip_file({"1.txt": report(1), "fatal.txt": report(2), "3.txt": report(3)})})
    workers: ParseWorkers = Workers(f"{__name__}:ill_fated", 1)
    summary = parsed(tmp_path, manifest, workers)
    assert summary.states == {"failed": 1, "parsed": 2}
    assert summary.failures == ((ZIP, "failed", "killed by signal 11 (SIGSEGV) behind fatal.txt"),)


@pytest.mark.parametrize("body", [b"", bytes(range(256)) * 8])
def test_a_batch_without_facts_has_every_table(tmp_path: Path, body: bytes) -> None:
    parsed(tmp_path, archived(tmp_path, {PAGE: body}), parse_workers(1))
    for name, frame in staged(tmp_path).items():
        assert frame.height == (1 if name == "parses" else 0), name


def test_an_empty_batch_starts_nothing(tmp_path: Path) -> None:
    manifest = pl.DataFrame(schema=MANIFEST.polars_schema)
    assert parsed(tmp_path, manifest, Workers("no.such.module:at_all")).documents == 0
