"""Files out of archives (zip, gzip; rar and 7z by bsdtar or unar): in memory, with bounds, under repaired names."""

from __future__ import annotations

import gzip
import json
import re
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tasks.parse.document import UnreadableError
from tasks.parse.readers import limits
from tasks.parse.readers.sniff import Format
from tasks.parse.readers.tools import ToolError, find_tool, run_tool
from tasks.parse.readers.words import tidy

ARCHIVES: frozenset[Format] = frozenset(("zip", "gzip", "rar", "7z"))
_SECONDS = 45  # less than a document has as a whole
_MAX_NAME = 300
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$|\._)", re.IGNORECASE)


@dataclass(slots=True)
class Budget:
    """What may still be unpacked of one outermost file, however its archives are nested."""

    size: int
    files: int

    def take(self, size: int) -> None:
        """Count a file. Raises `UnreadableError("unsupported", ...)` where the archive unfolds too far."""
        self.files -= 1
        self.size -= size
        if self.files < 0:
            raise UnreadableError("unsupported", f"an archive of more than {limits.MAX_MEMBERS} files")
        if self.size < 0:
            raise UnreadableError("unsupported", "an archive that unfolds to more than is read")


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of an archive: its path there, and its bytes or why there are none."""

    name: str
    content: bytes | UnreadableError


def unpack(data: bytes, kind: Format, budget: Budget) -> Iterator[Packed]:
    """The files of an archive in its order, without folders and what systems leave behind.

    Raises `UnreadableError` for an archive that cannot be opened or unfolds past the budget, the errors of the
    libraries for a damaged one.
    """
    if kind == "zip":
        files = _from_zip(data, budget)
    elif kind == "gzip":
        files = _from_gzip(data, budget)
    else:
        files = _by_tools(data, kind, budget)
    for file in files:
        if not _JUNK.search(file.name):
            yield Packed(_relative(file.name), file.content)


def _from_zip(data: bytes, budget: Budget) -> Iterator[Packed]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = _repaired(info)
            if info.flag_bits & _ENCRYPTED:
                budget.take(0)
                yield Packed(name, UnreadableError("unsupported", "locked with a password"))
                continue
            try:
                with archive.open(info) as stream:
                    # Not by the declared size: it may be false, and members may share their bytes.
                    content = stream.read(budget.size + 1)
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
                budget.take(0)
                yield Packed(name, UnreadableError("unreadable", f"damaged in its archive: {error}"[:300]))
                continue
            budget.take(len(content))
            yield Packed(name, content)


def _repaired(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return _decoded(info.filename.encode("cp437")) or info.filename
    except UnicodeEncodeError:
        return info.filename


def _decoded(raw: bytes) -> str | None:
    """A name of no stated charset: Chinese Windows writes GBK without saying so, some tools UTF-8 likewise."""
    for charset in ("utf-8", "gb18030"):
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return None


def _from_gzip(data: bytes, budget: Budget) -> Iterator[Packed]:
    with gzip.GzipFile(fileobj=BytesIO(data)) as stream:
        content = stream.read(budget.size + 1)
    budget.take(len(content))
    yield Packed("content", content)


def _by_tools(data: bytes, kind: Format, budget: Budget) -> Iterator[Packed]:
    bsdtar, unar = find_tool("bsdtar"), find_tool("unar")
    lsar = find_tool("lsar")
    if bsdtar is None and (unar is None or lsar is None):
        raise UnreadableError("unsupported", f"{kind}: neither bsdtar nor unar is installed")
    failures: list[str] = []
    with tempfile.TemporaryDirectory(prefix="jixiao-archive-") as name:
        folder = Path(name)
        archive = folder / f"in.{kind}"
        archive.write_bytes(data)
        if bsdtar is not None:
            try:
                tar = run_tool(_as_tar(bsdtar, archive, kind), folder, _SECONDS)
            except ToolError as error:
                failures.append(f"bsdtar: {error}")
            else:
                yield from _from_tar(tar, budget)
                return
        if unar is not None and lsar is not None:
            try:
                _refuse_large(run_tool([lsar, "-json", str(archive)], folder, _SECONDS), budget)
                out = folder / "out"
                command = [unar, "-quiet", "-no-directory", "-output-directory", str(out), str(archive)]
                run_tool(command, folder, _SECONDS)
            except ToolError as error:
                failures.append(f"unar: {error}")
            else:
                yield from _from_folder(out, budget)
                return
    raise UnreadableError("unreadable", f"{kind}: {'; '.join(failures)}")


def _as_tar(bsdtar: str, archive: Path, kind: Format) -> list[str]:
    """The command that writes an archive to standard output as tar: no file is written under a name out of it."""
    command = [bsdtar, "-c", "-f", "-", "--format=pax"]
    if kind != "rar":
        return [*command, f"@{archive}"]
    # Where it can seek, it takes a rar archive that ends in an uncompressed docx or xlsx for a zip archive.
    return ["/bin/sh", "-c", 'cat "$1" | { shift; "$@"; }', "sh", str(archive), *command, "@-"]


def _from_tar(tar: bytes, budget: Budget) -> Iterator[Packed]:
    with tarfile.open(fileobj=BytesIO(tar), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.isreg() else None
            if stream is not None:
                content = stream.read(budget.size + 1)
                budget.take(len(content))
                name = _decoded(member.name.encode("utf-8", "surrogateescape"))
                yield Packed(name or ascii(member.name), content)


def _refuse_large(listing: bytes, budget: Budget) -> None:
    """Raise where an archive declares more than may be unpacked: unar writes all of it to the disk."""
    entries = json.loads(listing).get("lsarContents", [])
    sizes = [int(entry.get("XADFileSize", 0)) for entry in entries]
    if sum(sizes) > budget.size or len(sizes) > budget.files:
        raise UnreadableError("unsupported", "an archive that unfolds to more than is read")


def _from_folder(folder: Path, budget: Budget) -> Iterator[Packed]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            budget.take(path.stat().st_size)
            yield Packed(str(path.relative_to(folder)), path.read_bytes())


def _relative(name: str) -> str:
    """A path without drive, root and steps upwards: it is only ever a label, and stays harmless as one."""
    parts = [tidy(part) for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "/".join(kept)[-_MAX_NAME:] or "unnamed"
