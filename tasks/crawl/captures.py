"""Looking into the archive: captures by source, address, date and class; one of them whole; a selection as a WARC."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from tasks.crawl.charset import decode
from tasks.crawl.journal import Content, open_journal
from tasks.crawl.warc_records import warcinfo_record
from tasks.crawl.warc_scan import read_range, scan


class ArchiveMissingError(Exception):
    """There is no archive, or not what was asked for in it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which captures are meant; what is None does not matter. Days are those of the fetch (UTC), both included."""

    source_id: str | None = None
    url: str | None = None
    since: date | None = None
    until: date | None = None
    role: str | None = None

    def holds(self, content: Content) -> bool:
        """Whether a capture is meant; an address is meant as a beginning."""
        day = content.fetched_at.date()
        return (
            (self.source_id is None or content.source_id == self.source_id)
            and (self.url is None or content.url.startswith(self.url))
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (self.role is None or content.role == self.role)
        )


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is archived: WARC headers, HTTP status line and headers (where it has them), body, its text.

    `text` is None where the body is no text.
    """

    place: str
    warc_headers: list[tuple[str, str]]
    http: list[str]
    body: bytes
    text: str | None


def captures(archive: Path, selection: Selection) -> Iterator[Content]:
    """The captures of a selection (distinct contents of addresses), by address and digest."""
    _must_be(archive)
    with open_journal(archive) as journal:
        yield from (content for content in journal.contents() if selection.holds(content))


def find_capture(archive: Path, which: str) -> Content:
    """The capture of a record id, or the newest of an address; ArchiveMissingError where there is none."""
    _must_be(archive)
    with open_journal(archive) as journal:
        of_record = journal.content_of_record(which if which.startswith("<") else f"<{which}>")
        of_address = journal.contents_of(which)
    found = of_record or (of_address[-1] if of_address else None)
    if found is None:
        raise ArchiveMissingError(
            f"no capture of {which}: `jixiao archive list --url` finds addresses by their beginning"
        )
    return found


def read_record(archive: Path, content: Content, limit: int) -> Record:
    """A capture's record, its body up to so many bytes; ArchiveMissingError where it cannot be read any more."""
    place = f"{content.warc_file}@{content.warc_offset}"
    try:
        with (archive / content.warc_file).open("rb") as stream:
            stream.seek(content.warc_offset)
            record = next(iter(ArchiveIterator(stream)))
            body = record.content_stream().read(limit)
            http = record.http_headers
            lines = (
                [f"{http.protocol} {http.statusline}", *(f"{name}: {value}" for name, value in http.headers)]
                if http
                else []
            )
            return Record(place, list(record.rec_headers.headers), lines, body, _text(body, content.content_type))
    except Exception as error:
        raise ArchiveMissingError(f"the record at {place} cannot be read ({type(error).__name__}: {error})") from error


def export(archive: Path, selection: Selection, target: Path) -> int:
    """Write every record of a selection into one WARC file; the number of records.

    Requests, revisits and redirects of an address come along, and for a revisit whose first fetch lies outside the
    selection that fetch does too, so that the file can be replayed by itself. The file appears whole or not at all.
    """
    _must_be(archive)
    whenever = replace(selection, since=None, until=None)
    urls = {url for content in captures(archive, whenever) for url in (content.url, content.found_url)}
    chosen = _chosen(archive, selection, urls)
    if not chosen:
        raise ArchiveMissingError("nothing in the archive is selected: look at `jixiao archive list`")
    unfinished = target.with_name(f".{target.name}.part")
    with unfinished.open("wb") as out:
        out.write(warcinfo_record(target.name))
        for path, offset, length in chosen:
            out.write(read_range(path, offset, length))
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(target)
    return len(chosen)


def _chosen(archive: Path, selection: Selection, urls: set[str]) -> list[tuple[Path, int, int]]:
    """Where the records stand that belong to a selection, in the order of the archive."""
    chosen: set[tuple[Path, int, int]] = set()
    bodies: dict[str, tuple[Path, int, int]] = {}
    repeated: set[str] = set()
    for path in sorted(archive.glob(f"{selection.source_id or '*'}/*.warc.gz")):
        for record in scan(path):
            place = (path, record.offset, record.length)
            if record.kind in ("response", "resource"):
                bodies[record.headers.get("warc-record-id", "")] = place
            if record.url in urls and _within(record.headers.get("warc-date", "")[:10], selection):
                chosen.add(place)
                repeated.add(record.headers.get("warc-refers-to", ""))
    return sorted(chosen | {bodies[record] for record in repeated if record in bodies})


def _within(day: str, selection: Selection) -> bool:
    since, until = selection.since, selection.until
    return (since is None or day >= since.isoformat()) and (until is None or day <= until.isoformat())


def _text(body: bytes, content_type: str | None) -> str | None:
    """The body as text; None for office files, pictures and the like."""
    if b"\x00" in body[:4096] or body.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"Rar!")):
        return None
    return decode(body, content_type)


def _must_be(archive: Path) -> None:
    if not (archive / "journal.sqlite").exists():
        raise ArchiveMissingError(f"there is no archive in {archive}: a night makes one, or give another --data")
