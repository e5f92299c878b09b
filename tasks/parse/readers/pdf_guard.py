"""Measuring what a PDF unfolds to before a library unfolds it: its parser inflates every stream without a bound."""

from __future__ import annotations

import base64
import re
import zlib

from tasks.parse.document import UnreadableError
from tasks.parse.readers import limits

_STREAM = re.compile(rb"stream\r?\n")
_PIECE = 1 << 20
_END = 64  # bytes in which the end mark of ASCII85 stands, with the white space behind it
_MOST_LOOKS = 10  # times the length of the file: the words may stand in a text or a script too


def refuse_bomb(data: bytes) -> None:
    """Raise `UnreadableError("unsupported", ...)` for a PDF whose streams unfold past the limit."""
    size = looked_at = end = 0
    content = memoryview(data)
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        if 0 <= end < match.end():
            end = data.find(b"endstream", match.end())
        stream = content[match.end() : end if end >= 0 else len(data)]
        # Streams stand one behind the other. Beginnings without ends would each have us look at all that follows.
        looked_at += len(stream)
        if looked_at > _MOST_LOOKS * len(data):
            raise UnreadableError("unsupported", "a pdf file whose streams begin inside each other")
        size += _inflated_size(stream, limits.MAX_UNPACKED_BYTES - size)
        if size > limits.MAX_UNPACKED_BYTES:
            raise UnreadableError("unsupported", "a pdf file that unfolds to more than is read")


def _inflated_size(stream: memoryview, most: int) -> int:
    """The size of a deflated stream, counted no further than just past `most`; 0 for one of another kind."""
    inflater = zlib.decompressobj()
    size = 0
    try:
        waiting: bytes | memoryview = stream
        if bytes(stream[-_END:]).rstrip().endswith(b"~>"):
            waiting = base64.a85decode(bytes(stream).strip().removesuffix(b"~>"))
        while waiting and size <= most:
            size += len(inflater.decompress(waiting, _PIECE))
            waiting = inflater.unconsumed_tail
    except (zlib.error, ValueError):
        pass
    return size
