"""Taking what is on the takedown list out of the archive.

A removed record is replaced by a `metadata` record of exactly its length which says what was removed and why. So all
other records stay at their offsets, and journal, warehouse and foreign indexes keep pointing at what they mean. A file
is written anew beside the old one and takes its place by one rename; being killed at any moment and run again gives
the same result.
"""

from __future__ import annotations

import os
import shutil
import zlib
from base64 import b32decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tasks.crawl.archive import ArchiveWriter, Position, open_archive, read_verified
from tasks.crawl.journal import Content, Journal, open_journal
from tasks.crawl.takedown import Takedown, addresses, digests
from tasks.crawl.warc_records import metadata_block
from tasks.crawl.warc_scan import RecordAt, scan
from warehouse.ids import canonical_url

_WITH_BODY = ("response", "resource", "conversion")
_LONGEST_COMMENT = 400
"""Bytes of padding in a gzip header: some readers, Go's among them, refuse longer comments."""
_FILE_BYTES = 512 * 1024 * 1024


class RemovalError(Exception):
    """A record that cannot be replaced in its place."""


@dataclass(slots=True)
class Removed:
    """What an application of the list did: records taken out, bytes of the files that were written anew."""

    records: int = 0
    rewritten: list[str] = field(default_factory=list)


def apply_takedowns(archive: Path, takedowns: Sequence[Takedown], run_id: str) -> Removed:
    """Bring the archive in line with the list: remove what is new on it, and remember all of it for the crawl.

    What left the list may be fetched again; its bodies do not come back by themselves. No crawl may run meanwhile.
    """
    removed = Removed()
    with open_journal(archive) as journal:
        with journal.transaction():
            journal.takedowns.keep([_row(entry) for entry in takedowns])
        waiting = journal.takedowns.waiting()
        new = [entry for entry in takedowns if (entry.kind, entry.value) in waiting]
        if not new:
            return removed
        urls, shas = addresses(new), digests(new)
        for folder in sorted(path for path in archive.iterdir() if path.is_dir()):
            if not any(folder.glob("*.warc.gz")):
                continue
            with open_archive(archive, folder.name, run_id, _FILE_BYTES) as writer:
                doomed = _keep_for_others(archive, folder.name, writer, journal, new, urls, shas)
                for path in sorted(folder.glob("*.warc.gz")):
                    _clean(archive, path, new, urls, shas, doomed, removed)
        with journal.transaction():
            for content in list(journal.contents()):
                entry = _entry_of(content, new, urls, shas)
                if entry is not None:
                    journal.takedowns.remove(content, entry.kind, entry.value)
            journal.takedowns.applied(datetime.now(UTC).replace(tzinfo=None))
    return removed


def _row(entry: Takedown) -> tuple[str, str, str, str, str]:
    return entry.kind, entry.value, entry.reason, entry.date.isoformat(), entry.requested_by


def _entry_of(content: Content, entries: Sequence[Takedown], urls: set[str], shas: set[str]) -> Takedown | None:
    """The entry by which a content has to go: by its digest, its address, or the address at which it was found."""
    names = {canonical_url(content.url), canonical_url(content.found_url), content.sha256}
    if not names & (urls | shas):
        return None
    return next((entry for entry in entries if entry.value in names), None)


def _keep_for_others(
    archive: Path,
    source_id: str,
    writer: ArchiveWriter,
    journal: Journal,
    entries: Sequence[Takedown],
    urls: set[str],
    shas: set[str],
) -> set[Position]:
    """Positions of the bodies to remove; what another address holds by the same record gets a record of its own."""
    going: set[Position] = set()
    staying: list[tuple[Position, Content]] = []
    for content in journal.contents():
        if content.warc_file.startswith(f"{source_id}/"):
            position = Position(content.warc_file, content.warc_offset)
            if _entry_of(content, entries, urls, shas):
                going.add(position)
            else:
                staying.append((position, content))
    for position, content in staying:
        stored = read_verified(archive, position, content.sha256, content.bytes) if position in going else None
        if stored is not None:
            (own,) = writer.append_resources([(content.found_url, content.fetched_at, stored.content)])
            journal.move(content, own.file, own.offset, own.record_id)
    return going


def _clean(
    archive: Path,
    path: Path,
    entries: Sequence[Takedown],
    urls: set[str],
    shas: set[str],
    doomed: set[Position],
    removed: Removed,
) -> None:
    """Write a file anew without the bodies that have to go; a file without any is not touched."""
    name = path.relative_to(archive).as_posix()
    notices: dict[int, tuple[RecordAt, Takedown]] = {}
    by_value: Mapping[str, Takedown] = {entry.value: entry for entry in entries}
    for record in scan(path):
        if record.kind not in _WITH_BODY:
            continue
        url, sha256 = canonical_url(record.url) if record.url else "", _sha256(record)
        if url in urls or sha256 in shas or Position(name, record.offset) in doomed:
            notices[record.offset] = (record, by_value.get(url) or by_value.get(sha256) or entries[0])
    if not notices:
        return
    unfinished = path.with_name(f".{path.name}.part")
    shutil.copyfile(path, unfinished)
    with unfinished.open("r+b") as stream:
        for offset, (record, entry) in notices.items():
            stream.seek(offset)
            stream.write(notice(record, entry))
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
    handle = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    removed.records += len(notices)
    removed.rewritten.append(name)


def _sha256(record: RecordAt) -> str:
    kind, _, value = record.headers.get("warc-payload-digest", "").partition(":")
    try:
        return b32decode(value).hex() if kind == "sha256" else ""
    except ValueError:
        return ""


def notice(record: RecordAt, entry: Takedown) -> bytes:
    """The gzip member, of the length of the record's, that says what stood here and why it was removed."""
    removed = f"removed: {record.kind} of {record.headers.get('warc-date', '')}\r\n"
    said = f"{removed}listed: {entry.date.isoformat()}\r\nreason: {' '.join(entry.reason.split())}\r\n"
    for text in (said, removed, ""):
        member = _fitted(record, text.encode())
        if member is not None:
            return member
    raise RemovalError(f"a record of {record.length} bytes is too short for a notice")


def _fitted(record: RecordAt, text: bytes) -> bytes | None:
    """A notice of exactly the record's length: packed with a short comment, or unpacked with blanks after the text."""
    packed = _member(_metadata(record, text), packed=True)
    spare = record.length - len(packed)
    if spare < 0:
        return None
    if spare > _LONGEST_COMMENT:
        blanks = spare
        while True:
            packed = _member(_metadata(record, text + b" " * blanks), packed=False)
            spare = record.length - len(packed)
            if spare >= 0:
                break
            blanks += spare
            if blanks < 0:
                return None
        if spare > _LONGEST_COMMENT:
            return None
    return _commented(packed, spare)


def _metadata(record: RecordAt, text: bytes) -> bytes:
    headers = record.headers
    return metadata_block(record.url, headers.get("warc-date", ""), headers.get("warc-record-id"), text)


def _member(content: bytes, *, packed: bool) -> bytes:
    packer = zlib.compressobj(9 if packed else 0, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(content) + packer.flush()
    end = zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03" + body + end


def _commented(member: bytes, spare: int) -> bytes:
    """The member with a comment in its header that takes so many bytes."""
    if spare == 0:
        return member
    return member[:3] + b"\x10" + member[4:10] + b" " * (spare - 1) + b"\x00" + member[10:]
