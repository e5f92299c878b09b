"""What a PDF unfolds to is measured at a bounded cost."""

from __future__ import annotations

import base64
import time
import zlib

import pytest

from tasks.parse.document import UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.pdf_guard import refuse_bomb


def pdf(*streams: bytes) -> bytes:
    return b"%PDF-1.4\n" + b"".join(b"1 0 obj <<>> stream\n" + one + b"\nendstream endobj\n" for one in streams)


@pytest.mark.parametrize("wrap", [bytes, lambda packed: base64.a85encode(packed) + b"~>\n"], ids=["plain", "ascii85"])
def test_streams_are_measured_together(monkeypatch: pytest.MonkeyPatch, wrap: object) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 3_000_000)
    packed = wrap(zlib.compress(bytes(1_000_000)))  # type: ignore[operator]
    refuse_bomb(pdf(packed, packed))
    with pytest.raises(UnreadableError, match="unfolds to more than is read"):
        refuse_bomb(pdf(packed, packed, packed, packed))


@pytest.mark.parametrize("end", [b"", b"endstream"], ids=["endless", "one end"])
@pytest.mark.parametrize("inside", [b"x", zlib.compress(b"x"), zlib.compress(bytes(10_000))])
def test_beginnings_without_ends_cost_no_square_of_their_number(inside: bytes, end: bytes) -> None:
    started = time.process_time()
    with pytest.raises(UnreadableError, match="begin inside each other"):
        refuse_bomb(b"%PDF-1.4\n" + (b"stream\n" + inside) * 100_000 + end)
    assert time.process_time() - started < 5


def test_what_is_no_deflated_stream_counts_for_nothing() -> None:
    refuse_bomb(pdf(b"BT (stream) Tj ET", b"", b"~>", b"x~>"))
