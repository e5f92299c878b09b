"""Bodies on their way into the archive: small ones in memory, large ones in a file without a name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

IN_MEMORY = 1024 * 1024
"""Bytes of a body that are kept in memory; what is longer waits for the archive on the disk."""
_PIECE = 256 * 1024


class Payload:
    """A body as it came, with the transfer's encodings undone.

    It is written piece by piece, then read as often as needed, then closed. The file lies in `folder` (that of the
    archive: a folder for temporary files is often memory too) and is gone with the process, however that ends.
    """

    def __init__(self, content: bytes = b"", folder: Path | None = None) -> None:
        self._folder = folder
        self._content = bytearray()
        self._file: BinaryIO | None = None
        self._digest = hashlib.sha256()
        self.length = 0
        if content:
            self.write(content)

    def write(self, piece: bytes) -> None:
        """Append bytes."""
        self.length += len(piece)
        self._digest.update(piece)
        if self._file is None and self.length > IN_MEMORY and self._folder is not None:
            self._file = TemporaryFile(dir=self._folder)  # noqa: SIM115 - close() closes it
            self._file.write(self._content)
            self._content.clear()
        if self._file is None:
            self._content += piece
        else:
            self._file.write(piece)

    @property
    def sha256(self) -> str:
        """The digest of the whole, in hex."""
        return self._digest.hexdigest()

    def start(self, most: int) -> bytes:
        """The first bytes, at most so many."""
        if self._file is not None:
            self._file.seek(0)
            return self._file.read(most)
        return bytes(self._content[:most])

    def pieces(self) -> Iterator[bytes]:
        """The whole, piece by piece."""
        if self._file is None:
            yield bytes(self._content)
            return
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece

    def close(self) -> None:
        """Forget the body and give the disk back."""
        self._content.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
