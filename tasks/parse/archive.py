"""Bodies out of WARC files: all that the parser knows of the archive is a file and an offset in it."""

from __future__ import annotations

from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

MAX_BODY_BYTES = 200 * 1024 * 1024
"""More than any disclosure has; a body beyond it is a mistake or an attack and would only fill the memory."""

_GZIP = b"\x1f\x8b"


class ArchiveError(Exception):
    """A record that is not where the manifest says, or that is damaged."""


def read_body(archive: Path, warc_file: str, offset: int) -> bytes:
    """The body at an offset of a WARC file, with the transfer's encodings undone.

    Raises ArchiveError where the file, the record or the body cannot be read, or is not whole: warcio hands out what it
    can of a damaged record, and the facts of half a page would take the place of those of the whole.
    """
    path = (archive / warc_file).resolve()
    if not path.is_relative_to(archive.resolve()):
        raise ArchiveError(f"{warc_file} lies outside the archive")
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            # Every record is a gzip member of its own; warcio takes what does not begin like one for plain text.
            if stream.read(len(_GZIP)) != _GZIP:
                raise ArchiveError(f"{warc_file} at {offset}: no record there")
            stream.seek(offset)
            for record in ArchiveIterator(stream, check_digests="raise"):
                body = record.content_stream().read(MAX_BODY_BYTES + 1)
                if len(body) > MAX_BODY_BYTES:
                    raise ArchiveError(f"{warc_file} at {offset}: body over {MAX_BODY_BYTES} bytes")
                if record.raw_stream.limit and not record.raw_stream.read(1):
                    raise ArchiveError(f"{warc_file} at {offset}: the record ends in the middle")
                return bytes(body)
    except (OSError, ArchiveLoadFailed, ValueError, EOFError) as error:
        raise ArchiveError(f"{warc_file} at {offset}: {error}") from error
    raise ArchiveError(f"{warc_file} at {offset}: no record there")
