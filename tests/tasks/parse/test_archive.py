from __future__ import annotations

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tasks.parse.archive import ArchiveError, read_body


def write(archive: Path, body: bytes, *, encoding: str | None = None) -> int:
    """Appends a response to a.warc.gz; its offset."""
    archive.mkdir(exist_ok=True)
    with (archive / "a.warc.gz").open("ab") as stream:
        offset = stream.tell()
        writer = WARCWriter(stream, gzip=True)
        headers = [("Content-Type", "text/html")] + ([("Content-Encoding", encoding)] if encoding else [])
        http = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record("http://a.example/", "response", BytesIO(body), http_headers=http)
        )
    return offset


def test_the_body_at_an_offset(tmp_path: Path) -> None:
    first, second = write(tmp_path, b"one"), write(tmp_path, "二".encode())
    assert read_body(tmp_path, "a.warc.gz", first) == b"one"
    assert read_body(tmp_path, "a.warc.gz", second) == "二".encode()


def test_the_encoding_of_the_transfer_is_undone(tmp_path: Path) -> None:
    offset = write(tmp_path, gzip.compress(b"packed"), encoding="gzip")
    assert read_body(tmp_path, "a.warc.gz", offset) == b"packed"


@pytest.mark.parametrize("offset", [1, 10_000])
def test_a_wrong_offset_has_a_reason(tmp_path: Path, offset: int) -> None:
    write(tmp_path, b"one")
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz"):
        read_body(tmp_path, "a.warc.gz", offset)


def test_a_damaged_record_has_a_reason(tmp_path: Path) -> None:
    write(tmp_path, b"x" * 5000)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(path.read_bytes()[:150])
    with pytest.raises(ArchiveError):
        read_body(tmp_path, "a.warc.gz", 0)


@pytest.mark.parametrize("damage", ["cut", "changed"])
def test_half_a_body_is_none(tmp_path: Path, damage: str) -> None:
    body = "".join(f"{number:x}{number * 7919:b}" for number in range(20_000)).encode()
    write(tmp_path, body)
    path = tmp_path / "a.warc.gz"
    packed = bytearray(path.read_bytes())
    if damage == "cut":
        del packed[len(packed) // 2 :]
    else:
        packed[len(packed) // 2] ^= 0xFF
    path.write_bytes(packed)
    with pytest.raises(ArchiveError):
        read_body(tmp_path, "a.warc.gz", 0)


def test_a_name_never_leads_out_of_the_archive(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    with pytest.raises(ArchiveError, match="outside"):
        read_body(tmp_path / "archive", "../secret", 0)


def test_a_missing_file_has_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"none\.warc\.gz"):
        read_body(tmp_path, "none.warc.gz", 0)
