"""What is listed leaves the archive, everything else stays where it stands, and it is not fetched again."""

from __future__ import annotations

import random
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tasks.crawl.folder import archive_folder, folder_home
from tasks.crawl.handover import write_manifest
from tasks.crawl.journal import open_journal
from tasks.crawl.removal import apply_takedowns, notice
from tasks.crawl.takedown import Takedown, TakedownError, load_takedowns
from tasks.crawl.warc_scan import RecordAt, scan
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

ROOT = Path(__file__).parents[3]
SECOND, FILE = "/jxgl/2024/2.html", "/jxgl/files/t.xlsx"


def entry(url: str | None = None, sha256: str | None = None, reason: str = "应当事人要求") -> Takedown:
    return Takedown(url=url, sha256=sha256, reason=reason, date=date(2026, 3, 2), requested_by="当事人甲")


def places(archive: Path) -> dict[str, tuple[str, int, str]]:
    with open_journal(archive) as journal:
        found = journal.states(["page", "attachment", "list", "robots", "file"])
        return {one.url: (one.warc_file, one.warc_offset, one.sha256) for one in found}


def kinds(archive: Path) -> dict[str, list[tuple[str, str | None]]]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for path in sorted(archive.rglob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests="raise"):
                content = record.content_stream().read().decode("utf-8", "replace")
                url = record.rec_headers.get_header("WARC-Target-URI")
                found.setdefault(url or "", []).append((record.rec_type, content))
    return found


def test_a_listed_address_loses_its_bodies_and_the_rest_stays_in_its_place(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        before, size = places(tmp_path), [path.stat().st_size for path in sorted(tmp_path.rglob("*.warc.gz"))]
        removed = apply_takedowns(tmp_path, [entry(HOME + ITEM + "#top")], NEXT_NIGHT)
        assert (removed.records, len(removed.rewritten)) == (1, 1)
        after = places(tmp_path)
        assert after == {url: place for url, place in before.items() if url != HOME + ITEM}
        assert [path.stat().st_size for path in sorted(tmp_path.rglob("*.warc.gz"))] == size
        assert all(body_of(tmp_path, url.removeprefix(HOME)) for url in after)
        found = kinds(tmp_path)[HOME + ITEM]
        assert [kind for kind, _ in found] == ["metadata", "request"]
        assert "reason: 应当事人要求" in found[0][1]
        assert "2026-03-02" in found[0][1]
        assert_warcs_are_sound(tmp_path)
        portal.hits.clear()
        summary = crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert ITEM not in portal.paths()
        assert summary.state == "green"
        assert "takedown list" in (outcomes(tmp_path, NEXT_NIGHT)[ITEM].reason or "")
    assert write_manifest(tmp_path, tmp_path / "m") == 3
    assert HOME + ITEM not in pl.read_parquet(tmp_path / "m")["url"].to_list()


def test_every_state_that_it_ever_had_goes(tmp_path: Path) -> None:
    routes = small_site()
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        routes[ITEM] = Reply(article("第二版"))
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
    assert apply_takedowns(tmp_path, [entry(HOME + ITEM)], THIRD_NIGHT).records == 2
    assert apply_takedowns(tmp_path, [entry(HOME + ITEM)], THIRD_NIGHT).records == 0
    assert {kind for kind, _ in kinds(tmp_path)[HOME + ITEM]} == {"metadata", "request"}
    assert_warcs_are_sound(tmp_path)


def test_a_listed_body_goes_wherever_it_stands_and_does_not_come_back(tmp_path: Path) -> None:
    routes = small_site(3)
    routes |= {ITEM: Reply(article("同一份")), SECOND: Reply(article("同一份"))}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        found = state(tmp_path, ITEM)
        assert found is not None
        assert apply_takedowns(tmp_path, [entry(sha256=found.sha256)], NEXT_NIGHT).records == 1
        assert state(tmp_path, ITEM) is None
        assert state(tmp_path, SECOND) is None
        routes["/jxgl/2024/4.html"] = Reply(article("同一份"))
        rows = {f"/jxgl/2024/{number}.html": f"{number}号项目支出绩效自评报告" for number in range(1, 5)}
        routes["/jxgl/"] = Reply(listing(rows))
        portal.hits.clear()
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert not {ITEM, SECOND} & set(portal.paths())
        crawl(portal.source(), tmp_path, THIRD_NIGHT)
        assert portal.paths().count("/jxgl/2024/4.html") == 1  # who could know before it came?
    assert state(tmp_path, "/jxgl/2024/4.html") is None
    assert b"\xe5\x90\x8c\xe4\xb8\x80\xe4\xbb\xbd" not in b"".join(
        text.encode() for records in kinds(tmp_path).values() for kind, text in records if kind == "response"
        if "title>同一份" in text
    )  # fmt: skip
    assert_warcs_are_sound(tmp_path)


def test_the_same_bytes_at_an_address_that_is_not_listed_stay(tmp_path: Path) -> None:
    routes = small_site(3) | {ITEM: Reply(article("同一份")), SECOND: Reply(article("同一份"))}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        apply_takedowns(tmp_path, [entry(HOME + ITEM)], NEXT_NIGHT)
        assert state(tmp_path, ITEM) is None
        assert body_of(tmp_path, SECOND) == article("同一份")
        portal.hits.clear()
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).fetched == 0
    assert_warcs_are_sound(tmp_path)


