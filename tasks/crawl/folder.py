"""Saved files as a source: every file below a folder goes into the archive as a WARC `resource`."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tasks.crawl.archive import ArchiveBusyError, ArchiveWriter, Position, open_archive, read_verified
from tasks.crawl.journal import Fetch, Journal, State, open_journal
from tasks.crawl.links import clean_text
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.summary import CrawlSummary, summarise
from tasks.crawl.takedown import refusal

_BATCH_FILES = 200
_BATCH_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Saved:
    """A file that was looked at: its content, or why it could not be had."""

    url: str
    name: str
    at: datetime
    content: bytes = b""
    reason: str | None = None
    outcome: str = "broken"


def archive_folder(folder: Path, archive: Path, run_id: str) -> CrawlSummary:
    """Archive every regular file below a folder; what did not change since the last run is only noted.

    Hidden files are left out, and so are links that lead out of the folder. A run that was killed is resumed by calling
    with the same run_id. A folder is known by its name: a second one of that name is refused.
    """
    settings = CrawlSettings()
    source_id = folder_source_id(folder)
    if not folder.is_dir():
        return summarise(source_id, 0, (), red=[f"{folder} is no folder that can be read"])
    listed = 0
    try:
        with (
            open_archive(archive, source_id, run_id, settings.warc_bytes) as writer,
            open_journal(archive) as journal,
        ):
            if namesake := _namesake(folder, archive / source_id):
                reason = f"{namesake} is archived under that name already: rename {folder}, or use another data folder"
                return summarise(source_id, 0, (), red=[reason])
            for batch in _batches(folder, settings.max_bytes):
                listed += len(batch)
                _keep(batch, archive, source_id, run_id, writer, journal)
            fetches = list(journal.last_of_run(run_id, source_id))
    except ArchiveBusyError as error:
        return summarise(source_id, 0, (), red=[str(error)])
    return summarise(source_id, listed, fetches, red=[] if listed else [f"{folder} holds no files"])


def folder_source_id(folder: Path) -> str:
    """The source_id of a folder: its name, in letters that may stand in the names of archive files."""
    return "folder-" + re.sub(r"[^\w.+-]+", "-", folder.resolve().name)


def folder_home(folder: Path) -> str:
    """The address under which a folder's files are archived."""
    return f"folder://{quote(os.fsencode(folder.resolve().name), safe='')}/"


def _namesake(folder: Path, archived: Path) -> Path | None:
    """Another folder of this name that was archived and is still there; its files have the addresses of this one's.

    A folder that was moved is the same folder: there is nothing any more where it was.
    """
    here, note = folder.resolve(), archived / ".folder"
    known = Path(os.fsdecode(note.read_bytes())) if note.exists() else here
    if known != here and known.is_dir() and not known.samefile(here):
        return known
    written = note.with_name(".folder.new")
    written.write_bytes(os.fsencode(here))
    written.replace(note)
    return None


def _batches(folder: Path, limit: int) -> Iterator[list[_Saved]]:
    batch: list[_Saved] = []
    size = 0
    for path in _files(folder):
        saved = _look_at(path, folder, limit)
        batch.append(saved)
        size += len(saved.content)
        if len(batch) >= _BATCH_FILES or size >= _BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _files(folder: Path) -> list[Path]:
    root = folder.resolve()
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(parent, name)
            if name.startswith(".") or not (path.is_file() or path.is_symlink()):
                continue
            if not path.is_symlink() or (path.exists() and path.resolve().is_relative_to(root)):
                found.append(path)
    return sorted(found, key=lambda path: os.fsencode(path.relative_to(folder).as_posix()))


def _look_at(path: Path, folder: Path, limit: int) -> _Saved:
    relative = os.fsencode(path.relative_to(folder).as_posix())
    url = folder_home(folder) + quote(relative, safe="/")
    name = _name(relative.rsplit(b"/", 1)[-1])
    at = datetime.now(UTC).replace(tzinfo=None)
    try:
        with path.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        return _Saved(url, name, at, reason=f"the file cannot be read ({error.strerror})")
    if len(content) > limit:
        return _Saved(url, name, at, reason=f"the file has more than the {limit} bytes allowed")
    if not content:
        return _Saved(url, name, at, reason="the file is empty")
    return _Saved(url, name, at, content)


def _name(raw: bytes) -> str:
    """A file's name; names out of old archives are often GBK."""
    try:
        return clean_text(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return clean_text(raw.decode("gb18030", "replace"))


def _keep(
    batch: list[_Saved], archive: Path, source_id: str, run_id: str, writer: ArchiveWriter, journal: Journal
) -> None:
    """Archive what is new in a batch, then journal the whole batch in one transaction."""
    batch = [_unless_taken_down(saved, journal) for saved in batch]
    digests = [hashlib.sha256(saved.content).hexdigest() for saved in batch]
    known = [
        None if saved.reason else _known(saved.url, sha, archive, journal)
        for saved, sha in zip(batch, digests, strict=True)
    ]
    new = [saved for saved, first in zip(batch, known, strict=True) if first is None and not saved.reason]
    positions = iter(writer.append_resources([(saved.url, saved.at, saved.content) for saved in new]) if new else [])
    entries: list[tuple[Fetch, State | None]] = []
    for saved, sha256, first in zip(batch, digests, known, strict=True):
        if first and journal.done(run_id, source_id, saved.url):
            continue
        if saved.reason:
            entries.append(
                (Fetch(run_id, source_id, saved.url, "file", saved.at, 0, saved.outcome, reason=saved.reason), None)
            )
            continue
        before = journal.state(saved.url)
        position, at = first or (next(positions), saved.at)
        state = State(
            saved.url,
            source_id,
            "file",
            None,
            saved.name,
            None,
            None,
            None,
            None,
            sha256,
            len(saved.content),
            position.file,
            position.offset,
            at,
            saved.url,
            position.record_id,
        )
        outcome = "unchanged" if before is not None and before.sha256 == sha256 and first else "ok"
        fetch = Fetch(
            run_id,
            source_id,
            saved.url,
            "file",
            saved.at,
            0,
            outcome,
            bytes=len(saved.content),
            sha256=sha256,
            warc_file=position.file,
            warc_offset=position.offset,
        )
        entries.append((fetch, state))
    journal.record(entries)


def _unless_taken_down(saved: _Saved, journal: Journal) -> _Saved:
    reason = journal.takedowns.of_address(saved.url)
    if reason is None and not saved.reason:
        reason = journal.takedowns.of_body(hashlib.sha256(saved.content).hexdigest())
    return replace(saved, content=b"", reason=refusal(reason), outcome="refused") if reason else saved


def _known(url: str, sha256: str, archive: Path, journal: Journal) -> tuple[Position, datetime] | None:
    """Where the archive has this content of this file, and since when."""
    content = journal.content(url, sha256)
    if content is None:
        return None
    position = Position(content.warc_file, content.warc_offset, content.record_id)
    readable = read_verified(archive, position, sha256, content.bytes) is not None
    return (position, content.fetched_at) if readable else None
