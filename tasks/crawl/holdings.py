"""What the archive holds and what it was spared: files, bytes and captures by source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tasks.crawl.journal import open_journal


@dataclass(frozen=True, slots=True)
class Holding:
    """One source's part of the archive. Times are UTC as ISO text, sizes bytes.

    `captures` are distinct contents of addresses, `captured_bytes` their length, `stored_bytes` the length of the WARC
    files with everything in them. `fetched_bytes` came over the wire (decoded), `repeated_bytes` of them were the same
    again and are kept as revisits, `unsent_bytes` the servers did not even send (304).
    """

    source_id: str
    files: int
    stored_bytes: int
    captures: int
    captured_bytes: int
    fetched_bytes: int
    repeated_bytes: int
    unsent_bytes: int
    oldest: str | None
    newest: str | None

    @property
    def packed_bytes(self) -> int:
        """What compression saved of the bodies that are stored; 0 where records cost more than it saved."""
        return max(0, self.fetched_bytes - self.repeated_bytes - self.stored_bytes)


def holdings(archive: Path) -> list[Holding]:
    """The holdings of every source, by source_id."""
    if not archive.is_dir():
        return []
    with open_journal(archive) as journal:
        captured = {found.source_id: found for found in journal.captured()}
        spared = {found.source_id: found for found in journal.totals()}
    held = []
    for source_id in sorted(captured.keys() | _folders(archive)):
        files = [path.stat().st_size for path in (archive / source_id).glob("*.warc.gz")]
        found, saved = captured.get(source_id), spared.get(source_id)
        held.append(
            Holding(
                source_id,
                len(files),
                sum(files),
                found.captures if found else 0,
                found.bytes if found else 0,
                saved.fetched_bytes if saved else 0,
                saved.repeated_bytes if saved else 0,
                saved.unsent_bytes if saved else 0,
                found.oldest if found else None,
                found.newest if found else None,
            )
        )
    return held


def _folders(archive: Path) -> set[str]:
    return {path.parent.name for path in archive.glob("*/*.warc.gz")}
