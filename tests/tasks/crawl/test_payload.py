"""Bodies on their way into the archive."""

from __future__ import annotations

import asyncio
import hashlib
import tracemalloc
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.crawl.archive import open_archive, read_stored, read_verified
from tasks.crawl.body import Body, read_body
from tasks.crawl.payload import IN_MEMORY, Payload
from tasks.crawl.warc_records import Exchange
from tests.tasks.crawl.test_archive import exchange, records

LARGE = 24 * IN_MEMORY


async def _arriving(pieces: Iterable[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


def came(pieces: Iterable[bytes], limit: int, folder: Path | None = None) -> Body:
    return asyncio.run(read_body(_arriving(pieces), "", None, limit, folder=folder))


@settings(deadline=None)
@given(st.lists(st.binary(max_size=50)), st.integers(0, 200), st.booleans())
def test_a_body_is_what_was_written(pieces: list[bytes], most: int, on_disk: bool) -> None:
    from tempfile import TemporaryDirectory

    whole = b"".join(pieces)
    with TemporaryDirectory() as folder:
        payload = Payload(bytes(IN_MEMORY) if on_disk else b"", Path(folder))
        before = bytes(IN_MEMORY) if on_disk else b""
        for piece in pieces:
            payload.write(piece)
        assert payload.start(most) == (before + whole)[:most]
        assert b"".join(payload.pieces()) == before + whole
        assert payload.length == len(before + whole)
        assert payload.sha256 == hashlib.sha256(before + whole).hexdigest()
        assert list(Path(folder).iterdir()) == []  # the file has no name, so that a kill leaves none behind
        payload.close()


def test_a_large_body_goes_from_the_wire_to_the_archive_without_filling_the_memory(tmp_path: Path) -> None:
    tracemalloc.start()
    body = came((b"%06d" % number + bytes(65_530) for number in range(LARGE // 65_536)), LARGE, tmp_path)
    with open_archive(tmp_path, "yunling", "20260301T180000Z", 10**9) as writer:
        position = writer.append_exchange(replace(exchange(1), payload=body.payload))
    sha256, length = body.payload.sha256, body.payload.length
    body.payload.close()
    stored = read_verified(tmp_path, position, sha256, 100)
    assert tracemalloc.get_traced_memory()[1] < 6 * IN_MEMORY
    tracemalloc.stop()
    assert length == LARGE
    assert stored is not None
    assert stored.content == b"000000" + bytes(94)
    assert [kind for kind, _ in records(tmp_path / position.file)] == ["warcinfo", "response", "request"]


def test_a_body_in_pieces_of_one_byte_is_given_up() -> None:
    body = came((b"x" for _ in range(10**7)), 10**8)
    assert body.verdict is not None
    assert "pieces of a few bytes" in body.verdict.reason
    assert body.received < 200_000


def test_what_cannot_be_written_whole_leaves_nothing_behind(tmp_path: Path) -> None:
    class Broken(Payload):
        def pieces(self):  # type: ignore[no-untyped-def]
            yield b"half of it"
            raise OSError(28, "No space left on device")

    with open_archive(tmp_path, "yunling", "20260301T180000Z", 10**9) as writer:
        first = writer.append_exchange(exchange(1))
        torn: Exchange = replace(exchange(2), payload=Broken(b"all of it"))
        try:
            writer.append_exchange(torn)
        except OSError:
            after = writer.append_exchange(exchange(3))
    assert len(records(tmp_path / first.file)) == 5
    assert read_stored(tmp_path, after, 10_000) is not None
