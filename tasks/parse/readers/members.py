"""Files that hold several documents: archives, each file of which is read like a file of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from tasks.parse.document import Document, UnreadableError
from tasks.parse.readers import limits, read
from tasks.parse.readers.archives import ARCHIVES, Budget, unpack
from tasks.parse.readers.defects import unreadable
from tasks.parse.readers.sniff import sniff

_MAX_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a file, or the reason why there is none.

    `name` is the path in the archive ("附件/自评表.xls", nested "2022.zip/自评表.xls"), unique within the file and
    the same at every reading; None is the file itself. `sha256` and `size` (bytes) are those of the member.
    """

    name: str | None
    sha256: str
    size: int
    content: Document | UnreadableError


def read_all(data: bytes, *, content_type: str | None = None, name: str | None = None) -> Iterator[Member]:
    """Read a file of any format: one member without a name, or those of an archive, one after the other.

    Never raises on account of the bytes. An archive that cannot be opened, or not to its end, gives a member without
    a name that tells why, behind those that could be read.
    """
    if len(data) > limits.MAX_BYTES or sniff(data) not in ARCHIVES:
        yield _member(None, data, content_type, name)
        return
    yield from _members(data, "", 1, Budget(limits.MAX_UNPACKED_BYTES, limits.MAX_MEMBERS), {})


def _members(data: bytes, path: str, depth: int, budget: Budget, seen: dict[str, int]) -> Iterator[Member]:
    """The members of the archive at `path` ("" for the outermost)."""
    kind = sniff(data)
    found = 0
    try:
        for packed in unpack(data, kind, budget):
            found += 1
            name = _unique(f"{path}/{packed.name}" if path else packed.name, seen)
            if isinstance(packed.content, UnreadableError):
                yield Member(name, hashlib.sha256(b"").hexdigest(), 0, packed.content)
            elif sniff(packed.content) not in ARCHIVES:
                yield _member(name, packed.content, None, packed.name)
            elif depth < _MAX_DEPTH:
                yield from _members(packed.content, name, depth + 1, budget, seen)
            else:
                reason = f"archives nested deeper than {_MAX_DEPTH}"
                yield _failed(name, packed.content, UnreadableError("unsupported", reason))
        if not found:
            yield _failed(path or None, data, UnreadableError("empty", f"no file in this {kind} archive"))
    except UnreadableError as error:
        yield _failed(path or None, data, error)
    except Exception as error:
        yield _failed(path or None, data, unreadable(error, f"{kind} archive"))


def _member(name: str | None, data: bytes, content_type: str | None, file_name: str | None) -> Member:
    try:
        content: Document | UnreadableError = read(data, content_type=content_type, name=file_name)
    except UnreadableError as error:
        content = error
    return Member(name, hashlib.sha256(data).hexdigest(), len(data), content)


def _failed(name: str | None, data: bytes, error: UnreadableError) -> Member:
    return Member(name, hashlib.sha256(data).hexdigest(), len(data), error)


def _unique(name: str, seen: dict[str, int]) -> str:
    """`name`, numbered where the archive holds another of that name."""
    seen[name] = seen.get(name, 0) + 1
    return name if seen[name] == 1 else _unique(f"{name} ({seen[name]})", seen)