def test_a_redirect_to_a_listed_address_is_not_followed(tmp_path: Path) -> None:
    routes = small_site() | {ITEM: Reply(b"", 302, {"Location": "/moved.html"}), "/moved.html": Reply(article("新址"))}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path)
        assert apply_takedowns(tmp_path, [entry(HOME + "/moved.html")], NEXT_NIGHT).records == 1
        assert state(tmp_path, ITEM) is None
        portal.hits.clear()
        crawl(portal.source(), tmp_path, NEXT_NIGHT)
        assert "/moved.html" not in portal.paths()
    assert_warcs_are_sound(tmp_path)


def test_what_leaves_the_list_may_come_again(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
        apply_takedowns(tmp_path, [entry(HOME + ITEM)], NEXT_NIGHT)
        apply_takedowns(tmp_path, [], NEXT_NIGHT)
        assert crawl(portal.source(), tmp_path, NEXT_NIGHT).fetched == 1
        assert body_of(tmp_path, ITEM) is not None
        assert apply_takedowns(tmp_path, [entry(HOME + ITEM)], THIRD_NIGHT).records == 1


def test_what_a_kill_left_unjournalled_goes_too(tmp_path: Path) -> None:
    """A body that reached the archive before the kill and the journal never."""
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
    for path in tmp_path.glob("journal.sqlite*"):
        path.unlink()
    assert apply_takedowns(tmp_path, [entry(HOME + ITEM)], NEXT_NIGHT).records == 1


def test_saved_files_can_be_listed(tmp_path: Path) -> None:
    folder, archive = tmp_path / "saved", tmp_path / "archive"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"{name} 的自评报告", encoding="utf-8")
    archive_folder(folder, archive, NIGHT)
    apply_takedowns(archive, [entry(f"{folder_home(folder)}a.txt")], NEXT_NIGHT)
    assert set(places(archive)) == {f"{folder_home(folder)}b.txt"}
    assert archive_folder(folder, archive, NEXT_NIGHT).state == "green"
    assert set(places(archive)) == {f"{folder_home(folder)}b.txt"}
    assert_warcs_are_sound(archive)


@given(st.integers(0, 200_000), st.integers(0, 10**6), st.text(max_size=300))
def test_a_notice_has_exactly_the_length_of_what_it_replaces(extra: int, seed: int, reason: str) -> None:
    import zlib

    headers = {"warc-date": "2026-03-01T18:00:00.123456Z", "warc-record-id": f"<urn:uuid:{seed:032x}>", "warc-type": "response", "warc-target-uri": HOME + ITEM}  # fmt: skip  # noqa: E501
    made = notice(RecordAt(0, 400 + extra, headers), entry(HOME + ITEM, reason=reason or "x"))
    assert len(made) == 400 + extra
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    assert inflater.decompress(made).startswith(b"WARC/1.1\r\n")
    assert inflater.eof
    assert inflater.unused_data == b""


