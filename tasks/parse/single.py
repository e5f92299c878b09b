"""One archived file, from its bytes to the rows of its documents: what a worker process does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tasks.parse.archive import ArchiveError, read_body
from tasks.parse.bounds import bounded, storable
from tasks.parse.claims.find import MAX_CLAIMS
from tasks.parse.document import NOT_READ, Document, UnreadableError
from tasks.parse.extract import extract
from tasks.parse.facts import Facts
from tasks.parse.frames import Origin, Rows, add_document
from tasks.parse.parts import Part, join_parts
from tasks.parse.readers import read
from tasks.parse.readers.defects import defect_at
from tasks.parse.readers.members import Member, read_all
from tasks.parse.readers.sniff import sniff
from tasks.parse.redact import redact
from tasks.parse.region import locate
from tasks.parse.trust import judge
from warehouse.gazetteer import gazetteer
from warehouse.ids import document_id, snapshot_id

_MOST_REASON = 300


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What parsing must know of a source: whether a public body answers for it, and where that body is."""

    official: bool
    region_code: str | None
    region_name: str | None = None


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file to be read: its row of the manifest, the archive's folder, its source, its further pages."""

    origin: Origin
    archive: str
    source: SourceInfo
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: its state, why it has no facts or not all, and its rows by table.

    `is_opened_archive` tells an archive whose files are documents of their own from a file that nobody reads.
    """

    origin: Origin
    state: str
    reason: str | None = None
    format: str = "unknown"
    evaluations: int = 0
    rows: Rows = field(default_factory=Rows)
    is_opened_archive: bool = False

    @property
    def is_read(self) -> bool:
        """Whether there is a document, with facts or without."""
        return self.state in ("parsed", "negative")


def read_facts(data: bytes, *, content_type: str | None = None, name: str | None = None) -> tuple[Document, Facts]:
    """A document and its facts from bytes alone; raises UnreadableError with the reason where there are none."""
    if not data:
        raise UnreadableError("empty", "the file is empty")
    return _facts(read(data, content_type=content_type, name=name))


def facts_in(data: bytes, name: str) -> Iterator[tuple[str | None, Facts | UnreadableError]]:
    """What is read out of a file, or out of each file of an archive, by its path there; or why nothing is.

    Never raises on account of the bytes.
    """
    for member in read_all(data, name=name):
        yield member.name, _facts_or_reason(member.content)


def _facts_or_reason(content: Document | UnreadableError) -> Facts | UnreadableError:
    if isinstance(content, UnreadableError):
        return content
    try:
        return _facts(content)[1]
    except MemoryError:
        return UnreadableError("failed", "ran out of memory")
    except Exception as error:
        return _defect(error)


def origin_of(row: Mapping[str, Any]) -> Origin:
    """A row of the manifest with the ids of its document and state."""
    carried = (
        "source_id", "url", "name", "fetched_at", "http_status", "content_type", "sha256", "bytes", "warc_file",
        "warc_offset",
    )  # fmt: skip
    return Origin(
        document_id=document_id(row["url"]),
        snapshot_id=snapshot_id(row["url"], row["sha256"]),
        parent_document_id=document_id(row["parent_url"]) if row["parent_url"] else None,
        **{name: row[name] for name in carried},
    )


def read_archived(file: ArchivedFile) -> Iterator[Outcome]:
    """What became of a file; of an archive first the outcomes of its members, then its own.

    Never raises on account of the bytes.
    """
    origin = file.origin
    try:
        body = read_body(Path(file.archive), origin.warc_file, origin.warc_offset)
    except ArchiveError as error:
        yield Outcome(origin, "unreadable", str(error)[:_MOST_REASON])
        return
    for member in read_all(body, content_type=origin.content_type, name=origin.name):
        content = _joined(member.content, file) if member.name is None else member.content
        yield outcome_of(_member_origin(origin, member), content, file.source)
        if member.name is None:
            return
    reason = "an archive: its files are documents of their own"
    yield Outcome(origin, "unsupported", reason, sniff(body), is_opened_archive=True)


def _joined(first: Document | UnreadableError, file: ArchivedFile) -> Document | UnreadableError:
    """A page with its further pages; one that cannot be read is missing, as one that could not be fetched."""
    if isinstance(first, UnreadableError) or not file.parts:
        return first
    further = {}
    for part in file.parts:
        try:
            body = read_body(Path(file.archive), part.warc_file, part.warc_offset)
            further[part.number] = read(body, content_type=part.content_type)
        except (ArchiveError, UnreadableError):
            continue
    return join_parts(first, further, max(part.of for part in file.parts))


def _member_origin(archive: Origin, member: Member) -> Origin:
    """A member's own address and digest; its bytes stand where the archive's stand."""
    if member.name is None:
        return archive
    url = f"{archive.url}!/{quote(member.name)}"
    return replace(
        archive,
        document_id=document_id(url),
        snapshot_id=snapshot_id(url, member.sha256),
        url=url,
        name=member.name,
        content_type=None,
        sha256=member.sha256,
        bytes=member.size,
    )


def outcome_of(origin: Origin, content: Document | UnreadableError, source: SourceInfo) -> Outcome:
    """What became of a document that was read, or was not."""
    if isinstance(content, UnreadableError):
        if isinstance(content.__cause__, MemoryError):
            return Outcome(origin, "failed", "ran out of memory")
        return Outcome(origin, content.state, content.reason)
    rows = Rows()
    try:
        document, facts = _facts(content)
        trust = judge(document, facts, origin.url, official_source=source.official, region_code=source.region_code)
        place = locate(document, facts, source.region_code, gazetteer())
        if place.region_code == source.region_code:
            place = replace(place, local_name=source.region_name)
        add_document(rows, origin, document, facts, place, trust)
    except MemoryError:
        return Outcome(origin, "failed", "ran out of memory")
    except Exception as error:
        defect = _defect(error)
        return Outcome(origin, defect.state, defect.reason)
    count = len(facts.evaluations)
    state = "parsed" if count else "negative"
    return Outcome(origin, state, _left_out(document, facts), document.format, count, rows)


def _defect(error: Exception) -> UnreadableError:
    """What is recorded of a mistake of ours behind the readers."""
    where = f" at {found}" if (found := defect_at(error)) else ""
    return UnreadableError("failed", f"parser defect: {type(error).__name__}: {error}{where}"[:_MOST_REASON])


def _left_out(document: Document, facts: Facts) -> str | None:
    """What of a document was not read, for `ops.parses`; None where all was."""
    left_out = document.left_out()
    claims = f"claims behind the first {MAX_CLAIMS}" if len(facts.claims) == MAX_CLAIMS else None
    return f"{NOT_READ} {'; '.join(filter(None, (left_out, claims)))}" if left_out or claims else None


def _facts(document: Document) -> tuple[Document, Facts]:
    """Personal data is masked before anything is read out of the text, so that no quote can carry it."""
    masked = redact(bounded(document))
    return masked, storable(extract(masked))
