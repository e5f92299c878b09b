"""Measuring what a PDF unfolds to before a library unfolds it: its parser inflates every stream without a bound."""

from __future__ import annotations

import base64
import re
import zlib

from tasks.parse.document import UnreadableError
from tasks.parse.readers import limits

_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1 << 20


def refuse_bomb(data: bytes) -> None:
    """Raise `UnreadableError("unsupported", ...)` for a PDF whose streams unfold past the limit."""
    size = 0
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        end = data.find(b"endstream", match.end())
        size += _inflated_size(data[match.end() : end if end >= 0 else len(data)], limits.MAX_UNPACKED_BYTES - size)
        if size > limits.MAX_UNPACKED_BYTES:
            raise UnreadableError("unsupported", "a pdf file that unfolds to more than is read")


def _inflated_size(stream: bytes, most: int) -> int:
    """The size of a deflated stream, counted no further than just past `most`; 0 for one of another kind."""
    inflater = zlib.decompressobj()
    size = 0
    try:
        waiting = base64.a85decode(stream.strip().removesuffix(b"~>")) if stream.rstrip().endswith(b"~>") else stream
        while waiting and size <= most:
            size += len(inflater.decompress(waiting, _PIECE))
            waiting = inflater.unconsumed_tail
    except (zlib.error, ValueError):
        pass
    return size
