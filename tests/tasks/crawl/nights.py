"""Crawls of one small site, and what they left in the archive."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from tasks.crawl.archive import Position, read_stored
from tasks.crawl.journal import Fetch, State, open_journal
from tasks.crawl.settings import CrawlSettings
from tasks.crawl.site import crawl_source
from tasks.crawl.source import Source
from tasks.crawl.summary import CrawlSummary
from tests.tasks.crawl.portal import FAST, HOME

NIGHT, NEXT_NIGHT, THIRD_NIGHT = "20260301T180000Z", "20260302T180000Z", "20260303T180000Z"


ITEM = "/jxgl/2024/1.html"


def crawl(source: Source, archive: Path, run_id: str = NIGHT, settings: CrawlSettings = FAST) -> CrawlSummary:
    return crawl_source(source, archive, run_id, settings)


def outcomes(archive: Path, run_id: str = NIGHT) -> dict[str, Fetch]:
    """Of every address (without the site), the last fetch of a run."""
    with open_journal(archive) as journal:
        return {fetch.url.removeprefix(HOME): fetch for fetch in journal.last_of_run(run_id, "yunling-czj")}


def state(archive: Path, path: str) -> State | None:
    """What an address holds, without when it was last looked at."""
    with open_journal(archive) as journal:
        found = journal.state(HOME + path)
    return replace(found, settled_at=None) if found else None


def body_of(archive: Path, path: str) -> bytes | None:
    found = state(archive, path)
    if found is None:
        return None
    stored = read_stored(archive, Position(found.warc_file, found.warc_offset), 10**8)
    return stored.content if stored else None


def assert_warcs_are_sound(archive: Path) -> None:
    files = [str(path) for path in sorted(archive.rglob("*.warc.gz"))]
    assert files
    warcio = Path(sys.executable).with_name("warcio")
    for command in ("check", "index"):
        done = subprocess.run([warcio, command, *files], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def warc_types(archive: Path, run_id: str) -> Counter[str]:
    from warcio.archiveiterator import ArchiveIterator

    types: Counter[str] = Counter()
    for path in archive.rglob(f"{run_id}-*.warc.gz"):
        with path.open("rb") as stream:
            types.update(record.rec_type for record in ArchiveIterator(stream))
    return types
