"""The archive survives kills, and never gives away what is whole."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from tasks.crawl.archive import (
    ArchiveBusyError,
    Position,
    Stored,
    mend_tail,
    open_archive,
    read_stored,
)
from tasks.crawl.payload import Payload
from tasks.crawl.warc_records import Exchange

AT = datetime(2026, 3, 1, 18, 0, 0, 123456)  # noqa: DTZ001 - the archive's times are UTC without a zone
RUN = "20260301T180000Z"


def exchange(number: int, body: bytes | None = None) -> Exchange:
    return Exchange(
        url=f"http://czj.yunling.jxtest.gov.cn/{number}.html?a=b",
        at=AT,
        request_headers=(("Host", "czj.yunling.jxtest.gov.cn"),),
        status=200,
        reason_phrase="O\u00e9K\r\nInjected: 1",
        response_headers=(("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("X-Bad", "a\r\nb: ä")),
        payload=Payload(random.Random(number).randbytes(500) if body is None else body),  # noqa: S311 - no secret
    )


def stored(found: Exchange) -> Stored:
    return Stored(found.url, found.payload.start(10_000), found.payload.sha256)


def records(path: Path) -> list[tuple[str, str | None]]:
    with path.open("rb") as stream:
        return [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"))
            for record in ArchiveIterator(stream, check_digests="raise")
            if record.content_stream().read() is not None
        ]


def filled(archive: Path, count: int = 3) -> tuple[Path, list[Position]]:
    with open_archive(archive, "yunling", RUN, 10**9) as writer:
        positions = [writer.append_exchange(exchange(number)) for number in range(count)]
    return archive / positions[0].file, positions


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    _, positions = filled(tmp_path)
    for number, position in enumerate(positions):
        assert read_stored(tmp_path, position, 10_000) == stored(exchange(number))


def test_headers_cannot_smuggle_lines(tmp_path: Path) -> None:
    path, _ = filled(tmp_path, 1)
    with path.open("rb") as stream:
        response = next(record for record in ArchiveIterator(stream) if record.rec_type == "response")
    assert response.http_headers.get_header("Injected") is None
    assert response.http_headers.get_header("b") is None
    assert response.http_headers.get_header("X-Archive-Orig-Transfer-Encoding") == "chunked"


def test_a_torn_tail_is_cut_at_every_byte(tmp_path: Path) -> None:
    path, positions = filled(tmp_path)
    whole = path.read_bytes()
    last = positions[-1].offset
    for end in [*range(last + 1, len(whole), 37), len(whole) - 1]:
        path.write_bytes(whole[:end])
        assert mend_tail(path)
        kept = path.stat().st_size
        assert last <= kept <= end
        assert len(records(path)) in (5, 6)
        assert read_stored(tmp_path, positions[1], 10_000) is not None


def test_a_whole_file_is_left_as_it_is(tmp_path: Path) -> None:
    path, _ = filled(tmp_path)
    whole = path.read_bytes()
    assert mend_tail(path)
    assert path.read_bytes() == whole


def test_zeros_of_a_power_cut_are_cut(tmp_path: Path) -> None:
    path, _ = filled(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole + b"\0" * 4096)
    assert mend_tail(path)
    assert path.read_bytes() == whole


def test_damage_in_the_middle_cuts_nothing_and_starts_a_new_file(tmp_path: Path) -> None:
    path, positions = filled(tmp_path)
    damaged = bytearray(path.read_bytes())
    damaged[positions[1].offset : positions[1].offset + 20] = b"\xff" * 20
    path.write_bytes(damaged)
    (path.parent / ".lock").write_text("")  # as after a kill: nothing is noted of the file
    with open_archive(tmp_path, "yunling", RUN, 10**9) as writer:
        position = writer.append_exchange(exchange(9))
    assert path.read_bytes() == bytes(damaged)
    assert position.file != positions[0].file
    assert read_stored(tmp_path, positions[1], 10_000) is None
    assert read_stored(tmp_path, positions[2], 10_000) is not None


def test_a_run_goes_on_in_its_file_after_a_torn_tail(tmp_path: Path) -> None:
    path, positions = filled(tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    with open_archive(tmp_path, "yunling", RUN, 10**9) as writer:
        again = writer.append_exchange(exchange(7))
    assert again.file == positions[0].file
    assert read_stored(tmp_path, again, 10_000) == stored(exchange(7))
    assert records(path)[-1] == ("request", exchange(7).url)


def test_only_what_was_not_noted_is_looked_through(tmp_path: Path) -> None:
    path, positions = filled(tmp_path)
    assert (path.parent / ".lock").read_text() == f"{path.name} {path.stat().st_size}\n"
    whole = path.stat().st_size
    with path.open("ab") as stream:
        stream.write(path.read_bytes()[positions[1].offset : positions[2].offset + 30])
    with open_archive(tmp_path, "yunling", RUN, 10**9) as writer:
        again = writer.append_exchange(exchange(7))
    assert again.offset == whole + positions[2].offset - positions[1].offset
    assert len(records(path)) == 11


@pytest.mark.parametrize("note", ["", "nonsense", "{name} 99999999", "{name} -5", "other.warc.gz 7", "\x00" * 50])
def test_a_wrong_note_does_no_harm(tmp_path: Path, note: str) -> None:
    path, positions = filled(tmp_path)
    (path.parent / ".lock").write_text(note.format(name=path.name))
    with open_archive(tmp_path, "yunling", RUN, 10**9) as writer:
        assert writer.append_exchange(exchange(7)).offset > positions[-1].offset
    assert len(records(path)) == 9


def test_the_next_run_mends_the_file_of_the_killed_one(tmp_path: Path) -> None:
    path, _ = filled(tmp_path)
    path.write_bytes(path.read_bytes()[:-10])
    with open_archive(tmp_path, "yunling", "20260302T180000Z", 10**9) as writer:
        assert writer.append_exchange(exchange(7)).file != path.relative_to(tmp_path).as_posix()
    assert len(records(path)) == 6


def test_a_file_torn_in_its_first_record_is_begun_anew(tmp_path: Path) -> None:
    path, _ = filled(tmp_path)
    path.write_bytes(path.read_bytes()[:50])
    with open_archive(tmp_path, "yunling", RUN, 10**9) as writer:
        writer.append_exchange(exchange(1))
    assert [kind for kind, _ in records(path)] == ["warcinfo", "response", "request"]


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with open_archive(tmp_path, "yunling", RUN, 10**9):
        with pytest.raises(ArchiveBusyError), open_archive(tmp_path, "yunling", RUN, 10**9):
            pass
        with open_archive(tmp_path, "other", RUN, 10**9):
            pass
    with open_archive(tmp_path, "yunling", RUN, 10**9):
        pass


@pytest.mark.parametrize("name", ["../up", "a/b", ""])
def test_names_cannot_lead_out_of_the_archive(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="file name"), open_archive(tmp_path, "yunling", name, 10**9):
        pass


def test_what_cannot_be_read_is_none(tmp_path: Path) -> None:
    path, positions = filled(tmp_path)
    assert read_stored(tmp_path, Position("nowhere.warc.gz", 0), 100) is None
    assert read_stored(tmp_path, Position(positions[0].file, 10**9), 10_000) is None
    assert read_stored(tmp_path, Position(positions[0].file, positions[0].offset + 3), 10_000) is None
    path.unlink()
    assert read_stored(tmp_path, positions[0], 10_000) is None