def test_records_after_damage_are_found(tmp_path: Path) -> None:
    with serve(small_site()) as portal:
        crawl(portal.source(), tmp_path)
    (path,) = tmp_path.rglob("*.warc.gz")
    whole = list(scan(path))
    damaged = bytearray(path.read_bytes())
    damaged[whole[3].offset + 20 : whole[3].offset + 30] = random.Random(1).randbytes(10)  # noqa: S311
    path.write_bytes(damaged)
    assert list(scan(path)) == [record for record in whole if record is not whole[3]]


KILLER = """
import os, signal, sys
from pathlib import Path
from tasks.crawl.removal import apply_takedowns
from tasks.crawl.takedown import load_takedowns
left = [int(sys.argv[3])]
def dying(function):
    def call(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **kwargs)
    return call
os.fsync, os.replace, Path.replace = dying(os.fsync), dying(os.replace), dying(Path.replace)
apply_takedowns(Path(sys.argv[1]), load_takedowns(Path(sys.argv[2])), "20260302T180000Z")
"""


def test_a_killed_removal_is_gone_on_with(tmp_path: Path) -> None:
    routes = small_site(3) | {ITEM: Reply(article("同一份")), SECOND: Reply(article("同一份"))}
    with serve(routes) as portal:
        crawl(portal.source(), tmp_path / "calm")
        crawl(portal.source(), tmp_path / "disturbed")
    listed = tmp_path / "takedowns.yaml"
    listed.write_text(
        f"takedowns:\n- {{url: '{HOME + ITEM}', reason: 测试, date: 2026-03-02, requested_by: 甲}}\n"
        f"- {{url: '{HOME + FILE}', reason: 测试, date: 2026-03-02, requested_by: 甲}}\n",
        encoding="utf-8",
    )
    apply_takedowns(tmp_path / "calm", load_takedowns(listed), NEXT_NIGHT)
    codes = []
    for count in range(1, 9):
        command = [sys.executable, "-c", KILLER, str(tmp_path / "disturbed"), str(listed), str(count)]
        codes.append(subprocess.run(command, cwd=ROOT, check=False, timeout=60).returncode)
        for path in (tmp_path / "disturbed").rglob("*.warc.gz"):
            assert (
                subprocess.run([Path(sys.executable).with_name("warcio"), "check", path], check=False).returncode == 0
            )
    assert set(codes) == {-9, 0}
    assert places(tmp_path / "disturbed").keys() == places(tmp_path / "calm").keys()
    for url in places(tmp_path / "disturbed"):
        assert body_of(tmp_path / "disturbed", url.removeprefix(HOME)) is not None
    assert {kind for kind, _ in kinds(tmp_path / "disturbed")[HOME + ITEM]} == {"metadata", "request"}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- a\n", "write one key, takedowns"),
        ("takedowns: 5\n", "is no list"),
        ("takedowns:\n- {url: http://a.gov.cn/1, reason: x, date: 2026-03-01}\n", "entry 1: requested_by"),
        ("takedowns:\n- {reason: x, date: 2026-03-01, requested_by: y}\n", "give either url or sha256"),
        ("takedowns:\n- {sha256: abc, reason: x, date: 2026-03-01, requested_by: y}\n", "entry 1: sha256"),
        ("takedowns:\n- {url: 'http://[', reason: x, date: 2026-03-01, requested_by: y}\n", "entry 1"),
        ("takedowns:\n- {url: 'www.a.gov.cn/1', reason: x, date: 2026-03-01, requested_by: y}\n", "no full address"),
        ("takedowns: [\n", "cannot be read"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "takedowns.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TakedownError, match=fault):
        load_takedowns(path)


def test_addresses_are_compared_as_the_crawl_writes_them() -> None:
    assert entry("HTTP://CZJ.Yunling.jxtest.gov.cn:80/绩效/1.html#a").value == f"{HOME}/%E7%BB%A9%E6%95%88/1.html"


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    path = tmp_path / "takedowns.yaml"
    path.write_text("# nobody asked yet\ntakedowns: []\n", encoding="utf-8")
    assert load_takedowns(path) == []
    with pytest.raises(TakedownError, match="cannot be read"):
        load_takedowns(tmp_path / "nowhere.yaml")
